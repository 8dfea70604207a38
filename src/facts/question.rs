//! One question as its author wrote it, whatever the shape of its file.

use xxhash_rust::xxh3::xxh3_64;

use super::mention::Mention;
use crate::syntax::SyntaxError;
use crate::syntax::char_mask::{CharMask, char_mask};
use crate::syntax::markdown::body::{self, Body};
use crate::syntax::markdown::placeholder::is_placeholder;
use crate::syntax::markdown::shown::Shown;
use crate::syntax::markdown::slug::question_id;
use crate::syntax::suppression::Suppression;
use crate::syntax::yaml::{Entry, Map, Node, PackedNode, Value};
use crate::text::Span;

/// One question of a file. Spans count from the start of the question's segment, so a question that an edit above it
/// moves stays the same value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The item as parsed; what could be recovered of its lines when there is an `error`.
    tree: PackedNode,
    /// The hyphen that starts the item; empty in a list written in flow style.
    pub dash: Span,
    /// The length of the segment in bytes.
    pub len: u32,
    /// What most questions do not have; `None` when this one has none of it.
    extras: Option<Box<Extras>>,
    /// The characters of the question's text, 0 when there is none.
    mask: CharMask,
    /// A hash of the question's id, 0 when that is empty or there is no question text.
    id: u64,
}

/// What most questions do not have.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Extras {
    /// Why the question could not be read fully.
    pub error: Option<SyntaxError>,
    /// Plain values that a ` #` cut short, each with the span of the comment.
    pub cuts: Box<[(Span, Span)]>,
    /// Findings that the author allows.
    pub suppressions: Box<[Suppression]>,
    /// The markdown of an inline answer.
    pub inline: Option<Box<Body>>,
    /// Whether it has an anchor, an alias, a merge or a tag.
    pub linked: bool,
    /// The hyphen of an empty item at the end of a list with which the question ends.
    pub empty_end: Option<Span>,
    /// What the question may lead to beside its answer; sorted.
    pub mentions: Box<[Mention]>,
}

/// Where a question's answer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer<'q> {
    /// In a file of the group's answers' folder.
    File(Value<'q>),
    /// In the value itself.
    Inline(Value<'q>),
}

impl<'q> Answer<'q> {
    /// The value as written.
    pub fn scalar(self) -> Value<'q> {
        match self {
            Self::File(scalar) | Self::Inline(scalar) => scalar,
        }
    }
}

/// Whether an `answer` or `ending` names a file: it ends in exactly `.md`.
pub fn names_a_file(value: &str) -> bool {
    value.ends_with(".md")
}

impl Question {
    /// A question written as the YAML value `node`, in a segment of `len` bytes with its hyphen at `dash`.
    pub fn new(node: &Node, dash: Span, len: u32) -> Self {
        let mut question = Self {
            tree: PackedNode::new(node),
            dash,
            len,
            extras: None,
            mask: 0,
            id: 0,
        };
        if let Some(text) = node.as_map().and_then(|map| map.string("question")) {
            question.mask = char_mask(&text.text);
            // In scripts that ids leave out, such as Chinese, all texts have the same empty one.
            let id = question_id(&text.text);
            if !id.is_empty() {
                question.id = xxh3_64(id.as_bytes());
            }
        }
        question
    }

    /// The same question with these extras.
    pub fn with(mut self, extras: Extras) -> Self {
        self.extras = (extras != Extras::default()).then(|| Box::new(extras));
        self
    }

    /// Why the item is not YAML. Then the entries are a guess: good enough to follow, not to judge.
    pub fn error(&self) -> Option<&SyntaxError> {
        self.extras.as_ref()?.error.as_ref()
    }

    /// Plain values that a ` #` cut short: the comment's span after each such value's.
    pub fn cuts(&self) -> &[(Span, Span)] {
        self.extras.as_ref().map_or(&[], |extras| &extras.cuts)
    }

    /// Whether it has an anchor, an alias, a merge or a tag, as far as it could be read.
    pub fn is_linked(&self) -> bool {
        self.extras.as_ref().is_some_and(|extras| extras.linked)
    }

    /// The hyphen of an empty item at the end of a list with which the question ends.
    pub fn empty_end(&self) -> Option<Span> {
        self.extras.as_ref()?.empty_end
    }

    /// Findings that the author allows.
    pub fn suppressions(&self) -> &[Suppression] {
        self.extras
            .as_ref()
            .map_or(&[], |extras| &extras.suppressions)
    }

