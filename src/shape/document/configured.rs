//! Documents that are read as the configuration says.

use super::given::Given;
use smol_str::SmolStr;

use super::parts::Scan;
use super::reader;
use crate::shape::documents::{AnswerForm, FileKind, Label, Opener, Reading, Word};

fn document(reading: &Reading, text: &str) -> Option<reader::Document> {
    let scan = Scan::of(text, 0);
    reader::read(
        &|| "notes.md",
        scan.parts(text),
        (0, false),
        (reading, &Given::default()),
    )
}

/// The questions of a document, each with its level and its topic, `+` where it is answered.
fn read(reading: &Reading, text: &str) -> Vec<String> {
    let document = document(reading, text);
    let questions = document.map(|document| document.questions);
    let shown = questions.into_iter().flatten().map(|question| {
        let level = question.level.map_or("-".into(), |name| name.text);
        let mut topics: Vec<SmolStr> = question
            .own_topics
            .into_iter()
            .map(|name| name.text)
            .collect();
        topics.extend(question.topic.map(|name| name.text));
        let answered = if question.answered { " +" } else { "" };
        format!("{} {level} {}{answered}", question.text, topics.join("/"))
    });
    shown
        .map(|line| line.replace("  ", " ").trim().to_owned())
        .collect()
}

fn opened_by(word: &str) -> Reading {
    Reading {
        opener: Opener::of(word),
        ..Reading::default()
    }
}

#[test]
fn a_forced_document_needs_no_clear_form() {
    let set = Reading {
        shape: Some(FileKind::Document),
        ..Reading::default()
    };
    let one = "# Notes\n\n## Storage\n\n### Why is a tree wide?\n\nReads are few.\n";
    assert_eq!(read(&Reading::default(), one), [""; 0]);
    assert_eq!(read(&set, one), ["Why is a tree wide? - Storage +"]);
    let title = "# What is a tree?\n\nA graph without cycles.\n";
    assert_eq!(read(&set, title), [""; 0], "the title opens no question");
    let bold = "# Notes\n\n**Why is it wide?**\n\nReads are few.\n";
    assert_eq!(read(&set, bold), ["Why is it wide? - +"]);
    assert_eq!(read(&set, "# Notes\n\n## Storage\n\nText.\n"), [""; 0]);
}

#[test]
fn an_opener_makes_all_of_its_kind_questions() {
    let text = "# Notes\n\n## Contents\n\n- [Trees](#trees)\n\n## Trees\n\nWide.\n\n### Balance\n\n1. Rotate the root\n2. Paint the child\n\n\
## Hard\n\n**Heaps**\n\nFull.\n\n7. Queues of jobs\n\nQ: Name a heap\n\nA: Binary.\n\n\
<details><summary>Graphs</summary>\n\nEdges.\n\n</details>\n";
    for (opener, expected) in [
        ("h2", vec!["Trees"]),
        ("h3", vec!["Balance"]),
        ("heading", vec!["Trees"]),
        ("bold", vec!["Heaps"]),
        ("label", vec!["Name a heap"]),
        ("summary", vec!["Graphs"]),
        (
            "numbered-line",
            vec!["Rotate the root", "Paint the child", "Queues of jobs"],
        ),
        ("item-heading", vec![]),
    ] {
        let document = document(&opened_by(opener), text);
        let questions = document
            .map(|document| document.questions)
            .unwrap_or_default();
        let texts: Vec<&str> = questions
            .iter()
            .map(|question| question.text.as_str())
            .collect();
        assert_eq!(texts, expected, "{opener}");
    }
}

#[test]
fn only_the_form_of_the_rule_is_an_answer() {
    let text = "### One\n\nText.\n\n### Two\n\n<details><summary>Answer</summary>\n\nFolded.\n\n</details>\n\n\
### Three\n\n- [ ] a\n- [x] b\n\n### Four\n\nA. a\nB. b\n\nAnswer: B\n\n### Five\n";
    for (answers, expected) in [
        ("none", vec![]),
        ("prose", vec!["One", "Two", "Three", "Four"]),
        ("folded", vec!["Two"]),
        ("boxes", vec!["Three"]),
        ("letters", vec!["Four"]),
    ] {
        let reading = Reading {
            answers: AnswerForm::of(answers),
            ..opened_by("h3")
        };
        let document = document(&reading, text).expect("a document");
        let answered = document
            .questions
            .iter()
            .filter(|question| question.answered);
        let answered: Vec<&str> = answered.map(|question| question.text.as_str()).collect();
        assert_eq!(answered, expected, "{answers}");
    }
}

#[test]
fn levels_and_topics_come_from_the_places_of_the_rule() {
    let text = "## Storage\n\n### Trees (Easy)\n\n**Difficulty:** 2\nTags: disk, memory\n\nWide.\n\n## Hard\n\n### Heaps\n\nFull.\n\n### Lists\n\nLevel: low\n";
    let all = |level: &[Label], topic: &[Label]| {
        let reading = Reading {
            level: level.to_vec(),
            topic: topic.to_vec(),
            ..opened_by("h3")
        };
        read(&reading, text)
    };
    assert_eq!(
        all(&[], &[]),
        ["Trees Easy Storage +", "Heaps Hard +", "Lists Hard +"]
    );
    assert_eq!(
        all(&[Label::Line, Label::Heading], &[Label::Line]),
        ["Trees (Easy) 2 disk/memory +", "Heaps Hard +", "Lists low"]
    );
    assert_eq!(
        all(&[Label::None], &[Label::None]),
        ["Trees (Easy) - +", "Heaps - +", "Lists - +"]
    );
}
