//! Which values the questions' `level` has, how often and where. Levels that stand among the topics are counted there.

use imbl::OrdMap;
use smol_str::SmolStr;

use super::path::BankPath;
use super::topics::Deltas;

/// The values of `level` in a bank.
#[derive(Clone, Default)]
pub struct Levels {
    all: OrdMap<SmolStr, OrdMap<BankPath, u32>>,
}

impl Levels {
    /// How many questions of each group have the level `word`, as written; `None` when none has.
    pub fn get(&self, word: &str) -> Option<&OrdMap<BankPath, u32>> {
        self.all.get(word)
    }

    /// All values as written, with how many questions of each group have it.
    pub fn iter(&self) -> impl Iterator<Item = (&SmolStr, &OrdMap<BankPath, u32>)> {
        self.all.iter()
    }

    /// Takes over how many more or fewer questions of the group have each of these values.
    pub(super) fn change(&mut self, group: &BankPath, deltas: &Deltas) {
        for (word, delta) in deltas.iter().filter(|(_, delta)| **delta != 0) {
            let mut groups = self.all.get(word).cloned().unwrap_or_default();
            match (i64::from(groups.get(group).copied().unwrap_or(0)) + delta) as u32 {
                0 => groups.remove(group),
                count => groups.insert(group.clone(), count),
            };
            if groups.is_empty() {
                self.all.remove(word);
            } else {
                self.all.insert(word.clone(), groups);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_group_leaves_nothing_behind() {
        let path = |name: &str| BankPath::new(name).unwrap();
        let by = |word: &str, n| (SmolStr::from(word), n);
        let mut levels = Levels::default();
        levels.change(&path("a.md"), &Deltas::from([by("Easy", 2), by("Hard", 1)]));
        levels.change(&path("b.md"), &Deltas::from([by("Easy", 5)]));
        levels.change(
            &path("a.md"),
            &Deltas::from([by("Easy", 1), by("Hard", -1)]),
        );
        let all: Vec<_> = levels
            .iter()
            .map(|(word, groups)| {
                (
                    word.as_str(),
                    groups
                        .iter()
                        .map(|(p, n)| (p.as_str(), *n))
                        .collect::<Vec<_>>(),
                )
            })
            .collect();
        assert_eq!(all, [("Easy", vec![("a.md", 3), ("b.md", 5)])]);
    }
}
