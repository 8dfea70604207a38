//! One change to a bank: edited texts, and files created, moved and deleted. All of it is applied or none.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::Sources;
use crate::bank::BankPath;
use crate::platform::caseless;
use crate::text::{self, Refusal, Span, TextEdit};

/// A change to a bank. Texts are edited first, under the names that the files have before; then files move, then they
/// come and go.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What changes in the texts of files that are there. Spans count in the text as it is now.
    pub texts: BTreeMap<BankPath, Vec<TextEdit>>,
    /// Files that move: from here, to there, where nothing is.
    pub moves: BTreeMap<BankPath, BankPath>,
    /// Files to create, with their text; nothing is at their paths.
    pub creates: BTreeMap<BankPath, String>,
    /// Files that go.
    pub deletes: BTreeSet<BankPath>,
    /// The file to be shown afterwards, under its new name.
    pub shows: Option<BankPath>,
    /// The question of that file to be shown, by its index afterwards; without one, the first text that is written.
    pub question: Option<usize>,
    /// What the author has to agree to first because nothing takes it back: two names that become one. A sentence for
    /// the author.
    pub confirm: Option<String>,
    /// What the author may want to read before agreeing: lines of text.
    pub details: Option<String>,
}

impl Edit {
    /// A change of one stretch of one text.
    pub fn text(path: &BankPath, span: Span, text: impl Into<String>) -> Self {
        let edit = TextEdit {
            span,
            text: text.into(),
        };
        Self::texts(path, [edit])
    }

    /// Changes of one text.
    pub fn texts(path: &BankPath, edits: impl IntoIterator<Item = TextEdit>) -> Self {
        let mut edit = Self::default();
        edit.add(path, edits);
        edit
    }

    /// A file that is created and shown.
    pub fn create(path: &BankPath, text: impl Into<String>) -> Self {
        Self {
            creates: BTreeMap::from([(path.clone(), text.into())]),
            shows: Some(path.clone()),
            ..Self::default()
        }
    }

    /// Adds changes of one text.
    pub fn add(&mut self, path: &BankPath, edits: impl IntoIterator<Item = TextEdit>) {
        let mut edits = edits.into_iter().peekable();
        if edits.peek().is_some() {
            self.texts.entry(path.clone()).or_default().extend(edits);
        }
    }

    /// The same change with each text's edits in the order of their places.
    pub fn normal(mut self) -> Self {
        for edits in self.texts.values_mut() {
            edits.sort_by_key(|edit| edit.span);
        }
        self
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
            && self.moves.is_empty()
            && self.creates.is_empty()
            && self.deletes.is_empty()
    }

    /// Whether it does more than edit texts.
    pub fn moves_files(&self) -> bool {
        !(self.moves.is_empty() && self.creates.is_empty() && self.deletes.is_empty())
    }

    /// The files that it edits, moves, makes or deletes, by the names they have before, or get.
    pub fn files(&self) -> BTreeSet<&BankPath> {
        let moved = self.moves.iter().flat_map(|(from, to)| [from, to]);
        (self.texts.keys())
            .chain(moved)
            .chain(self.creates.keys())
            .chain(&self.deletes)
            .collect()
    }

    /// This change and `other` as one.
    ///
    /// # Errors
    /// When both edit the same part of a text, or create, move or delete the same file in different ways; `self` is
    /// as before then.
    pub fn merge(&mut self, other: Self) -> Result<(), Refusal> {
        if let Some(path) = self.contends(&other) {
            return Err(Refusal::new(format!("two changes overlap in `{path}`")));
        }
        for (path, edits) in other.texts {
            let own = self.texts.entry(path).or_default();
            let new: Vec<_> = edits
                .into_iter()
                .filter(|edit| !own.contains(edit))
                .collect();
            own.extend(new);
        }
        self.moves.extend(other.moves);
        self.creates.extend(other.creates);
        self.deletes.extend(other.deletes);
        if self.shows.is_none() {
            (self.shows, self.question) = (other.shows, other.question);
        }
        self.confirm = self.confirm.take().or(other.confirm);
        self.details = self.details.take().or(other.details);
        Ok(())
    }

    /// A file in which the two changes cannot both be made.
    fn contends(&self, other: &Self) -> Option<BankPath> {
        let overlap = other.texts.iter().find(|(path, edits)| {
            let own = self.texts.get(*path).map_or(&[][..], |own| own);
            edits.iter().any(|b| {
                own.iter()
                    .any(|a| a != b && meet(a.span, b.span) && !are_siblings(a, b))
            })
        });
        let texts = overlap.map(|(path, _)| path);
        // Called for each of thousands of changes that are merged one by one: look up in `self`, never iterate over it.
        let shared = |path: &&BankPath| {
            self.creates.contains_key(*path)
                || self.takes(path)
                || (other.creates.contains_key(*path) || other.takes(path)) && self.touches(path)
        };
        let equal = |path: &&BankPath| {
            self.of(path) == other.of(path) && self.texts.get(*path) == other.texts.get(*path)
        };
        let files = other.files();
        let mut files = files.iter().copied();
        texts
            .or_else(|| files.find(|path| shared(path) && !equal(path)))
            .cloned()
            .or_else(|| self.differ_in_case(other))
    }

