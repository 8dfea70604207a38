//! What has been typed of a value: its quotes, its text, and what accepting another replaces.

use smol_str::SmolStr;

use crate::syntax::yaml::Style;
use crate::text::Span;

/// A scalar as far as it is typed, on one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// What stands there, quotes included, closed or not. Contains the cursor.
    pub span: Span,
    /// The quotes it opens with; `Plain` when there are none or nothing stands there.
    pub style: Style,
    /// The text before the cursor, without quotes.
    pub typed: SmolStr,
    /// All of the text, without quotes.
    pub text: SmolStr,
    /// Whether a blank is missing in front of it.
    pub gap: bool,
}

/// The scalar at `cursor` in the stretch `value` of a line, which has no blanks around it. `from` is the first place
/// where the scalar can begin: after the colon, the hyphen, the comma.
///
/// `None` in a comment and where something else than a scalar stands.
pub(super) fn written(text: &str, from: u32, value: Span, cursor: u32) -> Option<Written> {
    let whole = value.slice(text);
    let token = token(whole)?;
    let end = value.start + token.len() as u32;
    // Behind the token there may be blanks, and then a comment.
    let comment = value.end > end;
    if comment && cursor > end && !text[cursor as usize..].starts_with([' ', '\t']) {
        return None;
    }
    if comment && cursor > end && Span::new(end, cursor).slice(text).contains('#') {
        return None;
    }
    // Text that is put right before a comment's `#` would swallow it.
    if cursor >= end && token.is_empty() && text[cursor as usize..].starts_with('#') {
        return None;
    }
    let start = if token.is_empty() {
        cursor
    } else {
        value.start.min(cursor)
    };
    let style = match token.bytes().next() {
        Some(b'\'') => Style::Single,
        Some(b'"') => Style::Double,
        _ => Style::Plain,
    };
    let end = if token.is_empty() {
        cursor
    } else {
        end.max(cursor)
    };
    let span = Span::new(start, end);
    Some(Written {
        span,
        style,
        typed: unquoted(Span::new(start, cursor).slice(text)).into(),
        text: unquoted(token).into(),
        gap: start == from,
    })
}

/// The scalar that `whole` begins with, a comment behind it cut off. `None` for what is no scalar of one line.
fn token(whole: &str) -> Option<&str> {
    match whole.chars().next() {
        None | Some('#') => Some(""),
        Some('[' | '{' | '|' | '>') => None,
        Some(quote @ ('\'' | '"')) => {
            let Some(close) = close(whole, quote) else {
                return Some(whole);
            };
            let rest = whole[close..].trim_start();
            // What else stands behind a closing quote is a slip, and goes with the value.
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

/// Where the closing quote of `text`, which starts with `quote`, ends.
pub(super) fn close(text: &str, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if quote == '"' && bytes[at] == b'\\' {
            at += 1;
        } else if bytes[at] == quote as u8 {
            if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') {
                at += 1;
            } else {
                return Some(at + 1);
            }
        }
        at += 1;
    }
    None
}

/// The text of a scalar as written, closed or not. Escapes other than a doubled quote stay as they are.
pub(super) fn unquoted(written: &str) -> String {
    let quote = match written.chars().next() {
        Some(quote @ ('\'' | '"')) => quote,
        _ => return written.trim().to_owned(),
    };
    let inside = match close(written, quote) {
        Some(end) => &written[1..end - 1],
        None => &written[1..],
    };
    match quote {
        '\'' => inside.replace("''", "'"),
        _ => inside.replace("\\\"", "\""),
    }
}

/// The items between `open`, just behind a `[`, and the `]` that closes it, or `end` if nothing does.
pub(super) struct FlowItems {
    /// From one comma to the next, blanks and all.
    pub items: Vec<Span>,
    /// Where the list ends.
    pub end: u32,
}

/// Cuts a flow list at its commas. A quote that nothing closes before the next comma or bracket ends there.
pub(super) fn flow_items(text: &str, open: u32, end: u32) -> FlowItems {
    let part = &text[..end as usize];
    let mut items = Vec::new();
    let (mut start, mut at, mut depth) = (open as usize, open as usize, 0);
    // Whether nothing of the item has come yet: only there a quote opens one.
    let mut fresh = true;
    while at < part.len() {
        let byte = part.as_bytes()[at];
        let first = fresh;
        fresh &= byte.is_ascii_whitespace();
        match byte {
            quote @ (b'\'' | b'"') if first => at += quoted_length(&part[at..], quote as char) - 1,
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth > 0 => depth -= 1,
            b',' if depth == 0 => {
                items.push(Span::new(start as u32, at as u32));
                start = at + 1;
                fresh = true;
            }
            b']' => {
                items.push(Span::new(start as u32, at as u32));
                return FlowItems {
                    items,
                    end: at as u32,
                };
            }
            _ => {}
        }
        at += 1;
    }
    items.push(Span::new(start as u32, end));
    FlowItems { items, end }
}

/// How long the quoted item at the start of `text` is: through its closing quote, if what follows shows that this is
/// one, else the opening quote alone.
fn quoted_length(text: &str, quote: char) -> usize {
    let line = text.split(['\n', '\r']).next().unwrap_or(text);
    match close(line, quote) {
        Some(end) => {
            let rest = line[end..].trim_start();
            if rest.is_empty() || rest.starts_with([',', ']', '}']) {
                end
            } else {
                1
            }
        }
        None => 1,
    }
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
        let found = written(&text, from, value, cursor);
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

    #[track_caller]
    fn flow(list: &str, expected: &[&str]) {
        let found = flow_items(list, 1, list.len() as u32);
        let items: Vec<_> = found.items.iter().map(|item| item.slice(list)).collect();
        assert_eq!(items, expected, "{list:?}");
    }

    #[test]
    fn flow_lists_are_cut_at_their_commas() {
        flow("[a, b]", &["a", " b"]);
        flow("[]", &[""]);
        flow("[", &[""]);
        flow("[a,", &["a", ""]);
        flow("['a, b', \"c]\"]", &["'a, b'", " \"c]\""]);
        flow("['Co, Beginner]", &["'Co", " Beginner"]);
        flow("['Co, 'Beginner']", &["'Co", " 'Beginner'"]);
        flow("[it's, b]", &["it's", " b"]);
        flow(
            "[[a, b], {c: d, e: f}, g] h",
            &["[a, b]", " {c: d, e: f}", " g"],
        );
    }
}
