//! Benchmarks of a bank: `cargo bench`. Prints a table without a verdict.

#![allow(clippy::print_stdout, reason = "a bench prints its table")]

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::disk::{Cache, Folder};
use qmark::facts::Facts;
use qmark::ide::completion;
use qmark::lint::Findings;
use qmark::shape;
use qmark::text::{self, Document, Encoding, Position};

mod contents;
mod fixes;
mod generate;
mod navigation;
mod reading;
mod review;
mod searches;
mod typing;

/// The argument for measuring a load in a separate process.
const LOAD: &str = "--load-once";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, root, ..] = &arguments[..]
        && flag == LOAD
    {
        return load_once(Path::new(root));
    }
    // The parts to measure, by name; all if none is named.
    let named: Vec<&String> = arguments[1..]
        .iter()
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let is_wanted = |part: &str| named.is_empty() || named.iter().any(|name| *name == part);
    if is_wanted("load") {
        loads();
    }
    if is_wanted("review") {
        review::commits(100_000);
    }
    println!(
        "{:<64} {:>12} {:>12} {:>12}",
        "CPU time per run", "median", "p99", "runs"
    );
    if is_wanted("keystroke") {
        for (answers, per_group) in [(1_000, 50), (100_000, 50)] {
            for questions in [50, 10_000] {
                keystrokes_in_group(answers, per_group, questions);
                for has_contents in [false, true] {
                    keystrokes_in_document((answers, per_group), questions, has_contents);
                }
            }
        }
    }
    if is_wanted("completion") {
        for (answers, questions) in [(1_000, 50), (100_000, 50), (100_000, 10_000)] {
            completions(answers, questions);
        }
    }
    if is_wanted("typing") {
        for has_contents in [false, true] {
            typing::between_questions(10_000, has_contents);
            typing::between_options(10_000, has_contents);
        }
    }
    if is_wanted("navigation") {
        for per_group in [50, 10_000] {
            navigation::uses(100_000, per_group);
        }
        for questions in [50, 10_000] {
            navigation::in_sight(questions);
        }
    }
    if is_wanted("reading") {
        reading::documents(100, 50);
    }
    if is_wanted("contents") {
        for paragraphs in [0, 1] {
            contents::updates(10_000, paragraphs);
        }
    }
    if is_wanted("fixes") {
        fixes::every_file(10_000);
    }
    if is_wanted("links") {
        for links in [1_000, 8_000] {
            fixes::many_links(links);
        }
    }
    if is_wanted("search") {
        for questions in [1_000, 100_000] {
            searches::searches(questions);
        }
    }
}

fn loads() {
    println!(
        "{:<44} {:>10} {:>10} {:>10} {:>10} {:>10}",
        "cold load and check", "MB", "CPU s", "cat CPU s", "ready MB", "peak MB"
    );
    for answers in [1_000, 100_000] {
        load(answers);
    }
    println!();
}

/// Loads a generated bank in a separate process, compared to reading the same files.
fn load(answers: usize) {
    let folder = tempfile::tempdir().expect("a folder for the bank");
    let bytes = generate::bank(folder.path(), answers, 50);
    let cat = format!(
        "find '{}' -name '*.md' -print0 | xargs -0 cat >/dev/null",
        folder.path().display()
    );
    let children = |mut command: Command| {
        let before = cpu_of_children();
        let output = command.output().expect("a child process");
        (
            cpu_of_children() - before,
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let mut shell = Command::new("sh");
    shell.args(["-c", &cat]);
    let (cat, _) = children(shell);
    let mut own = Command::new(std::env::current_exe().expect("this program"));
    own.arg(LOAD).arg(folder.path());
    let (load, memory) = children(own);
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{:<44} {megabytes:>10.1} {load:>10.2} {cat:>10.2} {memory}",
        format!("bank of {answers} answers")
    );
}

/// Loads and checks the bank at `root`, and prints the resident memory then and at its peak, in MB.
fn load_once(root: &Path) {
    let folder = Folder::open(root, Arc::new(Config::default()), Vec::new());
    let cache = Cache::default();
    let bank = folder.load(&cache, &|_| ());
    let findings = black_box(Findings::of_bank(&bank));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes = |name: &str| {
        status.lines().find_map(|line| {
            line.strip_prefix(name)?
                .trim()
                .split(' ')
                .next()?
                .parse::<f64>()
                .ok()
        })
    };
    let megabytes =
        |name| kilobytes(name).map_or("?".to_owned(), |kb| format!("{:.1}", kb * 1.024 / 1e3));
    print!("{:>10} {:>10}", megabytes("VmRSS:"), megabytes("VmHWM:"));
    drop((bank, findings));
}

/// The CPU seconds of the children that have ended, from clock ticks (Linux).
fn cpu_of_children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|field| field.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(13) + ticks(14)) / 100.0
}

