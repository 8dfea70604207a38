//! What each file of a bank is taken for, and what speaks for it.

use serde::Serialize;
use smol_str::SmolStr;

use crate::bank::{Bank, BankPath, CONFIG_FILE, Content, is_same_level_word};
use crate::facts::Page;
use crate::facts::group::Group;
use crate::facts::question::Answer;
use crate::shape::documents::{Decision, FileKind};
use crate::shape::opening::opener_word;
use crate::syntax::markdown::plain_text::plain_text;
use crate::text::count;

/// What a file is taken for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Detected {
    /// The name of its shape; `topics` for a page that lists topics, `none` for any other file without questions.
    pub shape: &'static str,
    /// How many questions it has.
    pub questions: usize,
    /// What opens them, in the words of the setting `opener`; `None` without questions in the body.
    pub opener: Option<&'static str>,
    /// Their levels in the order in which they come first, as the bank writes them.
    pub levels: Vec<SmolStr>,
    /// How many entries its table of contents has.
    pub contents: usize,
    /// What speaks for it, or why it has no questions.
    pub why: Vec<String>,
    /// Whether it belongs to a bank: it has questions or answers one, or there is a configuration.
    pub bank: bool,
}

impl Detected {
    /// A file that has no questions for this reason.
    pub fn none(why: impl Into<String>) -> Self {
        Self {
            shape: "none",
            questions: 0,
            opener: None,
            levels: Vec::new(),
            contents: 0,
            why: vec![why.into()],
            bank: false,
        }
    }

    /// What the file at `path`, whose text is `text`, is taken for.
    pub fn of(bank: &Bank, path: &BankPath, text: &str) -> Self {
        let Some(file) = bank.file(path.as_str()) else {
            return Self::none(format!(
                "it does not belong to the bank: it is hidden or in `node_modules` or `vendor`, git ignores it, or `exclude` in `{CONFIG_FILE}` names it"
            ));
        };
        if let Some(group) = file.group() {
            return Self::of_group(bank, path, group, text);
        }
        let why = match &file.content {
            Content::Fault(_) => vec!["it cannot be read".to_owned()],
            Content::Other | Content::Config(_) => vec!["it is not a markdown file".to_owned()],
            Content::Markdown(_) if bank.is_answer(path) => {
                vec!["it is in the answers' folder of a group, so it is an answer".to_owned()]
            }
            Content::Markdown(facts) => {
                let page = facts.as_page();
                if let Some(page) = page.filter(|page| !page.listed.is_empty()) {
                    return Self::of_topics(bank, path, page);
                }
                why_page(bank, path, page, text)
            }
        };
        Self {
            why,
            bank: bank.is_answer(path),
            ..Self::none("")
        }
    }

    /// A page that lists topics.
    fn of_topics(bank: &Bank, path: &BankPath, page: &Page) -> Self {
        let mut why: Vec<String> = decided(bank, path).into_iter().collect();
        let topics = page.listed.iter().map(|listed| listed.topics.len());
        why.push(format!("it lists {}", count(topics.sum(), "topic")));
        let levels = page.listed.iter().filter_map(|it| it.level.as_ref());
        let levels = levels.map(|level| bank.config().level_name(&level.text).clone());
        Self {
            shape: "topics",
            levels: distinct(levels),
            why,
            bank: true,
            ..Self::none("")
        }
    }

    fn of_group(bank: &Bank, path: &BankPath, group: &Group, text: &str) -> Self {
        let opener = opener_word(group, text);
        Self {
            shape: group.shape,
            questions: group.questions.len(),
            opener,
            levels: levels(bank, group),
            contents: group.contents.len(),
            why: why(bank, path, group, opener),
            bank: true,
        }
    }
}

/// The levels of the questions of a group, in the order in which they come first, as the bank writes them.
pub fn levels(bank: &Bank, group: &Group) -> Vec<SmolStr> {
    distinct(group.questions.iter().filter_map(|placed| {
        let known = bank.level_of(&placed);
        let known = known.and_then(|(at, _)| bank.config().levels.get(at));
        let written = || placed.level().map(|level| SmolStr::from(level.text));
        known.map(|level| level.name.clone()).or_else(written)
    }))
}

