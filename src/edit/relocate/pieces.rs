//! New texts of files that are made of pieces of the old ones, and where each place of the old ones comes.

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::BankPath;
use crate::edit::Sources;
use crate::text::{Refusal, Span, TextEdit};

/// A piece of a new text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// A stretch of a file as it is now.
    Kept(BankPath, Span),
    /// Another text.
    New(String),
}

/// A piece, and the stretch of a file in whose place it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    piece: Piece,
    of: Option<(BankPath, Span)>,
}

impl Part {
    fn kept(path: &BankPath, span: Span) -> Self {
        Self {
            piece: Piece::Kept(path.clone(), span),
            of: Some((path.clone(), span)),
        }
    }

    /// A piece as a part.
    pub fn of(piece: Piece) -> Self {
        match piece {
            Piece::Kept(path, span) => Self::kept(&path, span),
            Piece::New(text) => Self::new(text),
        }
    }

    /// A text that nothing has had the place of.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            piece: Piece::New(text.into()),
            of: None,
        }
    }

    /// The stretch of `path` that is kept or replaced.
    fn span_in(&self, path: &BankPath) -> Option<Span> {
        let (of, span) = self.of.as_ref()?;
        (of == path).then_some(*span)
    }
}

/// The files that are other ones afterwards, each with the pieces of its new text.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Pieces {
    files: BTreeMap<BankPath, Vec<Part>>,
}

/// Where a place of a file comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Now {
    /// To this offset of this file.
    At(BankPath, u32),
    /// Nowhere: its text goes.
    Gone,
}

impl Pieces {
    /// Adds a file that is there, as it is now.
    pub fn keep(&mut self, path: &BankPath, text: &str) {
        let whole = Span::new(0, text.len() as u32);
        let parts = || vec![Part::kept(path, whole)];
        self.files.entry(path.clone()).or_insert_with(parts);
    }

    /// Adds a file that consists of these parts.
    pub fn create(&mut self, path: BankPath, parts: Vec<Part>) {
        self.files.insert(path, parts);
    }

    /// The files.
    pub fn files(&self) -> impl Iterator<Item = &BankPath> {
        self.files.keys()
    }

    /// Whether a file is one of them.
    pub fn has(&self, path: &BankPath) -> bool {
        self.files.contains_key(path)
    }

    /// Writes a text in place of a stretch of a file as it is now, wherever that stretch has come. Nothing happens where
    /// the stretch is left out.
    ///
    /// # Errors
    /// When only a part of it is left out or moved.
    pub fn replace(&mut self, path: &BankPath, span: Span, text: &str) -> Result<(), Refusal> {
        let is_in = |part: &Part| match &part.piece {
            Piece::Kept(from, kept) => from == path && kept.cover(span) == *kept,
            Piece::New(_) => false,
        };
        for parts in self.files.values_mut() {
            if let Some(at) = parts.iter().position(is_in) {
                split(parts, path, span.end);
                split(parts, path, span.start);
                let new = Part {
                    piece: Piece::New(text.to_owned()),
                    of: Some((path.clone(), span)),
                };
                let is_before =
                    |part: &Part| part.span_in(path).is_some_and(|it| it.end <= span.start);
                let at = if is_before(&parts[at]) { at + 1 } else { at };
                let end = if span.is_empty() { at } else { at + 1 };
                parts.splice(at..end, [new]);
                return Ok(());
            }
        }
        let meets = |part: &Part| match &part.piece {
            Piece::Kept(from, kept) => {
                from == path && kept.start < span.end && span.start < kept.end
            }
            Piece::New(_) => false,
        };
        match self.files.values().flatten().any(meets) {
            true => Err(partly(path)),
            false => Ok(()),
        }
    }

