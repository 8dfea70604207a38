//! The lines of one question, read alone.

use std::ops::Range;

use super::candidates::{Candidate, on_their_own};
use super::classify::is_title;
use super::context::Context;
use super::line::{Kind, Line};
use super::parts::Parts;
use super::scan::closed_lines;
use super::tags::{self, Details, TagKind};
use crate::text::{Replaced, Span};

/// The lines of one question, read alone. Offsets count from the start of the file.
pub struct Window<'t> {
    /// The text up to its end.
    pub text: &'t str,
    /// Its lines; indexes count from its first.
    pub lines: Vec<Line>,
    /// The candidates in it.
    pub candidates: Vec<Candidate>,
    details: Vec<Details>,
}

impl<'t> Window<'t> {
    /// Reads the lines at `span`; `None` if what is in them depends on what is around them.
    pub fn read(text: &'t str, span: Span) -> Option<Self> {
        let text = text.get(..span.end as usize)?;
        let lines = closed_lines(text, span.start)?;
        let tags = tags::tags(text, &lines);
        let details = tags::details(&tags);
        let closing = tags.iter().filter(|tag| tag.kind == TagKind::Close);
        let is_closed = details.iter().all(|details| details.close.is_some());
        let candidates = on_their_own(text, &lines, &details);
        (is_closed && closing.count() == details.len()).then_some(Self {
            text,
            lines,
            candidates,
            details,
        })
    }

    /// Its lines and elements.
    pub fn parts(&self) -> Parts<'_> {
        Parts {
            text: self.text,
            lines: &self.lines,
            details: &self.details,
        }
    }

    /// What the steps of the reader that look at one candidate need.
    pub fn context(&self) -> Context<'_> {
        Context::new(self.parts(), &self.candidates, &[])
    }

    /// How many lines show anything.
    pub fn filled(&self) -> usize {
        self.lines.iter().filter(|line| !line.is_blank()).count()
    }

    /// The index of the first line that starts at or after the offset.
    pub fn line_at(&self, offset: u32) -> usize {
        self.lines.partition_point(|line| line.span.start < offset)
    }

    /// Where the line at an index starts; the end of the window for the line after the last.
    pub fn start_of(&self, line: usize) -> u32 {
        let line = self.lines.get(line);
        line.map_or(self.text.len() as u32, |line| line.span.start)
    }

    /// Whether its last line with text can be the title of what is below it.
    fn ends_with_title(&self) -> bool {
        let last = self.lines.iter().rev().find(|line| !line.is_blank());
        let last = last.filter(|line| line.kind == Kind::Text);
        last.is_some_and(|line| is_title(line.visible(self.text)))
    }
}

/// The lines that an edit changed, by index.
pub struct Changed {
    /// Those before the edit.
    pub old: Range<usize>,
    /// Those after it.
    pub new: Range<usize>,
}

/// What a line with a link definition, an entry of the contents, an anchor, a keyword, or a row that was
/// a group has in it.
const FAR_REACHING: &[&str] = &["]:", "](#", "name=", "id=", "--text--", "{question"];

impl Changed {
    /// The lines that an edit changed; `None` if what it changed matters outside of them.
    pub fn between(before: &Window<'_>, after: &Window<'_>, edit: &Replaced) -> Option<Self> {
        let (old, new) = (&before.lines, &after.lines);
        let first = old.partition_point(|line| line.span.end < edit.old.start);
        let rest = |lines: &[Line], end: u32| {
            lines.len() - lines.partition_point(|line| line.span.start <= end)
        };
        let tail = rest(old, edit.old.end);
        if tail != rest(new, edit.new.end) || first + tail > old.len().min(new.len()) {
            return None;
        }
        let changed = Self {
            old: first..old.len() - tail,
            new: first..new.len() - tail,
        };
        let moved = old[changed.old.end..].iter().map(|line| moved(line, edit));
        let are_others_same =
            old[..first] == new[..first] && moved.eq(new[changed.new.end..].iter().copied());
        let is_inert = |window: &Window<'_>, range: &Range<usize>| {
            let mut lines = window.lines[range.clone()].iter();
            lines.all(|line| {
                let written = line.span.slice(window.text);
                FAR_REACHING.iter().all(|sign| !written.contains(sign))
            })
        };
        let is_inert = is_inert(before, &changed.old) && is_inert(after, &changed.new);
        let is_title = before.ends_with_title() || after.ends_with_title();
        let is_kept = are_others_same && is_inert && !is_title;
        (is_kept && changed.keeps_headings(before, after)).then_some(changed)
    }

    /// Whether the lines have the same headings: none, or the first line of the window is one before and after.
    fn keeps_headings(&self, before: &Window<'_>, after: &Window<'_>) -> bool {
        let headings = |window: &Window<'_>, range: &Range<usize>| {
            let lines = range.clone().zip(&window.lines[range.clone()]);
            let headings = lines.filter_map(|(at, line)| match line.kind {
                Kind::Heading { level, number, .. } => {
                    Some((at, level, number.map(|number| number.value), line.indent))
                }
                _ => None,
            });
            headings.collect::<Vec<_>>()
        };
        let (old, new) = (headings(before, &self.old), headings(after, &self.new));
        old == new && old.iter().all(|(at, ..)| *at == 0)
    }

    /// Whether a bold line after the window is to it what it was: after text it opens no paragraph, and below a heading
    /// with a word for "question" it is one.
    pub fn keeps_end(&self, before: &Window<'_>, after: &Window<'_>) -> bool {
        let ends_blank = |window: &Window<'_>| window.lines.last().is_some_and(Line::is_blank);
        let is_heading = |line: &Line| matches!(line.kind, Kind::Heading { .. });
        let last = before.lines.iter().rposition(is_heading);
        let is_above_heading = last.is_none_or(|last| last == 0 || self.old.end <= last);
        let is_above_end = self.old.end < before.lines.len();
        is_above_heading && (is_above_end || ends_blank(before) && ends_blank(after))
    }

    /// By how much the lines after the edit moved.
    pub fn delta(&self) -> isize {
        self.new.len() as isize - self.old.len() as isize
    }
}

/// A line that the edit did not change.
fn moved(line: &Line, edit: &Replaced) -> Line {
    let kind = match line.kind {
        Kind::Heading {
            level,
            text,
            number,
        } => Kind::Heading {
            level,
            text: edit.moved_span(text),
            number: number.map(|number| number.moved(edit)),
        },
        Kind::Item { number, text } => Kind::Item {
            number: number.map(|number| number.moved(edit)),
            text: edit.moved_span(text),
        },
        kind => kind,
    };
    Line {
        span: edit.moved_span(line.span),
        start: edit.moved(line.start),
        kind,
        ..*line
    }
}
