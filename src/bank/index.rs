//! Applies changed files to the indexes of a bank, and finds out which findings can change.

use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

use smol_str::SmolStr;

use super::duplicates::{PendingAnswers, PendingExact, PendingQuestions};
use super::file::{Content, File, children};
use super::group_change::GroupChange;
use super::keys;
use super::nearest::is_near;
use super::path::{BankPath, parent};
use super::possible_references::candidates;
use super::role;
use super::translations::{FolderKey, configured_key};
use super::uses::{Uses, keep};
use super::{Bank, Target};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::question::names_a_file;
use crate::platform::caseless;
use crate::shape::yields_to_groups;
use crate::syntax::markdown::body::Link;

/// A file that was added, changed or removed.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where.
    pub path: BankPath,
    /// The file now; `None` if it was removed.
    pub file: Option<Arc<File>>,
}

/// The files whose findings a change can affect.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Impact {
    /// The changed files. Findings in questions that did not change stay valid, unless the file is stale, too.
    pub edited: BTreeSet<BankPath>,
    /// Files whose findings depend on something that changed elsewhere.
    pub stale: BTreeSet<BankPath>,
    /// Files whose findings name a position in a changed file. Findings in their own questions stay valid.
    pub beside: BTreeSet<BankPath>,
}

impl Impact {
    /// Adds the impact of another change.
    pub fn merge(&mut self, other: Self) {
        self.edited.extend(other.edited);
        self.stale.extend(other.stale);
        self.beside.extend(other.beside);
    }

    /// All files whose findings can change.
    pub fn files(&self) -> BTreeSet<BankPath> {
        let all = self.edited.iter().chain(&self.stale).chain(&self.beside);
        all.cloned().collect()
    }
}

/// What to look up again once all changes of a step are applied.
#[derive(Default)]
struct Pending {
    /// Topics whose count changed.
    topics: BTreeSet<SmolStr>,
    questions: PendingQuestions,
    exact: PendingExact,
    answers: PendingAnswers,
    /// Folders whose translations changed, or that files with a translation joined or left.
    translated: BTreeSet<FolderKey>,
}

impl Bank {
    /// Applies changes of files, in any order, as one step.
    pub fn apply(&mut self, changes: impl IntoIterator<Item = Change>) -> Impact {
        let mut impact = Impact::default();
        let changes: Vec<Change> = changes.into_iter().collect();
        let groups = self.becoming_groups(&changes);
        self.question_duplicates.admit(&groups);
        let mut pending = Pending::default();
        for change in changes {
            self.apply_one(change, &mut impact, &mut pending);
        }
        let file = |path: &BankPath| self.files.get(path).cloned();
        let questions = self.question_duplicates.refresh(file, pending.questions);
        let exact = self.exact_duplicates.refresh(pending.exact);
        let answers = self.answer_duplicates.refresh(pending.answers);
        let referring = questions.into_iter().chain(exact).chain(answers);
        impact.beside.extend(referring);
        for folder in pending.translated {
            let originals = self.translations.originals(folder, &self.config.documents);
            impact.beside.extend(originals.cloned());
        }
        for topic in self.topics.refresh(&pending.topics) {
            let users = self
                .topics
                .get(&topic)
                .into_iter()
                .flat_map(|topic| topic.groups.keys().cloned());
            impact.stale.extend(users);
        }
        impact
    }

    /// The files that may have questions once these changes are applied.
    fn becoming_groups(&self, changes: &[Change]) -> BTreeSet<BankPath> {
        let is_group = |change: &&Change| change.file.as_deref().and_then(File::group).is_some();
        let groups = changes.iter().filter(is_group);
        let mut all: BTreeSet<BankPath> = groups.map(|change| change.path.clone()).collect();
        // Those that are answers as long as their group is there.
        for change in changes.iter().filter(|_| !self.yielding.is_empty()) {
            let answers = self.answers_folder(&change.path);
            let answers = children(&self.yielding, &answers);
            all.extend(answers.map(|file| file.path.clone()));
        }
        all
    }

