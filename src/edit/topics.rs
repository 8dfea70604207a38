//! Changes of topics: puts those of a group in order, and renames one everywhere.

use std::collections::{BTreeSet, HashSet};

use super::words::Word;
use super::{Edit, Planned, Sources, config, is_current};
use crate::bank::{Bank, BankPath};
use crate::facts::questions::Placed;
use crate::syntax::yaml::edit::list;
use crate::syntax::yaml::{List, Scalar, Style};
use crate::text::{Refusal, Span, TextEdit};

/// In every question of the group at `path`: removes repeated topics and puts levels first; the others keep their order.
///
/// Left alone are questions that are not YAML, lists with something else than topics of one line in them, and lists
/// with comments, which would end up beside another topic. Doing it twice changes no more than doing it once.
///
/// # Errors
/// When the file is not a group, or changed since the bank was read.
pub fn organize(bank: &Bank, path: &BankPath, text: &str) -> Planned {
    let group = bank.group(path.as_str());
    let group = group.ok_or_else(|| Refusal::new(format!("`{path}` is not a group")))?;
    if !is_current(bank, path, text) {
        return Err(Refusal::new(format!(
            "`{path}` has just changed; try again"
        )));
    }
    let questions = group.questions.iter();
    let edits = questions.filter_map(|placed| of_question(bank, placed, text));
    Ok(Edit::texts(path, edits.flatten()))
}

/// Renames a topic in all questions and in the configured list of topics.
///
/// # Errors
/// When a file with the topic cannot be read or written.
pub fn rename(bank: &Bank, sources: Sources<'_>, name: &str, new: &str) -> Planned {
    let labelled: Vec<BankPath> = bank.labelled(|word| word == name).collect();
    let topic = bank.topics().get(name).into_iter();
    let listed = topic.flat_map(|topic| topic.groups.keys());
    let groups: BTreeSet<&BankPath> = listed.chain(&labelled).collect();
    let word = Word {
        matches: &|word| word == name,
        levels: false,
        topics: true,
        new,
    };
    let mut edit = word.rename(bank, sources, groups)?;
    let listed = bank.config().topics.as_deref().unwrap_or_default();
    let is_listed = |word: &str| listed.iter().any(|topic| topic == word);
    if !is_listed(name) {
        return Ok(edit);
    }
    if bank.config().given.contains("topics") {
        edit.merge(config::rename(sources, &["topics"], &word)?)?;
    } else if !is_listed(new) {
        return Err(Refusal::new(format!(
            "the editor's setting `qmark.topics` does not list `{new}`; add it there first"
        )));
    }
    Ok(edit)
}

fn of_question(bank: &Bank, placed: Placed<'_>, text: &str) -> Option<Vec<TextEdit>> {
    let map = placed.question.map();
    let list = map.filter(|_| placed.question.is_whole())?;
    let entry = list.get("topics")?;
    let list = entry.value.as_list()?;
    let above = Span::new(entry.key.span.end, list.span.start.max(entry.key.span.end));
    if above.shift(placed.start).slice(text).contains('#') {
        return None;
    }
    let topics: Option<Vec<&Scalar>> = list.items.iter().map(|item| item.as_string()).collect();
    let topics = topics.filter(|topics| {
        let simple = |topic: &&Scalar| is_simple(topic, placed.start, text);
        topics.iter().all(simple) && !has_comments(list, placed.start, text)
    })?;
    let is_level = |topic: &&Scalar| bank.config().level(&topic.text).is_some();
    let mut seen = HashSet::new();
    let once = topics
        .iter()
        .copied()
        .filter(|topic| seen.insert(&topic.text));
    let (levels, others): (Vec<&Scalar>, Vec<&Scalar>) = once.partition(is_level);
    let wanted: Vec<&Scalar> = levels.into_iter().chain(others).collect();
    let places: Vec<usize> = (wanted.len()..topics.len()).collect();
    let mut edits = match places.is_empty() {
        true => Vec::new(),
        false => list::remove_all(text, list, placed.start, &places).ok()?,
    };
    let written = |topic: &Scalar| topic.span.shift(placed.start);
    for (old, new) in topics.iter().zip(wanted).filter(|(old, new)| **old != *new) {
        edits.push(TextEdit {
            span: written(old),
            text: written(new).slice(text).to_owned(),
        });
    }
    Some(edits)
}

/// Whether the topic is written in one line, so that another can replace it.
fn is_simple(topic: &Scalar, start: u32, text: &str) -> bool {
    let written = topic.span.shift(start).slice(text);
    topic.style != Style::Block && !written.contains(['\n', '\r'])
}

