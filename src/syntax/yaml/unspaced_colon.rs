//! Reads keys in brackets with the value right after the colon, `{topics:[a]}`. js-yaml accepts them, our parser does
//! not: a space is inserted after each such colon, and the spans are corrected.

use super::anchors::Anchors;
use super::parse::read;
use super::{Node, Scalar};
use crate::syntax::SyntaxError;
use crate::text::Span;

/// The maximum number of such colons; each costs another parse.
const MOST: usize = 64;

/// Parses one YAML document.
///
/// `text` is a part of a file that starts at the offset `base`; all spans count from the start of the file. The root is
/// `None` for an empty document.
///
/// # Errors
/// The first place where `text` is not YAML, or starts a second document.
pub fn parse(text: &str, base: u32) -> Result<Option<Node>, SyntaxError> {
    parse_part(text, base, &mut Anchors::new(text.len()))
}

/// Parses a part of a document; `anchors` holds those of the parts before it, and receives those of this one.
///
/// # Errors
/// As those of [`parse`].
pub fn parse_part(
    text: &str,
    base: u32,
    anchors: &mut Anchors,
) -> Result<Option<Node>, SyntaxError> {
    let uses = anchors.uses();
    let first = read(text, base, anchors);
    let Some(mut colon) = first
        .as_ref()
        .err()
        .and_then(|error| colon(text, base, error))
    else {
        return first;
    };
    let mut spaced = text.to_owned();
    let mut added = Vec::new();
    while added.len() < MOST {
        spaced.insert(colon + 1, ' ');
        added.push(colon as u32 + 1);
        anchors.forget(uses);
        match read(&spaced, base, anchors) {
            Ok(mut root) => {
                added.sort_unstable();
                if let Some(root) = &mut root {
                    move_back(root, base, &added);
                }
                return Ok(root);
            }
            Err(error) => match self::colon(&spaced, base, &error) {
                Some(next) => colon = next,
                None => break,
            },
        }
    }
    first
}

/// The colon at which the parser failed.
fn colon(text: &str, base: u32, error: &SyntaxError) -> Option<usize> {
    if !error.message.contains("may not precede any of") {
        return None;
    }
    let at = (error.span.start - base) as usize;
    let colon = text.get(..=at)?.rfind(':')?;
    text[colon + 1..].starts_with(['[', '{']).then_some(colon)
}

/// Corrects all spans for the spaces that were inserted at these offsets.
fn move_back(node: &mut Node, base: u32, added: &[u32]) {
    let moved = |offset: u32| {
        let before = added.iter().zip(0..).filter(|(at, _)| offset - base > **at);
        offset - before.count() as u32
    };
    each_span(node, &|span| {
        *span = Span::new(moved(span.start), moved(span.end))
    });
}

fn each_span(node: &mut Node, change: &dyn Fn(&mut Span)) {
    let scalar = |scalar: &mut Scalar| change(&mut scalar.span);
    match node {
        Node::Scalar(own) => scalar(own),
        Node::List(list) => {
            change(&mut list.span);
            list.items
                .iter_mut()
                .for_each(|item| each_span(item, change));
        }
        Node::Map(map) => {
            change(&mut map.span);
            for entry in &mut map.entries {
                scalar(&mut entry.key);
                each_span(&mut entry.value, change);
            }
        }
    }
}
