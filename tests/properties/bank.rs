//! A bank after any history equals one made anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::resolve::symbol_at;
use qmark::bank::{Bank, BankPath, Change, Config, Content, Fault, File};
use qmark::facts;
use qmark::ide::folding::folds;
use qmark::ide::highlight::highlights;
use qmark::ide::hints::{file_lengths, hints};
use qmark::ide::lens::{lenses, say};
use qmark::ide::outline::outline;
use qmark::ide::references::{InFile, references};
use qmark::ide::search::search;
use qmark::ide::selection::selections;
use qmark::ide::tokens::tokens;
use qmark::lint::{Finding, Findings};
use qmark::shape;
use qmark::stats::{Answers, Stats};
use qmark::text::Span;

use super::cases::cases;
use super::strategy::{apply, group, splice};

/// Where files come and go. Several share a folder, a name but for case, or an author's id.
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
];

#[derive(Clone, Debug)]
enum Step {
    /// A file comes or is written over with a group.
    Group(usize, String),
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

const PAGES: &[&str] = &[
    "",
    "# Two\n\ntext\n",
    "[x](one.md#two) [y](../go.md)\n",
    "[x](two.md#on) [y](../go.md#intro) [z](content/three.md)\n\n# One\n",
    "---\nauthorId: grace\nending: two.md\nquestions:\n  - answer: one.md\n  - answer: one.md\n---\n",
    "---\nname: Ada\n---\n",
    "---\norder: 1\n---\nno questions\n",
    "```js\n",
    "[s](sub) ![i](../x.png)",
    "A lazy queue holds what nobody has asked for yet.\n",
    "\n# A lazy `queue` holds\n\nwhat nobody has asked for yet.\n",
];

fn step() -> impl Strategy<Value = Step> {
    let path = 0..PATHS.len();
    prop_oneof![
        2 => (prop_oneof![Just(0usize), Just(1), Just(6), Just(17)], group()).prop_map(|(path, text)| Step::Group(path, text)),
        3 => (path.clone(), prop::sample::select(PAGES)).prop_map(|(path, text)| Step::Page(path, text)),
        1 => path.clone().prop_map(Step::Fault),
        2 => path.clone().prop_map(Step::Delete),
        5 => (path.clone(), splice()).prop_map(|(path, splice)| Step::Edit(path, splice)),
        1 => (path.clone(), path).prop_map(|(from, to)| Step::Rename(from, to)),
    ]
}

fn config(number: usize) -> Arc<Config> {
    let mut config = Config::default();
    if number > 0 {
        config.authors = qmark::bank::config::Files::new(vec!["authors/**/*.md".into()]).unwrap();
        config.topics = Some(vec!["Core".into(), "Data Type".into()]);
        config.hints.answers = true;
    }
    Arc::new(config)
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn history_does_not_show(steps in prop::collection::vec(step(), 1..25), batch in 1..4usize, configured in 0..2usize) {
        let mut texts: Texts = BTreeMap::new();
        let mut bank = Bank::new(config(configured));
        let mut findings = Findings::default();
        for steps in steps.chunks(batch) {
            let before = bank.clone();
            let changes: Vec<Change> = steps.iter().flat_map(|step| changes(&bank, &mut texts, step)).collect();
            let impact = bank.apply(changes);
            findings.update(&bank, &before, &impact);
            let fresh = fresh(&texts, config(configured));
            prop_assert_eq!(list(&findings), list(&Findings::of_bank(&fresh)), "after {:?}", steps);
            prop_assert_eq!(answers(&bank), answers(&fresh));
            prop_assert_eq!(shapes(&bank, &texts), shapes(&fresh, &texts));
        }
        let fresh = fresh(&texts, config(configured));
        prop_assert_eq!(features(&bank, &findings, &texts), features(&fresh, &Findings::of_bank(&fresh), &texts));
    }
}

type Texts = BTreeMap<BankPath, Option<String>>;

fn changes(bank: &Bank, texts: &mut Texts, step: &Step) -> Vec<Change> {
    let path = |index: usize| BankPath::new(PATHS[index]).unwrap();
    match step {
        Step::Group(at, text) => vec![write(bank, texts, path(*at), Some(text.clone()))],
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

/// Writes a file; what was known of its text before is taken over where the edit left it alone.
fn write(bank: &Bank, texts: &mut Texts, path: BankPath, text: Option<String>) -> Change {
    let old = texts.insert(path.clone(), text.clone()).flatten();
    let held = bank.file(path.as_str()).and_then(|file| file.facts());
    // Within a batch the bank may be a step behind the texts.
    let current = held.filter(|facts| {
        old.as_deref()
            .is_some_and(|old| ***facts == shape::read(old, None))
    });
    let previous = current
        .zip(old.as_deref())
        .map(|(facts, old)| (&**facts, old));
    Change {
        path: path.clone(),
        file: Some(file(&path, text.as_deref(), previous)),
    }
}

fn file(path: &BankPath, text: Option<&str>, previous: Option<(&facts::Facts, &str)>) -> Arc<File> {
    let content = match text {
        _ if !path.is_markdown() => Content::Other,
        Some(text) => Content::Markdown(Arc::new(shape::read(text, previous))),
        None => Content::Fault(Fault::NotUtf8(3)),
    };
    Arc::new(File {
        path: path.clone(),
        content,
    })
}

fn fresh(texts: &Texts, config: Arc<Config>) -> Bank {
    let mut bank = Bank::new(config);
    bank.apply(texts.iter().map(|(path, text)| Change {
        path: path.clone(),
        file: Some(file(path, text.as_deref(), None)),
    }));
    bank
}

fn list(findings: &Findings) -> Vec<(BankPath, Vec<Finding>)> {
    findings
        .iter()
        .map(|(path, list)| (path.clone(), list.to_vec()))
        .collect()
}

/// What an editor's features say of each thing in the files, as text.
fn features(bank: &Bank, findings: &Findings, texts: &Texts) -> Vec<String> {
    let mut all = Vec::new();
    for (path, text) in texts {
        let said = lenses(bank, path)
            .into_iter()
            .map(|lens| (lens.span, say(bank, findings, path, lens.value)));
        all.push(format!("{path} {:?}", said.collect::<Vec<_>>()));
        let text = text.as_deref().unwrap_or_default();
        let length = text.len() as u32;
        let hints = hints(bank, path, text, Span::new(0, length));
        all.push(format!("{path} {hints:?} {:?}", file_lengths(bank, path)));
        let mut seen = BTreeSet::new();
        for offset in (0..=length).step_by(3) {
            let symbol = symbol_at(bank, path, offset).map(|here| here.symbol);
            if !symbol.is_some_and(|symbol| seen.insert(symbol)) {
                continue;
            }
            let uses = references(bank, &|_| None, path, offset, true);
            let uses: Option<Vec<InFile>> = uses.map(Iterator::collect);
            let marks = highlights(bank, &|_| None, path, offset);
            all.push(format!("{path} {offset} {uses:?} {marks:?}"));
        }
    }
    all
}

/// Everything that can be asked of a bank, as text.
fn answers(bank: &Bank) -> Vec<String> {
    let mut all = vec![format!(
        "{} {} {}",
        bank.file_count(),
        bank.question_count(),
        bank.group_count()
    )];
    for (path, _) in bank.files() {
        all.push(format!(
            "{path} {:?} {} {:?}",
            bank.citations(path),
            bank.is_cited(path),
            bank.other_case(path)
        ));
        let target = qmark::bank::Target::File(path.clone());
        all.push(format!("{:?}", bank.users(&target).collect::<Vec<_>>()));
    }
    for path in PATHS {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        all.push(format!(
            "{folder}: {:?} {:?}",
            bank.groups_in(folder),
            bank.files_in(folder).map(|f| &f.path).collect::<Vec<_>>()
        ));
    }
    for (name, topic) in bank.topics().iter() {
        all.push(format!(
            "{name} {} {:?} {:?}",
            topic.total,
            topic.groups,
            bank.topics().near(name)
        ));
    }
    all.push(format!(
        "{:?} {:?}",
        bank.authors().collect::<Vec<_>>(),
        bank.guides().collect::<Vec<_>>()
    ));
    let stats = Stats::of(bank);
    check_sums(bank, &stats);
    all.push(format!("{stats:?}"));
    all
}

/// However a bank's questions are divided up, they are the same questions.
fn check_sums(bank: &Bank, stats: &Stats) {
    let totals = &stats.totals;
    let all = totals.answers;
    assert_eq!(
        (totals.groups, all.questions as usize),
        (bank.group_count(), bank.question_count())
    );
    let groups = || stats.groups.iter();
    for part in [
        Answers::sum(groups().map(|group| group.answers)),
        Answers::sum(stats.coverage.iter().map(|row| row.answers)),
    ] {
        assert_eq!(part, all);
    }
    for group in groups() {
        let levels: u32 = group.levels.iter().sum();
        assert_eq!(levels + group.without_level, group.answers.questions);
    }
    for (level, row) in stats.coverage.iter().enumerate() {
        let of_group = |group: &qmark::stats::GroupStats| {
            group
                .levels
                .get(level)
                .copied()
                .unwrap_or(group.without_level)
        };
        let sum: u32 = groups().map(of_group).sum();
        assert_eq!(sum, row.answers.questions, "{:?}", row.level);
    }
    assert_eq!(stats.unanswered.len() as u32, all.questions - all.answered);
    let lengths = &stats.lengths;
    let files: u32 = lengths.buckets.iter().map(|bucket| bucket.files).sum();
    let inline: u32 = lengths.buckets.iter().map(|bucket| bucket.inline).sum();
    assert_eq!((files, inline), (lengths.files, lengths.inline));
    assert!(files + inline + lengths.unread <= all.answered);
    let is_topic = |name: &str| bank.config().level(name).is_none();
    let topics = bank.topics().iter().filter(|(name, _)| is_topic(name));
    assert_eq!(topics.count(), stats.topics.len());
    for topic in &stats.topics {
        let counted = bank.topics().get(&topic.name).expect("the bank has it");
        assert_eq!(counted.groups.len(), topic.groups as usize);
        // A question that lists a topic twice has two uses of it.
        assert!((topic.groups..=counted.total).contains(&topic.questions));
    }
}

/// What an editor shows of the files as wholes, and what a search finds, as text.
fn shapes(bank: &Bank, texts: &Texts) -> Vec<String> {
    let mut all = Vec::new();
    for (path, text) in texts {
        let text = text.as_deref().unwrap_or_default();
        let end = text.len() as u32;
        all.push(format!(
            "{path} {:?} {:?} {:?} {:?}",
            outline(bank, path, text),
            folds(bank, path, text),
            tokens(bank, path, text, Span::new(0, end)),
            [end / 3, end / 2].map(|offset| selections(bank, path, text, offset)),
        ));
    }
    let queries = ["", "wht", "What is", "one 😀", "é", "Core", "dt"];
    all.extend(queries.map(|query| format!("{query} {:?}", search(bank, query, 9))));
    all
}
