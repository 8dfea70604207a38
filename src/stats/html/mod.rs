//! The numbers of a bank as a page: one file that asks for nothing else, runs no scripts, and is readable on a small
//! screen, on a dark one, on paper, and to a screen reader.
//!
//! Charts are part of the tables whose numbers they show.

mod charts;
mod markup;
mod style;
#[cfg(test)]
mod tests;

use charts::{bar, bucket_name, histogram, key, shade, swatch};
use markup::{column, escape, number, own, path, percent, row_name, section, table};
use style::{HASH, STYLE};

use super::{AnswerState, Answers, Extreme, Location, Stats, TopicStats};
use crate::text::count;

/// How many topics have a row of their own.
const TOPICS: usize = 25;

/// More levels than these have their names written upwards, as on a small screen.
const LEVELS: usize = 5;

/// How many entries of any list are shown. The JSON has all.
const SHOWN: usize = 200;

/// The page. `title` is what the bank is called.
///
/// It is HTML and well-formed XML; the same numbers give the same bytes.
pub fn page(stats: &Stats, title: &str) -> String {
    let mut content = header(stats, title);
    if stats.totals.groups > 0 {
        content += &groups(stats);
        content += &translations(stats);
        content += &coverage(stats);
        content += &topics(stats);
        content += &lengths(stats);
    }
    content += &unanswered(stats);
    content += &orphans(stats);
    let title = escape(title);
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{HASH}'; base-uri 'none'; form-action 'none'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <title>{title} in numbers</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{content}\
         <footer>Made by qmark {version}. <code>qmark stats --format json</code> has the same numbers for scripts.</footer>\n\
         </main>\n</body>\n</html>\n"
    )
}

fn header(stats: &Stats, title: &str) -> String {
    let totals = &stats.totals;
    let Answers {
        questions,
        answered,
        ..
    } = totals.answers;
    let mut lead = format!(
        "<p>{} in {}.",
        count(questions as usize, "question"),
        count(totals.groups, stats.noun)
    );
    if totals.groups == 0 {
        lead += " <code>qmark detect FILE…</code> says what a file is read as, and why.";
    }
    if totals.translations > 0 {
        lead += &format!(
            " The same in other languages: {} in {}.",
            count(totals.translated_questions as usize, "question"),
            count(totals.translations, "translation")
        );
    }
    if totals.broken > 0 {
        let broken = count(totals.broken as usize, "question");
        lead += &format!(" {broken} cannot be read as YAML and may be counted wrongly.");
    }
    lead += "</p>\n";
    let median = stats.lengths.median.map(|words| words.to_string());
    let plural = capital(&format!("{}s", stats.noun));
    let figures = [
        ("Questions", questions.to_string()),
        (&plural, totals.groups.to_string()),
        ("Answered", percent(answered, questions)),
        ("Topics", totals.topics.to_string()),
        ("Median words", median.unwrap_or_else(|| "–".to_owned())),
        ("Orphaned files", totals.orphans.to_string()),
    ];
    let figures =
        figures.map(|(name, value)| format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
    format!(
        "<header>\n<h1>{}</h1>\n{lead}</header>\n<dl class=\"figures\">\n{}</dl>\n",
        own(title),
        figures.concat()
    )
}

/// A word with a capital letter.
fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_ascii_uppercase() + rest
}

/// Each level's class and name, and last what has none.
fn levels(stats: &Stats) -> Vec<(&'static str, String)> {
    let count = stats.levels.len();
    let names = stats.levels.iter().enumerate();
    let mut levels: Vec<_> = names
        .map(|(index, name)| (shade(index, count), own(name)))
        .collect();
    levels.push(("none", "No\u{a0}level".to_owned()));
    levels
}

fn groups(stats: &Stats) -> String {
    let levels = levels(stats);
    let mut head = column(&capital(stats.noun));
    for (class, name) in &levels {
        head += &column(&(swatch(class) + name));
    }
    head += &column("All");
    let most = stats.groups.iter().map(|group| group.answers.questions);
    let most = most.max().unwrap_or(0);
    let mut rows = "<tbody>\n".to_owned();
    for group in &stats.groups {
        let counts = group.levels.iter().chain([&group.without_level]);
        let parts: Vec<_> = levels
            .iter()
            .map(|level| level.0)
            .zip(counts.copied())
            .collect();
        let name = format!(
            "{} <small>{}</small>",
            own(&group.title),
            escape(group.path.as_str())
        );
        let numbers: String = parts.iter().map(|(_, n)| number("", *n)).collect();
        let sum = number("sum", group.answers.questions);
        rows += &format!(
            "<tr>{}{numbers}{sum}</tr>\n",
            row_name(&name, &bar("bar", &parts, most))
        );
    }
    rows += "</tbody>\n";
    if stats.groups.len() > 1 {
        let numbers = stats
            .coverage
            .iter()
            .map(|row| number("", row.answers.questions));
        let sum = number("sum", stats.totals.answers.questions);
        let numbers: String = numbers.collect();
        rows += &format!(
            "<tfoot><tr><th scope=\"row\">All {}s</th>{numbers}{sum}</tr></tfoot>\n",
            stats.noun
        );
    }
    let table = table(
        match stats.levels.len() {
            0..=LEVELS => "bars groups",
            _ => "bars groups many",
        },
        &format!("How many questions of each level every {} has.", stats.noun),
        &head,
        &rows,
    );
    let table = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"groups\">\n{table}</div>\n"
    );
    let heading = format!("{}s and levels", capital(stats.noun));
    section("groups", &heading, &table)
}

