//! Lines in place of questions: `23-35. More about queues`, between the questions 22 and 36.

use super::line::{Kind, Line};
use super::reader::{Document, Question};
use crate::facts::stated::Unwritten;
use crate::text::Span;

/// The lines of a document that have the numbers of all questions that are skipped between two others.
pub fn unwritten(text: &str, lines: &[Line], document: &Document) -> Vec<Unwritten> {
    let pairs = document.questions.windows(2).filter_map(|pair| {
        let [before, after] = pair else { return None };
        let skipped = (
            number(before)?.checked_add(1)?,
            number(after)?.checked_sub(1)?,
        );
        (skipped.0 < skipped.1).then_some((before.lines.0 + 1..after.lines.0, skipped))
    });
    let found = pairs.filter_map(|(between, skipped)| {
        let mut lines = lines.get(between)?.iter();
        let line = lines
            .find(|line| line.kind != Kind::Code && range(line.visible(text)) == Some(skipped))?;
        Some(Unwritten {
            span: Span::new(line.start, line.span.end),
            count: skipped.1 - skipped.0 + 1,
        })
    });
    found.collect()
}

fn number(question: &Question) -> Option<u32> {
    question.candidate.number.map(|(number, _)| number)
}

/// The two numbers that a line starts with: `23-35.`
fn range(line: &str) -> Option<(u32, u32)> {
    let line = line.trim_start_matches(['#', '*', '_', ' ']);
    let (from, rest) = leading(line)?;
    let rest = rest.trim_start().strip_prefix(['-', '–', '—'])?;
    let (to, rest) = leading(rest.trim_start())?;
    rest.starts_with(['.', ')', ':']).then_some((from, to))
}

/// The number that a text starts with, and what is after it.
fn leading(text: &str) -> Option<(u32, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..len].parse().ok()?, &text[len..]))
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn two_numbers_at_the_start() {
        for (line, expected) in [
            ("23-35. More", Some((23, 35))),
            ("### **4 – 9:** More", Some((4, 9))),
            ("23. More", None),
            ("2024-10 was wet", None),
            ("More 1-2.", None),
        ] {
            assert_eq!(range(line), expected, "{line}");
        }
    }
}
