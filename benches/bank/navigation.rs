//! The cost of finding uses, and of the information shown for visible text.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

use qmark::bank::{Bank, BankPath, Change, Config};
use qmark::ide::code_lens::{About, say};
use qmark::ide::highlight::highlights;
use qmark::ide::inlay_hints::hints;
use qmark::ide::references::references;
use qmark::lint::Findings;
use qmark::shape;
use qmark::text::{Encoding, Lines, Span};

use super::generate::{Dice, group_text};
use super::{cpu, file, row};

/// Groups in memory with a topic that every question has.
struct Common {
    bank: Bank,
    texts: BTreeMap<BankPath, String>,
}

/// The name of the topic; the request is at its first use in a group's text.
const TOPIC: &str = "Everywhere";

impl Common {
    fn new(questions: usize, per_group: usize) -> Self {
        let config = Config {
            hints: qmark::bank::config::Hints { answers: true },
            ..Config::default()
        };
        let mut bank = Bank::new(Arc::new(config));
        let mut texts = BTreeMap::new();
        let mut changes = Vec::new();
        for number in 0..questions / per_group {
            let name = format!("group-{number}");
            let slugs: Vec<String> = (0..per_group).map(|i| format!("answer-{i}")).collect();
            let text = group_text(&mut Dice::new(7), &name, &slugs);
            let topic = format!("    topics:\n      - '{TOPIC}'\n");
            let text = text.replace("    topics:\n", &topic);
            let (path, file) = file(
                &format!("{name}/{name}.md"),
                shape::read(&shape::Input::inferred("a.md", &text), None),
            );
            texts.insert(path.clone(), text);
            let file = Some(file);
            changes.push(Change { path, file });
        }
        bank.apply(changes);
        Self { bank, texts }
    }

    /// Adds the answers of the first group.
    fn add_answers(&mut self, count: usize) {
        let answers = (0..count).map(|number| {
            let facts = shape::read(&shape::Input::inferred("a.md", "Some words.\n"), None);
            let (path, file) = file(&format!("group-0/content/answer-{number}.md"), facts);
            let file = Some(file);
            Change { path, file }
        });
        self.bank.apply(answers);
    }

    /// The first group, and a use of the topic in it.
    fn place(&self) -> (&BankPath, u32) {
        let (path, text) = self.texts.first_key_value().expect("a group");
        (path, text.find(TOPIC).expect("the topic") as u32)
    }
}

/// The uses of a topic that every question has: the first of them, all, and all by line and column.
pub fn uses(questions: usize, per_group: usize) {
    let common = Common::new(questions, per_group);
    let (path, offset) = common.place();
    let all = || references(&common.bank, &|_| None, path, offset, true).expect("a topic");
    let of = format!("{questions} uses of a topic, {per_group} a group");
    let first = (0..50).map(|_| {
        let start = cpu();
        black_box(all().next());
        cpu() - start
    });
    row(&format!("the first file's of {of}"), first.collect());
    let whole = (0..10).map(|_| {
        let start = cpu();
        let count: usize = all().map(|file| file.spans.len()).sum();
        assert_eq!(black_box(count), questions);
        cpu() - start
    });
    row(&format!("all {of}"), whole.collect());
    let placed = (0..10).map(|_| {
        let start = cpu();
        for file in all() {
            let lines = Lines::new(&common.texts[&file.path]);
            for span in file.spans {
                black_box(lines.position(span.start, Encoding::Utf16));
                black_box(lines.position(span.end, Encoding::Utf16));
            }
        }
        cpu() - start
    });
    row(
        &format!("the same by line and column: {of}"),
        placed.collect(),
    );
}

/// The requests of an editor as the cursor moves and the text scrolls.
pub fn in_sight(questions: usize) {
    let mut common = Common::new(questions, questions);
    common.add_answers(questions);
    let bank = &common.bank;
    let (path, offset) = common.place();
    let text = &common.texts[path];
    let findings = Findings::default();
    let middle = text.len() as u32 / 2;
    let screen = Span::new(middle, middle + 4_000);
    let questions = format!("group of {questions} questions");
    let time = |ask: &dyn Fn() -> usize| {
        let times = (0..50).map(|_| {
            let start = cpu();
            assert!(black_box(ask()) > 0);
            cpu() - start
        });
        times.collect()
    };
    let marked = time(&|| highlights(bank, &|_| None, path, offset).len());
    row(&format!("highlights of a topic: {questions}"), marked);
    let levels = time(&|| say(bank, &findings, path, About::Levels).map_or(0, |it| it.title.len()));
    row(&format!("lens of levels: {questions}"), levels);
    let hinted = time(&|| hints(bank, path, text, screen).len());
    row(&format!("hints of a screen: {questions}"), hinted);
}
