//! Writes a group, or files with one question each, as a document.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::layout::{order, written};
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::edit::moving::aligned::aligned;
use crate::edit::moving::carried::{Carried, carried};
use crate::edit::relocate::{Meant, Part, Relocation, no_bank};
use crate::edit::{Planned, Sources, needed, question};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::shape::document::given::{LEVEL, TOPICS};
use crate::shape::write::NewQuestion;
use crate::shape::{document, file};
use crate::text::{Refusal, Span, line_break, line_start};

/// Writes the questions of the group at `path` with their answers below the text that the file has. The answer files go, and
/// what leads to them leads to the questions.
///
/// # Errors
/// When something would be lost, a link would lead elsewhere, or the file would not be read as a document.
pub fn to_document(bank: &Bank, sources: Sources<'_>, path: &BankPath) -> Planned {
    let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
    let text = sources(path).ok_or_else(unreadable)?;
    let group = bank.group(path.as_str()).ok_or_else(unreadable)?;
    let all = 0..group.questions.len();
    let questions = all.map(|index| carried(bank, sources, (path, &text), (group, index)));
    let questions: Vec<Carried> = questions.collect::<Result<_, Refusal>>()?;
    let mut new = Document::new(bank, sources, path, questions);
    let parts = new.parts(line_break(&text))?;
    let pieces = &mut new.relocation.pieces;
    pieces.keep(path, &text);
    let line_break = line_break(&text);
    let body = &text[group.split.body as usize..];
    let has_title = group.body.headings().any(|heading| heading.level == 1);
    let title = match has_title {
        true => Vec::new(),
        false => {
            let title = group.short_title(path.stem());
            vec![Part::new(format!("# {title}{line_break}{line_break}"))]
        }
    };
    let end = text.len() as u32;
    if body.trim().is_empty() {
        pieces.paste(path, end, title.into_iter().chain(parts).collect())?;
    } else {
        let is_whole = body.ends_with(['\n', '\r']);
        let above = line_break.repeat(if is_whole { 1 } else { 2 });
        let parts = [Part::new(above)].into_iter().chain(parts);
        pieces.paste(path, end, parts.collect())?;
        let first = text.len() - body.trim_start().len();
        pieces.paste(path, first as u32, title)?;
    }
    pieces.cut(path, questions_in_front(&text, group)?)?;
    new.edit()
}

/// The lines of the questions in the frontmatter; all of it, with the blank lines below, if nothing else is there.
fn questions_in_front(text: &str, group: &Group) -> Result<Span, Refusal> {
    let lines = group.block().ok_or_else(|| {
        Refusal::new("the questions do not each start with a hyphen on a line of its own")
    })?;
    Ok(match group.head.map.entries.is_empty() {
        true => {
            let body = &text[group.split.body as usize..];
            let first = text.len() - body.trim_start().len();
            Span::new(0, line_start(text, first as u32))
        }
        false => Span::new(line_start(text, group.opening.start), lines.end),
    })
}

/// Writes the questions of the files in the folder of `path` into a new document there, and removes the files.
///
/// # Errors
/// When something would be lost, a link would lead elsewhere, or the file would not be read as a document.
pub fn gather(bank: &Bank, sources: Sources<'_>, path: &BankPath) -> Planned {
    let files: Vec<&BankPath> = files(bank, path.folder()).collect();
    let names = ["README.md", "questions.md", "all-questions.md"];
    let mut free = names.iter().filter_map(|name| path.beside(name));
    let free =
        free.find(|path| bank.file(path.as_str()).is_none() && bank.other_case(path).is_none());
    let new =
        free.ok_or_else(|| Refusal::new("the folder has a `README.md`, a `questions.md` and an `all-questions.md`; rename one of them first"))?;
    let mut questions = Vec::new();
    for path in files {
        let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
        let text = sources(path).ok_or_else(unreadable)?;
        let group = bank.group(path.as_str()).ok_or_else(unreadable)?;
        has_known_keys(path, group)?;
        questions.push(carried(bank, sources, (path, &text), (group, 0))?);
    }
    let title = title_of(path.folder());
    let mut document = Document::new(bank, sources, &new, questions);
    let parts = document.parts("\n")?;
    let title = Part::new(format!("# {title}\n\n"));
    let parts = std::iter::once(title).chain(parts).collect();
    document.relocation.pieces.create(new, parts);
    document.edit()
}

/// The files of a folder that have one question each, by path.
pub fn files<'b>(bank: &'b Bank, folder: &'b str) -> impl Iterator<Item = &'b BankPath> {
    let all = bank.groups_in(folder);
    let is_file = move |path: &&BankPath| {
        let group = bank.group(path.as_str());
        group.is_some_and(|group| group.shape == file::SHAPE.name)
    };
    all.filter(is_file)
}

