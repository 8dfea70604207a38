//! Questions that come into a group: each with an answer file, or with its answer in the frontmatter, as the others have it.

use super::imported::Imported;
use super::markdown::change;
use super::outcome::{Import, Written};
use crate::bank::{Bank, BankPath};
use crate::edit::question::append;
use crate::edit::{Edit, answer_file, level, new_group, title_count};
use crate::facts::group::Group;
use crate::facts::question::Answer;
use crate::shape::write::{FirstQuestions, NewQuestion};
use crate::syntax::markdown::placeholder::ANSWER;
use crate::text::{Refusal, one_line};

/// A group that questions come into.
pub struct IntoGroup<'i> {
    import: &'i Import<'i>,
    path: &'i BankPath,
    /// The bank with the answer files that come.
    bank: Bank,
    /// Whether levels have a key of their own.
    own_key: bool,
    /// Whether answers are files.
    has_files: bool,
}

impl<'i> IntoGroup<'i> {
    /// The group at `path`, existing or not.
    ///
    /// # Errors
    /// When all questions have options, which a group cannot have.
    pub fn of(import: &'i Import<'i>, path: &'i BankPath) -> Result<Self, Refusal> {
        let is_quiz = |question: &Imported| !question.options.is_empty();
        if import.questions.iter().all(is_quiz) {
            return Err(Refusal::new(format!(
                "the questions have options, and a group such as `{path}` has none; name a document"
            )));
        }
        let bank = import.bank;
        let group = bank.group(path.as_str());
        let own_key = match group {
            Some(group) => level::has_own_key(bank, group, group.questions.len()),
            None => level::bank_has_own_key(bank),
        };
        Ok(Self {
            import,
            path,
            bank: bank.clone(),
            own_key,
            has_files: group.is_none_or(has_files),
        })
    }

    /// The file that answers are written in: a new one in the folder of the answers, or the group itself.
    pub fn file_of_answers(&self) -> BankPath {
        let file = self
            .has_files
            .then(|| self.bank.answer_path(self.path, "answer.md"));
        file.flatten().unwrap_or_else(|| self.path.clone())
    }

    /// Adds the questions to the group.
    pub fn write(mut self, questions: &[Imported]) -> Result<Written, Refusal> {
        let unreadable = || Refusal::new(format!("`{}` cannot be read", self.path));
        let text = (self.import.sources)(self.path).ok_or_else(unreadable)?;
        let group = self
            .import
            .bank
            .group(self.path.as_str())
            .ok_or_else(unreadable)?;
        let (new, mut written) = self.prepared(questions);
        if new.is_empty() {
            return Ok(written);
        }
        let input = self.import.bank.config().input(self.path, &text);
        let edit = append(&input, group, &new)?;
        written.edit.add(self.path, [edit]);
        let count = group.questions.len() + new.len();
        written
            .edit
            .add(self.path, title_count::edits(&text, group, count));
        Ok(written)
    }

    /// Makes the group with the questions.
    pub fn create(mut self, questions: &[Imported]) -> Result<Written, Refusal> {
        let (new, mut written) = self.prepared(questions);
        if new.is_empty() {
            return Ok(written);
        }
        let title = title_of(self.path.stem());
        let first = FirstQuestions::New(&new);
        let text = new_group::group_text(self.import.bank, &title, &first)?;
        written.edit.merge(Edit::create(self.path, text))?;
        Ok(written)
    }

    /// The questions as they are written, their answer files, and those that cannot be written.
    fn prepared(&mut self, questions: &[Imported]) -> (Vec<NewQuestion>, Written) {
        let mut written = Written::default();
        let mut new = Vec::new();
        for (place, question) in questions.iter().enumerate() {
            match self.question(question, &mut written.edit) {
                Ok(question) => new.push(question),
                Err(refusal) => written.refused.push((place, refusal)),
            }
        }
        (new, written)
    }

    fn question(&mut self, question: &Imported, edit: &mut Edit) -> Result<NewQuestion, Refusal> {
        if !question.options.is_empty() {
            return Err(Refusal::new(
                "it has options, which a question of a group has not; import it into a document",
            ));
        }
        let level = question.level_in(self.import.bank).map(str::to_owned);
        let among = level.clone().filter(|_| !self.own_key);
        let mut topics: Vec<String> = among.into_iter().collect();
        topics.extend(
            question
                .topics
                .iter()
                .filter(|it| !topics.contains(it))
                .cloned()
                .collect::<Vec<_>>(),
        );
        Ok(NewQuestion {
            question: question.question.clone(),
            answer: self.answer(question, edit)?,
            level: level.filter(|_| self.own_key),
            topics,
            ..NewQuestion::default()
        })
    }

    /// The name of the new answer file, or the answer.
    fn answer(&mut self, question: &Imported, edit: &mut Edit) -> Result<String, Refusal> {
        let answer = question.whole_answer();
        if !self.has_files {
            return Ok(if answer.is_empty() {
                ANSWER.to_owned()
            } else {
                answer
            });
        }
        let asked = question.shown();
        let file = answer_file::unused(&self.bank, self.path, &asked)?;
        let text = match answer.is_empty() {
            true => answer_file::text(&asked),
            false => answer + "\n",
        };
        let facts = self.bank.read(&file, &text);
        self.bank.apply([change(file.clone(), facts)]);
        let name = file.name().to_owned();
        edit.creates.insert(file, text);
        Ok(name)
    }
}

/// Whether most answers of a group are files; so they are in a group without answers.
fn has_files(group: &Group) -> bool {
    let answers = || group.questions.iter().rev().take(level::LOOKED_AT);
    let files = answers().filter(|placed| matches!(placed.answer(), Some(Answer::File(_))));
    let inline = answers().filter(|placed| matches!(placed.answer(), Some(Answer::Inline(_))));
    files.count() >= inline.count()
}

/// A title made of the name of a file or folder.
pub fn title_of(name: &str) -> String {
    let words = name.replace(['-', '_', '.'], " ");
    let words = one_line(&words);
    let mut chars = words.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}
