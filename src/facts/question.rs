//! One question as written, independent of the shape of its file.

use xxhash_rust::xxh3::xxh3_64;

use super::mark::{Mark, OwnedMark};
pub use super::marks::{Below, Choice, KeyFault, Marks};
use super::mention::Mention;
use crate::syntax::SyntaxError;
use crate::syntax::char_mask::{CharMask, char_mask};
use crate::syntax::markdown::body::{self, Body};
use crate::syntax::markdown::placeholder::is_placeholder;
use crate::syntax::markdown::shown::Shown;
use crate::syntax::markdown::slug::question_id;
use crate::syntax::suppression::Suppression;
use crate::syntax::yaml::{Entry, Map, Node, PackedNode, Scalar};
use crate::text::Span;

/// One question of a file. Spans count from the start of the question's segment, so a question that moves because of an
/// edit above it keeps an equal value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    written: Written,
    /// The marker that starts the question: a hyphen, a number, `Q:`; empty if there is none.
    pub marker: Span,
    /// The length of the segment in bytes.
    pub len: u32,
    /// Data that most questions do not have; `None` if this one has none.
    extras: Option<Box<Extras>>,
    /// The mask of the characters in the question's text, 0 if it has no text.
    mask: CharMask,
    /// A hash of the question's id, 0 if the id is empty or the question has no text.
    id: u64,
}

/// How the values of a question are stored.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Written {
    /// As a YAML tree: the parsed item, or what could be recovered from its lines if there is an `error`.
    Yaml(PackedNode),
    /// One by one.
    Marks(Box<Marks>),
}

/// Data that most questions do not have.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Extras {
    /// Why the question could not be read fully.
    pub error: Option<SyntaxError>,
    /// Plain values cut short by a ` #`, each with the span of the comment.
    pub cuts: Box<[(Span, Span)]>,
    /// Comments that suppress findings.
    pub suppressions: Box<[Suppression]>,
    /// The markdown of an inline answer.
    pub inline: Option<Box<Body>>,
    /// Whether it has an anchor, an alias, a merge or a tag.
    pub linked: bool,
    /// The hyphen of an empty item at the end of the list that ends the question.
    pub trailing_empty_item: Option<Span>,
    /// What the question may reference apart from its answer; sorted.
    pub mentions: Box<[Mention]>,
}

/// Where a question's answer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer<'q> {
    /// In a file of the group's answer folder.
    File(Mark<'q>),
    /// In the value itself.
    Inline(Mark<'q>),
    /// In the file's body.
    Below(Below),
}

impl<'q> Answer<'q> {
    /// The value; `None` if the answer is in the body.
    pub fn scalar(self) -> Option<Mark<'q>> {
        match self {
            Self::File(scalar) | Self::Inline(scalar) => Some(scalar),
            Self::Below(_) => None,
        }
    }

    /// The text of the value, or the lines of the body.
    pub fn span(self) -> Span {
        match self {
            Self::File(scalar) | Self::Inline(scalar) => scalar.span,
            Self::Below(below) => below.span,
        }
    }

    /// The answer with its span moved by `start`.
    pub fn shift(self, start: u32) -> Self {
        match self {
            Self::File(name) => Self::File(name.shift(start)),
            Self::Inline(value) => Self::Inline(value.shift(start)),
            Self::Below(below) => Self::Below(Below {
                span: below.span.shift(start),
                ..below
            }),
        }
    }
}

/// Whether an `answer` or `ending` names a file: it ends in exactly `.md`.
pub fn names_a_file(value: &str) -> bool {
    value.ends_with(".md")
}

impl Question {
    /// A question written as the YAML value `node`, in a segment of `len` bytes, with its hyphen at `marker`.
    pub fn of_yaml(node: &Node, marker: Span, len: u32) -> Self {
        let text = node.as_map().and_then(|map| map.string("question"));
        let text = text.map(|text| text.text.as_str());
        Self::new(Written::Yaml(PackedNode::new(node)), text, marker, len)
    }

