//! Files in one folder that are one question each by their form: a lone title, and below it the answer. One of them alone
//! could be any article.

use std::collections::BTreeMap;

use super::inferred;
use crate::bank::{Bank, BankPath};
use crate::facts::Page;
use crate::shape::documents::FileKind;

/// So many files make a folder of siblings.
const LEAST: usize = 3;

/// Parts of names of folders with questions.
const NAMES: &[&str] = &[
    "question",
    "interview",
    "quiz",
    "exam",
    "flashcard",
    "trivia",
    "fragen",
    "preguntas",
    "perguntas",
    "вопрос",
    "面试",
];

/// Names of files that are about the others in their folder.
const ABOUT: &[&str] = &[
    "readme",
    "index",
    "contributing",
    "changelog",
    "license",
    "code_of_conduct",
    "code-of-conduct",
    "summary",
    "_sidebar",
    "security",
];

/// The pages of folders in which nearly all files have that form, where a name on the way to the folder is one of
/// questions or some of the files were inferred to be one question. `root` is the name of the bank's folder.
pub fn siblings<'b>(bank: &'b Bank, root: &str) -> Vec<&'b BankPath> {
    let mut folders: BTreeMap<&str, Vec<&BankPath>> = BTreeMap::new();
    for (path, file) in bank.files() {
        let is_about = ABOUT.contains(&path.stem().to_lowercase().as_str());
        if file.facts().is_some() && !is_about && !bank.is_answer(path) {
            folders.entry(path.folder()).or_default().push(path);
        }
    }
    let found = folders
        .into_iter()
        .filter_map(|(folder, files)| of_folder(bank, root, folder, &files));
    found.flatten().collect()
}

/// The siblings of one folder, if they are clearly that.
fn of_folder<'b>(
    bank: &'b Bank,
    root: &str,
    folder: &str,
    files: &[&'b BankPath],
) -> Option<Vec<&'b BankPath>> {
    let is_one = |path: &&&BankPath| inferred(bank, path) == Some(FileKind::File);
    let ones = files.iter().filter(is_one).count();
    let pages = || {
        let page =
            |path: &&'b BankPath| Some((*path, bank.file(path.as_str())?.facts()?.as_page()?));
        files.iter().filter_map(page)
    };
    let titled: Vec<&BankPath> = pages()
        .filter(|(_, page)| has_lone_title(page))
        .map(|(path, _)| path)
        .collect();
    let place = format!("{root}/{folder}").to_lowercase();
    let is_named = NAMES.iter().any(|name| place.contains(name));
    let has_evidence = is_named || ones >= 2 && ones * 5 >= files.len();
    let have_form = titled.len() + ones;
    let are_most = have_form >= LEAST && have_form * 10 >= files.len() * 9;
    (has_evidence && are_most && !titled.is_empty()).then_some(titled)
}

/// Whether a page starts with its only heading of the highest level, and has text below.
fn has_lone_title(page: &Page) -> bool {
    let mut headings = page.body.headings();
    let Some(title) = headings.next() else {
        return false;
    };
    let is_lone = headings.all(|other| other.level > title.level);
    title.level <= 2 && title.span.start <= 8 && is_lone && page.body.answer_words() > 0
}

#[cfg(test)]
mod tests {
    use super::siblings;
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(bank: &str, root: &str, expected: &[&str]) {
        let fixture = Fixture::new(bank);
        let found: Vec<&str> = siblings(&fixture.bank, root)
            .iter()
            .map(|path| path.as_str())
            .collect();
        assert_eq!(found, expected, "{bank}");
    }

    const NOTES: &str = "//- /notes/loop.md\n# Event loop\nTasks in turn.\n//- /notes/heap.md\n# Heap\nA tree.\n\n## Use\nFor queues.\n//- /notes/stack.md\n# Stack\nLast in, first out.\n";

    #[test]
    fn a_folder_with_a_name_of_questions_has_siblings() {
        let all = ["notes/heap.md", "notes/loop.md", "notes/stack.md"];
        check(NOTES, "interview-notes", &all);
        check(NOTES, "notes", &[]);
        let two = NOTES.replace("# Stack", "Stack");
        check(&two, "interview-notes", &[]);
        check(&NOTES.replace("## Use", "# Use"), "interview-notes", &[]);
    }

    #[test]
    fn files_about_the_others_do_not_count() {
        let bank = format!("{NOTES}//- /notes/README.md\n# Notes\n# More\n");
        check(
            &bank,
            "quiz",
            &["notes/heap.md", "notes/loop.md", "notes/stack.md"],
        );
    }
}
