//! What is imported and then exported is the same, and what was there stays as it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::edit::verify::same_markdown;
use qmark::export::{ExportedQuestion, questions_of};
use qmark::import::{Import, Imported, Outcome, Target};
use qmark::shape::write::NewOption;
use qmark::syntax::markdown::plain_text::plain_text;

use super::cases::cases;

/// Documents of each form.
const DOCUMENTS: &[(&str, &str)] = &[
    ("bold", include_str!("../data/documents/banks/bold.md")),
    ("boxes", include_str!("../data/documents/banks/boxes.md")),
    ("cards", include_str!("../data/documents/banks/cards.md")),
    (
        "contents",
        include_str!("../data/documents/banks/contents.md"),
    ),
    ("folded", include_str!("../data/documents/banks/folded.md")),
    (
        "heading-levels",
        include_str!("../data/documents/banks/heading-levels.md"),
    ),
    (
        "heading-plain",
        include_str!("../data/documents/banks/heading-plain.md"),
    ),
    (
        "letters",
        include_str!("../data/documents/banks/letters.md"),
    ),
    (
        "numbered-list",
        include_str!("../data/documents/banks/numbered-list.md"),
    ),
    (
        "plain-numbered",
        include_str!("../data/documents/banks/plain-numbered.md"),
    ),
    (
        "summary",
        include_str!("../data/documents/banks/summary.md"),
    ),
];

/// A group with its answers in the frontmatter, and one with answer files.
const GROUPS: &[(&str, &str)] = &[
    (
        "inline",
        "---\nquestions:\n  - question: Is it there?\n    answer: It is.\n    topics: [Hard, x]\n---\n",
    ),
    (
        "files",
        "---\nquestions:\n- question: 'Is it there?'\n  answer: there.md\n  level: Hard\n  topics:\n  - x\n---\n",
    ),
];

type Texts = BTreeMap<BankPath, String>;

fn bank_of(texts: &Texts) -> Bank {
    let mut bank = Bank::new(Arc::new(Config::default()));
    let changes = texts.iter().map(|(path, text)| {
        let content = Content::Markdown(Arc::new(bank.read(path, text)));
        let path = path.clone();
        Change {
            path: path.clone(),
            file: Some(Arc::new(File { path, content })),
        }
    });
    let changes: Vec<Change> = changes.collect();
    bank.apply(changes);
    bank
}

fn exported(texts: &Texts) -> Vec<ExportedQuestion> {
    let bank = bank_of(texts);
    questions_of(&bank, &|_| true, "", &|path| texts.get(path).cloned())
}

/// Imports the questions, and returns the bank's texts before and after.
fn import(
    file: Option<(&str, &str)>,
    to: &str,
    questions: &[Imported],
) -> Result<(Texts, Texts, Outcome), String> {
    let path = |name: &str| BankPath::new(name).unwrap();
    let before: Texts = file
        .into_iter()
        .map(|(name, text)| (path(name), text.to_owned()))
        .collect();
    let bank = bank_of(&before);
    let target = Target::of(&bank, &path(to)).map_err(|refusal| refusal.0)?;
    let sources = |path: &BankPath| before.get(path).cloned().map(Arc::new);
    let import = Import {
        bank: &bank,
        sources: &sources,
        target: &target,
        questions,
        name: "new.json",
        is_source: &|_| false,
        only_new: false,
    };
    let outcome = import.plan().map_err(|refusal| refusal.0)?;
    let mut after = before.clone();
    for (path, text) in outcome.edit.apply(&sources).map_err(|refusal| refusal.0)? {
        after.insert(path, text.unwrap());
    }
    Ok((before, after, outcome))
}

