//! On-type formatting after a line break: what continues, as the shape of the file decides.

use super::completion::may_be_group;
use crate::bank::{Bank, BankPath};
use crate::shape;
use crate::shape::write::TargetList;
use crate::syntax::frontmatter;
use crate::text::{Span, TextEdit};

/// The edit to make after a line break was typed in the file at `path`, whose text is then `text`; `offset` is in the
/// line below it, which the editor may have indented already. Takes time proportional to the list and its question.
pub fn on_enter(bank: &Bank, path: &BankPath, text: &str, offset: u32) -> Option<TextEdit> {
    if !may_be_group(bank, path) {
        return None;
    }
    let group = bank.group(path.as_str());
    let in_head = shape::cursor_of(group)
        .and_then(|cursor| (cursor.on_enter)(text, &frontmatter::split(text), offset));
    let in_body = || {
        let group = group.filter(|group| group.split.body <= offset)?;
        (shape::typing_of(group)?.on_enter)(&TargetList { text, group }, offset)
    };
    let edit = in_head.or_else(in_body)?;
    Some(moving_cursor(text, edit, offset))
}

/// The same change with the line break before it, if it inserts a text at the cursor: some editors leave the cursor before a
/// text that is inserted at it, and none before one that it replaces.
fn moving_cursor(text: &str, edit: TextEdit, offset: u32) -> TextEdit {
    let before = &text[..edit.span.start as usize];
    let broken = before
        .strip_suffix("\r\n")
        .or_else(|| before.strip_suffix(['\n', '\r']));
    match broken {
        Some(above) if edit.span == Span::at(offset) => TextEdit {
            span: Span::new(above.len() as u32, offset),
            text: format!("{}{}", &before[above.len()..], edit.text),
        },
        _ => edit,
    }
}

#[cfg(test)]
mod tests {
    use serde_yaml::Value;

    use super::*;
    use crate::fixture::Fixture;
    use crate::text::apply;

    /// The file with the cursor after the line break, with the line breaks of `eol`.
    fn entered(before: &str, eol: &str) -> Option<String> {
        let fixture = Fixture::new(&format!("//- /a.md\n{before}"));
        let (path, offset) = fixture.at();
        let text = fixture.text(path);
        let offset = text[..offset as usize].replace('\n', eol).len() as u32;
        let text = text.replace('\n', eol);
        let edit = on_enter(&fixture.bank, path, &text, offset)?;
        Some(apply(&text, &[edit]).expect("one edit").replace(eol, "\n"))
    }

    /// What the frontmatter reads as.
    fn read(text: &str) -> Value {
        let yaml = text.split("---\n").nth(1).expect("a frontmatter");
        serde_yaml::from_str(yaml).expect("YAML")
    }

    /// Every list in `value` that has an item without a value loses it.
    fn without_nulls(value: Value) -> Value {
        match value {
            Value::Sequence(items) => {
                let items = items.into_iter().filter(|item| !item.is_null());
                Value::Sequence(items.map(without_nulls).collect())
            }
            Value::Mapping(map) => {
                let entries = map.into_iter();
                Value::Mapping(entries.map(|(k, v)| (k, without_nulls(v))).collect())
            }
            other => other,
        }
    }

    const ALL_EOL: [&str; 3] = ["\n", "\r\n", "\r"];

