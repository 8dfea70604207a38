//! Moves parts of files to other places of the bank: what the files say, and where each link leads, stays as it is.
//!
//! A change says of which pieces of the old texts the new ones are made (`pieces`). From that follows where each heading and
//! each link comes, and so which new destinations links need (`links`). The result is read and compared with what was there (`check`).

mod check;
mod links;
mod pieces;

use std::collections::BTreeMap;

use super::anchors::confirmation_of;
use super::{Edit, Planned, Sources, diff, is_current};
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::facts::Facts;
use crate::text::Refusal;
use check::Files;
pub use check::{Meant, differs, no_bank};
pub use links::Copies;
use links::{Anchors, Links};
pub use pieces::{Now, Part, Piece, Pieces, Places};

/// The bank before a change, and the pieces of the texts afterwards.
pub struct Relocation<'r> {
    /// The bank.
    pub bank: &'r Bank,
    /// The texts of its files.
    pub sources: Sources<'r>,
    /// The new texts.
    pub pieces: Pieces,
    /// Files that go, each with the question, by its new place, that it was the answer of.
    pub deletes: BTreeMap<BankPath, QuestionRef>,
    /// The headings that files get which others have, as their titles: a link to one that comes there leads to the own one.
    pub copies: Copies,
}

/// Checks the texts afterwards, before links get new destinations, and what they say.
pub type Also<'a> =
    &'a dyn Fn(&BTreeMap<BankPath, String>, &BTreeMap<BankPath, Facts>) -> Result<(), Refusal>;

impl<'r> Relocation<'r> {
    /// Without any change so far.
    pub fn new(bank: &'r Bank, sources: Sources<'r>) -> Self {
        Self {
            bank,
            sources,
            pieces: Pieces::default(),
            deletes: BTreeMap::new(),
            copies: Copies::new(),
        }
    }

    /// The change, with the links that follow it.
    ///
    /// # Errors
    /// When a question would not say what it said, but for what is `meant`, or a link would not lead where it led.
    pub fn edit(&self, meant: &Meant) -> Planned {
        self.edit_checked(meant, &|_, _| Ok(()))
    }

    /// The same with another check of the texts.
    ///
    /// # Errors
    /// The same, and those of `also`.
    pub fn edit_checked(&self, meant: &Meant, also: Also<'_>) -> Planned {
        self.is_current(&self.pieces)?;
        let places = self.pieces.places(self.deletes.keys());
        let texts = self.pieces.texts(self.sources)?;
        let now = self.read(&texts);
        also(&texts, &now)?;
        self.files(&places, &texts, &now).same_questions(meant)?;
        let old = self.bank.files();
        let old = old.filter_map(|(path, file)| Some((path, &**file.facts()?)));
        let old = old.filter(|(path, _)| self.is_changed(path));
        let mut anchors = links::anchors(old, &places, &now);
        self.lead_to_questions(&mut anchors, &now);
        let links = self.links(&places, &anchors);
        let mut pieces = self.pieces.clone();
        for link in links.written()? {
            if !self.deletes.contains_key(&link.path) {
                let text = (self.sources)(&link.path).unwrap_or_default();
                pieces.keep(&link.path, &text);
            }
            pieces.replace(&link.path, link.span, &link.text)?;
        }
        self.is_current(&pieces)?;
        self.checked(&pieces, (&texts, &now), &anchors)
    }