/// The levels without repetitions, each as it is first written.
pub fn distinct(levels: impl Iterator<Item = SmolStr>) -> Vec<SmolStr> {
    let mut found: Vec<SmolStr> = Vec::new();
    for level in levels {
        if !found.iter().any(|known| is_same_level_word(known, &level)) {
            found.push(level);
        }
    }
    found
}

/// What speaks for a file with questions.
fn why(bank: &Bank, path: &BankPath, group: &Group, opener: Option<&str>) -> Vec<String> {
    // Frontmatter with questions is read whatever the rules say.
    let is_set = matches!(
        bank.config().documents.decide(path.as_str()),
        Decision::Set(_)
    );
    let mut why: Vec<String> = decided(bank, path).filter(|_| is_set).into_iter().collect();
    let all = group.questions.len();
    match opener {
        None if group.yaml().is_some() => {
            why.push("its frontmatter has a list `questions`".to_owned());
            return why;
        }
        None if group.shape == "document" => {
            why.push("a row of a table was the frontmatter of a group".to_owned());
        }
        None => why.push("its frontmatter has the question".to_owned()),
        Some(opener) => why.push(format!("{} opened by `{opener}`", count(all, "question"))),
    }
    let questions = || group.questions.iter();
    let marks = ['?', '？', '؟'];
    let asks = questions().filter(|placed| {
        let text = placed.text().map(|text| text.text.trim_end());
        text.is_some_and(|text| text.ends_with(marks))
    });
    let numbered = questions().filter(|placed| placed.question.number().is_some());
    let answered = questions().filter(|placed| match placed.answer() {
        Some(Answer::Below(below)) => below.words > 0,
        other => other.is_some(),
    });
    let options = questions().filter(|placed| placed.question.options().len() > 1);
    for (number, one, many) in [
        (
            asks.count(),
            "ends with a question mark",
            "end with a question mark",
        ),
        (numbered.count(), "has a number", "have a number"),
        (answered.count(), "has an answer", "have an answer"),
        (options.count(), "has options", "have options"),
    ] {
        match (number, all) {
            (0, _) => {}
            (_, 1) => why.push(format!("it {one}")),
            (1, _) => why.push(format!("1 of {all} {one}")),
            _ => why.push(format!("{number} of {all} {many}")),
        }
    }
    if !group.contents.is_empty() {
        let entries = group.contents.len();
        let noun = if entries == 1 { "entry" } else { "entries" };
        why.push(format!("its table of contents has {entries} {noun}"));
    }
    why
}

/// What the configuration says of the file.
fn decided(bank: &Bank, path: &BankPath) -> Option<String> {
    let documents = &bank.config().documents;
    let says = match documents.decide(path.as_str()) {
        Decision::Inferred => return None,
        Decision::Set(reading) => match reading.kind() {
            Some(_) => "a rule of `documents` gives its shape",
            None => "a rule of `documents` names it and leaves its shape open",
        },
        Decision::Page if documents.names(path.as_str()) => {
            "a rule of `documents` says that it has no questions"
        }
        Decision::Page if documents.list().is_empty() => {
            return Some("the setting `infer` is off".to_owned());
        }
        Decision::Page => "no rule of `documents` names it",
    };
    Some(format!("{says} in `{CONFIG_FILE}`"))
}

/// Why a page has no questions.
fn why_page(bank: &Bank, path: &BankPath, page: Option<&Page>, text: &str) -> Vec<String> {
    let documents = &bank.config().documents;
    let decided = decided(bank, path);
    if matches!(documents.decide(path.as_str()), Decision::Page) {
        return decided.into_iter().collect();
    }
    let mut why: Vec<String> = decided.into_iter().collect();
    let set = match documents.decide(path.as_str()) {
        Decision::Set(reading) => reading.kind(),
        Decision::Inferred | Decision::Page => None,
    };
    if set == Some(FileKind::Topics) {
        return why;
    }
    let Some(page) = page.filter(|page| !page.body.is_empty()) else {
        why.push("it has no text".to_owned());
        return why;
    };
    why.push(
        "nothing in it clearly opens several questions, and it is not one question".to_owned(),
    );
    let (headings, asking) = headings(page, text);
    why.push(match headings {
        0 => "it has no headings".to_owned(),
        all => format!(
            "{asking} of its {} with a question mark",
            match all {
                1 => "1 heading ends".to_owned(),
                many => format!("{many} headings end"),
            }
        ),
    });
    why
}