    /// A question with these values, in a segment of `len` bytes that starts with `marker`.
    pub fn of_marks(marks: Marks, marker: Span, len: u32) -> Self {
        let text = marks.text.as_ref().map(|text| text.text.clone());
        Self::new(
            Written::Marks(Box::new(marks)),
            text.as_deref(),
            marker,
            len,
        )
    }

    fn new(written: Written, text: Option<&str>, marker: Span, len: u32) -> Self {
        // Ids leave out some scripts, such as Chinese, so all such texts share the empty id. Questions in the body have the
        // anchors of their headings instead.
        let is_keyed = matches!(written, Written::Yaml(_));
        let id = text.filter(|_| is_keyed).map(question_id);
        let id = id.filter(|id| !id.is_empty());
        Self {
            written,
            marker,
            len,
            extras: None,
            mask: text.map_or(0, char_mask),
            id: id.map_or(0, |id| xxh3_64(id.as_bytes())),
        }
    }

    /// Adds these extras to the question.
    pub fn with(mut self, extras: Extras) -> Self {
        self.extras = (extras != Extras::default()).then(|| Box::new(extras));
        self
    }

    /// Why the item is not valid YAML. Its entries are then a guess: good enough for navigation, not for rules.
    pub fn error(&self) -> Option<&SyntaxError> {
        self.extras.as_ref()?.error.as_ref()
    }

    /// Plain values cut short by a ` #`: the span of the comment after each such value.
    pub fn cuts(&self) -> &[(Span, Span)] {
        self.extras.as_ref().map_or(&[], |extras| &extras.cuts)
    }

    /// Whether it has an anchor, an alias, a merge or a tag, as far as it could be read.
    pub fn is_linked(&self) -> bool {
        self.extras.as_ref().is_some_and(|extras| extras.linked)
    }

    /// The hyphen of an empty item at the end of the list that ends the question.
    pub fn trailing_empty_item(&self) -> Option<Span> {
        self.extras.as_ref()?.trailing_empty_item
    }

    /// Comments that suppress findings.
    pub fn suppressions(&self) -> &[Suppression] {
        self.extras
            .as_ref()
            .map_or(&[], |extras| &extras.suppressions)
    }

    /// The markdown of an inline answer, if it has markup and could be located in the text; spans are relative to the
    /// question.
    pub fn inline(&self) -> Option<&Body> {
        self.extras.as_ref()?.inline.as_deref()
    }

    /// What the question may reference apart from its answer; for a broken question, every name in its lines. Sorted.
    pub fn mentions(&self) -> &[Mention] {
        self.extras.as_ref().map_or(&[], |extras| &extras.mentions)
    }

    /// The number of words in an answer in this file, 0 for a placeholder; `None` if the answer is in another file.
    pub fn answer_words(&self) -> Option<u32> {
        let answer = self.answer()?;
        if self.answer_shown()? != Shown::Text {
            return Some(0);
        }
        match answer {
            Answer::File(_) => None,
            Answer::Inline(scalar) => Some(
                self.inline()
                    .map_or_else(|| body::words(scalar.text), |body| body.words),
            ),
            Answer::Below(below) => Some(below.words),
        }
    }

    /// What an answer in this file shows; `None` if the answer is in another file. Headings of an inline answer count as
    /// text: `# x` is a comment in many languages.
    pub fn answer_shown(&self) -> Option<Shown> {
        match self.answer()? {
            Answer::File(_) => None,
            Answer::Inline(scalar) => Some(self.inline_shown(scalar)),
            Answer::Below(below) => Some(below.shown),
        }
    }

    fn inline_shown(&self, scalar: Mark<'_>) -> Shown {
        if is_placeholder(scalar.text) {
            return Shown::Placeholder;
        }
        let shown = |body: &Body| match body.shown() {
            Shown::Nothing if body.headings().next().is_some() => Shown::Text,
            shown => shown,
        };
        match self.inline() {
            Some(body) => shown(body),
            None if scalar.text.starts_with(char::is_alphanumeric) => Shown::Text,
            None => shown(&body::read(scalar.text)),
        }
    }

