//! A written text as parts of the texts that it was made of, line by line.

use crate::bank::BankPath;
use crate::edit::relocate::{Part, Piece};
use crate::text::{LineSpans, Span};

/// A stretch of a file.
#[derive(Clone, Debug)]
pub struct Source<'t> {
    /// The file.
    pub path: BankPath,
    /// Its text.
    pub text: &'t str,
    /// The stretch.
    pub span: Span,
}

/// The parts of `written`, in which the lines of the sources come in their order. Before each can be other white space, and
/// other marks of a heading.
pub fn aligned(written: &str, sources: &[Source<'_>]) -> Vec<Part> {
    let known: Vec<Known<'_>> = sources.iter().flat_map(lines_of).collect();
    let lines: Vec<Span> = LineSpans::new(written, 0).collect();
    let shown: Vec<&str> = lines.iter().map(|line| line.slice(written)).collect();
    let mut out = Output::default();
    for (line, found) in lines.iter().zip(pairs(&shown, &known)) {
        let shown = line.slice(written);
        if let Some(known) = found.map(|at| &known[at]) {
            let said = line.start + shown.rfind(known.said).unwrap_or(0) as u32;
            out.add(Span::new(out.until, said).slice(written));
            out.kept(&known.path, known.span);
            out.until = said + known.said.len() as u32;
        }
        out.add(Span::new(out.until, line.end).slice(written));
        out.until = line.end;
    }
    out.add(Span::new(out.until, written.len() as u32).slice(written));
    out.flush();
    out.parts
}

/// The most pairs of lines that are compared with each other.
const MOST: usize = 4_000_000;

/// For each line, the one of a source that it says: those in order that say the most together. With the first one that fits,
/// a line of a frame such as `<details>` could be that of a later answer, and all lines between the two would be lost.
fn pairs(lines: &[&str], known: &[Known<'_>]) -> Vec<Option<usize>> {
    let width = known.len() + 1;
    if lines.len().saturating_mul(width) > MOST {
        return first_fits(lines, known);
    }
    // How much can be said from a line and a known line on.
    let mut most = vec![0; (lines.len() + 1) * width];
    let both = |most: &[usize], line: usize, other: usize| {
        let rest = most[(line + 1) * width + other + 1];
        let said = known[other].said.len();
        known[other].is_in(lines[line]).then_some(rest + said)
    };
    for line in (0..lines.len()).rev() {
        for other in (0..known.len()).rev() {
            let apart = most[(line + 1) * width + other].max(most[line * width + other + 1]);
            most[line * width + other] = apart.max(both(&most, line, other).unwrap_or(0));
        }
    }
    let mut pairs = vec![None; lines.len()];
    let (mut line, mut other) = (0, 0);
    while line < lines.len() && other < known.len() {
        let all = most[line * width + other];
        if both(&most, line, other) == Some(all) {
            pairs[line] = Some(other);
            (line, other) = (line + 1, other + 1);
        } else if most[(line + 1) * width + other] == all {
            line += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

/// The same with the first one that fits, for texts that are too long.
fn first_fits(lines: &[&str], known: &[Known<'_>]) -> Vec<Option<usize>> {
    let mut next = 0;
    let pair = |line: &&str| {
        let found = known[next..].iter().position(|known| known.is_in(line));
        let found = found.map(|at| next + at);
        next = found.map_or(next, |at| at + 1);
        found
    };
    lines.iter().map(pair).collect()
}

/// A line of a source.
struct Known<'t> {
    path: BankPath,
    span: Span,
    said: &'t str,
    /// Whether other words can be around it, as around the text of a question.
    is_inside: bool,
}

impl Known<'_> {
    fn is_in(&self, line: &str) -> bool {
        match self.is_inside {
            true => line.contains(self.said),
            false => {
                let before = bare(line).strip_suffix(self.said);
                before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
            }
        }
    }
}

fn lines_of<'t>(source: &Source<'t>) -> Vec<Known<'t>> {
    let inside = source.span.slice(source.text);
    let is_inside = !inside.contains(['\n', '\r']);
    let lines = LineSpans::new(inside, 0).map(|line| {
        let said = bare(line.slice(inside));
        let from = line.start + line.slice(inside).find(said).unwrap_or(0) as u32;
        let span = Span::new(from, from + said.len() as u32);
        Known {
            path: source.path.clone(),
            span: span.shift(source.span.start),
            said,
            is_inside,
        }
    });
    lines.filter(|line| !line.said.is_empty()).collect()
}

/// A line without white space around it, and the marks of a heading.
fn bare(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches('#');
    match rest.starts_with(' ') {
        true => rest.trim_start(),
        false => line,
    }
}

#[derive(Default)]
struct Output {
    parts: Vec<Part>,
    /// What is new since the last kept part.
    new: String,
    /// Up to where the text is written.
    until: u32,
}

impl Output {
    fn add(&mut self, text: &str) {
        self.new += text;
    }

    fn kept(&mut self, path: &BankPath, span: Span) {
        self.flush();
        self.parts.push(Part::of(Piece::Kept(path.clone(), span)));
    }

    fn flush(&mut self) {
        if !self.new.is_empty() {
            self.parts.push(Part::new(std::mem::take(&mut self.new)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Source, aligned};
    use crate::bank::BankPath;
    use crate::edit::relocate::{Now, Pieces};
    use crate::text::Span;

    #[test]
    fn each_line_comes_from_its_source() {
        let path = BankPath::new("a.md").expect("a path");
        let text = "# What?\r\n\r\n  ## Deeper\r\n  [x](y)\r\n";
        let source = |start: u32, end: u32| Source {
            path: path.clone(),
            text,
            span: Span::new(start, end),
        };
        let written = "3. **What?**\n\n    #### Deeper\n    frame\n    [x](y)\n";
        let mut pieces = Pieces::default();
        pieces.keep(&path, "");
        let parts = aligned(written, &[source(2, 7), source(9, 34)]);
        pieces.paste(&path, 0, parts).expect("a place");
        let old = |_: &BankPath| Some(Arc::new(text.to_owned()));
        assert_eq!(pieces.texts(&old).expect("texts")[&path], written);
        let places = pieces.places(std::iter::empty());
        for (old, new) in [(2, 5), (16, 23), (26, 44)] {
            let place = Now::At(path.clone(), new);
            assert_eq!(places.of(&path, old), place, "{old}");
        }
    }

    #[test]
    fn a_frame_is_not_a_line_of_a_later_answer() {
        let path = BankPath::new("a.md").expect("a path");
        let text = "One?\n\n![it](a.png)\n\nTwo?\n\n<details>\nMore.\n</details>\n";
        let written = "# One?\n\n<details>\n\n![it](a.png)\n\n</details>\n\n# Two?\n\n<details>\n\n<details>\nMore.\n</details>\n\n</details>\n";
        let spans = [(0, 4), (4, 20), (20, 24), (24, 53)];
        let source = |(start, end)| Source {
            path: path.clone(),
            text,
            span: Span::new(start, end),
        };
        let mut pieces = Pieces::default();
        pieces.keep(&path, "");
        let parts = aligned(written, &spans.map(source));
        pieces.paste(&path, 0, parts).expect("a place");
        let places = pieces.places(std::iter::empty());
        for line in ["One?", "![it]", "Two?", "More."] {
            let at = |text: &str| text.find(line).expect("a line") as u32;
            let place = Now::At(path.clone(), at(written));
            assert_eq!(places.of(&path, at(text)), place, "{line}");
        }
    }
}
