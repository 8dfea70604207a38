//! Whatever is accepted at any place of a healthy group, the file stays YAML, as another parser reads it, the value at
//! the place is what the label says, and every other value is what it was.

use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::ide::completion::{Item, Kind, Options, completion};
use qmark::syntax::frontmatter;
use serde_yaml::Value;

use super::cases::cases;

/// Questions in every form that YAML has for them. `^` is the column of the keys.
const QUESTIONS: &[&str] = &[
    "question: One?\n^answer: one.md\n^topics:\n^  - Core\n^  - 'It''s'",
    "question: 'Two: why?'\n^answer: 'two.md' # note\n^topics: [Core, \"C, C++\"]",
    "question: \"Three\"\n^answer:\n^topics: []\n^level:",
    "{question: Four, answer: fo.md, topics: [Core, 'a: b']}",
    "{question: 'Four, five', answer: , topics: [ ]}",
    "{question: Five,\n^   answer: fo.md,\n^ topics: [A]}",
    "{ \"question\": \"Six\", \"answer\":\"six.md\", # note, more\n^  topics: [\n^    A,\n^    B # b\n^  ],\n^}",
    "{question: Seven\n^  and more, answer: 'fo\n^    bar', topics: [A, 'B\n^  C']}",
    "question: Eight\n^  goes on\n^answer: fo\n^  bar\n^topics: [A,\n^  B]",
    "question: 'Nine\n\n^  - goes: on'\n^answer: 'fo\n^    level: bar'\n^level: Beginner",
    "question: \"Ten\n^  {goes: on,\"\n^answer: \"fo\\\n^    topics: [bar\"\n^topics:\n^- A",
    "question: Eleven\n^answer: |\n^  See [x](<>) and [y]()\n\n^  - answer: {x\n^topics:\n^  - |\n^    A",
    "question: Twelve\n^answer: >-\n^  folded\n^  level: x\n\n^topics: [A]",
    "question: \"See [x](<a>)\"\n^answer: 'See [x](<>), [y](), [z](#) and [w](<o#>)'\n^topics: [A]",
    "question: &q Anchors\n^answer: &a one.md\n^topics: &t [&c Core, A]",
    "question: *q\n^answer: *a\n^topics: *t",
    "{question: *q, answer: &b two.md, topics: [*c, &d A]}",
    "question: !!str Tags\n^answer: !!str one.md\n^topics: !!seq\n^  - !!str A",
];

const GROUP: &str = "go/go.md";

fn group() -> impl Strategy<Value = String> {
    let question = prop::sample::select(QUESTIONS);
    (
        // Those with aliases need the anchors before them.
        prop::collection::vec(question, 1..3),
        prop::sample::select(vec![(0, ""), (2, ""), (2, "\n"), (4, "  # note\n")]),
        prop::sample::select(vec!["\n", "\r\n"]),
        prop::sample::select(vec!["", "\u{feff}"]),
        any::<bool>(),
    )
        .prop_map(|(mut questions, (indent, between), line_break, bom, head)| {
            if questions.iter().any(|question| question.contains('*')) {
                questions.retain(|question| !question.contains("&"));
                questions.insert(0, QUESTIONS[14]);
            }
            let mut text = format!("{bom}---\norder: 1\nsitemap: {{priority: 1, changefreq: daily}}\n");
            if head {
                text += "title: 'a\n  date: b'\nisNew: !!bool true\nseo: {title: x,\n  keywords: [a, b]}\n";
            }
            text += "questions:\n";
            for question in questions {
                let keys = " ".repeat(indent + 2);
                let question = question.replace("\n^", &format!("\n{keys}"));
                text += &format!("{}- {question}\n{between}", " ".repeat(indent));
            }
            text += "authorId: ada\n---\n";
            text.replace('\n', line_break)
        })
}

/// The rest of the bank: names that need quotes in YAML and signs in links.
const BANK: &[(&str, &str)] = &[
    ("go/content/one.md", "# One\n"),
    ("go/content/c# & 100%, (a) 'b'?.md", "## Two: it's\n"),
    ("go/content/a: b.md", ""),
    (
        "js/js.md",
        "---\nquestions:\n  - question: Why?\n    answer: Because\n    topics: ['Error: handling', It's, 'C, C++', 'a #b', Core, '{x}', '10', Beginner]\n---\n",
    ),
    ("authors/ada.md", "---\nname: Ada\n---\n"),
];

