//! A bank after any history equals one that is read from the same files at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::{Bank, BankPath, Change, Config, Content, Fault, File};
use qmark::facts;
use qmark::lint::Findings;
use qmark::shape;

use super::cases::cases;
use super::documents::topics_page;
use super::observed::{Texts, answers, features, list, shapes};
use super::shapes::{any_file, of_each_shape};
use super::strategy::{apply, splice};

/// Where files come and go. Several share a folder, a name except for case, or an author's id.
const PATHS: &[&str] = &[
    "go/go.md",
    "go/more.md",
    "go/content/one.md",
    "go/content/One.md",
    "go/content/two.md",
    "go/content/sub/three.md",
    "js/js.md",
    "js/content/one.md",
    "js/content/three.md",
    "x.png",
    "go/x.png",
    "authors/ada.md",
    "authors/old/ada.md",
    "authors/gracy.md",
    "go/content/thre.md",
    "go/Content/one.md",
    "content/one.md",
    "root.md",
    "root.de-DE.md",
    "fr-FR/root.md",
    "topics.md",
    "topics.txt",
    "notes.txt",
    "go/content/four.txt",
];

/// The paths of pages with topics, in a bank that is configured so.
const TOPICS: std::ops::Range<usize> = 20..22;

/// The path of a text that is read only if it has questions, in the same bank.
const PLAIN: usize = 23;

