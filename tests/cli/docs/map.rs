//! The map of the code: its drawing and its tables name the folders of `src`.

use std::collections::BTreeSet;
use std::fs;

use crate::run::project;

fn text(path: &str) -> String {
    fs::read_to_string(project().join(path)).expect("the page")
}

/// The names in backquotes in the first cells of the table with the head `| folder | knows |`.
fn folders_of_table(page: &str) -> BTreeSet<String> {
    let (_, table) = page.split_once("| folder | knows |\n").expect("the table");
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| row.split('|').nth(1))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_map_names_every_folder() {
    let entries = fs::read_dir(project().join("src")).expect("the sources");
    let entries = entries.map(|entry| entry.expect("an entry"));
    let folders: BTreeSet<String> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_str().expect("UTF-8").to_owned())
        .collect();
    let drawing = text("docs/src/pictures/map.svg");
    let names = drawing.split("class=\"name\">").skip(1);
    let drawn: BTreeSet<String> = names
        .filter_map(|rest| Some(rest.split_once('<')?.0.to_owned()))
        .collect();
    assert_eq!(drawn, folders, "docs/src/pictures/map.svg");
    for page in ["docs/src/how-it-works.md", "CONTRIBUTING.md"] {
        assert_eq!(folders_of_table(&text(page)), folders, "{page}");
    }
}
