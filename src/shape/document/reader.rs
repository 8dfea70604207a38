//! Reads the questions of a document.

use std::collections::HashSet;

use super::answer::{Found, Parts, plain};
use super::candidates::{Candidate, Opener, candidates};
use super::infer::{Context, Evidence, Form};
use super::scan::Kind;

use super::{answer, choose, classify, contents, infer, scan, tags, vocabulary};
use crate::text::Span;

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// What opens it.
    pub candidate: Candidate,
    /// Its text, without markup.
    pub text: String,
    /// Its text as written.
    pub span: Span,
    /// Its first line and the line after its last.
    pub lines: (usize, usize),
    /// What is below.
    pub found: Found,
    /// Whether it is answered.
    pub answered: bool,
    /// The mark of its own level.
    pub own_level: Option<Span>,
    /// Its level, its own or that of a heading: the word, and where it is.
    pub level: Option<(String, Span)>,
    /// The topic of a heading: the text, and where it is.
    pub topic: Option<(String, Span)>,
    /// The topics of its own.
    pub own_topics: Vec<(String, Span)>,
    /// The nearest heading that gives it a level or a topic.
    pub heading: Option<Span>,
}

/// A document.
#[derive(Debug)]
pub struct Document {
    /// The forms of its openers.
    pub forms: Vec<(Form, Evidence)>,
    /// Its questions.
    pub questions: Vec<Question>,
    /// The entries of its table of contents.
    pub contents: Vec<contents::Entry>,
    /// The start of each line.
    pub lines: Vec<scan::Line>,
}

/// Reads the markdown from the offset `from`. The path is asked for only where it can decide.
pub fn read<'t>(path: &dyn Fn() -> &'t str, text: &'t str, from: u32) -> Option<Document> {
    let lines = scan::lines(text, from);
    let tags = tags::tags(text, &lines);
    let (details, _) = tags::details(&tags);
    let candidates = candidates(text, &lines, &details);
    if candidates.is_empty() {
        return None;
    }
    let entries = contents::entries(text, &lines);
    let parts = Parts {
        text,
        lines: &lines,
        details: &details,
    };
    let headings = lines.iter().filter_map(|line| match line.kind {
        Kind::Heading {
            level,
            text: inside,
            ..
        } if level <= 2 => Some(inside.slice(text)),
        _ => None,
    });
    let mut titles: Vec<&str> = headings.take(1).collect();
    titles.extend(front_title(text));
    let mut context = Context {
        parts,
        candidates: &candidates,
        other_sections: lines.iter().filter(|line| matches!(line.kind, Kind::Heading { text: inside, .. } if vocabulary::is_of_other_documents(inside.slice(text)))).count(),
        names_bank: true,
        anchors: entries.iter().map(|entry| entry.anchor.as_str()).collect::<HashSet<_>>(),
    };
    let mut forms = infer::forms(&context);
    if forms.is_empty() || is_of_another_kind(path()) {
        return None;
    }
    titles.push(path());
    context.names_bank = infer::context_names_bank(&titles);
    if !context.names_bank {
        forms = infer::forms(&context);
    }
    if !context.names_bank && forms.iter().any(|(_, evidence)| evidence.count >= 12) {
        // Its questions say what it is as a title would.
        context.names_bank = true;
        forms = infer::forms(&context);
    }
    let chosen = choose::choose(&context, &forms);
    if chosen.is_empty() {
        return None;
    }
    let ends = |at: usize| {
        let (form, index) = chosen[at];
        let next = chosen.get(at + 1).map(|(_, index)| candidates[*index].line);
        infer::end_of(&context, form, &candidates[index], next)
    };
    let ranges: Vec<(usize, usize)> = (0..chosen.len())
        .map(|at| (candidates[chosen[at].1].line, ends(at)))
        .collect();
    let labels = classify::labels(text, &lines, &ranges);
    let mut questions = Vec::new();
    for ((form, index), (line, end)) in chosen.iter().zip(ranges) {
        let candidate = &candidates[*index];
        // A line that is a heading by its place ends a question, too.
        let after = labels.partition_point(|label| label.line <= line);
        let end = labels.get(after).map_or(end, |label| end.min(label.line));
        let mut question = question(&context, form, candidate, end);
        let given = classify::labels_at(&labels, candidate);
        question.level = question.level.take().or(given.level);
        question.topic = given.topic;
        question.heading = given.heading;
        questions.push(question);
    }
    settle(&mut questions);
    drop(context);
    Some(Document {
        forms,
        questions,
        contents: entries,
        lines,
    })
}

