//! Reads the questions of a document: markdown with many questions in it.

use std::sync::Arc;

use super::basis::Basis;
use super::candidates::{Candidate, Opener, candidates};
use super::contents::Entry;
use super::context::Context;
use super::evidence::{Evidence, Looks};
use super::form::{Form, end_of};
use super::found::Found;
use super::given::Given;
use super::line::{Kind, Line};
use super::majority::Majority;
use super::name::Name;
use super::parts::Parts;
use super::plain::{count_words, plain};
use super::vocabulary::{is_of_other_kind, names_a_bank};
use super::{choose, classify, contents, evidence, forced, infer, rule};
use smol_str::SmolStr;

use crate::facts::mark::OwnedMark;
use crate::shape::documents::{AnswerForm, FileKind, Label, Reading};
use crate::text::Span;

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// What opens it.
    pub candidate: Candidate,
    /// Its text, without markup.
    pub text: SmolStr,
    /// Its text as written.
    pub span: Span,
    /// Its first line and the line after its last.
    pub lines: (usize, usize),
    /// What is below.
    pub found: Found,
    /// Whether it is answered.
    pub answered: bool,
    /// Its level: its own mark, or the word of the section, of the frontmatter or of the path.
    pub level: Option<Name>,
    /// Whether the level is its own.
    pub has_own_level: bool,
    /// The answer in the frontmatter.
    pub answer: Option<Name>,
    /// The topics of its own.
    pub own_topics: Vec<Name>,
    /// Its topic: that of the section, or of the path.
    pub topic: Option<Name>,
    /// The nearest heading that gives it a level or a topic.
    pub heading: Option<Span>,
}

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its questions, in order.
    pub questions: Vec<Question>,
    /// The entries of its table of contents, in order.
    pub contents: Vec<Entry>,
    /// What the choice of the questions rests on, if it was asked for and an edit can keep it.
    pub basis: Option<Basis>,
    /// The topics that the frontmatter gives to all questions.
    pub topics: Arc<[OwnedMark]>,
}

/// Reads the markdown, which starts at the offset `from`, as the configuration says; `given` are the labels of all
/// questions. The path is asked for only where it can decide. `keeps`: whether to return the basis, too.
pub fn read<'t>(
    path: &dyn Fn() -> &'t str,
    parts: Parts<'_>,
    (from, keeps): (u32, bool),
    (reading, given): (&Reading, &Given),
) -> Option<Document> {
    let Parts {
        text,
        lines,
        details,
    } = parts;
    let mut candidates = candidates(text, lines, details);
    if let Some(opener) = reading.opener {
        candidates.retain(|candidate| forced::is_of(text, candidate, opener));
    }
    if candidates.is_empty() {
        return None;
    }
    let contents = contents::entries(text, lines);
    let mut context = Context::new(parts, &candidates, &contents);
    let is_set = reading.kind() == Some(FileKind::Document);
    let (groups, looks) = evidence::groups(&context);
    let mut forms = inferred(path, &mut context, &groups, from, is_set);
    if reading.opener.is_some() || is_set && forms.is_empty() {
        forms = forced::forms(&context, reading.opener);
    }
    let chosen = match reading.opener {
        Some(_) => forced::choose(&context, &forms),
        None => choose::choose(&context, &forms),
    };
    if chosen.is_empty() || !is_set && is_one_question(&context, &chosen) {
        return None;
    }
    let questions = questions(&context, &chosen, looks, (reading, given));
    let is_cut = |pair: &[Question]| {
        let after = first_line(&context, &pair[1].candidate);
        after < pair[1].lines.0 && pair[0].lines.1 == after
    };
    // Where a question ends in the middle of what an edit compares, all is read again.
    let keeps = keeps && *reading == Reading::default() && !questions.windows(2).any(is_cut);
    let majority = || majority(&questions);
    let basis = keeps.then(|| Basis::of(&context, &groups, &forms, &chosen, majority()));
    Some(Document {
        questions,
        basis: basis.flatten(),
        contents,
        topics: Arc::clone(&given.topics),
    })
}

