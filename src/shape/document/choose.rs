//! Which candidates of the accepted forms are questions: the strongest form first, and what it covers is not opened again.

use super::candidates::{Candidate, Opener};
use super::classify::is_level_alone;
use super::context::Context;
use super::evidence::Evidence;
use super::form::{Form, end_of};
use super::marker::Class;
use super::plain::plain;
use super::vocabulary::{is_of_other_documents, is_section};
use crate::syntax::markdown::slug::heading_anchor;

/// The candidates that open questions, each with the form that it was chosen by, in order.
pub fn choose<'c>(context: &Context<'_>, forms: &'c [(Form, Evidence)]) -> Vec<(&'c Form, usize)> {
    let mut chosen: Vec<(&Form, usize)> = Vec::new();
    // The lines of the questions so far, each from its first to after its last.
    let mut covered: Vec<(usize, usize)> = Vec::new();
    for (form, evidence) in forms {
        let (members, levels) = members(context, form, evidence);
        let ends = |members: &[usize]| ends(context, form, members);
        let of_all = ends(&members);
        let with_end = members.iter().copied().zip(of_all.iter().copied());
        let is_free = |(index, end): &(usize, usize)| {
            is_free(context, (form, evidence), &covered, *index, *end)
        };
        let free: Vec<usize> = with_end.filter(is_free).map(|(index, _)| index).collect();
        // What lies mostly within questions belongs to their answers, and headings of their levels are around them.
        if free.len() * 2 < members.len() + levels && !(context.names_bank && free.len() >= 8) {
            continue;
        }
        let of_free = match free.len() == members.len() {
            true => of_all,
            false => ends(&free),
        };
        for (index, end) in free.iter().copied().zip(of_free) {
            covered.push((context.candidates[index].line, end));
            chosen.push((form, index));
        }
        covered.sort_unstable();
    }
    chosen.sort_by_key(|(_, index)| (context.candidates[*index].line, *index));
    chosen.dedup_by_key(|(_, index)| context.candidates[*index].line);
    chosen
}

/// The candidates that are questions of a form as far as each of them tells, and how many others of it name a level.
fn members(context: &Context<'_>, form: &Form, evidence: &Evidence) -> (Vec<usize>, usize) {
    let (mut members, mut levels) = (Vec::new(), 0);
    let all = context.candidates.iter().enumerate();
    for (index, candidate) in all.filter(|(_, it)| is_of_form(form, evidence, it)) {
        if belongs(context, form, evidence, candidate) {
            members.push(index);
        } else {
            let text = candidate.text.slice(context.parts.text);
            levels += usize::from(candidate.class.is_none() && is_level_alone(text));
        }
    }
    (members, levels)
}

/// The line after the last one of each of these candidates of a form.
fn ends(context: &Context<'_>, form: &Form, members: &[usize]) -> Vec<usize> {
    let candidate = |index: &usize| &context.candidates[*index];
    let end = |(at, index): (usize, &usize)| {
        let next = members.get(at + 1).map(|index| candidate(index).line);
        end_of(context, form, candidate(index), next)
    };
    members.iter().enumerate().map(end).collect()
}

/// Whether a candidate, which ends at the line `end`, is in none of the questions that are covered and has none in it.
fn is_free(
    context: &Context<'_>,
    (form, evidence): (&Form, &Evidence),
    covered: &[(usize, usize)],
    index: usize,
    end: usize,
) -> bool {
    let candidate = &context.candidates[index];
    let before = covered.partition_point(|(from, _)| *from <= candidate.line);
    let is_inside = before > 0 && covered[before - 1].1 > candidate.line;
    let holds_one = covered.get(before).is_some_and(|(from, _)| *from < end);
    // A question within another is one only if it has an answer of its own, folded as that of all of its form.
    let has_own =
        || evidence.folded >= 0.6 && context.parts.look(candidate.line + 1, end).folded.is_some();
    let numbered = form.opener != Opener::Summary && candidate.number.is_some();
    (!is_inside || numbered && has_own())
        && (!holds_one || candidate.class.is_some() && candidate.like == 2)
}

