//! The questions of one file, with lookup tables.

use std::sync::Arc;

use smol_str::SmolStr;

use super::contents::ContentsEntry;
use super::head::Head;
use super::kept::Kept;
use super::key_table::Row;
use super::lookup::{Lookup, name_hash};
use super::mark::OwnedMark;
use super::mention::Mention;
use super::question::Question;
use super::questions::{Placed, Questions};
use super::stated::{Stated, Unwritten};
use crate::platform::caseless;
use crate::syntax::frontmatter::Split;
use crate::syntax::markdown::body::{Body, Heading};
use crate::syntax::yaml::Node;
use crate::text::{Replaced, Span};

/// The questions of one file, whatever its shape.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// The name of the file's shape.
    pub shape: &'static str,
    /// The spans of the frontmatter and the body.
    pub split: Split,
    /// Everything in the frontmatter but the questions.
    pub head: Head,
    /// What opens the list, and where findings about the whole list are reported: the key `questions`, or the first
    /// heading.
    pub opening: Span,
    /// The heading that is the file's title, without markup; `None` if the list is written in the frontmatter.
    pub title: Option<OwnedMark>,
    /// The questions in order.
    pub questions: Questions,
    /// The markdown after the frontmatter; its spans count from `split.body`.
    pub body: Arc<Body>,
    /// How the list is written.
    pub layout: Layout,
    /// The entries of the table of contents in order; empty if there is none.
    pub contents: Arc<[ContentsEntry]>,
    /// The numbers of questions that headings and the introduction promise, in order.
    pub stated: Arc<[Stated]>,
    /// The lines in place of questions, in order.
    pub unwritten: Arc<[Unwritten]>,
    /// The fingerprint of what the configuration says of the file; 0 if it says nothing or does not matter.
    pub decision: u64,
    /// What the shape keeps to read the file again after an edit.
    pub kept: Kept,
    /// The lookup tables of the questions.
    pub(crate) lookup: Lookup,
}

/// How a list of questions is written: what its shape has to know to edit it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Layout {
    /// As a YAML list in the frontmatter.
    Yaml(YamlList),
    /// In the body.
    Body,
    /// As one row of a table that was the frontmatter of a group: its first and last question are at the ends of the span.
    Row(Span),
}

/// How a list of questions in the frontmatter is written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct YamlList {
    /// The value of `questions` if it is not a list: nothing, a word, a mapping.
    pub not_a_list: Option<Node>,
    /// The lines of the questions, from the first to what follows the last; `None` if the list is not a block list.
    pub block: Option<Span>,
    /// The column of the questions' hyphens.
    pub column: u32,
    /// A space after the key `questions` that is not a space to YAML.
    pub non_yaml_space: Option<Span>,
    /// Whether it has anchors, aliases, merges or tags, so that the value of one part may depend on another.
    pub linked: bool,
}

impl Group {
    /// A list in the body, in the shape `shape`, with its lookup tables.
    pub fn in_body(
        shape: &'static str,
        (split, head, body): (Split, Head, Arc<Body>),
        opening: Span,
        questions: Questions,
    ) -> Self {
        Self {
            shape,
            split,
            head,
            opening,
            title: None,
            lookup: Lookup::new(&questions),
            questions,
            body,
            layout: Layout::Body,
            contents: Arc::default(),
            stated: Arc::default(),
            unwritten: Arc::default(),
            decision: 0,
            kept: Kept::default(),
        }
    }

    /// An equal group that shares with `old`, its state before an edit, what is equal at both ends of the list, so that
    /// everything that follows from the questions is updated at the cost of what the edit changed.
    pub fn sharing(self, old: &Self) -> Self {
        let questions = self.questions.sharing(&old.questions);
        let difference = questions.difference(&old.questions);
        let lookup = old.lookup.updated(&old.questions, &questions, &difference);
        Self {
            questions,
            lookup,
            ..self
        }
    }

