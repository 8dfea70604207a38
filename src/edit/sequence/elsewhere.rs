//! What refers to a document's questions in other files.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::labels;
use super::order::Numbers;
use super::references::numbers_by_anchor;
use super::report::Report;
use super::state::State;
use crate::bank::{Bank, BankPath, Target};
use crate::edit::anchors::{self, Renamed};
use crate::edit::{Edit, Planned, Sources};
use crate::facts::Facts;
use crate::text::{Refusal, TextEdit};

/// The whole change: that of the document, in which these numbers changed, and that of other files that refer to it.
///
/// # Errors
/// When a link in another file cannot be changed.
pub fn finish(
    draft: Draft<'_>,
    sources: Sources<'_>,
    changed: &Numbers,
    mut report: Report,
) -> Planned {
    let changes = (changed, draft.renamed());
    let here = (draft.path(), draft.start()?);
    let mut edit = follow((draft.bank(), sources), here, changes, &mut report)?;
    let files: Vec<&BankPath> = edit.texts.keys().collect();
    let anchors = anchors::confirmation(draft.renamed());
    let confirm = report.confirmation(anchors, &files);
    edit.add(draft.path(), draft.edits().iter().cloned());
    edit.confirm = confirm;
    Ok(edit)
}

/// The change of the links in other files to the document at `path`, which says `state` before the change: to anchors that
/// get other names, and with numbers of questions in their texts. Adds them to the report.
fn follow(
    (bank, sources): (&Bank, Sources<'_>),
    (path, state): (&BankPath, State<'_>),
    (changed, renamed): (&Numbers, &Renamed),
    report: &mut Report,
) -> Planned {
    let mut edit = Edit::default();
    if changed.is_empty() && renamed.is_empty() {
        return Ok(edit);
    }
    let mut labels = labels((bank, sources), (path, state), changed)?;
    for (user, facts) in users(bank, path) {
        let text = sources(&user);
        let text = text.ok_or_else(|| Refusal::new(format!("`{user}` cannot be read")))?;
        let mut edits = anchors::links(facts, (&user, &text), path, renamed)?;
        report.links += edits.len();
        edits.extend(labels.remove(&user).unwrap_or_default());
        edits.sort();
        edits.dedup();
        edit.add(&user, edits);
    }
    Ok(edit)
}

/// The edits of the numbers in the texts of links in other files to questions of the document at `path`, by file.
///
/// # Errors
/// When a file with such links cannot be read.
pub fn labels(
    (bank, sources): (&Bank, Sources<'_>),
    (path, state): (&BankPath, State<'_>),
    changed: &Numbers,
) -> Result<BTreeMap<BankPath, Vec<TextEdit>>, Refusal> {
    let numbers = numbers_by_anchor(state, changed);
    let mut all = BTreeMap::new();
    for (user, facts) in users(bank, path) {
        let text = sources(&user);
        let text = text.ok_or_else(|| Refusal::new(format!("`{user}` cannot be read")))?;
        let links = facts
            .links()
            .filter(|(_, link)| user.beside(link.path).as_ref() == Some(path));
        let links =
            links.filter_map(|(start, link)| Some((start, link, *numbers.get(link.anchor?)?)));
        let edits = labels::edits(&text, links);
        if !edits.is_empty() {
            all.insert(user, edits);
        }
    }
    Ok(all)
}

/// The other files that name the file at `path`, with what they say.
fn users<'b>(bank: &'b Bank, path: &BankPath) -> Vec<(BankPath, &'b Facts)> {
    let users: BTreeSet<BankPath> = bank.users(&Target::File(path.clone())).collect();
    let others = users.into_iter().filter(|user| user != path);
    let read = others.filter_map(|user| {
        let facts = bank.file(user.as_str())?.facts()?;
        Some((user, &**facts))
    });
    read.collect()
}
