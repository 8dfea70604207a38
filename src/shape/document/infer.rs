//! Which forms open the questions of a document.
//!
//! The decision is made once for a document, from all its candidates: those of one form are judged together, by how many
//! they are, how regular, how many read as questions, and how they are answered.

use super::candidates::Opener;
use super::context::Context;
use super::evidence::{Evidence, Group};
use super::form::Form;
use super::marker::Class;
use super::vocabulary::is_of_other_documents;

/// The forms that open questions, the strongest first, with what speaks for each.
pub fn forms(context: &Context<'_>, groups: &[Group]) -> Vec<(Form, Evidence)> {
    let mut judged: Vec<(Form, Evidence, f32)> = Vec::new();
    for (form, evidence, members) in groups {
        if let Some(strength) = strength(context, form, evidence, members) {
            judged.push((form.clone(), evidence.clone(), strength));
        }
    }
    if !judged.is_empty() {
        add_marked(&mut judged, groups);
    }
    // The lists in answers can be longer than the questions are many.
    let outer = judged.iter().any(|(form, evidence, _)| {
        form.opener != Opener::Item
            && form.class.is_some()
            && evidence.count >= 5
            && evidence.answered >= 0.7
    });
    // So can the numbered parts of the answers to what is marked as a question.
    let marked = judged.iter().any(|(form, evidence, _)| {
        form.class == Some(Class::Question) && evidence.count >= 3 && evidence.asks >= 0.5
    });
    for (form, evidence, strength) in &mut judged {
        let is_part = form.class == Some(Class::Number) && evidence.asks < 0.3;
        if outer && form.opener == Opener::Item || marked && is_part {
            *strength *= 0.3;
        }
    }
    judged.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    judged
        .into_iter()
        .map(|(form, evidence, _)| (form, evidence))
        .collect()
}

/// Adds lines that are marked as questions and ask. In a bank that other forms show, few of them are enough.
fn add_marked(judged: &mut Vec<(Form, Evidence, f32)>, groups: &[Group]) {
    for (form, evidence, _) in groups {
        let is_marked = matches!(form.opener, Opener::Bold | Opener::Line)
            && form.class == Some(Class::Question);
        let is_known = || judged.iter().any(|(known, ..)| known == form);
        if is_marked && evidence.asks >= 0.9 && !is_known() {
            let strength = weight(form, evidence) * 0.3;
            judged.push((form.clone(), evidence.clone(), strength));
        }
    }
}

/// How strongly the evidence speaks for a form; `None` if it is not clear.
fn strength(
    context: &Context<'_>,
    form: &Form,
    evidence: &Evidence,
    members: &[usize],
) -> Option<f32> {
    let is_clear = accepts(context, form, evidence)
        && !is_of_another_document(context, form, evidence, members);
    is_clear.then(|| weight(form, evidence))
}

/// How strongly the evidence speaks for a form, whether or not it is clear.
pub(super) fn weight(form: &Form, evidence: &Evidence) -> f32 {
    let weight = match form.opener {
        Opener::NumberedHeading => 1.5,
        Opener::Heading | Opener::Summary => 1.2,
        Opener::Bold | Opener::Line => 1.0,
        Opener::Item => 0.6,
        Opener::Row => 0.4,
    };
    let marked = is_numbered(form, evidence) || form.class == Some(Class::Question);
    let answers = evidence.quiz * 4.0 + evidence.folded + evidence.labelled;
    let proof = 1.0 + answers + evidence.listed + evidence.asks + f32::from(u8::from(marked));
    weight * proof * (evidence.count as f32).sqrt()
}

/// Whether most candidates have a marker with a number that runs on.
fn is_numbered(form: &Form, evidence: &Evidence) -> bool {
    form.class.is_some() && evidence.runs >= 0.7
}

/// Whether the candidates are sections of a document about something else, or a part of one.
fn is_of_another_document(
    context: &Context<'_>,
    form: &Form,
    evidence: &Evidence,
    members: &[usize],
) -> bool {
    let &Evidence {
        count,
        quiz,
        folded,
        labelled,
        extent,
        ..
    } = evidence;
    if matches!(form.opener, Opener::Heading | Opener::NumberedHeading) && form.class.is_none() {
        let text = |index: &usize| context.candidates[*index].text.slice(context.parts.text);
        let others = members
            .iter()
            .filter(|index| is_of_other_documents(text(index)))
            .count();
        if others * 4 > count {
            return true;
        }
    }
    if form.opener == Opener::Item && context.repeats_headings(members) {
        return true;
    }
    if context.names_bank {
        return false;
    }
    let is_proven = quiz >= 0.5 || folded >= 0.6 || labelled >= 0.5;
    let others = context.other_sections();
    let is_minor = others >= 2 && count < others * 8;
    let is_part = extent < 0.5 && quiz < 0.5;
    !is_proven && is_minor || is_part || context.is_other && quiz < 0.5
}