    /// The destinations of the links in an inline answer.
    pub fn inline_links(&self) -> impl Iterator<Item = &str> {
        let links = self.inline().into_iter().flat_map(Body::links);
        links.map(|link| link.path).filter(|path| !path.is_empty())
    }

    /// The parsed item; what could be recovered from its lines if there is an `error`; an absent value if it is not
    /// written in YAML. Unpacked on every call.
    pub fn node(&self) -> Node {
        match &self.written {
            Written::Yaml(tree) => tree.node(),
            Written::Marks(_) => Node::Scalar(Scalar::absent(self.marker.end)),
        }
    }

    /// The span of the item.
    pub fn span(&self) -> Span {
        match &self.written {
            Written::Yaml(tree) => tree.span(),
            Written::Marks(marks) => marks.span,
        }
    }

    /// Whether its values are written under keys.
    pub fn is_keyed(&self) -> bool {
        self.tree().is_some()
    }

    /// Whether the item is a mapping.
    pub fn is_map(&self) -> bool {
        self.tree().is_some_and(PackedNode::is_map)
    }

    /// The item as a mapping. Unpacked on every call.
    pub fn map(&self) -> Option<Map> {
        match self.tree()?.node() {
            Node::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The entries; empty if the item is not a mapping. Unpacked on every call.
    pub fn entries(&self) -> Box<[Entry]> {
        self.map().map_or_else(Box::default, |map| map.entries)
    }

    fn tree(&self) -> Option<&PackedNode> {
        match &self.written {
            Written::Yaml(tree) => Some(tree),
            Written::Marks(_) => None,
        }
    }

    fn marks(&self) -> Option<&Marks> {
        match &self.written {
            Written::Yaml(_) => None,
            Written::Marks(marks) => Some(marks),
        }
    }

    /// Whether the item is valid YAML, so that rules may check it.
    pub fn is_whole(&self) -> bool {
        self.error().is_none()
    }

    /// The question's text.
    pub fn text(&self) -> Option<Mark<'_>> {
        self.value("question", |marks| marks.text.as_ref())
    }

    /// The answer, if it is a string or in the body. Only in YAML does a value that ends in `.md` name a file; in other
    /// shapes it is text.
    pub fn answer(&self) -> Option<Answer<'_>> {
        let Some(mark) = self.value("answer", |marks| marks.answer.as_ref()) else {
            return self.marks()?.below.map(Answer::Below);
        };
        Some(if names_a_file(mark.text) && self.tree().is_some() {
            Answer::File(mark)
        } else {
            Answer::Inline(mark)
        })
    }

