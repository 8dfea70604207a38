//! Edits of lists and keys beside anchors, aliases and merges, judged by another parser.

#[cfg(test)]
mod judged {
    use std::sync::Arc;

    use serde_yaml::Value;

    use crate::bank::BankPath;
    use crate::edit::{Edit, aliases};
    use crate::fixture::Fixture;
    use crate::syntax::yaml::Node;
    use crate::syntax::yaml::edit::{list, map};
    use crate::text::{self, Refusal, TextEdit};

    const GROUPS: &[&str] = &[
        "base: &b {level: Hard, note: x}
questions:
  - question: &q One?
    answer: &a a.md
    topics: &t
      - &d Data
      - Go
    level: Hard
  - question: Two?
    answer: *a
    topics: *t
    <<: *b
  - question: *q
    topics:
      - *d
      - X
      - &y Y
    level: &l Easy
  - <<: *b
    answer: b.md
    topics:
    - Z
    - *y
  - question: Five?
    topics: [*d, &w W, *w, V]
    level: *l
",
        "questions:
- &one
  question: One?
  topics: &t
  - Go # first
  - !!str 1
- question: Two?
  topics: *t
- *one
- {question: Four?, topics: &u [Go, Data], answer: x}
- {question: Five?, topics: *u, answer: &x y}
- {question: Six?, topics: [*x, *x], answer: *x}
",
    ];

    /// What an edit is to do to the questions.
    enum Change<'c> {
        Key(&'c str),
        Item(usize),
        Insert(usize),
    }

    /// The questions in `text`; `None` when it is not YAML.
    fn questions(text: &str) -> Option<Value> {
        let yaml = text.strip_prefix("---\n")?.strip_suffix("---\n")?;
        let mut value: Value = serde_yaml::from_str(yaml).ok()?;
        value.apply_merge().ok()?;
        Some(value.get("questions")?.clone())
    }

    /// The questions after the change, as they must be.
    fn expected(mut all: Value, at: usize, change: &Change<'_>) -> Value {
        let question = all[at].as_mapping_mut().expect("a mapping");
        match *change {
            Change::Key(name) => {
                question.remove(name);
            }
            Change::Item(item) => {
                question["topics"]
                    .as_sequence_mut()
                    .expect("a list")
                    .remove(item);
            }
            Change::Insert(item) => {
                let list = question["topics"].as_sequence_mut().expect("a list");
                list.insert(item, Value::from("New"));
            }
        }
        all
    }

    /// Makes the edit; `true` when it was made, `false` when it was refused.
    #[track_caller]
    fn check(
        fixture: &Fixture,
        at: usize,
        change: &Change<'_>,
        edit: Result<TextEdit, Refusal>,
    ) -> bool {
        let (path, before) = fixture.texts.first_key_value().expect("a file");
        let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        let planned = edit
            .and_then(|edit| aliases::checked(Edit::texts(path, [edit]), &fixture.bank, &source));
        let Ok(planned) = planned else {
            return false;
        };
        let after = text::apply(before, &planned.texts[path]).expect("one edit");
        let old = questions(before).expect("YAML");
        let wanted = expected(old, at, change);
        assert_eq!(
            questions(&after),
            Some(wanted),
            "{before}\nbecomes\n{after}"
        );
        true
    }

    #[test]
    fn other_values_stay_or_the_edit_is_refused() {
        let (mut made, mut refused) = (0, 0);
        let mut count = |is_made| if is_made { made += 1 } else { refused += 1 };
        for yaml in GROUPS {
            let fixture = Fixture::new(&format!("//- /a/a.md\n---\n{yaml}---\n"));
            let (path, text) = fixture.texts.first_key_value().expect("a file");
            let facts = fixture
                .bank
                .file(path.as_str())
                .and_then(|file| file.facts());
            let group = facts.and_then(|facts| facts.as_group()).expect("a group");
            for (at, placed) in group.questions.iter().enumerate() {
                let Some(own) = placed.question.map() else {
                    continue;
                };
                for (index, entry) in own.entries.iter().enumerate() {
                    let edit = map::remove(text, &own, placed.start, index);
                    count(check(&fixture, at, &Change::Key(&entry.key.text), edit));
                }
                let Some(Node::List(topics)) = own.value("topics") else {
                    continue;
                };
                for index in 0..topics.items.len() {
                    let edit = list::remove(text, topics, placed.start, index);
                    count(check(&fixture, at, &Change::Item(index), edit));
                    let edit = list::insert_after(text, topics, placed.start, index, "New");
                    count(check(&fixture, at, &Change::Insert(index + 1), edit));
                }
                let edit = list::insert_first(text, topics, placed.start, "New");
                count(check(&fixture, at, &Change::Insert(0), edit));
            }
        }
        assert!(made > 10 && refused > 10, "{made} made, {refused} refused");
    }
}
