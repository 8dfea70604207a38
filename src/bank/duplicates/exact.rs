//! Which questions of the bank are asked word for word the same.
//!
//! Each such question refers to the first group, by path, that has it and is no version of its own group: a translation
//! or a copy repeats every question, and should. So a change concerns itself and the later groups that ask the same.

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use smol_str::SmolStr;
use xxhash_rust::xxh3::xxh3_64;

use super::answers::patched;
use super::questions::DuplicateQuestion;
use super::versions::original;
use crate::bank::Bank;
use crate::bank::path::BankPath;
use crate::bank::sorted_set::SortedSet;
use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::facts::questions::Difference;
use crate::syntax::markdown::placeholder::is_placeholder;

/// The index of repeated questions.
#[derive(Clone, Default)]
pub(in crate::bank) struct ExactDuplicates {
    /// What is asked, with the groups that ask it, each once.
    asked: SortedSet<(u64, BankPath)>,
    groups: OrdMap<BankPath, Arc<GroupTexts>>,
    /// The groups by all that they ask.
    alike: OrdSet<(u64, BankPath)>,
    /// What is asked in a group, and the first earlier group that asks the same.
    first: OrdMap<(BankPath, u64), BankPath>,
    /// The same the other way round: the first group first.
    later: OrdSet<(BankPath, BankPath, u64)>,
}

/// What one group asks.
struct GroupTexts {
    /// What is asked and where; sorted.
    table: Arc<[(u64, u32)]>,
    /// A number for all that is asked together, in any order.
    whole: u64,
    /// How much is asked, each once.
    count: usize,
    /// The group's path without what tells versions of one file apart.
    original: SmolStr,
}

/// What has to be looked at again when all changes are taken over.
#[derive(Default)]
pub(in crate::bank) struct Pending {
    asked: BTreeSet<u64>,
    moved: BTreeSet<BankPath>,
}

/// So many questions must two groups of other names share, and have no others, to count as copies of one another.
const COPIED: usize = 3;

impl Bank {
    /// The questions of a group that are word for word an earlier question of the same group, or of another that is no
    /// translation or copy of it; each with the first such one. In no useful order.
    pub fn duplicate_questions(
        &self,
        group: &BankPath,
    ) -> impl Iterator<Item = DuplicateQuestion> + use<'_> {
        self.exact_duplicates.pairs(group)
    }

    /// Whether two groups are translations or copies of one file.
    pub fn are_versions(&self, a: &BankPath, b: &BankPath) -> bool {
        self.exact_duplicates.are_versions(a, b)
    }
}

impl ExactDuplicates {
    /// Takes over another state of a group.
    pub fn replace(
        &mut self,
        path: &BankPath,
        (old, new): (Option<&Group>, Option<&Group>),
        pending: &mut Pending,
    ) {
        let before = self.groups.get(path).cloned();
        let none = Arc::default();
        let table = before.as_ref().map_or(&none, |asking| &asking.table);
        let after = match (old, new) {
            (_, None) => None,
            (Some(old), Some(new)) => {
                let difference = new.questions.difference(&old.questions);
                Some(patched(table, new, &difference, fingerprint))
            }
            (None, Some(new)) => {
                let (old, places) = (0..0, 0..new.questions.len());
                Some(patched(
                    table,
                    new,
                    &Difference { old, new: places },
                    fingerprint,
                ))
            }
        };
        pending.moved.insert(path.clone());
        if after
            .as_ref()
            .is_some_and(|after| Arc::ptr_eq(after, table))
            && before.is_some()
        {
            return;
        }
        let (gone, come) = differing(table, after.as_deref().unwrap_or_default());
        for asked in &gone {
            self.asked.remove(&(*asked, path.clone()));
            self.refer(path, *asked, None);
        }
        for asked in &come {
            self.asked.insert((*asked, path.clone()));
        }
        let differing = gone.iter().chain(&come).copied();
        pending
            .asked
            .extend(differing.filter(|asked| self.is_shared(path, *asked)));
        let sum = |asked: &[u64]| asked.iter().copied().fold(0, u64::wrapping_add);
        let (whole, count) = before.as_ref().map_or((0, 0), |it| (it.whole, it.count));
        let asking = after.map(|table| GroupTexts {
            table,
            whole: whole.wrapping_sub(sum(&gone)).wrapping_add(sum(&come)),
            count: count + come.len() - gone.len(),
            original: match &before {
                Some(before) => before.original.clone(),
                None => original(path.as_str()).into(),
            },
        });
        self.become_other(path, asking, pending);
    }

