//! Questions as a page for readers: one file that loads nothing but the images that its texts name, runs no scripts, and is
//! readable on a small screen, on a dark one, and on paper.

mod contents;
mod style;

use std::collections::HashMap;

use contents::contents;
use style::STYLE;

use super::links::{Target, address, target};
use super::question::{ExportedQuestion, Source, right_letters};
use crate::bank::BankPath;
use crate::syntax::markdown::render::{
    Destinations, Rendering, escape, inline_html, item_html, to_html,
};
use crate::text::count;

/// The page. `title` is what the bank is called.
pub fn page(questions: &[ExportedQuestion], title: &str) -> String {
    let page = Page::new(questions);
    let files = page.files();
    let lead = format!(
        "{} in {}",
        count(questions.len(), "question"),
        count(files.len(), "file")
    );
    let mut content = String::new();
    for (at, file) in files.iter().enumerate() {
        content += &page.file(at, file.clone());
    }
    let contents = contents(&page, &files);
    // A single file has a better title than its path.
    let own = questions.first().filter(|_| files.len() == 1);
    let title = escape(own.map_or(title, |question| &question.title));
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src * data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <header>\n<h1>{title}</h1>\n<p>{lead}</p>\n</header>\n{contents}{content}\
         <footer>Made by qmark {version}.</footer>\n</main>\n</body>\n</html>\n"
    )
}

/// The questions of the page, and where each is.
struct Page<'q> {
    questions: &'q [ExportedQuestion],
    /// The first question of each file, and that of each anchor and each answer file, by their paths from the root
    /// of the outermost bank.
    places: HashMap<(String, Option<String>), String>,
}

impl<'q> Page<'q> {
    fn new(questions: &'q [ExportedQuestion]) -> Self {
        let mut page = Self {
            questions,
            places: HashMap::new(),
        };
        for (at, file) in page.files().into_iter().enumerate() {
            let path = questions[file.start].file.clone();
            page.places.insert((path, None), Page::file_id(at));
        }
        for (at, question) in questions.iter().enumerate() {
            let source = &question.source;
            let anchor = question.anchor.clone().map(Some);
            let own = anchor.map(|anchor| (question.file.clone(), anchor));
            let answer = source.answer.as_ref();
            let answer = answer.map(|file| (format!("{}{file}", source.prefix), None));
            for place in own.into_iter().chain(answer) {
                page.places
                    .entry(place)
                    .or_insert_with(|| Page::question_id(at));
            }
        }
        page
    }

    /// The questions of each file, in order.
    fn files(&self) -> Vec<std::ops::Range<usize>> {
        let mut files: Vec<std::ops::Range<usize>> = Vec::new();
        for (at, question) in self.questions.iter().enumerate() {
            match files.last_mut() {
                Some(last) if self.questions[last.start].file == question.file => last.end = at + 1,
                _ => files.push(at..at + 1),
            }
        }
        files
    }

    /// The id of a file's part of the page.
    fn file_id(at: usize) -> String {
        format!("f{}", at + 1)
    }

    /// The id of a question on the page.
    fn question_id(at: usize) -> String {
        format!("q{}", at + 1)
    }

    fn file(&self, at: usize, questions: std::ops::Range<usize>) -> String {
        let first = &self.questions[questions.start];
        let articles: String = questions.map(|at| self.question(at)).collect();
        format!(
            "<section id=\"{}\">\n<h2>{}</h2>\n<p class=\"soft\">{}</p>\n{articles}</section>\n",
            Page::file_id(at),
            escape(&first.title),
            escape(&first.file)
        )
    }

    fn question(&self, at: usize) -> String {
        let question = &self.questions[at];
        let places = Places::new(self, &question.source, false);
        let prefix = format!("{}-", Page::question_id(at));
        let rendering = places.rendering(&prefix);
        let number = question.number.map(|number| format!("{number}. "));
        let text = question.written();
        let text = text.map(|text| inline_html(text, &rendering));
        let text = text.unwrap_or_else(|| "<em>no text</em>".to_owned());
        let labels = question.level.iter().chain(&question.topics);
        let labels: Vec<String> = labels.map(|label| escape(label)).collect();
        let labels = match labels.is_empty() {
            true => String::new(),
            false => format!("<p class=\"soft\">{}</p>\n", labels.join(" · ")),
        };
        let body = question.body.as_deref();
        let body = body.map(|body| to_html(body, &rendering) + "\n");
        let options = question.options.iter();
        let options =
            options.map(|option| format!("<li>{}</li>\n", item_html(&option.text, &rendering)));
        let options: String = options.collect();
        let options = match options.is_empty() {
            true => options,
            false => format!("<ol class=\"options\">\n{options}</ol>\n"),
        };
        format!(
            "<article id=\"{}\">\n<h3>{}{text}</h3>\n{labels}{}{options}{}</article>\n",
            Page::question_id(at),
            number.unwrap_or_default(),
            body.unwrap_or_default(),
            self.answer(question, &prefix)
        )
    }

    /// The answer, which opens on a click.
    fn answer(&self, question: &ExportedQuestion, prefix: &str) -> String {
        let places = Places::new(self, &question.source, true);
        let right = right_letters(question);
        let right = (!right.is_empty()).then(|| format!("<p class=\"right\">{right}</p>\n"));
        let answer = question.answer.as_deref();
        let answer = answer.map(|answer| to_html(answer, &places.rendering(prefix)) + "\n");
        match (right, answer) {
            (None, None) => "<p class=\"soft\">No answer.</p>\n".to_owned(),
            (right, answer) => format!(
                "<details class=\"answer\">\n<summary>Answer</summary>\n{}{}</details>\n",
                right.unwrap_or_default(),
                answer.unwrap_or_default()
            ),
        }
    }
}

/// Where links and images of one file lead on the page.
struct Places<'p> {
    page: &'p Page<'p>,
    source: &'p Source,
    file: &'p BankPath,
}

impl<'p> Places<'p> {
    /// Those of the question's file, or of its answer's.
    fn new(page: &'p Page<'p>, source: &'p Source, of_answer: bool) -> Self {
        let answer = source.answer.as_ref().filter(|_| of_answer);
        Self {
            page,
            source,
            file: answer.unwrap_or(&source.question),
        }
    }

    fn rendering<'r>(&'r self, prefix: &'r str) -> Rendering<'r> {
        Rendering {
            destinations: self,
            deeper: 3,
            prefix,
        }
    }
}

impl Destinations for Places<'_> {
    fn link(&self, destination: &str) -> Option<String> {
        match target(destination, self.file) {
            Target::Elsewhere(url) => Some(url.into_owned()),
            Target::File(file, anchor) => {
                let path = format!("{}{file}", self.source.prefix);
                let place = (path, anchor);
                let here = self.page.places.get(&place);
                Some(match here {
                    Some(id) => format!("#{id}"),
                    None => address(self.source, &file, place.1.as_deref()),
                })
            }
            Target::Nothing => None,
        }
    }

    fn image(&self, source: &str) -> Option<String> {
        match target(source, self.file) {
            Target::Elsewhere(url) => Some(url.into_owned()),
            Target::File(file, _) => Some(address(self.source, &file, None)),
            Target::Nothing => None,
        }
    }
}
