//! Questions as the text file that Anki imports: a note in a row, with its fields between tabs.

use std::collections::HashSet;
use std::io;

use csv::{QuoteStyle, WriterBuilder};
use xxhash_rust::xxh3::xxh3_64;

use super::links::{Target, target};
use super::question::ExportedQuestion;
use crate::bank::BankPath;
use crate::syntax::markdown::render::{Destinations, Rendering, inline_html, item_html, to_html};

/// What the importer has to know before the first note. Without names of columns, it takes the columns that are left as
/// the fields of a note, in order. With names, it takes only those that are fields' names in the language of its user.
const HEADER: &str = "#separator:tab\n#html:true\n#guid column:1\n#tags column:4\n";

/// The file. Questions without a text are left out: a note needs a front.
///
/// The identity of a note is made of its file and its text, so that an import of a later export updates the note.
///
/// # Errors
/// None in practice: the file is written to memory.
pub fn notes(questions: &[ExportedQuestion]) -> io::Result<Vec<u8>> {
    let mut out = Vec::from(HEADER);
    let mut writer = WriterBuilder::new()
        .delimiter(b'\t')
        .quote_style(QuoteStyle::Necessary)
        .from_writer(&mut out);
    let mut used = HashSet::new();
    for question in questions.iter().filter(|question| is_note(question)) {
        let id = identity(question, &mut used);
        let fields = [id, front(question), back(question), tags(question)];
        // The importer trims fields, and reads a carriage return as the end of a line.
        writer.write_record(fields.map(|field| field.replace('\r', "").trim().to_owned()))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// Whether the question has a text, so that it can be a note.
pub fn is_note(question: &ExportedQuestion) -> bool {
    let text = question.question.as_ref();
    text.is_some_and(|text| !text.trim().is_empty())
}

/// The id of a note: a hash of its file and its text. If another note has it, also of the body and the options, and if
/// that is taken too, of a number.
fn identity(question: &ExportedQuestion, used: &mut HashSet<u64>) -> String {
    let text = question.question.as_deref().unwrap_or_default();
    let of = |parts: &[&str]| xxh3_64(parts.join("\0").as_bytes());
    let options = question.options.iter().map(|option| option.text.as_str());
    let asked = question.body.as_deref().into_iter().chain(options);
    let asked: Vec<&str> = asked.collect();
    let first = of(&[&question.file, text]);
    let second = of(&[&question.file, text, &asked.join("\0")]);
    let later = (2_u32..).map(|at| of(&[&question.file, text, &asked.join("\0"), &at.to_string()]));
    let mut ids = [first, second].into_iter().chain(later);
    let id = ids.find(|id| used.insert(*id)).unwrap_or(first);
    format!("qmark-{id:016x}")
}

fn front(question: &ExportedQuestion) -> String {
    let media = Media(&question.source.question);
    let rendering = rendering(&media);
    let text = question.written().unwrap_or_default();
    let mut front = format!("<p>{}</p>", inline_html(text, &rendering));
    if let Some(body) = &question.body {
        front += &format!("\n{}", to_html(body, &rendering));
    }
    if !question.options.is_empty() {
        let options = question.options.iter();
        let items =
            options.map(|option| format!("<li>{}</li>\n", item_html(&option.text, &rendering)));
        let items: String = items.collect();
        front += &format!("\n<ol type=\"A\">\n{items}</ol>");
    }
    front
}

fn back(question: &ExportedQuestion) -> String {
    let own = Media(&question.source.question);
    let right = question.right().map(|(place, option)| {
        let text = item_html(&option.text, &rendering(&own));
        format!("<li value=\"{}\">{text}</li>\n", place + 1)
    });
    let right: String = right.collect();
    let source = question.source.answer.as_ref();
    let media = Media(source.unwrap_or(&question.source.question));
    let answer = question.answer.as_deref();
    let answer = answer.map(|answer| to_html(answer, &rendering(&media)));
    let right = (!right.is_empty()).then(|| format!("<ol type=\"A\">\n{right}</ol>"));
    let parts: Vec<String> = right.into_iter().chain(answer).collect();
    parts.join("\n")
}

/// The level and the topics. Spaces separate tags, so those within a tag become `_`.
fn tags(question: &ExportedQuestion) -> String {
    let tags = question.level.iter().chain(&question.topics);
    let tags = tags.map(|tag| tag.split_whitespace().collect::<Vec<_>>().join("_"));
    tags.collect::<Vec<_>>().join(" ")
}

fn rendering<'r>(media: &'r Media<'_>) -> Rendering<'r> {
    Rendering {
        destinations: media,
        deeper: 0,
        prefix: "",
    }
}

/// Links and images in Anki, whose images are in one folder, without the bank.
struct Media<'f>(&'f BankPath);

impl Destinations for Media<'_> {
    fn link(&self, destination: &str) -> Option<String> {
        match target(destination, self.0) {
            Target::Elsewhere(url) => Some(url.into_owned()),
            Target::File(..) | Target::Nothing => None,
        }
    }

    fn image(&self, source: &str) -> Option<String> {
        match target(source, self.0) {
            Target::Elsewhere(url) => Some(url.into_owned()),
            Target::File(file, _) => Some(file.name().to_owned()),
            Target::Nothing => None,
        }
    }
}