fn cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

fn row(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{what:<64} {:>12} {:>12} {:>12}",
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

/// A bank in memory: groups with all their answers.
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
    // Groups have distinct questions.
    let mut dice = generate::Dice::new(changes.len() as u64 + 7);
    let text = generate::group_text(&mut dice, name, &slugs);
    let mut add = |(path, file)| {
        changes.push(Change {
            path,
            file: Some(file),
        })
    };
    for slug in &slugs {
        add(file(
            &format!("{name}/content/{slug}.md"),
            shape::read(
                &shape::Input::inferred("content/a.md", "Some words.\n"),
                None,
            ),
        ));
    }
    add(file(
        &format!("{name}/{name}.md"),
        shape::read(&shape::Input::inferred("a.md", &text), None),
    ));
    text
}

/// Completion in the middle question of a group.
fn completions(answers: usize, questions: usize) {
    let mut bank = bank_of(answers, 50);
    let mut changes = Vec::new();
    let text = add_group(&mut changes, "typed", questions);
    bank.apply(changes);
    let path = BankPath::new("typed/typed.md").expect("a path");
    let options = completion::Options::default();
    let middle = text
        .find(&format!("number {}", questions / 2))
        .expect("the middle question");
    let behind = |words: &str| middle + text[middle..].find(words).expect(words) + words.len();
    let places = [
        ("answer", behind("answer: ")),
        ("topic", behind("      - ")),
        ("key of a question", behind("    ans")),
        ("key of the head", text.find("title:").expect("a title") + 2),
    ];
    for (what, at) in places {
        let times = (0..50).map(|_| {
            let start = cpu();
            let found = completion::completion(&bank, &path, &text, at as u32, &options);
            assert!(!black_box(found).items.is_empty(), "{what}");
            cpu() - start
        });
        let group = format!("group of {questions}, bank of {answers} answers");
        row(&format!("list for {what}: {group}"), times.collect());
    }
}

/// Typing in the middle question of a group.
fn keystrokes_in_group(answers: usize, per_group: usize, questions: usize) {
    let mut bank = bank_of(answers, per_group);
    let mut changes = Vec::new();
    let text = add_group(&mut changes, "typed", questions);
    bank.apply(changes);
    let at = text
        .find(&format!("number {}", questions / 2))
        .expect("the middle question");
    let what = format!("group of {questions}, bank of {answers} answers");
    keystrokes(&what, bank, "typed/typed.md", &text, at);
}

/// Typing in the answer of the middle question of a document.
fn keystrokes_in_document(
    (answers, per_group): (usize, usize),
    questions: usize,
    has_contents: bool,
) {
    let bank = bank_of(answers, per_group);
    let text = generate::document(&mut generate::Dice::new(7), 0, questions, 1);
    let text = match has_contents {
        true => generate::with_contents(&text),
        false => text,
    };
    let question = text.find(&format!("\n### {}. ", questions / 2));
    let question = question.expect("the middle question");
    let at = question + text[question..].find("The ").expect("its answer");
    let megabytes = text.len() as f64 / 1e6;
    let contents = if has_contents { ", with contents" } else { "" };
    let what =
        format!("document of {questions} ({megabytes:.1} MB{contents}), bank of {answers} answers");
    keystrokes(&what, bank, "questions.md", &text, at);
}

/// Typing at an offset of a file, from the edit to the findings of all files that it can affect.
fn keystrokes(what: &str, mut bank: Bank, path: &str, text: &str, at: usize) {
    let (path, read) = file(path, shape::read(&shape::Input::inferred(path, text), None));
    bank.apply([Change {
        path: path.clone(),
        file: Some(read),
    }]);
    let mut findings = Findings::of_bank(&bank);
    let mut document = Document::new(text, 0);
    let mut times = Vec::new();
    for stroke in 0..200u32 {
        let start = cpu();
        let place = document.position(at as u32 + stroke, Encoding::Utf16);
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
            .map(|facts| {
                shape::read(
                    &shape::Input::inferred(path.as_str(), &new),
                    Some((facts, &old)),
                )
            });
        let (path, file) = file(path.as_str(), facts.expect("the group"));
        let before = bank.clone();
        let impact = bank.apply([Change {
            path,
            file: Some(file),
        }]);
        black_box(findings.update(&bank, &before, &impact));
        times.push(cpu() - start);
    }
    row(&format!("keystroke: {what}"), times);
}
