//! A bank with its findings and fixes, and what must hold of every fix. The properties and the fuzz target use it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use qmark::bank::config::Files;
use qmark::bank::settings::{self, Problem};
use qmark::bank::{Bank, BankPath, CONFIG_FILE, Change, Config, Content, File};
use qmark::edit::Edit;
use qmark::lint::{Findings, Fix, FixContext, FixOptions, Safety, fix_all, fixes_and_suppressions};

/// The files of a bank.
pub type Texts = BTreeMap<BankPath, Arc<String>>;

/// What the bank's own file sets, and where authors and guides are.
fn config(own: Option<&str>) -> (Config, Vec<Problem>) {
    let files = |glob: &str| Files::new(vec![glob.to_owned()]).unwrap();
    let read = |text| settings::read(text, &qmark::lint::codes());
    let (config, problems) = own.map_or_else(Default::default, read);
    let config = Config {
        authors: files("authors/*.md"),
        guides: files("guides/*.md"),
        ..config
    };
    (config, problems)
}

fn bank_of(texts: &Texts) -> Bank {
    let is_config = |path: &BankPath| path.as_str() == CONFIG_FILE;
    let own = texts.iter().find(|(path, _)| is_config(path));
    let (config, problems) = config(own.map(|(_, text)| text.as_str()));
    let config = Arc::new(config);
    let mut bank = Bank::new(config.clone());
    bank.apply(texts.iter().map(|(path, text)| {
        let content = match is_config(path) {
            true => Content::Config(problems.as_slice().into()),
            false => Content::read(path, text, &config, None),
        };
        let path = path.clone();
        Change {
            path: path.clone(),
            file: Some(Arc::new(File { path, content })),
        }
    }));
    bank
}

/// The files after some of them changed.
pub fn with(
    texts: &Texts,
    changed: impl IntoIterator<Item = (BankPath, Option<Arc<String>>)>,
) -> Texts {
    let mut texts = texts.clone();
    for (path, text) in changed {
        match text {
            Some(text) => texts.insert(path, text),
            None => texts.remove(&path),
        };
    }
    texts
}

/// A bank, the texts of its files, and its findings.
pub struct CheckedBank {
    pub texts: Texts,
    pub bank: Bank,
    pub findings: Findings,
}

impl CheckedBank {
    /// Reads the files and lints them.
    pub fn new(texts: Texts) -> Self {
        let bank = bank_of(&texts);
        let findings = Findings::of_bank(&bank);
        Self {
            texts,
            bank,
            findings,
        }
    }

    /// Calls `visit` with every fix that can be made, and its change; with one of a title in a file.
    pub fn each_fix(&self, visit: &mut dyn FnMut(&FixContext<'_>, &Fix, &Edit)) {
        let mut seen = BTreeSet::new();
        let source = |path: &BankPath| self.texts.get(path).cloned();
        for (path, list) in self.findings.iter() {
            for finding in list.iter() {
                let context = FixContext {
                    bank: &self.bank,
                    path,
                    text: &self.texts[path],
                    sources: &source,
                    finding,
                };
                for fix in fixes_and_suppressions(&context) {
                    let new = seen.insert((path, finding.code, fix.title.clone()));
                    if let Some(edit) = fix.edit(&context).ok().filter(|_| new) {
                        visit(&context, &fix, &edit);
                    }
                }
            }
        }
    }

    /// The bank after a change.
    pub fn after(&self, edit: &Edit) -> Self {
        let source = |path: &BankPath| self.texts.get(path).cloned();
        let changed = edit
            .apply(&source)
            .expect("a change that is planned can be made");
        let changed = changed
            .into_iter()
            .map(|(path, text)| (path, text.map(Arc::from)));
        Self::new(with(&self.texts, changed))
    }
}

/// Checks that fixing all a second time changes nothing.
pub fn check_fixing_twice(before: &CheckedBank, with_unsafe: bool) {
    let options = FixOptions {
        selects: &|_| true,
        may_change: &|_| true,
        max_safety: if with_unsafe {
            Safety::Unsafe
        } else {
            Safety::Safe
        },
        may_move_files: true,
        contents: false,
    };
    let fixed = |checked: &CheckedBank| {
        let source = |path: &BankPath| checked.texts.get(path).cloned();
        fix_all(&checked.bank, &checked.findings, &source, options)
    };
    let once = fixed(before);
    let after = CheckedBank::new(with(&before.texts, once.files.clone()));
    let twice = fixed(&after);
    assert_eq!(
        twice.files,
        BTreeMap::new(),
        "{:#?}, after {:#?}",
        twice.applied,
        once.applied
    );
}
