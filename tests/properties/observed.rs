//! All that can be asked of a bank, as values to compare. The properties and the fuzz target use it.

use std::collections::{BTreeMap, BTreeSet};

use qmark::bank::resolve::symbol_at;
use qmark::bank::{AnswerTarget, Bank, BankPath};
use qmark::ide::code_lens::{lenses, say};
use qmark::ide::document_symbols::outline;
use qmark::ide::folding::folds;
use qmark::ide::highlight::highlights;
use qmark::ide::inlay_hints::hints;
use qmark::ide::references::{InFile, references};
use qmark::ide::selection::selections;
use qmark::ide::semantic_tokens::tokens;
use qmark::ide::workspace_symbols::search;
use qmark::lint::{Finding, Findings};
use qmark::stats::{Answers, Stats};
use qmark::text::Span;

/// The files of a bank; none for one that cannot be read.
pub type Texts = BTreeMap<BankPath, Option<String>>;

/// All findings.
pub fn list(findings: &Findings) -> Vec<(BankPath, Vec<Finding>)> {
    findings
        .iter()
        .map(|(path, list)| (path.clone(), list.to_vec()))
        .collect()
}

/// What an editor's features say of each thing in the files, as text.
pub fn features(bank: &Bank, findings: &Findings, texts: &Texts) -> Vec<String> {
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
pub fn answers(bank: &Bank, paths: &[&str]) -> Vec<String> {
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
        let questions = bank
            .group(path.as_str())
            .map_or(0, |group| group.questions.len());
        let same = bank.same_questions(path);
        all.push(format!(
            "{:?} {:?}",
            bank.in_other_languages(path),
            (0..questions)
                .map(|index| same.of(index))
                .collect::<Vec<_>>()
        ));
    }
    for path in paths {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        all.push(format!(
            "{folder}: {:?} {:?}",
            bank.groups_in(folder).collect::<Vec<_>>(),
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
    all.push(format!("{:?}", bank.listed_topics().collect::<Vec<_>>()));
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
    let questions = all.questions + totals.translated_questions;
    assert_eq!(
        (totals.groups + totals.translations, questions as usize),
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
    // Translations are counted apart.
    let is_original = |path: &&BankPath| bank.translation(path).is_none();
    let is_topic = |name: &str| bank.config().level(name).is_none();
    let topics = bank.topics().iter();
    let topics = topics.filter(|(name, topic)| {
        is_topic(name) && topic.groups.keys().any(|path| is_original(&path))
    });
    assert_eq!(topics.count(), stats.topics.len());
    for topic in &stats.topics {
        let counted = bank.topics().get(&topic.name).expect("the bank has it");
        let originals = counted.groups.keys().filter(is_original);
        assert_eq!(originals.count(), topic.groups as usize);
        // A question that lists a topic twice has two uses of it.
        assert!((topic.groups..=counted.total).contains(&topic.questions));
    }
}

/// What an editor shows of the files as wholes, and what a search finds, as text.
pub fn shapes(bank: &Bank, texts: &Texts) -> Vec<String> {
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

/// The number of words in the answer file of each question of the group at `path` that names a file.
fn file_lengths(bank: &Bank, path: &BankPath) -> Vec<Option<u32>> {
    let questions = bank.group(path.as_str()).into_iter();
    let questions = questions.flat_map(|group| &group.questions);
    let names = questions.filter_map(|placed| placed.question.answer_file());
    let length = |name: &str| match bank.answer_target(path, name) {
        AnswerTarget::Found(file) => Some(file.body()?.answer_words()),
        _ => None,
    };
    names.map(|name| length(name.text)).collect()
}
