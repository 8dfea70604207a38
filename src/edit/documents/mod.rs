//! The setting `documents`: what inference found, written as rules, and files that are taken out of it.

mod globs;
mod siblings;

use std::collections::HashSet;

use smol_str::SmolStr;

use super::{Edit, Planned, Sources, config};
use crate::bank::{Bank, BankPath, CONFIG_FILE, Config};
use crate::shape::documents::{Decision, FileKind, Word};
use crate::shape::shape_of;
use crate::syntax::yaml::Style;
use crate::syntax::yaml::quote::quoted;
use crate::text::Refusal;
pub use globs::escaped;
pub use siblings::siblings;

/// A rule to be written: the globs of its files, and what they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewRule {
    /// The globs.
    pub files: Vec<String>,
    /// The shape.
    pub shape: FileKind,
}

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

/// Rules for the files whose shape was inferred, without those that are not `open` because a rule names them already, and
/// for the files `more`, each of which is one question.
pub fn rules(bank: &Bank, more: &[&BankPath], is_open: &dyn Fn(&BankPath) -> bool) -> Vec<NewRule> {
    let more: HashSet<&BankPath> = more.iter().copied().collect();
    let kind = |path: &BankPath| match more.contains(path) {
        true => Some(FileKind::File),
        false => inferred(bank, path).filter(|_| is_open(path)),
    };
    let markdown = bank.files().map(|(path, _)| path);
    let markdown = markdown.filter(|path| path.is_markdown());
    let files: Vec<_> = markdown.map(|path| (path, kind(path))).collect();
    let shapes = [FileKind::Document, FileKind::File].into_iter();
    let rules = shapes.map(|shape| {
        let is_wanted = |kind: &Option<FileKind>| *kind == Some(shape);
        let wanted = files.iter().filter(|(_, kind)| is_wanted(kind));
        let wanted: Vec<&str> = wanted.map(|(path, _)| path.as_str()).collect();
        let others = files.iter().filter(|(_, kind)| !is_wanted(kind));
        let files = globs::covering(&wanted, others.map(|(path, _)| path.as_str()));
        NewRule { files, shape }
    });
    rules.filter(|rule| !rule.files.is_empty()).collect()
}

impl NewRule {
    /// The rule as an item of a list in YAML, in one line.
    pub fn in_line(&self) -> String {
        let globs: Vec<String> = self.files.iter().map(|glob| word(glob)).collect();
        let files = match globs.as_slice() {
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        format!("{{files: {files}, shape: {}}}", shape_word(self.shape))
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
        lines + &format!("    shape: {}\n", shape_word(self.shape))
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

fn shape_word(shape: FileKind) -> &'static str {
    let mut words = FileKind::WORDS.iter();
    let found = words.find(|(_, kind)| *kind == shape);
    found.map_or("none", |(word, _)| *word)
}

/// Writes what was inferred of all files to the configuration.
///
/// # Errors
/// When nothing was inferred, or the file cannot be changed.
pub fn write_inferred(bank: &Bank, source: Sources<'_>) -> Planned {
    let rules = rules(bank, &[], &|_| true);
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
        shape: FileKind::Page,
    };
    if !bank.config().documents.list().is_empty() {
        return config::prepend(source, "documents", &rule.in_line());
    }
    // With a list, files that none of its rules names are pages: the last rule keeps them inferred.
    let block = rule.lines() + "  - {files: '**'}\n";
    written(bank, source, &block)
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
