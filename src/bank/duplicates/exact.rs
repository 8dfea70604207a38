//! Which questions of the bank have the same text.
//!
//! Each such question refers to the first group, by path, that has it and is not a version of its own group: a
//! translation or a copy is expected to repeat every question. So a change affects only itself and the later groups with the same
//! question.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use smol_str::SmolStr;
use xxhash_rust::xxh3::xxh3_64;

use super::duplicate_question::DuplicateQuestion;
use super::earlier::EarlierFiles;
use super::versions::original;
use crate::bank::QuestionRef;
use crate::bank::group_change::GroupChange;
use crate::bank::path::BankPath;
use crate::bank::sorted_set::SortedSet;
use crate::facts::key_table::KeyTable;
use crate::facts::question::Question;
use crate::syntax::markdown::placeholder::is_placeholder;

/// The index of questions with equal text.
#[derive(Clone, Default)]
pub(in crate::bank) struct ExactDuplicates {
    /// The hashes of the questions of each group, each once.
    hashes: SortedSet<(u64, BankPath)>,
    groups: OrdMap<BankPath, Arc<GroupHashes>>,
    /// The groups by the sum of their hashes.
    sums: OrdSet<(u64, BankPath)>,
    /// A hash in a group, and the first earlier group that has it.
    earlier: EarlierFiles,
}

/// The questions of one group.
struct GroupHashes {
    table: KeyTable<(u64, u32)>,
    /// The sum of the hashes, each once: equal for groups with the same questions in any order.
    sum: u64,
    /// How many different hashes there are.
    count: usize,
    /// The group's path without what distinguishes versions of one file.
    original: SmolStr,
}

/// What to look up again once all changes of a step are applied.
#[derive(Default)]
pub(in crate::bank) struct Pending {
    hashes: BTreeSet<u64>,
    changed: BTreeSet<BankPath>,
}

/// Two groups with different names count as copies of each other if all their questions are equal and at least this
/// many.
const COPIED: usize = 3;

impl ExactDuplicates {
    /// Replaces the state of a group. `key` gives what all versions of its file share, if a pattern of the
    /// configuration matches them.
    pub fn replace(
        &mut self,
        change: &GroupChange<'_>,
        key: &dyn Fn() -> Option<SmolStr>,
        pending: &mut Pending,
    ) {
        let path = change.path;
        let before = self.groups.get(path).cloned();
        let table = before
            .as_ref()
            .map(|it| it.table.clone())
            .unwrap_or_default();
        let after = change.new.map(|_| {
            let hashes = change.added().map(|placed| text_hash(placed.question));
            table.updated(&change.difference, hashes)
        });
        pending.changed.insert(path.clone());
        if before.is_some() && after.as_ref().is_some_and(|after| after.ptr_eq(&table)) {
            return;
        }
        let (removed, added) = table.difference(after.as_ref().unwrap_or(&KeyTable::default()));
        for hash in &removed {
            self.hashes.remove(&(*hash, path.clone()));
            self.earlier.set(&(path.clone(), *hash), None);
        }
        // Before its own hashes are listed, so one look tells whether another group has them.
        let changed = removed.iter().chain(&added).copied();
        let shared = changed.filter(|hash| self.is_listed(*hash));
        pending.hashes.extend(shared);
        for hash in &added {
            self.hashes.insert((*hash, path.clone()));
        }
        let sum = |hashes: &[u64]| hashes.iter().copied().fold(0, u64::wrapping_add);
        let (old_sum, count) = before.as_ref().map_or((0, 0), |it| (it.sum, it.count));
        let after = after.map(|table| GroupHashes {
            table,
            sum: old_sum
                .wrapping_sub(sum(&removed))
                .wrapping_add(sum(&added)),
            count: count + added.len() - removed.len(),
            original: match &before {
                Some(before) => before.original.clone(),
                None => key().unwrap_or_else(|| original(path.as_str()).into()),
            },
        });
        self.set_group(path, after, pending);
    }