    /// Makes edits of a file as it is now. What they remove is left out.
    ///
    /// # Errors
    /// As [`Pieces::replace`] and [`Pieces::cut`].
    pub fn apply(&mut self, path: &BankPath, edits: &[TextEdit]) -> Result<(), Refusal> {
        for edit in edits {
            match edit.text.is_empty() && !edit.span.is_empty() {
                true => drop(self.cut(path, edit.span)?),
                false => self.replace(path, edit.span, &edit.text)?,
            }
        }
        Ok(())
    }

    /// Takes out what is in place of a stretch of a file.
    ///
    /// # Errors
    /// When it is not in one place of that file.
    pub fn cut(&mut self, path: &BankPath, span: Span) -> Result<Vec<Part>, Refusal> {
        let Some(parts) = self.files.get_mut(path) else {
            return Err(partly(path));
        };
        split(parts, path, span.end);
        split(parts, path, span.start);
        let is_in = |part: &Part| {
            part.span_in(path).is_some_and(|of| match of.is_empty() {
                true => span.start < of.start && of.start < span.end,
                false => span.start <= of.start && of.end <= span.end,
            })
        };
        let Some(first) = parts.iter().position(is_in) else {
            return Ok(Vec::new());
        };
        let last = parts.iter().rposition(is_in).unwrap_or(first);
        let is_other = |part: &Part| part.of.is_some() && !is_in(part);
        match parts[first..=last].iter().any(is_other) {
            true => Err(partly(path)),
            false => Ok(parts.drain(first..=last).collect()),
        }
    }

    /// Puts parts in at an offset of a file as it is now.
    ///
    /// # Errors
    /// When the text at that offset is left out.
    pub fn paste(&mut self, path: &BankPath, offset: u32, new: Vec<Part>) -> Result<(), Refusal> {
        let Some(parts) = self.files.get_mut(path) else {
            return Err(partly(path));
        };
        split(parts, path, offset);
        let ends = |part: &Part| part.span_in(path).is_some_and(|of| of.end == offset);
        let at = match (offset, parts.iter().position(ends)) {
            (_, Some(at)) => at + 1,
            (0, None) => 0,
            (_, None) => return Err(partly(path)),
        };
        parts.splice(at..at, new);
        Ok(())
    }

    /// The new texts.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn texts(&self, sources: Sources<'_>) -> Result<BTreeMap<BankPath, String>, Refusal> {
        let parts = self.files.values().flatten();
        let paths = parts.filter_map(|part| match &part.piece {
            Piece::Kept(path, _) => Some(path),
            Piece::New(_) => None,
        });
        let paths: BTreeSet<&BankPath> = paths.collect();
        let mut old = BTreeMap::new();
        for path in paths {
            let text = sources(path);
            let text = text.ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))?;
            old.insert(path, text);
        }
        let written = |part: &Part| match &part.piece {
            Piece::Kept(path, span) => old.get(path).map_or("", |text| span.slice(text)).to_owned(),
            Piece::New(text) => text.clone(),
        };
        let files = self.files.iter();
        Ok(files
            .map(|(path, parts)| (path.clone(), parts.iter().map(written).collect()))
            .collect())
    }

    /// Where each place of the files comes, and of those that are `gone`.
    pub fn places<'g>(&'g self, gone: impl Iterator<Item = &'g BankPath>) -> Places {
        let mut kept: BTreeMap<BankPath, Vec<(Span, BankPath, u32)>> = BTreeMap::new();
        for (path, parts) in &self.files {
            let mut at = 0;
            for part in parts {
                match &part.piece {
                    Piece::Kept(from, span) => {
                        let moved = (*span, path.clone(), at);
                        kept.entry(from.clone()).or_default().push(moved);
                        at += span.len();
                    }
                    Piece::New(text) => {
                        // The start of what is replaced comes to the start of what is written instead.
                        if let Some((from, span)) =
                            part.of.as_ref().filter(|(_, of)| !of.is_empty())
                        {
                            let start = Span::new(span.start, span.start + 1);
                            let moved = (start, path.clone(), at);
                            kept.entry(from.clone()).or_default().push(moved);
                        }
                        at += text.len() as u32;
                    }
                }
            }
        }
        for places in kept.values_mut() {
            places.sort_by_key(|(span, ..)| *span);
        }
        for path in self.files.keys().chain(gone) {
            kept.entry(path.clone()).or_default();
        }
        Places(kept)
    }
}

