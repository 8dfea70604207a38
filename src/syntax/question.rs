//! One question of a group, as its author wrote it.

use smol_str::SmolStr;
use xxhash_rust::xxh3::xxh3_64;

use super::allow::{self, Allow};
use super::body::{self, Body};
use super::empty_end::empty_end;
use super::letters::{Letters, letters_of};
use super::mention::{self, Mention};
use super::placeholder::is_placeholder;
use super::shown::Shown;
use super::slug::question_id;
use super::yaml::{self, Anchors, Dense, Entry, Kind, Map, Node, Scalar, Style, Value};
use super::{SyntaxError, inline, scan};
use crate::text::Span;

/// The keys of a question.
pub const QUESTION_KEYS: &[&str] = &["question", "answer", "topics", "level"];

/// One item of `questions`. Spans count from the start of the item's segment, so a question that is moved by an edit
/// above it stays the same value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The item as parsed; a line scan's reading of it when there is an `error`.
    tree: Dense,
    /// The hyphen that starts the item; empty in a list written in flow style.
    pub dash: Span,
    /// The length of the segment in bytes.
    pub len: u32,
    /// What most questions have nothing of; `None` when this one has not.
    rare: Option<Box<Rare>>,
    /// The letters of the question's text, 0 when there is none.
    letters: Letters,
    /// A hash of the question's id, 0 when that is empty or there is no question text.
    id: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Rare {
    error: Option<SyntaxError>,
    cuts: Box<[(Span, Span)]>,
    allows: Box<[Allow]>,
    inline: Option<Box<Body>>,
    linked: bool,
    empty_end: Option<Span>,
    mentions: Box<[Mention]>,
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

/// Parses the segment `text` of a block list, which has no anchors but its own.
pub fn read(text: &str) -> Question {
    read_part(text, &mut Anchors::new(text.len()))
}

/// Parses the segment `text` of a block list in a document that had these anchors so far.
pub fn read_part(text: &str, anchors: &mut Anchors) -> Question {
    let seen = anchors.seen();
    let parsed = match yaml::parse_part(text, 0, anchors) {
        Ok(Some(Node::List(list))) if list.items.len() == 1 => Ok(list.items),
        Ok(root) => Err(SyntaxError {
            span: root.map_or(Span::new(0, text.trim_end().len() as u32), |node| {
                node.span()
            }),
            message: SmolStr::new_static("this is not one question of a list"),
        }),
        Err(error) => Err(error),
    };
    let dash = dash(text);
    let linked = anchors.seen() > seen;
    match parsed {
        Ok(mut items) => {
            let node = std::mem::replace(&mut items[0], Node::Scalar(Scalar::absent(0)));
            let cuts = cuts(&node, text, 0);
            let empty_end = empty_end(&node, text);
            let allows = allow::in_yaml(text, 0);
            let rare = Rare {
                cuts,
                allows,
                linked,
                empty_end,
                ..Rare::default()
            };
            build(&node, rare, dash, text.len() as u32, text)
        }
        Err(error) => {
            let node = Node::Map(scan::entries(text, 0, Some(QUESTION_KEYS)));
            let rare = Rare {
                error: Some(error),
                allows: allow::in_yaml(text, 0),
                linked,
                ..Rare::default()
            };
            build(&node, rare, dash, text.len() as u32, text)
        }
    }
}

/// Makes a question of an item that was parsed with the whole frontmatter, and says where in `text` it starts.
/// `linked`: whether the frontmatter has anchors, aliases, merges or tags.
pub fn from_node(mut node: Node, text: &str, linked: bool) -> (u32, Question) {
    let Span { start, end } = node.span();
    node.pull_back(start);
    let len = Span::new(start, end.max(start)).slice(text).len() as u32;
    let text = &text[text.len().min(start as usize)..];
    let rare = Rare {
        cuts: cuts(&node, text, 0),
        linked,
        ..Rare::default()
    };
    (start, build(&node, rare, Span::default(), len, text))
}

fn build(node: &Node, mut rare: Rare, dash: Span, len: u32, text: &str) -> Question {
    let mut question = Question {
        tree: Dense::new(node),
        dash,
        len,
        rare: None,
        letters: 0,
        id: 0,
    };
    if let Some(text) = node.as_map().and_then(|map| map.string("question")) {
        question.letters = letters_of(&text.text);
        // In scripts that ids leave out, such as Chinese, all texts have the same empty one.
        let id = question_id(&text.text);
        question.id = if id.is_empty() {
            0
        } else {
            xxh3_64(id.as_bytes())
        };
    }
    if rare.error.is_none() {
        question.read_inline(text, &mut rare);
        // Links that were found nowhere in the text lead somewhere all the same.
        let hidden = question.answer().filter(|_| rare.inline.is_none());
        let hidden = hidden.map(|answer| answer.scalar().text);
        rare.mentions = mention::beside_the_answer(node, hidden).into();
    } else {
        rare.mentions = mention::unread(text).into();
    }
    question.rare = (rare != Rare::default()).then(|| Box::new(rare));
    question
}

/// The hyphen of the item, the first thing in its segment that is no comment.
fn dash(text: &str) -> Span {
    let line = super::frontmatter::LineSpans::new(text, 0)
        .find(|line| line.slice(text).trim_start().starts_with('-'));
    line.map_or(Span::default(), |line| {
        let at = line.start + line.slice(text).find('-').unwrap_or(0) as u32;
        Span::new(at, at + 1)
    })
}

impl Question {
    /// Reads the answer's own markdown. What it allows in the text goes to the question's.
    fn read_inline(&self, text: &str, rare: &mut Rare) {
        if let Some(Answer::Inline(scalar)) = self.answer() {
            rare.inline = inline::read(scalar, text);
        }
        let allows = rare.inline.as_mut().map(|body| body.take_allows());
        if let Some(inner) = allows.filter(|allows| !allows.is_empty()) {
            let own = std::mem::take(&mut rare.allows).into_vec();
            rare.allows = own.into_iter().chain(inner).collect();
        }
    }

    /// Why the item is not YAML. Then the entries are a guess: good enough to follow, not to judge.
    pub fn error(&self) -> Option<&SyntaxError> {
        self.rare.as_ref()?.error.as_ref()
    }

    /// Plain values that a ` #` cut short: the comment's span after each such value's.
    pub fn cuts(&self) -> &[(Span, Span)] {
        self.rare.as_ref().map_or(&[], |rare| &rare.cuts)
    }

    /// Whether it has an anchor, an alias, a merge or a tag, as far as it could be read.
    pub fn is_linked(&self) -> bool {
        self.rare.as_ref().is_some_and(|rare| rare.linked)
    }

    /// The hyphen of an empty item at the end of a list with which the question ends.
    pub fn empty_end(&self) -> Option<Span> {
        self.rare.as_ref()?.empty_end
    }

    /// Findings that the author allows.
    pub fn allows(&self) -> &[Allow] {
        self.rare.as_ref().map_or(&[], |rare| &rare.allows)
    }

    /// The markdown of an inline answer that has any markup and could be placed; its spans count as the others do.
    pub fn inline(&self) -> Option<&Body> {
        self.rare.as_ref()?.inline.as_deref()
    }

    /// What the question may lead to beside its answer; of a broken one, whatever its lines name. Sorted.
    pub fn mentions(&self) -> &[Mention] {
        self.rare.as_ref().map_or(&[], |rare| &rare.mentions)
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

    /// The letters of the question's text; 0 exactly when there is none.
    pub fn letters(&self) -> Letters {
        self.letters
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

/// Plain values in `node` that are followed by a comment on their line. `text` starts at the offset `base`.
pub fn cuts(node: &Node, text: &str, base: u32) -> Box<[(Span, Span)]> {
    if memchr::memmem::find(text.as_bytes(), b" #").is_none() {
        return Box::default();
    }
    let mut found = Vec::new();
    each_scalar(node, &mut |scalar| {
        if scalar.style == Style::Plain && scalar.kind() != Kind::Null {
            let after = text.get((scalar.span.end - base) as usize..).unwrap_or("");
            let line = after.split(['\n', '\r']).next().unwrap_or("");
            let comment = line.trim_start_matches([' ', '\t']);
            let sign = comment
                .strip_prefix('#')
                .filter(|_| comment.len() < line.len());
            if sign.is_some_and(|said| allow::directive(said).is_none()) {
                let start = scalar.span.end + (line.len() - comment.len()) as u32;
                found.push((
                    scalar.span,
                    Span::new(start, start + comment.trim_end().len() as u32),
                ));
            }
        }
    });
    found.into()
}

/// Calls `visit` with every scalar value below `node`, keys left out.
pub fn each_scalar<'n>(node: &'n Node, visit: &mut dyn FnMut(&'n Scalar)) {
    match node {
        Node::Scalar(scalar) => visit(scalar),
        Node::List(list) => list.items.iter().for_each(|item| each_scalar(item, visit)),
        Node::Map(map) => map
            .entries
            .iter()
            .for_each(|entry| each_scalar(&entry.value, visit)),
    }
}
