//! A document that changes step by step.

use std::sync::Arc;

use super::kept::check;
use super::order::Order;
use super::places::renamed;
use super::state::State;
use crate::bank::{Bank, BankPath};
use crate::edit::Sources;
use crate::edit::anchors::{self, Renamed};
use crate::facts::Facts;
use crate::text::{self, Refusal, TextEdit, composed, is_within};

/// A change of the lines of questions, and of what refers to them.
pub struct Step<'s> {
    /// The questions after it.
    pub order: &'s Order,
    /// The edits of the questions' lines, in any state of the document with the same questions.
    pub change: &'s dyn Fn(State<'_>) -> Result<Vec<TextEdit>, Refusal>,
    /// The edits of what refers to them in the document, apart from links to anchors that get these names.
    pub follow: &'s dyn Fn(State<'_>, &Renamed) -> Vec<TextEdit>,
}

/// A document, and how it has changed so far.
pub struct Draft<'b> {
    bank: &'b Bank,
    path: &'b BankPath,
    /// The text and the facts at the start.
    start: (Arc<String>, Arc<Facts>),
    /// Those now.
    now: (Arc<String>, Arc<Facts>),
    /// The edits of the text at the start.
    edits: Vec<TextEdit>,
    /// The anchors at the start that have another name now.
    renamed: Renamed,
}

impl<'b> Draft<'b> {
    /// The document as it is.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn new(bank: &'b Bank, sources: Sources<'_>, path: &'b BankPath) -> Result<Self, Refusal> {
        let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
        let text = sources(path).ok_or_else(unreadable)?;
        let facts = bank.file(path.as_str()).and_then(|file| file.facts());
        let start = (text, Arc::clone(facts.ok_or_else(unreadable)?));
        Ok(Self {
            bank,
            path,
            now: start.clone(),
            start,
            edits: Vec::new(),
            renamed: Renamed::new(),
        })
    }

    /// The document now.
    ///
    /// # Errors
    /// When it has no questions.
    pub fn state(&self) -> Result<State<'_>, Refusal> {
        State::new(&self.now.0, &self.now.1)
    }

    /// The document at the start.
    ///
    /// # Errors
    /// When it had no questions.
    pub fn start(&self) -> Result<State<'_>, Refusal> {
        State::new(&self.start.0, &self.start.1)
    }

    /// Makes a step.
    ///
    /// # Errors
    /// When a question would say something else, an anchor would lead elsewhere, or a link cannot follow.
    pub fn step(&mut self, step: &Step<'_>) -> Result<(), Refusal> {
        let before = self.state()?;
        let dry = self.applied(before.text, &(step.change)(before)?)?;
        let renamed = renamed(before, State::new(&dry.0, &dry.1)?, step.order)?;
        let follow = self.following(before, step, &renamed)?;
        let between = self.applied(before.text, &follow)?;
        let between = State::new(&between.0, &between.1)?;
        if between.group.questions.len() != before.group.questions.len() {
            return Err(Refusal::new(
                "qmark would read other questions in the changed file; change it by hand",
            ));
        }
        let change = (step.change)(between)?;
        let (text, facts) = self.applied(between.text, &change)?;
        let after = State::new(&text, &facts)?;
        check((before, &follow), after, step.order)?;
        if self::renamed(before, after, step.order)? != renamed {
            return Err(Refusal::new(
                "the headings would get other anchors; change the file by hand",
            ));
        }
        let done = composed(&self.edits, &composed(&follow, &change));
        self.renames(renamed);
        self.now = (Arc::new(text), Arc::new(facts));
        self.edits = done;
        Ok(())
    }

    /// The edits of all that refers to the questions in the document.
    fn following(
        &self,
        before: State<'_>,
        step: &Step<'_>,
        renamed: &Renamed,
    ) -> Result<Vec<TextEdit>, Refusal> {
        let mut edits = (step.follow)(before, renamed);
        let here = (self.path, before.text);
        let links = anchors::links(before.facts, here, self.path, renamed)?;
        // A row that is replaced has its new link already.
        let links = links
            .into_iter()
            .filter(|link| !is_within(link.span, &edits));
        let links: Vec<TextEdit> = links.collect();
        edits.extend(links);
        edits.sort();
        edits.dedup();
        Ok(edits)
    }

    /// The text after these edits, and what it says.
    fn applied(&self, text: &str, edits: &[TextEdit]) -> Result<(String, Facts), Refusal> {
        let text = text::apply(text, edits);
        let text = text.map_err(|overlap| Refusal::new(overlap.to_string()))?;
        let facts = self.bank.read(self.path, &text);
        Ok((text, facts))
    }

    fn renames(&mut self, step: Renamed) {
        let is_known = |name: &String| self.renamed.values().any(|now| now == name);
        let others = step.iter().filter(|(old, _)| !is_known(old));
        let others: Renamed = others
            .map(|(old, new)| (old.clone(), new.clone()))
            .collect();
        for now in self.renamed.values_mut() {
            if let Some(new) = step.get(now) {
                now.clone_from(new);
            }
        }
        for (old, new) in others {
            self.renamed.entry(old).or_insert(new);
        }
        self.renamed.retain(|old, new| old != new);
    }

    /// The bank that the document is in.
    pub fn bank(&self) -> &'b Bank {
        self.bank
    }

    /// Its path.
    pub fn path(&self) -> &'b BankPath {
        self.path
    }

    /// The edits of the text at the start.
    pub fn edits(&self) -> &[TextEdit] {
        &self.edits
    }

    /// The anchors at the start that have another name now.
    pub fn renamed(&self) -> &Renamed {
        &self.renamed
    }
}
