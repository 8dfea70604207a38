//! The texts of a question that is written in a document: what a reader sees of it, without what is around it on the page.

use super::line::fence_after;
use super::plain::{is_furniture, plain};
use super::unfolded::unfolded;
use super::vocabulary::{announces_answer, is_answer_heading};
use crate::facts::question::Question;
use crate::facts::questions::Placed;
use crate::syntax::markdown::plain_text::plain_text;
use crate::text::{Span, line_end, line_start, next_line};

/// The texts of a question, as markdown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OwnText {
    /// The text of the question as written; `None` if its text is not what is written there.
    pub written: Option<String>,
    /// What is between it and its options or answer.
    pub body: Option<String>,
    /// Its options.
    pub options: Vec<String>,
    /// Its answer.
    pub answer: Option<String>,
}

/// What the file says of one question.
struct Reader<'t> {
    text: &'t str,
    placed: &'t Placed<'t>,
    /// The lines that say something else: the key of the options, the level, topics, a placeholder.
    labels: Vec<Span>,
}

/// The texts of a question in a file with this `text`, whose body starts at `body`; its answer is at `below`.
pub fn own_text(text: &str, body: u32, placed: &Placed<'_>, below: Option<Span>) -> OwnText {
    let question: &Question = placed.question;
    let end = placed.span().end;
    let Some(title) = placed.text().map(|title| title.span) else {
        return OwnText::default();
    };
    let last = below.map_or(end, |below| below.end.max(end));
    if text.get(title.range()).is_none() || last as usize > text.len() {
        // The file changed since it was read.
        return OwnText::default();
    }
    let reader = Reader {
        text,
        placed,
        labels: labels(placed),
    };
    let (options, after) = reader.options(below);
    let mut answer = below;
    if let Some(answer) = &mut answer {
        // The code of the last option does not belong to the answer.
        answer.start = answer.start.max(after.min(answer.end));
    }
    let first = question.options().first();
    let first = first.map(|option| line_start(text, option.marker.start + placed.start));
    let stop = first.into_iter().chain(below.map(|below| below.start));
    let stop = stop.min().unwrap_or(end);
    let from = next_line(text, title.end).max(body).min(stop);
    OwnText {
        written: written(text, placed, title),
        body: reader.between(Span::new(from, stop)),
        options,
        answer: answer.and_then(|span| reader.answer(span)),
    }
}

/// The text of the question with its markup, if it is in one piece.
fn written(text: &str, placed: &Placed<'_>, span: Span) -> Option<String> {
    let written = span.slice(text);
    let is_same = plain_text(written) == placed.text()?.text;
    is_same.then(|| written.to_owned())
}

/// The spans of values that are exported by themselves or not at all.
fn labels(placed: &Placed<'_>) -> Vec<Span> {
    let question = placed.question;
    let values = [question.level(), question.options_key()];
    let values = values.into_iter().flatten().chain(question.topics());
    let spans = values
        .map(|value| value.span)
        .chain(question.placeholder())
        .filter(|span| !span.is_empty());
    spans.map(|span| span.shift(placed.start)).collect()
}