    fn apply_one(&mut self, change: Change, impact: &mut Impact, pending: &mut Pending) {
        let Change { path, file } = change;
        let before = self.files.get(&path).cloned();
        if before.is_none() && file.is_none() {
            return;
        }
        impact.edited.insert(path.clone());
        let file = self.in_role(&path, file);
        let (old, new) = (before.as_deref(), file.as_deref());
        if presence(old) != presence(new) {
            self.mark_lookups(&path, impact);
            pending.translated.extend(self.translated_folder(&path));
        }
        if anchors_differ(old, new) {
            impact.stale.extend(self.users(&Target::File(path.clone())));
        }
        match &file {
            Some(file) => self.files.insert(path.clone(), Arc::clone(file)),
            None => self.files.remove(&path),
        };
        if before.is_some() != file.is_some() {
            self.name(&path, file.is_some());
        }
        if self.is_among_answers(&path) {
            self.answer_duplicates.replace_file(
                before.as_ref(),
                file.as_ref(),
                &mut pending.answers,
            );
        }
        self.replace_targets(&path, old, new, impact);
        impact.stale.extend(self.list_topics(old, new));
        self.mark_listed(&path, (old, new), impact);
        let groups = (old.and_then(File::group), new.and_then(File::group));
        if groups.0.is_some() != groups.1.is_some() {
            self.mark_led_to(&path, (old, new), impact);
        }
        // Most files of a bank are answers, without questions before and after.
        if groups.0.is_some() || groups.1.is_some() {
            let change = GroupChange::new(&path, groups.0, groups.1);
            self.replace_group(&change, impact, pending);
        }
    }

    /// Marks files whose findings depend on whether the file exists, is empty, or can be read.
    fn mark_lookups(&self, path: &BankPath, impact: &mut Impact) {
        impact.stale.extend(self.users(&Target::File(path.clone())));
        self.mark_groups_of_answer(path, impact);
        // A question can refer to this file now instead of one whose name differs in case.
        impact.stale.extend(self.other_cases(path));
        // Links to a folder that got its first file or lost its last.
        let mut folder = Some(path.folder());
        while let Some(name) = folder.filter(|name| !name.is_empty()) {
            if let Some(target) = BankPath::new(name) {
                impact.stale.extend(self.users(&Target::File(target)));
            }
            folder = parent(name);
        }
        let stem = || SmolStr::from(path.stem());
        if self.config.authors.contains(path.as_str()) {
            self.mark_ids(&Target::Author(stem()), impact);
        }
        if self.config.guides.contains(path.as_str()) {
            self.mark_ids(&Target::Guide(stem()), impact);
        }
    }

    /// The folder, if the file at `path`, which came or went, can translate one of its files even without questions.
    fn translated_folder(&self, path: &BankPath) -> Option<FolderKey> {
        // A folder of translations has files with questions.
        self.groups_in(path.folder()).next()?;
        self.translations
            .translated_folder(path, &self.config.documents)
    }

    /// Marks the groups of which the file can be an answer.
    fn mark_groups_of_answer(&self, path: &BankPath, impact: &mut Impact) {
        if let Some(folder) = self.folder_of_answer(path) {
            impact.stale.extend(self.groups_in(folder).cloned());
        }
    }

    /// Marks files that name this author or guide, or an unknown one for which it is suggested.
    fn mark_ids(&self, named: &Target, impact: &mut Impact) {
        let from = match named {
            Target::Guide(_) => Target::Guide(SmolStr::default()),
            _ => Target::Author(SmolStr::default()),
        };
        let ids = self
            .uses
            .range(from..)
            .map_while(|(target, uses)| match (target, named) {
                (Target::Author(id), Target::Author(name))
                | (Target::Guide(id), Target::Guide(name)) => {
                    Some((id == name || is_near(id, name), uses))
                }
                _ => None,
            });
        for (_, uses) in ids.filter(|(asks, _)| *asks) {
            impact.stale.extend(uses.to_vec());
        }
    }

    /// Updates the maps by name: other case, authors, guides.
    fn name(&mut self, path: &BankPath, there: bool) {
        let target = Target::File(path.clone());
        if there && let Some(uses) = self.uses.get(&target).cloned() {
            // Links to a not-yet-existing file keep their own copy of its path; share the file's copy once it exists.
            self.uses.insert(target, uses);
        }
        let lower = caseless(path.as_str());
        if lower != path.as_str() {
            keep(&mut self.cased, lower.into(), path, there);
        }
        if self.config.authors.contains(path.as_str()) {
            keep(&mut self.authors, path.stem().into(), path, there);
        }
        if self.config.guides.contains(path.as_str()) {
            keep(&mut self.guides, path.stem().into(), path, there);
        }
    }

