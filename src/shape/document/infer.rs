//! Which candidates open the questions of a document.
//!
//! The decision is made once for a document, from all its candidates: those of one form are judged together, by how many
//! they are, how regular, how many read as questions, and how they are answered.

use std::collections::{HashMap, HashSet};

use super::answer::Parts;
use super::candidates::{Candidate, Opener};
use super::marker::Class;
use super::scan::Kind;
use super::vocabulary::{announces_answer, is_of_other_documents, names_a_bank};

/// Candidates of one form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Form {
    /// How they open.
    pub opener: Opener,
    /// The class of their markers.
    pub class: Option<Class>,
    /// The level of headings, the indent of items; 0 where it does not part them.
    pub level: u32,
    /// The word of the marker, if it is one that the document defines.
    pub word: String,
    /// Whether list items have bullets.
    pub bullet: bool,
    /// Whether all of each list item is bold.
    pub bold: bool,
}

/// What is known of a document before its candidates are judged.
pub struct Context<'d> {
    /// Its lines and elements.
    pub parts: Parts<'d>,
    /// Its candidates.
    pub candidates: &'d [Candidate],
    /// Whether the title, the path or the first heading names a bank.
    pub names_bank: bool,
    /// How many headings are of the kind that documents about other things have.
    pub other_sections: usize,
    /// The anchors of the contents.
    pub anchors: HashSet<&'d str>,
}

/// What speaks for a form.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Evidence {
    /// How many candidates there are.
    pub count: usize,
    /// The share that reads as questions.
    pub like: f32,
    /// The share that certainly reads so.
    pub asks: f32,
    /// The share whose number follows that of the one before.
    pub runs: f32,
    /// The share that the contents list.
    pub listed: f32,
    /// The share with options of which one is right.
    pub quiz: f32,
    /// The share with options.
    pub options: f32,
    /// The share whose answer is folded.
    pub folded: f32,
    /// The share with an announced answer.
    pub labelled: f32,
    /// The share below which the text asks.
    pub asking: f32,
    /// The share with anything below.
    pub answered: f32,
    /// The share of the document's lines that they are.
    pub lines: f32,
    /// From the line of the first to that of the last.
    pub lines_of: std::ops::Range<usize>,
}

