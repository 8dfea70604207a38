//! The numbers of a bank for a terminal: tables and bars of at most 80 columns.

use std::io::{self, Write};

use super::table::{Table, WIDTH, left, right, shortened, width};
use crate::stats::{AnswerState, Answers, Bucket, Extreme, Location, Stats};
use crate::text::count;

/// How many entries of a list are shown; the other formats have all.
const SHOWN: usize = 10;

/// The widest bar, and the widest name beside one.
const BAR: usize = 30;
const NAME: usize = 28;

/// The width of the text about a question without an answer.
const LABEL: usize = 14;

/// Where the numbers go.
pub struct Text<'o> {
    out: &'o mut dyn Write,
    colored: bool,
}

impl<'o> Text<'o> {
    pub fn new(out: &'o mut dyn Write, colored: bool) -> Self {
        Self { out, colored }
    }

    /// Writes all there is, of the topics the `top` most used.
    pub fn write(&mut self, stats: &Stats, top: usize) -> io::Result<()> {
        let totals = &stats.totals;
        let questions = count(totals.answers.questions as usize, "question");
        let groups = count(totals.groups, stats.noun);
        writeln!(
            self.out,
            "{questions} in {groups}{}",
            summary(totals.answers)
        )?;
        if totals.broken > 0 {
            let broken = count(totals.broken as usize, "question");
            writeln!(
                self.out,
                "{broken} cannot be read as YAML and may be counted wrongly"
            )?;
        }
        if totals.translations > 0 {
            let questions = count(totals.translated_questions as usize, "question");
            let files = count(totals.translations, "translation");
            writeln!(
                self.out,
                "and the same in other languages: {questions} in {files}"
            )?;
        }
        if totals.groups == 0 {
            let what = "`qmark detect FILE…` says what a file is read as, and why.";
            writeln!(self.out, "{what}")?;
        } else {
            self.groups(stats)?;
            self.translations(stats)?;
            self.coverage(stats)?;
            self.topics(stats, top)?;
            self.lengths(stats)?;
        }
        self.unanswered(stats)?;
        self.orphans(stats)
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}", bold(text, self.colored))
    }

    fn groups(&mut self, stats: &Stats) -> io::Result<()> {
        self.heading(&format!("Questions by {} and level", stats.noun))?;
        let mut head: Vec<String> = stats.levels.iter().map(ToString::to_string).collect();
        head.extend(["No level".to_owned(), "Total".to_owned()]);
        let mut rows = Vec::new();
        for group in &stats.groups {
            let mut row = group.levels.clone();
            row.extend([group.without_level, group.answers.questions]);
            rows.push((group.title.to_string(), row));
        }
        if rows.len() > 1 {
            let levels = stats.coverage.iter().map(|row| row.answers.questions);
            let all = levels.chain([stats.totals.answers.questions]).collect();
            rows.push(("All".to_owned(), all));
        }
        let colored = self.colored;
        Table { head, rows }.write(self.out, &|line| bold(line, colored))
    }

    fn translations(&mut self, stats: &Stats) -> io::Result<()> {
        if stats.translations.is_empty() {
            return Ok(());
        }
        self.heading("Questions by translation")?;
        let rows = stats.translations.iter().map(|translation| {
            let (here, all) = (
                translation.answers.questions,
                translation.original_questions,
            );
            let most = here.max(all);
            (
                translation.path.to_string(),
                format!("{here} of {all}"),
                here,
                most,
            )
        });
        self.bars(&rows.collect::<Vec<_>>())
    }

    fn coverage(&mut self, stats: &Stats) -> io::Result<()> {
        self.heading("Answered questions by level")?;
        let asked = stats.coverage.iter().filter(|c| c.answers.questions > 0);
        let rows = asked.map(|row| {
            let Answers {
                questions,
                answered,
                ..
            } = row.answers;
            let name = row.level.as_deref().unwrap_or("No level").to_owned();
            let percent = u64::from(answered) * 100 / u64::from(questions);
            let label = format!("{answered} of {questions} ({percent} %)");
            (name, label, answered, questions)
        });
        self.bars(&rows.collect::<Vec<_>>())
    }

    fn topics(&mut self, stats: &Stats, top: usize) -> io::Result<()> {
        if stats.topics.is_empty() || top == 0 {
            return Ok(());
        }
        let shown = stats.topics.len().min(top);
        let which = match stats.topics.len() - shown {
            0 => "Topics".to_owned(),
            _ => format!(
                "Topics, {shown} of {}, the most used first",
                stats.topics.len()
            ),
        };
        self.heading(&which)?;
        let most = stats.topics[0].questions;
        let rows = stats.topics[..shown].iter().map(|topic| {
            let label = match topic.questions {
                1 => "1 (once)".to_owned(),
                uses => uses.to_string(),
            };
            (topic.name.to_string(), label, topic.questions, most)
        });
        self.bars(&rows.collect::<Vec<_>>())?;
        let once = stats.topics[shown..].iter().filter(|t| t.questions == 1);
        let once: Vec<&str> = once.map(|topic| topic.name.as_str()).collect();
        self.names("used once: ", &once)
    }

    fn lengths(&mut self, stats: &Stats) -> io::Result<()> {
        let lengths = &stats.lengths;
        let answers = lengths.files + lengths.inline;
        if answers + lengths.unread == 0 {
            return Ok(());
        }
        self.heading("Length of answers, in words")?;
        let size = |bucket: &Bucket| bucket.files + bucket.inline;
        let most = lengths.buckets.iter().map(size).max().unwrap_or(0);
        let rows = lengths.buckets.iter().map(|bucket| {
            let name = match bucket.to {
                Some(to) => format!("{}–{to}", bucket.from),
                None => format!("{} and more", bucket.from),
            };
            (name, size(bucket).to_string(), size(bucket), most)
        });
        self.bars(&rows.collect::<Vec<_>>())?;
        if let (Some(median), Some(shortest), Some(longest)) =
            (lengths.median, &lengths.shortest, &lengths.longest)
        {
            let middle = lengths.words / u64::from(answers);
            writeln!(self.out, "  median    {median} (on average {middle})")?;
            self.extreme("shortest", shortest)?;
            self.extreme("longest", longest)?;
        }
        let (files, inline) = (lengths.files, lengths.inline);
        write!(self.out, "  {files} in files, {inline} in their questions")?;
        if lengths.unread > 0 {
            write!(self.out, ", {} that could not be read", lengths.unread)?;
        }
        writeln!(self.out)
    }

    fn extreme(&mut self, what: &str, extreme: &Extreme) -> io::Result<()> {
        let words = extreme.words.to_string();
        let at = shortened(&place(&extreme.at), WIDTH - 14 - words.len());
        writeln!(self.out, "  {what:8}  {words}  {at}")
    }

    fn unanswered(&mut self, stats: &Stats) -> io::Result<()> {
        if stats.unanswered.is_empty() {
            return Ok(());
        }
        let number = stats.unanswered.len();
        self.heading(&format!("Questions without an answer: {number}"))?;
        let lines = stats.unanswered.iter().map(|question| {
            let state = match question.state {
                AnswerState::Missing => "no such file",
                AnswerState::Empty if question.at.file.is_none() => "empty answer",
                AnswerState::Empty => "empty file",
                AnswerState::None | AnswerState::Answered => "no answer",
            };
            (state, place(&question.at))
        });
        self.list(lines)
    }

    fn orphans(&mut self, stats: &Stats) -> io::Result<()> {
        if stats.orphans.is_empty() {
            return Ok(());
        }
        let number = stats.orphans.len();
        self.heading(&format!("Unused answer files: {number}"))?;
        self.list(stats.orphans.iter().map(|path| ("", path.to_string())))
    }

    /// The first few lines, each after its label.
    fn list<'l>(
        &mut self,
        lines: impl ExactSizeIterator<Item = (&'l str, String)>,
    ) -> io::Result<()> {
        let more = lines.len().saturating_sub(SHOWN);
        for (label, line) in lines.take(SHOWN) {
            let label = if label.is_empty() {
                String::new()
            } else {
                left(label, LABEL)
            };
            let line = shortened(&line, WIDTH - 2 - label.len());
            writeln!(self.out, "  {label}{line}")?;
        }
        if more > 0 {
            writeln!(self.out, "  and {more} more; `--format json` has all")?;
        }
        Ok(())
    }

    /// Rows of a name, its numbers, and a bar for the share of the first number in the second.
    fn bars(&mut self, rows: &[(String, String, u32, u32)]) -> io::Result<()> {
        let names = rows.iter().map(|(name, ..)| width(name));
        let name = names.max().unwrap_or(0).min(NAME);
        let label = rows.iter().map(|(_, label, ..)| width(label)).max();
        let label = label.unwrap_or(0);
        for (title, number, part, whole) in rows {
            let length = u64::from(*part) * BAR as u64;
            // What is there is seen, however little.
            let length = length.div_ceil(u64::from((*whole).max(1))) as usize;
            let (title, number) = (left(title, name), right(number, label));
            let line = format!("  {title}  {number}  {}", "█".repeat(length));
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Names in a paragraph of at most a few lines.
    fn names(&mut self, what: &str, names: &[&str]) -> io::Result<()> {
        if names.is_empty() {
            return Ok(());
        }
        let mut line = format!("  {what}");
        let mut lines = 1;
        for (number, name) in names.iter().enumerate() {
            let comma = if number + 1 < names.len() { ", " } else { "" };
            let name = shortened(name, NAME) + comma;
            if width(&line) + width(&name) + 2 > WIDTH {
                writeln!(self.out, "{}", line.trim_end())?;
                line = " ".repeat(2 + what.len());
                lines += 1;
            }
            if lines > 4 {
                let more = names.len() - number;
                return writeln!(self.out, "{line}and {more} more; `--format json` has all");
            }
            line += &name;
        }
        writeln!(self.out, "{line}")
    }
}

fn bold(text: &str, colored: bool) -> String {
    if colored {
        format!("\x1b[1m{text}\x1b[0m")
    } else {
        text.to_owned()
    }
}

/// Where a question is, and its words.
fn place(place: &Location) -> String {
    let file = place.file.as_ref().unwrap_or(&place.group);
    match &place.question {
        Some(question) => format!("{file}: {question}"),
        None => format!("{file}: question {}", place.index + 1),
    }
}

/// How many questions are answered, and why the others are not.
fn summary(answers: Answers) -> String {
    let Answers {
        questions,
        answered,
        ..
    } = answers;
    if questions == answered {
        return if questions == 0 { "" } else { ", all answered" }.to_owned();
    }
    let parts = [
        (answered, "answered"),
        (answers.missing, "no such file"),
        (answers.empty, "empty file"),
        (answers.none, "no answer"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts.map(|(n, what)| format!("{n} {what}")).collect();
    format!("\n{}", parts.join(", "))
}
