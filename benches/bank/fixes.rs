//! The cost of fixing a large bank: computing the fixes, and writing the files.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use qmark::bank::{Bank, BankPath, Change, Config};
use qmark::disk::{Cache, Folder, Replacement};
use qmark::lint::{Findings, FixContext, FixOptions, Safety, fix_all, fixes_of};
use qmark::shape;

use crate::{cpu, file, generate, row};

/// Fixes a bank of `files` groups, each of one question that lists a topic twice.
pub fn every_file(files: usize) {
    let folder = tempfile::tempdir().expect("a folder for the bank");
    for number in 0..files {
        let name = format!("group-{number}");
        generate::group(folder.path(), &name, number as u64, 1);
        let path = folder.path().join(&name).join(format!("{name}.md"));
        let text = std::fs::read_to_string(&path).expect("the group");
        let twice = text.replacen(
            "    topics:\n",
            "    topics:\n      - 'Twice'\n      - 'Twice'\n",
            1,
        );
        assert_ne!(twice, text, "the group has topics");
        std::fs::write(&path, twice).expect("the group");
    }
    let config = Arc::new(Config::default());
    let folder = Folder::open(folder.path(), config, Vec::new());
    let bank = folder.load(&Cache::default(), &|_| ());
    let findings = Findings::of_bank(&bank);
    let source = |path: &BankPath| folder.text(path).map(Arc::from);
    let options = FixOptions {
        selects: &|_| true,
        may_change: &|_| true,
        max_safety: Safety::Safe,
        may_move_files: true,
        contents: false,
    };
    let start = cpu();
    let report = black_box(fix_all(&bank, &findings, &source, options));
    let worked_out = cpu() - start;
    assert_eq!(
        report.applied.len(),
        files,
        "every file has one finding to fix"
    );
    let before: Vec<_> = report.files.keys().map(|path| folder.text(path)).collect();
    let replacements = report
        .files
        .iter()
        .zip(&before)
        .map(|((path, after), before)| Replacement {
            path,
            before: before.as_deref(),
            after: after.as_ref().map(|text| text.as_str()),
        });
    let replacements: Vec<_> = replacements.collect();
    let clock = std::time::Instant::now();
    let start = cpu();
    folder.write(&replacements).expect("the files are written");
    let (written, waited) = (cpu() - start, clock.elapsed());
    one(&format!("work out the fixes of {files} files"), worked_out);
    one(&format!("write {files} files"), written);
    one(&format!("write {files} files, with waiting"), waited);
}

/// Lists the fixes of every finding in one answer with `links` links, each of which lacks its protocol.
pub fn many_links(links: usize) {
    let link = |number| format!("[x](www.host-{number}.org) ");
    let text: String = (0..links).map(link).collect();
    let read =
        |path: &str, text: &str| file(path, shape::read(&shape::Input::inferred(path, text), None));
    let group = "---\nquestions:\n  - question: Why?\n    answer: one.md\n---\n";
    let (path, answer) = read("go/content/one.md", &text);
    let (group, list) = read("go/go.md", group);
    let mut bank = Bank::new(Arc::new(Config::default()));
    bank.apply(
        [(path.clone(), answer), (group, list)].map(|(path, file)| Change {
            path,
            file: Some(file),
        }),
    );
    let findings = Findings::of_bank(&bank);
    let found = findings.of(path.as_str());
    assert!(found.len() >= links, "every link has a finding");
    let start = cpu();
    for finding in found {
        black_box(fixes_of(&FixContext {
            bank: &bank,
            path: &path,
            text: &text,
            sources: &|_| None,
            finding,
        }));
    }
    let listed = cpu() - start;
    one(
        &format!("list the fixes of {links} links in a line"),
        listed,
    );
}

fn one(what: &str, time: Duration) {
    row(what, vec![time]);
}
