//! Applies all fixes of a bank, repeatedly, since one fix can uncover the next finding.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::engine::Findings;
use super::finding::Finding;
use super::fix::{Fix, FixContext, Safety};
use super::fixes::update_contents;
use super::registry::{fixes_of, rule};
use crate::bank::{Bank, BankPath, CONFIG_FILE, Change, Content, File};
use crate::edit::contents::{self, Part};
use crate::edit::{Edit, Sources, is_current};

/// The most rounds of fixes. Each round makes at least one fix, so the limit only stops two fixes that undo each other.
const ROUNDS: usize = 16;

/// Rules whose findings often disappear when others are fixed: an orphan may be what a misspelt `answer` names. They are
/// fixed once nothing else can be.
const LAST: &[&str] = &["orphan-answer"];

/// What [`fix_all`] did.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct FixReport {
    /// The files that differ afterwards, with their new text; `None` for a file that is gone.
    pub files: BTreeMap<BankPath, Option<Arc<String>>>,
    /// The fixes in the order in which they were applied.
    pub applied: Vec<AppliedFix>,
}

/// A fix that was applied.
#[derive(Clone, PartialEq, Debug)]
pub struct AppliedFix {
    /// The file of the finding.
    pub path: BankPath,
    /// The finding.
    pub finding: Finding,
    /// The title of the fix.
    pub title: String,
}

/// Which fixes [`fix_all`] applies.
#[derive(Clone, Copy)]
pub struct FixOptions<'o> {
    /// True for the files whose findings are fixed.
    pub selects: &'o dyn Fn(&BankPath) -> bool,
    /// True for the files that may be changed.
    pub may_change: &'o dyn Fn(&BankPath) -> bool,
    /// Fixes up to this level are applied.
    pub max_safety: Safety,
    /// Whether files may be created, moved or deleted.
    pub may_move_files: bool,
    /// Whether tables of contents are updated first. Entries whose question exists nowhere are removed if fixes that guess
    /// are applied.
    pub contents: bool,
}

/// Applies, for each finding, the first fix that `options` allow and that does not conflict with another fix. Repeats
/// that while fixes uncover findings that can be fixed.
///
/// `findings` are those of the bank. Fixing the result again changes nothing unless two fixes undo each other.
pub fn fix_all(
    bank: &Bank,
    findings: &Findings,
    sources: Sources<'_>,
    options: FixOptions<'_>,
) -> FixReport {
    let mut report = FixReport::default();
    let mut bank = bank.clone();
    let mut findings = findings.clone();
    if options.contents {
        update_all_contents(&mut report, (&mut bank, &mut findings), sources, options);
    }
    for _ in 0..ROUNDS {
        let source = |path: &BankPath| text_of(&report, sources, path);
        let mut round = Round::new(&bank, &findings, &source, options, false);
        if round.edit.is_empty() {
            round = Round::new(&bank, &findings, &source, options, true);
        }
        let state = (&mut bank, &mut findings);
        if !apply(&round.edit, &mut report, state, sources) {
            break;
        }
        report.applied.extend(round.applied);
    }
    report
}

/// Updates the tables of contents of all files. The findings that are gone then were fixed by that.
fn update_all_contents(
    report: &mut FixReport,
    (bank, findings): (&mut Bank, &mut Findings),
    sources: Sources<'_>,
    options: FixOptions<'_>,
) {
    let part = Part::All {
        removes: options.max_safety >= Safety::Unsafe,
    };
    let mut edit = Edit::default();
    for (path, _) in bank.files() {
        let has_contents = bank
            .group(path.as_str())
            .is_some_and(|group| !group.contents.is_empty());
        if !has_contents || !(options.selects)(path) || !(options.may_change)(path) {
            continue;
        }
        let text = sources(path).filter(|text| is_current(bank, path, text));
        let update = text.and_then(|text| contents::update(bank, path, &text, part).ok());
        edit.texts.extend(update.unwrap_or_default().texts);
    }
    let before = findings.clone();
    apply(&edit, report, (bank, findings), sources);
    for path in edit.texts.keys() {
        let left: HashSet<_> = findings.of(path.as_str()).iter().map(said).collect();
        let gone = before.of(path.as_str()).iter();
        let gone = gone.filter(|finding| !left.contains(&said(finding)));
        report.applied.extend(gone.map(|finding| AppliedFix {
            path: path.clone(),
            finding: finding.clone(),
            title: "Update the table of contents".to_owned(),
        }));
    }
}

