//! Runs the rules on the files that a change can affect, and keeps their findings.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use imbl::OrdMap;

use super::brief::Brief;
use super::finding::Finding;
use super::former_codes::{current, former};
use super::rule::{BodyContext, Check, Common, FileContext, Found, GroupContext, QuestionContext};
use super::rules::RULES;
use crate::bank::config::Setting;
use crate::bank::{Bank, BankPath, Config, File, Impact};
use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::facts::questions::Difference;
use crate::syntax::suppression::Suppression;
use crate::text::Span;

/// The findings of one file.
#[derive(Clone, Default, Debug)]
pub struct FileFindings {
    /// All findings that are not suppressed, by position, then code.
    pub list: Arc<[Finding]>,
    /// The findings in the questions of a group, reused while a question stays the same. Spans are relative to the start
    /// of the question.
    by_question: QuestionFindings,
    /// What is known of each question of a group; reused like the findings.
    briefs: Arc<[Brief]>,
}

impl FileFindings {
    /// True if there is nothing to keep.
    fn is_empty(&self) -> bool {
        self.list.is_empty() && self.by_question.is_empty() && self.briefs.is_empty()
    }
}

/// The findings of all files of a bank. Cheap to clone.
#[derive(Clone, Default)]
pub struct Findings {
    files: OrdMap<BankPath, FileFindings>,
}

impl Findings {
    /// The findings in the file, by position.
    pub fn of(&self, path: &str) -> &[Finding] {
        self.files.get(path).map_or(&[], |found| &found.list)
    }

    /// The files with findings, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&BankPath, &Arc<[Finding]>)> {
        self.files
            .iter()
            .map(|(path, found)| (path, &found.list))
            .filter(|(_, list)| !list.is_empty())
    }

    /// Checks one file only.
    pub(super) fn of_file(bank: &Bank, path: &BankPath) -> Self {
        let found = check_file(bank, path, None);
        Self {
            files: [(path.clone(), found)].into_iter().collect(),
        }
    }

    /// Checks the files of `impact` again. Returns the files whose findings changed, by path.
    pub fn update(&mut self, bank: &Bank, before: &Bank, impact: &Impact) -> Vec<BankPath> {
        let mut changed = Vec::new();
        for path in impact.files() {
            let old = self.files.get(&path).cloned().unwrap_or_default();
            let held = before
                .file(path.as_str())
                .filter(|_| !impact.stale.contains(&path));
            let new = check_file(bank, &path, held.map(|file| (file, &old)));
            if new.list != old.list {
                changed.push(path.clone());
            }
            if new.is_empty() {
                self.files.remove(&path);
            } else {
                self.files.insert(path, new);
            }
        }
        changed
    }

    /// Checks a whole bank; a large bank with one thread per core.
    pub fn of_bank(bank: &Bank) -> Self {
        let paths: Vec<&BankPath> = bank.files().map(|(path, _)| path).collect();
        let next = AtomicUsize::new(0);
        let check = || {
            let mut found = Vec::new();
            loop {
                let from = next.fetch_add(PORTION, Ordering::Relaxed).min(paths.len());
                let portion = &paths[from..paths.len().min(from + PORTION)];
                if portion.is_empty() {
                    return found;
                }
                let checked = portion
                    .iter()
                    .map(|path| (BankPath::clone(path), check_file(bank, path, None)));
                found.extend(checked.filter(|(_, found)| !found.is_empty()));
            }
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let others = cores.min(paths.len() / ALONE + 1) - 1;
        let found = thread::scope(|scope| {
            let spawn = |_| thread::Builder::new().spawn_scoped(scope, check).ok();
            let started: Vec<_> = (0..others).filter_map(spawn).collect();
            let mut found = check();
            for thread in started {
                found.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            found
        });
        Self {
            files: found.into_iter().collect(),
        }
    }
}

/// How many files a thread takes at once.
const PORTION: usize = 64;

/// The number of files from which another thread pays off.
const ALONE: usize = 2000;

/// The rule about questions without a level.
const MISSING_LEVEL: &str = super::rules::missing_level::RULE.code;

/// Checks one file.
///
/// `before` is an earlier state of the file with its findings. Pass it only if nothing has changed since that the
/// questions look up in other files.
fn check_file(
    bank: &Bank,
    path: &BankPath,
    before: Option<(&Arc<File>, &FileFindings)>,
) -> FileFindings {
    let Some(file) = bank.file(path.as_str()) else {
        return FileFindings::default();
    };
    let mut list = Vec::new();
    let held = Held::new(file, before);
    let briefs = file
        .group()
        .map_or_else(Arc::default, |group| held.briefs(bank, group));
    let group = file.group().map(|group| GroupContext {
        bank,
        path,
        group,
        briefs: &briefs,
        common: Common::default(),
    });
    let mut by_question: Arc<[_]> = Arc::default();
    let read = file.facts().filter(|_| bank.is_of_bank(path));
    run(bank.config(), &mut list, |check, found| match check {
        Check::File(check) => check(&FileContext { bank, file }, found),
        Check::Body(check) => {
            if let Some(facts) = read {
                check(
                    &BodyContext {
                        bank,
                        path,
                        body: facts.body(),
                        start: facts.body_start(),
                    },
                    found,
                );
            }
        }
        Check::Group(check) => {
            if let Some(context) = &group {
                check(context, found);
            }
        }
        Check::Question(_) => {}
    });
    if let Some(group) = file.group() {
        by_question = held.by_question(bank, path, group);
        for (index, findings) in by_question.iter() {
            let start = group.questions.get(*index).map_or(0, |placed| placed.start);
            list.extend(findings.iter().map(|finding| finding.shift(start)));
        }
    }
    if !list.is_empty() {
        let allowed = Allowed::of(file);
        list.retain(|finding| !allowed.allows(finding));
    }
    list.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    FileFindings {
        list: list.into(),
        by_question,
        briefs,
    }
}

/// The indices of the questions that have findings, in order, with their findings.
type QuestionFindings = Arc<[(usize, Arc<[Finding]>)]>;

/// The findings from before an edit, and the questions that the edit changed.
struct Held<'h> {
    found: Option<&'h FileFindings>,
    difference: Difference,
}