    #[test]
    fn a_list_of_strings_goes_on() {
        for (before, after) in [
            ("questions:\n  - topics:\n      - A\n$0", "      - "),
            // Indented by the editor already, with spaces or with a tab, and not up to the cursor only.
            ("questions:\n  - topics:\n      - A\n      $0", "      - "),
            ("questions:\n  - topics:\n      - A\n\t$0", "      - "),
            ("questions:\n  - topics:\n      - A\n  $0    ", "      - "),
            // Hyphens at the column of the key.
            ("questions:\n- topics:\n  - A\n$0", "  - "),
            ("questions:\n- topics:\n  - A\n  $0\n  level: Hard", "  - "),
            (
                "questions:\n  - topics:\n    - A\n    $0\n  - question: x",
                "    - ",
            ),
            // Quotes, comments, properties, values that are not strings, words with a colon.
            ("questions:\n- topics:\n    - 'It''s: x'\n    $0", "    - "),
            (
                "questions:\n- topics:\n    - \"A\" # note\n    $0",
                "    - ",
            ),
            (
                "questions:\n- topics: # all\n    - A # note\n    $0",
                "    - ",
            ),
            ("questions:\n- topics:\n    - &a A\n    $0", "    - "),
            ("questions:\n- topics:\n    - std::vector\n    $0", "    - "),
            ("questions:\n- topics:\n    - 5\n    $0", "    - "),
            // In the middle of a list, after an item of several lines, after a comment.
            ("questions:\n- topics:\n    - A\n    $0\n    - B", "    - "),
            (
                "questions:\n- topics:\n    - 'A\n      B'\n    - C\n    $0",
                "    - ",
            ),
            (
                "questions:\n- topics:\n    # note\n    - A\n    $0\n    # more",
                "    - ",
            ),
            // Other lists.
            ("seo:\n  keywords:\n    - A\n$0", "    - "),
            (
                "seo:\n  keywords:\n  - A\n$0\ntitle: x\nquestions:\n- question: x",
                "  - ",
            ),
            ("tags:\n- A\n$0\nquestions:\n- question: x", "- "),
            // A question that is broken elsewhere.
            (
                "questions:\n  - question: Why: x\n    topics:\n      - A\n$0",
                "      - ",
            ),
        ] {
            for eol in ALL_EOL {
                let before = format!("---\n{before}\n---\nBody.\n");
                let got = entered(&before, eol).unwrap_or_else(|| panic!("nothing: {before}"));
                let line = before.lines().position(|line| line.contains("$0"));
                let lines: Vec<_> = before.lines().collect();
                let mut expected = lines.clone();
                expected[line.expect("a cursor")] = after;
                assert_eq!(got.trim_end_matches('\n'), expected.join("\n"), "{before}");
            }
        }
    }

    #[test]
    fn a_list_ends_with_an_item_that_is_empty() {
        for (before, after) in [
            (
                "questions:\n  - topics:\n      - A\n      - \n      $0",
                "questions:\n  - topics:\n      - A\n  ",
            ),
            (
                "questions:\n  - topics:\n      - A\n      -\n$0\n  - question: x",
                "questions:\n  - topics:\n      - A\n  \n  - question: x",
            ),
            (
                "questions:\n- topics:\n  - A\n  - \n$0\n  level: Hard",
                "questions:\n- topics:\n  - A\n  \n  level: Hard",
            ),
            (
                "questions:\n- topics:\n  - A\n  - \n$0\n  - B",
                "questions:\n- topics:\n  - A\n  \n  - B",
            ),
            (
                "questions:\n- topics:\n    - \n    $0",
                "questions:\n- topics:\n",
            ),
            (
                "seo:\n  keywords:\n    - A\n    - \n    $0\ntitle: x",
                "seo:\n  keywords:\n    - A\n\ntitle: x",
            ),
        ] {
            for eol in ALL_EOL {
                let before = format!("---\n{before}\n---\nBody.\n");
                let after = format!("---\n{after}\n---\nBody.\n");
                assert_eq!(entered(&before, eol).as_deref(), Some(&*after), "{before}");
            }
        }
    }