/// Whether there is a comment in the list or after its last item.
fn has_comments(list: &List, start: u32, text: &str) -> bool {
    let span = list.span.shift(start);
    let mut at = span.start;
    let mut between = Vec::new();
    for item in &list.items {
        let item = item.span().shift(start);
        between.push(Span::new(at.min(item.start), item.start));
        at = item.end;
    }
    let end = if list.flow {
        span.end
    } else {
        crate::text::line_end(text, span.end)
    };
    between.push(Span::new(at.min(end), end));
    between.iter().any(|gap| gap.slice(text).contains('#'))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::fixture::Fixture;

    fn organized(text: &str) -> String {
        let bank = format!("//- /a/a.md\n{text}");
        let fixture = Fixture::new(&bank);
        let path = BankPath::new("a/a.md").expect("a path");
        let text = fixture.text(&path);
        let edit = organize(&fixture.bank, &path, text).expect("a group");
        let after = edit
            .apply(&|_| Some(Arc::new(text.to_owned())))
            .expect("applies");
        after
            .into_values()
            .next()
            .flatten()
            .unwrap_or_else(|| text.to_owned())
    }

    #[track_caller]
    fn check(before: &str, after: &str) {
        let group =
            |topics: &str| format!("---\nquestions:\n  - topics: {topics}\n    answer: A.\n---\n");
        assert_eq!(organized(&group(before)), group(after));
        assert_eq!(organized(&group(after)), group(after));
    }

    #[test]
    fn levels_first_and_nothing_twice() {
        check("[x, Beginner, 'y']", "[Beginner, x, 'y']");
        check("[ x,  y , x, Hard ]", "[ Hard,  x , y ]");
        check("[x, y, z]", "[x, y, z]");
        check("[y, Beginner, x, easy]", "[Beginner, easy, y, x]");
        check(
            "\n      - x\n      -   'Beginner'\n      - x\n      - 😀",
            "\n      - 'Beginner'\n      -   x\n      - 😀",
        );
        check(
            "[\n      x,\n      Beginner]",
            "[\n      Beginner,\n      x]",
        );
    }

    #[test]
    fn comments_and_what_is_no_topic_stay() {
        for topics in [
            "\n      - x # why\n      - Beginner",
            "\n      - x\n      - Beginner # why",
            "\n      - x\n      # why\n      - Beginner",
            "[x, # why\n      Beginner]",
            "[x, 1, Beginner]",
            "\n      - x\n        y\n      - Beginner",
            "x",
            "[]",
            "",
        ] {
            check(topics, topics);
        }
        check("[x, Beginner] # why", "[Beginner, x] # why");
    }

    const TOPICS: &[&str] = &[
        "x",
        "'x'",
        "y",
        "Beginner",
        "Hard",
        "\"C# 😀\"",
        "'a, b'",
        "'it''s'",
    ];

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn twice_is_once(
            lists in prop::collection::vec((prop::collection::vec(prop::sample::select(TOPICS), 0..6), any::<bool>()), 1..4),
            windows in any::<bool>(),
        ) {
            let mut text = "---\nquestions:\n".to_owned();
            for (list, flow) in &lists {
                text += "- question: Q?\n  topics:";
                if *flow || list.is_empty() {
                    text += &format!(" [{}]\n", list.join(", "));
                } else {
                    text += &list.iter().map(|topic| format!("\n  - {topic}")).collect::<String>();
                    text.push('\n');
                }
            }
            text += "---\n";
            if windows {
                text = text.replace('\n', "␍\n").replace("---␍", "---");
            }
            let once = organized(&text);
            prop_assert_eq!(organized(&once.replace("\r\n", "␍\n")), once.clone());
            let topics = |text: &str| {
                let fixture = Fixture::new(&format!("//- /a/a.md\n{}", text.replace("\r\n", "␍\n")));
                let group = fixture.bank.group("a/a.md").expect("a group");
                let all = group.questions.iter();
                all.map(|placed| placed.question.topics().map(|topic| topic.text.to_string()).collect())
                    .collect::<Vec<Vec<String>>>()
            };
            for (before, after) in topics(&text).into_iter().zip(topics(&once)) {
                let set: HashSet<_> = before.iter().collect();
                prop_assert_eq!(set.len(), after.len());
                prop_assert!(after.iter().all(|topic| set.contains(topic)));
                let level = |topic: &String| matches!(topic.as_str(), "Beginner" | "Hard");
                prop_assert!(after.is_sorted_by_key(|topic| !level(topic)));
            }
        }
    }
}
