//! The links of a bank after parts of its files have moved: each leads where it led.

use std::collections::{BTreeMap, BTreeSet};

use super::pieces::{Now, Places};
use crate::bank::{Bank, BankPath, Target};
use crate::edit::Sources;
use crate::edit::destination::Destination;
use crate::facts::Facts;
use crate::syntax::markdown::body::Link;
use crate::text::{Refusal, Span};

/// What a link leads to: a file, and the anchor of a place in it.
pub type Led = (BankPath, Option<String>);

/// The anchors of the files that change, each with its file and name before, and those afterwards; `None` for an anchor that
/// is gone.
pub type Anchors = BTreeMap<(BankPath, String), Option<(BankPath, String)>>;

/// Headings that files get which others have: for each such file, and the anchor in the other one, its anchor.
pub type Copies = BTreeMap<(BankPath, String), String>;

/// Where the anchors of these files are afterwards, when `now` has what the files contain.
pub fn anchors<'f>(
    files: impl Iterator<Item = (&'f BankPath, &'f Facts)>,
    places: &Places,
    now: &BTreeMap<BankPath, Facts>,
) -> Anchors {
    let mut anchors = Anchors::new();
    for (path, facts) in files {
        let start = facts.body_start();
        let headings = facts.body().headings();
        let headings = headings.map(|heading| (heading.anchor.to_owned(), heading.span));
        let ids = facts.body().ids().iter();
        let ids = ids.map(|id| (id.name.clone(), id.span));
        for (anchor, span) in headings.chain(ids).filter(|(anchor, _)| !anchor.is_empty()) {
            let place = places.of_first(path, span.shift(start));
            let found = match &place {
                Now::At(to, offset) => now.get(to).and_then(|facts| anchor_at(facts, *offset)),
                Now::Gone => None,
            };
            let found = match (place, found) {
                (Now::At(to, _), Some(anchor)) => Some((to, anchor)),
                _ => None,
            };
            // Of two elements with one name, the first one is what links lead to.
            anchors.entry((path.clone(), anchor)).or_insert(found);
        }
    }
    anchors
}

/// The anchor of the heading or element at an offset.
fn anchor_at(facts: &Facts, offset: u32) -> Option<String> {
    let offset = offset.checked_sub(facts.body_start())?;
    let mut ids = facts.body().ids().iter();
    if let Some(id) = ids.find(|id| id.span.contains(offset)) {
        return Some(id.name.clone());
    }
    let heading = facts.body().heading_around(Span::at(offset))?;
    (!heading.anchor.is_empty()).then(|| heading.anchor.to_owned())
}

/// A new destination of a link.
pub struct NewLink {
    /// The file that it is in before.
    pub path: BankPath,
    /// The part of its destination that changes, there.
    pub span: Span,
    /// What is written in its place.
    pub text: String,
}

/// The links of the bank, and what has moved.
pub struct Links<'l> {
    /// The bank before.
    pub bank: &'l Bank,
    /// The texts of its files before.
    pub sources: Sources<'l>,
    /// The files that are other ones afterwards.
    pub files: BTreeSet<BankPath>,
    /// Where each place of them comes.
    pub places: &'l Places,
    /// Where their anchors come.
    pub anchors: &'l Anchors,
    /// The headings that are written again where links to them come.
    pub copies: &'l Copies,
}