    #[test]
    fn nothing_else_is_touched() {
        for before in [
            // The rest of the line is on the new line, or something else is.
            "---\nquestions:\n- topics:\n    - A\n    $0B\n---\n",
            "---\nquestions:\n- topics:\n    - \n    $0B\n---\n",
            "---\nquestions:\n- topics:\n    - A\n    - $0\n---\n",
            "---\nquestions:\n- topics:\n    - A\n\n    $0\n---\n",
            "---\nquestions:\n- topics:\n    - A\n    $0# note\n---\n",
            // Keys and mappings.
            "---\nquestions:\n- question: x\n  $0\n---\n",
            "---\nquestions:\n- \n  $0\n---\n",
            "---\nquestions:\n- \n$0\n  question: x\n---\n",
            "---\nquestions:\n- Why?\n$0\n---\n",
            "---\npeople:\n- name: x\n$0\n---\n",
            "---\nquestions:\n- topics:\n  $0\n---\n",
            "---\nquestions:\n- topics:\n    - a: b\n    $0\n---\n",
            "---\nquestions:\n- topics:\n    - # note\n    $0\n---\n",
            "---\nquestions:\n- topics:\n    - - A\n    $0\n---\n",
            "---\nquestions:\n- topics:\n\t- A\n$0\n---\n",
            // Between brackets.
            "---\nquestions:\n- topics: [A,\n    - B\n    $0]\n---\n",
            "---\nquestions:\n- topics:\n    - [A]\n    $0\n---\n",
            "---\nquestions:\n- topics:\n    - [A,\n    $0]\n---\n",
            // Values of several lines: quotes, plain, block scalars, closed or not.
            "---\nquestions:\n- topics:\n    - 'A\n    $0\n      B'\n---\n",
            "---\nquestions:\n- topics:\n    - \"A\n    $0\n---\n",
            "---\nquestions:\n- topics:\n    - A\n    $0\n      B\n---\n",
            "---\nquestions:\n- topics:\n    - \n    $0\n      B\n---\n",
            "---\nquestions:\n- topics:\n    - |\n    $0\n---\n",
            "---\nquestions:\n- question: 'Which:\n    - A\n    $0\n    - B'\n  topics: [x]\n---\n",
            "---\nquestions:\n- question: \"Which:\n    - A\n    $0\n  topics: [x]\n---\n",
            "---\nquestions:\n- question: \"Which\n    ones:\n      - A\n      $0\n---\n",
            "---\nquestions:\n- question: Which\n    - A\n    $0\n---\n",
            "---\nquestions:\n- answer: |\n    - A\n    $0\n---\n",
            "---\nquestions:\n- answer: >-\n    list:\n      - A\n      $0\n---\n",
            "---\nquestions:\n- answer: |\n    - \n    $0\n---\n",
            // Elsewhere.
            "---\nquestions:\n- question: x\n---\n- A\n$0\n",
            "- A\n$0\n",
            "---\n- A\n---\n$0\n",
            "---\n- A\n$0\n---\n",
        ] {
            for eol in ALL_EOL {
                assert_eq!(entered(before, eol), None, "{before}");
            }
        }
    }

    /// Whatever line of the group Enter is pressed after, the other values stay as they are.
    #[test]
    fn every_other_value_stays() {
        let group = "---\ntitle: 'A\n  - B\n\n  C'\ntags:\n- one # first\n- 'two'\n\nseo:\n  keywords:\n    - \"k: l\"\n    - &a m\n  description: >\n    - x\n    - y\nquestions:\n  - question: |\n      Which?\n      topics:\n        - A\n    answer: a.md\n    topics:\n      - X\n      - 'Y\n        Z'\n      - U\n        V\n  - question: \"Which\n      - of\n      - these\"\n    topics:\n    - X\n    - *a\n    level: Hard\n  - {question: x, topics: [a,\n      b]}\n  - question: plain\n      - goes on\n    topics:\n      - a: b\n      - [c]\n      -\n        - d\n---\nBody\n- A\n";
        let value = read(group);
        let mut edits = 0;
        for (at, _) in group.match_indices('\n') {
            for indent in ["", "    "] {
                let before = format!("{}\n{indent}$0{}", &group[..at], &group[at..]);
                let Some(after) = entered(&before, "\n") else {
                    continue;
                };
                edits += 1;
                assert_eq!(without_nulls(read(&after)), value, "{after}");
            }
        }
        assert!(edits >= 10, "{edits}");
    }
}
