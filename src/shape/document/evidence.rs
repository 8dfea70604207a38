//! What speaks for a form: how many candidates it has, how regular they are, and how they are answered.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::candidates::{Candidate, Opener};
use super::context::Context;
use super::form::{Form, end_of, form_of};
use super::found::{Found, Style};
use super::marker::Class;

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
    /// The share with options and a key, or with boxes of which exactly one is ticked.
    pub keyed: f32,
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
    /// The share of the document's lines that they are, in tenths.
    pub lines: f32,
    /// The share of the document's lines from the first of them to the end of the last, in tenths.
    pub extent: f32,
    /// The most frequent level of headings or indent of items.
    pub depth: u32,
    /// From the line of the first to that of the last.
    pub lines_of: std::ops::Range<usize>,
}

impl Evidence {
    /// The shares that follow from what is below the candidates, in the order of [`seen`].
    fn below(&mut self) -> [&mut f32; 7] {
        [
            &mut self.quiz,
            &mut self.keyed,
            &mut self.options,
            &mut self.folded,
            &mut self.asking,
            &mut self.labelled,
            &mut self.answered,
        ]
    }
}

/// Candidates of one form: which they are, and what speaks for them.
pub type Group = (Form, Evidence, Vec<usize>);

/// What a glance found below candidates, by the first line and the line after the last. Those that are chosen need it again.
pub type Looks = HashMap<(usize, usize), Found>;

/// The candidates by form, where they are enough to tell anything, and what was read below some of them.
pub fn groups(context: &Context<'_>) -> (Vec<Group>, Looks) {
    let enough = |form: &Form, members: &[usize]| {
        let like = members
            .iter()
            .filter(|index| context.candidates[**index].like > 0)
            .count();
        match form.opener {
            Opener::Heading => true,
            // One that is marked as a question can be the only one of its form.
            Opener::Bold | Opener::Line if form.class == Some(Class::Question) => true,
            // Most lists are in answers.
            Opener::Item => members.len() > 1 && like * 7 >= members.len(),
            _ => members.len() > 1,
        }
    };
    let mut groups = by_form(context);
    groups.retain(|(form, members)| enough(form, members));
    with_evidence(context, groups)
}

/// All candidates by form, however few they are; in the order of the forms.
pub fn all_groups(context: &Context<'_>) -> Vec<Group> {
    let (groups, _) = with_evidence(context, by_form(context));
    groups
}

/// How many forms are judged, those with the most candidates. The documents that people write have fewer.
const FORMS: usize = 128;