/// How many headings a page has, and how many of them end with a question mark.
pub fn headings(page: &Page, text: &str) -> (usize, usize) {
    let start = page.split().body;
    let mut counts = (0, 0);
    for heading in page.body.headings() {
        let span = heading.span.shift(start);
        let shown = text.get(span.start as usize..span.end as usize);
        let asks = shown.is_some_and(|text| plain_text(text).trim_end().ends_with(['?', '？']));
        counts.0 += 1;
        counts.1 += usize::from(asks);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::Detected;
    use crate::bank::BankPath;
    use crate::fixture::Fixture;

    /// What the file at `path` of the bank is taken for.
    fn detected(bank: &str, path: &str) -> Detected {
        let fixture = Fixture::new(bank);
        let path = BankPath::new(path).expect("a path");
        let text = fixture.texts.get(&path).map_or("", String::as_str);
        Detected::of(&fixture.bank, &path, text)
    }

    fn document() -> String {
        let questions = (1..=12).map(|n| {
            let level = match n {
                1 => "## Beginner\n\n",
                7 => "## Senior Level\n\n",
                _ => "",
            };
            format!("{level}### {n}. What is part {n} for?\n\nIt does work {n}.\n\n")
        });
        format!("# Interview questions\n\n{}", questions.collect::<String>())
    }

    #[test]
    fn a_document_is_taken_for_one() {
        let found = detected(&format!("//- /README.md\n{}", document()), "README.md");
        assert_eq!(
            (found.shape, found.questions, found.opener),
            ("document", 12, Some("h3"))
        );
        assert_eq!(
            found.levels.first().map(|level| level.as_str()),
            Some("Beginner")
        );
        let why = [
            "12 questions opened by `h3`",
            "12 of 12 end with a question mark",
            "12 of 12 have a number",
            "12 of 12 have an answer",
        ];
        assert_eq!(found.why, why);
    }

    #[test]
    fn a_page_of_topics_is_taken_for_one() {
        let rule = "documents: [{files: plan.md, shape: topics}]\n";
        let page = "//- /plan.md\n# Plan\n\n## Easy\n\n- Locks\n- Queues\n\n## Hard\n\n- Clocks\n";
        let found = detected(&format!("{rule}{page}"), "plan.md");
        assert_eq!((found.shape, found.questions), ("topics", 0));
        assert_eq!(found.levels, ["Beginner", "Advanced"]);
        let why = [
            "a rule of `documents` gives its shape in `qmark.yaml`",
            "it lists 3 topics",
        ];
        assert_eq!(found.why, why);
    }

    #[test]
    fn the_reason_for_no_questions_is_given() {
        for (bank, path, why) in [
            ("//- /a.md\nText.\n", "a.md", "it has no headings"),
            (
                "//- /a.md\n# One?\n## Two\nText.\n",
                "a.md",
                "1 of its 2 headings end with a question mark",
            ),
            ("//- /a.md\n", "a.md", "it has no text"),
            (
                "//- /a.md\nText.\n",
                "b.md",
                "it does not belong to the bank: it is hidden or in `node_modules` or `vendor`, git ignores it, or `exclude` in `qmark.yaml` names it",
            ),
            (
                "infer: false\n//- /a.md\n# One?\n",
                "a.md",
                "the setting `infer` is off",
            ),
            (
                "documents: [{files: b.md, shape: file}]\n//- /a.md\n# One?\n",
                "a.md",
                "no rule of `documents` names it in `qmark.yaml`",
            ),
            (
                "documents: [{files: a.md, shape: none}]\n//- /a.md\n# One?\n",
                "a.md",
                "a rule of `documents` says that it has no questions in `qmark.yaml`",
            ),
            (
                "//- /go.md\n---\nquestions: [{question: A?}]\n---\n//- /content/a.md\nText.\n",
                "content/a.md",
                "it is in the answers' folder of a group, so it is an answer",
            ),
        ] {
            let found = detected(bank, path);
            assert_eq!((found.shape, found.questions), ("none", 0), "{bank}");
            assert_eq!(found.why.last().map(String::as_str), Some(why), "{bank}");
        }
    }
}