    /// Stores the hashes of a group. Marks all of them if the group is, or was, a copy of another.
    fn set_group(&mut self, path: &BankPath, after: Option<GroupHashes>, pending: &mut Pending) {
        let old_sum = self.groups.get(path).map(|group| group.sum);
        let new_sum = after.as_ref().map(|group| group.sum);
        match after {
            Some(after) => _ = self.groups.insert(path.clone(), Arc::new(after)),
            None => _ = self.groups.remove(path),
        }
        if old_sum == new_sum {
            return;
        }
        old_sum.map(|sum| self.sums.remove(&(sum, path.clone())));
        let sums = [old_sum, new_sum].into_iter().flatten();
        if sums.into_iter().any(|sum| self.has_sum(sum)) {
            let group = self.groups.get(path);
            let hashes = group.into_iter().flat_map(|group| group.table.hashes());
            let shared = hashes.filter(|hash| self.is_shared(path, *hash));
            pending.hashes.extend(shared);
        }
        new_sum.map(|sum| self.sums.insert((sum, path.clone())));
    }

    /// Whether a group has this sum.
    fn has_sum(&self, sum: u64) -> bool {
        let mut from = self.sums.range((sum, BankPath::seek(""))..);
        from.next().is_some_and(|(found, _)| *found == sum)
    }

    /// Whether a group has this hash.
    fn is_listed(&self, hash: u64) -> bool {
        let next = self.hashes.after(&(hash, BankPath::seek("")));
        next.is_some_and(|(other, _)| *other == hash)
    }

    /// Whether a group other than this one has this hash.
    fn is_shared(&self, path: &BankPath, hash: u64) -> bool {
        let entry = (hash, path.clone());
        let same = |other: Option<&(u64, BankPath)>| other.is_some_and(|(other, _)| *other == hash);
        same(self.hashes.before(&entry)) || same(self.hashes.after(&entry))
    }

    /// Updates the references once all changes are applied. Returns the groups in which a question can now refer to
    /// another question, or to one at another position.
    pub fn refresh(&mut self, pending: Pending) -> BTreeSet<BankPath> {
        let mut changed = BTreeSet::new();
        for hash in pending.hashes {
            let groups = self.groups_with(hash);
            for (at, group) in groups.iter().enumerate() {
                let mut earlier = groups[..at].iter();
                let first = earlier.find(|earlier| !self.are_versions(earlier, group));
                if self.earlier.set(&(group.clone(), hash), first.cloned()) {
                    changed.insert(group.clone());
                }
            }
        }
        for path in pending.changed {
            let referring = self.earlier.referring_to(&path);
            changed.extend(referring.map(|(later, _)| later.clone()));
        }
        changed
    }

    /// The groups with this hash, by path.
    fn groups_with(&self, hash: u64) -> Vec<BankPath> {
        let mut groups: Vec<BankPath> = Vec::new();
        let mut from = (hash, BankPath::seek(""));
        while let Some(next) = self.hashes.after(&from).filter(|(other, _)| *other == hash) {
            groups.push(next.1.clone());
            from = next.clone();
        }
        groups
    }

    /// Whether two groups are translations or copies of one file.
    pub fn are_versions(&self, a: &BankPath, b: &BankPath) -> bool {
        let (Some(one), Some(other)) = (self.groups.get(a), self.groups.get(b)) else {
            return false;
        };
        let is_copy = || one.sum == other.sum && (a.name() == b.name() || one.count >= COPIED);
        one.original == other.original || is_copy()
    }

    /// The questions of a group that other files ask too, by index, each once; without translations and copies. Takes time
    /// proportional to their number.
    pub fn shared(&self, path: &BankPath) -> BTreeSet<usize> {
        let earlier = self.earlier.of_file(path).map(|(hash, _)| hash);
        let later = self.earlier.referring_to(path).map(|(_, hash)| *hash);
        let table = self.groups.get(path).map(|group| &group.table);
        let first = |hash| table.and_then(|table| table.first(hash));
        earlier.chain(later).filter_map(first).collect()
    }