/// Refuses a file whose frontmatter has something that a document has no place for.
fn has_known_keys(path: &BankPath, group: &Group) -> Result<(), Refusal> {
    const TEXT: &[&str] = &["title", "question"];
    let known = |key: &str| {
        let key = key.to_lowercase();
        [TEXT, LEVEL, TOPICS]
            .iter()
            .any(|keys| keys.contains(&key.as_str()))
    };
    let mut entries = group.head.map.entries.iter();
    match entries.find(|entry| !known(&entry.key.text)) {
        Some(entry) => Err(Refusal::new(format!(
            "`{path}` has the key `{}`, which has no place in a document; remove it first",
            entry.key.text
        ))),
        None => Ok(()),
    }
}

/// The title of a document with the questions of a folder.
fn title_of(folder: &str) -> String {
    let name = folder.rsplit('/').next().unwrap_or_default();
    let name = name.replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => format!("{}{} questions", first.to_uppercase(), letters.as_str()),
        None => "Questions".to_owned(),
    }
}

/// A document that is written.
struct Document<'d> {
    bank: &'d Bank,
    sources: Sources<'d>,
    path: BankPath,
    /// In the order in which they are written.
    questions: Vec<Carried>,
    relocation: Relocation<'d>,
}

impl<'d> Document<'d> {
    fn new(bank: &'d Bank, sources: Sources<'d>, path: &BankPath, questions: Vec<Carried>) -> Self {
        let order = order(bank, &questions);
        let mut questions: Vec<Option<Carried>> = questions.into_iter().map(Some).collect();
        let ordered = order
            .into_iter()
            .filter_map(|index| questions[index].take());
        Self {
            bank,
            sources,
            path: path.clone(),
            questions: ordered.collect(),
            relocation: Relocation::new(bank, sources),
        }
    }

    /// The markdown of the questions.
    fn parts(&self, line_break: &str) -> Result<Vec<Part>, Refusal> {
        let questions: Vec<&Carried> = self.questions.iter().collect();
        let written = written(&questions, 2)?.replace('\n', line_break);
        let mut texts: BTreeMap<&BankPath, Arc<String>> = BTreeMap::new();
        for (path, _) in questions.iter().flat_map(|question| &question.from) {
            let text = (self.sources)(path);
            let text = text.ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))?;
            texts.insert(path, text);
        }
        let text = |path: &BankPath| texts.get(path).map_or("", |text| text.as_str());
        let sources = questions
            .iter()
            .flat_map(|question| question.sources(&text));
        Ok(aligned(&written, &sources.collect::<Vec<_>>()))
    }

    /// The change.
    fn edit(mut self) -> Planned {
        let at = |index: usize| QuestionRef {
            group: self.path.clone(),
            index,
        };
        let mut meant = Meant::default();
        for (index, question) in self.questions.iter().enumerate() {
            meant.rewritten.insert(question.at.clone(), at(index));
            if question.at.group != self.path {
                let file = question.at.group.clone();
                self.relocation.deletes.insert(file, at(index));
            }
            if let Some(answer) = &question.answer {
                let leaves = |by: &QuestionRef| by.group == question.at.group;
                needed::by_no_other(self.bank, self.sources, answer, leaves)?;
                self.relocation.deletes.insert(answer.clone(), at(index));
            }
        }
        let also = |texts: &BTreeMap<BankPath, String>, now: &BTreeMap<BankPath, Facts>| {
            self.are_written(texts, now)
        };
        let mut edit = self.relocation.edit_checked(&meant, &also)?;
        edit.shows = Some(self.path.clone());
        Ok(edit)
    }

    /// Refuses a document whose questions are not those that were written.
    fn are_written(
        &self,
        texts: &BTreeMap<BankPath, String>,
        now: &BTreeMap<BankPath, Facts>,
    ) -> Result<(), Refusal> {
        let group = now.get(&self.path).and_then(Facts::as_group);
        let group = group.filter(|group| group.shape == document::SHAPE.name);
        let group = group.ok_or_else(|| no_bank(&self.path))?;
        let text = texts.get(&self.path).map_or("", |text| text.as_str());
        for (question, placed) in self.questions.iter().zip(group.questions.iter()) {
            let new = NewQuestion {
                level: question.level.as_ref().map(|level| level.word.clone()),
                ..question.new.clone()
            };
            let differing = question::differing(&new, (text, group.split.body), &placed);
            let topics = placed.topics().map(|topic| topic.text);
            let has_topics = topics.eq(question.topics.iter().map(|topic| topic.name.as_str()));
            let part = differing.or((!has_topics).then_some("a topic"));
            if let Some(part) = part {
                return Err(Refusal::new(format!(
                    "{part} of the question `{}` would be read differently",
                    question.new.question
                )));
            }
        }
        match group.questions.len() == self.questions.len() {
            true => Ok(()),
            false => Err(Refusal::new(
                "the document would be read with other questions; write it by hand",
            )),
        }
    }
}
