//! Questions of two states that are the same, by their places.

/// Which question of one state is which of the other.
pub(super) struct Matches {
    /// For each question of the new state, that of the old one.
    old_of: Vec<Option<u32>>,
    /// For each question of the old state, that of the new one.
    new_of: Vec<Option<u32>>,
}

impl Matches {
    /// No matches between so many questions.
    pub fn new(old: usize, new: usize) -> Self {
        Self {
            old_of: vec![None; new],
            new_of: vec![None; old],
        }
    }

    /// The question of the old state that is the one at this place of the new state.
    pub fn old_of(&self, new: usize) -> Option<usize> {
        self.old_of.get(new)?.map(|old| old as usize)
    }

    /// The question of the new state that is the one at this place of the old state.
    pub fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of.get(old)?.map(|new| new as usize)
    }

    /// Notes that two questions are the same, unless one of them already has a counterpart.
    pub fn set(&mut self, old: usize, new: usize) {
        if self.new_of[old].is_none() && self.old_of[new].is_none() {
            self.new_of[old] = Some(new as u32);
            self.old_of[new] = Some(old as u32);
        }
    }

    /// The places of the questions that are the same, old and new, in the order of the new state.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let all = self.old_of.iter().enumerate();
        all.filter_map(|(new, old)| Some(((*old)? as usize, new)))
    }
}
