//! A page for each rule, and the list of them.

use std::collections::BTreeSet;
use std::fs;

use qmark::lint::{RULES, Rule};

use super::with_part;
use crate::rules::{keep, keep_all, table};
use crate::run::project;

const FOLDER: &str = "docs/src/rules";

fn page(rule: &Rule) -> String {
    let Rule {
        code,
        severity,
        summary,
        ..
    } = rule;
    let page = rule.whole_page();
    let files = match page.contains("\n//- /") {
        true => "\n\nIn the examples, a line `//- /path` starts a file.",
        false => "",
    };
    format!("# {code}\n\n{summary} ({severity}).{files}\n\n{page}\n")
}

#[test]
fn each_rule_has_its_page() {
    keep_all(
        RULES
            .iter()
            .map(|rule| (format!("{FOLDER}/{}.md", rule.code), page(rule))),
    );
    let entries = fs::read_dir(project().join(FOLDER)).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let found: BTreeSet<String> = names
        .map(|name| name.to_str().expect("UTF-8").to_owned())
        .collect();
    let wanted = RULES.iter().map(|rule| format!("{}.md", rule.code));
    let wanted: BTreeSet<String> = wanted.chain(["README.md".to_owned()]).collect();
    assert_eq!(
        found, wanted,
        "pages of rules that are gone are removed by hand"
    );
}

#[test]
fn the_rules_are_listed() {
    let path = format!("{FOLDER}/README.md");
    let text = fs::read_to_string(project().join(&path)).expect("the list of the rules");
    let rules = table(|code| format!("{code}.md"));
    keep(&path, &with_part(&text, "rules", &rules));
}

#[test]
fn the_contents_list_the_rules() {
    let path = "docs/src/SUMMARY.md";
    let text = fs::read_to_string(project().join(path)).expect("the contents");
    let entry = |rule: &&Rule| format!("  - [{0}](rules/{0}.md)\n", rule.code);
    let list = "- [Rules](rules/README.md)\n".to_owned();
    let entries = list + &RULES.iter().map(entry).collect::<String>();
    keep(path, &with_part(&text, "rules", &entries));
}