    /// Takes over what a group asks as a whole. Where it is a copy of another now, or was, all of it is looked at again.
    fn become_other(&mut self, path: &BankPath, asking: Option<GroupTexts>, pending: &mut Pending) {
        let before = self.groups.get(path).map(|asking| asking.whole);
        let now = asking.as_ref().map(|asking| asking.whole);
        match asking {
            Some(asking) => _ = self.groups.insert(path.clone(), Arc::new(asking)),
            None => _ = self.groups.remove(path),
        }
        if before == now {
            return;
        }
        before.map(|whole| self.alike.remove(&(whole, path.clone())));
        let copies = [before, now].into_iter().flatten();
        if copies.into_iter().any(|whole| self.is_whole(whole)) {
            let table = self.groups.get(path).map(|asking| &asking.table);
            let all = table.into_iter().flat_map(|table| table.iter());
            let all = all.map(|(asked, _)| *asked);
            pending
                .asked
                .extend(all.filter(|asked| self.is_shared(path, *asked)));
        }
        now.map(|whole| self.alike.insert((whole, path.clone())));
    }

    /// Whether any group asks just this.
    fn is_whole(&self, whole: u64) -> bool {
        let mut from = self.alike.range((whole, BankPath::seek(""))..);
        from.next().is_some_and(|(found, _)| *found == whole)
    }

    /// Whether a group other than this one asks this.
    fn is_shared(&self, path: &BankPath, asked: u64) -> bool {
        let place = (asked, path.clone());
        let same =
            |other: Option<&(u64, BankPath)>| other.is_some_and(|(other, _)| *other == asked);
        same(self.asked.before(&place)) || same(self.asked.after(&place))
    }

    /// Brings the references up to date when all changes are taken over. Returns the groups in which a question may now
    /// refer to something else, or to what stands somewhere else.
    pub fn refresh(&mut self, pending: Pending) -> BTreeSet<BankPath> {
        let mut differing = BTreeSet::new();
        for asked in pending.asked {
            let groups = self.asking(asked);
            for (at, group) in groups.iter().enumerate() {
                let mut earlier = groups[..at].iter();
                let first = earlier
                    .find(|earlier| !self.are_versions(earlier, group))
                    .cloned();
                if self.refer(group, asked, first) {
                    differing.insert(group.clone());
                }
            }
        }
        for path in pending.moved {
            let from = (path.clone(), BankPath::seek(""), 0);
            let all = self
                .later
                .range(from..)
                .take_while(|(first, ..)| *first == path);
            differing.extend(all.map(|(_, later, _)| later.clone()));
        }
        differing
    }

    /// The groups that ask this, by path.
    fn asking(&self, asked: u64) -> Vec<BankPath> {
        let mut groups: Vec<BankPath> = Vec::new();
        let mut from = (asked, BankPath::seek(""));
        while let Some(next) = self.asked.after(&from).filter(|(other, _)| *other == asked) {
            groups.push(next.1.clone());
            from = next.clone();
        }
        groups
    }

    /// Takes over where a group's question refers to. Returns whether that is somewhere else than before.
    fn refer(&mut self, group: &BankPath, asked: u64, now: Option<BankPath>) -> bool {
        let place = (group.clone(), asked);
        let before = match &now {
            Some(now) => self.first.insert(place, now.clone()),
            None => self.first.remove(&place),
        };
        if before == now {
            return false;
        }
        before.map(|before| self.later.remove(&(before, group.clone(), asked)));
        now.map(|now| self.later.insert((now, group.clone(), asked)));
        true
    }

