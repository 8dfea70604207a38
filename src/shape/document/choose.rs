//! Which candidates of the accepted forms are questions: the strongest form first, and what it covers is not opened again.

use super::candidates::{Candidate, Opener};
use super::context::Context;
use super::evidence::Evidence;
use super::form::{Form, end_of};
use super::marker::Class;
use super::plain::plain;
use super::vocabulary::{is_of_other_documents, is_section};

/// The candidates that open questions, each with the form that it was chosen by, in order.
pub fn choose<'c>(context: &Context<'_>, forms: &'c [(Form, Evidence)]) -> Vec<(&'c Form, usize)> {
    let mut chosen: Vec<(&Form, usize)> = Vec::new();
    // The lines of the questions so far, each from its first to after its last.
    let mut covered: Vec<(usize, usize)> = Vec::new();
    for (form, evidence) in forms {
        let all = context.candidates.iter().enumerate();
        let members: Vec<usize> = all
            .filter(|(_, candidate)| belongs(context, form, evidence, candidate))
            .map(|(index, _)| index)
            .collect();
        let ends = |members: &[usize]| ends(context, form, members);
        let of_all = ends(&members);
        let with_end = members.iter().copied().zip(of_all.iter().copied());
        let is_free = |(index, end): &(usize, usize)| {
            is_free(context, (form, evidence), &covered, *index, *end)
        };
        let free: Vec<usize> = with_end.filter(is_free).map(|(index, _)| index).collect();
        // What lies mostly within questions belongs to their answers.
        if free.len() * 2 < members.len() && !(context.names_bank && free.len() >= 8) {
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

/// Whether a candidate is one of the form's questions.
fn belongs(context: &Context<'_>, form: &Form, evidence: &Evidence, candidate: &Candidate) -> bool {
    if candidate.opener != form.opener {
        return false;
    }
    // In a bare list with numbers some items can be bold and others not.
    let either = !form.bullet && evidence.answered < 0.3 && candidate.like == 2;
    if form.opener == Opener::Item
        && (candidate.bullet != form.bullet || candidate.bold != form.bold && !either)
    {
        return false;
    }
    let is_at_level = match form.opener {
        Opener::Heading => form.level == 0 || candidate.level == form.level,
        Opener::Item | Opener::Row => candidate.level == form.level,
        _ => true,
    };
    if !is_at_level {
        return false;
    }
    let text = candidate.text.slice(context.parts.text);
    if candidate.class.is_none()
        && text.len() < 80
        && (is_of_other_documents(text) || is_section(text))
    {
        return false;
    }
    if text.starts_with('[') && text.contains("](#") {
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
