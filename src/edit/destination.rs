//! Rewrites the destination of a markdown link.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::bank::BankPath;
use crate::syntax::markdown::link::{decode, entities};
use crate::text::{Span, TextEdit};

/// The destination of a link as written in a text.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'t> {
    span: Span,
    written: &'t str,
    /// Between `<` and `>`, where spaces and parentheses need no escape.
    angled: bool,
    /// In a value of YAML or an attribute of HTML, whose quotes it must not close.
    keeps_quotes: bool,
}

impl<'t> Destination<'t> {
    /// The destination at `span`; `None` if the text there is not a link's destination.
    ///
    /// `in_value`: whether the link is in an answer within the frontmatter.
    pub fn at(text: &'t str, span: Span, in_value: bool) -> Option<Self> {
        let before = text.get(..span.start as usize)?.chars().next_back()?;
        let after = text.get(span.end as usize..)?.chars().next();
        // Around an attribute of HTML are quotes, or nothing.
        let quoted = matches!(before, '"' | '\'');
        let in_html = quoted || before == '=';
        let opens = in_html || before.is_whitespace() || matches!(before, '(' | '<' | ':');
        let closes = after.is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, ')' | '>' | ',')
                || (in_html && (!quoted || c == before))
        });
        let written = span.slice(text);
        let is_link = written.starts_with(['[', '!']) || written.contains(['\n', '\r']);
        (opens && closes && !is_link && !span.is_empty()).then_some(Self {
            span,
            written,
            angled: before == '<',
            keeps_quotes: in_value || in_html,
        })
    }

    /// Whether the part that names the file means `path`.
    pub fn names(&self, path: &str) -> bool {
        let written = &self.written[..self.path().len() as usize];
        decode(written) == path
            || decode(&entities(written)) == path
            || decode(&written.replace('\\', "")) == path
    }

    /// The part that names the file, up to a `?` or `#`.
    pub fn path(&self) -> Span {
        let length = self.end_of_path().unwrap_or(self.written.len());
        Span::new(self.span.start, self.span.start + length as u32)
    }

    fn end_of_path(&self) -> Option<usize> {
        let signs = [sign(self.written, '#'), self.written.find('?')];
        signs.into_iter().flatten().min()
    }

    /// The part after the `#`.
    pub fn anchor(&self) -> Option<Span> {
        let at = sign(self.written, '#')? as u32;
        Some(Span::new(self.span.start + at + 1, self.span.end))
    }

    /// The change after which the link, written in the file `from`, leads to `to`. How the way there is written stays,
    /// if that still is the way.
    pub fn lead_to(&self, from: &BankPath, to: &BankPath) -> TextEdit {
        let span = self.path();
        let old = &self.written[..span.len() as usize];
        let (old, slash) = match old.strip_suffix('/') {
            Some(folder) => (folder, "/"),
            None => (old, ""),
        };
        let way = &old[..old.rfind('/').map_or(0, |at| at + 1)];
        let kept = from.beside(&format!("{}{}", decode(&entities(way)), to.name()));
        let path = if kept.as_ref() == Some(to) {
            format!("{way}{}", self.encode(to.name()))
        } else {
            let path = to.relative_to(from);
            let dot = old.starts_with("./") && !path.starts_with("../");
            format!("{}{}", if dot { "./" } else { "" }, self.encode(&path))
        };
        TextEdit {
            span,
            text: path + slash,
        }
    }

    /// The change after which the link, written in the file `from`, leads to a place of `to`, or to all of it.
    pub fn lead_into(&self, from: &BankPath, to: &BankPath, anchor: Option<&str>) -> TextEdit {
        let path = match (from == to && anchor.is_some(), self.path().is_empty()) {
            (true, _) => String::new(),
            (false, true) => self.encode(&to.relative_to(from)),
            (false, false) => self.lead_to(from, to).text,
        };
        let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
        TextEdit {
            span: self.span,
            text: path + &anchor,
        }
    }

    /// The edit that points the link to the heading of `anchor`; `None` for a link without an anchor.
    pub fn lead_to_heading(&self, anchor: &str) -> Option<TextEdit> {
        Some(TextEdit {
            span: self.anchor()?,
            text: anchor.to_owned(),
        })
    }

    fn encode(&self, path: &str) -> String {
        encode(path, self.angled, self.keeps_quotes)
    }
}

