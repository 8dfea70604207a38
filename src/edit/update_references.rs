//! Updates every reference to files that move.
//!
//! References are `answer` and `ending`, relative links, and the ids of authors and guides. The cost grows with the files
//! that move and those that refer to them, not with the bank.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::destination::Destination;
use super::{Edit, Sources, needed};
use crate::bank::path::parent;
use crate::bank::{Bank, BankPath, Target};
use crate::facts::group::Group;
use crate::facts::mark::Mark;
use crate::facts::mention;
use crate::facts::mention::Mention;
use crate::facts::question::names_a_file;
use crate::facts::slot::Part;
use crate::platform::caseless;
use crate::shape::{frontmatter, write};
use crate::text::{self, Span, TextEdit};

/// Moves of files and folders, all at once.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Moves(BTreeMap<BankPath, BankPath>);

/// The updates that a move needs, and those that cannot be made.
#[derive(Default, Debug)]
pub struct ReferenceUpdates {
    /// The edits of texts, under the paths before the move.
    pub edit: Edit,
    /// References to something that moves which cannot be written for its new path.
    pub unresolved: Vec<(BankPath, Span)>,
}

impl Moves {
    /// Moves by old and new path. A folder moves everything below it, unless that has its own move.
    pub fn new(moves: impl IntoIterator<Item = (BankPath, BankPath)>) -> Self {
        Self(moves.into_iter().filter(|(from, to)| from != to).collect())
    }

    /// The path of a file or folder afterwards, whether it exists or not.
    pub fn of(&self, path: &BankPath) -> BankPath {
        let whole = path.as_str();
        let mut above = std::iter::successors(Some(whole), |path| parent(path));
        let moved = above.find_map(|folder| Some((folder, self.0.get(folder)?)));
        let place = moved
            .and_then(|(folder, to)| BankPath::new(&format!("{to}{}", &whole[folder.len()..])));
        place.unwrap_or_else(|| path.clone())
    }

    /// The files of the bank that move.
    pub fn files(&self, bank: &Bank) -> BTreeSet<BankPath> {
        let own = self.0.keys().filter_map(|from| bank.file(from.as_str()));
        let below = self
            .0
            .keys()
            .flat_map(|from| bank.files_below(from.as_str()));
        let paths = own.chain(below).map(|file| file.path.clone());
        paths.filter(|path| self.of(path) != *path).collect()
    }

    /// Every path that changes and can be referred to: files, folders, missing files.
    fn things(&self, files: &BTreeSet<BankPath>) -> BTreeSet<BankPath> {
        let mut things: BTreeSet<BankPath> = self.0.keys().cloned().collect();
        for file in files {
            let folders = std::iter::successors(Some(file.as_str()), |path| parent(path));
            let moved = folders.filter_map(BankPath::new);
            things.extend(moved.take_while(|path| self.of(path) != *path));
        }
        things
    }
}

/// The edits that keep every reference to the bank's files valid after the moves.
pub fn update_references(bank: &Bank, sources: Sources<'_>, moves: &Moves) -> ReferenceUpdates {
    let files = moves.files(bank);
    let mut updater = Updater {
        bank,
        moves,
        authors: ids(bank, moves, &files, IdKind::Author),
        guides: ids(bank, moves, &files, IdKind::Guide),
        updates: ReferenceUpdates::default(),
    };
    for (path, questions) in updater.leading(&files) {
        if let Some(text) = sources(&path) {
            updater.file(&path, &text, &questions);
        }
    }
    updater.unread(sources, &files);
    let mut updates = updater.updates;
    updates.edit = updates.edit.normal();
    // Reference links share the definition with the destination.
    updates.edit.texts.values_mut().for_each(Vec::dedup);
    updates
}

/// The new id of each id that changes; `None` if the new one cannot be used.
type Ids = BTreeMap<SmolStr, Option<SmolStr>>;

#[derive(Clone, Copy)]
enum IdKind {
    Author,
    Guide,
}

fn ids(bank: &Bank, moves: &Moves, files: &BTreeSet<BankPath>, kind: IdKind) -> Ids {
    let globs = match kind {
        IdKind::Author => &bank.config().authors,
        IdKind::Guide => &bank.config().guides,
    };
    let holder = |id: &str| match kind {
        IdKind::Author => bank.author(id),
        IdKind::Guide => bank.guide(id),
    };
    let own = files
        .iter()
        .filter(|file| holder(file.stem()) == Some(*file));
    let moved = own.map(|file| (file, moves.of(file)));
    let renamed = moved
        .filter(|(file, after)| file.stem() != after.stem() || !globs.contains(after.as_str()));
    let id = |after: &BankPath| {
        let taken = holder(after.stem()).is_some_and(|other| !files.contains(other));
        (globs.contains(after.as_str()) && !taken).then(|| after.stem().into())
    };
    renamed
        .map(|(file, after)| (file.stem().into(), id(&after)))
        .collect()
}