/// The forms that open questions as far as the text and the path tell; none if the document is not a bank. `is_set`: the
/// configuration says that it is one.
fn inferred<'t>(
    path: &dyn Fn() -> &'t str,
    context: &mut Context<'_>,
    groups: &[evidence::Group],
    from: u32,
    is_set: bool,
) -> Vec<(Form, Evidence)> {
    let best = infer::forms(context, groups);
    // What is not a bank under the best of titles is not one under any path.
    if is_set || best.is_empty() || is_of_another_kind(path()) {
        return if is_set { best } else { Vec::new() };
    }
    let text = context.parts.text;
    let titles = titles(path(), text, context.parts.lines, from);
    let is_article = is_article(&text[..from as usize]);
    context.is_other = is_article || titles.iter().any(|title| is_of_other_kind(title));
    context.names_bank = titles
        .iter()
        .any(|title| is_title_of_bank(title, is_article));
    let forms = infer::forms(context, groups);
    // Many questions say what a document is as a title would.
    let is_long = forms.iter().any(|(_, evidence)| evidence.count >= 12);
    if context.names_bank || context.is_other || !is_long {
        return forms;
    }
    context.names_bank = true;
    infer::forms(context, groups)
}

/// The headings: the level and the text of each.
fn headings<'t>(text: &'t str, lines: &[Line]) -> impl Iterator<Item = (u8, &'t str)> {
    lines.iter().filter_map(move |line| match line.kind {
        Kind::Heading {
            level,
            text: inside,
            ..
        } => Some((level, inside.slice(text))),
        _ => None,
    })
}

/// What can name a bank, in lower case: the path, the first heading, the title of the frontmatter, and the first line of a
/// copied article.
fn titles(path: &str, text: &str, lines: &[Line], from: u32) -> Vec<String> {
    let heading = headings(text, lines).find(|(level, _)| *level <= 2);
    let first = lines.iter().find(|line| !line.is_blank());
    let is_first = first.is_some_and(|line| matches!(line.kind, Kind::Heading { .. }));
    let only = || {
        let mut all = headings(text, lines);
        all.next().filter(|_| is_first && all.next().is_none())
    };
    let heading = heading.or_else(only);
    let first = first.filter(|line| from == 0 && line.kind == Kind::Text && line.span.len() < 120);
    // A sentence such as `Dear interviewer, I used three tools:` is not a title.
    let is_sentence =
        |line: &str| line.ends_with([':', '：', ',', '，', '。']) || line.contains('，');
    let first = first.filter(|line| !is_sentence(line.visible(text).trim_end()));
    let all = [
        Some(path),
        heading.map(|(_, title)| title),
        front_title(text),
        first.map(|line| line.visible(text)),
    ];
    all.into_iter().flatten().map(str::to_lowercase).collect()
}

/// Whether a title names a bank. An article is about an interview, a bank of questions is for one.
fn is_title_of_bank(title: &str, is_article: bool) -> bool {
    match is_article {
        true => names_a_bank(&title.replace("interview", "")),
        false => names_a_bank(title),
    }
}

