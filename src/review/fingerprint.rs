//! Fingerprints of findings, for services that compare the reports of two states without the banks.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_128;

use super::key::bare;
use super::new_findings::{Place, place, without_counts};
use crate::bank::{Bank, BankPath};
use crate::lint::Finding;

/// Gives each finding of a report a fingerprint of its own.
#[derive(Default)]
pub struct Fingerprints {
    /// How many findings had the same parts so far.
    counts: HashMap<u128, u64>,
}

impl Fingerprints {
    /// The fingerprint of a finding of the file at `path` in `bank`: 32 hexadecimal digits. It depends on the path as it is
    /// `shown`, which tells banks apart, on the code and the message apart from counts, and on the text of the question that
    /// the finding is in: not on the line, so that an edit elsewhere keeps it. Of several findings with the same parts, the
    /// first keeps its fingerprint when another follows.
    pub fn of(
        &mut self,
        bank: &Bank,
        (path, shown): (&BankPath, &str),
        finding: &Finding,
    ) -> String {
        let question = match place(bank, path, finding) {
            Place::Question(at) => text(bank, at.group.as_str(), at.index),
            Place::File(_) => None,
        };
        let message = without_counts(&finding.message);
        let question = question.unwrap_or_default();
        // A zero byte is in none of the parts but the text of a broken file, where it does no harm.
        let parts = [shown, finding.code, &message, &question].join("\0");
        let key = xxh3_128(parts.as_bytes());
        let before = self.counts.entry(key).or_default();
        let print = match *before {
            0 => key,
            before => xxh3_128(format!("{parts}\0{before}").as_bytes()),
        };
        *before += 1;
        format!("{print:032x}")
    }
}

/// The text of a question without case, spaces and punctuation.
fn text(bank: &Bank, path: &str, index: usize) -> Option<String> {
    let placed = bank.group(path)?.questions.get(index)?;
    placed.text().map(|text| bare(text.text))
}

#[cfg(test)]
mod tests {
    use super::Fingerprints;
    use crate::bank::BankPath;
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    /// The fingerprints of the findings of `missing-answer` in a group, in order.
    fn prints(questions: &[(&str, &str)]) -> Vec<String> {
        let questions = questions.iter().map(|(text, answer)| {
            format!("  - question: {text}\n    answer: {answer}\n    topics: [Beginner]\n")
        });
        let group = format!("---\nquestions:\n{}---\n", questions.collect::<String>());
        let path = BankPath::new("git/git.md").unwrap();
        let bank = Fixture::bank(&[(path, group)].into());
        let mut prints = Fingerprints::default();
        let findings = Findings::of_bank(&bank);
        let findings = findings.iter().flat_map(|(path, list)| {
            let wanted = list.iter().filter(|it| it.code == "missing-answer");
            wanted.map(move |finding| (path, finding))
        });
        let prints =
            findings.map(|(path, finding)| prints.of(&bank, (path, path.as_str()), finding));
        prints.collect()
    }

    #[test]
    fn a_fingerprint_is_the_same_when_something_else_changes() {
        let first = ("What is a commit?", "commit.md");
        let second = ("What is a tag?", "tag.md");
        let before = prints(&[first, second]);
        assert_eq!(before.len(), 2);
        // Another question above, the other order, and a small edit of the text.
        let more = prints(&[("What is a branch?", "A line of work."), first, second]);
        assert_eq!(more, before);
        let swapped = prints(&[second, first]);
        assert_eq!(swapped, [before[1].clone(), before[0].clone()]);
        let edited = prints(&[("what is a *commit*?", "commit.md"), second]);
        assert_eq!(edited, before);
    }

    #[test]
    fn different_findings_have_different_fingerprints() {
        let first = ("What is a commit?", "commit.md");
        let one = prints(&[first]);
        for other in [
            ("What is a commit?", "other.md"),
            ("What is a tag?", "commit.md"),
        ] {
            assert_ne!(prints(&[other]), one, "{other:?}");
        }
    }

    #[test]
    fn of_equal_findings_the_first_keeps_its_fingerprint() {
        let first = ("What is a commit?", "commit.md");
        let one = prints(&[first]);
        let three = prints(&[first, first, first]);
        assert_eq!(three[0], one[0]);
        assert_ne!(three[1], three[0]);
        assert_ne!(three[2], three[1]);
        assert_eq!(prints(&[first, first])[1], three[1]);
    }

    /// Services keep them from run to run, so that they are the same in each version.
    #[test]
    fn fingerprints_are_the_same_in_each_version() {
        let print = prints(&[("What is a commit?", "commit.md")]);
        assert_eq!(print, ["444ec36fae385b32329359223d4314e6"]);
    }
}
