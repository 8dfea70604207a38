//! The texts of a bank: the bank that they make, and what a change makes of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::TestCaseError;
use proptest::prop_assert;
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::edit::Edit;
use qmark::platform::{caseless, unportable};

/// The texts of the files of a bank.
pub type Texts = BTreeMap<BankPath, String>;

/// The texts as a change asks for them.
pub fn source(texts: &Texts) -> impl Fn(&BankPath) -> Option<Arc<String>> + '_ {
    |path| texts.get(path).map(|text| Arc::new(text.clone()))
}

/// The bank with these texts.
pub fn read(texts: &Texts) -> Bank {
    let config = Arc::new(Config::default());
    let mut bank = Bank::new(config.clone());
    bank.apply(texts.iter().map(|(path, text)| {
        let content = Content::read(path, text, &config, None);
        let file = File {
            path: path.clone(),
            content,
        };
        Change {
            path: path.clone(),
            file: Some(Arc::new(file)),
        }
    }));
    bank
}

/// The texts after a change. It fails if the change cannot be made.
pub fn changed(texts: &Texts, edit: &Edit) -> Result<Texts, TestCaseError> {
    check_names(texts, edit)?;
    let changed = edit.apply(&source(texts));
    let changed = changed.map_err(|refusal| TestCaseError::fail(refusal.0))?;
    let mut after = texts.clone();
    for (path, text) in changed {
        match text {
            Some(text) => after.insert(path, text),
            None => after.remove(&path),
        };
    }
    Ok(after)
}

/// Checks that every system can have each new file, beside those that are there.
fn check_names(texts: &Texts, edit: &Edit) -> Result<(), TestCaseError> {
    for path in edit.creates.keys().chain(edit.moves.values()) {
        let reason = unportable(path.name());
        prop_assert!(reason.is_none(), "{path}: {reason:?}");
        let like = caseless(path.as_str());
        let other = texts.keys().find(|other| {
            *other != path && !edit.moves.contains_key(*other) && caseless(other.as_str()) == like
        });
        prop_assert!(other.is_none(), "{path} beside {other:?}");
    }
    Ok(())
}
