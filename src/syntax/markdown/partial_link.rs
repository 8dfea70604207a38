//! The link whose destination contains a cursor in markdown.

use crate::text::{Span, line_end, line_start};

/// The destination of a link as far as it is typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartialLink {
    /// The path, up to the cursor or beyond if the cursor is in it.
    pub path: Span,
    /// What follows the `#`, if the cursor is there.
    pub anchor: Option<Span>,
    /// Whether it is an image.
    pub image: bool,
    /// Whether the destination is written between `<` and `>`, where spaces need no escape.
    pub angle: bool,
}

/// The link whose destination contains `cursor`, in the markdown of `text` that begins at the offset `start`.
///
/// `None` in code, whether between backticks or in a fence.
pub fn link_at(text: &str, start: u32, cursor: u32) -> Option<PartialLink> {
    let line = Span::new(line_start(text, cursor).max(start), line_end(text, cursor));
    let before = Span::new(line.start, cursor).slice(text);
    let open = before.rfind("](")? + 2;
    let typed = &before[open..];
    let angle = typed.starts_with('<');
    let from = open + usize::from(angle);
    let closes = if angle {
        ['>', '\n', '\n']
    } else {
        [')', ' ', '\t']
    };
    if before[from..].contains(closes) || in_code(text, start, line, cursor) {
        return None;
    }
    let from = line.start + from as u32;
    let after = Span::new(cursor, line.end).slice(text);
    let ends = if angle {
        ['>', ')', ')']
    } else {
        [')', ' ', '\t']
    };
    let end = cursor + after.find(ends).unwrap_or(0) as u32;
    let typed = Span::new(from, cursor).slice(text);
    let (path, anchor) = match typed.find('#') {
        Some(at) => {
            let hash = from + at as u32;
            (Span::new(from, hash), Some(Span::new(hash + 1, end)))
        }
        None => {
            let rest = Span::new(cursor, end).slice(text);
            (
                Span::new(from, cursor + rest.find('#').unwrap_or(rest.len()) as u32),
                None,
            )
        }
    };
    Some(PartialLink {
        path,
        anchor,
        image: is_image(&before[..open - 2]),
        angle,
    })
}

/// Whether the bracket that the link's text closes is opened by `![`.
fn is_image(before: &str) -> bool {
    let mut depth = 0;
    for (at, c) in before.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return before[..at].ends_with('!'),
            '[' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Whether the cursor is in a code fence, or after an odd number of backticks in its line.
fn in_code(text: &str, start: u32, line: Span, cursor: u32) -> bool {
    let mut fence: Option<(char, usize)> = None;
    for above in Span::new(start, line.start).slice(text).split(['\n', '\r']) {
        let above = above.trim_start();
        let Some(mark) = above.chars().next().filter(|c| matches!(c, '`' | '~')) else {
            continue;
        };
        let width = above.chars().take_while(|&c| c == mark).count();
        fence = match fence {
            None if width >= 3 => Some((mark, width)),
            Some((open, least))
                if open == mark && width >= least && above[width..].trim().is_empty() =>
            {
                None
            }
            other => other,
        };
    }
    let ticks = Span::new(line.start, cursor)
        .slice(text)
        .matches('`')
        .count();
    fence.is_some() || ticks % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: Option<(&str, Option<&str>, bool)>) {
        let cursor = source.find('$').unwrap();
        let text = source.replacen('$', "", 1);
        let found = link_at(&text, 0, cursor as u32);
        let found = found.map(|link| {
            (
                link.path.slice(&text),
                link.anchor.map(|anchor| anchor.slice(&text)),
                link.image,
            )
        });
        assert_eq!(found, expected, "{source:?}");
    }

    #[test]
    fn destinations_of_links() {
        check("see [x]($", Some(("", None, false)));
        check("see [x]($)", Some(("", None, false)));
        check("see [x](a$b.md)", Some(("ab.md", None, false)));
        check("see [x](a$b.md#c \"t\")", Some(("ab.md", None, false)));
        check("see [x](a.md#$)", Some(("a.md", Some(""), false)));
        check("see [x](a.md#b$c) y", Some(("a.md", Some("bc"), false)));
        check("![a [b] c]($", Some(("", None, true)));
        check("[![a](b.png)]($", Some(("", None, false)));
        check("[x](<a b$ c.md>)", Some(("a b c.md", None, false)));
        check("[x](a.md) $", None);
        check("[x](a.md \"t$\")", None);
        check("[x]$", None);
        check("`[x]($", None);
        check("```\n[x]($", None);
        check("```\n```\n[x]($", Some(("", None, false)));
        check("~~~\n```\n[x]($", None);
    }
}
