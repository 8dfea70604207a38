//! Moves questions to another group: their lines, their answer files, and the links to and from these.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::rebase_links::RebaseLinks;
use super::update_references::{Moves, update_references};
use super::verify::same_questions;
use super::{Edit, Planned, Sources, is_current, needed, new_group, title_count};
use crate::bank::{AnswerTarget, Bank, BankPath};
use crate::facts::group::Group;
use crate::facts::question::{Answer, Question};
use crate::facts::questions::Placed;
use crate::platform::difference;
use crate::shape::write::{FirstQuestions, Taken, TargetList};
use crate::syntax::markdown::body;
use crate::text::{self, Refusal, Span, TextEdit};

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
        let gone = self.leavable()?;
        let target = place.path();
        let files = self.answers_to_move(target)?;
        let moves = Moves::new(files.clone());
        let taken = Taken {
            from: self.group,
            texts: self.texts(target, &moves)?,
        };
        let mut edit = self.followed(&moves, gone)?;
        edit.moves = files;
        edit.add(
            self.path,
            [TextEdit {
                span: gone,
                text: String::new(),
            }],
        );
        let left = self.group.questions.len() - self.places.len();
        edit.add(self.path, title_count::edits(self.text, self.group, left));
        match place {
            TargetGroup::Existing(path) => self.arrive(&mut edit, path, &taken)?,
            TargetGroup::New { path, title } => {
                let questions = FirstQuestions::Taken(&taken);
                let text = new_group::group_text(self.bank, title, &questions)?;
                expect(self.bank, target, &text, &[], &taken.read()?)?;
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
        match self.bank.group(path.as_str()) {
            Some(group) => check_movable(group, path),
            None => Err(Refusal::new(format!("`{path}` is not a group"))),
        }
    }

    /// The stretch that the questions leave, if they can be moved out of their group at all.
    ///
    /// # Errors
    /// When they share lines with something else, or are all questions of the group.
    pub fn leavable(&self) -> Result<Span, Refusal> {
        check_movable(self.group, self.path)?;
        if self.places.len() >= self.group.questions.len() {
            return Err(Refusal::new(
                "these are all questions of the group; move its file instead",
            ));
        }
        let list = TargetList {
            text: self.text,
            group: self.group,
        };
        list.take(self.places.clone())
    }

    fn leaving(&self) -> impl Iterator<Item = Placed<'_>> {
        self.group.questions.range(self.places.clone())
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
                        "`{}` differs {} from the file `{}`; fix that first",
                        name.text,
                        difference(name.text, file.name()),
                        file.name()
                    )));
                }
                AnswerTarget::Outside(_) => return Err(leads_out(name.text)),
            }
        }
        Ok(moves)
    }

    fn nobody_else_needs(&self, answer: &BankPath) -> Result<(), Refusal> {
        needed::by_no_other(self.bank, self.sources, answer, |by| {
            by.group == *self.path && self.places.contains(&by.index)
        })
    }

    /// The text of each question, with links rewritten to keep their targets in the group `target`.
    fn texts(&self, target: &BankPath, moves: &Moves) -> Result<Vec<String>, Refusal> {
        let rebase = RebaseLinks {
            from: self.path,
            to: target,
            moved: &|path| moves.of(path),
            in_value: true,
        };
        let texts = self.leaving().map(|placed| {
            let written = placed.span().slice(self.text);
            let links = placed.question.inline().into_iter();
            let links = links.flat_map(body::Body::links).map(|link| (0, link));
            let edits = rebase.edits(written, links)?;
            if edits.is_empty() {
                self.has_no_hidden_link(placed.question, &rebase)?;
            }
            text::apply(written, &edits).map_err(|overlap| Refusal::new(overlap.to_string()))
        });
        texts.collect()
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

    /// The edits that keep links to and from the answer files valid, without those in the stretch that goes.
    fn followed(&self, moves: &Moves, gone: Span) -> Result<Edit, Refusal> {
        let inside = |path: &BankPath, span: Span| {
            path == self.path && gone.start <= span.start && span.end <= gone.end
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
    fn arrive(&self, edit: &mut Edit, path: &BankPath, taken: &Taken<'_>) -> Result<(), Refusal> {
        let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
        let text = (self.sources)(path).ok_or_else(unreadable)?;
        let group = self.bank.group(path.as_str()).ok_or_else(unreadable)?;
        if !is_current(self.bank, path, &text) {
            return Err(Refusal::new(format!(
                "`{path}` has just changed; try again"
            )));
        }
        check_movable(group, path)?;
        let list = TargetList { text: &text, group };
        let mut written = vec![list.put(taken)?];
        let count = group.questions.len() + taken.texts.len();
        written.extend(title_count::edits(&text, group, count));
        let after =
            text::apply(&text, &written).map_err(|overlap| Refusal::new(overlap.to_string()))?;
        let before: Vec<&Question> = (group.questions.iter())
            .map(|placed| &**placed.question)
            .collect();
        expect(self.bank, path, &after, &before, &taken.read()?)?;
        edit.add(path, written);
        Ok(())
    }
}

fn check_movable(group: &Group, path: &BankPath) -> Result<(), Refusal> {
    TargetList::check_movable(group, &format!("the questions of `{path}`"))
}

fn leads_out(name: &str) -> Refusal {
    Refusal::new(format!(
        "the answer `{name}` is not in the answers' folder; fix that first"
    ))
}

/// Checks that a group's text has its old questions followed by the new ones, all unchanged.
fn expect(
    bank: &Bank,
    path: &BankPath,
    text: &str,
    before: &[&Question],
    coming: &[Question],
) -> Result<(), Refusal> {
    let changed = || Refusal::new("a question would change its meaning in the other group");
    let facts = bank.read(path, text);
    let group = facts.as_group().ok_or_else(changed)?;
    let now = group.questions.iter().map(|placed| &**placed.question);
    let expected = before.iter().copied().chain(coming);
    let whole = coming.iter().all(Question::is_whole);
    match whole && same_questions(now, expected) {
        true => Ok(()),
        false => Err(changed()),
    }
}