    fn replace_targets(
        &mut self,
        path: &BankPath,
        old: Option<&File>,
        new: Option<&File>,
        impact: &mut Impact,
    ) {
        if let (Some(a), Some(b)) = (old.and_then(File::facts), new.and_then(File::facts))
            && same_sources(a, b)
        {
            return;
        }
        let (before, after) = (self.targets(path, old), self.targets(path, new));
        for removed in before.difference(&after) {
            if let Some(uses) = self.uses.get(removed) {
                match uses.without(path) {
                    Some(left) => self.uses.insert(removed.clone(), left),
                    None => self.uses.remove(removed),
                };
            }
        }
        for added in after.difference(&before) {
            let uses = self
                .uses
                .get(added)
                .map_or_else(|| Uses::One(path.clone()), |uses| uses.with(path));
            self.uses.insert(self.shared(added), uses);
        }
        for target in before.symmetric_difference(&after) {
            for file in &candidates(self, target) {
                impact.stale.insert(file.clone());
                // Its groups have findings that depend on whether the answer is cited.
                if self.files.contains_key(file) {
                    self.mark_groups_of_answer(file, impact);
                }
            }
        }
    }

    /// The same target, sharing the path of its file if that exists.
    fn shared(&self, target: &Target) -> Target {
        let known = match target {
            Target::File(path) => self.files.get_key_value(path),
            _ => None,
        };
        known.map_or_else(|| target.clone(), |(path, _)| Target::File(path.clone()))
    }

    /// Everything a file refers to, except the plain answers of a group, which are looked up in the group.
    pub(super) fn targets(&self, path: &BankPath, file: Option<&File>) -> BTreeSet<Target> {
        let mentioned = self.mentioned(path, file);
        let Some(facts) = file.and_then(File::facts) else {
            return mentioned.into_iter().collect();
        };
        let linked = paths(facts.body().links());
        let inline = facts.as_group().into_iter().flat_map(Group::inline_links);
        let mut targets: BTreeSet<_> = linked
            .chain(inline)
            .filter_map(|link| path.beside(link))
            .map(Target::File)
            .chain(mentioned)
            .collect();
        let Some(group) = facts.as_group() else {
            return targets;
        };
        targets.extend(labels(group).cloned().map(Target::Label));
        let outside = group.answer_paths();
        targets.extend(
            outside
                .filter_map(|name| self.answer_path(path, name))
                .map(Target::File),
        );
        let head = |key| group.head.map.string(key).map(|scalar| &scalar.text);
        targets.extend(head("authorId").cloned().map(Target::Author));
        targets.extend(head("relatedGuidesId").cloned().map(Target::Guide));
        let ending = head("ending").filter(|name| names_a_file(name));
        targets.extend(
            ending
                .and_then(|name| self.answer_path(path, name))
                .map(Target::File),
        );
        targets
    }

    fn replace_group(
        &mut self,
        change: &GroupChange<'_>,
        impact: &mut Impact,
        pending: &mut Pending,
    ) {
        let GroupChange { path, old, new, .. } = *change;
        self.questions = self.questions + new.map_or(0, |g| g.questions.len())
            - old.map_or(0, |g| g.questions.len());
        let is_roadmap = |group: &Group| {
            group.yaml().is_some() && keys::is_roadmap(&self.config, &group.head.map)
        };
        if old.is_some_and(is_roadmap) != new.is_some_and(is_roadmap) {
            // Findings in files beside a group depend on its profile.
            let beside = self.files_in(path.folder());
            impact.stale.extend(beside.map(|file| file.path.clone()));
        }
        if old.is_some() != new.is_some() {
            self.count_group(path, new.is_some());
        }
        let is_answering = new.is_some_and(role::is_answering);
        let had_answers = old.is_some_and(role::is_answering);
        if had_answers != is_answering {
            self.change_roles(path, is_answering, impact, pending);
        }
        self.mark_translations(path, old.is_some() != new.is_some(), impact, pending);
        self.answer_duplicates
            .replace_group(change, &mut pending.answers);
        let key = || configured_key(path, &self.config.documents);
        self.exact_duplicates
            .replace(change, &key, &mut pending.exact);
        self.question_duplicates
            .replace(change, &mut pending.questions);
        let topics = self
            .topics
            .change(path, &change.deltas(|placed| placed.topics()));
        pending.topics.extend(topics);
        self.levels
            .change(path, &change.deltas(|placed| placed.level().into_iter()));
        let names = change.deltas(|placed| placed.question.answer_file().into_iter());
        let names: Vec<_> = names
            .into_iter()
            .filter(|(_, delta)| *delta != 0)
            .map(|(name, _)| name)
            .collect();
        if names.is_empty() && had_answers == is_answering {
            return;
        }
        for name in names {
            if let Some(answer) = self.answer_path(path, &name) {
                impact.stale.extend(self.other_cases(&answer));
                impact.stale.insert(answer);
            }
        }
        // Two groups in one folder share its answers.
        let beside = self.groups_in(path.folder());
        impact
            .stale
            .extend(beside.filter(|group| *group != path).cloned());
    }