/// The questions that the chosen candidates open.
fn questions(
    context: &Context<'_>,
    chosen: &[(&Form, usize)],
    mut looks: Looks,
    (reading, given): (&Reading, &Given),
) -> Vec<Question> {
    let range = |at: usize| {
        let (form, index) = chosen[at];
        let candidate = &context.candidates[index];
        let next = chosen
            .get(at + 1)
            .map(|(_, index)| &context.candidates[*index]);
        let end = end_of(context, form, candidate, next.map(|next| next.line));
        let text = next.map(|next| first_line(context, next));
        let text = text.filter(|text| *text > candidate.line);
        (candidate.line, text.map_or(end, |text| text.min(end)))
    };
    let ranges: Vec<(usize, usize)> = (0..chosen.len()).map(range).collect();
    let sections = classify::sections(context.parts.text, context.parts.lines, &ranges);
    let mut above = classify::Above::new(&sections);
    let mut questions = Vec::with_capacity(chosen.len());
    for ((form, index), (line, end)) in chosen.iter().zip(ranges) {
        let candidate = &context.candidates[*index];
        // A line that is a heading by its place ends a question, too.
        let after = sections.partition_point(|section| section.line <= line);
        let end = sections
            .get(after)
            .map_or(end, |section| end.min(section.line));
        let (level, topic) = above.at(candidate);
        let of_section = level.and_then(|section| section.level.clone());
        let mut question = question(
            context,
            form,
            candidate,
            end,
            (of_section, reading, given),
            &mut looks,
        );
        let nearest = level
            .into_iter()
            .chain(topic)
            .max_by_key(|section| section.line);
        question.heading = nearest.map(|section| section.span);
        let of_section = topic.and_then(|section| section.topic.as_ref());
        question.topic = rule::topic(of_section, given, reading);
        questions.push(question);
    }
    match reading.answers {
        Some(form) => questions
            .iter_mut()
            .for_each(|question| question.answered = rule::is_answered(&question.found, form)),
        None => settle(&mut questions),
    }
    questions
}

/// The line in which the text of a candidate starts. A summary can have several lines, of which the candidate has the last.
fn first_line(context: &Context<'_>, candidate: &Candidate) -> usize {
    let lines = context.parts.lines;
    let start = candidate.text.start;
    if lines[candidate.line].span.start <= start {
        return candidate.line;
    }
    lines
        .partition_point(|line| line.span.start <= start)
        .saturating_sub(1)
}

/// Whether the title is the question and what looks like questions below are the sections of its answer.
fn is_one_question(context: &Context<'_>, chosen: &[(&Form, usize)]) -> bool {
    let title = context
        .candidates
        .iter()
        .find(|candidate| candidate.opener == Opener::Heading);
    let asks =
        title.is_some_and(|title| title.level == 1 && title.like == 2 && title.class.is_none());
    let is_alone = context
        .candidates
        .iter()
        .filter(|candidate| candidate.opener == Opener::Heading && candidate.level == 1)
        .count()
        == 1;
    let is_section =
        |form: &Form| form.class.is_none() && matches!(form.opener, Opener::Heading | Opener::Item);
    asks && is_alone && chosen.len() <= 12 && chosen.iter().all(|(form, _)| is_section(form))
}

/// Whether a line is a label such as `**[Agile]**`, and no question.
fn is_label_in_brackets(line: &str) -> bool {
    let bare = line.trim_matches(['*', '_', ' ']);
    let inside = bare
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    inside.is_some_and(|inside| !inside.is_empty() && !inside.contains(['[', ']', '?', '\n']))
}

