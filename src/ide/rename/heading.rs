//! Renames a heading and updates the links to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::{Bank, BankPath, Target};
use crate::edit::destination::Destination;
use crate::edit::{Edit, Planned, Sources};
use crate::facts::Facts;
use crate::syntax::markdown::body;
use crate::text::{self, Refusal, TextEdit};

/// Replaces the text of a heading with the markdown `new`. Links to it are updated, and links to headings with the same
/// text whose numbering changes.
pub fn rename(
    bank: &Bank,
    sources: Sources<'_>,
    file: &BankPath,
    anchor: &str,
    new: &str,
) -> Planned {
    let read = |path: &BankPath| {
        sources(path).ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))
    };
    let text = read(file)?;
    let facts = bank.file(file.as_str()).and_then(|file| file.facts());
    let facts = facts.ok_or_else(|| Refusal::new(format!("`{file}` cannot be read")))?;
    let changed = change(bank, (file, &text), facts, anchor, new)?;
    let span = changed.edit.span;
    let mut edit = Edit::texts(file, [changed.edit]);
    let users = bank.users(&Target::File(file.clone()));
    let users: BTreeSet<BankPath> = users.chain([file.clone()]).collect();
    for user in users.iter().filter(|_| !changed.anchors.is_empty()) {
        let mut edits = links(bank, user, &read(user)?, file, &changed.anchors)?;
        // A link within the heading is replaced with it.
        edits.retain(|link| user != file || span.cover(link.span) != span);
        edit.add(user, edits);
    }
    Ok(edit)
}

struct Changed {
    edit: TextEdit,
    /// The anchors that change: before and after.
    anchors: BTreeMap<String, String>,
}

fn change(
    bank: &Bank,
    (path, text): (&BankPath, &str),
    facts: &Facts,
    anchor: &str,
    new: &str,
) -> Result<Changed, Refusal> {
    let headings: Vec<_> = facts.body().headings().collect();
    let index = headings.iter().position(|heading| heading.anchor == anchor);
    let index = index.ok_or_else(|| Refusal::new("the heading no longer exists"))?;
    let edit = TextEdit {
        span: headings[index].span.shift(facts.body_start()),
        text: new.to_owned(),
    };
    let edited = text::apply(text, std::slice::from_ref(&edit))
        .map_err(|overlap| Refusal::new(overlap.to_string()))?;
    let after = bank.read(path, &edited);
    let renamed: Vec<_> = after.body().headings().collect();
    let as_before = renamed.len() == headings.len()
        && renamed
            .iter()
            .zip(&headings)
            .all(|(a, b)| a.level == b.level)
        && renamed[index].span.shift(after.body_start()).slice(&edited) == new;
    if !as_before {
        return Err(Refusal::new(format!(
            "`{new}` cannot be the text of this heading"
        )));
    }
    let now = renamed[index].anchor;
    if now.is_empty() {
        return Err(Refusal::new(format!(
            "a heading `{new}` has no anchor: it needs a letter or digit"
        )));
    }
    let plain = body::read(&format!("# {new}\n"));
    let plain = plain
        .headings()
        .next()
        .map(|heading| heading.anchor.to_owned());
    let pairs = headings.iter().zip(&renamed).enumerate();
    let mut others = pairs.filter(|(at, _)| *at != index);
    let takes = |name: &str| name == now || plain.as_deref() == Some(name);
    let taken = others.any(|(_, (a, b))| takes(a.anchor) || takes(b.anchor))
        || facts.body().ids().iter().any(|id| takes(&id.name));
    if now != anchor && taken {
        let anchor = plain.as_deref().unwrap_or(now);
        return Err(Refusal::new(format!(
            "the file already has an anchor `#{anchor}`"
        )));
    }
    let pairs = headings.iter().zip(&renamed);
    let anchors = pairs.filter(|(a, b)| a.anchor != b.anchor);
    Ok(Changed {
        anchors: anchors
            .map(|(a, b)| (a.anchor.to_owned(), b.anchor.to_owned()))
            .collect(),
        edit,
    })
}

/// The edits of the links of `user` to the headings of `file`.
fn links(
    bank: &Bank,
    user: &BankPath,
    text: &str,
    file: &BankPath,
    anchors: &BTreeMap<String, String>,
) -> Result<Vec<TextEdit>, Refusal> {
    let Some(facts) = bank.file(user.as_str()).and_then(|file| file.facts()) else {
        return Ok(Vec::new());
    };
    let mut edits = Vec::new();
    for (start, link) in facts.links() {
        let leads_here = match link.path {
            "" => user == file,
            path => user.beside(path).as_ref() == Some(file),
        };
        let Some(now) = link.anchor.and_then(|anchor| anchors.get(anchor)) else {
            continue;
        };
        if leads_here {
            let span = link.span.shift(start);
            let found = Destination::at(text, span, start < facts.body_start());
            let found = found.filter(|found| found.names(link.path));
            let edit = found.and_then(|found| found.lead_to_heading(now));
            edits.push(
                edit.ok_or_else(|| Refusal::new(format!("a link in `{user}` cannot be updated")))?,
            );
        }
    }
    // Reference links share the definition of their destination.
    edits.sort();
    edits.dedup();
    Ok(edits)
}
