//! The contents of the page: by file, by level and by topic.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Page;
use crate::syntax::markdown::plain_text::plain_text;
use crate::syntax::markdown::render::escape;

/// The contents of the page, whose `files` have these questions.
pub(super) fn contents(page: &Page<'_>, files: &[Range<usize>]) -> String {
    if page.questions.is_empty() {
        return String::new();
    }
    format!(
        "<nav aria-label=\"Contents\">\n{}{}{}</nav>\n",
        of_files(page, files),
        of_levels(page),
        of_topics(page)
    )
}

fn of_files(page: &Page<'_>, files: &[Range<usize>]) -> String {
    let rows = files.iter().enumerate().map(|(at, questions)| {
        let first = &page.questions[questions.start];
        format!(
            "<li><a href=\"#{}\">{}</a> <span class=\"soft\">{} · {}</span></li>\n",
            Page::file_id(at),
            escape(&first.title),
            escape(&first.file),
            questions.len()
        )
    });
    format!("<h2>Files</h2>\n<ul>\n{}</ul>\n", rows.collect::<String>())
}

fn of_levels(page: &Page<'_>) -> String {
    // Levels in their order, then those that the configuration does not know.
    let mut levels: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (at, question) in page.questions.iter().enumerate() {
        if let Some(level) = &question.level {
            let rank = question.rank.unwrap_or(usize::MAX);
            levels.entry((rank, level)).or_default().push(at);
        }
    }
    let levels = levels.into_iter().map(|((_, name), own)| (name, own));
    folded(page, "Levels", levels)
}

fn of_topics(page: &Page<'_>) -> String {
    let mut topics: BTreeMap<(String, &str), Vec<usize>> = BTreeMap::new();
    for (at, question) in page.questions.iter().enumerate() {
        for topic in &question.topics {
            let place = (topic.to_lowercase(), topic.as_str());
            topics.entry(place).or_default().push(at);
        }
    }
    let topics = topics.into_iter().map(|((_, name), own)| (name, own));
    folded(page, "Topics", topics)
}

/// Names, each with its questions below it.
fn folded<'n>(
    page: &Page<'_>,
    heading: &str,
    names: impl Iterator<Item = (&'n str, Vec<usize>)>,
) -> String {
    let parts = names.map(|(name, questions)| {
        let count = questions.len();
        let rows: String = questions.into_iter().map(|at| row(page, at)).collect();
        format!(
            "<details>\n<summary>{} <span class=\"soft\">{count}</span></summary>\n<ul>\n{rows}</ul>\n</details>\n",
            escape(name)
        )
    });
    let parts: String = parts.collect();
    match parts.is_empty() {
        true => parts,
        false => format!("<h2>{heading}</h2>\n{parts}"),
    }
}

fn row(page: &Page<'_>, at: usize) -> String {
    let question = &page.questions[at];
    let text = question.written().map(plain_text);
    let text = text.filter(|text| !text.is_empty());
    let text = text.or_else(|| question.question.clone());
    format!(
        "<li><a href=\"#{}\">{}</a></li>\n",
        Page::question_id(at),
        escape(text.as_deref().unwrap_or("no text"))
    )
}
