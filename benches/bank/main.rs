//! What a bank costs: `cargo bench`. Prints a table; judges nothing.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::lint::Findings;
use qmark::syntax::{self, Facts};
use qmark::text::{self, Document, Encoding, Position};

mod generate;

fn main() {
    println!(
        "{:<58} {:>12} {:>12} {:>12}",
        "CPU time per run", "median", "p99", "runs"
    );
    for (answers, per_group) in [(1_000, 50), (100_000, 50)] {
        for questions in [50, 10_000] {
            keystrokes(answers, per_group, questions);
        }
    }
}

fn cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

fn row(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{what:<58} {:>12} {:>12} {:>12}",
        format!("{:.1?}", at(0.5)),
        format!("{:.1?}", at(0.99)),
        times.len()
    );
}

fn file(path: &str, facts: Facts) -> (BankPath, Arc<File>) {
    let path = BankPath::new(path).expect("a path");
    (
        path.clone(),
        Arc::new(File {
            path,
            content: Content::Markdown(Arc::new(facts)),
        }),
    )
}

/// A bank in memory: groups whose answers are all there.
fn bank_of(answers: usize, per_group: usize) -> Bank {
    let mut bank = Bank::new(Arc::new(Config::default()));
    let mut changes = Vec::new();
    for number in 0..answers / per_group {
        add_group(&mut changes, &format!("group-{number}"), per_group);
    }
    bank.apply(changes);
    bank
}

fn add_group(changes: &mut Vec<Change>, name: &str, count: usize) -> String {
    let slugs: Vec<String> = (0..count).map(|i| format!("answer-{i}")).collect();
    let text = generate::group_text(&mut generate::Dice::new(7), name, &slugs);
    let mut add = |(path, file)| {
        changes.push(Change {
            path,
            file: Some(file),
        })
    };
    for slug in &slugs {
        add(file(
            &format!("{name}/content/{slug}.md"),
            syntax::read("Some words.\n", None),
        ));
    }
    add(file(
        &format!("{name}/{name}.md"),
        syntax::read(&text, None),
    ));
    text
}

/// Typing in the middle question of a group, from the edit to the findings of all files that it can touch.
fn keystrokes(answers: usize, per_group: usize, questions: usize) {
    let mut bank = bank_of(answers, per_group);
    let mut changes = Vec::new();
    let text = add_group(&mut changes, "typed", questions);
    bank.apply(changes);
    let mut findings = Findings::of_bank(&bank);
    let mut document = Document::new(&text, 0);
    let at = text
        .find(&format!("number {}", questions / 2))
        .expect("the middle question") as u32;
    let path = BankPath::new("typed/typed.md").expect("a path");
    let mut times = Vec::new();
    for stroke in 0..200u32 {
        let start = cpu();
        let place = document.position(at + stroke, Encoding::Utf16);
        let old = document.text();
        document
            .edit(
                &[text::Change {
                    range: Some((place, Position { ..place })),
                    text: "x".into(),
                }],
                Encoding::Utf16,
                stroke as i32 + 1,
            )
            .expect("an edit");
        let new = document.text();
        let facts = bank
            .file(path.as_str())
            .and_then(|file| file.facts())
            .map(|facts| syntax::read(&new, Some((facts, &old))));
        let (path, file) = file(path.as_str(), facts.expect("the group"));
        let before = bank.clone();
        let impact = bank.apply([Change {
            path,
            file: Some(file),
        }]);
        black_box(findings.update(&bank, &before, &impact));
        times.push(cpu() - start);
    }
    row(
        &format!("keystroke: group of {questions}, bank of {answers} answers"),
        times,
    );
}
