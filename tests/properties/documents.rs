//! Texts of the shapes without a list in the frontmatter: documents of each form, and files with one question.

use proptest::prelude::*;

/// What is asked, each certainly a question.
const ASKED: &[&str] = &[
    "What is one?",
    "What is two?",
    "How does a lazy queue work in JS?",
    "Why is `Core` *not* two?",
    "When is five 😀 six?",
    "What is [two](content/two.md#two)?",
    "How do you close a file?",
    "Which is one?",
    "What is one?",
    "Where is a <b>lock</b> kept?",
];

/// What is below a question.
const ANSWERED: &[&str] = &[
    "A lazy queue holds what nobody has asked for yet.",
    "See [one](content/one.md) and ![x](x.png).",
    "Code:\n\n```js\n# no heading\n1. no question?\n```",
    "- a\n- b\n\nand more",
    "| a | b |\n|---|---|\n| 1. What? | **Why?** |",
    "<!-- qmark: allow(unanswered) -->\n\nText.",
    "Two\nlines of it.  \nAnd a third.",
];

/// A fence that nothing closes.
const OPEN_FENCE: &str = "\n```js\nopen\n";

/// Where a question's answer may go wrong.
const FAULTS: &[&str] = &[
    "",
    "",
    "",
    "",
    OPEN_FENCE,
    "\n<details><summary>More</summary>\n\nopen\n",
    "\n</details>\n",
    "\n**[⬆ Back to top](#questions)**\n",
    "\n---\n",
    "\n- [x] one\n",
    "\n</summary>\n",
    "\n**Answer: B**\n",
    "\n7. ### How?\n",
];

/// How questions are opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Opener {
    Heading,
    NumberedHeading,
    MarkedHeading,
    ItemHeading,
    Summary,
    Bold,
    Card,
    Item,
    Boxes,
    Letters,
}

const OPENERS: &[Opener] = &[
    Opener::Heading,
    Opener::NumberedHeading,
    Opener::MarkedHeading,
    Opener::ItemHeading,
    Opener::Summary,
    Opener::Bold,
    Opener::Card,
    Opener::Item,
    Opener::Boxes,
    Opener::Letters,
];

/// Level sections, or sections of topics, or none.
const SECTIONS: &[&[&str]] = &[&[], &["Beginner", "Advanced"], &["Core", "Data Type"]];

/// A question: what it asks, its answer, its fault, and what is added to its number.
type Drawn = (usize, usize, usize, u32);

/// A document with questions of one form. Numbers, contents and answers are not always right.
pub fn document() -> impl Strategy<Value = String> {
    let number = prop_oneof![8 => Just(1u32), 1 => Just(0), 1 => Just(3)];
    let question = (0..ASKED.len(), 0..ANSWERED.len(), 0..FAULTS.len(), number);
    let form = (
        prop::sample::select(OPENERS),
        prop::sample::select(SECTIONS),
        0..3usize,
        any::<bool>(),
    );
    (prop::collection::vec(question, 8..16), form).prop_map(
        |(questions, (opener, sections, contents, crlf))| {
            let text = written(&questions, opener, sections, contents);
            if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            }
        },
    )
}

/// The whole text. Only one fence stays open: when it is closed, another would be found.
fn written(questions: &[Drawn], opener: Opener, sections: &[&str], contents: usize) -> String {
    let mut text = String::from("# Interview questions and answers\n\n12 questions.\n\n");
    text += &listed(questions, opener, contents);
    let mut number = 0;
    for (index, drawn) in questions.iter().enumerate() {
        let part = index * sections.len() / questions.len();
        let before = index.checked_sub(1);
        let starts = before.is_none_or(|before| before * sections.len() / questions.len() != part);
        if let Some(section) = sections.get(part).filter(|_| starts) {
            text += &format!("## {section}\n\n");
        }
        number += drawn.3;
        let is_open = text.contains(OPEN_FENCE);
        let fault = match FAULTS[drawn.2] {
            OPEN_FENCE if is_open => "",
            fault => fault,
        };
        text += &asked(drawn, fault, opener, number);
    }
    text
}