impl Reader<'_> {
    /// The markdown between the text of a question and its options or answer.
    fn between(&self, span: Span) -> Option<String> {
        let is_label = |line: Span| {
            let visible = line.slice(self.text).trim();
            self.labels.iter().any(|label| covers(line, *label))
                || is_furniture(visible)
                || visible == ">"
                || visible.len() < 200 && announces_answer(&plain(visible))
        };
        joined(self.text, span, is_label)
    }

    /// The markdown of the answer.
    fn answer(&self, span: Span) -> Option<String> {
        let is_label = |line: Span| self.is_only_key(line) || leads_back(line.slice(self.text));
        let text = joined(self.text, span, is_label)?;
        let text = bare(self.without_title(&text));
        (!text.is_empty()).then_some(text)
    }

    /// The answer without a heading that repeats the question.
    fn without_title<'a>(&self, answer: &'a str) -> &'a str {
        let (first, rest) = answer.split_once('\n').unwrap_or((answer, ""));
        let title = self.placed.text().map_or("", |title| title.text);
        match first.starts_with('#') && plain(first) == title {
            true => rest.trim_start_matches('\n'),
            false => answer,
        }
    }

    /// Whether a line says nothing but which options are right.
    fn is_only_key(&self, line: Span) -> bool {
        let question = self.placed.question;
        let key = question.options_key();
        let Some(key) = key.map(|key| key.span.shift(self.placed.start)) else {
            return false;
        };
        if !covers(line, key) {
            return false;
        }
        let said = plain(line.slice(self.text)).to_lowercase();
        let said = said.split_once([':', '：']).map_or("", |(_, said)| said);
        let is_gap = |c: char| !c.is_alphanumeric();
        let is_mark =
            |word: &str| word.chars().count() == 1 || word == "and" || word.parse::<u8>().is_ok();
        if said
            .split(is_gap)
            .filter(|word| !word.is_empty())
            .all(is_mark)
        {
            return true;
        }
        let words = |text: &str| {
            let text = plain(text).to_lowercase();
            let words = text.chars().filter(|c| c.is_alphanumeric());
            words.collect::<String>()
        };
        let said = words(said);
        let options = question.options();
        let right: Vec<usize> = question.right_options().collect();
        let texts = || right.iter().map(|place| words(&options[*place].text.text));
        let letters = right
            .iter()
            .map(|place| char::from(b'a' + (place % 26) as u8));
        let is_all = said == letters.collect::<String>() || said == texts().collect::<String>();
        is_all
            || texts().any(|option| {
                let mark = said.strip_suffix(option.as_str());
                mark.is_some_and(|mark| mark.chars().count() <= 1)
            })
    }

    /// The options with the lines that belong to them, and the end of the last one.
    fn options(&self, below: Option<Span>) -> (Vec<String>, u32) {
        let text = self.text;
        let place = |span: Span| span.shift(self.placed.start);
        let options = self.placed.question.options();
        let mut texts: Vec<String> = Vec::new();
        let mut after = 0;
        // Whether each option so far goes on in a code block.
        let mut in_code = true;
        for (at, option) in options.iter().enumerate() {
            let own = place(option.text.span);
            let from = next_line(text, own.end.max(place(option.marker).end));
            let next = options.get(at + 1);
            let end = match next {
                Some(next) => line_start(text, place(next.marker).start),
                None if in_code && at > 0 => self.code_end(from),
                None => self.paragraph_end(from, below),
            };
            after = end.max(from);
            let rest = joined(text, Span::new(from, after), |line| {
                self.labels.iter().any(|label| covers(line, *label))
                    || is_furniture(line.slice(text).trim())
            });
            in_code &= rest.as_deref().is_some_and(starts_with_code);
            let parts = [Some(option.text.text.to_string()), rest];
            let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
            texts.push(parts.collect::<Vec<_>>().join("\n"));
        }
        (texts, after)
    }

    /// The end of the code block that the lines from `from` start with; `from` if they start with none.
    fn code_end(&self, from: u32) -> u32 {
        let end = self.placed.span().end;
        let mut open: Option<&str> = None;
        for line in lines(self.text, Span::new(from, end.max(from))) {
            let visible = line.slice(self.text).trim();
            let after = fence_after(open, visible);
            match (open, after) {
                (None, None) if !visible.is_empty() => return from,
                (Some(_), None) => return next_line(self.text, line.end),
                _ => open = after,
            }
        }
        from
    }

    /// The end of the lines directly below the last option, before its key and the answer.
    fn paragraph_end(&self, from: u32, below: Option<Span>) -> u32 {
        let stop = self.placed.span().end;
        let stop = below.map_or(stop, |below| below.start.min(stop)).max(from);
        let key = self.placed.question.options_key();
        let key = key.map(|key| line_start(self.text, key.span.start + self.placed.start));
        let stop = key
            .filter(|key| *key >= from)
            .map_or(stop, |key| key.min(stop));
        let mut own = lines(self.text, Span::new(from, stop));
        let blank = own.find(|line| line.slice(self.text).trim().is_empty());
        blank.map_or(stop, |line| line.start)
    }
}

/// An answer without the word that announces it, the `<details>` that folds it, and blank lines and rules at its ends.
pub fn bare(answer: &str) -> String {
    let text = unfolded(&without_label(answer));
    trimmed(text.split('\n').collect())
}

/// Whether the label is in the line.
fn covers(line: Span, label: Span) -> bool {
    line.touches(label.start) && line.touches(label.end)
}

/// Whether a line is a link back to the top.
fn leads_back(line: &str) -> bool {
    let visible = line.trim();
    (visible.contains("](#") || visible.contains("<a href=\"#")) && is_furniture(visible)
}

/// The lines of a span, cut to it.
fn lines(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start;
    std::iter::from_fn(move || {
        let start = at;
        at = next_line(text, start);
        (start < span.end).then(|| Span::new(start, line_end(text, start).min(span.end)))
    })
}

/// Whether the first line of a text opens a code block.
fn starts_with_code(text: &str) -> bool {
    let first = text.trim_start().lines().next();
    first.is_some_and(|line| fence_after(None, line).is_some())
}

