//! Questions of a document move to another place, and files take another shape: the bank has the same questions with the same
//! answers and options, and each link that led somewhere leads somewhere still.

use proptest::prelude::*;
use proptest::sample::Index;
use qmark::bank::{Bank, BankPath};
use qmark::edit::convert::{to_document, to_group};
use qmark::edit::moving::elsewhere::to_place;
use qmark::edit::moving::within::to_section;
use qmark::edit::sections::{Place, sections};
use qmark::edit::split::by_section;
use qmark::edit::{Planned, Sources};
use qmark::export::questions_of;

use super::cases::cases;
use super::documents::document;
use super::texts::{Texts, changed, read, source};

/// A question: its text, what is said about it, its options.
type Said = (String, String, Vec<(String, bool)>);

fn path(name: &str) -> BankPath {
    BankPath::new(name).unwrap()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn nothing_is_lost_on_the_way(
        from in document(),
        to in document(),
        index in any::<Index>(),
        count in 1..3usize,
        place in any::<Index>(),
    ) {
        let texts = bank_of(&from, &to);
        let bank = read(&texts);
        let here = path("go/questions.md");
        let Some(group) = bank.group(here.as_str()) else {
            return Ok(());
        };
        let first = index.index(group.questions.len());
        let places = first..(first + count).min(group.questions.len());
        let mut all = Vec::new();
        for file in [&here, &path("js/other.md"), &path("lang/group.md")] {
            let Some(group) = bank.group(file.as_str()) else { continue };
            all.push(Place::end(file));
            all.extend(sections(group).into_iter().map(|section| Place {
                path: file.clone(),
                section: Some(section.anchor),
            }));
        }
        let place = &all[place.index(all.len())];
        check(&texts, &bank, |sources| match &place.section {
            Some(section) if place.path == here => to_section(&bank, sources, &here, (places.clone(), section)),
            _ => to_place(&bank, sources, (&here, places.clone()), place),
        })?;
    }

    #[test]
    fn nothing_is_lost_in_another_shape(from in document()) {
        let texts = bank_of(&from, "");
        let bank = read(&texts);
        let here = path("go/questions.md");
        if bank.group(here.as_str()).is_none() {
            return Ok(());
        }
        check(&texts, &bank, |sources| by_section(&bank, sources, &here))?;
        check(&texts, &bank, |sources| to_document(&bank, sources, &path("lang/group.md")))?;
        let Some(grouped) = check(&texts, &bank, |sources| to_group(&bank, sources, &here))? else {
            return Ok(());
        };
        // And back.
        let bank = read(&grouped);
        check(&grouped, &bank, |sources| to_document(&bank, sources, &here))?;
    }
}

/// A document, another one, a group, and a page with links to all.
fn bank_of(from: &str, to: &str) -> Texts {
    let other = "[a](go/questions.md#what-is-one) [b](go/questions.md#core) [c](go/questions.md#2-what-is-two) [d](js/other.md#beginner) [e](lang/content/one.md)\n";
    let group = "---\nquestions:\n  - question: What is a hash?\n    answer: one.md\n    topics: [Beginner, Core]\n  - question: What is a heap?\n    answer: See this.\n    topics: [Beginner, Core]\n---\n";
    let answer =
        "# What is a hash?\n\nA number, see [us](../../js/other.md).\n\n## More\n\n- [x](#more)\n";
    let files = [
        ("go/questions.md", from),
        ("js/other.md", to),
        ("lang/group.md", group),
        ("lang/content/one.md", answer),
        ("page.md", other),
    ];
    let files = files.into_iter();
    files
        .map(|(name, text)| (path(name), text.to_owned()))
        .collect()
}

/// Makes a change, if it is not refused, and compares all questions and links. Returns the files afterwards.
fn check(
    texts: &Texts,
    bank: &Bank,
    change: impl Fn(Sources<'_>) -> Planned,
) -> Result<Option<Texts>, TestCaseError> {
    let Ok(edit) = change(&source(texts)) else {
        return Ok(None);
    };
    let after = changed(texts, &edit)?;
    let moved = read(&after);
    prop_assert_eq!(said(bank, texts), said(&moved, &after), "{:#?}", after);
    // A dead link back to the top may go with its line.
    prop_assert!(dead_links(&moved) <= dead_links(bank), "{:#?}", after);
    Ok(Some(after))
}

/// All questions of a bank, in no order.
fn said(bank: &Bank, texts: &Texts) -> Vec<Said> {
    let text = |path: &BankPath| texts.get(path).cloned();
    let all = questions_of(bank, &|_| true, "", &text).into_iter();
    let said = all.map(|question| {
        let below = [question.body.as_deref(), question.answer.as_deref()];
        let below = below.into_iter().flatten().map(bare).collect::<String>();
        let asked = question.question.clone().unwrap_or_default();
        // A heading that repeats the question, as answer files have.
        let below = below
            .strip_prefix(&bare(&asked))
            .unwrap_or(&below)
            .to_owned();
        let options = question.options.iter();
        let options = options.map(|option| (bare(&option.text), option.right));
        (bare(&asked), below, options.collect())
    });
    let mut said: Vec<Said> = said.collect();
    said.sort();
    said
}

/// The letters of a text, without the destinations of its links.
fn bare(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split("](").enumerate() {
        let shown = match (at, part.split_once(')')) {
            (0, _) | (_, None) => part,
            (_, Some((_, rest))) => rest,
        };
        out.extend(shown.chars().filter(|c| c.is_alphanumeric()));
    }
    out
}

/// How many links of a bank lead to an anchor or a markdown file that is not there.
fn dead_links(bank: &Bank) -> usize {
    let leads = |path: &BankPath, link: &str, anchor: Option<&str>| {
        let target = match link {
            "" => Some(path.clone()),
            link => path.beside(link),
        };
        let Some(target) = target.filter(BankPath::is_markdown) else {
            return true;
        };
        let file = bank.file(target.as_str()).and_then(|file| file.facts());
        file.is_some_and(|facts| anchor.is_none_or(|anchor| facts.body().has_anchor(anchor)))
    };
    let files = bank
        .files()
        .filter_map(|(path, file)| Some((path, file.facts()?)));
    files
        .map(|(path, facts)| {
            let links = facts.links();
            links
                .filter(|(_, link)| !leads(path, link.path, link.anchor))
                .count()
        })
        .sum()
}