    /// The change of the files to these pieces.
    fn checked(
        &self,
        pieces: &Pieces,
        (moved, before_links): (&BTreeMap<BankPath, String>, &BTreeMap<BankPath, Facts>),
        anchors: &Anchors,
    ) -> Planned {
        let places = pieces.places(self.deletes.keys());
        let texts = pieces.texts(self.sources)?;
        let now = self.read(&texts);
        let links = self.links(&places, anchors);
        self.files(&places, &texts, &now).same_links(&links)?;
        for path in moved.keys() {
            let count = |facts: &BTreeMap<BankPath, Facts>| {
                let group = facts.get(path).and_then(Facts::as_group);
                group.map_or(0, |group| group.questions.len())
            };
            if count(&now) != count(before_links) {
                return Err(Refusal::new(format!(
                    "the links of `{path}` would be read as questions; change its table of contents first"
                )));
            }
            let anchors = |facts: &BTreeMap<BankPath, Facts>| -> Vec<String> {
                let body = facts.get(path).map(Facts::body);
                let anchors = body.into_iter().flat_map(|body| body.anchors());
                anchors.map(str::to_owned).collect()
            };
            if anchors(&now) != anchors(before_links) {
                return Err(Refusal::new(format!(
                    "the headings of `{path}` would have other anchors; change its links first"
                )));
            }
        }
        let mut edit = Edit::default();
        for (path, text) in texts {
            match (self.sources)(&path) {
                Some(old) if self.bank.file(path.as_str()).is_some() => {
                    edit.add(&path, diff(&old, &text));
                }
                _ => {
                    edit.creates.insert(path, text);
                }
            }
        }
        edit.deletes = self.deletes.keys().cloned().collect();
        edit.confirm = confirmation_of(renamed(anchors));
        Ok(edit)
    }

    /// Has the links to answer files that go lead to the headings of their questions.
    fn lead_to_questions(&self, anchors: &mut Anchors, now: &BTreeMap<BankPath, Facts>) {
        for (file, at) in &self.deletes {
            let group = now.get(&at.group).and_then(Facts::as_group);
            let heading = group.and_then(|group| group.heading_of(at.index));
            let place = heading.map(|heading| (at.group.clone(), heading.anchor.to_owned()));
            let facts = self.bank.file(file.as_str()).and_then(|file| file.facts());
            let title = facts.and_then(|facts| facts.body().headings().next());
            let title = title.map(|title| (file.clone(), title.anchor.to_owned()));
            if let Some(title) = title.filter(|title| matches!(anchors.get(title), Some(None))) {
                anchors.insert(title, place.clone());
            }
            anchors.insert((file.clone(), String::new()), place);
        }
    }

    fn is_changed(&self, path: &BankPath) -> bool {
        self.pieces.has(path) || self.deletes.contains_key(path)
    }

    fn read(&self, texts: &BTreeMap<BankPath, String>) -> BTreeMap<BankPath, Facts> {
        let facts = texts.iter();
        facts
            .map(|(path, text)| (path.clone(), self.bank.read(path, text)))
            .collect()
    }

    fn files<'f>(
        &'f self,
        places: &'f Places,
        texts: &'f BTreeMap<BankPath, String>,
        now: &'f BTreeMap<BankPath, Facts>,
    ) -> Files<'f> {
        Files {
            bank: self.bank,
            sources: self.sources,
            places,
            texts,
            now,
        }
    }

    fn links<'f>(&'f self, places: &'f Places, anchors: &'f Anchors) -> Links<'f> {
        let files = self.pieces.files().chain(self.deletes.keys());
        Links {
            bank: self.bank,
            sources: self.sources,
            files: files.cloned().collect(),
            places,
            anchors,
            copies: &self.copies,
        }
    }

    /// Refuses a change of a file that the bank does not know as it is.
    fn is_current(&self, pieces: &Pieces) -> Result<(), Refusal> {
        let files = pieces.files().chain(self.deletes.keys());
        for path in files.filter(|path| self.bank.file(path.as_str()).is_some()) {
            let text = (self.sources)(path);
            let group = self.bank.group(path.as_str());
            if group.is_some_and(|group| !group.body.open_fences().is_empty()) {
                return Err(Refusal::new(format!(
                    "`{path}` has a code block that is not closed; close it first"
                )));
            }
            if !text.is_some_and(|text| is_current(self.bank, path, &text)) {
                return Err(Refusal::new(format!(
                    "`{path}` has just changed; try again"
                )));
            }
        }
        Ok(())
    }
}

/// The anchors that are others afterwards, each as links write it.
fn renamed(anchors: &Anchors) -> Vec<(String, String)> {
    let named = anchors.iter().filter(|((_, anchor), _)| !anchor.is_empty());
    let renamed = named.filter_map(|((path, anchor), now)| {
        let (to, new) = now.as_ref()?;
        match (to == path, new == anchor) {
            (true, true) => None,
            (true, false) => Some((format!("#{anchor}"), format!("#{new}"))),
            (false, _) => Some((format!("{path}#{anchor}"), format!("{to}#{new}"))),
        }
    });
    renamed.collect()
}
