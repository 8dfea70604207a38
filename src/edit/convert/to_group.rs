//! Writes a document as a group with answer files.

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::{Bank, BankPath, QuestionRef};
use crate::edit::moving::carried::{Carried, carried};
use crate::edit::moving::elsewhere::{answer_text, has_level_key, in_group};
use crate::edit::moving::{aligned::aligned, lines::runs};
use crate::edit::relocate::{Meant, Part, Relocation, differs};
use crate::edit::verify::is_written_in_group;
use crate::edit::{Planned, Sources, answer_file};
use crate::facts::Facts;
use crate::shape::write::{FirstQuestions, NewQuestion, TargetList};
use crate::text::{Refusal, line_break, line_start};

/// Writes the questions of the document at `path` into its frontmatter, and each answer into a file of its own. What else is
/// in the document stays below.
///
/// # Errors
/// When a question has options, something would be lost, or a link would lead elsewhere.
pub fn to_group(bank: &Bank, sources: Sources<'_>, path: &BankPath) -> Planned {
    let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
    let text = sources(path).ok_or_else(unreadable)?;
    let group = bank.group(path.as_str()).ok_or_else(unreadable)?;
    let all = 0..group.questions.len();
    let questions = all
        .clone()
        .map(|index| carried(bank, sources, (path, &text), (group, index)));
    let questions: Vec<Carried> = questions.collect::<Result<_, Refusal>>()?;
    let quiz = questions
        .iter()
        .find(|question| !question.new.options.is_empty());
    if let Some(quiz) = quiz {
        return Err(Refusal::new(format!(
            "the question `{}` has options, and a question of a group has none",
            quiz.new.question
        )));
    }
    let mut groups = bank.groups().filter_map(|path| bank.group(path.as_str()));
    let other = groups.find(|group| group.yaml().is_some());
    let own_key = other.is_none_or(|other| has_level_key(bank, other));
    let mut relocation = Relocation::new(bank, sources);
    relocation.pieces.keep(path, &text);
    let list = TargetList { text: &text, group };
    for run in runs(group, &all) {
        let gone = list.take(run)?;
        relocation.pieces.cut(path, gone)?;
    }
    let mut taken = BTreeSet::new();
    let mut new = Vec::new();
    for question in &questions {
        question.fits_a_group()?;
        let mut written = in_group(question, own_key);
        if let Some(said) = answer_text(question) {
            let answer = answer_file::unused_by(bank, path, &question.new.question, &taken)?;
            taken.insert(answer.clone());
            answer.name().clone_into(&mut written.answer);
            let said = said.replace('\n', line_break(&text));
            let from = question.sources(&|_| text.as_str());
            relocation.pieces.create(answer, aligned(&said, &from));
        }
        new.push(written);
    }
    let (at, front) = frontmatter(&text, group.split.front, &new)?;
    relocation.pieces.paste(path, at, vec![Part::new(front)])?;
    let at = |index: usize| QuestionRef {
        group: path.clone(),
        index,
    };
    let meant = Meant {
        rewritten: all.map(|index| (at(index), at(index))).collect(),
        ..Meant::default()
    };
    let mut edit = relocation.edit_checked(&meant, &|_, now| are_written(path, now, &new))?;
    edit.shows = Some(path.clone());
    Ok(edit)
}

/// The lines with the questions, and where they go: into the frontmatter that is there, or a new one.
fn frontmatter(
    text: &str,
    front: Option<crate::syntax::frontmatter::Front>,
    new: &[NewQuestion],
) -> Result<(u32, String), Refusal> {
    const FENCE: &str = "---\n";
    let written = FirstQuestions::New(new).file(&[])?;
    let (at, written) = match front {
        None => (0, written),
        Some(front) => {
            let close = front.close.ok_or_else(|| {
                Refusal::new("the frontmatter is not closed; add a line `---` at its end")
            })?;
            let lines = written
                .strip_prefix(FENCE)
                .and_then(|rest| rest.strip_suffix(FENCE));
            let lines = lines.unwrap_or(&written).to_owned();
            (line_start(text, close.start), lines)
        }
    };
    Ok((at, written.replace('\n', line_break(text))))
}

/// Refuses a group whose questions are not those that were written.
fn are_written(
    path: &BankPath,
    now: &BTreeMap<BankPath, Facts>,
    new: &[NewQuestion],
) -> Result<(), Refusal> {
    let group = now.get(path).and_then(Facts::as_group);
    let group = group.filter(|group| group.yaml().is_some());
    let mut questions = group.into_iter().flat_map(|group| group.questions.iter());
    for new in new {
        let placed = questions.next();
        if !placed.is_some_and(|placed| is_written_in_group(&placed, new)) {
            return Err(differs(Some(&new.question)));
        }
    }
    Ok(())
}