    /// A file of one that comes where one of the other comes whose name differs in case only: some systems take both
    /// for one.
    fn differ_in_case(&self, other: &Self) -> Option<BankPath> {
        let same =
            |a: &BankPath, b: &BankPath| a != b && caseless(a.as_str()) == caseless(b.as_str());
        let mut coming = other.creates.keys().chain(other.moves.values());
        let differs = |path: &&BankPath| {
            // A folder has one spelling, so only its own files can differ in the case of their names.
            let from = (Bound::Included(path.folder()), Bound::Unbounded);
            let beside = self.creates.range::<str, _>(from);
            let mut beside = beside
                .map(|(other, _)| other)
                .take_while(|other| other.as_str().starts_with(path.folder()));
            beside.any(|own| same(own, path)) || self.moves.values().any(|own| same(own, path))
        };
        coming.find(differs).cloned()
    }

    /// Whether it does anything to the file at `path`.
    fn touches(&self, path: &BankPath) -> bool {
        self.texts.contains_key(path) || self.creates.contains_key(path) || self.takes(path)
    }

    /// What becomes of the file itself: the text it comes with, where it goes, what comes in its place, whether it goes.
    fn of(&self, path: &BankPath) -> (Option<&String>, Option<&BankPath>, Vec<&BankPath>, bool) {
        let arriving = self.moves.iter().filter(|(_, to)| *to == path);
        (
            self.creates.get(path),
            self.moves.get(path),
            arriving.map(|(from, _)| from).collect(),
            self.deletes.contains(path),
        )
    }

    /// Whether nothing is at `path` afterwards, or something else.
    fn takes(&self, path: &BankPath) -> bool {
        self.deletes.contains(path)
            || self.moves.contains_key(path)
            || self.moves.values().any(|to| to == path)
    }

    /// The files that differ afterwards: the text of each, `None` for a deleted one.
    ///
    /// # Errors
    /// When a text cannot be read, edits overlap, or a file would be created where one exists.
    pub fn apply(
        &self,
        source: Sources<'_>,
    ) -> Result<BTreeMap<BankPath, Option<String>>, Refusal> {
        let read = |path: &BankPath| {
            source(path).ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))
        };
        let mut after = BTreeMap::new();
        for (path, edits) in &self.texts {
            let edited = text::apply(&read(path)?, edits)
                .map_err(|overlap| Refusal::new(format!("in `{path}`, {overlap}")))?;
            after.insert(path.clone(), Some(edited));
        }
        let mut arrivals = Vec::new();
        for (from, to) in &self.moves {
            let text = match after.remove(from).flatten() {
                Some(edited) => edited,
                None => read(from)?.to_string(),
            };
            arrivals.push((to, text));
        }
        arrivals.extend(self.creates.iter().map(|(path, text)| (path, text.clone())));
        let leaving =
            |path: &BankPath| self.moves.contains_key(path) || self.deletes.contains(path);
        for path in self.moves.keys().chain(&self.deletes) {
            after.insert(path.clone(), None);
        }
        for (path, text) in arrivals {
            if !leaving(path) && source(path).is_some() {
                return Err(Refusal::new(format!("`{path}` already exists")));
            }
            if let Some(Some(_)) = after.insert(path.clone(), Some(text)) {
                return Err(Refusal::new(format!("two files would be named `{path}`")));
            }
        }
        Ok(after)
    }
}

/// Whether two edits write items of one list at the same place: either order is right then.
fn are_siblings(a: &TextEdit, b: &TextEdit) -> bool {
    let item = |text: &str| {
        let mark = text.find(|c| !" ,\r\n".contains(c))?;
        let lead = text.get(..=mark).filter(|lead| lead.len() > 1);
        lead.filter(|lead| lead.ends_with(['-', '{']))
            .map(str::to_owned)
    };
    a.span == b.span
        && a.span.is_empty()
        && item(&a.text).is_some()
        && item(&a.text) == item(&b.text)
}

