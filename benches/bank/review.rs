//! The cost of comparing a bank with a commit, beside reading it.

use std::path::Path;
use std::process::Command;

use crate::{cpu_of_children, generate};

/// How many groups differ from the commit.
const CHANGED: usize = 20;

/// Compares a bank of `answers` answers, of which some groups have changed, with its last commit.
pub fn commits(answers: usize) {
    let folder = tempfile::tempdir().expect("a folder for the bank");
    let root = folder.path();
    generate::bank(root, answers, 50);
    git(root, &["init", "--quiet"]);
    git(root, &["add", "."]);
    git(
        root,
        &[
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "commit",
            "--quiet",
            "-m",
            "a",
        ],
    );
    for number in 0..CHANGED {
        let name = format!("group-{number}");
        let path = root.join(&name).join(format!("{name}.md"));
        let text = std::fs::read_to_string(&path).expect("the group");
        std::fs::write(&path, text.replacen("question: Why", "question: When", 3))
            .expect("the group");
    }
    println!(
        "{:<64} {:>12} {:>12}",
        format!("review of a bank of {answers} answers"),
        "CPU s",
        "of check"
    );
    let check = qmark(root, &["check"]);
    for command in [
        &["check"][..],
        &["check", "--since", "HEAD"],
        &["diff", "HEAD"],
    ] {
        let used = qmark(root, command);
        let what = format!("qmark {}", command.join(" "));
        println!("{what:<64} {used:>12.2} {:>12.2}", used / check);
    }
    println!();
}

/// The CPU seconds of a command.
fn qmark(root: &Path, arguments: &[&str]) -> f64 {
    let before = cpu_of_children();
    let mut command = Command::new(env!("CARGO_BIN_EXE_qmark"));
    let output = command.args(arguments).current_dir(root).output();
    output.expect("the command runs");
    cpu_of_children() - before
}

fn git(root: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .args(arguments)
        .current_dir(root)
        .status();
    assert!(status.expect("git runs").success());
}