/// A table or a list of the contents, or nothing.
fn listed(questions: &[Drawn], opener: Opener, contents: usize) -> String {
    if contents == 0 || !matches!(opener, Opener::NumberedHeading | Opener::ItemHeading) {
        return String::new();
    }
    let mut text = match contents {
        1 => String::from("| No. | Questions |\n|---|---|\n"),
        _ => String::new(),
    };
    for (index, (asked, ..)) in questions.iter().enumerate() {
        let (number, asked) = (index + 1, ASKED[*asked]);
        let words = asked.trim_end_matches('?').to_lowercase();
        let anchor = words.replace(' ', "-");
        text += &match contents {
            1 => format!("| {number} | [{asked}](#{anchor}) |\n"),
            _ => format!("{number}. [{asked}](#{number}-{anchor})\n"),
        };
    }
    text + "\n"
}

/// A question with its answer.
fn asked(&(asked, answered, ..): &Drawn, fault: &str, opener: Opener, number: u32) -> String {
    let question = ASKED[asked];
    let answer = format!("{}\n{fault}", ANSWERED[answered]);
    match opener {
        Opener::Heading => format!("### {question}\n\n{answer}\n"),
        Opener::NumberedHeading => format!("### {number}. {question}\n\n{answer}\n"),
        Opener::MarkedHeading => format!("#### Q{number}: {question} ⭐\n\n{answer}\n"),
        Opener::ItemHeading => {
            let answer = answer.replace('\n', "\n    ");
            format!("{number}. ### {question}\n\n    {answer}\n\n")
        }
        Opener::Summary => format!(
            "<details>\n<summary>{number}. {question}</summary>\n\n{answer}\n</details>\n\n"
        ),
        Opener::Bold => format!("**{number}. {question}**\n\n{answer}\n"),
        Opener::Card => format!("Q: {question}\n\nA: {answer}\n"),
        Opener::Item => format!("{number}. {question}\n"),
        Opener::Boxes => {
            let right = if answered > 5 { " " } else { "x" };
            let last = if answered > 3 { "three" } else { "one" };
            format!(
                "#### Q{number}. {question}\n\n- [{right}] one\n- [ ] two\n- [ ] {last}\n\n{fault}\n"
            )
        }
        Opener::Letters => {
            let key = ["A", "B", "C", "D", "A, C", "E", ""][answered];
            format!(
                "### Question {number}\n\n{question}\n\n- A: one\n- B: two\n- C: three\n- D: four\n\n#### Answer: {key}\n\n{fault}\n"
            )
        }
    }
}

/// A page with levels and topics, and without questions.
pub fn topics_page() -> impl Strategy<Value = String> {
    let heading = prop::sample::select(vec![
        "## Beginner",
        "## ⭐ Core",
        "## **Advanced Level**",
        "### Data Type",
        "## Overview",
        "# Topics",
        "Text.",
    ]);
    let items = prop::collection::vec(prop::sample::select(TOPICS), 0..4);
    let parts = prop::collection::vec((heading, items), 1..5);
    (parts, any::<bool>()).prop_map(|(parts, crlf)| {
        let part = |(heading, items): (&str, Vec<&str>)| {
            let items: String = items.iter().map(|item| format!("- {item}\n")).collect();
            format!("{heading}\n\n{items}\n")
        };
        let text: String = parts.into_iter().map(part).collect();
        if crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        }
    })
}

/// Items of such a page.
const TOPICS: &[&str] = &[
    "Core",
    "Data Type",
    "**Core**: one, two",
    "[Queues](content/two.md#two)",
    "Lazy queues",
    "What is one?",
    "  - deeper",
];

/// A file with one question.
pub fn single() -> impl Strategy<Value = String> {
    let keys = prop::sample::select(vec![
        "",
        "difficulty: easy\n",
        "level: Advanced\ntags: [Core, 'Data Type']\n",
        "topics:\n  - Core\n  - Beginner # easy\nid: 7\n",
        "category: Core\n",
    ]);
    let drawn = (0..ASKED.len(), 0..ANSWERED.len(), 0..FAULTS.len());
    (drawn, keys, any::<bool>()).prop_map(|((asked, answered, fault), keys, crlf)| {
        let (question, answer) = (ASKED[asked], ANSWERED[answered]);
        let text = format!(
            "---\nquestion: '{question}'\n{keys}---\n\n{answer}\n{}",
            FAULTS[fault]
        );
        if crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        }
    })
}