/// Whether two edits want a common byte, or the same place.
fn meet(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end || a == b || {
        let (empty, other) = if a.is_empty() { (a, b) } else { (b, a) };
        empty.is_empty() && other.start <= empty.start && empty.start < other.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn path(name: &str) -> BankPath {
        BankPath::new(name).expect("a path")
    }

    fn moved(pairs: &[(&str, &str)]) -> Edit {
        Edit {
            moves: pairs.iter().map(|(a, b)| (path(a), path(b))).collect(),
            ..Edit::default()
        }
    }

    fn deleted(name: &str) -> Edit {
        Edit {
            deletes: BTreeSet::from([path(name)]),
            ..Edit::default()
        }
    }

    fn written(name: &str, start: u32, end: u32, text: &str) -> Edit {
        Edit::text(&path(name), Span::new(start, end), text)
    }

    /// The files after the change of a bank of `a.md`, `b.md` and `c.md`, each with its own letter.
    fn applied(edit: &Edit) -> Result<Vec<(String, Option<String>)>, String> {
        let there = ["a.md", "b.md", "c.md"];
        let source = |path: &BankPath| {
            let name = there.iter().find(|name| **name == path.as_str())?;
            Some(Arc::new(name[..1].to_owned()))
        };
        let after = edit.apply(&source).map_err(|refusal| refusal.0)?;
        Ok(after
            .into_iter()
            .map(|(path, text)| (path.to_string(), text))
            .collect())
    }

    #[track_caller]
    fn check(edit: &Edit, after: &[(&str, Option<&str>)]) {
        let after = after
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.map(str::to_owned)));
        assert_eq!(applied(edit), Ok(after.collect()));
    }

    #[test]
    fn a_file_is_edited_under_its_old_name() {
        let mut edit = written("a.md", 1, 1, "!");
        edit.moves = moved(&[("a.md", "d.md")]).moves;
        check(&edit, &[("a.md", None), ("d.md", Some("a!"))]);
        edit.deletes = deleted("b.md").deletes;
        edit.creates = Edit::create(&path("b.md"), "new").creates;
        check(
            &edit,
            &[("a.md", None), ("b.md", Some("new")), ("d.md", Some("a!"))],
        );
    }

    #[test]
    fn files_can_change_places() {
        let edit = moved(&[("a.md", "b.md"), ("b.md", "a.md")]);
        check(&edit, &[("a.md", Some("b")), ("b.md", Some("a"))]);
        let edit = moved(&[("a.md", "b.md"), ("b.md", "c.md"), ("c.md", "d.md")]);
        check(
            &edit,
            &[
                ("a.md", None),
                ("b.md", Some("a")),
                ("c.md", Some("b")),
                ("d.md", Some("c")),
            ],
        );
    }

    #[test]
    fn nothing_is_written_over() {
        for (edit, reason) in [
            (moved(&[("a.md", "b.md")]), "`b.md` already exists"),
            (Edit::create(&path("c.md"), ""), "`c.md` already exists"),
            (
                moved(&[("a.md", "d.md"), ("b.md", "d.md")]),
                "two files would be named `d.md`",
            ),
            (moved(&[("x.md", "d.md")]), "`x.md` cannot be read"),
            (written("x.md", 0, 0, ""), "`x.md` cannot be read"),
        ] {
            assert_eq!(applied(&edit), Err(reason.to_owned()));
        }
        let mut edit = moved(&[("a.md", "d.md")]);
        edit.creates = Edit::create(&path("d.md"), "").creates;
        assert_eq!(
            applied(&edit),
            Err("two files would be named `d.md`".to_owned())
        );
    }

    #[track_caller]
    fn merges(one: &Edit, other: &Edit, can: bool) {
        for (one, other) in [(one, other), (other, one)] {
            let mut both = one.clone();
            assert_eq!(both.merge(other.clone()).is_ok(), can, "{one:?} {other:?}");
            if !can {
                assert_eq!(&both, one, "it stays as it was");
            }
        }
    }

    #[test]
    fn two_changes_are_one_when_neither_is_in_the_others_way() {
        let edit = written("a.md", 0, 1, "x");
        merges(&edit, &edit, true);
        merges(&edit, &written("a.md", 1, 1, "y"), true);
        merges(&edit, &written("b.md", 0, 1, "y"), true);
        merges(&edit, &written("a.md", 0, 1, "y"), false);
        merges(&edit, &written("a.md", 0, 0, "y"), false);
        merges(
            &written("a.md", 1, 1, "x"),
            &written("a.md", 1, 1, "y"),
            false,
        );
        let item = |text: &str| written("a.md", 1, 1, text);
        merges(&item("\n  - x"), &item("\n  - y"), true);
        merges(&item(", {a: 1}"), &item(", {a: 2}"), true);
        merges(&item("\n  - x"), &item("\n    - y"), false);
        merges(&item("\n  - x"), &item("\n  y: 1"), false);
        merges(&item(" - x"), &item("\n- y"), false);
        merges(&edit, &deleted("a.md"), false);
        merges(&edit, &moved(&[("a.md", "d.md")]), false);
        merges(&deleted("a.md"), &deleted("a.md"), true);
        merges(&deleted("a.md"), &moved(&[("a.md", "d.md")]), false);
        merges(
            &moved(&[("a.md", "d.md")]),
            &moved(&[("a.md", "d.md")]),
            true,
        );
        merges(
            &moved(&[("a.md", "d.md")]),
            &moved(&[("a.md", "e.md")]),
            false,
        );
        merges(
            &moved(&[("a.md", "d.md")]),
            &moved(&[("b.md", "d.md")]),
            false,
        );
        merges(
            &moved(&[("a.md", "d.md")]),
            &moved(&[("b.md", "e.md")]),
            true,
        );
        merges(
            &moved(&[("a.md", "d.md")]),
            &Edit::create(&path("d.md"), ""),
            false,
        );
        let create = Edit::create(&path("d.md"), "x");
        merges(&create, &create, true);
        merges(&create, &Edit::create(&path("d.md"), "y"), false);
        merges(&create, &Edit::create(&path("e.md"), "y"), true);
        merges(&create, &Edit::create(&path("D.md"), "x"), false);
    }
}