/// Splits the kept part around an offset of a file in two.
fn split(parts: &mut Vec<Part>, path: &BankPath, offset: u32) {
    let around = parts.iter().position(|part| match &part.piece {
        Piece::Kept(from, kept) => from == path && kept.start < offset && offset < kept.end,
        Piece::New(_) => false,
    });
    let span = around.and_then(|at| parts[at].span_in(path));
    if let Some((at, span)) = around.zip(span) {
        let halves = [Span::new(span.start, offset), Span::new(offset, span.end)];
        parts.splice(at..=at, halves.map(|half| Part::kept(path, half)));
    }
}

fn partly(path: &BankPath) -> Refusal {
    Refusal::new(format!(
        "a part of `{path}` would be moved only partly; move it by hand"
    ))
}

/// Where each place of some files comes.
pub struct Places(BTreeMap<BankPath, Vec<(Span, BankPath, u32)>>);

impl Places {
    /// Where the first part of a stretch comes that comes anywhere.
    pub fn of_first(&self, path: &BankPath, span: Span) -> Now {
        let start = self.of(path, span.start);
        let kept = self.0.get(path).filter(|_| start == Now::Gone);
        let mut inside = kept.into_iter().flatten().map(|(kept, ..)| kept.start);
        let first = inside.find(|start| span.contains(*start));
        first.map_or(start, |offset| self.of(path, offset))
    }

    /// Where an offset of a file comes.
    pub fn of(&self, path: &BankPath, offset: u32) -> Now {
        let Some(kept) = self.0.get(path) else {
            return Now::At(path.clone(), offset);
        };
        let after = kept.partition_point(|(span, ..)| span.start <= offset);
        let found = after.checked_sub(1).and_then(|at| kept.get(at));
        let found = found.filter(|(span, ..)| span.contains(offset));
        found.map_or(Now::Gone, |(span, to, start)| {
            Now::At(to.clone(), start + offset - span.start)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Now, Part, Pieces};
    use crate::bank::BankPath;
    use crate::text::Span;

    fn path(name: &str) -> BankPath {
        BankPath::new(name).expect("a path")
    }

    #[test]
    fn places_follow_their_pieces() {
        let (a, b) = (path("a.md"), path("b.md"));
        let mut pieces = Pieces::default();
        pieces.keep(&a, "one two three");
        pieces.create(b.clone(), vec![Part::new("- ")]);
        pieces.keep(&b, "");
        pieces.replace(&a, Span::new(5, 6), "W").expect("a part");
        pieces.replace(&a, Span::at(3), "!").expect("a part");
        let cut = pieces.cut(&a, Span::new(4, 8)).expect("a part");
        let source = |_: &BankPath| Some(Arc::new("one two three".to_owned()));
        let moved = pieces.texts(&source).expect("texts");
        assert_eq!(moved[&a], "one! three");
        pieces.paste(&a, 13, cut).expect("a place");
        pieces.replace(&a, Span::new(6, 7), "u").expect("a part");
        let texts = pieces.texts(&source).expect("texts");
        assert_eq!(texts[&a], "one! threetWu ");
        let places = pieces.places(std::iter::empty());
        assert_eq!(places.of(&a, 8), Now::At(a.clone(), 5));
        assert_eq!(places.of(&a, 4), Now::At(a.clone(), 10));
        assert_eq!(places.of(&a, 5), Now::At(a.clone(), 11));
        assert_eq!(places.of(&b, 0), Now::Gone);
        assert_eq!(places.of(&path("c.md"), 7), Now::At(path("c.md"), 7));
        assert!(pieces.replace(&a, Span::new(2, 9), "").is_err());
    }
}
