//! `qmark diff` and `qmark check --since`, in scratch repositories of git.
//!
//! Each file `tests/data/review/NAME.states` has two states of a folder: a line `@@ old PATH`, `@@ new PATH` or `@@ both PATH`
//! starts a file of one state or of both. `NAME.diff` is what `qmark diff HEAD` prints when the old state is committed and
//! the new one is on disk, and `NAME.since` what `qmark check --since HEAD` prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{Output, command, folder, project, qmark};

/// The files of a state.
type Files = Vec<(String, String)>;

/// Runs git in a folder, whatever the settings of this machine.
#[track_caller]
fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args([
            "-c",
            "core.autocrlf=false",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout).trim().to_owned()
}

/// Commits everything in the folder, ignored or not.
fn commit(folder: &Path) {
    if !folder.join(".git").exists() {
        git(folder, &["init", "-q", "-b", "main"]);
    }
    git(folder, &["add", "-A", "-f"]);
    git(folder, &["commit", "-q", "--allow-empty", "-m", "state"]);
}

/// Removes all files but those of git, and writes these.
fn replace(root: &Path, files: &Files) {
    for entry in fs::read_dir(root).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.ends_with(".git") {
            continue;
        }
        match path.is_dir() {
            true => fs::remove_dir_all(path),
            false => fs::remove_file(path),
        }
        .expect("it is removed");
    }
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }
}

/// A repository whose commit has one state, and whose files have another.
fn repository(old: &Files, new: &Files) -> TempDir {
    let temp = tempfile::tempdir().expect("a temporary folder");
    replace(temp.path(), old);
    commit(temp.path());
    replace(temp.path(), new);
    temp
}

/// The old and the new state in a fixture.
fn states(text: &str) -> [Files; 2] {
    let mut states = [Files::new(), Files::new()];
    let mut own: Vec<usize> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(head) = line.strip_prefix("@@ ") {
            let (state, path) = head.trim_end().split_once(' ').expect("a state and a path");
            own = match state {
                "old" => vec![0],
                "new" => vec![1],
                _ => vec![0, 1],
            };
            for at in &own {
                states[*at].push((path.to_owned(), String::new()));
            }
        } else {
            for at in &own {
                states[*at].last_mut().expect("a file").1 += line;
            }
        }
    }
    states
}

/// The states in the file of a fixture.
fn fixture(path: &Path) -> [Files; 2] {
    let text = fs::read_to_string(path).expect("a fixture");
    states(&text.replace("\r\n", "\n"))
}

/// The fixtures by name.
fn fixtures() -> Vec<(String, [Files; 2])> {
    let folder = project().join("tests/data/review");
    let entries = fs::read_dir(folder).expect("the fixtures");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "states"))
        .collect();
    paths.sort();
    assert!(paths.len() > 5, "the fixtures were not found");
    let read = |path: PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy();
        (name.into_owned(), fixture(&path))
    };
    paths.into_iter().map(read).collect()
}

/// What a run prints that can be done.
#[track_caller]
fn printed(folder: &Path, arguments: &[&str]) -> String {
    let Output {
        code,
        stdout,
        stderr,
    } = qmark(folder, arguments);
    assert!(code < 2 && stderr.is_empty(), "{arguments:?}: {stderr}");
    stdout
}

const SINCE: &[&str] = &["check", "--since", "HEAD", "--format", "concise"];

#[test]
fn changes_and_new_findings_are_those_of_the_fixtures() {
    let mut stale = Vec::new();
    for (name, [old, new]) in fixtures() {
        let repository = repository(&old, &new);
        for (ending, arguments) in [("diff", &["diff", "HEAD"][..]), ("since", SINCE)] {
            let found = printed(repository.path(), arguments);
            let file = project().join(format!("tests/data/review/{name}.{ending}"));
            if fs::read_to_string(&file).is_ok_and(|expected| expected == found) {
                continue;
            }
            fs::write(&file, &found).expect("the file can be written");
            stale.push(format!("{}:\n{found}", file.display()));
        }
    }
    let stale = stale.join("\n");
    assert!(
        stale.is_empty(),
        "rewritten; please read and commit\n{stale}"
    );
}