    /// The markdown of an inline answer that has any markup and could be placed; its spans count as the others do.
    pub fn inline(&self) -> Option<&Body> {
        self.extras.as_ref()?.inline.as_deref()
    }

    /// What the question may lead to beside its answer; of a broken one, whatever its lines name. Sorted.
    pub fn mentions(&self) -> &[Mention] {
        self.extras.as_ref().map_or(&[], |extras| &extras.mentions)
    }

    /// How many words an inline answer has, none when it is a placeholder; `None` when the answer is no inline one.
    pub fn inline_words(&self) -> Option<u32> {
        match self.answer()? {
            Answer::File(_) => None,
            Answer::Inline(_) if self.inline_shown() != Some(Shown::Text) => Some(0),
            Answer::Inline(scalar) => Some(
                self.inline()
                    .map_or_else(|| body::words(scalar.text), |body| body.words),
            ),
        }
    }

    /// What an inline answer shows; `None` when the answer is no inline one. Its headings count: `# x` is a comment in
    /// many languages.
    pub fn inline_shown(&self) -> Option<Shown> {
        let Answer::Inline(scalar) = self.answer()? else {
            return None;
        };
        if is_placeholder(scalar.text) {
            return Some(Shown::Placeholder);
        }
        let shown = |body: &Body| match body.shown() {
            Shown::Nothing if body.headings().next().is_some() => Shown::Text,
            shown => shown,
        };
        Some(match self.inline() {
            Some(body) => shown(body),
            None if scalar.text.starts_with(char::is_alphanumeric) => Shown::Text,
            None => shown(&body::read(scalar.text)),
        })
    }

    /// Where the links of an inline answer lead.
    pub fn inline_links(&self) -> impl Iterator<Item = &str> {
        let links = self.inline().into_iter().flat_map(Body::links);
        links.map(|link| link.path).filter(|path| !path.is_empty())
    }

    /// The item as parsed; a line scan's reading of it when there is an `error`. Made anew with every call.
    pub fn node(&self) -> Node {
        self.tree.node()
    }

    /// Where the item stands.
    pub fn span(&self) -> Span {
        self.tree.span()
    }

    /// Whether the item is a mapping.
    pub fn is_map(&self) -> bool {
        self.tree.is_map()
    }

    /// The item as a mapping. Made anew with every call.
    pub fn map(&self) -> Option<Map> {
        match self.node() {
            Node::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The entries; none when the item is no mapping. Made anew with every call.
    pub fn entries(&self) -> Box<[Entry]> {
        self.map().map_or_else(Box::default, |map| map.entries)
    }

    /// Whether the item is YAML, so that rules may judge it.
    pub fn is_whole(&self) -> bool {
        self.error().is_none()
    }

    /// The question's text.
    pub fn text(&self) -> Option<Value<'_>> {
        self.tree.string("question")
    }

    /// The answer, if there is one that is a string.
    pub fn answer(&self) -> Option<Answer<'_>> {
        let scalar = self.tree.string("answer")?;
        Some(if names_a_file(scalar.text) {
            Answer::File(scalar)
        } else {
            Answer::Inline(scalar)
        })
    }

    /// The answer file's name as written.
    pub fn answer_file(&self) -> Option<Value<'_>> {
        match self.answer()? {
            Answer::File(scalar) => Some(scalar),
            Answer::Inline(_) => None,
        }
    }

    /// The topics that are strings.
    pub fn topics(&self) -> impl Iterator<Item = Value<'_>> {
        self.tree.strings("topics")
    }

    /// The value of `level`.
    pub fn level(&self) -> Option<Value<'_>> {
        self.tree.string("level")
    }

    /// The characters of the question's text; 0 exactly when there is none.
    pub fn char_mask(&self) -> CharMask {
        self.mask
    }

    /// A hash of the id that is made of the question; `None` without a text or with an empty id. Equal ids have equal
    /// hashes.
    pub fn id_hash(&self) -> Option<u64> {
        (self.id != 0).then_some(self.id)
    }

    /// Where the item's first key stands; `None` when it has none.
    pub fn key(&self) -> Option<Span> {
        Some(self.tree.first_key()?.span)
    }

    /// Where the item's first key stands, or the item itself: the place to say that something is missing.
    pub fn first_key(&self) -> Span {
        match self.key() {
            Some(key) => key,
            None if self.span().is_empty() => self.dash,
            None => self.span(),
        }
    }
}