    /// The first question with the text of `question` in each other file, by path; without translations and copies of the
    /// file at `path`.
    pub fn elsewhere(&self, path: &BankPath, question: &Question) -> Vec<QuestionRef> {
        let Some(hash) = text_hash(question) else {
            return Vec::new();
        };
        let others = self.groups_with(hash).into_iter();
        let others = others.filter(|group| group != path && !self.are_versions(path, group));
        let found = others.filter_map(|group| {
            let index = self.groups.get(&group)?.table.first(hash)?;
            Some(QuestionRef { group, index })
        });
        found.collect()
    }

    /// The first question with the text of `question` in each file, by path.
    pub fn everywhere(&self, question: &Question) -> Vec<QuestionRef> {
        let Some(hash) = text_hash(question) else {
            return Vec::new();
        };
        let files = self.groups_with(hash).into_iter();
        let found = files.filter_map(|group| {
            let index = self.groups.get(&group)?.table.first(hash)?;
            Some(QuestionRef { group, index })
        });
        found.collect()
    }

    /// The questions of a group with the text of an earlier one. In no useful order.
    pub fn pairs<'a>(
        &'a self,
        path: &BankPath,
    ) -> impl Iterator<Item = DuplicateQuestion> + use<'a> {
        let table = self.groups.get(path).map(|group| &group.table);
        let here = path.clone();
        let within = table.into_iter().flat_map(KeyTable::repeated);
        let within = within.map(move |(earlier, later)| DuplicateQuestion {
            later,
            group: here.clone(),
            earlier,
        });
        let across = self.earlier.of_file(path);
        let across = across.filter_map(move |(hash, earlier)| {
            Some(DuplicateQuestion {
                later: table?.first(hash)?,
                group: earlier.clone(),
                earlier: self.groups.get(earlier)?.table.first(hash)?,
            })
        });
        within.chain(across)
    }
}

/// The hash of a question's text and context, equal for questions that differ only in case, quotes and punctuation of the
/// text. `None` for a broken question, one without text, and a placeholder.
fn text_hash(question: &Question) -> Option<u64> {
    let text = question.text().filter(|_| question.is_whole())?.text;
    if is_placeholder(text) {
        return None;
    }
    let plain = normalized(text);
    (!plain.is_empty()).then(|| xxh3_64(plain.as_bytes()) ^ question.context())
}

/// The words of a text without case, quotation marks and punctuation. Signs that make another question, as in `C#` or
/// `a == b`, are kept.
pub(in crate::bank) fn normalized(text: &str) -> String {
    let is_quote = |c: char| {
        matches!(
            c,
            '`' | '"' | '\'' | '‘' | '’' | '“' | '”' | '„' | '«' | '»'
        )
    };
    let ends = |c: char| {
        matches!(
            c,
            '.' | ',' | ';' | ':' | '?' | '!' | '…' | '。' | '？' | '！' | '，'
        )
    };
    let mut out = String::with_capacity(text.len());
    let words = text.split(|c: char| c.is_whitespace() || c == '-');
    for word in words.filter(|word| !word.is_empty()) {
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let start = out.len();
        let plain = word.chars().filter(|c| !is_quote(*c));
        out.extend(plain.flat_map(char::to_lowercase));
        let end = start + out[start..].trim_end_matches(ends).len();
        // A separate sign is what the question asks about, unless it ends the text.
        let is_sign = end == start && out.len() > start && !text.trim_end().ends_with(word);
        if end > start {
            out.truncate(end);
        } else if !is_sign {
            out.truncate(before);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn words_are_compared_without_case_and_punctuation() {
        for (one, other) in [
            ("What is a lock?", "what is  a Lock"),
            ("What is `nil`?", "What is \"nil\" ?"),
            ("What is a left-join?", "What is a left join?"),
            ("什么是闭包？", "什么是闭包"),
            ("Node.js: why?", "Node.js, why"),
        ] {
            assert_eq!(normalized(one), normalized(other));
        }
        for (one, other) in [
            ("What is C?", "What is C#?"),
            ("What is C?", "What is C++?"),
            ("What does == do?", "What does === do?"),
            ("What does ! do?", "What does ? do?"),
            ("What is Node.js?", "What is Nodejs?"),
            ("什么是闭包？", "什么是通道？"),
            ("What is a lock?", "What is the lock?"),
        ] {
            assert_ne!(normalized(one), normalized(other));
        }
    }
}