fn translations(stats: &Stats) -> String {
    if stats.translations.is_empty() {
        return String::new();
    }
    let head = ["Translation", "Questions", "Of"].map(column).concat();
    let mut rows = "<tbody>\n".to_owned();
    for translation in stats.translations.iter().take(SHOWN) {
        let (here, all) = (
            translation.answers.questions,
            translation.original_questions,
        );
        let parts = [("s3", here), ("lack", all.saturating_sub(here))];
        let name = format!(
            "{} <small>{}</small>",
            own(&translation.title),
            escape(translation.path.as_str())
        );
        let name = row_name(&name, &bar("bar", &parts, here.max(all)));
        let (here, all) = (number("sum", here), number("", all));
        rows += &format!("<tr>{name}{here}{all}</tr>\n");
    }
    rows += "</tbody>\n";
    let caption = "How many questions every translation has, and how many its original.";
    let content =
        table("bars translations", caption, &head, &rows) + &more(stats.translations.len());
    section("translations", "Translations", &content)
}

fn coverage(stats: &Stats) -> String {
    let head = ["Level", "Answered", "Of", "Share"].map(column).concat();
    let mut rows = "<tbody>\n".to_owned();
    let named = stats.coverage.iter().zip(levels(stats));
    for (row, (_, name)) in
        named.filter(|(row, _)| row.level.is_some() || row.answers.questions > 0)
    {
        let Answers {
            questions,
            answered,
            ..
        } = row.answers;
        let parts = [("s3", answered), ("lack", questions - answered)];
        let name = row_name(&name, &bar("bar", &parts, questions));
        let (part, all) = (number("", answered), number("", questions));
        let share = percent(answered, questions);
        rows += &format!("<tr>{name}{part}{all}<td class=\"sum\">{share}</td></tr>\n");
    }
    rows += "</tbody>\n";
    let caption = format!(
        "How many questions of each level are {} or {}.",
        key("s3", "answered"),
        key("lack", "not answered")
    );
    section(
        "coverage",
        "Answered questions",
        &table("bars coverage", &caption, &head, &rows),
    )
}

fn topics(stats: &Stats) -> String {
    if stats.topics.is_empty() {
        return String::new();
    }
    let shown = stats.topics.len().min(TOPICS);
    let (top, others) = stats.topics.split_at(shown);
    let head = ["Topic", "Questions", &format!("{}s", capital(stats.noun))]
        .map(column)
        .concat();
    let most = top[0].questions;
    let mut rows = "<tbody>\n".to_owned();
    for topic in top {
        let once = match topic.questions {
            1 => " <small>used once</small>",
            _ => "",
        };
        let name = own(&topic.name) + once;
        let name = row_name(&name, &bar("bar", &[("s3", topic.questions)], most));
        let numbers = number("sum", topic.questions) + &number("", topic.groups);
        rows += &format!("<tr>{name}{numbers}</tr>\n");
    }
    rows += "</tbody>\n";
    let caption = match others.len() {
        0 => format!(
            "By how many questions and in how many {}s each topic is used.",
            stats.noun
        ),
        _ => format!("The {shown} most used of {} topics.", stats.topics.len()),
    };
    let (once, several): (Vec<&TopicStats>, Vec<_>) =
        others.iter().partition(|topic| topic.questions == 1);
    let several = several
        .iter()
        .map(|t| format!("{} <small>{}</small>", own(&t.name), t.questions));
    let once = once.iter().map(|topic| own(&topic.name));
    let content = table("bars topics", &caption, &head, &rows)
        + &names("More topics, with how many questions use them", several)
        + &names("Topics that one question uses", once);
    section("topics", "Topics", &content)
}