fn bank(group: &str) -> Bank {
    let mut bank = Bank::new(Arc::new(Config::default()));
    let files = BANK.iter().copied().chain([(GROUP, group)]);
    bank.apply(files.map(|(path, text)| {
        let path = BankPath::new(path).unwrap();
        let content = Content::read(&path, text, &Config::default(), None);
        Change {
            path: path.clone(),
            file: Some(Arc::new(File { path, content })),
        }
    }));
    bank
}

fn yaml(text: &str) -> Option<Value> {
    let yaml = frontmatter::split(text).front?.yaml;
    let mut value: Value = serde_yaml::from_str(yaml.slice(text)).ok()?;
    value.apply_merge().ok()?;
    Some(value)
}

/// What differs between two values: what was and what is, `None` for nothing.
fn differences<'v>(
    before: Option<&'v Value>,
    after: Option<&'v Value>,
    out: &mut Vec<(Option<&'v Value>, Option<&'v Value>)>,
) {
    match (before.map(bare), after.map(bare)) {
        (before, after) if before == after => {}
        (Some(Value::Mapping(a)), Some(Value::Mapping(b))) => {
            for (key, value) in a {
                differences(Some(value), b.get(key), out);
            }
            let added = b.iter().filter(|(key, _)| a.get(*key).is_none());
            out.extend(added.map(|(_, value)| (None, Some(value))));
        }
        (Some(Value::Sequence(a)), Some(Value::Sequence(b))) if a.len() == b.len() => {
            for (a, b) in a.iter().zip(b) {
                differences(Some(a), Some(b), out);
            }
        }
        (Some(Value::Sequence(a)), Some(Value::Sequence(b))) if a.len() + 1 == b.len() => {
            let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
            out.push((None, Some(&b[same])));
            for (a, b) in a[same..].iter().zip(&b[same + 1..]) {
                differences(Some(a), Some(b), out);
            }
        }
        (before, after) => out.push((before, after)),
    }
}

/// The value without its tag.
fn bare(value: &Value) -> &Value {
    match value {
        Value::Tagged(tagged) => bare(&tagged.value),
        other => other,
    }
}

/// Whether accepting `item` changed what it may change.
fn is_right(item: &Item, before: &Value, after: &Value) -> bool {
    let mut changes = Vec::new();
    differences(Some(before), Some(after), &mut changes);
    let in_text = |value: &Value| matches!(value, Value::String(text) if text.contains("]("));
    match (item.kind, changes.as_slice()) {
        (Kind::Key, [(None, Some(_))]) => true,
        // A key got another name.
        (Kind::Key, [(Some(old), None), (None, Some(new))]) => old == new,
        (Kind::Question, [(None, Some(Value::Mapping(new)))]) => new.contains_key("question"),
        // What already exists, written another way.
        (_, []) => true,
        (Kind::File | Kind::Folder | Kind::Anchor, [(Some(old), Some(new))])
            if in_text(old) && in_text(new) =>
        {
            true
        }
        (_, [(_, Some(new))]) => match new {
            Value::Sequence(list) => list.len() == 1 && list[0] == item.label.as_str(),
            Value::Bool(value) => item.label == value.to_string(),
            value => *value == item.label.as_str(),
        },
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn accepting_an_item_changes_nothing_else(text in group()) {
        let before = yaml(&text);
        prop_assert!(before.is_some(), "{:?}", text);
        let before = before.unwrap();
        let (bank, path) = (bank(&text), BankPath::new(GROUP).unwrap());
        let options = Options { today: "2024-02-29".to_owned(), ..Options::default() };
        for at in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            for item in completion(&bank, &path, &text, at as u32, &options).items {
                let (start, end) = (item.edit.replace.start as usize, item.edit.replace.end as usize);
                let new = format!("{}{}{}", &text[..start], item.edit.text, &text[end..]);
                let shown = format!("`{}` at {at} of {text:?} gives {new:?}", item.label);
                let after = yaml(&new);
                prop_assert!(after.is_some(), "{}", shown);
                prop_assert!(is_right(&item, &before, &after.unwrap()), "{}", shown);
            }
        }
    }
}
