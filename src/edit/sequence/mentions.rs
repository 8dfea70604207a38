//! Mentions of questions by their number in sentences: `see question 12`, `questions 3 and 4`.

use std::collections::BTreeMap;

use super::counting::Counting;
use super::order::{Numbers, written};
use super::state::State;
use crate::shape::document::marker::is_word_for_question;
use crate::syntax::markdown::elements::{self, Block};
use crate::text::{Span, TextEdit, line_at};

/// The mentions of questions that get other numbers.
#[derive(Default)]
pub struct Mentions {
    /// The numbers to change.
    pub edits: Vec<TextEdit>,
    /// The word and the number of each of those.
    pub certain: Vec<Span>,
    /// The same of those that stay: several questions have the number, or the mention is in what a question asks.
    pub unclear: Vec<Span>,
}

/// A number after a word for a question.
struct Mention {
    /// With the word.
    whole: Span,
    digits: Span,
    number: u32,
}

impl Mentions {
    /// Those in the document. Those in the lines that `leave` it are not changed: what they mean there is not certain.
    pub fn of(state: State<'_>, (changed, leave): (&Numbers, &[Span])) -> Self {
        let text = state.text;
        let has_q = has_letter_q(state);
        let code: Vec<Span> = elements::blocks(text)
            .into_iter()
            .filter(|(block, _)| *block != Block::Details)
            .map(|(_, span)| span)
            .collect();
        let mut numbered: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (index, placed) in state.group.questions.iter().enumerate() {
            if let Some(number) = placed.question.number() {
                numbered.entry(number).or_default().push(index);
            }
        }
        let mut found = Self::default();
        for mention in mentions(text, state.facts.body_start(), has_q) {
            let after = code.partition_point(|code| code.start <= mention.whole.start);
            let last = after.checked_sub(1).map(|at| code[at]);
            let is_code = last.is_some_and(|code| code.cover(mention.whole) == code);
            let named = numbered.get(&mention.number);
            if let Some(named) = named.filter(|_| !is_code && !is_inside(text, mention.whole)) {
                let leaves = leave
                    .iter()
                    .any(|lines| lines.contains(mention.whole.start));
                found.add(state, (changed, leaves), (&mention, named));
            }
        }
        found
    }

    fn add(
        &mut self,
        state: State<'_>,
        (changed, leaves): (&Numbers, bool),
        (mention, named): (&Mention, &[usize]),
    ) {
        if !named.iter().any(|index| changed.contains_key(index)) {
            return;
        }
        let place = Place::of(state, mention.whole);
        if place == Place::Marker {
            return;
        }
        let meant = match named {
            [only] => Some(*only),
            _ => of_same_run(state, named, mention.whole.start),
        };
        match meant {
            Some(index) if place == Place::Answer && !leaves => {
                // One that means a question that keeps its number stays.
                let Some((_, new)) = changed.get(&index) else {
                    return;
                };
                self.certain.push(mention.whole);
                self.edits.push(written(mention.digits, *new));
            }
            _ => self.unclear.push(mention.whole),
        }
    }
}

/// Where a mention is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In an answer, or outside of all questions.
    Answer,
    /// In what a question asks, in an option, or in a heading.
    Asked,
    /// It is the number of the question itself.
    Marker,
}

impl Place {
    fn of(state: State<'_>, span: Span) -> Self {
        let body = state.facts.body_start();
        let is_heading = span.start >= body && {
            let inside = Span::new(span.start - body, span.end - body);
            state.facts.body().heading_around(inside).is_some()
        };
        let Some(index) = state.group.question_at(span.start) else {
            return if is_heading {
                Self::Asked
            } else {
                Self::Answer
            };
        };
        let Some(placed) = state.group.questions.get(index) else {
            return Self::Answer;
        };
        let mark = placed
            .question
            .number_mark()
            .map(|mark| mark.shift(placed.start));
        let asked = placed.text().map(|asked| asked.span);
        let is_before = asked.is_some_and(|asked| span.end <= asked.start);
        if is_before || mark.is_some_and(|mark| mark.cover(span) == mark) {
            return Self::Marker;
        }
        let answer = placed.answer().map(|answer| answer.span());
        let is_answer = answer.is_some_and(|answer| answer.cover(span) == answer);
        let mut options = placed
            .question
            .options()
            .iter()
            .map(|it| it.text.span.shift(placed.start));
        let is_option = options.any(|option| option.cover(span) == option);
        match is_answer && !is_option && !is_heading {
            true => Self::Answer,
            false => Self::Asked,
        }
    }
}

