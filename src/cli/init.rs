//! `qmark init`: what was inferred of the files of a bank, and the configuration with the same rules.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use super::arguments::InitArguments;
use super::detect::text;
use super::escape::escape_line;
use super::load::{self, LoadedBank};
use super::{Failure, init_file, output};
use crate::bank::{Bank, BankPath, CONFIG_FILE, Change, Config, settings};
use crate::disk::{Cache, Folder, Replacement};
use crate::edit::documents::{self, NewRule, levels, setting, siblings, without_rules};
use crate::lint::known_codes;
use crate::shape::documents::FileKind;
use crate::stats::{Detected, distinct_levels, headings, levels_of};
use crate::text::count;

/// How many files are shown of each kind.
const SHOWN: usize = 20;

/// A file with fewer questions is doubtful.
const FEW: usize = 5;

/// More levels are not written.
const MANY_LEVELS: usize = 8;

/// Prints what was inferred and why, and writes the configuration if there is none.
pub fn run(arguments: &InitArguments) -> Result<ExitCode, Failure> {
    if arguments.path.is_file() {
        return init_file::run(arguments);
    }
    let paths = [arguments.path.clone()];
    let cache = Cache::default();
    let mut loaded = load::load("read", &paths, &cache, |root| {
        let (config, problems) = load::configuration(root)?;
        Ok((without_rules(&config), problems))
    })?;
    let mut read = loaded.banks.swap_remove(0);
    let (config, _) = load::configuration(read.folder.root())?;
    read_named_texts(&mut read, &config, &cache);
    let found = Inferred::of(&read, &config, &cache);
    output::print(|out| found.write(&read, out))?;
    if found.rules.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let new = found.text();
    if read.bank.file(CONFIG_FILE).is_some() {
        output::print(|out| {
            Ok(write!(
                out,
                "\nAdd to `{CONFIG_FILE}`, which is not changed:\n\n{new}"
            )?)
        })?;
    } else if arguments.dry_run {
        output::print(|out| Ok(write!(out, "\n`{CONFIG_FILE}` would be:\n\n{new}")?))?;
    } else {
        write_config(&read.folder, &new)?;
        output::print(|out| Ok(write!(out, "\nwrote `{CONFIG_FILE}`:\n\n{new}")?))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the `.txt` files that the configuration names, as if nothing was known of them but that.
fn read_named_texts(read: &mut LoadedBank, config: &Config, cache: &Cache) {
    let paths = read.bank.files().map(|(path, _)| path);
    let named = paths.filter(|path| path.is_plain_text() && config.reads(path));
    let files = named.filter_map(|path| read.folder.read_as_markdown(path, cache));
    let changes: Vec<Change> = files
        .map(|file| Change {
            path: file.path.clone(),
            file: Some(file),
        })
        .collect();
    read.bank.apply(changes);
}

/// Creates the configuration.
fn write_config(folder: &Folder, text: &str) -> Result<(), Failure> {
    let file = BankPath::new(CONFIG_FILE).ok_or_else(|| Failure(String::new()))?;
    let new = Replacement {
        path: &file,
        before: None,
        after: Some(text),
    };
    folder
        .write(&[new])
        .map_err(|error| Failure(format!("cannot write `{CONFIG_FILE}`: {error}")))
}

/// What was inferred of a bank.
struct Inferred {
    /// The files with questions, and what each is taken for.
    files: Vec<(BankPath, Detected)>,
    /// How many markdown files have none.
    pages: usize,
    rules: Vec<NewRule>,
    /// The originals with their translations, both in order.
    translations: BTreeMap<BankPath, Vec<BankPath>>,
    levels: Vec<String>,
    doubts: Vec<String>,
}

impl Inferred {
    fn of(read: &LoadedBank, config: &Config, cache: &Cache) -> Self {
        let bank = &read.bank;
        let root = read
            .folder
            .root()
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let is_open = |path: &BankPath| !config.documents.names(path.as_str());
        let texts = |path: &BankPath| read.folder.text(path).map(Arc::from);
        let mut more = documents::topics_pages(bank, &texts, &is_open);
        let siblings = siblings(bank, &root).into_iter();
        let siblings = siblings.filter(|path| is_open(path));
        more.extend(siblings.map(|path| (path.clone(), FileKind::File)));
        let detected = bank.groups().map(|path| {
            let text = read.folder.text(path).unwrap_or_default();
            (path.clone(), Detected::of(bank, path, &text))
        });
        let mut found = Self {
            files: detected.collect(),
            pages: 0,
            rules: documents::rules(bank, &texts, &more, &is_open),
            translations: translations(bank),
            levels: Vec::new(),
            doubts: Vec::new(),
        };
        found.files.sort_by(|(a, _), (b, _)| a.cmp(b));
        let markdown = bank.files().filter(|(_, file)| file.is_markdown());
        let ones = more.values().filter(|kind| **kind == FileKind::File);
        found.pages = markdown.count() - found.files.len() - ones.count();
        if !config.given.contains("levels") {
            found.levels = found.order_levels(read);
        }
        found.doubt(read, &more);
        found.doubt_rules();
        let after = found.compare(read, config, cache);
        for (path, kind) in more {
            let detected = match (kind, &after) {
                (FileKind::Topics, Some(after)) => of_topics(after, &path),
                _ => one_question(),
            };
            found.files.push((path, detected));
        }
        found
    }

    /// The levels in order: those of the file that has most of them, then the others. Known levels come in their order.
    fn order_levels(&mut self, read: &LoadedBank) -> Vec<String> {
        let of_files = self
            .files
            .iter()
            .filter(|(path, _)| documents::inferred(&read.bank, path).is_some());
        let mut of_files: Vec<_> = of_files
            .filter_map(|(path, _)| Some(levels_of(&read.bank, read.bank.group(path.as_str())?)))
            .collect();
        of_files.sort_by_key(|levels| std::cmp::Reverse(levels.len()));
        let most = of_files.first().map_or(0, Vec::len);
        let mut all = distinct_levels(of_files.into_iter().flatten());
        let config = read.bank.config();
        if all.iter().all(|level| config.level(level).is_some()) {
            all.sort_by_key(|level| config.level(level));
        } else if all.len() > most && all.len() <= MANY_LEVELS {
            self.doubts.push(
                "no file has all of the levels, so their order in `levels` is a guess; put the easiest first"
                    .to_owned(),
            );
        }
        if all.len() > MANY_LEVELS {
            self.doubts.push(format!(
                "{} levels were found, too many to be in one order, so `levels` is left out",
                all.len()
            ));
            return Vec::new();
        }
        levels(config, &all)
    }

    /// Notes what may not be as it was taken.
    fn doubt(&mut self, read: &LoadedBank, more: &BTreeMap<BankPath, FileKind>) {
        for (path, detected) in &self.files {
            if detected.shape == "document" && detected.questions < FEW {
                self.doubts.push(format!(
                    "`{path}` has only {}; if it is not a question bank, write `shape: none` for it",
                    count(detected.questions, "question")
                ));
            }
        }
        let ones = more.values().filter(|kind| **kind == FileKind::File);
        let ones = ones.count();
        if ones > 0 {
            self.doubts.push(format!(
                "{} read as one question each by the form of {} alone; if they are articles, remove them from the rule",
                match ones { 1 => "1 file is".to_owned(), many => format!("{many} files are") },
                if ones == 1 { "its folder" } else { "their folders" },
            ));
        }
        for (path, file) in read.bank.files() {
            let page = file.facts().and_then(|facts| facts.as_page());
            let Some(page) =
                page.filter(|_| !more.contains_key(path) && !read.bank.is_answer(path))
            else {
                continue;
            };
            let text = read.folder.text(path).unwrap_or_default();
            let (all, asking) = headings(page, &text);
            if asking >= FEW && asking * 2 >= all {
                self.doubts.push(format!("`{path}` is read as a page, and {asking} of its {all} headings end with a question mark; if these are questions, add a rule with `shape: document` for it"));
            }
        }
    }

    /// Notes the rules that leave the shape of their files to inference.
    fn doubt_rules(&mut self) {
        let open = self.rules.iter().filter(|rule| rule.says.shape.is_none());
        for glob in open.flat_map(|rule| &rule.files) {
            self.doubts.push(format!("`{glob}` is left to inference: with `shape: document` alone it would have other questions; give it an `opener` to decide"));
        }
    }

    /// Reads the bank with the new configuration and notes what differs. Returns that bank; `None` without new rules.
    fn compare(&mut self, read: &LoadedBank, config: &Config, cache: &Cache) -> Option<Bank> {
        if self.rules.is_empty() {
            return None;
        }
        let (new, _) = settings::read(&self.text(), &known_codes());
        let rules = config.documents.list().iter().cloned();
        let rules = rules.chain(new.documents.list().iter().cloned()).collect();
        let config = Config {
            documents: config.documents.with_list(rules),
            ..config.clone()
        };
        let folder = Folder::open(read.folder.root(), Arc::new(config), Vec::new());
        let after = folder.load(cache, &|_| {});
        for (path, detected) in &self.files {
            let now = after
                .group(path.as_str())
                .map_or(0, |group| group.questions.len());
            if now != detected.questions && documents::inferred(&read.bank, path).is_some() {
                self.doubts.push(format!(
                    "`{path}` has {} without the configuration and {now} with it",
                    count(detected.questions, "question")
                ));
            }
        }
        Some(after)
    }

    /// The configuration.
    fn text(&self) -> String {
        let mut text = setting(&self.rules);
        if !self.levels.is_empty() {
            text += "levels:\n";
            text.extend(self.levels.iter().map(|level| format!("  - {level}\n")));
        }
        text
    }

    fn write(&self, read: &LoadedBank, out: &mut dyn Write) -> Result<(), Failure> {
        let root = read.folder.root().display().to_string();
        let questions: usize = self
            .files
            .iter()
            .map(|(_, detected)| detected.questions)
            .sum();
        let files = self.files.iter();
        let files = files.filter(|(_, detected)| detected.shape != "topics");
        let files = files.count();
        writeln!(
            out,
            "{}: {} in {}, and {} without questions",
            escape_line(&root),
            count(questions, "question"),
            count(files, "file"),
            count(self.pages, "page"),
        )?;
        for shape in ["group", "document", "file", "topics"] {
            let all: Vec<_> = self
                .files
                .iter()
                .filter(|(_, detected)| detected.shape == shape)
                .collect();
            for (path, detected) in all.iter().take(SHOWN) {
                writeln!(out, "  {}", escape_line(&text(path.as_str(), detected)))?;
            }
            if all.len() > SHOWN {
                writeln!(
                    out,
                    "  … and {} more of the shape `{shape}`",
                    all.len() - SHOWN
                )?;
            }
        }
        self.write_translations(out)?;
        if self.rules.is_empty() {
            let is_group = |(_, detected): &(BankPath, Detected)| detected.shape == "group";
            if self.files.iter().all(is_group) {
                writeln!(
                    out,
                    "Nothing to configure: no document and no file with one question was inferred."
                )?;
            } else {
                writeln!(
                    out,
                    "Nothing to add: `{CONFIG_FILE}` already has rules for these files."
                )?;
            }
        }
        if !self.doubts.is_empty() {
            writeln!(out, "Doubts:")?;
        }
        for doubt in self.doubts.iter().take(SHOWN) {
            writeln!(out, "  {}", escape_line(doubt))?;
        }
        if self.doubts.len() > SHOWN {
            writeln!(out, "  … and {} more", self.doubts.len() - SHOWN)?;
        }
        Ok(())
    }

    fn write_translations(&self, out: &mut dyn Write) -> Result<(), Failure> {
        if !self.translations.is_empty() {
            writeln!(out, "Translations, paired by their paths:")?;
        }
        for (original, others) in self.translations.iter().take(SHOWN) {
            let others: Vec<&str> = others.iter().take(SHOWN).map(BankPath::as_str).collect();
            let line = format!("{original}: {}", others.join(", "));
            writeln!(out, "  {}", escape_line(&line))?;
        }
        if self.translations.len() > SHOWN {
            writeln!(out, "  … and {} more", self.translations.len() - SHOWN)?;
        }
        Ok(())
    }
}

/// What a page of topics is taken for in a bank with a rule for it, and why there is to be one.
fn of_topics(bank: &Bank, path: &BankPath) -> Detected {
    let found = Detected::of(bank, path, "");
    let why = [
        Some(init_file::WHY_TOPICS.to_owned()),
        found.why.last().cloned(),
    ];
    Detected {
        why: why.into_iter().flatten().collect(),
        ..found
    }
}

/// What a file is taken for that is one question by its folder.
fn one_question() -> Detected {
    Detected {
        shape: "file",
        questions: 1,
        ..Detected::none("its folder has one title in nearly each file")
    }
}

/// The originals with their translations, both in order.
fn translations(bank: &Bank) -> BTreeMap<BankPath, Vec<BankPath>> {
    let mut found: BTreeMap<BankPath, Vec<BankPath>> = BTreeMap::new();
    for path in bank.groups() {
        if let Some(translation) = bank.translation(path) {
            found
                .entry(translation.path)
                .or_default()
                .push(path.clone());
        }
    }
    found.values_mut().for_each(|paths| paths.sort());
    found
}