impl Links<'_> {
    /// The files that have links which the change may touch.
    pub fn users(&self) -> BTreeSet<BankPath> {
        let users = self.files.iter().flat_map(|file| {
            let users = self.bank.users(&Target::File(file.clone()));
            users.chain([file.clone()])
        });
        let is_there = |path: &BankPath| self.bank.file(path.as_str()).is_some();
        users.filter(is_there).collect()
    }

    /// The new destinations of the links that would lead elsewhere.
    ///
    /// # Errors
    /// When one would lead nowhere, or is written in a form that cannot be changed.
    pub fn written(&self) -> Result<Vec<NewLink>, Refusal> {
        let mut written: Vec<NewLink> = Vec::new();
        for user in self.users() {
            let Some(facts) = self.bank.file(user.as_str()).and_then(|file| file.facts()) else {
                continue;
            };
            let text = (self.sources)(&user);
            let text = text.ok_or_else(|| Refusal::new(format!("`{user}` cannot be read")))?;
            for (start, link) in facts.links() {
                let in_value = start < facts.body_start();
                if let Some(link) = self.one((&user, &text), (start, link), in_value)?
                    // Reference links share the definition with the destination.
                    && !written.iter().any(|it| it.path == user && it.span == link.span)
                {
                    written.push(link);
                }
            }
        }
        Ok(written)
    }

    /// Where a link of `user` leads afterwards, and from which file; `None` if it goes, or leads out of the bank.
    ///
    /// # Errors
    /// When nothing is there any more.
    pub fn leads(
        &self,
        user: &BankPath,
        (start, link): (u32, Link<'_>),
    ) -> Result<Option<(BankPath, Led)>, Refusal> {
        let Now::At(here, _) = self.places.of(user, link.span.start + start) else {
            return Ok(None);
        };
        let led = match link.path {
            "" => Some(user.clone()),
            path => user.beside(path),
        };
        let Some(led) = led else {
            return match here.folder() == user.folder() {
                true => Ok(None),
                false => Err(Refusal::new(format!(
                    "the link `{}` points outside the bank and cannot be written in another folder",
                    link.path
                ))),
            };
        };
        let anchor = link.anchor.filter(|anchor| !anchor.is_empty());
        let copied = anchor.filter(|_| link.path.is_empty() && here != *user);
        let copied = copied.and_then(|anchor| self.copies.get(&(here.clone(), anchor.to_owned())));
        if let Some(copied) = copied {
            return Ok(Some((here.clone(), (here, Some(copied.clone())))));
        }
        // A link to a whole file that goes leads to what has come of it.
        let whole = self.anchors.get(&(led.clone(), String::new()));
        let came = anchor.map(|anchor| self.anchor(&led, anchor));
        let (led, anchor) = match came.or(whole.map(|whole| Some(whole.clone()))) {
            Some(Some(Some((path, anchor)))) => (path, Some(anchor)),
            Some(Some(None)) => {
                let led = match anchor {
                    Some(anchor) => format!("#{anchor}"),
                    None => led.to_string(),
                };
                return Err(Refusal::new(format!(
                    "a link in `{user}` leads to `{led}`, which would no longer be there; change the link first"
                )));
            }
            // A link within its file that leads nowhere does so in another file, too.
            Some(None) if link.path.is_empty() => (here.clone(), anchor.map(str::to_owned)),
            Some(None) | None => (led, anchor.map(str::to_owned)),
        };
        Ok(Some((here, (led, anchor))))
    }

    /// Where an anchor of a file comes; `None` if the file has no such anchor now.
    fn anchor(&self, file: &BankPath, anchor: &str) -> Option<Option<(BankPath, String)>> {
        let plain = anchor.strip_prefix("user-content-").unwrap_or(anchor);
        let names = [anchor.to_owned(), plain.to_owned(), plain.to_lowercase()];
        let mut names = names.into_iter();
        names.find_map(|name| {
            let came = self.anchors.get(&(file.clone(), name.clone()))?;
            // It leads there as it is written.
            let is_same = came.as_ref() == Some(&(file.clone(), name));
            Some(match is_same {
                true => Some((file.clone(), anchor.to_owned())),
                false => came.clone(),
            })
        })
    }

    fn one(
        &self,
        (user, text): (&BankPath, &str),
        (start, link): (u32, Link<'_>),
        in_value: bool,
    ) -> Result<Option<NewLink>, Refusal> {
        if link.path.is_empty() && link.anchor.is_none_or(str::is_empty) {
            return Ok(None);
        }
        let Some((here, (led, anchor))) = self.leads(user, (start, link))? else {
            return Ok(None);
        };
        let now = match link.path {
            "" => Some(here.clone()),
            path => here.beside(path),
        };
        let is_same = link.anchor.filter(|anchor| !anchor.is_empty()) == anchor.as_deref();
        if is_same && now.as_ref() == Some(&led) {
            return Ok(None);
        }
        let found = Destination::at(text, link.span.shift(start), in_value);
        let found = found.filter(|found| found.names(link.path));
        let cannot = || {
            Refusal::new(format!(
                "a link in `{user}` is written in a form that qmark cannot change"
            ))
        };
        let found = found.ok_or_else(cannot)?;
        let edit = match (now.as_ref() == Some(&led), &anchor) {
            (true, Some(anchor)) => found.lead_to_heading(anchor).ok_or_else(cannot)?,
            (false, _) if is_same && !link.path.is_empty() && here != led => {
                found.lead_to(&here, &led)
            }
            _ => found.lead_into(&here, &led, anchor.as_deref()),
        };
        Ok(Some(NewLink {
            path: user.clone(),
            span: edit.span,
            text: edit.text,
        }))
    }
}