impl<'h> Held<'h> {
    fn new(file: &File, before: Option<(&Arc<File>, &'h FileFindings)>) -> Self {
        let count = file.group().map_or(0, |group| group.questions.len());
        let held = before.and_then(|(before, found)| {
            let (old, new) = (before.group()?, file.group()?);
            // Nothing is kept for a file that was not a group, or an empty one.
            let is_known = found.briefs.len() == old.questions.len();
            is_known.then(|| (found, new.questions.difference(&old.questions)))
        });
        match held {
            Some((found, difference)) => Self {
                found: Some(found),
                difference,
            },
            None => Self {
                found: None,
                difference: Difference::all(count),
            },
        }
    }

    /// What is known of each question. Only looks at changed questions.
    fn briefs(&self, bank: &Bank, group: &Group) -> Arc<[Brief]> {
        let Difference { old, new } = &self.difference;
        let known = self.found.map_or(&[][..], |found| &found.briefs);
        let differing = group.questions.range(new.clone());
        let looked = differing.map(|placed| Brief::of(bank, &placed, MISSING_LEVEL));
        let (before, after) = (&known[..old.start], &known[old.end..]);
        before
            .iter()
            .copied()
            .chain(looked)
            .chain(after.iter().copied())
            .collect()
    }

    /// The findings in the questions. Only checks changed questions.
    fn by_question(&self, bank: &Bank, path: &BankPath, group: &Group) -> QuestionFindings {
        let Difference { old, new } = &self.difference;
        let known = self.found.map_or(&[][..], |found| &found.by_question);
        let first = known.partition_point(|(index, _)| *index < old.start);
        let after = known.partition_point(|(index, _)| *index < old.end);
        let differing = new.clone().zip(group.questions.range(new.clone()));
        let checked =
            differing.map(|(index, placed)| (index, check_question(bank, path, placed.question)));
        let moved = known[after..]
            .iter()
            .map(|(index, found)| (index - old.end + new.end, Arc::clone(found)));
        let kept = known[..first].iter().cloned();
        kept.chain(checked.filter(|(_, found)| !found.is_empty()))
            .chain(moved)
            .collect()
    }
}

fn check_question(bank: &Bank, path: &BankPath, question: &Question) -> Arc<[Finding]> {
    let mut list = Vec::new();
    let node = &question.node();
    run(bank.config(), &mut list, |check, found| {
        if let Check::Question(check) = check {
            check(
                &QuestionContext {
                    bank,
                    path,
                    question,
                    node,
                },
                found,
            );
        }
    });
    list.into()
}

/// Runs every check of every rule that is on. The findings of a rule that panics are dropped, with an error in the log.
fn run(config: &Config, list: &mut Vec<Finding>, visit: impl Fn(&Check, &mut Found<'_>)) {
    for rule in RULES {
        let set = config.rules.get(rule.code);
        let set = set.or_else(|| config.rules.get(former(rule.code)?));
        let configured = match set {
            Some(Setting::Off) => continue,
            Some(Setting::As(severity)) => Some(*severity),
            None => None,
        };
        for check in rule.checks {
            let length = list.len();
            let mut found = Found {
                rule,
                configured,
                list,
            };
            if catch_unwind(AssertUnwindSafe(|| visit(check, &mut found))).is_err() {
                tracing::error!(
                    code = rule.code,
                    "a rule panicked; its findings are left out"
                );
                list.truncate(length);
            }
        }
    }
}

/// The suppressions of a file, each with the part of the file that it applies to.
struct Allowed<'f> {
    parts: Vec<(Span, &'f Suppression)>,
}

impl<'f> Allowed<'f> {
    fn of(file: &'f File) -> Self {
        let mut parts = Vec::new();
        if let Some(facts) = file.facts() {
            let start = facts.body_start();
            parts.extend(
                facts
                    .body()
                    .suppressions()
                    .iter()
                    .map(|allow| (allow.span.shift(start), allow)),
            );
            parts.extend(
                facts
                    .head()
                    .into_iter()
                    .flat_map(|head| &head.suppressions)
                    .map(|allow| (allow.span, allow)),
            );
        }
        for placed in file.group().into_iter().flat_map(|group| &group.questions) {
            parts.extend(
                placed
                    .question
                    .suppressions()
                    .iter()
                    .map(|allow| (allow.span.shift(placed.start), allow)),
            );
        }
        Self { parts }
    }

    fn allows(&self, finding: &Finding) -> bool {
        let here = |(span, allow): &(Span, &Suppression)| {
            (allow.whole_file || span.touches(finding.span.start))
                && allow.codes.iter().any(|code| current(code) == finding.code)
        };
        self.parts.iter().any(here)
    }
}
