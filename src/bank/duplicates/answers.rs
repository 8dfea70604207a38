//! Which answers of the bank say the same, in files or in the questions themselves.
//!
//! What an answer says is told by its `gist`. Each answer refers to the nearest earlier one with the same, by path and then
//! by place, so a change concerns itself and the next such answer.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use crate::bank::Bank;
use crate::bank::file::{Content, File};
use crate::bank::path::BankPath;
use crate::bank::sorted_set::SortedSet;
use crate::facts::group::Group;
use crate::facts::question::{Answer, Question};
use crate::facts::questions::Difference;
use crate::syntax::markdown::fingerprint::fingerprint;

/// The index of what answers say.
#[derive(Clone, Default)]
pub(in crate::bank) struct AnswerDuplicates {
    /// The answer files, but for short ones.
    files: SortedSet<AnswerFile>,
    /// What is said in the questions of a group, each once.
    inline: OrdSet<(u64, BankPath)>,
    /// Gist and place of the inline answers of those groups that have any; sorted.
    tables: OrdMap<BankPath, Arc<[(u64, u32)]>>,
    /// What is said at a path, and the nearest earlier path where the same is.
    earlier: OrdMap<(BankPath, u64), BankPath>,
    /// The same the other way round: the earlier path first.
    later: OrdSet<(BankPath, BankPath, u64)>,
}

/// An answer file; they are in the order of what they say, then of their paths.
#[derive(Clone)]
struct AnswerFile {
    gist: u64,
    file: Arc<File>,
}

impl Ord for AnswerFile {
    fn cmp(&self, other: &Self) -> Ordering {
        let paths = || self.file.path.cmp(&other.file.path);
        self.gist.cmp(&other.gist).then_with(paths)
    }
}

impl PartialOrd for AnswerFile {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for AnswerFile {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for AnswerFile {}

/// What has to be looked at again when all changes are taken over.
#[derive(Default)]
pub(in crate::bank) struct Pending {
    /// Files that name a place in a file that changed.
    beside: BTreeSet<BankPath>,
    places: BTreeSet<(BankPath, u64)>,
}

/// Two answers that say the same.
pub struct DuplicateAnswer {
    /// The place of the question whose inline answer is the later one; `None` when that is the file itself.
    pub later: Option<usize>,
    /// The file of the earlier one.
    pub path: BankPath,
    /// The place of its question there, when it is an inline answer.
    pub earlier: Option<usize>,
}

impl Bank {
    /// The answers at a path, an answer file's or a group's, that say the same as an earlier answer of the bank, by path
    /// and then by place; each with the nearest such one. In no useful order.
    pub fn duplicate_answers(
        &self,
        path: &BankPath,
    ) -> impl Iterator<Item = DuplicateAnswer> + use<'_> {
        self.answer_duplicates.duplicate_answers(path)
    }
}

impl AnswerDuplicates {
    /// Takes over another state of a file: `old` and `new` where it is, or was, an answer.
    pub fn replace_file(
        &mut self,
        old: Option<&Arc<File>>,
        new: Option<&Arc<File>>,
        pending: &mut Pending,
    ) {
        let (gone, come) = (old.and_then(answer_file), new.and_then(answer_file));
        if let Some(answer_file) = gone.as_ref().or(come.as_ref()) {
            self.moved(&answer_file.file.path, pending);
        }
        if let Some(gone) = &gone {
            self.files.remove(gone);
        }
        if let Some(come) = &come {
            self.files.insert(come.clone());
        }
        if gone != come {
            for answer_file in gone
                .iter()
                .chain(&come)
                .filter(|answer_file| self.is_shared(answer_file))
            {
                self.mark(&answer_file.file.path, answer_file.gist, pending);
            }
        }
    }