/// The forms that open questions, the strongest first, with what speaks for each.
pub fn forms(context: &Context<'_>) -> Vec<(Form, Evidence)> {
    let mut groups: HashMap<Form, Vec<usize>> = HashMap::new();
    for (index, candidate) in context.candidates.iter().enumerate() {
        for form in forms_of(context, candidate) {
            groups.entry(form).or_default().push(index);
        }
    }
    let mut judged: Vec<(Form, Evidence, f32)> = Vec::new();
    for (form, members) in groups {
        if members.len() < 2 && form.opener != Opener::Heading {
            continue;
        }
        let evidence = evidence(context, &form, &members);
        if let Some(strength) = strength(context, &form, &evidence, &members) {
            judged.push((form, evidence, strength));
        }
    }
    judged.sort_by(|a, b| b.2.total_cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    judged
        .into_iter()
        .map(|(form, evidence, _)| (form, evidence))
        .collect()
}

/// Words with a number that part a document and open no question.
const PARTS: &[&str] = &[
    "step",
    "chapter",
    "part",
    "section",
    "day",
    "week",
    "lesson",
    "figure",
    "fig",
    "table",
    "example",
    "version",
    "v",
    "phase",
    "module",
    "unit",
    "appendix",
    "note",
    "rule",
    "tip",
    "method",
    "option",
    "case",
    "level",
    "page",
    "lecture",
    "topic",
    "volume",
    "season",
    "episode",
    "round",
    "stage",
    "approach",
    "way",
    "solution",
    "answer",
    "schritt",
    "kapitel",
    "teil",
    "étape",
    "chapitre",
    "partie",
    "paso",
    "capítulo",
    "parte",
    "шаг",
    "глава",
    "часть",
    "раздел",
    "урок",
    "步骤",
    "章",
    "第",
    "l",
    "release",
    "milestone",
    "sprint",
    "requirement",
    "principle",
    "pattern",
    "type",
    "mistake",
    "reason",
    "tier",
];

/// The forms that a candidate can belong to.
fn forms_of(context: &Context<'_>, candidate: &Candidate) -> Vec<Form> {
    let mut word = String::new();
    let mut class = candidate.class;
    if class == Some(Class::Word) {
        let text = context.parts.text;
        let written = &text[candidate.start as usize..candidate.text.start as usize];
        word = written
            .trim_matches(|c: char| !c.is_alphabetic())
            .to_lowercase();
        if PARTS.contains(&word.as_str()) || word.split(' ').count() > 2 {
            if candidate.opener == Opener::Line {
                return Vec::new();
            }
            class = None;
            word.clear();
        }
    }
    let level = match candidate.opener {
        Opener::Heading if class == Some(Class::Question) => 0,
        Opener::Heading => candidate.level,
        Opener::Item => candidate.level,
        _ => 0,
    };
    let form = Form {
        opener: candidate.opener,
        class,
        level,
        word,
        bullet: candidate.bullet,
        bold: candidate.bold,
    };
    vec![form]
}

/// The line after the last one of a candidate, if those at `members` open the questions.
pub fn end_of(
    context: &Context<'_>,
    form: &Form,
    candidate: &Candidate,
    next: Option<usize>,
) -> usize {
    let lines = context.parts.lines;
    let limit = next.unwrap_or(lines.len());
    let text = context.parts.text;
    if form.opener == Opener::Summary {
        let details = candidate
            .details
            .and_then(|index| context.parts.details.get(index));
        let close = details.and_then(|details| details.close);
        return close
            .map_or(limit, |close| close.line + 1)
            .min(limit.max(candidate.line + 1));
    }
    if form.opener == Opener::Row {
        return candidate.line + 1;
    }
    let mut blank = false;
    for (index, line) in lines
        .iter()
        .enumerate()
        .take(limit)
        .skip(candidate.line + 1)
    {
        match line.kind {
            Kind::Heading {
                level,
                text: inside,
                ..
            } => {
                let level = u32::from(level);
                let ends = match form.opener {
                    Opener::Heading if form.level == 0 => level <= candidate.level,
                    Opener::Heading => level <= form.level,
                    Opener::NumberedHeading => level <= candidate.level && line.indent <= 1,
                    _ => true,
                };
                if ends && !announces_answer(&super::answer::plain(inside.slice(text))) {
                    return index;
                }
            }
            Kind::Blank => blank = true,
            _ => {
                let outside = form.opener == Opener::Item
                    && form.bullet
                    && blank
                    && line.indent <= form.level
                    && !line.visible(text).starts_with('<');
                if outside {
                    return index;
                }
            }
        }
    }
    limit
}

fn evidence(context: &Context<'_>, form: &Form, members: &[usize]) -> Evidence {
    let count = members.len();
    let share = |part: usize| part as f32 / count as f32;
    let candidates = || members.iter().map(|index| &context.candidates[*index]);
    let like = candidates().filter(|candidate| candidate.like > 0).count();
    let asks = candidates().filter(|candidate| candidate.like > 1).count();
    let mut runs = 0;
    let mut last: Option<u32> = None;
    for candidate in candidates() {
        let number = candidate.number.map(|(number, _)| number);
        if let Some(number) = number
            && (number == 1 || last.is_some_and(|last| number > last && number <= last + 3))
        {
            runs += 1;
        }
        last = number.or(last);
    }
    let listed = if context.anchors.is_empty()
        || !matches!(form.opener, Opener::Heading | Opener::NumberedHeading)
    {
        0
    } else {
        candidates()
            .filter(|candidate| context.lists(candidate))
            .count()
    };
    // A sample tells as much as all of them.
    let step = count.div_ceil(48);
    let mut sampled = 0;
    let (mut quiz, mut options, mut folded, mut labelled, mut answered, mut asking) =
        (0, 0, 0, 0, 0, 0);
    for at in (0..count).step_by(step) {
        let candidate = &context.candidates[members[at]];
        let next = members
            .get(at + 1)
            .map(|index| context.candidates[*index].line);
        let end = end_of(context, form, candidate, next);
        let found = context.parts.look(candidate.line + 1, end);
        sampled += 1;
        quiz += usize::from(found.has_right());
        options += usize::from(!found.options.is_empty());
        folded += usize::from(found.folded.is_some());
        asking += usize::from(found.asks);
        labelled += usize::from(found.label.is_some());
        answered += usize::from(found.words > 0 || found.code || found.has_right());
    }
    let of = |part: usize| part as f32 / sampled.max(1) as f32;
    let lines = context
        .parts
        .lines
        .iter()
        .filter(|line| !line.is_blank())
        .count();
    Evidence {
        count,
        like: share(like),
        asks: share(asks),
        runs: share(runs),
        listed: share(listed),
        quiz: of(quiz),
        options: of(options),
        folded: of(folded),
        labelled: of(labelled),
        asking: of(asking),
        answered: of(answered),
        lines: count as f32 / lines.max(1) as f32,
        lines_of: context.candidates[members[0]].line..context.candidates[members[count - 1]].line,
    }
}

impl Context<'_> {
    /// Whether the contents list a heading.
    pub fn lists(&self, candidate: &Candidate) -> bool {
        let line = &self.parts.lines[candidate.line];
        let Kind::Heading { text, .. } = line.kind else {
            return false;
        };
        let anchor = crate::syntax::markdown::slug::heading_anchor(&super::answer::plain(
            text.slice(self.parts.text),
        ));
        self.anchors.contains(anchor.as_str())
    }
}

