//! The destination of a link: whether it is in the bank, its span, and its value.

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use crate::text::Span;

/// Whether a destination is outside the bank: it has a scheme, a host, or starts with a slash.
pub(super) fn is_external(dest: &str) -> bool {
    let scheme = dest.find(':').is_some_and(|at| {
        at > 0
            && dest.as_bytes()[0].is_ascii_alphabetic()
            && dest[..at]
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
    });
    scheme || dest.starts_with('/') || dest.starts_with('\\')
}

/// Whether a browser finds the place of an anchor in a page, which `has` the anchors that it is asked for. An empty anchor and
/// `top` mean the start of the page, and `user-content-` is what some sites put before each. `is_exact`: capitals count, as
/// they do for browsers; GitHub finds the heading in any case.
pub fn leads_somewhere(anchor: &str, is_exact: bool, mut has: impl FnMut(&str) -> bool) -> bool {
    let plain = anchor.strip_prefix("user-content-").unwrap_or(anchor);
    if plain.is_empty() || plain.eq_ignore_ascii_case("top") || has(plain) {
        return true;
    }
    let lower = plain.to_lowercase();
    !is_exact && lower != plain && has(&lower)
}

/// The destination of an inline link and where the link ends, in the text after its `](`. `None` if it is not a link. Source:
/// CommonMark 0.31, section 6.3.
pub fn tail(text: &str) -> Option<Tail> {
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    let inside = &text[start..];
    let destination = match inside.strip_prefix('<') {
        Some(angle) => start + 1..start + 1 + end_of_angle(angle)?,
        None => start..start + end_of_bare(inside),
    };
    let after = destination.end + usize::from(inside.starts_with('<'));
    let rest = &text[after..];
    let bare = rest.trim_start_matches([' ', '\t']);
    let bare = match bare.len() < rest.len() {
        true => after_title(bare).trim_start_matches([' ', '\t']),
        false => bare,
    };
    bare.starts_with(')').then(|| Tail {
        destination,
        end: text.len() - bare.len() + 1,
    })
}

/// What is after the `](` of an inline link, by its places there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tail {
    /// The destination, without angle brackets.
    pub destination: Range<usize>,
    /// Just after the closing parenthesis.
    pub end: usize,
}

/// Where a destination ends that was opened by `<`.
fn end_of_angle(text: &str) -> Option<usize> {
    let end = text.find(['<', '>', '\n', '\r'])?;
    text[end..].starts_with('>').then_some(end)
}

/// Where a destination ends without angle brackets: at white space or a parenthesis that it does not open.
fn end_of_bare(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' if !is_escaped => depth += 1,
            b')' if !is_escaped && depth == 0 => return at,
            b')' if !is_escaped => depth -= 1,
            b' ' | b'\t' | b'\n' | b'\r' => return at,
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    text.len()
}

/// What is after the title that a text starts with; all of the text if it starts with none.
fn after_title(text: &str) -> &str {
    let close = match text.bytes().next() {
        Some(quote @ (b'"' | b'\'')) => char::from(quote),
        Some(b'(') => ')',
        _ => return text,
    };
    text[1..].split_once(close).map_or(text, |(_, after)| after)
}

/// The span of the destination within its link.
pub(super) fn destination(text: &str, link: Span, dest: &str) -> Span {
    let source = link.slice(text);
    let inside = source.strip_suffix(')').unwrap_or(source);
    if inside
        .strip_suffix(dest)
        .is_some_and(|before| before.ends_with("]("))
    {
        // The usual case, as the search below would find it.
        let end = link.start + inside.len() as u32;
        return Span::new(end - dest.len() as u32, end);
    }
    // From the right: earlier matches may belong to an image within the link. A destination may contain brackets.
    let as_is = source.rmatch_indices("](").find_map(|(at, opening)| {
        let rest = &source[at + opening.len()..];
        let bare = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '<');
        bare.starts_with(dest).then(|| source.len() - bare.len())
    });
    if let Some(at) = as_is {
        let start = link.start + at as u32;
        return Span::new(start, start + dest.len() as u32);
    }
    let from = source
        .rfind("](")
        .or_else(|| source.find("]:"))
        .map_or(0, |at| at + 2);
    match source[from..]
        .find(dest)
        .or_else(|| source[from..].find(|c: char| !c.is_whitespace() && c != '<'))
    {
        Some(at) if source[from + at..].starts_with(dest) => {
            let start = link.start + (from + at) as u32;
            Span::new(start, start + dest.len() as u32)
        }
        Some(at) => {
            let start = from + at;
            let length = source[start..]
                .find([')', '>', ' ', '\n', '\r'])
                .unwrap_or(source.len() - start);
            Span::new(
                link.start + start as u32,
                link.start + (start + length) as u32,
            )
        }
        None => link,
    }
}

/// The text, percent-decoded; unchanged if the result is not UTF-8.
pub fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// The named character references that occur in paths.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("colon", ':'),
    ("comma", ','),
    ("equals", '='),
    ("gt", '>'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("lt", '<'),
    ("nbsp", '\u{a0}'),
    ("num", '#'),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("quest", '?'),
    ("quot", '"'),
    ("rpar", ')'),
    ("sol", '/'),
];

/// The text with HTML character references decoded; an unknown one stays as it is.
pub fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = rest.split_once(';').map(|(name, _)| name);
        match name.and_then(|name| Some((name.len(), reference(name)?))) {
            Some((length, decoded)) => {
                out.push(decoded);
                rest = &rest[length + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        let at = NAMED.binary_search_by_key(&name, |(name, _)| name).ok()?;
        return Some(NAMED[at].1);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0')
}