/// The question that a candidate opens, as far as its lines tell: before it is known what most questions have below.
pub(super) fn question(
    context: &Context<'_>,
    form: &Form,
    candidate: &Candidate,
    end: usize,
    (heading, reading, given): (Option<Name>, &Reading, &Given),
    looks: &mut Looks,
) -> Question {
    let text = context.parts.text;
    let mut span = candidate.text;
    let mut shown = plain(span.slice(text));
    let mut body = candidate.line + 1;
    while shown.is_empty()
        && let Some((below, after)) = context.parts.paragraph(body, end)
    {
        body = after;
        let label = is_label_in_brackets(below.slice(text));
        let has_more = label && context.parts.paragraph(body, end).is_some();
        if !has_more {
            span = below;
            shown = plain(span.slice(text));
            break;
        }
    }
    let (bare, mark) = match rule::is_taken(&reading.level, Label::Suffix) {
        true => classify::suffix(text, span),
        false => (span, None),
    };
    if bare != span {
        span = bare;
        shown = plain(span.slice(text));
    }
    let mark = mark.or(candidate.level_mark);
    let labels = rule::labels(&context.parts, body, end, reading);
    let suffix = mark.map(|mark| Name::of(text, mark));
    let levels = rule::Levels {
        suffix,
        line: labels.level,
        heading,
        key: None,
        given: Some(given),
    };
    let (level, has_own_level) = levels.first(reading);
    let known = looks.remove(&(labels.after, end));
    let known = known.filter(|_| reading.answers.is_none());
    let mut found = match known {
        Some(found) => context.parts.complete(found, labels.after, end),
        None => rule::look(&context.parts, labels.after, end, reading.answers),
    };
    if form.opener == Opener::Summary && reading.answers != Some(AnswerForm::None) {
        in_summary(context, candidate, &mut found);
    }
    Question {
        candidate: candidate.clone(),
        text: shown.into(),
        span,
        lines: (candidate.line, end),
        answered: false,
        found,
        has_own_level,
        own_topics: labels.topics,
        heading: None,
        answer: None,
        level,
        topic: None,
    }
}

/// Adds what is on the line of the end of the summary.
fn in_summary(context: &Context<'_>, candidate: &Candidate, found: &mut Found) {
    let details = candidate.details.map(|index| context.parts.details[index]);
    let Some(details) = details else { return };
    let line = &context.parts.lines[details.summary_line];
    let rest =
        Span::new(details.inside.min(line.span.end), line.span.end).slice(context.parts.text);
    let own = rest.split("</details").next().unwrap_or("");
    // Often it has nothing but tags.
    let words = match count_words(own) {
        0 => 0,
        _ => count_words(&plain(own)),
    };
    if words > 0 {
        found.words += words;
        found.asks = false;
    }
}

/// Whether the path shows that a file is not a bank.
pub(super) fn is_of_another_kind(path: &str) -> bool {
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

/// Whether frontmatter is that of an article.
fn is_article(front: &str) -> bool {
    let has = |key: &str| front.lines().any(|line| line.starts_with(key));
    has("date:") && (has("author") || has("layout:") || has("categories:"))
}

fn front_title(text: &str) -> Option<&str> {
    let head = text.strip_prefix("---")?;
    let head = &head[..head.find("\n---")?];
    head.lines().find_map(|line| line.strip_prefix("title:"))
}

/// Decides which questions are answered, from what most of them have below.
fn settle(questions: &mut [Question]) {
    let majority = majority(questions);
    for question in questions {
        let opener = question.candidate.opener;
        question.answered = majority.is_answered(&question.text, opener, &question.found);
    }
}

fn majority(questions: &[Question]) -> Majority {
    Majority::of(questions.iter().map(|question| &question.found))
}

#[cfg(test)]
mod tests {
    use crate::shape::{Input, read};

    #[test]
    fn the_text_of_a_bare_heading_is_below_its_label() {
        let question = |label: &str| {
            let one = |number| {
                format!(
                    "### Question {number}\n{label}\n\nWhat is thing {number}?\n\n- [x] a\n- [ ] b\n\n"
                )
            };
            let all: String = (1..5).map(one).collect();
            format!("# Quiz\n\n{all}")
        };
        for (label, want) in [
            ("**[Agile]**", "What is thing 2?"),
            ("[Agile]", "What is thing 2?"),
            ("", "What is thing 2?"),
            ("Why [so]?", "Why [so]?"),
        ] {
            let text = question(label);
            let facts = read(&Input::inferred("quiz.md", &text), None);
            let group = facts.as_group().expect("questions");
            let second = group.questions.get(1).expect("a question");
            let text = second.question.text().map(|mark| mark.text.to_owned());
            assert_eq!(text.as_deref(), Some(want), "{label}");
        }
    }
}