/// The only one of these questions that is counted together with the one at an offset.
fn of_same_run(state: State<'_>, named: &[usize], offset: u32) -> Option<usize> {
    let counting = Counting::of(state.group).ok()?;
    let here = counting.run_of(state.group.question_at(offset)?)?;
    let mut same = named
        .iter()
        .filter(|index| counting.run_of(**index) == Some(here));
    match (same.next(), same.next()) {
        (Some(only), None) => Some(*only),
        _ => None,
    }
}

/// Whether the questions of the document have the letter Q before their numbers.
fn has_letter_q(state: State<'_>) -> bool {
    let questions = state.group.questions.iter();
    let mut marks = questions.filter_map(|placed| {
        let start = placed.start;
        let asked = placed.text()?.span.start;
        Some(Span::new(start, asked).slice(state.text))
    });
    marks.next().is_some_and(|mark| mark.contains(['Q', 'q']))
}

/// The numbers after words for questions, in order.
fn mentions(text: &str, from: u32, has_q: bool) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = from as usize;
    while let Some(start) = text[at..]
        .find(|c: char| c.is_ascii_digit())
        .map(|next| at + next)
    {
        let len = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let end = start + len;
        at = end;
        let mut rest = text[end..].chars();
        let next = rest.next().unwrap_or(' ');
        // `1.5` and `2b` are not numbers of questions.
        let is_decimal =
            matches!(next, '.' | ',') && rest.next().is_some_and(|c| c.is_ascii_digit());
        let is_whole = !next.is_alphanumeric() && !is_decimal;
        let Ok(number) = text[start..end].parse() else {
            continue;
        };
        let word = word_before(&text[..start], has_q).or_else(|| {
            let last = found.last()?;
            let between = text.get(last.digits.end as usize..start)?;
            is_joined(between).then_some(last.whole.start as usize)
        });
        if let Some(word) = word.filter(|word| is_whole && *word >= from as usize) {
            found.push(Mention {
                whole: Span::new(word as u32, end as u32),
                digits: Span::new(start as u32, end as u32),
                number,
            });
        }
    }
    found
}

/// Where the word for a question starts that a text ends with.
fn word_before(text: &str, has_q: bool) -> Option<usize> {
    let bare = text.trim_end_matches(['#', '№', '\u{a0}', ' ', '(']);
    let word = bare.trim_end_matches(|c: char| c.is_alphabetic());
    let named = &bare[word.len()..];
    if named.is_empty() || named.len() > 64 || text.len() - bare.len() > 4 {
        return None;
    }
    let lower = named.to_lowercase();
    let is_it = match &*lower {
        // These start other things, too.
        "p" | "problem" | "mcq" | "que" | "quest" | "soal" => false,
        "q" => has_q && bare.len() == text.len(),
        lower => is_word_for_question(lower),
    };
    is_it.then_some(word.len())
}

/// Whether a text between two numbers joins them: `and`, a comma, a dash.
fn is_joined(between: &str) -> bool {
    const WORDS: &[&str] = &[
        "and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "и", "&", ",", "-", "–",
    ];
    WORDS.contains(&between.trim())
}

/// Whether a place of a line is in code, in a tag, in the destination of a link, or in the text of a link, which says itself
/// what it leads to.
fn is_inside(text: &str, span: Span) -> bool {
    let line = line_at(text, span.start);
    let before = Span::new(line.start, span.start).slice(text);
    let after = Span::new(span.end, line.end.max(span.end)).slice(text);
    let opens = |open: char, close: char| before.rfind(open) > before.rfind(close);
    let in_code = before.matches('`').count() % 2 == 1;
    let in_link = opens('[', ']') && after.contains("](");
    let in_destination = before
        .rfind("](")
        .is_some_and(|at| !before[at..].contains(')'));
    let in_tag = opens('<', '>') && after.contains('>');
    in_code || in_link || in_destination || in_tag
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn numbers_after_words_for_questions() {
        for (text, has_q, numbers) in [
            ("See question 12.", false, &[12][..]),
            (
                "See Question #3, and questions 4, 5 and 6.",
                false,
                &[3, 4, 5, 6],
            ),
            ("Siehe Frage 7 und 8", false, &[7, 8]),
            ("Q12 and Q 3", true, &[12]),
            ("Q12", false, &[]),
            ("page 12, p. 3, version 4", false, &[]),
            ("question 1.5 and question 2b", false, &[]),
            ("the question of 12 locks", false, &[]),
        ] {
            let found = mentions(text, 0, has_q).into_iter().map(|it| it.number);
            assert_eq!(found.collect::<Vec<u32>>(), numbers, "{text}");
        }
    }
}