/// Checks that the bank says what it said, and the questions that were written.
fn check(
    (before, after, outcome): &(Texts, Texts, Outcome),
    questions: &[Imported],
    has_levels: bool,
) {
    let (old, new) = (exported(before), exported(after));
    let says = |it: &ExportedQuestion| {
        (
            it.question.clone(),
            it.body.clone(),
            it.answer.clone(),
            it.level.clone(),
            it.options.clone(),
        )
    };
    let mut all = new.iter();
    for old in &old {
        assert!(
            all.any(|it| says(it) == says(old)),
            "{old:?} is not in {after:?}"
        );
    }
    assert_eq!(new.len(), old.len() + outcome.written.len(), "{after:?}");
    for index in &outcome.written {
        let question = &questions[*index];
        let is_same = |it: &&ExportedQuestion| {
            let parts = [it.body.as_deref(), it.answer.as_deref()]
                .into_iter()
                .flatten();
            let whole = parts.collect::<Vec<_>>().join("\n\n");
            let options = it.options.iter().zip(&question.options);
            let mut options =
                options.map(|(a, b)| a.right == b.is_right && same_markdown(&a.text, &b.text));
            it.written().map(plain_text) == Some(question.shown())
                && (same_markdown(&whole, &question.whole_answer())
                    || whole == "Write the answer here.")
                && it.options.len() == question.options.len()
                && options.all(|same| same)
                && (!has_levels || it.level == question.level)
        };
        assert!(
            new.iter().any(|it| is_same(&it)),
            "{question:?} is not in {after:?}"
        );
    }
}

fn any_question() -> impl Strategy<Value = Imported> {
    let asked = "(What|Why|How) is (`[a-z<>]{1,6}`|\\*[a-z]{1,6}\\*|[a-z😀é]{1,8})( in (C#|a_b_c|\\$x))?\\?";
    let piece = prop::sample::select(vec![
        "Text with `code` and *words*.",
        "## Why\n\nSo.",
        "- a\n  - b\n\n    ```sh\n    # 1. What?\n    ```\n- c",
        "1. first\n2. then 😀",
        "```js\n// # no heading\n\n**no question?**\n```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "<div>HTML</div>",
        "> quoted\n> twice",
        "What is it? It is.",
    ]);
    let answer = prop::collection::vec(piece, 0..4).prop_map(|parts| parts.join("\n\n"));
    let body = prop::option::weighted(0.2, Just("```js\nprint(1);\n```".to_owned()));
    let level = prop::option::of(prop::sample::select(vec![
        "Beginner",
        "Intermediate",
        "Advanced",
    ]));
    let topics = prop::collection::vec(prop::sample::select(vec!["Bread", "Rope"]), 0..2);
    let options = prop_oneof![3 => Just(0_usize), 1 => 2..5_usize];
    (asked, body, answer, level, topics, options, 0..5_usize).prop_map(
        |(question, body, answer, level, topics, options, right)| Imported {
            question,
            body: body.unwrap_or_default(),
            answer,
            level: level.map(str::to_owned),
            topics: topics.into_iter().map(str::to_owned).collect(),
            options: (0..options)
                .map(|place| NewOption {
                    text: format!("Option `{place}`"),
                    is_right: place == right % options,
                })
                .collect(),
            line: None,
            origin: None,
        },
    )
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn what_is_imported_is_exported(questions in prop::collection::vec(any_question(), 1..8)) {
        for (to, has_levels) in [("go", true), ("new.md", true)] {
            if let Ok(made) = import(None, to, &questions) {
                check(&made, &questions, has_levels);
            }
        }
        for (name, text) in GROUPS {
            let path = format!("{name}/{name}.md");
            if let Ok(made) = import(Some((&path, text)), &path, &questions) {
                check(&made, &questions, true);
            }
        }
    }

    #[test]
    fn what_comes_into_a_document_leaves_the_rest(
        questions in prop::collection::vec(any_question(), 1..4),
        (name, text) in prop::sample::select(DOCUMENTS),
        breaks in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let path = format!("{name}.md");
        let text = text.replace('\n', breaks);
        if let Ok(made) = import(Some((&path, &text)), &path, &questions) {
            check(&made, &questions, false);
        }
    }
}
