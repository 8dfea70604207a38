//! Moves questions to another group: their lines, their answer files, and the links to and from these.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::question::FirstPlace;
use super::rebase_links::RebaseLinks;
use super::update_references::{Moves, update_references};
use super::verify::same_questions;
use super::{Edit, Planned, Refusal, Sources, is_current, line_break, needed, new_group};
use crate::bank::{AnswerTarget, Bank, BankPath, Target};
use crate::facts::group::Group;
use crate::facts::question::{Answer, Question};
use crate::facts::questions::Placed;
use crate::shape;
use crate::shape::group::question;
use crate::syntax::markdown::body;
use crate::syntax::yaml::edit::indent::reindent;
use crate::syntax::yaml::repeated_key;
use crate::text::{self, Lines, Span, TextEdit};

/// Questions to move.
pub struct MoveQuestions<'d> {
    /// The bank.
    pub bank: &'d Bank,
    /// The texts of its files.
    pub sources: Sources<'d>,
    /// The group that they are in.
    pub path: &'d BankPath,
    /// Its text.
    pub text: &'d str,
    /// Its facts.
    pub group: &'d Group,
    /// The indices of the questions to move.
    pub places: Range<usize>,
}

/// The group that questions move to.
pub enum TargetGroup<'p> {
    /// To the end of the questions of this group.
    Existing(&'p BankPath),
    /// Into a group that does not exist yet.
    New {
        /// Its file.
        path: &'p BankPath,
        /// Its title.
        title: &'p str,
    },
}

impl TargetGroup<'_> {
    fn path(&self) -> &BankPath {
        match self {
            Self::Existing(path) | Self::New { path, .. } => path,
        }
    }
}