/// A list of names in a paragraph, if there are any.
fn names(what: &str, names: impl ExactSizeIterator<Item = String>) -> String {
    let total = names.len();
    if total == 0 {
        return String::new();
    }
    let items: String = names
        .take(SHOWN)
        .map(|name| format!("<li>{name}</li>\n"))
        .collect();
    format!(
        "<p class=\"soft\">{what}: {total}</p>\n<ul class=\"names\">\n{items}</ul>\n{}",
        more(total)
    )
}

/// The note below a list of `total` entries that is not shown in full.
fn more(total: usize) -> String {
    match total.saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("<p class=\"soft\">And {more} more.</p>\n"),
    }
}

fn lengths(stats: &Stats) -> String {
    let lengths = &stats.lengths;
    let answers = lengths.files + lengths.inline;
    if answers + lengths.unread == 0 {
        return String::new();
    }
    let mut said = String::new();
    if let (Some(median), Some(shortest), Some(longest)) =
        (lengths.median, &lengths.shortest, &lengths.longest)
    {
        let average = lengths.words / u64::from(answers);
        said += &format!(
            "<p>Half of the answers have at most {median} words; the average is {average}. \
             The shortest has {}, the longest {}.</p>\n",
            extreme(shortest),
            extreme(longest)
        );
    }
    if lengths.unread > 0 {
        let unread = count(lengths.unread as usize, "more answer file");
        said += &format!("<p class=\"warn\">{unread} could not be read.</p>\n");
    }
    let head = column("Words") + &column(&key("s3", "In files")) + &column(&key("s0", "Inline"));
    let mut rows = "<tbody>\n".to_owned();
    for bucket in &lengths.buckets {
        let name = bucket_name(bucket.from, bucket.to);
        let numbers = number("", bucket.files) + &number("", bucket.inline);
        rows += &format!("<tr><th scope=\"row\">{name}</th>{numbers}</tr>\n");
    }
    let numbers = number("", lengths.files) + &number("", lengths.inline);
    rows += &format!("</tbody>\n<tfoot><tr><th scope=\"row\">All</th>{numbers}</tr></tfoot>\n");
    let caption = "How many answers have about how many words.";
    let table = table("lengths", caption, &head, &rows);
    let figure = format!("<figure>\n{}\n{table}</figure>\n", histogram(lengths));
    section("lengths", "Length of answers", &(said + &figure))
}

/// How long an answer is, and whose it is.
fn extreme(extreme: &Extreme) -> String {
    format!("{} ({})", extreme.words, question(&extreme.at))
}

/// A question by its words, else by its place, with what an editor finds it by.
fn question(place: &Location) -> String {
    let words = match &place.question {
        Some(text) => format!("“{}”", own(text)),
        None => format!(
            "question {} of {}",
            place.index + 1,
            path(place.group.as_str())
        ),
    };
    let group = escape(place.group.as_str());
    let index = place.index;
    format!("<span data-group=\"{group}\" data-index=\"{index}\">{words}</span>")
}

fn unanswered(stats: &Stats) -> String {
    let total = stats.unanswered.len();
    if total == 0 {
        return String::new();
    }
    let head = ["Why", "Question", "Where"]
        .map(|name| format!("<th scope=\"col\" class=\"text\">{name}</th>"));
    let mut rows = "<tbody>\n".to_owned();
    for lacking in stats.unanswered.iter().take(SHOWN) {
        let why = match lacking.state {
            AnswerState::Missing => "No such file",
            AnswerState::Empty if lacking.at.file.is_none() => "Empty answer",
            AnswerState::Empty => "Empty file",
            AnswerState::None | AnswerState::Answered => "No answer",
        };
        let question = question(&lacking.at);
        let file = lacking.at.file.as_ref().unwrap_or(&lacking.at.group);
        rows += &format!(
            "<tr><td class=\"text what warn\">{why}</td><td class=\"text\">{question}</td><td class=\"text\">{}</td></tr>\n",
            path(file.as_str())
        );
    }
    rows += "</tbody>\n";
    let caption = format!("{} without an answer, by group.", count(total, "question"));
    let table = table("lacking", &caption, &head.concat(), &rows);
    section("unanswered", "To be answered", &(table + &more(total)))
}

fn orphans(stats: &Stats) -> String {
    let total = stats.orphans.len();
    if total == 0 {
        return String::new();
    }
    let paths = stats.orphans.iter().take(SHOWN);
    let items: String = paths
        .map(|orphan| format!("<li>{}</li>\n", path(orphan.as_str())))
        .collect();
    let said = format!(
        "{} not used by any question, ending or link.",
        count(total, "answer file")
    );
    let content = format!(
        "<p class=\"soft\">{said}</p>\n<ul class=\"paths\">\n{items}</ul>\n{}",
        more(total)
    );
    section("orphans", "Orphaned files", &content)
}
