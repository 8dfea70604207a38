//! A value as far as it is typed: its quotes, its text, and what a completion replaces.

use crate::shape::cursor::PartialValue;
use crate::syntax::yaml::Style;
use crate::syntax::yaml::quote::quoted_length;
use crate::text::Span;

/// The scalar at `cursor` in the part `value` of a line, which has no spaces around it. `from` is the first place
/// where the scalar can begin: after the colon, the hyphen, the comma.
///
/// `None` in a comment and for anything but a scalar.
pub(super) fn partial_value(
    text: &str,
    from: u32,
    value: Span,
    cursor: u32,
) -> Option<PartialValue> {
    let whole = value.slice(text);
    let token = token(whole)?;
    let end = value.start + token.len() as u32;
    // Spaces and a comment may follow the token.
    let comment = value.end > end;
    if comment && cursor > end && !text[cursor as usize..].starts_with([' ', '\t']) {
        return None;
    }
    if comment && cursor > end && Span::new(end, cursor).slice(text).contains('#') {
        return None;
    }
    // Text inserted right before the `#` of a comment would make it part of the value.
    if cursor >= end && token.is_empty() && text[cursor as usize..].starts_with('#') {
        return None;
    }
    let start = if token.is_empty() {
        cursor
    } else {
        value.start.min(cursor)
    };
    let end = if token.is_empty() {
        cursor
    } else {
        end.max(cursor)
    };
    let span = Span::new(start, end);
    Some(PartialValue {
        span,
        style: Style::of_start(token),
        typed: unquoted(Span::new(start, cursor).slice(text)).into(),
        text: unquoted(token).into(),
        gap: start == from,
        flow: false,
    })
}

/// The same, where a tag may be before the scalar: it stays. `None` for a value with an anchor, since a change
/// would change its aliases, too.
pub(super) fn with_properties(
    text: &str,
    from: u32,
    value: Span,
    cursor: u32,
) -> Option<PartialValue> {
    let start = after_properties(text, value);
    let lone = start < value.end && text[start as usize..].starts_with(['&', '!']);
    if is_anchored(text, value) {
        return None;
    }
    if lone && cursor > value.end {
        if text[start as usize..].starts_with('&') {
            return None;
        }
        return partial_value(text, value.end, Span::at(cursor), cursor);
    }
    match start == value.start {
        true => partial_value(text, from, value, cursor),
        false if cursor < start => None,
        false => partial_value(text, start - 1, Span::new(start, value.end), cursor),
    }
}

/// The scalar that `whole` begins with, without the comment after it. `None` for anything but a scalar of one line.
fn token(whole: &str) -> Option<&str> {
    match whole.chars().next() {
        None | Some('#') => Some(""),
        Some('[' | '{' | '|' | '>') => None,
        Some('\'' | '"') => {
            let Some(close) = quoted_length(whole) else {
                return Some(whole);
            };
            let rest = whole[close..].trim_start();
            // Other text after the closing quote is a mistake and is replaced with the value.
            Some(
                if rest.is_empty() || (rest.starts_with('#') && rest.len() < whole.len() - close) {
                    &whole[..close]
                } else {
                    whole
                },
            )
        }
        Some(_) => {
            let end = whole
                .find(" #")
                .or_else(|| whole.find("\t#"))
                .unwrap_or(whole.len());
            Some(whole[..end].trim_end())
        }
    }
}

/// The text of a scalar as written, closed or not. Escapes other than a doubled quote stay as they are.
pub(super) fn unquoted(written: &str) -> String {
    let quote = match written.chars().next() {
        Some(quote @ ('\'' | '"')) => quote,
        _ => return written.trim().to_owned(),
    };
    let inside = match quoted_length(written) {
        Some(end) => &written[1..end - 1],
        None => &written[1..],
    };
    match quote {
        '\'' => inside.replace("''", "'"),
        _ => inside.replace("\\\"", "\""),
    }
}

/// Whether the value in `value` has an anchor, not counting one that is being typed.
pub(super) fn is_anchored(text: &str, value: Span) -> bool {
    let properties = Span::new(value.start, after_properties(text, value));
    properties.slice(text).contains('&')
}

/// Where the value in `value` starts after its anchor and tag. A half-typed one is the value itself.
pub(super) fn after_properties(text: &str, value: Span) -> u32 {
    let mut rest = value.slice(text);
    while rest.starts_with(['&', '!']) {
        let Some(length) = rest.find([' ', '\t']) else {
            break;
        };
        rest = rest[length..].trim_start_matches([' ', '\t']);
    }
    value.end - rest.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, Style, &str, &str)>) {
        let cursor = line.find('$').unwrap() as u32;
        let text = line.replace('$', "");
        let from = text.find(':').unwrap() as u32 + 1;
        let value = text[from as usize..].trim();
        let start = if value.is_empty() {
            text.trim_end().len()
        } else {
            text.len() - text[from as usize..].trim_start().len()
        };
        let value = Span::new(start as u32, (start + value.len()) as u32);
        let found = partial_value(&text, from, value, cursor);
        let found = found.as_ref().map(|w| {
            (
                w.span.slice(&text),
                w.style,
                w.typed.as_str(),
                w.text.as_str(),
            )
        });
        assert_eq!(found, expected, "{line:?}");
    }

    #[test]
    fn what_is_typed_of_a_value() {
        use Style::{Double, Plain, Single};
        check("a: co$re", Some(("core", Plain, "co", "core")));
        check("a: $", Some(("", Plain, "", "")));
        check("a:$", Some(("", Plain, "", "")));
        check("a:$ core", Some((" core", Plain, "", "core")));
        check(
            "a: two wo$rds",
            Some(("two words", Plain, "two wo", "two words")),
        );
        check("a: '$", Some(("'", Single, "", "")));
        check("a: '$'", Some(("''", Single, "", "")));
        check(
            "a: 'it''s $x",
            Some(("'it''s x", Single, "it's ", "it's x")),
        );
        check("a: \"co$re\"", Some(("\"core\"", Double, "co", "core")));
        check("a: \"core\"$", Some(("\"core\"", Double, "core", "core")));
        check(
            "a: \"core\" x$",
            Some(("\"core\" x", Double, "core", "core")),
        );
        check("a: co$re # note", Some(("core", Plain, "co", "core")));
        check("a: core$ # note", Some(("core", Plain, "core", "core")));
        check("a: core # no$te", None);
        check("a: 'x' # no$te", None);
        check("a: $ # note", Some(("", Plain, "", "")));
        check("a: $# note", None);
        check("a: # $note", None);
        check("a: x#y$z", Some(("x#yz", Plain, "x#y", "x#yz")));
        check("a: |$", None);
        check("a: {$", None);
    }
}