/// What a finding reports, wherever it is.
fn said(finding: &Finding) -> (&str, &str) {
    (finding.code, &finding.message)
}

/// Makes the change. Returns whether it changes anything, and can be made.
fn apply(
    edit: &Edit,
    report: &mut FixReport,
    (bank, findings): (&mut Bank, &mut Findings),
    sources: Sources<'_>,
) -> bool {
    if edit.is_empty() {
        return false;
    }
    let source = |path: &BankPath| text_of(report, sources, path);
    let Ok(changed) = edit.apply(&source) else {
        return false;
    };
    let before = bank.clone();
    let impact = bank.apply(
        changed
            .iter()
            .map(|(path, text)| changed_file(&before, path, text.as_deref())),
    );
    findings.update(bank, &before, &impact);
    let changed = changed.into_iter();
    report
        .files
        .extend(changed.map(|(path, text)| (path, text.map(Arc::from))));
    true
}

/// The fixes of one round.
#[derive(Default)]
struct Round {
    edit: Edit,
    applied: Vec<AppliedFix>,
}

impl Round {
    /// The fixes that can be applied together: with `last` those of the rules in [`LAST`], else those of all others.
    fn new(
        bank: &Bank,
        findings: &Findings,
        sources: Sources<'_>,
        options: FixOptions<'_>,
        last: bool,
    ) -> Self {
        let in_turn =
            |finding: &&Finding| has_fixes(finding) && LAST.contains(&finding.code) == last;
        let mut round = Self::default();
        for (path, list) in findings.iter().filter(|(path, _)| (options.selects)(path)) {
            let mut fixable = list.iter().filter(in_turn).peekable();
            if fixable.peek().is_none() {
                continue;
            }
            let Some(text) = sources(path).filter(|text| is_current(bank, path, text)) else {
                continue;
            };
            let fixable: Vec<&Finding> = fixable.collect();
            let context = |finding| FixContext {
                bank,
                path,
                text: &text,
                sources,
                finding,
            };
            let made = round.add_contents(&context(fixable[0]), &fixable, options);
            for (place, finding) in fixable.into_iter().enumerate() {
                if !made.contains(&place) {
                    round.add_first(&context(finding), options);
                }
            }
        }
        round
    }

    /// Adds the fixes of a file's table of contents, planned together: one by one each would read the whole file. Returns the
    /// places of the findings that they are for.
    fn add_contents(
        &mut self,
        context: &FixContext<'_>,
        findings: &[&Finding],
        options: FixOptions<'_>,
    ) -> HashSet<usize> {
        let is_allowed = options.max_safety >= Safety::Unsafe && (options.may_change)(context.path);
        let together = is_allowed.then(|| update_contents::together(context, findings));
        let Some((edit, fixes)) = together.flatten() else {
            return HashSet::new();
        };
        if edit.is_empty() || self.edit.merge(edit).is_err() {
            return HashSet::new();
        }
        let applied = fixes.iter().map(|(place, title)| AppliedFix {
            path: context.path.clone(),
            finding: findings[*place].clone(),
            title: title.clone(),
        });
        self.applied.extend(applied);
        fixes.into_iter().map(|(place, _)| place).collect()
    }

    /// Adds the first allowed fix of the finding that can be planned, unless it conflicts with the fixes added before.
    fn add_first(&mut self, context: &FixContext<'_>, options: FixOptions<'_>) {
        let is_safe_enough = |fix: &Fix| fix.safety <= options.max_safety;
        for fix in fixes_of(context).into_iter().filter(is_safe_enough) {
            let Ok(edit) = fix.edit(context) else {
                continue;
            };
            // The configuration is never changed without being asked for by its title.
            let may_change =
                |path: &BankPath| (options.may_change)(path) && path.as_str() != CONFIG_FILE;
            let allowed = edit.files().into_iter().all(may_change)
                && (options.may_move_files || !edit.moves_files());
            if !allowed || edit.is_empty() {
                continue;
            }
            // A fix that conflicts with another one stays the best one and gets its turn in the next round.
            if self.edit.merge(edit).is_ok() {
                self.applied.push(AppliedFix {
                    path: context.path.clone(),
                    finding: context.finding.clone(),
                    title: fix.title,
                });
            }
            return;
        }
    }
}

