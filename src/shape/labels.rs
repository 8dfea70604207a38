//! Levels, topics and answers from the places that a rule names, in documents and in files with one question.

use super::documents::{
    AnswerForm, DocumentRule, DocumentRules, FileKind, KeyNames, Label, Reading,
};
use super::files::Files;
use super::{Input, read};
use crate::facts::question::Answer;
use crate::facts::questions::Placed;

/// The questions of the file at `path`, each with its level, its topics and its answer if that is in the frontmatter.
fn read_as(reading: &Reading, path: &str, text: &str) -> Vec<String> {
    let rule = DocumentRule {
        files: Files::new(vec!["**".to_owned()]).expect("a glob"),
        reading: reading.clone(),
    };
    let documents = DocumentRules::default().with_list(vec![rule]);
    let input = Input {
        path,
        text,
        documents: &documents,
    };
    let facts = read(&input, None);
    let questions = facts.as_group().map(|group| group.questions.iter());
    let shown = questions.into_iter().flatten();
    shown.map(|placed| shown_as(&placed, text)).collect()
}

fn shown_as(placed: &Placed<'_>, text: &str) -> String {
    let shown = |mark: crate::facts::mark::Mark<'_>| {
        let written = mark.span.slice(text);
        assert!(
            written.is_empty() || written.contains(mark.text),
            "{mark:?}"
        );
        mark.text.to_owned()
    };
    let topics: Vec<String> = placed.topics().map(shown).collect();
    let answer = match placed.answer() {
        Some(Answer::Inline(answer)) => format!(" = {}", shown(answer)),
        Some(Answer::File(_) | Answer::Below(_)) | None => String::new(),
    };
    format!(
        "{} {} {}{answer}",
        placed.text().map(shown).unwrap_or_default(),
        placed.level().map_or("-".to_owned(), shown),
        topics.join("/")
    )
}

fn names(names: &[&str]) -> Vec<smol_str::SmolStr> {
    names.iter().map(|name| (*name).into()).collect()
}

const DOCUMENT: &str = "---\nrank: 'low'\nlevel: easy\ntags: [disk, \"memory\"]\narea: caches\n---\n# Notes\n\n\
### Why is a tree wide?\n\nReads are few.\n\n## Hard\n\n### Why is a list slow?\n\nIt is walked.\n";

#[test]
fn a_document_has_the_labels_of_its_frontmatter_and_its_path() {
    let all = |level: &[Label], topic: &[Label], keys: KeyNames| {
        let reading = Reading {
            shape: Some(FileKind::Document),
            level: level.to_vec(),
            topic: topic.to_vec(),
            keys,
            ..Reading::default()
        };
        let read = read_as(&reading, "medium/sql/02-b-trees--expert.md", DOCUMENT);
        read.join("; ")
    };
    let two = |a: &str, b: &str| format!("Why is a tree wide? {a}; Why is a list slow? {b}");
    let none = KeyNames::default;
    let (front, heading) = (Label::Frontmatter, Label::Heading);
    assert_eq!(all(&[], &[], none()), two("- ", "Hard "));
    assert_eq!(
        all(&[front], &[front], none()),
        two("easy disk/memory", "easy disk/memory")
    );
    assert_eq!(
        all(&[heading, front], &[Label::Folder, front], none()),
        two("easy sql/disk/memory", "Hard sql/disk/memory")
    );
    assert_eq!(
        all(&[Label::FileName], &[Label::FileName], none()),
        two("expert b-trees", "expert b-trees")
    );
    assert_eq!(
        all(&[Label::Folder, Label::FileName], &[heading], none()),
        two("medium ", "medium ")
    );
    let keys = || KeyNames {
        level: names(&["Rank"]),
        topics: names(&["area"]),
        ..KeyNames::default()
    };
    assert_eq!(all(&[], &[], keys()), two("low caches", "Hard caches"));
    assert_eq!(all(&[Label::None], &[Label::None], keys()), two("- ", "- "));
}

const CARD: &str = "---\nprompt: Trees\nreply: \"Wide ones.\"\nrank: 3\narea: [disk]\n---\n\nLevel: hard\nTopic: io\n\nMore text.\n";

#[test]
fn a_file_has_the_labels_of_its_keys_its_lines_and_its_path() {
    let all = |level: &[Label], topic: &[Label], answers| {
        let reading = Reading {
            shape: Some(FileKind::File),
            level: level.to_vec(),
            topic: topic.to_vec(),
            answers,
            keys: KeyNames {
                question: names(&["prompt"]),
                answer: names(&["reply"]),
                level: names(&["rank"]),
                topics: names(&["area"]),
            },
            ..Reading::default()
        };
        read_as(&reading, "01 Storage/trees--easy.md", CARD).join("; ")
    };
    assert_eq!(all(&[], &[], None), "Trees 3 disk = Wide ones.");
    let (name, front) = (Label::FileName, Label::Frontmatter);
    let cases: &[(&[Label], &[Label], &str)] = &[
        (
            &[name, front],
            &[Label::Folder, front],
            "Trees easy disk/Storage = Wide ones.",
        ),
        (
            &[front, name],
            &[Label::Folder],
            "Trees 3 Storage = Wide ones.",
        ),
        (
            &[Label::Folder, front],
            &[name],
            "Trees 3 trees = Wide ones.",
        ),
        (
            &[Label::Line],
            &[Label::Line, front],
            "Trees hard disk/io = Wide ones.",
        ),
        (&[Label::None], &[Label::None], "Trees -  = Wide ones."),
    ];
    for (level, topic, expected) in cases {
        assert_eq!(all(level, topic, None), *expected, "{level:?}");
    }
    let unanswered = all(&[], &[], Some(AnswerForm::None));
    assert_eq!(unanswered, "Trees 3 disk");
}

#[test]
fn a_question_that_reads_as_one_has_the_same_labels() {
    let reading = Reading {
        level: vec![Label::Folder],
        topic: vec![Label::FileName, Label::Frontmatter],
        keys: KeyNames {
            answer: names(&["answer"]),
            ..KeyNames::default()
        },
        levels: names(&["Bronze"]),
        ..Reading::default()
    };
    let text = "---\nquestion: Why is a tree wide?\nlevel: easy\nanswer: Reads.\ntags: disk\n---\n";
    for shape in [None, Some(FileKind::File)] {
        let reading = Reading {
            shape,
            ..reading.clone()
        };
        let read = read_as(&reading, "bronze/trees.md", text);
        assert_eq!(read, ["Why is a tree wide? bronze disk/trees = Reads."]);
    }
}
