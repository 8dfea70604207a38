//! The options of a question: with boxes, letters or numbers.

use super::found::{Found, OptionLine, Style};
use super::line::{Kind, Line, trimmed};
use super::parts::Parts;
use crate::text::Span;

impl Parts<'_> {
    /// Finds the options in the lines from `from` up to `to`, and returns the line at which they end. No line before that
    /// announces the answer.
    pub(super) fn options(&self, from: usize, to: usize, found: &mut Found) -> usize {
        // Most answers are prose, of which no line needs a closer look.
        if !(from..to).any(|index| option_at(self.text, &self.lines[index]).is_some()) {
            return from;
        }
        let mut indent = 0;
        let mut end = to;
        for index in from..to {
            let line = &self.lines[index];
            if self.ends_options(index, found.options.is_empty()) {
                end = index;
                break;
            }
            let Some((style, marker, text, ticked, place)) = option_at(self.text, line) else {
                continue;
            };
            let option = OptionLine {
                marker,
                text,
                ticked,
                line: index,
            };
            let is_next = match found.style {
                None => place.is_none_or(|place| place == 0) && style != Style::Bullet,
                Some(known) => {
                    known == style
                        && line.indent.abs_diff(indent) < 2
                        && place.is_none_or(|place| place == found.options.len())
                }
            };
            if is_next {
                if found.style.is_none() {
                    indent = line.indent;
                }
                found.style = Some(style);
                found.options.push(option);
            } else if found.style == Some(Style::Number) && style != Style::Number
                || found.style != Some(Style::Box) && style == Style::Box
            {
                // A list that belongs to the question comes before its options.
                if place.is_none_or(|place| place == 0) {
                    found.options = vec![option];
                    found.style = Some(style);
                    indent = line.indent;
                }
            } else if place == Some(0) && found.options.len() > 1 && style != Style::Box {
                end = index;
                break;
            }
        }
        if found.style != Some(Style::Box) && found.options.len() < 2 {
            found.options.clear();
            found.style = None;
        }
        end
    }

    /// Whether the line at `index` comes after the options: a label, a folded part, or a heading if there are options
    /// before it.
    fn ends_options(&self, index: usize, is_first: bool) -> bool {
        let line = &self.lines[index];
        match line.kind {
            Kind::Heading { .. } => !is_first || self.is_label(index),
            _ => {
                self.is_label(index)
                    || line.visible(self.text).contains('<')
                        && self.details_in(index, index + 1).next().is_some()
            }
        }
    }
}

/// The option that a line starts.
type OptionStart = (Style, Span, Span, bool, Option<usize>);

pub(super) fn option_at(text: &str, line: &Line) -> Option<OptionStart> {
    if line.quoted {
        return None;
    }
    let (inside, number) = match line.kind {
        Kind::Item { number, text } => (text, number),
        Kind::Text => (Span::new(line.start, line.span.end), None),
        _ => return None,
    };
    let is_item = matches!(line.kind, Kind::Item { .. });
    let visible = inside.slice(text);
    if is_item && let Some((len, ticked)) = check_box(visible) {
        let marker = Span::new(inside.start, inside.start + len as u32);
        let rest = trimmed(text, Span::new(marker.end, inside.end));
        let rest = match letter(rest.slice(text)) {
            Some((len, ..)) if rest.slice(text).len() > len => {
                trimmed(text, Span::new(rest.start + len as u32, rest.end))
            }
            _ => rest,
        };
        return Some((Style::Box, marker, rest, ticked, None));
    }
    if let Some((len, place)) = letter(visible) {
        let marker = Span::new(inside.start, inside.start + len as u32);
        let rest = trimmed(text, Span::new(marker.end, inside.end));
        return Some((Style::Letter, marker, rest, false, Some(place)));
    }
    if let Some(number) = number {
        let place = number.value.checked_sub(1)? as usize;
        return Some((Style::Number, number.span, inside, false, Some(place)));
    }
    None
}

/// The length of a box and whether it is ticked.
fn check_box(visible: &str) -> Option<(usize, bool)> {
    let inside = visible.strip_prefix('[')?;
    let end = inside.find(']')?;
    let mark = inside[..end].trim();
    let ticked = matches!(mark, "x" | "X" | "✓" | "✔" | "*");
    // `[text](url)` is a link.
    (mark.is_empty() || ticked).then_some(())?;
    (!inside[end + 1..].starts_with('(')).then_some((end + 2, ticked))
}

/// The length of a letter with its punctuation, and its place.
fn letter(visible: &str) -> Option<(usize, usize)> {
    let bare = visible.trim_start_matches(['*', '_', '(', '[', '`']);
    let lead = visible.len() - bare.len();
    let first = bare.bytes().next()?;
    let place = match first {
        b'A'..=b'L' => first - b'A',
        b'a'..=b'l' => first - b'a',
        _ => return None,
    };
    let rest = &bare[1..];
    let rest_bare = rest.trim_start_matches(['*', '_', '`', ']']);
    let point = rest_bare
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ')' | ':' | '：' | '）' | '、'));
    let len = lead + 1 + (rest.len() - rest_bare.len());
    let Some(point) = point else {
        // `(A) text` and `[A] text` have their end before.
        return None;
    };
    let after = &rest_bare[point.len_utf8()..];
    let closing = after.trim_start_matches(['*', '_']);
    let spaced = closing.is_empty()
        || closing.starts_with(char::is_whitespace)
        || first.is_ascii_uppercase() && point != '.' && point != ':';
    // `e.g.` and `a.b` are not letters of options.
    spaced.then_some((
        len + point.len_utf8() + (after.len() - closing.len()),
        place as usize,
    ))
}

#[cfg(test)]
mod tests {
    use crate::shape::document::found::Style;
    use crate::shape::document::parts::Scan;

    #[test]
    fn options_are_read_in_each_style() {
        for (text, style, count, right) in [
            (
                "- [ ] a\n- [x] b\n- [x] c",
                Some(Style::Box),
                3,
                &[1, 2][..],
            ),
            ("A. a\nB. b\n\nAnswer: B", Some(Style::Letter), 2, &[1]),
            (
                "- a) a\n- b) b\n\n**Answer: a**",
                Some(Style::Letter),
                2,
                &[0],
            ),
            (
                "1. a\n2. b\n3. c\n\nAnswer: 3",
                Some(Style::Number),
                3,
                &[2],
            ),
            ("1. first\n2. then", None, 0, &[]),
            ("A. alone", None, 0, &[]),
        ] {
            let scan = Scan::of(text, 0);
            let parts = scan.parts(text);
            let found = parts.look(0, parts.lines.len());
            assert_eq!(
                (found.style, found.options.len(), found.right.as_slice()),
                (style, count, right),
                "{text}"
            );
        }
    }
}