    /// The group after an edit within the question at `index` of a list in the body, which changed nothing else but the
    /// `body`: the `question` now is where it was.
    pub fn with_edited(
        &self,
        index: usize,
        question: Arc<Question>,
        body: Body,
        edit: &Replaced,
    ) -> Option<Self> {
        let start = self.questions.get(index)?.start;
        let edited = vec![(start, question)];
        let sections: Vec<_> = self
            .questions
            .sections()
            .iter()
            .map(|section| section.moved(edit))
            .collect();
        let questions = self
            .questions
            .splice(index..index + 1, edited, edit.shift)
            .with_sections(sections);
        let difference = questions.difference(&self.questions);
        let is_after = |span: Span| span.end > edit.old.start;
        let contents = match self.contents.iter().any(|entry| is_after(entry.span)) {
            true => self
                .contents
                .iter()
                .map(|entry| entry.moved(edit))
                .collect(),
            false => Arc::clone(&self.contents),
        };
        let stated = self.stated.iter().map(|stated| stated.moved(edit));
        let unwritten = self.unwritten.iter().map(|unwritten| unwritten.moved(edit));
        Some(Self {
            lookup: self
                .lookup
                .updated(&self.questions, &questions, &difference),
            questions,
            body: Arc::new(body),
            contents,
            stated: stated.collect(),
            unwritten: unwritten.collect(),
            ..self.clone()
        })
    }

    /// The same group with what its shape keeps.
    pub fn with_kept(self, kept: Kept) -> Self {
        Self { kept, ..self }
    }

    /// The same group with this table of contents.
    pub fn with_contents(self, contents: impl Into<Arc<[ContentsEntry]>>) -> Self {
        Self {
            contents: contents.into(),
            ..self
        }
    }

    /// The same group with this title.
    pub fn with_title(self, title: Option<OwnedMark>) -> Self {
        Self { title, ..self }
    }

    /// The same group with these promises of a number of questions.
    pub fn with_stated(self, stated: impl Into<Arc<[Stated]>>) -> Self {
        Self {
            stated: stated.into(),
            ..self
        }
    }

    /// The same group with these lines in place of questions.
    pub fn with_unwritten(self, unwritten: impl Into<Arc<[Unwritten]>>) -> Self {
        Self {
            unwritten: unwritten.into(),
            ..self
        }
    }

    /// The same group in another layout.
    pub fn with_layout(self, layout: Layout) -> Self {
        Self { layout, ..self }
    }

    /// The row of a table that the questions are in, if they are.
    pub fn row(&self) -> Option<Span> {
        match self.layout {
            Layout::Row(span) => Some(span),
            Layout::Yaml(_) | Layout::Body => None,
        }
    }

