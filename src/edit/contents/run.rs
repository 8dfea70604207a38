//! The numbers of the rows of a table of contents, where they count the rows.

/// The numbers of rows that follow each other, before and after rows were added.
#[derive(Default)]
pub struct Run {
    /// The last number before.
    old: Option<u32>,
    /// The last number now.
    new: Option<u32>,
    /// Whether new rows are before the first one that was there.
    is_open: bool,
}

impl Run {
    /// The number of a new row before the first one of a run.
    pub fn open(&mut self) -> u32 {
        let number = if self.is_open { self.next() } else { 1 };
        self.is_open = true;
        self.new = Some(number);
        number
    }

    /// The number of a new row after the last one.
    pub fn next(&mut self) -> u32 {
        let number = self.new.map_or(1, |last| last + 1);
        self.new = Some(number);
        number
    }

    /// The number of a row that had the number `old`.
    pub fn old(&mut self, old: u32) -> u32 {
        let follows = self.old.is_some_and(|last| last + 1 == old);
        let goes_on = follows || std::mem::take(&mut self.is_open);
        self.old = Some(old);
        self.new = match self.new {
            Some(last) if goes_on => Some(last + 1),
            _ => Some(old),
        };
        self.new.unwrap_or(old)
    }
}