    /// Takes over another state of a group.
    pub fn replace_group(
        &mut self,
        path: &BankPath,
        (old, new): (Option<&Group>, Option<&Group>),
        pending: &mut Pending,
    ) {
        let none = Arc::default();
        let before = self.tables.get(path).unwrap_or(&none);
        let after = match (old, new) {
            (Some(old), Some(new)) => patched(
                before,
                new,
                &new.questions.difference(&old.questions),
                inline,
            ),
            (None, Some(new)) => {
                let (old, places) = (0..0, 0..new.questions.len());
                patched(before, new, &Difference { old, new: places }, inline)
            }
            (_, None) => none.clone(),
        };
        if before.is_empty() && after.is_empty() {
            return;
        }
        self.moved(path, pending);
        if Arc::ptr_eq(before, &after) {
            return;
        }
        let said =
            |table: &[(u64, u32)]| table.iter().map(|(gist, _)| *gist).collect::<BTreeSet<_>>();
        let (was, is) = (said(before), said(&after));
        self.tables.insert(path.clone(), after);
        if is.is_empty() {
            self.tables.remove(path);
        }
        for gist in was.symmetric_difference(&is) {
            if is.contains(gist) {
                self.inline.insert((*gist, path.clone()));
            } else {
                self.inline.remove(&(*gist, path.clone()));
            }
            self.mark(path, *gist, pending);
        }
    }

    /// Marks the files that name a place in this one.
    fn moved(&self, path: &BankPath, pending: &mut Pending) {
        if !self.later.is_empty() {
            pending
                .beside
                .extend(self.referring(path).map(|(path, _)| path));
        }
    }

    /// Whether anybody but this file says, or said, what it says. Nearly always nobody does, and that is quickly told.
    fn is_shared(&self, answer_file: &AnswerFile) -> bool {
        let same =
            |other: Option<&AnswerFile>| other.is_some_and(|other| other.gist == answer_file.gist);
        same(self.files.before(answer_file))
            || same(self.files.after(answer_file))
            || !self.inline.is_empty()
            || !self.later.is_empty()
    }

    /// Marks whom it concerns that this came to or went from `path`.
    fn mark(&self, path: &BankPath, gist: u64, pending: &mut Pending) {
        let place = (path.clone(), gist);
        if self.before(path, gist).is_some() || self.earlier.contains_key(&place) {
            pending.places.insert(place);
        }
        let next = self.behind(path, gist);
        pending.places.extend(next.map(|next| (next, gist)));
        let referring = self.referring(path).filter(|(_, other)| *other == gist);
        pending.places.extend(referring);
    }

    /// What refers to something at `path`.
    fn referring(&self, path: &BankPath) -> impl Iterator<Item = (BankPath, u64)> + '_ {
        let from = (path.clone(), BankPath::seek(""), 0);
        let path = path.clone();
        let all = self
            .later
            .range(from..)
            .take_while(move |(earlier, ..)| *earlier == path);
        all.map(|(_, later, gist)| (later.clone(), *gist))
    }

    /// Brings the references up to date when all changes are taken over. Returns the files in which an answer may now
    /// refer to something else, or to what stands somewhere else.
    pub fn refresh(&mut self, pending: Pending) -> BTreeSet<BankPath> {
        let mut differing = pending.beside;
        for place in pending.places {
            let (path, gist) = &place;
            let now = self.before(path, *gist).filter(|_| self.says(path, *gist));
            let before = match &now {
                Some(now) => self.earlier.insert(place.clone(), now.clone()),
                None => self.earlier.remove(&place),
            };
            if before == now {
                continue;
            }
            if let Some(before) = before {
                self.later.remove(&(before, path.clone(), *gist));
            }
            if let Some(now) = now {
                self.later.insert((now, path.clone(), *gist));
            }
            differing.insert(place.0);
        }
        differing
    }

    /// The last path before this one where the same is said.
    fn before(&self, path: &BankPath, gist: u64) -> Option<BankPath> {
        let found = self
            .inline
            .range((gist, BankPath::seek(""))..(gist, path.clone()))
            .next_back();
        let inline = found.map(|(_, path)| path);
        let file = self.files.before(&AnswerFile::seek(gist, path));
        inline.max(said(file, gist)).cloned()
    }

    /// The next path behind this one where the same is said.
    fn behind(&self, path: &BankPath, gist: u64) -> Option<BankPath> {
        let from = (gist, path.clone());
        let mut found = self.inline.range(from..).filter(|(_, it)| it != path);
        let inline = found
            .next()
            .filter(|(it, _)| *it == gist)
            .map(|(_, path)| path);
        let file = said(self.files.after(&AnswerFile::seek(gist, path)), gist);
        inline.into_iter().chain(file).min().cloned()
    }

