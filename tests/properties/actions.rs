//! Whatever action is chosen at any place of a bank, nothing is lost: the questions, their answers and topics are what
//! they were, except for what the action is meant to change.
//!
//! This holds for questions that are valid YAML. Of a broken question only the lines have to stay: their meaning is a
//! guess, and a good guess depends on what comes after them. In
//!
//! ```text
//!   - question: What is one?
//! a   answer: one.md
//!     topics: [Core]
//! ```
//!
//! the second line is a key of the group, as YAML says, if no question follows, and part of a broken question if one does.
//! Moving the question below it changes how it is read, and not what is written. The questions beside it never depend on
//! it: `syntax::one_broken_question_leaves_the_others` checks that.

use proptest::prelude::*;
use qmark::bank::{AnswerTarget, Bank, BankPath, Config};
use qmark::edit::Sources;
use qmark::facts::question::{Answer, Question};
use qmark::ide::actions::{Action, Kind, Request, actions};
use qmark::lint::Findings;
use qmark::shape;

use qmark::text::Span;

use super::cases::cases;
use super::shapes::any_file;
use super::strategy::{apply, group, splice};
use super::texts::{Texts, changed, read, source};

/// What a question says, wherever it and its answer are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Says {
    question: Option<String>,
    answer: Option<String>,
    topics: Vec<String>,
    level: Option<String>,
}

/// What the questions of a bank say.
#[derive(PartialEq)]
struct Sayings {
    /// Those that are YAML, in no order.
    whole: Vec<Says>,
    /// The lines of the others, without the blank ones around them.
    broken: Vec<String>,
}

impl Sayings {
    /// Whether all these questions are in `texts`, where those that are YAML say `after`. `of` makes equal what may
    /// change.
    fn are_kept(&self, after: &Self, texts: &Texts, of: impl Fn(&[Says]) -> Vec<Says>) -> bool {
        let mut come = of(&after.whole);
        let all_there = of(&self.whole).iter().all(|says| {
            let at = come.iter().position(|other| other == says);
            at.map(|at| come.remove(at)).is_some()
        });
        let is_written = |lines: &String| texts.values().any(|text| text.contains(lines));
        // A broken question may be read as YAML now, but no question is new.
        all_there && come.len() <= self.broken.len() && self.broken.iter().all(is_written)
    }
}