/// Whether a candidate is opened in the form, and on its level.
fn is_of_form(form: &Form, evidence: &Evidence, candidate: &Candidate) -> bool {
    if candidate.opener != form.opener {
        return false;
    }
    // In a list with numbers some questions can be bold and others not.
    let are_questions = evidence.answered < 0.3 || evidence.asks >= 0.8;
    let either = !form.bullet && are_questions && candidate.like == 2;
    if form.opener == Opener::Item
        && (candidate.bullet != form.bullet || candidate.bold != form.bold && !either)
    {
        return false;
    }
    match form.opener {
        Opener::Heading => form.level == 0 || candidate.level == form.level,
        Opener::Item | Opener::Row => candidate.level == form.level,
        _ => true,
    }
}

/// Whether a candidate of the form is one of its questions.
fn belongs(context: &Context<'_>, form: &Form, evidence: &Evidence, candidate: &Candidate) -> bool {
    let text = candidate.text.slice(context.parts.text);
    if candidate.class.is_none() && is_around_questions(text) || is_entry(candidate, text) {
        return false;
    }
    if candidate.class == form.class {
        return !is_odd(context, form, evidence, candidate);
    }
    let by_word = form.class.is_none() && candidate.class == Some(Class::Word);
    // A lost or strange number among those of the form.
    let adopted = candidate.like == 2 && form.opener == Opener::Heading && form.level > 0;
    // `D5.` among `Domanda 4.`: a quiz in which translators used more than one word.
    let translated = candidate.class == Some(Class::Word)
        && candidate.level == evidence.depth
        && evidence.quiz >= 0.5
        && evidence.lines_of.contains(&candidate.line);
    form.class == Some(Class::Question) && translated
        || by_word && !is_odd(context, form, evidence, candidate)
        || adopted && form.class.is_none()
        || adopted && evidence.lines_of.contains(&candidate.line)
}

/// Whether a text is that of a section: one of those that banks have around their questions, or a level of the questions below.
pub(super) fn is_around_questions(text: &str) -> bool {
    text.len() < 80 && (is_of_other_documents(text) || is_section(text) || is_level_alone(text))
}

/// Whether a candidate is an entry of the contents. One that is a heading leads to a heading with its text; others lead back to
/// the contents, as `### [Why?](#contents)`.
pub(super) fn is_entry(candidate: &Candidate, text: &str) -> bool {
    let parts = text
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("](#"));
    let Some((label, anchor)) = parts else {
        return false;
    };
    let is_heading = matches!(candidate.opener, Opener::Heading | Opener::NumberedHeading);
    let anchor = anchor.split([')', ' ']).next().unwrap_or_default();
    let own = heading_anchor(&plain(label));
    !is_heading || anchor.to_lowercase().ends_with(&own)
}

/// Whether a heading without a marker differs from all others of its form, which read as questions.
fn is_odd(context: &Context<'_>, form: &Form, evidence: &Evidence, candidate: &Candidate) -> bool {
    let uniform = form.opener == Opener::Summary || evidence.folded >= 0.5 || evidence.quiz >= 0.5;
    let is_short = || {
        plain(candidate.text.slice(context.parts.text))
            .chars()
            .count()
            < 24
    };
    form.class.is_none()
        && candidate.like == 0
        && evidence.asks >= 0.9
        && evidence.count > 12
        && is_short()
        && !uniform
        && !context.lists(candidate)
}

#[cfg(test)]
mod tests {
    use crate::shape::{Input, read};

    /// The questions of a document with their levels.
    fn questions(text: &str) -> Vec<(String, Option<String>)> {
        let facts = read(&Input::inferred("interview-questions.md", text), None);
        let group = facts.as_group();
        let placed = group.into_iter().flat_map(|group| group.questions.iter());
        let said = placed.map(|placed| {
            let text = placed.text().map(|mark| mark.text.to_owned());
            let level = placed.level().map(|mark| mark.text.to_owned());
            (text.unwrap_or_default(), level)
        });
        said.collect()
    }