#[test]
fn line_breaks_are_not_a_change() {
    for (name, [old, new]) in fixtures() {
        let with_crlf = |files: &Files| -> Files {
            let convert = |text: &str| text.replace('\n', "\r\n");
            files
                .iter()
                .map(|(path, text)| (path.clone(), convert(text)))
                .collect()
        };
        let expected = printed(repository(&old, &new).path(), &["diff", "HEAD"]);
        for (old, new) in [(&old, &with_crlf(&new)), (&with_crlf(&old), &new)] {
            let found = printed(repository(old, new).path(), &["diff", "HEAD"]);
            assert_eq!(found, expected, "{name}");
        }
    }
}

/// GitLab shows those issues as new whose fingerprints the report of the base does not have.
#[test]
fn new_fingerprints_are_those_of_new_findings() {
    let report = |folder: &Path, more: &[&str]| -> Vec<Value> {
        let printed = printed(folder, &[&["check", "--format", "gitlab"], more].concat());
        serde_json::from_str(&printed).expect("a report")
    };
    let without_prints = |mut issues: Vec<Value>| {
        for issue in &mut issues {
            issue["fingerprint"].take();
        }
        issues
    };
    let mut known = 0;
    for (name, [old, new]) in fixtures() {
        let folders = two_folders(&old, &new);
        let before = report(&folders.path().join("old"), &[]);
        let mut issues = report(&folders.path().join("new"), &[]);
        let is_known = |issue: &Value| {
            before
                .iter()
                .any(|it| it["fingerprint"] == issue["fingerprint"])
        };
        known += issues.iter().filter(|it| is_known(it)).count();
        issues.retain(|issue| !is_known(issue));
        let repository = repository(&old, &new);
        let since = report(repository.path(), &["--since", "HEAD"]);
        assert_eq!(without_prints(issues), without_prints(since), "{name}");
    }
    assert!(known > 2, "only {known} findings are in both states");
}

/// A folder with these states in the folders `old` and `new`.
fn two_folders(old: &Files, new: &Files) -> TempDir {
    let temp = tempfile::tempdir().expect("a temporary folder");
    for (name, files) in [("old", old), ("new", new)] {
        fs::create_dir(temp.path().join(name)).expect("a folder");
        replace(&temp.path().join(name), files);
    }
    temp
}

#[test]
fn two_folders_differ_as_a_commit_and_the_files_do() {
    for (name, [old, new]) in fixtures() {
        let repository = repository(&old, &new);
        let folders = two_folders(&old, &new);
        let bank = folders.path().join("new");
        for format in ["text", "json"] {
            let committed = printed(repository.path(), &["diff", "HEAD", "--format", format]);
            let found = printed(&bank, &["diff", "../old", "--format", format]);
            // Of several banks, the JSON names the roots.
            let [of_folder, of_repository] =
                [bank.as_path(), repository.path()].map(|root| root.display().to_string());
            let found = found.replace("../old", "HEAD");
            let found = found.replace(&of_folder, &of_repository);
            assert_eq!(found, committed, "{name}");
        }
    }
}

#[test]
fn a_bank_that_only_one_folder_has_is_compared_with_none() {
    let bank = |folder: &str, question: &str| -> Files {
        let text = format!("---\nquestions:\n  - {{question: {question}, answer: Yes.}}\n---\n");
        vec![
            (format!("{folder}/qmark.yaml"), String::new()),
            (format!("{folder}/a/a.md"), text),
        ]
    };
    let old = [bank("both", "Is it?"), bank("gone", "Was it?")].concat();
    let new = [bank("both", "Is it?"), bank("here", "Will it be?")].concat();
    let folders = two_folders(&old, &new);
    let found = printed(folders.path(), &["diff", "old", "new"]);
    let expected = "new/here/a/a.md\n  came     Will it be?\n\nnew/gone/a/a.md\n  went     Was it?\n\nquestions since `old`: 1 came, 1 went\n";
    assert_eq!(found, expected);
    let part = printed(folders.path(), &["diff", "old/both", "new/here"]);
    assert!(part.contains("1 came, 1 went"), "{part}");
}

#[test]
fn a_folder_that_is_named_like_a_commit_is_named_by_its_path() {
    let [old, new] = fixture(&project().join("tests/data/review/quiz.states"));
    let repository = repository(&old, &new);
    fs::create_dir(repository.path().join("main")).expect("a folder");
    let of_commit = printed(repository.path(), &["diff", "main"]);
    let since = printed(repository.path(), &["diff", "HEAD"]);
    assert_eq!(of_commit.replace("main", "HEAD"), since);
    fs::write(repository.path().join("qmark.yaml"), "").expect("a file");
    let refused = qmark(repository.path(), &["diff", "./main"]);
    assert_eq!(refused.code, 2);
    let reason = "cannot compare with `./main`: it is a part of the same bank";
    assert!(refused.stderr.contains(reason), "{}", refused.stderr);
}

