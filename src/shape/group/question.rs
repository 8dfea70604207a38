//! Reads one question of a group: an item of the list `questions`.

use smol_str::SmolStr;

use crate::facts::mention;
use crate::facts::question::{Answer, Extras, Question};
use crate::syntax::yaml::recover::{self, Keys};
use crate::syntax::yaml::trailing_empty_item::trailing_empty_item;
use crate::syntax::yaml::{self, Anchors, Node, Scalar, cut_values};
use crate::syntax::{SyntaxError, suppression};
use crate::text::{LineSpans, Span};

use super::inline;
use super::keys::QUESTION_KEYS;

/// The keys that are recovered from a broken question: its answer stays cited, and its topics are counted, while it is
/// typed. What cannot be recovered still counts as mentioned.
const RECOVERED: Keys<'_> = Keys {
    names: QUESTION_KEYS,
    prose: &["question"],
};

/// Parses the segment `text` of a block list, without anchors from elsewhere.
pub fn read(text: &str) -> Question {
    read_part(text, &mut Anchors::new(text.len()))
}

/// Parses the segment `text` of a block list in a document with these anchors so far.
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
            let cuts = cut_values(&node, text, 0);
            let trailing_empty_item = trailing_empty_item(&node, text);
            let suppressions = suppression::in_yaml(text, 0);
            let extras = Extras {
                cuts,
                suppressions,
                linked,
                trailing_empty_item,
                ..Extras::default()
            };
            build(&node, extras, dash, text.len() as u32, text)
        }
        Err(error) => {
            let node = Node::Map(recover::entries(text, 0, RECOVERED));
            let extras = Extras {
                error: Some(error),
                suppressions: suppression::in_yaml(text, 0),
                linked,
                ..Extras::default()
            };
            build(&node, extras, dash, text.len() as u32, text)
        }
    }
}

/// Converts an item that was parsed with the whole frontmatter, and returns the offset in `text` at which it starts.
/// `linked`: whether the frontmatter has anchors, aliases, merges or tags.
pub fn from_node(mut node: Node, text: &str, linked: bool) -> (u32, Question) {
    let Span { start, end } = node.span();
    node.shift_back(start);
    let len = Span::new(start, end.max(start)).slice(text).len() as u32;
    let text = &text[text.len().min(start as usize)..];
    let extras = Extras {
        cuts: cut_values(&node, text, 0),
        linked,
        ..Extras::default()
    };
    (start, build(&node, extras, Span::default(), len, text))
}

fn build(node: &Node, mut extras: Extras, dash: Span, len: u32, text: &str) -> Question {
    let question = Question::of_yaml(node, dash, len);
    if extras.error.is_none() {
        read_inline(&question, text, &mut extras);
        // Links that could not be located in the text still have destinations.
        let hidden = question.answer().filter(|_| extras.inline.is_none());
        let hidden = hidden.and_then(|answer| Some(answer.scalar()?.text));
        extras.mentions = mention::beside_the_answer(node, hidden).into();
    } else {
        extras.mentions = mention::unread(text).into();
    }
    question.with(extras)
}

/// Reads the markdown of an inline answer. Its suppressions become those of the question.
fn read_inline(question: &Question, text: &str, extras: &mut Extras) {
    if let Some(Answer::Inline(scalar)) = question.answer() {
        extras.inline = inline::read(scalar, text);
    }
    let inner = extras.inline.as_mut().map(|body| body.take_suppressions());
    if let Some(inner) = inner.filter(|inner| !inner.is_empty()) {
        let own = std::mem::take(&mut extras.suppressions).into_vec();
        extras.suppressions = own.into_iter().chain(inner).collect();
    }
}

/// The hyphen of the item: the first thing in its segment that is not a comment.
fn dash(text: &str) -> Span {
    let line = LineSpans::new(text, 0).find(|line| line.slice(text).trim_start().starts_with('-'));
    line.map_or(Span::default(), |line| {
        let at = line.start + line.slice(text).find('-').unwrap_or(0) as u32;
        Span::new(at, at + 1)
    })
}