/// The candidates of each form, in the order of the forms.
fn by_form(context: &Context<'_>) -> Vec<(Form, Vec<usize>)> {
    let mut groups: BTreeMap<Form, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in context.candidates.iter().enumerate() {
        if let Some(form) = form_of(context, candidate) {
            groups.entry(form).or_default().push(index);
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    if groups.len() > FORMS {
        groups.sort_by_key(|(_, members)| Reverse(members.len()));
        groups.truncate(FORMS);
        groups.sort_by(|a, b| a.0.cmp(&b.0));
    }
    groups
}

fn with_evidence(context: &Context<'_>, groups: Vec<(Form, Vec<usize>)>) -> (Vec<Group>, Looks) {
    let mut looks = Looks::new();
    let groups = groups.into_iter().map(|(form, members)| {
        let evidence = evidence(context, &form, &members, &mut looks);
        (form, evidence, members)
    });
    (groups.collect(), looks)
}

/// How many candidates of a form are looked at.
pub(super) const SAMPLE: usize = 24;

/// How many lines of each.
pub(super) const LOOKED_AT: usize = 60;

fn evidence(context: &Context<'_>, form: &Form, members: &[usize], looks: &mut Looks) -> Evidence {
    let count = members.len();
    let share = |part: usize| part as f32 / count as f32;
    let candidates = || members.iter().map(|index| &context.candidates[*index]);
    // A sample tells as much as all of them.
    let step = count.div_ceil(SAMPLE);
    let may_be_listed = !context.anchors.is_empty()
        && matches!(form.opener, Opener::Heading | Opener::NumberedHeading);
    let sample = candidates().step_by(step);
    let listed = if may_be_listed {
        sample
            .clone()
            .filter(|candidate| context.lists(candidate))
            .count()
    } else {
        0
    };
    let first = context.candidates[members[0]].line;
    let last = &context.candidates[members[count - 1]];
    // A summary of several lines can be after what it holds.
    let extent = end_of(context, form, last, None).saturating_sub(first);
    let mut depths = [0; 8];
    for candidate in candidates() {
        if let Some(count) = depths.get_mut(candidate.level as usize) {
            *count += 1;
        }
    }
    let depth = (0..8).max_by_key(|depth| depths[*depth]);
    let mut evidence = Evidence {
        count,
        like: share(candidates().filter(|candidate| candidate.like > 0).count()),
        asks: share(candidates().filter(|candidate| candidate.like > 1).count()),
        runs: share(running(candidates())),
        listed: listed as f32 / sample.len() as f32,
        lines: in_tenths(count, context.filled),
        extent: in_tenths(extent, context.parts.lines.len()),
        depth: depth.unwrap_or(0) as u32,
        lines_of: first..last.line,
        ..Evidence::default()
    };
    look_at(context, form, members, &mut evidence, looks);
    evidence
}

/// A share, rounded down to tenths: a few lines more or less change none.
pub(super) fn in_tenths(part: usize, whole: usize) -> f32 {
    (part * 10 / whole.max(1)) as f32 / 10.0
}

/// How many numbers follow that of the candidate before.
fn running<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> usize {
    let mut last: Option<u32> = None;
    let mut runs = 0;
    for (number, _) in candidates.filter_map(|candidate| candidate.number) {
        let follows = last.is_some_and(|last| number > last && number <= last + 3);
        runs += usize::from(number == 1 || follows);
        last = Some(number);
    }
    runs
}

/// The line after those below a candidate that are looked at.
pub(super) fn looked_at(
    context: &Context<'_>,
    form: &Form,
    candidate: &Candidate,
    next: Option<usize>,
) -> usize {
    let limit = candidate.line + 1 + LOOKED_AT;
    let next = next.unwrap_or(context.parts.lines.len()).min(limit);
    end_of(context, form, candidate, Some(next))
}

/// What counts of the lines below a candidate: that they are a quiz, have a key, options, a folded answer, a question, a
/// label, any answer.
pub(super) fn seen(found: &Found) -> [bool; 7] {
    let is_quiz = found.has_right() && found.right.len() < found.options.len();
    [
        is_quiz,
        is_quiz && (found.style != Some(Style::Box) || found.right.len() == 1),
        !found.options.is_empty(),
        found.folded.is_some(),
        found.asks && !found.only_links,
        found.label.is_some(),
        found.words > 0 || found.code || found.has_right(),
    ]
}

/// Fills in how a sample of the candidates is answered.
fn look_at(
    context: &Context<'_>,
    form: &Form,
    members: &[usize],
    evidence: &mut Evidence,
    looks: &mut Looks,
) {
    let step = members.len().div_ceil(SAMPLE);
    let one = 1.0 / members.len().div_ceil(step) as f32;
    for at in (0..members.len()).step_by(step) {
        let candidate = &context.candidates[members[at]];
        let next = members
            .get(at + 1)
            .map(|index| context.candidates[*index].line);
        let end = looked_at(context, form, candidate, next);
        let found = context.parts.glance(candidate.line + 1, end);
        for (share, holds) in evidence.below().into_iter().zip(seen(&found)) {
            *share += if holds { one } else { 0.0 };
        }
        looks.insert((candidate.line + 1, end), found);
    }
    // Sums of shares can be a little less than the whole.
    let shares = evidence.below().into_iter();
    shares.for_each(|share| *share = (*share * 1e4).round() / 1e4);
}
