//! The setting `documents`: what inference found, written as rules, and files that are taken out of it.

mod faithful;
mod globs;
mod siblings;
mod topics_pages;

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::{Edit, Planned, Sources, config};
use crate::bank::{Bank, BankPath, CONFIG_FILE, Config};
use crate::shape::documents::{Decision, FileKind};
use crate::shape::shape_of;
use crate::syntax::yaml::Style;
use crate::syntax::yaml::quote::quoted;
use crate::text::Refusal;
pub use faithful::Says;
use faithful::{faithful, word_of};
pub use globs::escaped;
pub use siblings::siblings;
pub use topics_pages::topics_pages;

/// A rule to be written: the globs of its files, and what it says of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewRule {
    /// The globs.
    pub files: Vec<String>,
    /// What they are.
    pub says: Says,
}

/// The last rule of a list, which leaves all other files to inference: with a list, files that none of its rules names are
/// pages.
const OTHERS: &str = "  - {files: '**'}\n";

/// The longest rule that is written in one line.
const LONGEST: usize = 90;

/// What the file with questions at `path` was inferred to be; `None` for a page, a group, and a file of which the
/// configuration says what it is.
pub fn inferred(bank: &Bank, path: &BankPath) -> Option<FileKind> {
    let group = bank.group(path.as_str())?;
    let kind = shape_of(group)?.kind?;
    match bank.config().documents.decide(path.as_str()) {
        Decision::Inferred => Some(kind),
        Decision::Set(reading) => reading.kind().is_none().then_some(kind),
        Decision::Page => None,
    }
}

/// Rules for the files whose shape was inferred, under which they are read as they were, without those that are not `open`
/// because a rule names them already; and for the files `more`, each of which is to have this shape. `source` gives the
/// texts.
pub fn rules(
    bank: &Bank,
    source: Sources<'_>,
    more: &BTreeMap<BankPath, FileKind>,
    is_open: &dyn Fn(&BankPath) -> bool,
) -> Vec<NewRule> {
    let says = |path: &BankPath| {
        if let Some(kind) = more.get(path) {
            return Some(Says {
                shape: Some(word_of(*kind)),
                opener: None,
            });
        }
        let kind = inferred(bank, path).filter(|_| is_open(path))?;
        let group = bank.group(path.as_str())?;
        Some(faithful(path, group, kind, &source(path)?))
    };
    // A text that is not read must not be named.
    let texts = bank.files().map(|(path, _)| path);
    let texts = texts.filter(|path| path.is_markdown() || path.is_plain_text());
    let files: Vec<_> = texts.map(|path| (path, says(path))).collect();
    // In the order of the shapes, and what inference decides at the end.
    let all: BTreeSet<(bool, Says)> = files
        .iter()
        .filter_map(|(_, says)| *says)
        .map(|says| (says.shape.is_none(), says))
        .collect();
    let rules = all.into_iter().map(|(_, says)| {
        let is_wanted = |other: &Option<Says>| *other == Some(says);
        let wanted = files.iter().filter(|(_, says)| is_wanted(says));
        let wanted: Vec<&str> = wanted.map(|(path, _)| path.as_str()).collect();
        let others = files.iter().filter(|(_, says)| !is_wanted(says));
        let files = globs::covering(&wanted, others.map(|(path, _)| path.as_str()));
        NewRule { files, says }
    });
    rules.collect()
}

impl NewRule {
    /// The rule as an item of a list in YAML, in one line.
    pub fn in_line(&self) -> String {
        let globs: Vec<String> = self.files.iter().map(|glob| word(glob)).collect();
        let files = match globs.as_slice() {
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        let keys = self.keys().into_iter();
        let keys: String = keys
            .map(|(key, value)| format!(", {key}: {value}"))
            .collect();
        format!("{{files: {files}{keys}}}")
    }

    /// The rule as an item of the list below `documents`, in lines.
    fn lines(&self) -> String {
        let line = format!("  - {}", self.in_line());
        if line.len() <= LONGEST {
            return line + "\n";
        }
        let mut lines = "  - files:\n".to_owned();
        for glob in &self.files {
            lines += &format!("      - {}\n", word(glob));
        }
        for (key, value) in self.keys() {
            lines += &format!("    {key}: {value}\n");
        }
        lines
    }

    /// The keys beside `files`.
    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        let shape = self.says.shape.map(|shape| ("shape", shape));
        let opener = self.says.opener.map(|opener| ("opener", opener));
        shape.into_iter().chain(opener).collect()
    }
}

/// The setting with these rules, as lines of YAML.
pub fn setting(rules: &[NewRule]) -> String {
    format!("documents:\n{}", lines(rules))
}

fn lines(rules: &[NewRule]) -> String {
    rules.iter().map(NewRule::lines).collect()
}