impl MoveQuestions<'_> {
    /// The change that moves them.
    ///
    /// If the target group is in another folder, the answer files move along, and links in and to them are updated.
    ///
    /// # Errors
    /// When something would be lost or a link would change its target: an answer file that others use or whose new path
    /// is taken, a question that cannot be read, lists that are not written line by line.
    pub fn to(&self, place: &TargetGroup<'_>) -> Planned {
        self.leavable()?;
        let target = place.path();
        let files = self.answers_to_move(target)?;
        let moves = Moves::new(files.clone());
        let segments = self.segments(target, &moves)?;
        let mut edit = self.followed(&moves)?;
        edit.moves = files;
        let gone = self.own_span();
        edit.add(
            self.path,
            [TextEdit {
                span: gone,
                text: String::new(),
            }],
        );
        match place {
            TargetGroup::Existing(path) => self.arrive(&mut edit, path, &segments)?,
            TargetGroup::New { path, title } => {
                let items: Vec<String> = (segments.iter())
                    .map(|segment| self.rewritten(segment, new_group::COLUMN, "\n"))
                    .collect();
                let text = new_group::group_text(self.bank, title, &items.concat());
                expect(
                    &text,
                    &[],
                    segments.iter().map(|segment| question::read(segment)),
                )?;
                edit.creates.insert((*path).clone(), text);
                edit.shows = Some((*path).clone());
            }
        }
        Ok(edit)
    }

    /// Whether they can move there, judged without reading any text: cheap enough for a menu.
    ///
    /// # Errors
    /// When they cannot.
    pub fn check(&self, place: &TargetGroup<'_>) -> Result<(), Refusal> {
        self.leavable()?;
        self.answers_to_move(place.path())?;
        let TargetGroup::Existing(path) = place else {
            return Ok(());
        };
        let group = self.bank.group(path.as_str());
        let takes = |group: &Group| {
            is_closed(group) && (group.block().is_some() || group.questions.is_empty())
        };
        match group.is_some_and(takes) {
            true => Ok(()),
            false => Err(by_line(path)),
        }
    }

    /// Whether they can be moved out of their group at all.
    ///
    /// # Errors
    /// When they share lines with something else, or are all questions of the group.
    pub fn leavable(&self) -> Result<(), Refusal> {
        if self.group.block().is_none() || !is_closed(self.group) {
            return Err(by_line(self.path));
        }
        if self.places.len() >= self.group.questions.len() {
            return Err(Refusal::new(
                "these are all questions of the group; move its file instead",
            ));
        }
        let line = |at: u32| Lines::new(self.text).line_of(at) + 1;
        for placed in self.leaving() {
            if !placed.question.is_whole() {
                let at = placed.start + placed.question.marker.start;
                return Err(Refusal::new(format!(
                    "the question in line {} is not valid YAML; fix it first",
                    line(at)
                )));
            }
            if let Some(key) = repeated_key(&placed.question.node()) {
                return Err(Refusal::new(format!(
                    "`{}` in line {} is a duplicate key; keep one of the two first",
                    key.text,
                    line(placed.start + key.span.start)
                )));
            }
        }
        Ok(())
    }

    fn leaving(&self) -> impl Iterator<Item = Placed<'_>> {
        self.group.questions.range(self.places.clone())
    }

    /// The span of all their lines.
    fn own_span(&self) -> Span {
        let spans = self.leaving().map(|placed| placed.span());
        spans.reduce(Span::cover).unwrap_or_default()
    }

    /// The answer files that have to move, with their new paths.
    fn answers_to_move(&self, target: &BankPath) -> Result<BTreeMap<BankPath, BankPath>, Refusal> {
        let mut moves = BTreeMap::new();
        if target.folder() == self.path.folder() {
            return Ok(moves);
        }
        for placed in self.leaving() {
            let Some(name) = placed.question.answer_file() else {
                continue;
            };
            let there = self.bank.answer_path(target, name.text);
            let there = there.ok_or_else(|| leads_out(name.text))?;
            let taken =
                self.bank.file(there.as_str()).is_some() || self.bank.other_case(&there).is_some();
            let taken = || match taken {
                true => Err(Refusal::new(format!("`{there}` already exists"))),
                false => Ok(()),
            };
            match self.bank.answer_target(self.path, name.text) {
                AnswerTarget::Found(file) => {
                    taken()?;
                    if self.bank.is_cited(&there) || self.bank.may_be_referenced(&there) {
                        return Err(Refusal::new(format!(
                            "`{there}` does not exist, but something already refers to it"
                        )));
                    }
                    self.nobody_else_needs(&file.path)?;
                    moves.insert(file.path.clone(), there);
                }
                AnswerTarget::Missing(_) => taken()?,
                AnswerTarget::OtherCase(file) => {
                    return Err(Refusal::new(format!(
                        "`{}` differs in case from the file `{}`; fix that first",
                        name.text,
                        file.name()
                    )));
                }
                AnswerTarget::Outside(_) => return Err(leads_out(name.text)),
            }
        }
        Ok(moves)
    }

    fn nobody_else_needs(&self, answer: &BankPath) -> Result<(), Refusal> {
        let leaves = |group: &BankPath, index| group == self.path && self.places.contains(&index);
        let mut cited = self.bank.citations(answer).into_iter();
        if cited.any(|by| !leaves(&by.group, by.index)) {
            return Err(Refusal::new(format!(
                "`{}` is also the answer of a question that is not moved",
                answer.name()
            )));
        }
        let ends = |user: &BankPath| {
            let group = self.bank.group(user.as_str());
            let ending = group.and_then(|group| group.head.map.string("ending"));
            ending.is_some_and(|name| {
                self.bank.answer_path(user, &name.text).as_ref() == Some(answer)
            })
        };
        let mut users = self.bank.users(&Target::File(answer.clone()));
        match users.find(ends) {
            Some(user) => Err(Refusal::new(format!(
                "`{}` is the `ending` of `{user}`",
                answer.name()
            ))),
            None => needed::by_nothing_unread(self.bank, self.sources, answer),
        }
    }

    /// The lines of each question, with links rewritten to keep their targets in the group `target`.
    fn segments(&self, target: &BankPath, moves: &Moves) -> Result<Vec<String>, Refusal> {
        let rebase = RebaseLinks {
            from: self.path,
            to: target,
            moved: &|path| moves.of(path),
            in_value: true,
        };
        let segments = self.leaving().map(|placed| {
            let segment = placed.span().slice(self.text);
            let links = placed.question.inline().into_iter();
            let links = links.flat_map(body::Body::links).map(|link| (0, link));
            let edits = rebase.edits(segment, links)?;
            if edits.is_empty() {
                self.has_no_hidden_link(placed.question, &rebase)?;
            }
            text::apply(segment, &edits).map_err(|overlap| Refusal::new(overlap.to_string()))
        });
        segments.collect()
    }

    /// Refuses when the answer has links that need an update but cannot be found in the text: in a folded block, or
    /// written with escapes.
    fn has_no_hidden_link(
        &self,
        question: &Question,
        rebase: &RebaseLinks<'_>,
    ) -> Result<(), Refusal> {
        let Some(Answer::Inline(answer)) = question.answer() else {
            return Ok(());
        };
        if question.inline().is_some() {
            return Ok(());
        }
        let body = body::read(answer.text);
        let links = body.links().map(|link| (0, link));
        match rebase.edits(answer.text, links) {
            Ok(edits) if edits.is_empty() => Ok(()),
            _ => Err(Refusal::new(
                "an answer has links to update, but is not written as a block `|`",
            )),
        }
    }

    /// The edits that keep links to and from the answer files valid, without those in the lines that move.
    fn followed(&self, moves: &Moves) -> Result<Edit, Refusal> {
        let own = self.own_span();
        let inside = |path: &BankPath, span: Span| {
            path == self.path && own.start <= span.start && span.end <= own.end
        };
        let followed = update_references(self.bank, self.sources, moves);
        let left = followed
            .unresolved
            .iter()
            .find(|(path, span)| !inside(path, *span));
        if let Some((path, _)) = left {
            return Err(Refusal::new(format!(
                "`{path}` refers to an answer in a form that qmark cannot change"
            )));
        }
        let mut edit = followed.edit;
        let files: BTreeSet<BankPath> = edit.texts.keys().cloned().collect();
        for path in files {
            let current =
                (self.sources)(&path).is_some_and(|text| is_current(self.bank, &path, &text));
            if !current {
                return Err(Refusal::new(format!(
                    "`{path}` has just changed; try again"
                )));
            }
        }
        if let Some(edits) = edit.texts.get_mut(self.path) {
            edits.retain(|one| !inside(self.path, one.span));
        }
        edit.texts.retain(|_, edits| !edits.is_empty());
        Ok(edit)
    }

    /// Writes the questions after the last one of the group at `path`.
    fn arrive(&self, edit: &mut Edit, path: &BankPath, segments: &[String]) -> Result<(), Refusal> {
        let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
        let text = (self.sources)(path).ok_or_else(unreadable)?;
        let group = self.bank.group(path.as_str()).ok_or_else(unreadable)?;
        if !is_current(self.bank, path, &text) {
            return Err(Refusal::new(format!(
                "`{path}` has just changed; try again"
            )));
        }
        let written = self
            .written(&text, group, segments)
            .ok_or_else(|| by_line(path))??;
        let after = text::apply(&text, std::slice::from_ref(&written))
            .map_err(|overlap| Refusal::new(overlap.to_string()))?;
        let before: Vec<&Question> = (group.questions.iter())
            .map(|placed| &**placed.question)
            .collect();
        expect(
            &after,
            &before,
            segments.iter().map(|segment| question::read(segment)),
        )?;
        edit.add(path, [written]);
        Ok(())
    }

    /// The edit of the group's `text` that writes the questions after its last one; `None` if its questions are not
    /// written line by line.
    fn written(
        &self,
        text: &str,
        group: &Group,
        segments: &[String],
    ) -> Option<Result<TextEdit, Refusal>> {
        if !is_closed(group) {
            return None;
        }
        let line_break = line_break(text);
        let items = |column| -> String {
            let items = segments.iter();
            items
                .map(|segment| self.rewritten(segment, column, line_break))
                .collect()
        };
        match (group.block(), group.questions.is_empty()) {
            (Some(list), is_empty) => {
                let column = if is_empty {
                    new_group::COLUMN
                } else {
                    group.column()
                };
                Some(Ok(TextEdit {
                    span: Span::at(list.end),
                    text: items(column),
                }))
            }
            // `questions: []`
            (None, true) => Some(FirstPlace::of(text, group).map(|place| {
                let items = items(place.column);
                let items = items.strip_suffix(line_break).unwrap_or(&items);
                place.filled(&format!("{line_break}{items}"))
            })),
            (None, false) => None,
        }
    }

    fn rewritten(&self, segment: &str, column: u32, line_break: &str) -> String {
        reindent(segment, self.group.column(), column, line_break)
    }
}

fn is_closed(group: &Group) -> bool {
    group.split.front.is_some_and(|front| front.close.is_some())
}

fn by_line(path: &BankPath) -> Refusal {
    Refusal::new(format!(
        "the questions of `{path}` do not each start with a hyphen on a line of its own"
    ))
}

fn leads_out(name: &str) -> Refusal {
    Refusal::new(format!(
        "the answer `{name}` is not in the answers' folder; fix that first"
    ))
}

/// Checks that a group's text has its old questions followed by the new ones, all unchanged.
fn expect(
    text: &str,
    before: &[&Question],
    coming: impl Iterator<Item = Question>,
) -> Result<(), Refusal> {
    let changed = || Refusal::new("a question would change its meaning in the other group");
    let facts = shape::read(text, None);
    let group = facts.as_group().ok_or_else(changed)?;
    let coming: Vec<Question> = coming.collect();
    let now = group.questions.iter().map(|placed| &**placed.question);
    let expected = before.iter().copied().chain(&coming);
    let whole = coming.iter().all(Question::is_whole);
    match whole && same_questions(now, expected) {
        true => Ok(()),
        false => Err(changed()),
    }
}