impl Sayings {
    /// The same without a question that was just written.
    fn without_new(&self) -> Self {
        let is_new = |says: &&Says| says.question.as_deref() != Some("New question?");
        Self {
            whole: self.whole.iter().filter(is_new).cloned().collect(),
            broken: self.broken.clone(),
        }
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn nothing_is_lost_by_a_refactoring(
        go in any_file(),
        js in group(),
        splices in prop::collection::vec(splice(), 0..3),
        answer in "(# One|See \\[two\\]\\(two.md\\)|\n| |\t|- x|😀|\r\n|\\.md){0,8}",
        selected in (0.0..1.0f64, 0.0..1.0f64),
    ) {
        let go = splices.iter().fold(go, |text, splice| apply(&text, splice));
        let texts = bank_of(&go, &js, &answer);
        let bank = read(&texts);
        let from = (go.len() as f64 * selected.0) as u32;
        let to = (go.len() as f64 * selected.1) as u32;
        for span in [Span::at(from), Span::new(from.min(to), from.max(to))] {
            try_all(&texts, &bank, span)?;
        }
    }

    #[test]
    fn sorted_questions_are_in_order(go in group()) {
        let texts = bank_of(&go, "", "One");
        let whole = Span::at(0);
        if let Some(sorted) = chosen(&texts, whole, "Sort the questions by level") {
            let again = offered(&sorted, whole, "Sort the questions by level");
            prop_assert!(!again, "{}", sorted[&path("go/go.md")]);
        }
    }

    #[test]
    fn an_answer_that_moves_out_and_back_in_is_the_same(go in group(), at in 0.0..1.0f64) {
        let texts = bank_of(&go, "", "One");
        let span = Span::at((go.len() as f64 * at) as u32);
        let before = sayings(&read(&texts), &texts);
        if let Some(outside) = chosen(&texts, span, "Move this answer to") {
            let name = outside.keys().find(|path| !texts.contains_key(*path)).expect("a new file");
            let back = format!("Write `{}` into the question", name.name());
            // The question starts where it started; what is after it moved.
            let inside = chosen(&outside, start_of_question(&texts, span), &back);
            let inside = inside.expect("what moved out can move back in");
            let said = sayings(&read(&inside), &inside);
            prop_assert_eq!(said.whole, before.whole);
        }
    }
}

fn path(text: &str) -> BankPath {
    BankPath::new(text).expect("a path")
}

fn bank_of(go: &str, js: &str, answer: &str) -> Texts {
    let files = [
        ("go/go.md", go),
        ("js/js.md", js),
        ("go/content/one.md", answer),
        (
            "go/content/two.md",
            "# Two\n\nSee [one](one.md) and [us](../go.md).\n",
        ),
        ("x.png", ""),
    ];
    files
        .into_iter()
        .map(|(name, text)| (path(name), text.to_owned()))
        .collect()
}

/// Calls `ask` with a place in the first group.
fn with_request<R>(
    texts: &Texts,
    bank: &Bank,
    span: Span,
    ask: impl FnOnce(&Request<'_>) -> R,
) -> R {
    let findings = Findings::default();
    let here = path("go/go.md");
    let source = source(texts);
    let sources: Sources<'_> = &source;
    ask(&Request {
        bank,
        findings: &findings,
        path: &here,
        text: &texts[&here],
        sources,
        span,
    })
}

fn refactorings(kind: Kind) -> bool {
    !matches!(kind, Kind::QuickFix | Kind::FixAll)
}

/// The bank after an action; `None` when it is refused.
fn after(texts: &Texts, request: &Request<'_>, action: &Action) -> Option<Texts> {
    let edit = action.edit(request).ok()?;
    Some(changed(texts, &edit).expect("a plan can be carried out"))
}

/// Makes every action that is offered at a place, each from the bank as it is.
fn try_all(texts: &Texts, bank: &Bank, span: Span) -> Result<(), TestCaseError> {
    let before = sayings(bank, texts);
    with_request(texts, bank, span, |request| {
        for action in actions(request, &refactorings) {
            let Some(changed) = after(texts, request, &action) else {
                continue;
            };
            let said = sayings(&read(&changed), &changed);
            let title = &action.title;
            let kept = match &**title {
                title if title.starts_with("Add the level") => {
                    before.are_kept(&said, &changed, without_levels) && said != before
                }
                // How answers and topics are written is another then: the property `moves` compares them.
                title if title.starts_with("Convert") || title.starts_with("Gather") => {
                    before.are_kept(&said, &changed, texts_alone)
                }
                // One is meant to go.
                "Remove this question" => {
                    let mut gone = before.whole.clone();
                    let all_there = said.whole.iter().all(|says| {
                        let at = gone.iter().position(|other| other == says);
                        at.map(|at| gone.remove(at)).is_some()
                    });
                    all_there && gone.len() == 1 && said.broken == before.broken
                }
                // One is meant to come.
                "Insert a question after this one" => {
                    before.are_kept(&said.without_new(), &changed, <[Says]>::to_vec)
                        && said.whole.len() == before.whole.len() + 1
                }
                _ if action.kind == Kind::OrganizeTopics => {
                    before.are_kept(&said, &changed, topic_sets)
                }
                _ => before.are_kept(&said, &changed, <[Says]>::to_vec),
            };
            prop_assert!(
                kept,
                "{title}\n{:#?}\n{:#?}\n{:#?}\n{}",
                before.whole,
                said.whole,
                before.broken,
                changed[&path("go/go.md")]
            );
        }
        Ok(())
    })
}

/// The bank after the action whose title begins so, if that is offered and not refused.
fn chosen(texts: &Texts, span: Span, title: &str) -> Option<Texts> {
    let bank = read(texts);
    with_request(texts, &bank, span, |request| {
        let offered = actions(request, &refactorings);
        let action = offered
            .iter()
            .find(|action| action.title.starts_with(title))?;
        after(texts, request, action)
    })
}

fn offered(texts: &Texts, span: Span, title: &str) -> bool {
    let bank = read(texts);
    with_request(texts, &bank, span, |request| {
        let offered = actions(request, &refactorings);
        offered.iter().any(|action| action.title == title)
    })
}

/// The first key of the question that the place is in.
fn start_of_question(texts: &Texts, span: Span) -> Span {
    let facts = shape::read(
        &shape::Input::inferred("go/go.md", &texts[&path("go/go.md")]),
        None,
    );
    let group = facts.as_group().expect("a group");
    let index = group.question_at(span.start).expect("a question");
    let placed = group.questions.get(index).expect("a question");
    Span::at(placed.question.report_span().start + placed.start)
}

fn sayings(bank: &Bank, texts: &Texts) -> Sayings {
    let mut all = Sayings {
        whole: Vec::new(),
        broken: Vec::new(),
    };
    for path in bank.groups() {
        let group = bank.group(path.as_str()).expect("a group");
        for placed in &group.questions {
            if placed.question.is_whole() {
                all.whole
                    .push(says(bank, texts, path, (placed.start, placed.question)));
            } else {
                let lines = placed.span().slice(&texts[path]);
                all.broken.push(lines.trim().to_owned());
            }
        }
    }
    all.whole.sort();
    all
}

fn says(bank: &Bank, texts: &Texts, group: &BankPath, (start, question): (u32, &Question)) -> Says {
    let answer = question.answer().map(|answer| match answer {
        Answer::Inline(text) => plain(bank, group, text.text),
        Answer::Below(below) => {
            let text = below.span.shift(start).slice(&texts[group]);
            let lines = text.lines().map(str::trim).collect::<Vec<_>>();
            plain(bank, group, &lines.join("\n"))
        }
        Answer::File(name) => match bank.answer_target(group, name.text) {
            AnswerTarget::Found(file) => plain(bank, &file.path, &texts[&file.path]),
            _ => format!("no file `{}`", name.text),
        },
    });
    Says {
        question: question.text().map(|text| text.text.to_string()),
        answer,
        topics: question
            .topics()
            .map(|topic| topic.text.to_string())
            .collect(),
        level: question.level().map(|level| level.text.to_string()),
    }
}

/// A text without what a move may change: how its lines end, and how links to the same place are written.
fn plain(bank: &Bank, at: &BankPath, text: &str) -> String {
    let body = qmark::syntax::markdown::body::read(text);
    let mut links: Vec<_> = body
        .links()
        .map(|link| (link.span, link.path.to_owned()))
        .collect();
    links.sort();
    links.dedup();
    let mut out = String::new();
    let mut from = 0;
    for (span, to) in links {
        let target = at.beside(&to).filter(|_| !to.is_empty());
        // What moved is found by its name.
        let name = target.map_or(to, |target| match bank.file(target.as_str()) {
            Some(_) => target.name().to_owned(),
            None => format!("missing {}", target.name()),
        });
        out += &text[from..span.start as usize];
        out += &name;
        from = span.end as usize;
    }
    out += &text[from..];
    out.replace("\r\n", "\n")
        .replace('\r', "\n")
        .trim_end_matches('\n')
        .to_owned()
}

/// What is asked, and nothing else.
fn texts_alone(said: &[Says]) -> Vec<Says> {
    let bare = said.iter().map(|it| Says {
        question: it.question.clone(),
        answer: None,
        topics: Vec::new(),
        level: None,
    });
    bare.collect()
}

/// The same with no level in any question.
fn without_levels(said: &[Says]) -> Vec<Says> {
    let config = Config::default();
    let bare = said.iter().map(|it| Says {
        level: None,
        topics: it
            .topics
            .iter()
            .filter(|topic| config.level(topic).is_none())
            .cloned()
            .collect(),
        ..it.clone()
    });
    let mut bare: Vec<Says> = bare.collect();
    bare.sort();
    bare
}

/// The same with each question's topics in the order of letters, none twice.
fn topic_sets(said: &[Says]) -> Vec<Says> {
    let sets = said.iter().map(|it| {
        let mut topics = it.topics.clone();
        topics.sort();
        topics.dedup();
        Says {
            topics,
            ..it.clone()
        }
    });
    let mut sets: Vec<Says> = sets.collect();
    sets.sort();
    sets
}
