//! The findings that only the new state has.

use std::collections::HashMap;
use std::sync::Arc;

use super::pairing::Pairing;
use super::state::State;
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::lint::{Finding, Findings};

/// Where a finding is, so that an edit elsewhere does not move it.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// In this question.
    Question(QuestionRef),
    /// Outside the questions of this file.
    File(BankPath),
}

/// The findings of each file, by path, that the old state does not have: with the same code and message, apart from counts,
/// for the same question, or for the same file if they are not in a question. Of several equal ones, the last are new.
pub fn new_findings(
    (old, before): (&State<'_>, &Findings),
    (new, after): (&State<'_>, &Findings),
    pairing: &Pairing,
) -> Vec<(BankPath, Arc<[Finding]>)> {
    let mut known = Known::default();
    for (path, list) in before.iter() {
        for finding in list.iter() {
            known.add(place(old.bank, path, finding), finding);
        }
    }
    let old_place = |path: &BankPath, finding: &Finding| match place(new.bank, path, finding) {
        Place::Question(at) => pairing.old_ref(old, new, &at).map(Place::Question),
        Place::File(path) => pairing.old_path(&path).cloned().map(Place::File),
    };
    let mut found = Vec::new();
    for (path, list) in after.iter() {
        let mut unknown = Vec::new();
        for finding in list.iter() {
            let place = old_place(path, finding);
            if !place.is_some_and(|place| known.take(place, finding)) {
                unknown.push(finding.clone());
            }
        }
        if !unknown.is_empty() {
            found.push((path.clone(), unknown.into()));
        }
    }
    found
}

/// How many findings of the old state have no counterpart in the new one yet, by place in the old state, code and message.
#[derive(Default)]
struct Known {
    counts: HashMap<(Place, &'static str, String), usize>,
}

impl Known {
    fn add(&mut self, place: Place, finding: &Finding) {
        let key = (place, finding.code, without_counts(&finding.message));
        *self.counts.entry(key).or_default() += 1;
    }

    /// Takes one such finding out. Returns whether there was one.
    fn take(&mut self, place: Place, finding: &Finding) -> bool {
        let key = (place, finding.code, without_counts(&finding.message));
        let Some(count) = self.counts.get_mut(&key).filter(|count| **count > 0) else {
            return false;
        };
        *count -= 1;
        true
    }
}

/// The message with `#` for each number that is not part of a quoted value: "nor the 85 after it" means the same when another
/// question is added.
pub(super) fn without_counts(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    for (at, part) in message.split('`').enumerate() {
        if at > 0 {
            out.push('`');
        }
        if at % 2 == 1 {
            out.push_str(part);
            continue;
        }
        for c in part.chars() {
            match c.is_ascii_digit() {
                true if out.ends_with('#') => {}
                true => out.push('#'),
                false => out.push(c),
            }
        }
    }
    out
}

/// Where a finding of the file at `path` of a bank is.
pub(super) fn place(bank: &Bank, path: &BankPath, finding: &Finding) -> Place {
    let group = bank.group(path.as_str());
    let questions = group.map(|group| &group.questions);
    let at = finding.span.start;
    let index = questions.and_then(|questions| {
        let index = questions.at_or_before(at)?;
        let span = questions.get(index)?.span();
        (span.start <= at && at < span.end).then_some(index)
    });
    match index {
        Some(index) => Place::Question(QuestionRef {
            group: path.clone(),
            index,
        }),
        None => Place::File(path.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::without_counts;

    #[test]
    fn counts_do_not_make_another_message() {
        for (one, other, same) in [
            ("nor the 85 after it", "nor the 9 after it", true),
            ("`a1.md` does not exist", "`a2.md` does not exist", false),
            ("`a` has 1 use", "`b` has 1 use", false),
            ("2 of `x3` and 10 more", "4 of `x3` and 7 more", true),
        ] {
            assert_eq!(without_counts(one) == without_counts(other), same, "{one}");
        }
    }
}
