//! What opens the questions of a document where the configuration sets it: whether the document is clearly a bank does
//! not matter.

use super::candidates::{Candidate, Opener};
use super::choose::is_entry;
use super::context::Context;
use super::evidence::{Evidence, Group, all_groups};
use super::form::{Form, end_of};
use super::infer::weight;
use super::marker::Class;
use super::plain::plain;
use super::vocabulary::{is_level, is_of_other_documents, is_section, names_a_bank};
use crate::shape::documents;

/// Whether a candidate can be a question of a document with this opener: one of its kind that is neither an entry of the
/// contents nor the title of a section.
pub fn is_of(text: &str, candidate: &Candidate, opener: documents::Opener) -> bool {
    let is_question_label = candidate.class == Some(Class::Question);
    let is_of_kind = match (opener, candidate.opener) {
        (documents::Opener::Heading(level), Opener::Heading) => {
            level.is_none_or(|level| u32::from(level) == candidate.level)
        }
        (documents::Opener::NumberedLine, Opener::Item) => !candidate.bullet,
        (documents::Opener::Label, Opener::Line | Opener::Bold) => is_question_label,
        (documents::Opener::ItemHeading, Opener::NumberedHeading)
        | (documents::Opener::Summary, Opener::Summary)
        | (documents::Opener::Item, Opener::Item)
        | (documents::Opener::Bold, Opener::Bold) => true,
        _ => false,
    };
    is_of_kind && !is_title(text, candidate)
}

/// Whether a candidate is an entry of the contents, or the title of a section or of the document.
fn is_title(text: &str, candidate: &Candidate) -> bool {
    let written = candidate.text.slice(text);
    if is_entry(candidate, written) {
        return true;
    }
    if candidate.class.is_some() || candidate.like == 2 {
        return false;
    }
    let shown = plain(written);
    let is_first = candidate.opener == Opener::Heading && candidate.level == 1;
    is_of_other_documents(&shown)
        || is_section(&shown)
        || is_level(&shown)
        || is_first && names_a_bank(&shown)
}

/// The forms of the questions, one of each kind: of the opener that the configuration names, else the strongest with a
/// candidate that reads as a question.
pub fn forms(context: &Context<'_>, opener: Option<documents::Opener>) -> Vec<(Form, Evidence)> {
    let groups = all_groups(context);
    let strength = |(form, evidence, _): &Group| weight(form, evidence) * (evidence.like + 0.1);
    let strongest = |is_wanted: &dyn Fn(&Group) -> bool| {
        let wanted = groups.iter().filter(|group| is_wanted(group));
        wanted.max_by(|a, b| strength(a).total_cmp(&strength(b)).then(b.0.cmp(&a.0)))
    };
    if opener.is_none() {
        let best = strongest(&|group| group.1.like > 0.0 && !is_of_title(context, group));
        return best.map(form_of).into_iter().collect();
    }
    let kinds = [
        Opener::NumberedHeading,
        Opener::Heading,
        Opener::Summary,
        Opener::Bold,
        Opener::Line,
        Opener::Item,
    ];
    let is_alone = |group: &Group| groups.iter().all(|other| other.0 == group.0);
    let best = kinds.into_iter().filter_map(|kind| {
        strongest(&|group| {
            group.0.opener == kind && (is_alone(group) || !is_of_title(context, group))
        })
    });
    let at_depth = best.map(form_of).map(|(form, evidence)| match form.opener {
        // One level, whatever the markers.
        Opener::Heading => (
            Form {
                level: evidence.depth,
                ..form
            },
            evidence,
        ),
        _ => (form, evidence),
    });
    at_depth.collect()
}

fn form_of((form, evidence, _): &Group) -> (Form, Evidence) {
    (form.clone(), evidence.clone())
}

/// Whether a group is nothing but the title of the document.
fn is_of_title(context: &Context<'_>, (form, _, members): &Group) -> bool {
    let first = |index: &usize| context.candidates[*index].level == 1;
    form.opener == Opener::Heading && members.len() == 1 && members.iter().all(first)
}

/// All candidates of the forms, each with its own, in order; none in another that is folded.
pub fn choose<'f>(context: &Context<'_>, forms: &'f [(Form, Evidence)]) -> Vec<(&'f Form, usize)> {
    let mut chosen: Vec<(&Form, usize)> = Vec::new();
    let mut folded_to = 0;
    for (index, candidate) in context.candidates.iter().enumerate() {
        let Some((form, _)) = forms.iter().find(|(form, _)| belongs(form, candidate)) else {
            continue;
        };
        let is_inside = candidate.line < folded_to;
        let again = chosen
            .last()
            .is_some_and(|(_, last)| context.candidates[*last].line == candidate.line);
        if is_inside || again {
            continue;
        }
        if form.opener == Opener::Summary {
            folded_to = end_of(context, form, candidate, None);
        }
        chosen.push((form, index));
    }
    chosen
}

fn belongs(form: &Form, candidate: &Candidate) -> bool {
    let is_at_level = match form.opener {
        Opener::Heading => candidate.level == form.level,
        Opener::Item => candidate.level == form.level && candidate.bullet == form.bullet,
        _ => true,
    };
    candidate.opener == form.opener && is_at_level
}
