//! Which groups are near a folder.

use smol_str::SmolStr;

use super::Bank;
use super::path::BankPath;

impl Bank {
    /// At most `count` groups near the folder, the nearest first: those that share most of their path with it. The group
    /// files of the folder itself come first.
    ///
    /// The cost depends on `count`, not on the bank: folders with a common prefix are adjacent in the order of paths.
    pub fn groups_near(&self, folder: &str, count: usize) -> Vec<&BankPath> {
        let here = SmolStr::from(folder);
        let after = self.groups.range(here.clone()..).take(count + 1);
        let before = self.groups.range(..here).rev().take(count);
        let mut near: Vec<&BankPath> = after
            .chain(before)
            .flat_map(|(_, groups)| groups.iter().take(count))
            .collect();
        near.sort_by_key(|path| {
            let away = path.folder() != folder;
            (
                away,
                std::cmp::Reverse(shared(path.folder(), folder)),
                *path,
            )
        });
        near.truncate(count);
        near
    }

    /// The groups of at most `count` folders on either side of the folder in the order of paths, the nearest first: the
    /// next folder, the one before, and so on.
    ///
    /// The cost depends on `count`, not on the bank.
    pub fn groups_beside(&self, folder: &str, count: usize) -> Vec<&BankPath> {
        let here = SmolStr::from(folder);
        let after = self.groups.range(here.clone()..);
        let mut after = after.filter(|(other, _)| **other != here).take(count);
        let mut before = self.groups.range(..here.clone()).rev().take(count);
        let mut all = Vec::new();
        for _ in 0..count {
            for (_, groups) in after.next().into_iter().chain(before.next()) {
                all.extend(groups.iter());
            }
        }
        all
    }
}

/// How many folders two paths begin with in common.
fn shared(a: &str, b: &str) -> usize {
    let pairs = a.split('/').zip(b.split('/'));
    pairs.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn the_nearest_come_first() {
        let paths = [
            "a/a.md", "b/b.md", "b/x/x.md", "b/x/y.md", "b/y/y.md", "c/c.md", "z.md",
        ];
        let files = paths.map(|path| format!("//- /{path}\n---\nquestions:\n---\n"));
        let bank = Fixture::new(&files.concat()).bank;
        let near = |folder: &str, count| {
            let near = bank.groups_near(folder, count).into_iter();
            near.map(|path| path.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(
            near("b/x", 5),
            ["b/x/x.md", "b/x/y.md", "b/b.md", "b/y/y.md", "a/a.md"]
        );
        assert_eq!(near("b", 2), ["b/b.md", "b/x/x.md"]);
        assert_eq!(near("", 1), ["z.md"]);
        assert_eq!(near("q", 9).len(), 7);
    }
}
