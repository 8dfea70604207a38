//! Findings for people: the source line, carets below it, and what to do.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Failure;
use super::escape::{escape_line, steers_terminal};
use super::report::{Entry, Report, Source, Sources};
use crate::bank::{BankPath, Severity};
use crate::lint::AppliedFix;
use crate::text::{Encoding, Span};

/// How many findings of a code are shown of each file.
pub const LIMIT: usize = 10;

/// Writes all findings, or those up to `limit` of a code in a file and how many more there are, and what was read.
pub fn write(
    report: &Report,
    colored: bool,
    limit: Option<usize>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let renderer = if colored {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut shown: HashMap<(*const BankPath, &str), usize> = HashMap::new();
    report.each(|entry, sources| {
        let code = entry.finding.code;
        let so_far = shown.entry((std::ptr::from_ref(entry.path), code));
        let so_far = *so_far.and_modify(|count| *count += 1).or_insert(1);
        if limit.is_some_and(|limit| so_far > limit) {
            return Ok(());
        }
        let windows = windows(entry, sources);
        let title = level(entry.finding.severity)
            .primary_title(escape_line(&entry.finding.message))
            .id(entry.finding.code);
        let mut group = Group::with_title(title);
        for window in &windows {
            group = match window.snippet() {
                Some(snippet) => group.element(snippet),
                None => group.element(Origin::path(PLACE)),
            };
        }
        let rendered = with_places(&renderer.render(&[group]), &windows);
        writeln!(out, "{rendered}\n")?;
        if limit == Some(so_far) {
            write_left(entry, so_far, out)?;
        }
        Ok::<(), Failure>(())
    })?;
    for bank in &report.banks {
        for AppliedFix {
            path,
            finding,
            title,
        } in &bank.fixed
        {
            let path = report.shown(bank, path);
            let line = format!("fixed {path}: {title} ({})", finding.code);
            writeln!(out, "{}", escape_line(&line))?;
        }
    }
    let counts = report.counts();
    writeln!(out, "{counts}")?;
    if let Some(since) = &report.since {
        let line = format!("only what is new since `{since}` was reported");
        writeln!(out, "{}", escape_line(&line))?;
    }
    if counts.errors + counts.warnings + counts.hints > 0 {
        writeln!(out, "`qmark explain CODE` explains a finding")?;
    }
    Ok(())
}

/// Writes how many findings of the code are left in the file after `shown` of them.
fn write_left(entry: &Entry<'_>, shown: usize, out: &mut dyn Write) -> Result<(), Failure> {
    let code = entry.finding.code;
    let same = entry.of_file.iter().filter(|other| other.code == code);
    match same.count() - shown {
        0 => Ok(()),
        left => Ok(writeln!(
            out,
            "… and {left} more `{code}` (`--all` shows them)\n"
        )?),
    }
}

/// A placeholder for a window's place until all is rendered: the renderer would count columns in the shortened line. All text
/// that is shown has its control characters escaped, so nothing else looks like it.
const PLACE: &str = "\u{1}";

/// The rendered text, with the positions of the windows in order.
fn with_places(rendered: &str, windows: &[Window]) -> String {
    let mut parts = rendered.split(PLACE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (part, window) in parts.zip(windows) {
        out += &window.place();
        out += part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
    }
    out
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}

/// Whole lines of one file, with marks in them. The renderer looks at every line it is given, so it is given few.
struct Window {
    source: Arc<Source>,
    lines: Span,
    /// The number of the first line, from 1.
    first: usize,
    marks: Vec<Mark>,
}

struct Mark {
    span: Span,
    kind: AnnotationKind,
    label: Option<String>,
}

/// How many bytes may be between two marks that share one excerpt.
const NEAR: u32 = 1 << 14;

/// The finding's place first, then related ones: in the same piece where they are near, else in one of their own.
fn windows(entry: &Entry<'_>, sources: &mut Sources<'_>) -> Vec<Window> {
    let own = Mark {
        span: entry.finding.span,
        kind: AnnotationKind::Primary,
        label: None,
    };
    let mut windows = vec![Window::new(sources.of(entry.path), own)];
    let mut far: BTreeMap<(&BankPath, Span), Mark> = BTreeMap::new();
    for related in &entry.finding.related {
        let mark = Mark {
            span: related.span,
            kind: AnnotationKind::Context,
            label: Some(related.message.clone()),
        };
        if related.path == *entry.path && windows[0].is_near(mark.span) {
            windows[0].add(mark);
        } else {
            far.insert((&related.path, related.span), mark);
        }
    }
    let far = far.into_iter();
    windows.extend(far.map(|((path, _), mark)| Window::new(sources.of(path), mark)));
    windows
}

impl Window {
    fn new(source: Arc<Source>, mark: Mark) -> Self {
        let mut window = Self {
            lines: Span::default(),
            first: 1,
            marks: Vec::new(),
            source,
        };
        (window.lines, window.first) = window.lines_of(mark.span);
        window.marks.push(mark);
        window
    }

    fn is_near(&self, span: Span) -> bool {
        span.start < self.lines.end.saturating_add(NEAR)
            && self.lines.start < span.end.saturating_add(NEAR)
    }

    fn add(&mut self, mark: Mark) {
        let (lines, first) = self.lines_of(mark.span);
        self.lines = self.lines.cover(lines);
        self.first = self.first.min(first);
        self.marks.push(mark);
    }

    /// The lines that a span touches, and the first one's number.
    fn lines_of(&self, span: Span) -> (Span, usize) {
        let text = &self.source.text;
        let line = |offset| text.position(offset, Encoding::Utf8).line;
        let first = line(span.start);
        let last = line(span.end.saturating_sub(1).max(span.start));
        let covered = text.line_span(first).cover(text.line_span(last));
        (covered, first as usize + 1)
    }

    /// Where the window's first mark is.
    fn place(&self) -> String {
        let path = escape_line(&self.source.shown);
        if self.source.text.byte_len() == 0 {
            return path.into_owned();
        }
        let (start, _) = self.source.points(self.marks[0].span, Encoding::Utf32);
        format!("{path}:{}:{}", start.line, start.column)
    }

    /// `None` when there is no text to show.
    fn snippet(&self) -> Option<Snippet<'_, annotate_snippets::Annotation<'_>>> {
        if self.source.text.byte_len() == 0 {
            return None;
        }
        let excerpt = self.excerpt();
        let marks = self.marks.iter().zip(excerpt.marks);
        let marks = marks.map(|(mark, span)| {
            let label = mark.label.as_deref().map(escape_line);
            mark.kind.span(span).label(label)
        });
        Some(
            Snippet::source(excerpt.text)
                .line_start(self.first)
                .path(PLACE)
                .annotations(marks.collect::<Vec<_>>()),
        )
    }

    /// The lines, each shortened to what is near a mark, so that a finding costs what is shown of it and not the length
    /// of its line.
    fn excerpt(&self) -> Excerpt {
        let document = &self.source.text;
        let text = document.text();
        let line = |offset| document.position(offset, Encoding::Utf8).line;
        let mut writer = Writer::new(&self.marks);
        for number in line(self.lines.start)..=line(self.lines.end) {
            let span = document.line_span(number);
            if span.start > self.lines.start {
                writer.text.push('\n');
            }
            self.line(&text, span, &mut writer);
        }
        writer.finish()
    }

    fn line(&self, text: &str, line: Span, writer: &mut Writer) {
        let mut from = line.start;
        for piece in self.pieces(line) {
            let piece = piece.fit(text);
            if piece.start > from {
                writer.text.push('…');
            }
            for (at, c) in piece.slice(text).char_indices() {
                writer.char(piece.start + at as u32, c);
            }
            from = piece.end;
        }
        writer.reach(line.end);
        if from < line.end {
            writer.text.push('…');
        }
    }

    /// What is shown of a line: all of it, or what is around the ends of its marks.
    fn pieces(&self, line: Span) -> Vec<Span> {
        if line.len() <= LONG {
            return vec![line];
        }
        let mut pieces: Vec<Span> = Vec::new();
        for Mark { span, .. } in &self.marks {
            if span.start > line.end || span.end < line.start {
                continue;
            }
            for end in [span.start, span.end] {
                let end = end.clamp(line.start, line.end);
                let near = Span::new(end.saturating_sub(CONTEXT), end.saturating_add(CONTEXT));
                pieces.push(Span::new(
                    near.start.max(line.start),
                    near.end.min(line.end),
                ));
            }
        }
        if pieces.is_empty() {
            pieces.push(Span::new(line.start, line.start + CONTEXT));
        }
        pieces.sort();
        pieces.dedup_by(|next, piece| {
            let touches = next.start <= piece.end;
            if touches {
                *piece = piece.cover(*next);
            }
            touches
        });
        pieces
    }
}

/// A line with more bytes is not shown as a whole.
const LONG: u32 = 240;

/// How many bytes of such a line are shown on each side of where a mark starts or ends.
const CONTEXT: u32 = 60;

/// Lines as they are shown, and where the marks are in them.
struct Excerpt {
    text: String,
    marks: Vec<std::ops::Range<usize>>,
}

/// Writes an excerpt from front to back.
struct Writer {
    text: String,
    /// The ends of the marks by their place in the file: which mark, and whether it is its end.
    ends: Vec<(u32, usize, bool)>,
    next: usize,
    marks: Vec<std::ops::Range<usize>>,
}

impl Writer {
    fn new(marks: &[Mark]) -> Self {
        let numbered = marks.iter().enumerate();
        let ends = numbered
            .flat_map(|(at, mark)| [(mark.span.start, at, false), (mark.span.end, at, true)]);
        let mut ends: Vec<_> = ends.collect();
        ends.sort_unstable();
        Self {
            text: String::new(),
            ends,
            next: 0,
            marks: vec![0..0; marks.len()],
        }
    }

    /// Everything before `offset` of the file is written or left out by now.
    fn reach(&mut self, offset: u32) {
        while let Some((_, mark, is_end)) = self.ends.get(self.next).filter(|end| end.0 <= offset) {
            let mark = &mut self.marks[*mark];
            mark.end = self.text.len();
            if !is_end {
                mark.start = mark.end;
            }
            self.next += 1;
        }
    }

    fn char(&mut self, offset: u32, c: char) {
        self.reach(offset);
        match c {
            '\t' => self.text.push(c),
            c if steers_terminal(c) => self.text.extend(c.escape_default()),
            c => self.text.push(c),
        }
    }

    fn finish(mut self) -> Excerpt {
        self.reach(u32::MAX);
        Excerpt {
            text: self.text,
            marks: self.marks,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    /// What is shown of a text with a mark, which is put in brackets, and the bytes that this costs.
    fn shown(text: &str, span: Span) -> String {
        let source = Arc::new(Source {
            marked: false,
            shown: "x.md".to_owned(),
            text: Document::new(text, 0),
        });
        let kind = AnnotationKind::Primary;
        let mark = Mark {
            span,
            kind,
            label: None,
        };
        let Excerpt { mut text, marks } = Window::new(source, mark).excerpt();
        text.insert(marks[0].end, ']');
        text.insert(marks[0].start, '[');
        text
    }

    #[test]
    fn lines_are_shown_with_what_is_marked() {
        for (text, start, end, expected) in [
            ("one two\nthree", 4, 7, "one [two]"),
            ("one two\r\nthree\r\nfour", 4, 12, "one [two\nthr]ee"),
            ("one\rtwo\rthree", 4, 7, "[two]"),
            ("a\u{1b}[31mb", 1, 6, "a[\\u{1b}[31m]b"),
            ("\u{202e}ab\u{9b}", 3, 5, "\\u{202e}[ab]\\u{9b}"),
            ("\tkäse", 1, 6, "\t[käse]"),
            ("ab", 2, 2, "ab[]"),
            ("ab\n", 3, 3, "[]"),
            ("", 0, 0, "[]"),
        ] {
            assert_eq!(shown(text, Span::new(start, end)), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_line_is_shown_around_its_mark_only() {
        let long = "käse ".repeat(100_000);
        let around = shown(&long, Span::new(60_000, 60_005));
        assert!(around.starts_with('…') && around.ends_with('…'), "{around}");
        assert!(around.contains("[käse]") && around.len() < 200, "{around}");
        let first = shown(&long, Span::new(0, 5));
        assert!(
            first.starts_with("[käse]") && first.ends_with('…'),
            "{first}"
        );
        let last = shown(&long, Span::new(599_994, 600_000));
        assert!(last.starts_with('…') && last.ends_with("[käse ]"), "{last}");
        // The mark itself may be long.
        let whole = shown(&long, Span::new(60_000, 540_000));
        assert!(
            whole.len() < 300 && whole.matches('…').count() == 3,
            "{whole}"
        );
    }
}