fn has_fixes(finding: &Finding) -> bool {
    rule(finding.code).is_some_and(|rule| !rule.fixes.is_empty())
}

/// The text of a file after the fixes so far.
fn text_of(report: &FixReport, sources: Sources<'_>, path: &BankPath) -> Option<Arc<String>> {
    match report.files.get(path) {
        Some(text) => text.clone(),
        None => sources(path),
    }
}

/// The change of a file's text as a change of the bank.
fn changed_file(bank: &Bank, path: &BankPath, text: Option<&str>) -> Change {
    let before = bank.file(path.as_str());
    let content = |text: &str| match before.is_some_and(|file| file.is_markdown()) {
        true => Content::markdown(path, text, bank.config(), None),
        false => Content::read(path, text, bank.config(), None),
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

    /// Checks which files all fixes up to the unsafe ones change, and that nothing fixable is left.
    #[track_caller]
    fn check(before: &str, changed: &[(&str, &str)]) {
        let options = FixOptions {
            selects: &|_| true,
            may_change: &|_| true,
            max_safety: Safety::Unsafe,
            may_move_files: true,
            contents: false,
        };
        let fixture = Fixture::new(before);
        let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        let findings = Findings::of_bank(&fixture.bank);
        let report = fix_all(&fixture.bank, &findings, &source, options);
        let files: Vec<_> = (report.files.iter())
            .map(|(path, text)| {
                (
                    path.as_str(),
                    text.as_ref().map_or("(gone)", |text| text.as_str()),
                )
            })
            .collect();
        assert_eq!(files, changed, "{:#?}", report.applied);
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
    fn a_topic_that_is_misspelt_twice_is_written_once() {
        let group = |topics: &str| {
            let usual = "  - topics: [Functions]\n".repeat(4);
            format!("---\nquestions:\n{usual}  - topics: [{topics}]\n---\n")
        };
        check(
            &format!("{RULES}//- /go/go.md\n{}", group("function, x, 'function'")),
            &[("go/go.md", &group("Functions, x"))],
        );
    }

    #[test]
    fn the_entries_of_a_table_are_updated_together() {
        let things = [
            "lock", "key", "door", "wall", "bed", "roof", "step", "hall", "attic", "drain",
        ];
        let questions = things.map(|it| format!("## What is a {it}?\nIt is of wood.\n\n"));
        let row = |text: &str, thing: &str| format!("- [What is a {text}?](#what-is-a-{thing})\n");
        let document = |rows: &[String]| {
            format!(
                "# Interview questions\n\n{}\n{}",
                rows.concat(),
                questions.concat()
            )
        };
        let good = things.map(|it| row(it, it));
        let bad = [
            row("lock", "lock"),
            row("keyy", "keyy"),
            row("door", "door"),
            row("ceiling", "wall"),
            row("roof", "roof"),
            row("hall", "hall"),
            row("attic", "attic"),
            row("drain", "drain"),
        ];
        let contents =
            "rules: {missing-key: off, missing-topics: off, duplicate-answer-text: off}\n";
        check(
            &format!("{contents}//- /questions.md\n{}", document(&bad)),
            &[("questions.md", &document(&good))],
        );
    }

    #[test]
    fn a_choice_is_left_to_the_author() {
        let question = |number: u32, right: &str| {
            format!(
                "### {number}. What is a lock {number}?\n\n- [{right}] it {number}\n- [ ] that {number}\n\n"
            )
        };
        let questions = [(1, "x"), (2, " "), (3, "x")];
        let questions = questions.map(|(number, right)| question(number, right));
        check(
            &format!("//- /quiz.md\n# Quiz\n\n{}", questions.concat()),
            &[],
        );
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