    fn asked(text: &str) -> Vec<String> {
        questions(text).into_iter().map(|(text, _)| text).collect()
    }

    fn of_things(numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
        let text = |number| format!("What is thing {number}?");
        numbers.into_iter().map(text).collect()
    }

    fn headings(numbers: impl IntoIterator<Item = u32>) -> String {
        let heading = |number| format!("## What is thing {number}?\n\nA thing.\n\n");
        numbers.into_iter().map(heading).collect()
    }

    #[test]
    fn sections_around_the_questions_are_none() {
        for section in [
            "Interview Tips",
            "💡 Key takeaways",
            "Заключение",
            "总结",
            "Recursos",
        ] {
            let text = format!(
                "# Interview questions\n\n{}## {section}\n\n- Smile.\n",
                headings(1..5)
            );
            assert_eq!(asked(&text), of_things(1..5), "{section}");
        }
    }

    #[test]
    fn a_level_among_the_questions_is_that_of_those_below() {
        let (first, second) = (headings(1..4), headings(4..7));
        let text = format!(
            "# Interview questions\n\n## Junior Level\n\n{first}## 🟡 Mid-Level\n\n{second}"
        );
        let found = questions(&text);
        let levels: Vec<_> = found.iter().map(|(_, level)| level.as_deref()).collect();
        assert_eq!(asked(&text), of_things(1..7));
        assert_eq!(
            levels,
            [
                Some("Junior"),
                Some("Junior"),
                Some("Junior"),
                Some("Mid-Level"),
                Some("Mid-Level"),
                Some("Mid-Level")
            ]
        );
    }

    #[test]
    fn a_heading_can_lead_back_to_the_contents() {
        let text = |link: &str| {
            let heading =
                |number| format!("### [What is thing {number}?](#{link})\n\nA thing.\n\n");
            let all: String = (1..7).map(heading).collect();
            format!("# Interview questions\n\n## Contents\n\n{all}")
        };
        assert_eq!(asked(&text("contents")), of_things(1..7));
    }

    #[test]
    fn numbered_parts_of_answers_are_no_questions() {
        let part = |number| format!("**{number}. Part {number} of it:**\n\n```\na()\n```\n\n");
        let parts: String = (1..6).map(part).collect();
        let question =
            |number| format!("**Q{number}: What is thing {number}?**\n\n**Answer:**\n\n{parts}");
        let text: String = (1..6).map(question).collect();
        let text = format!("# Interview questions\n\n{text}");
        assert_eq!(asked(&text), of_things(1..6));
    }

    #[test]
    fn a_sentence_is_no_title() {
        let part = |number| format!("**{number}. Tool {number}**\n\n- One.\n- Two.\n\n");
        let parts: String = (1..8).map(part).collect();
        let lead = "Dear interviewer, these questions are about my tools:\n\n";
        let facts = read(
            &Input::inferred("tools.md", &format!("{lead}{parts}")),
            None,
        );
        assert!(facts.as_group().is_none());
    }

    #[test]
    fn the_only_heading_is_the_title() {
        let item = |number| format!("* What is thing {number}?\n");
        let items: String = (1..8).map(item).collect();
        let text = format!("### Interview questions\n\n{items}");
        let facts = read(&Input::inferred("java.md", &text), None);
        let count = facts.as_group().map(|group| group.questions.len());
        assert_eq!(count, Some(7));
    }

    #[test]
    fn some_of_a_numbered_list_are_bold() {
        let item = |number: u32| match number % 3 {
            0 => format!("{number}. What is thing {number}?\n   * A thing.\n"),
            _ => format!("{number}. **What is thing {number}?**\n   * A thing.\n"),
        };
        let items: String = (1..10).map(item).collect();
        let text = format!("# Interview questions\n\n{items}");
        assert_eq!(asked(&text), of_things(1..10));
    }
}