/// Whether the evidence is enough for a form of its kind.
fn accepts(context: &Context<'_>, form: &Form, evidence: &Evidence) -> bool {
    let &Evidence {
        count,
        like,
        asks,
        listed,
        quiz,
        keyed,
        options,
        labelled,
        answered,
        lines,
        ..
    } = evidence;
    let bank = context.names_bank;
    let numbered = is_numbered(form, evidence);
    let question_marker = form.class == Some(Class::Question);
    let enough = |bare: usize, with_bank: usize| count >= if bank { with_bank } else { bare };
    // A list of tasks has boxes, too, but no questions and more than one ticked.
    let is_quiz =
        like >= 0.3 || question_marker || keyed >= 0.5 && (bank || numbered && count >= 3);
    if quiz >= 0.5 && enough(2, 1) && is_quiz {
        return true;
    }
    if options >= 0.7 && enough(3, 2) && (asks >= 0.3 || question_marker) {
        return true;
    }
    match form.opener {
        Opener::Summary => enough(4, 2) && (like >= 0.5 || bank && like >= 0.2 || question_marker),
        Opener::NumberedHeading => {
            enough(4, 3) && (asks >= 0.25 || bank && like >= 0.1 || listed >= 0.6)
        }
        Opener::Heading => accepts_headings(bank, form, evidence),
        Opener::Bold => {
            let marked = numbered || question_marker;
            let asked = asks >= 0.4 || bank && answered >= 0.4;
            marked && enough(4, 3) && asked || asks >= 0.75 && enough(20, 3)
        }
        Opener::Line => {
            let by_word =
                form.class == Some(Class::Word) && numbered && bank && count >= 3 && like >= 0.5;
            question_marker && enough(5, 2) && (labelled >= 0.6 || bank) || by_word
        }
        Opener::Item => accepts_items(bank, form, evidence),
        Opener::Row if form.level == 1 => asks >= 0.6 && enough(6, 3),
        Opener::Row => asks >= 0.7 && count >= 8 && bank && lines >= 0.2,
    }
}

fn accepts_headings(bank: bool, form: &Form, evidence: &Evidence) -> bool {
    let &Evidence {
        count,
        like,
        asks,
        listed,
        folded,
        labelled,
        asking,
        ..
    } = evidence;
    let numbered = is_numbered(form, evidence);
    let enough = |bare: usize, with_bank: usize| count >= if bank { with_bank } else { bare };
    let by_fold = folded >= 0.6 && enough(3, 2) && (like >= 0.3 || numbered || bank);
    let by_label =
        labelled >= 0.5 && enough(3, 2) && (asks >= 0.5 || numbered || bank && like >= 0.3);
    let asked = asks >= 0.6 || (numbered || bank) && asks >= 0.3;
    let by_contents = listed >= 0.6 && enough(5, 4) && asked;
    let by_marker = match form.class {
        Some(Class::Question) => enough(3, 2) && (like >= 0.2 || bank),
        Some(Class::Word) => numbered && enough(5, 3) && (bank || asks >= 0.6),
        Some(Class::Number) => {
            let few = count >= 4 && like >= 0.4 && (asks >= 0.2 || count >= 10);
            numbered && (enough(5, 3) && asks >= 0.6 || bank && (few || count >= 8 && like >= 0.15))
        }
        None => false,
    };
    let in_bank = count >= 4 && asks >= 0.5 || count >= 8 && (like >= 0.6 || asking >= 0.6);
    let by_asking = asks >= 0.7 && enough(8, 3) || bank && in_bank;
    by_fold || by_label || by_contents || by_marker || by_asking
}

fn accepts_items(bank: bool, form: &Form, evidence: &Evidence) -> bool {
    let &Evidence {
        count,
        asks,
        runs,
        folded,
        labelled,
        answered,
        lines,
        ..
    } = evidence;
    let enough = |bare: usize, with_bank: usize| count >= if bank { with_bank } else { bare };
    let numbers = !form.bullet && runs >= 0.6;
    let mass = lines >= 0.5 || bank && (count >= 12 || lines >= 0.1);
    let texts = asks >= 0.75 && enough(10, 5)
        || bank && asks >= 0.5 && count >= 8
        || numbers && asks >= 0.6 && enough(8, 5);
    let by_label = labelled >= 0.5 && asks >= 0.5 && enough(4, 3);
    let by_fold = folded >= 0.6 && enough(3, 2) && (asks >= 0.3 || bank);
    let by_prose = numbers && answered >= 0.6 && asks >= 0.7 && enough(16, 4) && form.level < 4;
    by_label || by_fold || by_prose || texts && mass
}
