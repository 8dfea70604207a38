//! A question, a topic or a level of a document gets another name: every other question says what it said, and every link
//! that led somewhere leads there still.

use proptest::prelude::*;
use proptest::sample::Index;
use qmark::bank::{Bank, BankPath};
use qmark::edit::verify::Says;
use qmark::facts::group::Group;
use qmark::ide::rename::{prepare, rename};

use super::cases::cases;
use super::documents::{document, single};
use super::texts::{Texts, changed, read, source};

/// New names: some are markup if they are not escaped.
const NAMES: &[&str] = &[
    "What is wholly new?",
    "Why is `a < b` *not* <T> 😀?",
    "How do __init__ and | differ?",
    "Wholly New",
];

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn only_the_name_of_a_question_changes(
        written in prop_oneof![4 => document(), 1 => single()],
        places in prop::collection::vec((any::<Index>(), prop::sample::select(NAMES)), 4),
    ) {
        let path = BankPath::new("go/questions.md").unwrap();
        let other = "[a](questions.md#what-is-one) [b](questions.md#core) [c](questions.md#1-what-is-two)\n";
        let texts: Texts = [(path.clone(), written), (BankPath::new("go/other.md").unwrap(), other.to_owned())].into();
        let bank = read(&texts);
        let Some(group) = bank.group(path.as_str()) else {
            return Ok(());
        };
        for (place, name) in places {
            let asked = group.questions.get(place.index(group.questions.len())).and_then(|placed| placed.text());
            let offset = asked.map_or(0, |asked| asked.span.start);
            if prepare(&bank, &source(&texts), &path, offset).is_ok() {
                check(&texts, &bank, (&path, offset), name)?;
            }
            for section in group.questions.sections() {
                let label = section.level.as_ref().or(section.topic.as_ref());
                if let Some(label) = label.filter(|label| label.is_written()) {
                    check(&texts, &bank, (&path, label.span.start), "Wholly New")?;
                }
            }
        }
    }
}

/// Renames what is at a place, if that is not refused, and compares all questions and links.
fn check(
    texts: &Texts,
    bank: &Bank,
    (path, offset): (&BankPath, u32),
    name: &str,
) -> Result<(), TestCaseError> {
    let Ok(edit) = rename(bank, &source(texts), path, offset, name) else {
        return Ok(());
    };
    let after = changed(texts, &edit)?;
    let renamed = read(&after);
    let (old, new) = (group(bank, path), group(&renamed, path));
    prop_assert_eq!(old.questions.len(), new.questions.len());
    let pairs = old.questions.iter().zip(&new.questions);
    let asked = pairs.filter(|(a, b)| Says::of(a).text != Says::of(b).text);
    prop_assert!(asked.count() <= 1, "{}", &after[path]);
    for (a, b) in old.questions.iter().zip(&new.questions) {
        let (a, b) = (Says::of(&a), Says::of(&b));
        prop_assert_eq!(
            (a.number, a.answer, a.options),
            (b.number, b.answer, b.options)
        );
    }
    for path in texts.keys() {
        prop_assert_eq!(
            living_links(bank, path),
            living_links(&renamed, path),
            "{}",
            &after[path]
        );
    }
    Ok(())
}

/// The questions of a document.
pub fn group<'b>(bank: &'b Bank, path: &BankPath) -> &'b Group {
    bank.group(path.as_str()).expect("a document stays one")
}

/// For each link of a file, whether it leads to an anchor that is there.
pub fn living_links(bank: &Bank, path: &BankPath) -> Vec<bool> {
    let facts = bank
        .file(path.as_str())
        .and_then(|file| file.facts())
        .expect("markdown");
    let links = facts.links().map(|(_, link)| {
        let target = match link.path {
            "" => Some(path.clone()),
            written => path.beside(written),
        };
        let file = target.and_then(|target| bank.file(target.as_str()));
        let target = file.and_then(|file| file.facts());
        let leads = target.zip(link.anchor);
        leads.is_some_and(|(target, anchor)| target.body().has_anchor(anchor))
    });
    links.collect()
}