#[test]
fn nothing_is_new_in_a_state_that_is_committed() {
    for (name, [old, new]) in fixtures() {
        for state in [&old, &new] {
            let repository = repository(state, state);
            let diff = printed(repository.path(), &["diff", "HEAD"]);
            assert_eq!(diff, "no question changed since `HEAD`\n", "{name}");
            let found = printed(repository.path(), SINCE);
            assert_eq!(found, "", "{name}");
        }
    }
}

#[test]
fn a_bank_in_a_folder_of_the_repository() {
    for (name, [old, new]) in fixtures() {
        // Of a folder that is not in the commit, everything is new.
        let nothing = vec![("README.md".to_owned(), "# Not of the bank\n".to_owned())];
        let deep = |files: &Files| -> Files {
            let mut files: Files = files
                .iter()
                .map(|(path, text)| (format!("docs/bank/{path}"), text.clone()))
                .collect();
            files.push(("README.md".to_owned(), "# Not of the bank\n".to_owned()));
            files
        };
        let expected = printed(repository(&old, &new).path(), &["diff", "HEAD"]);
        let all_new = repository(&nothing, &deep(&new));
        let shown = printed(&all_new.path().join("docs/bank"), &["diff", "HEAD"]);
        let is_new = shown.contains("  came ") && !shown.contains("  changed ");
        assert!(is_new, "{name}: {shown}");
        let repository = repository(&deep(&old), &deep(&new));
        let bank = repository.path().join("docs/bank");
        assert_eq!(printed(&bank, &["diff", "HEAD"]), expected, "{name}");
        // Named from outside, the paths are those from there.
        let outside = printed(repository.path(), &["diff", "HEAD", "docs/bank"]);
        let summary = |text: &str| text.lines().last().map(str::to_owned);
        assert_eq!(summary(&outside), summary(&expected), "{name}");
    }
}

#[test]
fn a_part_of_the_bank_shows_what_belongs_to_it() {
    let [old, new] = fixture(&project().join("tests/data/review/moves.states"));
    let repository = repository(&old, &new);
    let json = |path: &str| {
        let output = qmark(
            repository.path(),
            &["diff", "HEAD", path, "--format", "json"],
        );
        assert_eq!((output.code, output.stderr.as_str()), (0, ""));
        output.json()["counts"].clone()
    };
    assert_eq!(json(".")["moved"], 7);
    assert_eq!(json("stones")["moved"], 5);
    assert_eq!(json("rivers.md")["moved"], 2);
}

#[test]
fn the_json_has_both_states() {
    let [old, new] = fixture(&project().join("tests/data/review/quiz.states"));
    let repository = repository(&old, &new);
    let json = qmark(repository.path(), &["diff", "HEAD", "--format", "json"]).json();
    assert_eq!(
        (&json["version"], &json["rev"]),
        (&Value::from(1), &Value::from("HEAD"))
    );
    let first = &json["questions"][0];
    assert_eq!(first["change"], "changed");
    assert_eq!(first["differs"], serde_json::json!(["options"]));
    for (side, option) in [("old", "Carrot"), ("new", "Beetroot")] {
        let side = &first[side];
        assert_eq!(
            (&side["group"], &side["line"]),
            (&"quiz.md".into(), &3.into())
        );
        assert_eq!(side["options"][1]["text"], option);
        assert_eq!(side["options"][1]["right"], true);
    }
    let counted = json["counts"].as_object().expect("counts");
    let counted: u64 = counted.values().filter_map(Value::as_u64).sum();
    let listed = json["questions"].as_array().expect("questions").len();
    assert_eq!(counted, listed as u64);
}