    /// The answer file's name as written.
    pub fn answer_file(&self) -> Option<Mark<'_>> {
        match self.answer()? {
            Answer::File(mark) => Some(mark),
            Answer::Inline(_) | Answer::Below(_) => None,
        }
    }

    /// Its own topics that are strings; see [`Placed::topics`](super::questions::Placed::topics) for those of its section.
    pub fn topics(&self) -> impl Iterator<Item = Mark<'_>> {
        let keyed = self
            .tree()
            .into_iter()
            .flat_map(|tree| tree.strings("topics"));
        let marks = self.marks().into_iter().flat_map(|marks| &marks.topics);
        keyed.chain(marks.map(OwnedMark::mark))
    }

    /// Its own level; see [`Placed::level`](super::questions::Placed::level) for that of its section.
    pub fn level(&self) -> Option<Mark<'_>> {
        self.value("level", |marks| marks.level.as_ref())
    }

    /// The number written before it, in shapes that number questions.
    pub fn number(&self) -> Option<u32> {
        self.marks()?.number
    }

    /// Where its number is written.
    pub fn number_mark(&self) -> Option<Span> {
        self.marks()?.number_mark
    }

    /// The line that names the right options.
    pub fn options_key(&self) -> Option<Mark<'_>> {
        Some(self.marks()?.key.as_ref()?.mark())
    }

    /// A line of the answer, or in place of it, that is a placeholder.
    pub fn placeholder(&self) -> Option<Span> {
        self.marks()?.placeholder
    }

    /// What the line that names the right options names, but that is not an option.
    pub fn unknown_option(&self) -> Option<&str> {
        match self.marks()?.key_fault.as_deref()? {
            KeyFault::Unknown(name) => Some(name),
            KeyFault::Contradicted(..) => None,
        }
    }

    /// The line that names other options as right than the options' key, and the places of those options from 0.
    pub fn contradiction(&self) -> Option<(Span, &[usize])> {
        match self.marks()?.key_fault.as_deref()? {
            KeyFault::Contradicted(line, places) => Some((*line, places)),
            KeyFault::Unknown(_) => None,
        }
    }

    /// The options to choose from, in order; empty if the answer is free text.
    pub fn options(&self) -> &[Choice] {
        self.marks().map_or(&[], |marks| &marks.options)
    }

    /// The places of its right options, from 0.
    pub fn right_options(&self) -> impl Iterator<Item = usize> + '_ {
        let options = self.options().iter().enumerate();
        let right = options.filter(|(_, option)| option.is_right);
        right.map(|(place, _)| place)
    }

    /// A hash of what belongs to the question besides its text: code above its answer, its options. Questions with equal
    /// texts ask the same only if it is equal, too. 0 if there is nothing.
    pub fn context(&self) -> u64 {
        self.marks().map_or(0, |marks| marks.context)
    }

    /// Whether both have the same values, wherever they are written. For questions that are not written under keys.
    pub fn same_marks(&self, other: &Self) -> bool {
        let answer = |question: &Self| {
            let mark = question.answer().and_then(Answer::scalar);
            let below = question.marks().and_then(|marks| marks.below);
            let below = below.map(|below| (below.span.len(), below.words, below.shown));
            (mark.map(|mark| mark.text.to_owned()), below)
        };
        answer(self) == answer(other) && self.same_marks_but_answer(other)
    }

    /// The same apart from their answers.
    pub fn same_marks_but_answer(&self, other: &Self) -> bool {
        let values = |question: &Self| {
            let parts = [question.text(), question.level(), question.options_key()];
            let parts = parts.map(|part| part.map(|mark| mark.text.to_owned()));
            let topics = question.topics().map(|topic| topic.text.to_owned());
            let options = question.options().iter();
            let options = options.map(|option| (option.text.text.clone(), option.is_right));
            let (topics, options): (Vec<_>, Vec<_>) = (topics.collect(), options.collect());
            (parts, topics, question.number(), options)
        };
        values(self) == values(other)
    }

    /// The string under `key` of a mapping, or the mark selected by `of`.
    fn value(&self, key: &str, of: impl Fn(&Marks) -> Option<&OwnedMark>) -> Option<Mark<'_>> {
        match &self.written {
            Written::Yaml(tree) => tree.string(key),
            Written::Marks(marks) => of(marks).map(OwnedMark::mark),
        }
    }

    /// The mask of the characters in the question's text; 0 exactly if there is no text.
    pub fn char_mask(&self) -> CharMask {
        self.mask
    }

    /// A hash of the id made from the text of a question that is written under keys; `None` without a text or for an empty
    /// id. Equal ids have equal hashes.
    pub fn id_hash(&self) -> Option<u64> {
        (self.id != 0).then_some(self.id)
    }

    /// The item's first key, if it has one.
    pub fn key(&self) -> Option<Span> {
        Some(self.tree()?.first_key()?.span)
    }

    /// Where to report findings about the whole question: at its first key or its text, else at the item.
    pub fn report_span(&self) -> Span {
        let text = || self.marks()?.text.as_ref().map(|text| text.span);
        match self.key().or_else(text) {
            Some(key) => key,
            None if self.span().is_empty() => self.marker,
            None => self.span(),
        }
    }
}
