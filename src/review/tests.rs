use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Pairing, State};
use crate::bank::{Bank, BankPath};
use crate::fixture::Fixture;

/// A bank of questions, one in a line: the file of its group, the text, and after ` = ` its answer.
fn bank(lines: &str) -> Bank {
    let mut texts: BTreeMap<BankPath, String> = BTreeMap::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (path, question) = line.split_once(' ').unwrap();
        let (text, answer) = question.split_once(" = ").unwrap_or((question, "Yes."));
        let group = texts.entry(BankPath::new(path).unwrap());
        let group = group.or_insert_with(|| "---\nquestions:\n".to_owned());
        writeln!(group, "  - question: '{text}'\n    answer: {answer}").unwrap();
    }
    texts.values_mut().for_each(|text| text.push_str("---\n"));
    Fixture::bank(&texts)
}

/// Checks which old question each new one is: after ` < `, with its file.
#[track_caller]
fn check(old: &str, expected: &str) {
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let new = expected
        .iter()
        .map(|line| line.split(" < ").next().unwrap());
    let (old, new) = (bank(old), bank(&new.collect::<Vec<_>>().join("\n")));
    let (old, new) = (State::new(&old), State::new(&new));
    let pairing = Pairing::new(&old, &new);
    let shown = |state: &State<'_>, at: usize| {
        let question = &state.questions[at];
        format!("{} {}", question.group, question.text().unwrap_or_default())
    };
    let found = (0..new.questions.len()).map(|at| {
        let before = pairing.old_of(at).map(|before| shown(&old, before));
        (shown(&new, at), before.unwrap_or_default())
    });
    let wanted = expected.iter().map(|line| {
        let (new, old) = line.split_once(" < ").unwrap_or((line, ""));
        let new = new.split(" = ").next().unwrap();
        (new.to_owned(), old.to_owned())
    });
    let (mut found, mut wanted): (Vec<_>, Vec<_>) = (found.collect(), wanted.collect());
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
    for (at, before) in (0..new.questions.len()).filter_map(|at| Some((at, pairing.old_of(at)?))) {
        assert_eq!(pairing.new_of(before), Some(at));
    }
}

#[test]
fn the_same_text_is_the_same_question() {
    check(
        "a.md What is a lock?\n a.md Why is a queue fair?\n b.md How does a tree grow?",
        "a.md Why is a queue fair? < a.md Why is a queue fair?
         a.md What is a lock? < a.md What is a lock?
         c.md How does a tree grow? < b.md How does a tree grow?
         c.md When is a heap full?",
    );
    // Equal texts correspond in order.
    check(
        "a.md Why?\n a.md Why?\n b.md Why?",
        "a.md Why? < a.md Why?
         a.md Why? < a.md Why?
         a.md Why? < b.md Why?
         a.md Why?",
    );
}

#[test]
fn a_text_that_is_nearly_the_same() {
    check(
        "a.md What is a lock?\n a.md Why is a queue fair?\n a.md What is C?",
        "a.md What is a Lock < a.md What is a lock?
         a.md Can you explain why queues are fair? < a.md Why is a queue fair?
         a.md What is C#?",
    );
    check(
        "a.md What is a closure?\n a.md What is the difference between a process and a thread?",
        "a.md What is a promise?
         a.md How do processes differ from threads? < a.md What is the difference between a process and a thread?",
    );
    check(
        "a.md 什么是闭包的作用域？\n a.md 什么是通道？",
        "a.md 什么是闭包作用域？ < a.md 什么是闭包的作用域？
         a.md 什么是指针？",
    );
}

#[test]
fn the_same_answer() {
    check(
        "a.md What is a lock? = lock.md\n a.md Why is a queue fair? = queue.md",
        "a.md How do threads exclude each other? = lock.md < a.md What is a lock?
         a.md What is a stack? = stack.md",
    );
    // A file that answers several questions shows nothing.
    check(
        "a.md What is a lock? = all.md\n a.md Why is a queue fair? = all.md",
        "a.md How do threads exclude each other? = all.md
         a.md Why is a queue fair? = all.md < a.md Why is a queue fair?",
    );
}

#[test]
fn a_file_that_was_renamed() {
    check(
        "a/a.md What is a lock?\n a/a.md Why is a queue fair?\n a/a.md How does a hash table grow when it is full?",
        "b/b.md What is a lock? < a/a.md What is a lock?
         b/b.md Why is a queue fair? < a/a.md Why is a queue fair?
         b/b.md When does a hash table have to grow? < a/a.md How does a hash table grow when it is full?",
    );
}