#[test]
fn every_format_reports_only_what_is_new() {
    let question = |text: &str| {
        format!(
            "---\nquestions:\n  - question: {text}\n    answer: gone.md\n    topics: [Core, Beginner]\n---\n"
        )
    };
    let old: Files = vec![("a/a.md".into(), question("What is old?"))];
    let mut new = old.clone();
    new.push(("b/b.md".into(), question("Which one is new?")));
    let repository = repository(&old, &new);
    let run = |arguments: &[&str]| {
        let mut all = vec!["check", "--since", "main"];
        all.extend(arguments);
        qmark(repository.path(), &all)
    };
    assert_eq!(
        run(&["--format", "json"]).codes(),
        ["b/b.md: missing-answer"]
    );
    assert_eq!(run(&["--format", "json"]).json()["since"], "main");
    let sarif = run(&["--format", "sarif"]).json();
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 1);
    let github = run(&["--format", "github"]);
    assert_eq!(github.stdout.matches("::error ").count(), 1);
    let text = run(&[]);
    assert_eq!(text.code, 1);
    assert_eq!(text.stdout.matches("error[missing-answer]").count(), 1);
    assert!(
        text.stdout
            .contains("only what is new since `main` was reported\n"),
        "{}",
        text.stdout
    );
    // The exit code is that of the new findings.
    assert_eq!(run(&["a"]).code, 0);
    assert_eq!(run(&["--allow", "missing-answer"]).code, 0);
    commit(repository.path());
    assert_eq!(run(&[]).code, 0);
    assert_eq!(run(&["--format", "json"]).codes(), Vec::<String>::new());
    let before = qmark(
        repository.path(),
        &["check", "--since", "HEAD~1", "--format", "json"],
    );
    assert_eq!(before.codes(), ["b/b.md: missing-answer"]);
}

#[test]
fn what_cannot_be_compared_is_reported_with_the_reason() {
    let bank = [(
        "a/a.md",
        "---\nquestions:\n  - {question: What?, answer: Yes.}\n---\n",
    )];
    let plain = folder(&bank);
    let repository = folder(&bank);
    commit(repository.path());
    commit(repository.path());
    let shallow = tempfile::tempdir().expect("a temporary folder");
    let source = format!("file://{}", repository.path().display());
    git(
        shallow.path(),
        &["clone", "-q", "--depth", "1", &source, "."],
    );
    for (path, rev, reason) in [
        (plain.path(), "main", "is not in a git repository"),
        (
            repository.path(),
            "gone",
            "`gone` is not a commit of the git repository of `",
        ),
        (
            repository.path(),
            "HEAD:a/a.md",
            "`HEAD:a/a.md` is not a commit",
        ),
        (
            repository.path(),
            "HEAD~9",
            "`git log --oneline` lists the commits",
        ),
        (shallow.path(), "HEAD~1", "`git fetch --unshallow`"),
    ] {
        for arguments in [&["diff", rev][..], &["check", "--since", rev]] {
            let output = qmark(path, arguments);
            assert_eq!(
                (output.code, output.stdout.as_str()),
                (2, ""),
                "{arguments:?}"
            );
            let start = format!("qmark: error: cannot compare with `{rev}`: ");
            assert!(output.stderr.starts_with(&start), "{}", output.stderr);
            assert!(output.stderr.contains(reason), "{}", output.stderr);
        }
    }
    let dashed = qmark(repository.path(), &["check", "--since=--all"]);
    assert!(
        dashed.stderr.contains("`--all` is not a commit"),
        "{}",
        dashed.stderr
    );
    let mut without_git = command(repository.path(), &["diff", "HEAD"]);
    let output = without_git
        .env("PATH", plain.path())
        .output()
        .expect("it runs");
    let reason = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        reason.contains("the program `git` was not found"),
        "{reason}"
    );
}

#[test]
fn a_hook_of_another_repository_does_not_matter() {
    let bank = [(
        "a/a.md",
        "---\nquestions:\n  - {question: What?, answer: Yes.}\n---\n",
    )];
    let (own, other) = (folder(&bank), folder(&[("x.md", "x")]));
    commit(own.path());
    commit(other.path());
    let output = command(own.path(), &["diff", "HEAD"])
        .env("GIT_DIR", other.path().join(".git"))
        .output()
        .expect("it runs");
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(shown, "no question changed since `HEAD`\n");
}

#[cfg(unix)]
#[test]
fn links_are_followed_as_on_disk() {
    let text = "---\nquestions:\n  - {question: What is linked?, answer: This.}\n---\n";
    let bank = folder(&[("real/a.md", text)]);
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(to, bank.path().join(name)).expect("a link");
    };
    link("real/a.md", "one.md");
    link("one.md", "two.md");
    link("nowhere.md", "three.md");
    link("../../outside.md", "four.md");
    commit(bank.path());
    let shown = printed(bank.path(), &["diff", "HEAD"]);
    assert_eq!(shown, "no question changed since `HEAD`\n");
}