/// The path, percent-encoded where a character would end the destination or has a meaning in it. `angled`: whether it is
/// written between `<` and `>`; `in_value`: whether the link is in a value of YAML, whose quotes it must not close.
pub fn encode(path: &str, angled: bool, in_value: bool) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        let special = c.is_control()
            || matches!(
                c,
                '%' | '#' | '?' | '\\' | '<' | '>' | ':' | '|' | '&' | '`'
            )
            || (!angled && (c.is_whitespace() || matches!(c, '(' | ')')))
            || (in_value && matches!(c, '\'' | '"'));
        if special {
            out.extend(utf8_percent_encode(
                c.encode_utf8(&mut [0; 4]),
                NON_ALPHANUMERIC,
            ));
        } else {
            out.push(c);
        }
    }
    out
}

/// The first `sign` that is not part of a character reference such as `&#46;`.
fn sign(written: &str, sign: char) -> Option<usize> {
    let signs = written.match_indices(sign).map(|(at, _)| at);
    signs.into_iter().find(|at| !written[..*at].ends_with('&'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The link `[x](before)`, written in `go/content/a.md`, once it leads to `to`.
    #[track_caller]
    fn check(before: &str, to: &str, after: &str) {
        let from = BankPath::new("go/content/a.md").unwrap();
        let text = format!("[x]({before} \"title\")");
        let angle = usize::from(before.starts_with('<'));
        let span = Span::new((4 + angle) as u32, (4 + before.len() - angle) as u32);
        let found = Destination::at(&text, span, false).expect("a destination");
        let edit = found.lead_to(&from, &BankPath::new(to).unwrap());
        let edited = crate::text::apply(&text, &[edit]).unwrap();
        assert_eq!(edited, format!("[x]({after} \"title\")"));
        let body = crate::syntax::markdown::body::read(&edited);
        let link = body.links().next().expect("a link");
        assert_eq!(from.beside(link.path), BankPath::new(to), "{edited}");
    }

    #[test]
    fn the_way_stays_where_it_can() {
        check("b.md", "go/content/c.md", "c.md");
        check("./b.md#x", "go/content/c.md", "./c.md#x");
        check(
            "../content/b.md?raw#x",
            "go/content/c.md",
            "../content/c.md?raw#x",
        );
        check("./b.md", "go/content/deep/b.md", "./deep/b.md");
        check("./b.md", "js/b.md", "../../js/b.md");
        check("../../js/b.md", "go/content/b.md", "b.md");
        check("sub/", "go/content/other", "other/");
        check("..", "go2", "../../go2");
    }

    #[test]
    fn names_are_encoded_as_far_as_the_form_asks() {
        check("b.md", "go/content/a (1).md", "a%20%281%29.md");
        check("<b c.md#d>", "go/content/a (1).md", "<a (1).md#d>");
        check("b.md", "go/content/100%#?.md", "100%25%23%3F.md");
        check("<b.md>", "go/content/a<b>&amp;.md", "<a%3Cb%3E%26amp;.md>");
        check("x%20y/b.md", "go/content/x y/é😀.md", "x%20y/é😀.md");
        check("b.md", "go/content/c:d.md", "c%3Ad.md");
    }

    #[test]
    fn what_is_no_destination() {
        let text = "[a [b](c.md)](d.md)";
        for (start, end) in [(0, 19), (3, 12), (8, 11), (0, 0)] {
            assert!(Destination::at(text, Span::new(start, end), false).is_none());
        }
        assert!(Destination::at(text, Span::new(7, 11), false).is_some());
    }
}