/// How strongly the evidence speaks for a form; `None` if it is not clear.
fn strength(
    context: &Context<'_>,
    form: &Form,
    evidence: &Evidence,
    members: &[usize],
) -> Option<f32> {
    let &Evidence {
        count,
        like,
        asks,
        runs,
        listed,
        quiz,
        options,
        folded,
        labelled,
        asking,
        answered,
        lines,
        ..
    } = evidence;
    let bank = context.names_bank;
    let numbered = form.class.is_some() && runs >= 0.7;
    let question_marker = form.class == Some(Class::Question);
    let is_heading = matches!(form.opener, Opener::Heading | Opener::NumberedHeading);
    let enough = |bare: usize, with_bank: usize| count >= if bank { with_bank } else { bare };
    // Sections of another document.
    let others = members
        .iter()
        .filter(|index| {
            is_of_other_documents(context.candidates[**index].text.slice(context.parts.text))
        })
        .count();
    if is_heading && form.class.is_none() && others * 4 > count {
        return None;
    }
    let proven = quiz >= 0.5 || folded >= 0.6 || labelled >= 0.5;
    if !bank && !proven && context.other_sections >= 2 {
        return None;
    }
    let accepted = match form.opener {
        _ if quiz >= 0.5 && enough(2, 1) => true,
        _ if options >= 0.7 && enough(3, 2) && (bank || like >= 0.3) => true,
        Opener::Summary => enough(4, 2) && (like >= 0.5 || bank && like >= 0.2 || question_marker),
        Opener::NumberedHeading => {
            enough(4, 3) && (asks >= 0.25 || bank && like >= 0.1 || listed >= 0.6)
        }
        Opener::Heading => {
            let by_fold = folded >= 0.6 && enough(3, 2) && (like >= 0.3 || numbered || bank);
            let by_label =
                labelled >= 0.5 && enough(3, 2) && (asks >= 0.5 || numbered || bank && like >= 0.3);
            let by_contents = listed >= 0.6
                && enough(5, 4)
                && (asks >= 0.6 || numbered && asks >= 0.3 || bank && asks >= 0.3);
            let by_marker = question_marker && enough(3, 2) && (like >= 0.2 || bank);
            let by_word = form.class == Some(Class::Word)
                && numbered
                && enough(5, 3)
                && (bank || asks >= 0.6);
            let by_numbers = form.class == Some(Class::Number)
                && numbered
                && (enough(5, 3) && asks >= 0.6
                    || bank && count >= 4 && like >= 0.4
                    || bank && count >= 8 && like >= 0.15);
            let by_asking = asks >= 0.7 && enough(6, 3)
                || bank && asks >= 0.5 && count >= 4
                || bank && like >= 0.6 && count >= 8;
            by_fold
                || by_label
                || by_contents
                || by_marker
                || by_word
                || by_numbers
                || by_asking
                || bank && asking >= 0.6 && count >= 8
        }
        Opener::Bold => {
            let marked = form.class.is_some() && (numbered || question_marker);
            (marked && enough(4, 3) && (asks >= 0.4 || bank && answered >= 0.4))
                || (asks >= 0.75 && enough(6, 3))
        }
        Opener::Line => {
            let marked =
                question_marker && enough(3, 2) && (like >= 0.4 || labelled >= 0.5 || bank);
            marked
                || form.class == Some(Class::Word) && numbered && bank && count >= 3 && like >= 0.5
        }
        Opener::Item => {
            let numbers = !form.bullet && runs >= 0.6;
            let mass = lines >= 0.25 || bank && count >= 12 || bank && lines >= 0.1;
            let texts = asks >= 0.75 && enough(10, 5)
                || bank && asks >= 0.5 && count >= 8
                || numbers && asks >= 0.6 && enough(8, 5);
            let by_label = labelled >= 0.5 && asks >= 0.5 && enough(4, 3);
            let by_fold = folded >= 0.6 && enough(3, 2) && (asks >= 0.3 || bank);
            let by_prose =
                numbers && answered >= 0.6 && asks >= 0.7 && enough(6, 4) && form.level < 4;
            by_label || by_fold || by_prose || texts && mass
        }
        Opener::Row => asks >= 0.7 && enough(8, 5) && bank,
    };
    if !accepted {
        return None;
    }
    let weight = match form.opener {
        Opener::NumberedHeading => 1.5,
        Opener::Heading => 1.2,
        Opener::Summary => 1.2,
        Opener::Bold | Opener::Line => 1.0,
        Opener::Item => 0.6,
        Opener::Row => 0.4,
    };
    let proof = 1.0
        + quiz * 4.0
        + folded
        + labelled
        + listed
        + asks
        + if numbered || question_marker {
            1.0
        } else {
            0.0
        };
    Some(weight * proof * (count as f32).sqrt())
}

/// Whether a title, a path or a heading names a bank.
pub fn context_names_bank(texts: &[&str]) -> bool {
    texts.iter().any(|text| names_a_bank(text))
}