fn question(context: &Context<'_>, form: &Form, candidate: &Candidate, end: usize) -> Question {
    let text = context.parts.text;
    let mut span = candidate.text;
    let mut body = candidate.line + 1;
    if plain(span.slice(text)).is_empty()
        && let Some((below, after)) = context.parts.paragraph(body, end)
    {
        span = below;
        body = after;
    }
    let (span, mark) = classify::suffix(text, span);
    let mark = mark.or(candidate.level_mark);
    let mut found = context.parts.look(body, end);
    if form.opener == Opener::Summary {
        in_summary(context, candidate, &mut found);
    }
    Question {
        candidate: candidate.clone(),
        text: plain(span.slice(text)),
        span,
        lines: (candidate.line, end),
        answered: false,
        found,
        own_level: mark,
        level: mark.map(|mark| (mark.slice(text).to_owned(), mark)),
        topic: None,
        own_topics: Vec::new(),
        heading: None,
    }
}

/// Adds what is on the line of the end of the summary.
fn in_summary(context: &Context<'_>, candidate: &Candidate, found: &mut Found) {
    let details = candidate.details.map(|index| context.parts.details[index]);
    let Some(details) = details else { return };
    let line = &context.parts.lines[details.summary_line];
    let rest =
        Span::new(details.inside.min(line.span.end), line.span.end).slice(context.parts.text);
    let own = plain(rest.split("</details").next().unwrap_or(""));
    let words = answer::count_words(&own);
    if words > 0 {
        found.words += words;
        found.asks = false;
    }
}

/// Whether the path says that a file is no bank.
pub fn is_of_another_kind(path: &str) -> bool {
    let lower = path.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or("");
    let stem = name.split('.').next().unwrap_or("");
    lower.contains(".github/")
        || [
            "contributing",
            "changelog",
            "changes",
            "history",
            "license",
            "licence",
            "code_of_conduct",
            "code-of-conduct",
            "security",
            "pull_request_template",
            "issue_template",
            "authors",
            "notice",
            "support",
            "governance",
            "maintainers",
            "releases",
            "upgrading",
            "news",
            "credits",
        ]
        .contains(&stem)
        || lower.contains("issue_template")
}

fn front_title(text: &str) -> Option<&str> {
    let head = text.strip_prefix("---")?;
    let head = &head[..head.find("\n---")?];
    head.lines().find_map(|line| line.strip_prefix("title:"))
}

/// Decides which questions are answered, from what most of them have below.
fn settle(questions: &mut [Question]) {
    let count = questions.len().max(1);
    let some = |test: &dyn Fn(&Found) -> bool| {
        questions
            .iter()
            .filter(|question| test(&question.found))
            .count()
    };
    let folded = some(&|found| found.folded.is_some());
    let quiz = some(&Found::has_right);
    let filled = some(&|found| found.words > 0);
    let asking = some(&|found| found.asks);
    let bare = asking * 2 > filled;
    for question in questions {
        let found = &question.found;
        let announced = found.folded.is_some() || found.label.is_some();
        // What a few of many list items have below belongs to the question, and so does what asks.
        let prose = found.words > 0
            && !bare
            && !(question.candidate.opener == Opener::Item && filled * 10 < count * 3);
        question.answered = if found.has_right() {
            true
        } else if quiz * 2 > count && !found.options.is_empty() {
            false
        } else if folded * 2 > count && !announced && !prose {
            // Code before a folded answer belongs to the question.
            false
        } else {
            prose || found.words > 0 && announced || found.code
        };
    }
}
