//! Mends all that can be mended, as often as that uncovers something else to mend.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::engine::Findings;
use super::finding::Finding;
use super::fix::{Fix, FixContext, Safety};
use super::fixes::mends_of;
use crate::bank::{Bank, BankPath, CONFIG_FILE, Change, Content, File};
use crate::edit::{Edit, Sources, is_current};
use crate::shape;

/// How often mends may uncover further ones. Each round makes at least one fix, so this only ends a quarrel of two.
const ROUNDS: usize = 16;

/// Rules whose findings often go when others are mended: an orphan is what a question with a slip in its answer means.
/// They wait until there is nothing else to mend.
const LAST: &[&str] = &["orphan-answer"];

/// What came of mending.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Mended {
    /// The files that differ afterwards: the text of each, `None` for one that is gone.
    pub files: BTreeMap<BankPath, Option<Arc<str>>>,
    /// What was mended, in the order it was, each with the fix's title.
    pub made: Vec<(BankPath, Finding, String)>,
}

/// What is to be mended.
#[derive(Clone, Copy)]
pub struct Wish<'w> {
    /// Of which files' findings.
    pub of: &'w dyn Fn(&BankPath) -> bool,
    /// Which files may be changed.
    pub within: &'w dyn Fn(&BankPath) -> bool,
    /// The gravest safety of the fixes to be made.
    pub up_to: Safety,
    /// Whether files may come, move or go.
    pub moves_files: bool,
}

/// Makes every fix that is wished for: of each finding the first that is, if it can be made beside the others.
///
/// `findings` are those of the bank. Mending the result again changes nothing, as long as no two fixes undo each other.
pub fn mend(bank: &Bank, findings: &Findings, sources: Sources<'_>, wish: Wish<'_>) -> Mended {
    let mut mended = Mended::default();
    let mut bank = bank.clone();
    let mut findings = findings.clone();
    for _ in 0..ROUNDS {
        let mut round = round(&bank, &findings, sources, &mended, (wish, false));
        if round.edit.is_empty() {
            round = self::round(&bank, &findings, sources, &mended, (wish, true));
        }
        if round.edit.is_empty() {
            break;
        }
        let source = |path: &BankPath| text_of(&mended, sources, path);
        let Ok(changed) = round.edit.apply(&source) else {
            break;
        };
        let before = bank.clone();
        let impact = bank.apply(
            changed
                .iter()
                .map(|(path, text)| changed_file(path, text.as_deref())),
        );
        findings.update(&bank, &before, &impact);
        mended.made.extend(round.made);
        let changed = changed.into_iter();
        mended
            .files
            .extend(changed.map(|(path, text)| (path, text.map(Arc::from))));
    }
    mended
}

/// The fixes of one round.
#[derive(Default)]
struct Round {
    edit: Edit,
    made: Vec<(BankPath, Finding, String)>,
}

fn round(
    bank: &Bank,
    findings: &Findings,
    sources: Sources<'_>,
    so_far: &Mended,
    (wish, last): (Wish<'_>, bool),
) -> Round {
    let of_now = |finding: &&Finding| has_mends(finding) && LAST.contains(&finding.code) == last;
    let source = |path: &BankPath| text_of(so_far, sources, path);
    let mut round = Round::default();
    for (path, list) in findings.iter().filter(|(path, _)| (wish.of)(path)) {
        let mut mendable = list.iter().filter(of_now).peekable();
        if mendable.peek().is_none() {
            continue;
        }
        let Some(text) = source(path).filter(|text| is_current(bank, path, text)) else {
            continue;
        };
        for finding in mendable {
            let context = FixContext {
                bank,
                path,
                text: &text,
                sources: &source,
                finding,
            };
            round.take_one(&context, wish);
        }
    }
    round
}

impl Round {
    /// Takes the first fix that is wished for and can be made, if the others leave it its place.
    fn take_one(&mut self, context: &FixContext<'_>, wish: Wish<'_>) {
        let wished = |fix: &Fix| fix.safety <= wish.up_to;
        for fix in mends_of(context).into_iter().filter(wished) {
            let Ok(edit) = fix.edit(context) else {
                continue;
            };
            // What is meant by the settings is for people to say.
            let within = |path: &BankPath| (wish.within)(path) && path.as_str() != CONFIG_FILE;
            let allowed =
                edit.files().into_iter().all(within) && (wish.moves_files || !edit.moves_files());
            if !allowed || edit.is_empty() {
                continue;
            }
            // What another fix is in the way of is the best one still, in the next round.
            if self.edit.merge(edit).is_ok() {
                let finding = context.finding.clone();
                self.made.push((context.path.clone(), finding, fix.title));
            }
            return;
        }
    }
}

fn has_mends(finding: &Finding) -> bool {
    super::rule(finding.code).is_some_and(|rule| !rule.mends.is_empty())
}

fn text_of(mended: &Mended, sources: Sources<'_>, path: &BankPath) -> Option<Arc<str>> {
    match mended.files.get(path) {
        Some(text) => text.clone(),
        None => sources(path),
    }
}

/// A file of the bank with another text.
fn changed_file(path: &BankPath, text: Option<&str>) -> Change {
    let content = |text: &str| match path.is_markdown() {
        true => Content::Markdown(Arc::new(shape::read(text, None))),
        false => Content::Other,
    };
    Change {
        path: path.clone(),
        file: text.map(|text| {
            Arc::new(File {
                path: path.clone(),
                content: content(text),
            })
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    /// Checks which files all fixes up to the unsafe ones change, and that they leave nothing to be mended.
    #[track_caller]
    fn check(before: &str, changed: &[(&str, &str)]) {
        let wish = Wish {
            of: &|_| true,
            within: &|_| true,
            up_to: Safety::Unsafe,
            moves_files: true,
        };
        let fixture = Fixture::new(before);
        let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::from(text.as_str()));
        let findings = Findings::of_bank(&fixture.bank);
        let mended = mend(&fixture.bank, &findings, &source, wish);
        let files: Vec<_> = (mended.files.iter())
            .map(|(path, text)| (path.as_str(), text.as_deref().unwrap_or("(gone)")))
            .collect();
        assert_eq!(files, changed, "{:#?}", mended.made);
    }

    const RULES: &str = "rules: {missing-key: off, missing-topics: off}\n";

    #[test]
    fn an_orphan_that_a_question_means_is_not_listed() {
        let group = |answer: &str| {
            format!("---\nquestions:\n  - question: What is a pipe?\n    answer: {answer}\n---\n")
        };
        let bank = |answer: &str| {
            format!(
                "{RULES}//- /go/go.md\n{}//- /go/content/channels.md\nA pipe.\n",
                group(answer)
            )
        };
        check(&bank("chanels.md"), &[("go/go.md", &group("channels.md"))]);
    }

    #[test]
    fn many_orphans_are_listed_at_once() {
        let names: Vec<String> = (10..40).map(|number| format!("part-{number}")).collect();
        let files: String = (names.iter())
            .map(|name| format!("//- /go/content/{name}.md\nText.\n"))
            .collect();
        let listed: String = (names.iter())
            .map(|name| {
                let question = name.replace("part-", "Part ");
                format!(
                    "  - question: {question}?\n    answer: {name}.md\n    topics:\n      - Core\n"
                )
            })
            .collect();
        let group = |more: &str| {
            format!(
                "---\nquestions:\n  - question: One?\n    answer: Yes, indeed.\n    topics:\n      - Core\n{more}---\n"
            )
        };
        check(
            &format!("{RULES}//- /go/go.md\n{}{files}", group("")),
            &[("go/go.md", &group(&listed))],
        );
    }
}