struct Updater<'b> {
    bank: &'b Bank,
    moves: &'b Moves,
    authors: Ids,
    guides: Ids,
    updates: ReferenceUpdates,
}

impl Updater<'_> {
    /// The files to update, with the questions of each whose answer may need a new name.
    fn leading(&self, files: &BTreeSet<BankPath>) -> BTreeMap<BankPath, BTreeSet<usize>> {
        let mut leading: BTreeMap<BankPath, BTreeSet<usize>> = BTreeMap::new();
        for thing in self.moves.things(files) {
            for user in self.bank.users(&Target::File(thing.clone())) {
                leading.entry(user).or_default();
            }
            for cited in self.bank.citations(&thing) {
                leading.entry(cited.group).or_default().insert(cited.index);
            }
        }
        let authors = self.authors.keys().cloned().map(Target::Author);
        for target in authors.chain(self.guides.keys().cloned().map(Target::Guide)) {
            for user in self.bank.users(&target) {
                leading.entry(user).or_default();
            }
        }
        for file in files {
            let questions = self
                .bank
                .group(file.as_str())
                .map(|group| group.questions.len());
            leading
                .entry(file.clone())
                .or_default()
                .extend(0..questions.unwrap_or(0));
        }
        leading
    }

    fn file(&mut self, path: &BankPath, text: &str, questions: &BTreeSet<usize>) {
        self.links(path, text);
        let Some(group) = self.bank.group(path.as_str()) else {
            return;
        };
        for index in questions {
            if let Some(placed) = group.questions.get(*index)
                && let Some(name) = placed.question.answer_file()
            {
                let now = self.name_after(path, name.text);
                let target = write::Target {
                    text,
                    group,
                    placed,
                };
                let write = |new: &str| target.replace(Part::Answer, new).ok();
                self.value(path, name.shift(placed.start), now, write);
            }
        }
        let head = |key| group.head.map.string(key);
        if let Some(name) = head("ending").filter(|name| names_a_file(&name.text)) {
            let now = self.name_after(path, &name.text);
            let write = |new: &str| Some(frontmatter::replace(text, &group.head, name, new));
            self.value(path, name.value(), now, write);
        }
        for key in ["authorId", "relatedGuidesId"] {
            let ids = if key == "authorId" {
                &self.authors
            } else {
                &self.guides
            };
            if let Some(id) = head(key)
                && let Some(now) = ids.get(&id.text).cloned()
            {
                let now = now.map_or(NewValue::Unknown, |id| NewValue::Text(id.to_string()));
                let write = |new: &str| Some(frontmatter::replace(text, &group.head, id, new));
                self.value(path, id.value(), now, write);
            }
        }
        if group.is_linked() {
            self.linked(path, text, group);
        }
    }

    /// Finds the answers that did not change as they should in a group with anchors, where an alias takes its value from elsewhere.
    fn linked(&mut self, path: &BankPath, text: &str, group: &Group) {
        let edits = self.updates.edit.texts.get(path);
        let after = text::apply(text, edits.map_or(&[][..], |edits| edits)).ok();
        let facts = after.map(|after| self.bank.read(path, &after));
        let now = facts.as_ref().and_then(|facts| facts.as_group());
        let mut left = Vec::new();
        let wanted = |name: &str| match self.name_after(path, name) {
            NewValue::Text(new) => new,
            NewValue::Unchanged | NewValue::Unknown => name.to_owned(),
        };
        let ending = |group: &Group| group.head.map.string("ending").cloned();
        if let Some(old) = ending(group).filter(|old| old.is_alias()) {
            let new = now.and_then(ending);
            if new.is_none_or(|new| new.text != wanted(&old.text)) {
                left.push((path.clone(), old.span));
            }
        }
        for (index, placed) in group.questions.iter().enumerate() {
            let old = placed.question.answer_file();
            let wanted = old.map(|name| wanted(name.text));
            let question = now.and_then(|group| Some(group.questions.get(index)?.question));
            let new = question.and_then(|question| question.answer_file());
            let same_text = question.map(|question| question.text().map(|text| text.text))
                == Some(placed.question.text().map(|text| text.text));
            if new.map(|new| new.text) != wanted.as_deref() || !same_text {
                let span = old.map_or(placed.question.marker, |old| old.inner());
                left.push((path.clone(), span.shift(placed.start)));
            }
        }
        self.updates.unresolved.extend(left);
    }

    /// Records parts that cannot be read and name a file that moves, without an edit for it.
    fn unread(&mut self, sources: Sources<'_>, files: &BTreeSet<BankPath>) {
        for thing in self.moves.things(files) {
            let after = self.moves.of(&thing);
            for reference in self.bank.possible_references(&thing) {
                let path = &reference.path;
                let now = self.bank.answer_path(&self.moves.of(path), thing.name());
                let (Some(part), Some(text)) = (needed::part(self.bank, &reference), sources(path))
                else {
                    continue;
                };
                if now.as_ref() == Some(&after) {
                    continue;
                }
                let edits = self.updates.edit.texts.get(path);
                let edits = edits.map_or(&[][..], |edits| edits);
                let left = unfollowed(part, &text, thing.name(), edits);
                self.updates
                    .unresolved
                    .extend(left.map(|span| (path.clone(), span)));
            }
        }
    }

    fn links(&mut self, path: &BankPath, text: &str) {
        let Some(facts) = self.bank.file(path.as_str()).and_then(|file| file.facts()) else {
            return;
        };
        let here = self.moves.of(path);
        for (start, link) in facts.links().filter(|(_, link)| !link.path.is_empty()) {
            let Some(target) = path.beside(link.path) else {
                continue;
            };
            let after = self.moves.of(&target);
            if here.beside(link.path).as_ref() == Some(&after) {
                continue;
            }
            let span = link.span.shift(start);
            let in_value = start < facts.body_start();
            let found = Destination::at(text, span, in_value);
            match found.filter(|found| found.names(link.path)) {
                Some(found) => {
                    let edit = found.lead_to(&here, &after);
                    self.updates.edit.add(path, [edit]);
                }
                None => self.updates.unresolved.push((path.clone(), span)),
            }
        }
    }

    /// The value of an `answer` or `ending` of the group afterwards.
    fn name_after(&self, group: &BankPath, name: &str) -> NewValue {
        let Some(target) = self.bank.answer_path(group, name) else {
            return NewValue::Unchanged;
        };
        let (group, target) = (self.moves.of(group), self.moves.of(&target));
        if self.bank.answer_path(&group, name).as_ref() == Some(&target) {
            return NewValue::Unchanged;
        }
        let folder = self.bank.answers_folder(&group);
        if !names_a_file(target.name()) {
            NewValue::Unknown
        } else if target.folder() == folder {
            NewValue::Text(target.name().to_owned())
        } else if name.contains('/') {
            // The old name pointed out of the folder already, so the new one may, too.
            let beside = BankPath::new(&format!("{folder}/x"));
            beside.map_or(NewValue::Unknown, |beside| {
                NewValue::Text(target.relative_to(&beside))
            })
        } else {
            NewValue::Unknown
        }
    }

    /// Records the edit of a value that `write` gives, or the value if there is none.
    fn value(
        &mut self,
        path: &BankPath,
        old: Mark<'_>,
        now: NewValue,
        write: impl Fn(&str) -> Option<TextEdit>,
    ) {
        let edit = match now {
            NewValue::Unchanged => return,
            // It changes with its anchor; `linked` finds those that do not.
            NewValue::Text(_) if old.is_alias() => return,
            NewValue::Text(new) => write(&new),
            NewValue::Unknown => None,
        };
        match edit {
            Some(edit) => self.updates.edit.add(path, [edit]),
            None => self.updates.unresolved.push((path.clone(), old.inner())),
        }
    }
}

/// Where the unreadable `part` of a text names the file, outside of its edits.
fn unfollowed(part: Span, text: &str, name: &str, edits: &[TextEdit]) -> Option<Span> {
    let written = part.slice(text);
    let is_edited = |span: &Span| edits.iter().any(|edit| edit.span.touches(span.start));
    let places: Vec<Span> = (mention::places(written, name).into_iter())
        .map(|span| span.shift(part.start))
        .collect();
    if places.is_empty() {
        // In escapes or over two lines.
        let named = Mention::File(caseless(name).into());
        let hidden = mention::unread(written).contains(&named);
        let edited = edits.iter().any(|edit| part.cover(edit.span) == part);
        return (hidden && !edited).then_some(part);
    }
    places.into_iter().find(|span| !is_edited(span))
}

/// What a value becomes so that it still refers to the same file.
enum NewValue {
    Unchanged,
    Text(String),
    /// No value would refer to it.
    Unknown,
}
