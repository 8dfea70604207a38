//! Which values the questions' `level` has, how often and where. Levels that stand among the topics are counted there.

use imbl::OrdMap;
use smol_str::SmolStr;

use super::path::BankPath;

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

    /// Takes over that the group now has `new` instead of `old`, both with counts.
    pub(super) fn replace(
        &mut self,
        group: &BankPath,
        old: &[(SmolStr, u32)],
        new: &[(SmolStr, u32)],
    ) {
        for (word, _) in old
            .iter()
            .filter(|(word, _)| !new.iter().any(|(w, _)| w == word))
        {
            if let Some(groups) = self.all.get(word).map(|groups| groups.without(group)) {
                if groups.is_empty() {
                    self.all.remove(word);
                } else {
                    self.all.insert(word.clone(), groups);
                }
            }
        }
        for (word, count) in new {
            let groups = self.all.get(word).cloned().unwrap_or_default();
            self.all
                .insert(word.clone(), groups.update(group.clone(), *count));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_group_leaves_nothing_behind() {
        let path = |name: &str| BankPath::new(name).unwrap();
        let count = |word: &str, n| (SmolStr::from(word), n);
        let mut levels = Levels::default();
        levels.replace(&path("a.md"), &[], &[count("Easy", 2), count("Hard", 1)]);
        levels.replace(&path("b.md"), &[], &[count("Easy", 5)]);
        levels.replace(
            &path("a.md"),
            &[count("Easy", 2), count("Hard", 1)],
            &[count("Easy", 3)],
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
