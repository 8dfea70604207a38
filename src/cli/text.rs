//! Findings for people: the source line, carets below it, and what to do.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::Failure;
use super::report::{Entry, Report, Source, Sources};
use crate::bank::{BankPath, Severity};
use crate::text::{Encoding, Span};

pub fn write(report: &Report, colored: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let renderer = if colored {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    report.each(|entry, sources| {
        let windows = windows(entry, sources);
        let title = level(entry.finding.severity)
            .primary_title(entry.finding.message.as_str())
            .id(entry.finding.code);
        let mut group = Group::with_title(title);
        for window in &windows {
            group = match window.snippet() {
                Some(snippet) => group.element(snippet),
                None => group.element(Origin::path(&window.source.shown)),
            };
        }
        Ok::<(), Failure>(writeln!(out, "{}\n", renderer.render(&[group]))?)
    })?;
    for bank in &report.banks {
        for (path, finding, title) in &bank.mended {
            let path = report.shown(bank, path);
            writeln!(out, "mended {path}: {title} ({})", finding.code)?;
        }
    }
    let counts = report.counts();
    writeln!(out, "{counts}")?;
    if counts.errors + counts.warnings + counts.hints > 0 {
        writeln!(out, "`qmark explain CODE` says more about a finding")?;
    }
    Ok(())
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

/// How many bytes may lie between two marks that are shown in one piece.
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

    /// `None` when there is no text to show.
    fn snippet(&self) -> Option<Snippet<'_, annotate_snippets::Annotation<'_>>> {
        let text = self.source.text.text();
        if text.is_empty() {
            return None;
        }
        // Of line breaks, the renderer knows LF and CRLF.
        let text = self
            .lines
            .slice(&text)
            .replace("\r\n", "\0\n")
            .replace('\r', "\n")
            .replace("\0\n", "\r\n");
        let end = text.len() as u32;
        let marks = self.marks.iter().map(|mark| {
            let start = mark.span.start.saturating_sub(self.lines.start).min(end);
            let stop = mark.span.end.saturating_sub(self.lines.start).min(end);
            mark.kind
                .span(start as usize..stop.max(start) as usize)
                .label(mark.label.as_deref())
        });
        Some(
            Snippet::source(text)
                .line_start(self.first)
                .path(self.source.shown.as_str())
                .annotations(marks.collect::<Vec<_>>()),
        )
    }
}
