//! `qmark export`: the questions of a bank in forms that other programs read.

use std::process::ExitCode;

use super::arguments::{ExportArguments, ExportFormat};
use super::escape::write_json;
use super::load::LoadedBanks;
use super::output::complain;
use super::{Failure, output};
use crate::export::{ExportedQuestion, anki, html, questions_of, table};
use crate::text::{count, is_or_are};

/// Writes the questions that belong to the path.
pub fn run(arguments: &ExportArguments) -> Result<ExitCode, Failure> {
    let loaded = LoadedBanks::of(&arguments.path)?;
    loaded.note_nothing(|_, _| false);
    let questions = questions(&loaded);
    // All is read before the file is written, which may be one of the bank's.
    let written = match arguments.format {
        ExportFormat::Csv => table::csv(&questions)?,
        ExportFormat::Json => json(&questions)?,
        ExportFormat::Anki => anki::notes(&questions)?,
        ExportFormat::Html => html::page(&questions, &loaded.title()).into_bytes(),
    };
    output::print_to(arguments.output.as_deref(), |out| {
        Ok(out.write_all(&written)?)
    })?;
    note_what_lacks(&questions, arguments.format);
    Ok(ExitCode::SUCCESS)
}

/// The questions of all banks that were read. Paths start at the root of the first one, which contains the others.
fn questions(loaded: &LoadedBanks) -> Vec<ExportedQuestion> {
    let top = loaded.place().root.as_path();
    let banks = loaded.banks.iter().flat_map(|read| {
        let part = |path: &str| read.covers(path);
        let texts = |path: &_| read.folder.lossy_text(path);
        questions_of(&read.bank, &part, &read.below(top), &texts)
    });
    banks.collect()
}

/// A list with one question in a line.
fn json(questions: &[ExportedQuestion]) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::from("[");
    for (at, question) in questions.iter().enumerate() {
        let before = if at == 0 { "\n" } else { ",\n" };
        out.extend_from_slice(before.as_bytes());
        write_json(&mut out, question)?;
    }
    out.extend_from_slice(b"\n]\n");
    Ok(out)
}

/// Reports on standard error how many questions are not exported as a whole.
fn note_what_lacks(questions: &[ExportedQuestion], format: ExportFormat) {
    let lacking = questions
        .iter()
        .filter(|question| question.source.lacks_answer);
    let lacking = lacking.count();
    if lacking > 0 {
        let file = if lacking == 1 {
            "its answer file"
        } else {
            "their answer files"
        };
        complain(
            "note",
            &format!(
                "{} {} exported without an answer: {file} cannot be read; `qmark check` shows which",
                count(lacking, "question"),
                is_or_are(lacking)
            ),
        );
    }
    let silent = questions
        .iter()
        .filter(|question| !anki::is_note(question))
        .count();
    if format == ExportFormat::Anki && silent > 0 {
        complain(
            "note",
            &format!(
                "{} without a text {} not exported",
                count(silent, "question"),
                is_or_are(silent)
            ),
        );
    }
}