    /// Marks the translations of a file whose questions changed. `is_changed` says whether it became a file with questions
    /// or ceased to be one.
    fn mark_translations(
        &mut self,
        path: &BankPath,
        is_changed: bool,
        impact: &mut Impact,
        pending: &mut Pending,
    ) {
        let rules = &self.config.documents;
        if is_changed {
            // Which file is the original depends on which there are.
            let has_questions = self.group(path.as_str()).is_some();
            let folder = self.translations.set(path, rules, has_questions);
            pending.translated.extend(folder);
            let others = self.translations.with_same_key(path, rules);
            impact.beside.extend(others);
        } else if let Some(found) = self.translations.candidates(path, rules)
            && found.original == *path
        {
            impact.beside.extend(found.others());
        }
    }

    /// Updates the groups of a folder when a file became a group or ceased to be one.
    fn count_group(&mut self, path: &BankPath, is_group: bool) {
        keep(&mut self.groups, path.folder().into(), path, is_group);
        if is_group {
            self.group_count += 1;
        } else {
            self.group_count -= 1;
        }
    }

    /// Updates the files in the answers' folder of a group that came or went.
    fn change_roles(
        &mut self,
        path: &BankPath,
        is_answering: bool,
        impact: &mut Impact,
        pending: &mut Pending,
    ) {
        let is_other_role = self.count_answering(path.folder(), is_answering);
        let folder = self.answers_folder(path);
        let answers: Vec<_> = self.files_in(&folder).cloned().collect();
        impact
            .stale
            .extend(answers.iter().map(|file| file.path.clone()));
        if !is_other_role {
            return;
        }
        let below = self.files_below(&folder);
        impact.stale.extend(below.map(|file| file.path.clone()));
        // The files in the answers' folder are answers from the first group on, and until the last is removed.
        for file in &answers {
            self.mark_led_to(&file.path, (Some(file), None), impact);
            let (old, new) = if is_answering {
                (None, Some(file))
            } else {
                (Some(file), None)
            };
            self.answer_duplicates
                .replace_file(old, new, &mut pending.answers);
        }
        for file in answers {
            let read = self.as_read(file.path.as_str()).cloned();
            let group = read.as_deref().and_then(File::group);
            if group.is_some_and(yields_to_groups) {
                let path = file.path.clone();
                self.apply_one(Change { path, file: read }, impact, pending);
            }
        }
    }
}

/// What other files depend on besides the facts: whether it is empty, and whether it is markdown and could be read.
fn presence(file: Option<&File>) -> Option<(bool, Discriminant<Content>)> {
    file.map(|file| (file.is_blank(), discriminant(&file.content)))
}

fn anchors_differ(old: Option<&File>, new: Option<&File>) -> bool {
    match (old.and_then(File::body), new.and_then(File::body)) {
        (Some(a), Some(b)) => !a.same_anchors(b),
        _ => false,
    }
}

/// The levels and topics that sections give.
fn labels(group: &Group) -> impl Iterator<Item = &SmolStr> {
    let sections = group.questions.sections().iter();
    let marks = sections.flat_map(|section| section.level.iter().chain(section.topics()));
    marks.map(|mark| &mark.text)
}

/// The paths of the links to other files.
fn paths<'b>(links: impl IntoIterator<Item = Link<'b>>) -> impl Iterator<Item = &'b str> {
    let paths = links.into_iter().map(|link| link.path);
    paths.filter(|path| !path.is_empty())
}

/// Whether an edit certainly did not change any target.
fn same_sources(old: &Facts, new: &Facts) -> bool {
    let (before, after) = old.body().differing_links(new.body());
    paths(before).eq(paths(after))
        && match (old.as_group(), new.as_group()) {
            (Some(a), Some(b)) => a.shares_paths(b) && a.head == b.head && labels(a).eq(labels(b)),
            (None, None) => true,
            _ => false,
        }
}