    fn are_versions(&self, a: &BankPath, b: &BankPath) -> bool {
        let (Some(one), Some(other)) = (self.groups.get(a), self.groups.get(b)) else {
            return false;
        };
        let is_copy = || one.whole == other.whole && (a.name() == b.name() || one.count >= COPIED);
        one.original == other.original || is_copy()
    }

    fn pairs<'a>(&'a self, path: &BankPath) -> impl Iterator<Item = DuplicateQuestion> + use<'a> {
        let here = path.clone();
        let table = self
            .groups
            .get(path)
            .map_or(&[][..], |asking| &asking.table);
        let same = table.chunk_by(|(a, _), (b, _)| a == b);
        let within = same.flat_map(|rows| rows[1..].iter().map(|(_, later)| (rows[0].1, *later)));
        let within = within.map(move |(earlier, later)| DuplicateQuestion {
            later: later as usize,
            group: here.clone(),
            earlier: earlier as usize,
        });
        let from = (path.clone(), 0);
        let path = path.clone();
        let across = self
            .first
            .range(from..)
            .take_while(move |((it, _), _)| *it == path);
        let across = across.filter_map(|((later, asked), first)| {
            Some(DuplicateQuestion {
                later: self.place(later, *asked)?,
                group: first.clone(),
                earlier: self.place(first, *asked)?,
            })
        });
        within.chain(across)
    }

    /// The first question of a group that asks this.
    fn place(&self, path: &BankPath, asked: u64) -> Option<usize> {
        let table = &self.groups.get(path)?.table;
        let at = table.partition_point(|(other, _)| *other < asked);
        let row = table.get(at).filter(|(other, _)| *other == asked);
        row.map(|(_, place)| *place as usize)
    }
}

/// What is asked in the first sorted table only, and in the second only; each once.
fn differing(old: &[(u64, u32)], new: &[(u64, u32)]) -> (Vec<u64>, Vec<u64>) {
    let once = |table: &[(u64, u32)]| -> Vec<u64> {
        let rows = table.chunk_by(|(a, _), (b, _)| a == b);
        rows.map(|rows| rows[0].0).collect()
    };
    let (old, new) = (once(old), once(new));
    let without = |some: &[u64], others: &[u64]| {
        let mut others = others.iter().peekable();
        let mut left = some.to_vec();
        left.retain(|asked| {
            while others.next_if(|other| *other < asked).is_some() {}
            others.peek() != Some(&asked)
        });
        left
    };
    (without(&old, &new), without(&new, &old))
}

/// A number for what a question asks, the same for those that ask it word for word. `None` of one that is broken, has no
/// text, or is still to be written.
fn fingerprint(question: &Question) -> Option<u64> {
    let text = question.text().filter(|_| question.is_whole())?.text;
    if is_placeholder(text) {
        return None;
    }
    let bare = bare(text);
    (!bare.is_empty()).then(|| xxh3_64(bare.as_bytes()))
}

/// The words of a text without case, quotation marks and punctuation. Signs that make another question, as in `C#` or
/// `a == b`, stay.
pub(super) fn bare(text: &str) -> String {
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
        let plain: String = word.chars().filter(|c| !is_quote(*c)).collect();
        let trimmed = plain.trim_end_matches(ends);
        // A sign that stands alone is asked about, unless it ends the text.
        let kept = if trimmed.is_empty() && !text.trim_end().ends_with(word) {
            plain.as_str()
        } else {
            trimmed
        };
        if !kept.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.extend(kept.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn words_are_compared_without_case_and_punctuation() {
        for (one, other) in [
            ("What is a lock?", "what is  a Lock"),
            ("What is `nil`?", "What is \"nil\" ?"),
            ("What is a left-join?", "What is a left join?"),
            ("什么是闭包？", "什么是闭包"),
            ("Node.js: why?", "Node.js, why"),
        ] {
            assert_eq!(bare(one), bare(other));
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
            assert_ne!(bare(one), bare(other));
        }
    }
}
