//! The anchors that a change of a file renames, and the links that follow them.

use std::collections::{BTreeMap, BTreeSet};

use super::destination::Destination;
use super::{Edit, Planned, Sources};
use crate::bank::{Bank, BankPath, Target};
use crate::facts::Facts;
use crate::syntax::markdown::body::{self, Heading};
use crate::text::{Refusal, Span, TextEdit};

/// The anchors of a file that a change renames: each as it was and as it is.
pub type Renamed = BTreeMap<String, String>;

/// A file before and after a change.
#[derive(Clone, Copy)]
pub struct BeforeAfter<'c> {
    /// What it contained.
    pub before: &'c Facts,
    /// What it contains.
    pub after: &'c Facts,
    /// Its text now.
    pub edited: &'c str,
}

/// The anchors that change with these edits of a file, which change the texts of headings and of nothing else: those of the
/// edited headings, and those of others with the same text, whose numbers change.
///
/// # Errors
/// When the file has other headings after the edits, or a heading would get an anchor that the file has already.
pub fn renamed(change: BeforeAfter<'_>, edits: &[TextEdit]) -> Result<Renamed, Refusal> {
    let BeforeAfter {
        before: facts,
        after,
        edited,
    } = change;
    let before: Vec<_> = facts.body().headings().collect();
    let now: Vec<_> = after.body().headings().collect();
    let mut pairs = before.iter().zip(&now);
    if before.len() != now.len() || pairs.any(|(a, b)| a.level != b.level) {
        return Err(Refusal::new("the file would have other headings"));
    }
    let ids = after.body().ids();
    let is_kept = |name: &str| ids.iter().any(|id| *id.name == *name);
    let mut named = facts.body().ids().iter();
    if let Some(gone) = named.find(|id| !is_kept(&id.name)) {
        return Err(Refusal::new(format!(
            "the file would lose the anchor `#{}`; keep its element",
            gone.name
        )));
    }
    let is_edited = |heading: &Heading<'_>| {
        let span = heading.span.shift(facts.body_start());
        edits
            .iter()
            .any(|edit| span.start <= edit.span.start && edit.span.end <= span.end)
    };
    let (changed, others): (Vec<_>, Vec<_>) =
        before.iter().zip(&now).partition(|(a, _)| is_edited(a));
    for (a, b) in &changed {
        let shown = b.span.shift(after.body_start()).slice(edited);
        has_anchor(a, b, shown)?;
        if a.anchor == b.anchor {
            continue;
        }
        let plain = plain_anchor(shown);
        let takes = |name: &str| name == b.anchor || plain.as_deref() == Some(name);
        let mut others = others.iter();
        if others.any(|(a, b)| takes(a.anchor) || takes(b.anchor))
            || facts.body().ids().iter().any(|id| takes(&id.name))
        {
            let anchor = plain.as_deref().unwrap_or(b.anchor);
            return Err(Refusal::new(format!(
                "the file already has an anchor `#{anchor}`"
            )));
        }
    }
    let pairs = before.iter().zip(&now);
    let renamed = pairs.filter(|(a, b)| a.anchor != b.anchor);
    Ok(renamed
        .map(|(a, b)| (a.anchor.to_owned(), b.anchor.to_owned()))
        .collect())
}

/// Refuses a heading that loses its anchor.
fn has_anchor(before: &Heading<'_>, now: &Heading<'_>, shown: &str) -> Result<(), Refusal> {
    match now.anchor.is_empty() && !before.anchor.is_empty() {
        true => Err(Refusal::new(format!(
            "a heading `{shown}` has no anchor: it needs a letter or digit"
        ))),
        false => Ok(()),
    }
}

/// The anchor of a heading with this text that is alone in its file.
fn plain_anchor(heading: &str) -> Option<String> {
    let plain = body::read(&format!("# {heading}\n"));
    let mut headings = plain.headings();
    headings.next().map(|heading| heading.anchor.to_owned())
}

/// The change after which every link of the bank to one of these anchors of `file` leads to the new one; without the links of
/// the file itself within `replaced`.
///
/// # Errors
/// When a link is written in a form that cannot be changed.
pub fn follow(
    bank: &Bank,
    sources: Sources<'_>,
    (file, renamed): (&BankPath, &Renamed),
    replaced: &[Span],
) -> Planned {
    let mut edit = Edit::default();
    if renamed.is_empty() {
        return Ok(edit);
    }
    let users = bank.users(&Target::File(file.clone()));
    let users: BTreeSet<BankPath> = users.chain([file.clone()]).collect();
    for user in &users {
        let text = sources(user);
        let text = text.ok_or_else(|| Refusal::new(format!("`{user}` cannot be read")))?;
        let facts = bank.file(user.as_str()).and_then(|file| file.facts());
        let Some(facts) = facts else { continue };
        let mut edits = links(facts, (user, &text), file, renamed)?;
        let is_replaced = |link: Span| replaced.iter().any(|span| span.cover(link) == *span);
        edits.retain(|link| user != file || !is_replaced(link.span));
        edit.add(user, edits);
    }
    Ok(edit)
}

/// The edits after which the links of `user`, which says these facts, to such anchors of `file` lead to the new ones.
///
/// # Errors
/// When a link is written in a form that cannot be changed.
pub fn links(
    facts: &Facts,
    (user, text): (&BankPath, &str),
    file: &BankPath,
    renamed: &Renamed,
) -> Result<Vec<TextEdit>, Refusal> {
    let mut edits = Vec::new();
    for (start, link) in facts.links() {
        let leads_here = match link.path {
            "" => user == file,
            path => user.beside(path).as_ref() == Some(file),
        };
        // GitHub finds a heading in any case.
        let now = |anchor: &str| {
            renamed
                .get(anchor)
                .or_else(|| renamed.get(&anchor.to_lowercase()))
        };
        let Some(now) = link.anchor.and_then(now) else {
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

/// What the author agrees to before these anchors change: links from outside the bank may use them.
pub fn confirmation(renamed: &Renamed) -> Option<String> {
    let renamed = renamed.iter();
    confirmation_of(renamed.map(|(old, new)| (format!("#{old}"), format!("#{new}"))))
}

/// The same for anchors as links write them.
pub fn confirmation_of(renamed: impl IntoIterator<Item = (String, String)>) -> Option<String> {
    let mut renamed = renamed.into_iter();
    let (old, new) = renamed.next()?;
    let others = match renamed.count() {
        0 => String::new(),
        count => format!(" (and {count} more)"),
    };
    Some(format!(
        "the anchor `{old}` becomes `{new}`{others}; links from outside the bank still name the old one"
    ))
}