    /// The heading that the text of the question at `index` is in; its span counts from `split.body`. Logarithmic.
    pub fn heading_of(&self, index: usize) -> Option<Heading<'_>> {
        let Span { start, end } = self.questions.get(index)?.text()?.span;
        let start = start.checked_sub(self.split.body)?;
        self.body
            .heading_around(Span::new(start, end - self.split.body))
    }

    /// What the group is called where there is little room; `file` is its file's name without the ending.
    pub fn short_title(&self, file: &str) -> SmolStr {
        let keys = ["briefTitle", "title"].into_iter();
        let titles = keys.filter_map(|key| self.head.map.string(key));
        let mut titles = titles.map(|title| &title.text);
        let heading = || self.title.as_ref().map(|title| &title.text);
        let title = titles.next().or_else(heading);
        title.map_or_else(|| file.into(), SmolStr::clone)
    }

    /// How the list is written in the frontmatter; `None` when it is written in the body.
    pub fn yaml(&self) -> Option<&YamlList> {
        match &self.layout {
            Layout::Yaml(list) => Some(list),
            Layout::Body | Layout::Row(_) => None,
        }
    }

    /// The lines of the questions of a block list in the frontmatter.
    pub fn block(&self) -> Option<Span> {
        self.yaml()?.block
    }

    /// The column of the questions' hyphens in the frontmatter.
    pub fn column(&self) -> u32 {
        self.yaml().map_or(0, |list| list.column)
    }

    /// Whether it has anchors, aliases, merges or tags, so that the value of one part may depend on another.
    pub fn is_linked(&self) -> bool {
        self.yaml().is_some_and(|list| list.linked)
    }

    /// The questions in the body that have neither an answer nor a right option, by index; empty unless most questions have
    /// one: a list of questions without answers lacks none.
    pub fn unanswered(&self) -> Vec<usize> {
        let is_answered = |placed: &Placed<'_>| {
            let mut right = placed.question.right_options();
            placed.question.answer().is_some() || right.next().is_some()
        };
        let in_body = self.questions.iter().enumerate();
        let in_body = in_body.filter(|(_, placed)| !placed.question.is_keyed());
        let missing = in_body.filter(|(_, placed)| !is_answered(placed));
        let missing: Vec<usize> = missing.map(|(index, _)| index).collect();
        match missing.len() * 2 < self.questions.len() {
            true => missing,
            false => Vec::new(),
        }
    }

    /// The questions whose answer is the file `name`, in order.
    pub fn citing<'g>(&'g self, name: &'g str) -> impl Iterator<Item = usize> + 'g {
        self.hashed(name)
            .filter(move |&index| self.answer_name(index) == Some(name))
    }

    /// The answer files named by questions that some systems take for `name`.
    pub fn names_like<'g>(&'g self, name: &'g str) -> impl Iterator<Item = &'g str> + 'g {
        let lower = caseless(name);
        self.hashed(name)
            .filter_map(|index| self.answer_name(index))
            .filter(move |other| *other != name && caseless(other) == lower)
    }

    /// The questions that name the same answer file as an earlier one, each after the first that does; in no particular
    /// order.
    pub fn shared_answers(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        // Equal hashes do not make equal names.
        self.lookup.answers.runs().flat_map(move |rows| {
            let later = rows.iter().enumerate().skip(1);
            later.filter_map(move |(at, later)| {
                let name = self.answer_name(later.index());
                let mut earlier = rows[..at].iter().map(|row| row.index());
                let first = earlier.find(|&first| self.answer_name(first) == name)?;
                Some((first, later.index()))
            })
        })
    }

    /// The questions with the same id as an earlier one, each after the first that has it; in no particular order.
    pub fn repeated_ids(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.lookup.ids.repeated()
    }

    /// Whether an earlier question has the same id as the one at `index`.
    pub fn repeats_id(&self, index: usize) -> bool {
        let placed = self.questions.get(index);
        let id = placed.and_then(|placed| placed.question.id_hash());
        id.is_some_and(|id| {
            let first = self.lookup.ids.first(id);
            first.is_some_and(|first| first < index)
        })
    }

    /// The names of answer files that contain a path; sorted.
    pub fn answer_paths(&self) -> impl Iterator<Item = &str> {
        self.lookup.answer_paths.iter().map(|path| &**path)
    }

    /// The paths of the links in inline answers; sorted.
    pub fn inline_links(&self) -> impl Iterator<Item = &str> {
        self.lookup.links.iter().map(|path| &**path)
    }

    /// What the questions may reference apart from their answers; sorted.
    pub fn mentions(&self) -> &[Mention] {
        &self.lookup.mentions
    }

    /// Whether both certainly share `answer_paths`, `inline_links` and `mentions`. A cheap pointer comparison; false
    /// negatives are possible.
    pub fn shares_paths(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lookup.answer_paths, &other.lookup.answer_paths)
            && Arc::ptr_eq(&self.lookup.links, &other.lookup.links)
            && Arc::ptr_eq(&self.lookup.mentions, &other.lookup.mentions)
    }

    /// The question at the offset; at the end of the last question, that one.
    pub fn question_at(&self, offset: u32) -> Option<usize> {
        let index = self.questions.at_or_before(offset)?;
        let placed = self.questions.get(index)?;
        (placed.span().touches(offset)).then_some(index)
    }

    /// The questions whose answer file is `name` or has a name with the same hash, in order.
    fn hashed(&self, name: &str) -> impl Iterator<Item = usize> + '_ {
        self.lookup.answers.indexes(name_hash(name))
    }

    fn answer_name(&self, index: usize) -> Option<&str> {
        Some(self.questions.get(index)?.question.answer_file()?.text)
    }
}