    fn says(&self, path: &BankPath, gist: u64) -> bool {
        self.inline.contains(&(gist, path.clone()))
            || self.files.contains(&AnswerFile::seek(gist, path))
    }

    /// The answers at `path`, a file or a group, that say what an earlier answer of the bank says. In no useful order.
    pub fn duplicate_answers<'a>(
        &'a self,
        path: &BankPath,
    ) -> impl Iterator<Item = DuplicateAnswer> + use<'a> {
        let here = path.clone();
        let table = self.tables.get(path).map_or(&[][..], |table| table);
        let same = table.chunk_by(|(a, _), (b, _)| a == b);
        let within = same.flat_map(|rows| rows[1..].iter().map(|(_, later)| (rows[0].1, *later)));
        let within = within.map(move |(earlier, later)| DuplicateAnswer {
            later: Some(later as usize),
            path: here.clone(),
            earlier: Some(earlier as usize),
        });
        let from = (path.clone(), 0);
        let path = path.clone();
        let across = self
            .earlier
            .range(from..)
            .take_while(move |((it, _), _)| *it == path);
        let across = across.map(|((later, gist), earlier)| DuplicateAnswer {
            later: self.place(later, *gist),
            path: earlier.clone(),
            earlier: self.place(earlier, *gist),
        });
        within.chain(across)
    }

    /// The first question of a group whose answer says this; `None` when it is a file that does.
    fn place(&self, path: &BankPath, gist: u64) -> Option<usize> {
        let table = self.tables.get(path)?;
        let at = table.partition_point(|(other, _)| *other < gist);
        table
            .get(at)
            .filter(|(other, _)| *other == gist)
            .map(|(_, place)| *place as usize)
    }
}

impl AnswerFile {
    /// What sorts where an answer at `path` would.
    fn seek(gist: u64, path: &BankPath) -> Self {
        let (path, content) = (path.clone(), Content::Other);
        let file = Arc::new(File { path, content });
        Self { gist, file }
    }
}

/// The path of an answer that says this.
fn said(answer_file: Option<&AnswerFile>, gist: u64) -> Option<&BankPath> {
    let answer_file = answer_file.filter(|answer_file| answer_file.gist == gist);
    answer_file.map(|answer_file| &answer_file.file.path)
}

/// An answer file and what it says; `None` of a short one.
fn answer_file(file: &Arc<File>) -> Option<AnswerFile> {
    let gist = file.facts()?.as_page()?.body.gist;
    let file = Arc::clone(file);
    (gist != 0).then_some(AnswerFile { gist, file })
}

/// What a question's inline answer says; `None` of a short one, and where there is none.
fn inline(question: &Question) -> Option<u64> {
    match question.answer().filter(|_| question.is_whole())? {
        Answer::Inline(scalar) => Some(fingerprint(scalar.text)).filter(|gist| *gist != 0),
        Answer::File(_) => None,
    }
}

/// The table of what `value` makes of a group's questions, with their places, after the difference to its present state;
/// the same one when nothing in it changed.
pub(super) fn patched(
    table: &Arc<[(u64, u32)]>,
    group: &Group,
    difference: &Difference,
    value: impl Fn(&Question) -> Option<u64>,
) -> Arc<[(u64, u32)]> {
    let Difference { old, new } = difference;
    let differing = new.clone().zip(group.questions.range(new.clone()));
    let said = differing.filter_map(|(at, placed)| Some((value(placed.question)?, at as u32)));
    let mut rows: Vec<(u64, u32)> = said.collect();
    if table.is_empty() && rows.is_empty() {
        return Arc::clone(table);
    }
    let shift = new.end as i64 - old.end as i64;
    rows.extend(table.iter().filter_map(|&(gist, place)| {
        let at = place as usize;
        let kept = at < old.start || at >= old.end;
        let place = if at < old.start {
            place
        } else {
            (i64::from(place) + shift) as u32
        };
        kept.then_some((gist, place))
    }));
    rows.sort_unstable();
    if *rows == **table {
        return Arc::clone(table);
    }
    rows.into()
}
