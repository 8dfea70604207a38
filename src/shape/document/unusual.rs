//! Documents whose authors write some part of the form in an unusual way.

use super::given::Given;
use super::parts::Scan;
use super::reader::Question;
use super::whole;
use crate::facts::group::Group;
use crate::shape::documents::Reading;

fn questions(text: &str) -> Vec<Question> {
    let scan = Scan::of(text, 0);
    let path = || "README.md";
    let parts = scan.parts(text);
    let found = whole::read(
        &path,
        parts,
        (0, false),
        (&Reading::default(), &Given::default()),
    );
    found.map_or_else(Vec::new, |document| document.questions)
}

fn group(path: &str, text: &str) -> Group {
    let facts = crate::shape::read(&crate::shape::Input::inferred(path, text), None);
    facts.as_group().expect("questions").clone()
}

/// The places of the right options, from 1, of each question.
fn right(text: &str) -> Vec<Vec<usize>> {
    let questions = questions(text).into_iter();
    let places = questions.map(|question| question.found.right);
    places
        .map(|right| right.iter().map(|place| place + 1).collect())
        .collect()
}

#[test]
fn a_bold_line_below_the_word_for_a_question_is_one_of_the_bank() {
    let folded: String = (1..6)
        .map(|n| {
            format!("<details>\n<summary>What is {n}?</summary>\n\nA number.\n\n</details>\n\n")
        })
        .collect();
    for (word, line) in [
        ("Question", "**Why do we count?**"),
        ("Вопрос", "💬 **Зачем считать?**"),
        ("질문", "❓ **왜 셉니까?**"),
    ] {
        let text = format!(
            "# Numbers\n\n## {word}\n\n<br>\n\n{line}\n\nTo know how many.\n\n## More\n\n{folded}"
        );
        let found = questions(&text);
        assert_eq!(found.len(), 6, "{word}");
        assert!(found[0].answered && found[0].topic.is_none(), "{word}");
    }
    let alone = "# Numbers\n\n## Question\n\n**Why do we count?**\n\nTo know how many.\n";
    assert!(questions(alone).is_empty());
}

#[test]
fn an_answer_can_start_with_headings_of_its_own() {
    let bank = |answer: &str| {
        let others: String = (3..9)
            .map(|n| format!("{n}. ### What is {n}?\n\nA number.\n\n"))
            .collect();
        format!(
            "# Interview questions\n\n1. ### Why do we count?\n\n{answer}2. ### What is 2?\n\nA number.\n\n{others}"
        )
    };
    for answer in [
        "### Why do we count?\n\nTo know how many.\n\n",
        "## Why do we count?\nTo know how many.\n\n",
        "### 1. To know how many\n\nOne more each time.\n\n### 2. To compare\n\nMore or fewer.\n\n",
    ] {
        let found = questions(&bank(answer));
        assert_eq!(found.len(), 8, "{answer}");
        assert!(found[0].answered, "{answer}");
    }
    let found = questions(&bank("## Part one\n\nAbout numbers.\n\n"));
    assert!(!found[0].answered);
}

#[test]
fn a_table_of_contents_is_not_a_topic() {
    let bank = |heading: &str| {
        let questions: String = (1..6)
            .map(|n| format!("### {n}. What is {n}?\n\nA number.\n\n"))
            .collect();
        format!("# Interview questions\n\n## {heading}\n\n{questions}")
    };
    for heading in ["Table of Contents", "📖 Contents", "目录"] {
        assert_eq!(questions(&bank(heading))[0].topic, None, "{heading}");
    }
    let topic = questions(&bank("Numbers"))[0].topic.clone();
    assert_eq!(topic.map(|topic| topic.text), Some("Numbers".into()));
}

#[test]
fn keys_can_be_written_in_the_style_of_other_options() {
    let bank = |options: &str, key: &str| {
        let questions: String = (1..5)
            .map(|n| format!("### {n}. What is {n}?\n\n{options}\n{key}\n\n"))
            .collect();
        format!("# Quiz\n\n{questions}")
    };
    let letters = "A. a word\nB. a number\nC. a sign\n";
    let numbers = "1. a word\n2. a number\n3. a sign\n";
    for (options, key) in [
        (letters, "Answer: 2"),
        (letters, "الإجابة هي الخيار الثاني: B"),
        (numbers, "Answer: b"),
        (numbers, "**Answer:** B) a number"),
    ] {
        assert_eq!(right(&bank(options, key)), [[2]; 4], "{key}");
    }
    let counts = "A. 1 word\nB. 3 words\nC. 2 words\n";
    assert!(right(&bank(counts, "Answer: 2"))[0].is_empty());
}

#[test]
fn the_keys_of_a_chapter_can_be_in_one_place() {
    let chapter = |first: usize, keys: &str| {
        let questions: String = (first..first + 3)
            .map(|n| format!("{n}. What is {n}?\n\n   A. a word\n   B. a number\n   C. a sign\n\n"))
            .collect();
        format!("{questions}{keys}\n\n")
    };
    for keys in [
        [
            "## Answers\n\n1. B\n2. C\n3. A",
            "## Answers\n\n4. A\n5. B\n6. B",
        ],
        ["**Answers:** 1-b, 2-c, 3-a", "**Answers:** 4-a, 5-b, 6-b"],
        [
            "<details>\n<summary>Answer key</summary>\n\n| 1 | B |\n|---|---|\n| 2 | C |\n| 3 | A |\n\n</details>",
            "<details>\n<summary>Answer key</summary>\n\n- 4: A\n- 5: B\n- 6: B\n\n</details>",
        ],
    ] {
        let text = format!("# Quiz\n\n{}{}", chapter(1, keys[0]), chapter(4, keys[1]));
        assert_eq!(right(&text), [[2], [3], [1], [1], [2], [2]], "{}", keys[0]);
        let group = group("quiz.md", &text);
        let faults = group
            .questions
            .iter()
            .filter_map(|placed| placed.question.unknown_option());
        assert_eq!(faults.count(), 0, "{}", keys[0]);
    }
}

#[test]
fn questions_with_keywords_are_a_file_or_a_document() {
    let text = |count: usize| -> String {
        let question = "## --text--\n\nWhen is low tide?\n\n## --answers--\n\nAt noon.\n\n---\n\nIt depends.\n\n\
            ## --video-solution--\n\n2\n\n";
        format!(
            "---\ntitle: Tides\n---\n\n# --questions--\n\n{}",
            question.repeat(count)
        )
    };
    for (count, shape) in [(1, "file"), (2, "document")] {
        let group = group("tides.md", &text(count));
        assert_eq!((group.shape, group.questions.len()), (shape, count));
    }
}