/// The lines of a span at the left margin, without those outside code that are `left_out`; `None` if nothing is left.
fn joined(text: &str, span: Span, left_out: impl Fn(Span) -> bool) -> Option<String> {
    let start = line_start(text, span.start);
    let before = Span::new(start, span.start).slice(text);
    let (span, before) = match before.trim_end().ends_with('>') {
        // Within a quotation, each line has its mark.
        true => (Span::new(start, span.end), ""),
        false => (span, before),
    };
    let is_indented = !before.is_empty() && before.trim().is_empty();
    let mut own: Vec<&str> = Vec::new();
    // How many lines start after the indentation or a marker.
    let mut from = 0;
    let mut open: Option<&str> = None;
    for line in lines(text, span) {
        let written = line.slice(text);
        if open.is_none() && left_out(line) {
            continue;
        }
        open = fence_after(open, written.trim_start());
        own.push(written);
        from += usize::from(line.start > start && line.start == span.start);
    }
    let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let rest = own.iter().skip(from).filter(|line| !line.trim().is_empty());
    let common = rest.map(indent).min().unwrap_or(0);
    let common = match is_indented {
        true => common.min(before.len()),
        false => common,
    };
    for line in own.iter_mut().skip(from) {
        *line = line.get(common..).unwrap_or("");
    }
    let text = trimmed(own);
    (!text.is_empty()).then_some(text)
}

/// The lines without blank lines, rules and line breaks at both ends.
fn trimmed(mut lines: Vec<&str>) -> String {
    let is_empty = |line: &&str| {
        let bare = line.trim();
        let is_rule = bare.len() >= 3
            && ["-", "*", "_"].iter().any(|mark| {
                bare.replace([' ', '\t'], "")
                    .trim_matches(mark.chars().next().unwrap_or('-'))
                    .is_empty()
            });
        let is_break = matches!(bare, "<br>" | "<br/>" | "<br />" | "</br>");
        bare.is_empty() || is_rule || is_break
    };
    while lines.last().is_some_and(is_empty) {
        lines.pop();
    }
    let first = lines.iter().position(|line| !is_empty(line));
    let lines = lines.get(first.unwrap_or(0)..).unwrap_or_default();
    lines.join("\n").trim_end().to_owned()
}

/// An answer without the word that announces it.
fn without_label(text: &str) -> String {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let shown = plain(first);
    let is_marked = first.trim_start().starts_with(['#', '*', '_', '>', '<']);
    if !shown.contains([':', '：']) || shown.trim_end().ends_with([':', '：']) {
        let is_alone = is_marked || shown.contains([':', '：']);
        return match is_alone && shown.chars().count() < 40 && is_answer_heading(&shown) {
            true => rest.to_owned(),
            false => text.to_owned(),
        };
    }
    let head = shown.split([':', '：']).next().unwrap_or_default();
    if head.chars().count() >= 24 || !announces_answer(&format!("{head}:")) && head != "A" {
        return text.to_owned();
    }
    let Some(at) = first.find([':', '：']) else {
        return text.to_owned();
    };
    let mark = first[at..].chars().next().map_or(1, char::len_utf8);
    let (label, said) = (&first[..at], &first[at + mark..]);
    let mut said = said.trim_start().to_owned();
    // The emphasis that starts with the label ends after it, or with the answer.
    for sign in ["**", "__", "*", "_"] {
        if label.matches(sign).count() % 2 == 1 {
            said = said.replacen(sign, "", 1).trim_start().to_owned();
            break;
        }
    }
    for end in ["</b>", "</strong>"] {
        if label.contains(&end.replace('/', "")) && !label.contains(end) {
            said = said.replacen(end, "", 1).trim_start().to_owned();
        }
    }
    match rest.is_empty() {
        true => said,
        false => format!("{said}\n{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, leads_back};
    use crate::text::Span;

    #[test]
    fn lines_are_left_out_outside_code_only() {
        for (text, left) in [
            ("a\n[Back to top](#top)\nb", "a\nb"),
            (
                "```sh\n[Back to top](#top)\n```",
                "```sh\n[Back to top](#top)\n```",
            ),
            ("```sh\na\n```\n[Back to top](#top)", "```sh\na\n```"),
            ("``` a ``` b\n[Back to top](#top)\nc", "``` a ``` b\nc"),
        ] {
            let all = Span::new(0, text.len() as u32);
            let found = joined(text, all, |line| leads_back(line.slice(text)));
            assert_eq!(found.as_deref(), Some(left), "{text}");
        }
    }
}
