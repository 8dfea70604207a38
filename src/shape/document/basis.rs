//! What the choice of a document's questions rests on, kept to see whether it stays as it is after an edit within one of
//! them.

use std::collections::HashSet;
use std::sync::Arc;

use memchr::memmem;
use xxhash_rust::xxh3::xxh3_64;

use super::candidates::{Candidate, Opener};
use super::context::Context;
use super::evidence::{self, Evidence, Group, LOOKED_AT, SAMPLE, in_tenths, seen};
use super::form::{Form, end_of};
use super::majority::Majority;
use crate::text::line_start;

/// What the choice of the questions rests on. Offsets count from the start of the file.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The form of each question, as an index of `forms`.
    pub form_of: Arc<[u16]>,
    /// The forms that open questions, with what speaks for each.
    pub forms: Arc<[(Form, Evidence)]>,
    /// All candidates, counted by form.
    pub counted: Vec<Counted>,
    /// The candidates of which was looked at what is below.
    pub samples: Vec<Sample>,
    /// How many lines show anything.
    pub filled: usize,
    /// How many lines there are.
    pub lines: usize,
    /// What the questions have below.
    pub majority: Majority,
    /// The hashes of the texts of headings.
    pub headings: Texts,
    /// The hashes of the texts of list items.
    pub items: Texts,
}

/// The candidates of a form.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The form.
    pub form: Form,
    /// How many there are.
    pub count: usize,
    /// Where the lines of the first and the last start.
    pub ends: (u32, u32),
    /// Where the last one ends.
    pub to: u32,
    /// How many lines are from the first to that end.
    pub extent: usize,
}

/// A candidate of which was looked at what is below.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The index of its form in `counted`.
    pub of: usize,
    /// Where its line starts.
    pub start: u32,
    /// Where the line of the next candidate of the form starts.
    pub next: Option<u32>,
    /// The end of the lines that can be looked at.
    pub to: u32,
    /// What counts of the lines below.
    pub seen: [bool; 7],
    /// Whether the contents list it.
    pub listed: bool,
}

/// Hashes of texts, with those that edits added.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    read: Arc<HashSet<u64>>,
    added: Vec<u64>,
}

/// With more edited texts than this, a document is read whole.
const MOST: usize = 256;

impl Texts {
    fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        Self {
            read: Arc::new(texts.map(hash).collect()),
            added: Vec::new(),
        }
    }

    /// Whether a text is certainly not among them.
    pub fn lack(&self, text: &str) -> bool {
        let hash = hash(text);
        !self.read.contains(&hash) && !self.added.contains(&hash)
    }

    /// Adds a text; `None` if there are too many.
    pub fn add(&mut self, text: &str) -> Option<()> {
        if self.lack(text) {
            self.added.push(hash(text));
        }
        (self.added.len() <= MOST).then_some(())
    }
}

fn hash(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

impl Basis {
    /// The basis of these questions, which the candidates `chosen` open, each with its form. `None` if links far away may
    /// depend on each line.
    pub fn of(
        context: &Context<'_>,
        groups: &[Group],
        forms: &[(Form, Evidence)],
        chosen: &[(&Form, usize)],
        majority: Majority,
    ) -> Option<Self> {
        if may_define(context.parts.text) {
            return None;
        }
        let place = |(form, _): &(&Form, usize)| {
            let place = forms.iter().position(|(known, _)| known == *form)?;
            u16::try_from(place).ok()
        };
        let form_of: Option<Arc<[u16]>> = chosen.iter().map(place).collect();
        let text = context.parts.text;
        let of_opener = |is_of: fn(Opener) -> bool| {
            let all = context.candidates.iter();
            let of_it = all.filter(move |candidate| is_of(candidate.opener));
            of_it.map(move |candidate| candidate.text.slice(text))
        };
        let is_heading = |opener| matches!(opener, Opener::Heading | Opener::NumberedHeading);
        let groups = || groups.iter().enumerate();
        Some(Self {
            form_of: form_of?,
            forms: forms.into(),
            counted: groups().map(|(_, group)| counted(context, group)).collect(),
            samples: groups()
                .flat_map(|(of, group)| samples(context, of, group))
                .collect(),
            filled: context.filled,
            lines: context.parts.lines.len(),
            majority,
            headings: Texts::of(of_opener(is_heading)),
            items: Texts::of(of_opener(|opener| opener == Opener::Item)),
        })
    }

    /// Whether the shares of all forms in the lines are those of `other`.
    pub fn has_shares_of(&self, other: &Self) -> bool {
        let shares = |basis: &Self| {
            let (filled, lines) = (basis.filled, basis.lines);
            let counted = basis.counted.iter();
            let shares = counted.map(|counted| {
                let of_lines = in_tenths(counted.count, filled);
                (of_lines, in_tenths(counted.extent, lines))
            });
            shares.collect::<Vec<_>>()
        };
        shares(self) == shares(other)
    }
}

/// Whether the text may have a link definition or a footnote: a line that starts with a label, or ends one.
fn may_define(text: &str) -> bool {
    let mut labels = memmem::find_iter(text.as_bytes(), b"]:");
    labels.any(|at| {
        let line = &text[line_start(text, at as u32) as usize..at];
        let is_prefix = |c: char| c.is_ascii_digit() || " \t>-*+.)".contains(c);
        let start = line.trim_start_matches(is_prefix);
        start.starts_with('[') || !line.contains('[')
    })
}

fn counted(context: &Context<'_>, (form, evidence, members): &Group) -> Counted {
    let candidate = |index: &usize| &context.candidates[*index];
    let lines = context.parts.lines;
    let ends = members.first().zip(members.last());
    let ends = ends.map(|(first, last)| (candidate(first), candidate(last)));
    let (first, last) = ends.map_or((0, 0), |(first, last)| (first.line, last.line));
    let end = ends.map_or(0, |(_, last)| end_of(context, form, last, None));
    let start = |line: usize| start_of(context, line);
    Counted {
        form: form.clone(),
        count: evidence.count,
        ends: (start(first), start(last)),
        to: lines
            .get(end)
            .map_or(context.parts.text.len() as u32, |line| line.span.start),
        extent: end.saturating_sub(first),
    }
}

fn samples<'c>(
    context: &'c Context<'_>,
    of: usize,
    (form, _, members): &'c Group,
) -> impl Iterator<Item = Sample> + 'c {
    let step = members.len().div_ceil(SAMPLE).max(1);
    (0..members.len()).step_by(step).map(move |at| {
        let candidate = &context.candidates[members[at]];
        let next = members
            .get(at + 1)
            .map(|index| context.candidates[*index].line);
        let to = candidate.line + 1 + LOOKED_AT;
        Sample {
            of,
            start: start_of(context, candidate.line),
            next: next.map(|next| start_of(context, next)),
            to: start_of(context, next.unwrap_or(to).min(to)),
            seen: seen_below(context, form, candidate, next),
            listed: context.lists(candidate),
        }
    })
}

/// What counts of the lines below a candidate, before the line `next`.
pub fn seen_below(
    context: &Context<'_>,
    form: &Form,
    candidate: &Candidate,
    next: Option<usize>,
) -> [bool; 7] {
    let end = evidence::looked_at(context, form, candidate, next);
    seen(&context.parts.glance(candidate.line + 1, end))
}

/// Where a line starts; the end of the text for the line after the last.
fn start_of(context: &Context<'_>, line: usize) -> u32 {
    let line = context.parts.lines.get(line);
    line.map_or(context.parts.text.len() as u32, |line| line.span.start)
}
