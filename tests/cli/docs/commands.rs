//! Every command and every option that `--help` shows is on a page of `docs`, and every format of `check` on that of the
//! pipelines.

use super::{Page, pages};
use crate::run::{project, qmark};

/// What a command prints for `--help`.
fn help(command: &[&str]) -> String {
    let arguments: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
    qmark(&project(), &arguments).stdout
}

/// The names of the commands: the first words of the lines below `Commands:`. A line that continues a description starts
/// further right.
fn commands(help: &str) -> Vec<&str> {
    let (_, rest) = help.split_once("\nCommands:\n").expect("the commands");
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names
        .filter(|name| !name.is_empty() && *name != "help")
        .collect()
}

/// The long names of the options. A line that continues a description starts further right than they do.
fn options(help: &str) -> Vec<&str> {
    let lines = help.lines().filter_map(|line| line.strip_prefix("      "));
    let names = lines.filter(|line| line.starts_with("--"));
    names.filter_map(|line| line.split(' ').next()).collect()
}

/// The values of `--format`.
fn formats(help: &str) -> Vec<&str> {
    let (_, rest) = help.split_once("--format ").expect("the option");
    let (_, rest) = rest.split_once("Possible values:\n").expect("its values");
    let lines = rest.lines().map(str::trim);
    lines
        .map_while(|line| line.strip_prefix("- "))
        .filter_map(|line| line.split(':').next())
        .collect()
}

fn is_on_a_page(pages: &[Page], text: &str) -> bool {
    pages.iter().any(|page| page.text.contains(text))
}

#[test]
fn every_command_is_on_a_page() {
    let mut pages = pages();
    pages.retain(|page| page.path.starts_with("docs/"));
    let help_of_all = help(&[]);
    let commands = commands(&help_of_all);
    assert!(commands.len() >= 10, "{commands:?}");
    let mut missing = Vec::new();
    for command in commands {
        if !is_on_a_page(&pages, &format!("qmark {command}")) {
            missing.push(format!("qmark {command}"));
        }
        let help = help(&[command]);
        for option in options(&help) {
            if !is_on_a_page(&pages, option) {
                missing.push(format!("qmark {command} {option}"));
            }
        }
    }
    assert!(missing.is_empty(), "on no page: {missing:?}");
}

#[test]
fn the_page_of_pipelines_has_every_format() {
    let pages = pages();
    let page = pages
        .iter()
        .find(|page| page.path == "docs/src/pipelines.md");
    let page = &page.expect("the page").text;
    let help = help(&["check"]);
    let formats = formats(&help);
    assert!(formats.len() >= 5, "{formats:?}");
    for format in formats {
        assert!(page.contains(&format!("| `{format}` |")), "{format}");
    }
}