/// The levels of the bank with these names as items of YAML: one that the configuration knows with its synonyms.
pub fn levels(config: &Config, names: &[SmolStr]) -> Vec<String> {
    let item = |name: &SmolStr| {
        let known = config.level(name).and_then(|at| config.levels.get(at));
        let synonyms = known.map_or(&[][..], |level| &level.synonyms);
        let synonyms: Vec<String> = synonyms.iter().map(|synonym| word(synonym)).collect();
        match synonyms.is_empty() {
            true => word(name),
            false => format!(
                "{{name: {}, synonyms: [{}]}}",
                word(name),
                synonyms.join(", ")
            ),
        }
    };
    names.iter().map(item).collect()
}

fn word(text: &str) -> String {
    quoted(text, Style::Plain, true)
}

/// Writes what was inferred of all files to the configuration.
///
/// # Errors
/// When nothing was inferred, or the file cannot be changed.
pub fn write_inferred(bank: &Bank, source: Sources<'_>) -> Planned {
    let rules = rules(bank, source, &BTreeMap::new(), &|_| true);
    if rules.is_empty() {
        return Err(Refusal::new("no shape of a file was inferred"));
    }
    written(bank, source, &lines(&rules))
}

/// Writes to the configuration that the file at `path` has no questions. What is inferred of other files stays.
///
/// # Errors
/// When the configuration cannot be changed.
pub fn not_a_bank(bank: &Bank, source: Sources<'_>, path: &BankPath) -> Planned {
    let rule = NewRule {
        files: vec![escaped(path.as_str())],
        says: Says {
            shape: Some(word_of(FileKind::Page)),
            opener: None,
        },
    };
    if !bank.config().documents.list().is_empty() {
        return config::prepend(source, "documents", &rule.in_line());
    }
    written(bank, source, &(rule.lines() + OTHERS))
}

/// The lines to be added to a configuration for another rule, under which files that no rule names stay as they are.
pub fn added(rule: &NewRule, config: &Config) -> String {
    match config.documents.list().is_empty() {
        true => format!("documents:\n{}{OTHERS}", rule.lines()),
        false => rule.lines(),
    }
}

/// Adds the setting with these lines.
///
/// # Errors
/// When the configuration has the setting, or cannot be changed.
fn written(bank: &Bank, source: Sources<'_>, block: &str) -> Planned {
    let edit = config::add_block(bank, source, "documents", block)?;
    Ok(Edit {
        shows: BankPath::new(CONFIG_FILE),
        ..edit
    })
}

/// The configuration under which everything is inferred that its own rules leave open.
pub fn without_rules(config: &Config) -> Config {
    let documents = config.documents.with_list(Vec::new()).with_inference(true);
    Config {
        documents,
        ..config.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use super::{faithful::Says, rules, setting};
    use crate::bank::{BankPath, settings};
    use crate::fixture::Fixture;
    use crate::shape::{Input, read};

    /// The rules for a bank without configuration, once it is checked that under them each file has the same questions.
    #[track_caller]
    fn written(bank: &str) -> Vec<(Vec<String>, Says)> {
        let fixture = Fixture::new(bank);
        let source = |path: &BankPath| {
            let text = fixture.texts.get(path)?;
            Some(Arc::new(text.clone()))
        };
        let rules = rules(&fixture.bank, &source, &BTreeMap::new(), &|_| true);
        let (config, problems) = settings::read(&setting(&rules), &[]);
        assert_eq!(problems, []);
        for path in fixture.bank.groups() {
            let text = &fixture.texts[path];
            let input = Input {
                path: path.as_str(),
                text,
                documents: &config.documents,
            };
            let facts = read(&input, None);
            let again = facts.as_group().expect("questions");
            let group = fixture.bank.group(path.as_str()).expect("questions");
            assert_eq!(again.questions, group.questions, "{path}");
            assert_eq!(again.contents, group.contents, "{path}");
        }
        let rules = rules.into_iter();
        rules.map(|rule| (rule.files, rule.says)).collect()
    }

    #[test]
    fn what_is_written_reads_as_what_was_inferred() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/documents/banks");
        let mut all = String::new();
        let mut count = 0;
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .expect("a name");
            let text = fs::read_to_string(&path).expect("a text");
            let one = format!("//- /{name}\n{text}");
            let ending = if one.ends_with('\n') { "" } else { "\n" };
            assert_eq!(written(&one).len(), 1, "{name}");
            all += &format!("{one}{ending}");
            count += 1;
        }
        assert!(count > 10);
        assert!(!written(&all).is_empty());
    }

    #[test]
    fn files_of_every_ending_are_named() {
        let questions =
            (1..=12).map(|n| format!("### {n}. What is part {n} for?\n\nIt does work {n}.\n\n"));
        let text = format!("# Interview questions\n\n{}", questions.collect::<String>());
        let bank = format!(
            "//- /q/a.mdx\n{text}//- /q/b.mdx\n{text}//- /q/c.mdx\n{text}//- /d.markdown\n{text}//- /q/e.md\nText.\n"
        );
        let document = Says {
            shape: Some("document"),
            opener: None,
        };
        let files = ["d.markdown", "q/*.mdx"].map(str::to_owned).to_vec();
        assert_eq!(written(&bank), [(files, document)]);
    }
}