#[derive(Clone, Debug)]
enum Step {
    /// A file comes or is written over with questions.
    Questions(usize, String),
    /// A file comes or is written over with this text.
    Page(usize, &'static str),
    /// A file is there but cannot be read.
    Fault(usize),
    Delete(usize),
    /// An edit within a file.
    Edit(usize, (f64, usize, String)),
    /// A file's content appears under another name, and goes under its own.
    Rename(usize, usize),
}

/// Links to a text that may be read or not.
const LINK: &str = "[x](four.txt#gone) [y](content/four.txt#what-is-one)\n";

const PAGES: &[&str] = &[
    "",
    "# Two\n\ntext\n",
    "[x](one.md#two) [y](../go.md)\n",
    "[x](two.md#on) [y](../go.md#intro) [z](content/three.md)\n\n# One\n",
    "---\nauthorId: grace\nending: two.md\nquestions:\n  - answer: one.md\n  - answer: one.md\n---\n",
    "---\nname: Ada\n---\n",
    "---\norder: 1\n---\nno questions\n",
    "```js\n",
    LINK,
    "[s](sub) ![i](../x.png)",
    "A lazy queue holds what nobody has asked for yet.\n",
    "\n# A lazy `queue` holds\n\nwhat nobody has asked for yet.\n",
];

fn step() -> impl Strategy<Value = Step> {
    let path = 0..PATHS.len();
    prop_oneof![
        2 => (prop_oneof![Just(0usize), Just(1), Just(6), 17..24usize], any_file()).prop_map(|(path, text)| Step::Questions(path, text)),
        3 => (path.clone(), prop::sample::select(PAGES)).prop_map(|(path, text)| Step::Page(path, text)),
        1 => path.clone().prop_map(Step::Fault),
        2 => path.clone().prop_map(Step::Delete),
        5 => (path.clone(), splice()).prop_map(|(path, splice)| Step::Edit(path, splice)),
        1 => (path.clone(), path).prop_map(|(from, to)| Step::Rename(from, to)),
    ]
}

/// Steps in a bank with pages of topics, most of them in these.
fn topics_step() -> impl Strategy<Value = Step> {
    let page = || (TOPICS, topics_page()).prop_map(|(path, text)| Step::Questions(path, text));
    prop_oneof![
        2 => page(),
        4 => (TOPICS, splice()).prop_map(|(path, splice)| Step::Edit(path, splice)),
        1 => (0..PATHS.len(), TOPICS).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => TOPICS.prop_map(Step::Delete),
        1 => any_file().prop_map(|text| Step::Questions(PLAIN, text)),
        1 => prop::sample::select(PAGES).prop_map(|text| Step::Page(PLAIN, text)),
        1 => Just(Step::Page(2, LINK)),
        3 => step(),
    ]
}

/// Rules that name pages with topics and plain texts.
const RULES: &str = "documents:
  - {files: 'topics.*', shape: topics}
  - {files: '*.txt', shape: document}
  - {files: '**'}
";

fn config(number: usize) -> Arc<Config> {
    let mut config = Config::default();
    if number == 2 {
        config = qmark::bank::settings::read(RULES, &[]).0;
    } else if number > 0 {
        config.authors = qmark::bank::config::Files::new(vec!["authors/**/*.md".into()]).unwrap();
        config.topics = Some(vec!["Core".into(), "Data Type".into()]);
        config.hints.answers = true;
    }
    Arc::new(config)
}

proptest! {
    #![proptest_config(cases(of_each_shape(300)))]

    #[test]
    fn history_does_not_show(steps in prop::collection::vec(step(), 1..25), batch in 1..4usize, configured in 0..2usize) {
        check(&steps, batch, configured)?;
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn history_does_not_show_with_topics_pages(steps in prop::collection::vec(topics_step(), 1..25), batch in 1..4usize) {
        check(&steps, batch, 2)?;
    }
}

/// After each batch of steps, all that can be asked of the bank is as in one that is read at once.
fn check(steps: &[Step], batch: usize, configured: usize) -> Result<(), TestCaseError> {
    let mut texts: Texts = BTreeMap::new();
    let mut bank = Bank::new(config(configured));
    let mut findings = Findings::default();
    for steps in steps.chunks(batch) {
        let before = bank.clone();
        let changes: Vec<Change> = steps
            .iter()
            .flat_map(|step| changes(&bank, &mut texts, step))
            .collect();
        let impact = bank.apply(changes);
        findings.update(&bank, &before, &impact);
        let fresh = fresh(&texts, config(configured));
        prop_assert_eq!(
            list(&findings),
            list(&Findings::of_bank(&fresh)),
            "after {:?}",
            steps
        );
        prop_assert_eq!(answers(&bank, PATHS), answers(&fresh, PATHS));
        prop_assert_eq!(shapes(&bank, &texts), shapes(&fresh, &texts));
    }
    let fresh = fresh(&texts, config(configured));
    prop_assert_eq!(
        features(&bank, &findings, &texts),
        features(&fresh, &Findings::of_bank(&fresh), &texts)
    );
    Ok(())
}

fn changes(bank: &Bank, texts: &mut Texts, step: &Step) -> Vec<Change> {
    let path = |index: usize| BankPath::new(PATHS[index]).unwrap();
    match step {
        Step::Questions(at, text) => vec![write(bank, texts, path(*at), Some(text.clone()))],
        Step::Page(at, text) => vec![write(bank, texts, path(*at), Some((*text).to_owned()))],
        Step::Fault(at) => vec![write(bank, texts, path(*at), None)],
        Step::Edit(at, splice) => {
            let text = texts.get(&path(*at)).cloned().flatten().unwrap_or_default();
            vec![write(bank, texts, path(*at), Some(apply(&text, splice)))]
        }
        Step::Delete(at) => {
            texts.remove(&path(*at));
            vec![Change {
                path: path(*at),
                file: None,
            }]
        }
        Step::Rename(from, to) if from != to => match texts.remove(&path(*from)) {
            Some(text) => vec![
                Change {
                    path: path(*from),
                    file: None,
                },
                write(bank, texts, path(*to), text),
            ],
            None => vec![],
        },
        Step::Rename(..) => vec![],
    }
}

/// Writes a file; the facts of the text before are reused where the edit did not change it.
fn write(bank: &Bank, texts: &mut Texts, path: BankPath, text: Option<String>) -> Change {
    let old = texts.insert(path.clone(), text.clone()).flatten();
    let held = bank.file(path.as_str()).and_then(|file| file.facts());
    // Within a batch the bank may have the text of a step before.
    let current = held.filter(|facts| {
        old.as_deref()
            .is_some_and(|old| ***facts == shape::read(&bank.config().input(&path, old), None))
    });
    let previous = current
        .zip(old.as_deref())
        .map(|(facts, old)| (&**facts, old));
    Change {
        path: path.clone(),
        file: Some(file(bank.config(), &path, text.as_deref(), previous)),
    }
}

fn file(
    config: &Config,
    path: &BankPath,
    text: Option<&str>,
    previous: Option<(&facts::Facts, &str)>,
) -> Arc<File> {
    let content = match text {
        Some(text) => Content::read(path, text, config, previous),
        None if config.reads(path) => Content::of_fault(path, Fault::NotUtf8(3), config),
        None => Content::Other,
    };
    Arc::new(File {
        path: path.clone(),
        content,
    })
}

fn fresh(texts: &Texts, config: Arc<Config>) -> Bank {
    let mut bank = Bank::new(config.clone());
    bank.apply(texts.iter().map(|(path, text)| Change {
        path: path.clone(),
        file: Some(file(&config, path, text.as_deref(), None)),
    }));
    bank
}
