//! Writes the questions of a file in another shape, or in several files.

use super::action::{Action, Kind, Request};
use crate::edit::convert::{files, gather, to_document, to_group};
use crate::edit::{sections, split};
use crate::facts::group::Group;
use crate::shape::{document, file};
use crate::text::{Span, line_at};

/// At a cursor in the head of a file, or in the line of a section's heading: one action for each way.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let Some(group) = request.group().filter(|group| group.row().is_none()) else {
        return Vec::new();
    };
    if group.shape == document::SHAPE.name {
        return of_document(request, group);
    }
    if group.shape == file::SHAPE.name {
        return of_file(request).into_iter().collect();
    }
    let is_list = group.yaml().is_some() && !group.questions.is_empty();
    let convert = (is_list && request.is_in_head()).then(|| {
        Action::new(Kind::Rewrite, "Convert to a document", |request| {
            to_document(request.bank, request.sources, request.path)
        })
    });
    convert.into_iter().collect()
}

fn of_document(request: &Request<'_>, group: &Group) -> Vec<Action> {
    if !is_at_heading(request, group) {
        return Vec::new();
    }
    let split = split::count(request.text, group).map(|count| {
        let title = format!("Split the document into a file for each of its {count} sections");
        Action::new(Kind::Rewrite, title, |request| {
            split::by_section(request.bank, request.sources, request.path)
        })
    });
    let mut questions = group.questions.iter();
    let is_quiz = questions.any(|placed| !placed.question.options().is_empty());
    let title = "Convert to a question group with answer files";
    let convert = (!is_quiz).then(|| {
        Action::new(Kind::Rewrite, title, |request| {
            to_group(request.bank, request.sources, request.path)
        })
    });
    split.into_iter().chain(convert).collect()
}

/// In a file with one question, if others are in its folder.
fn of_file(request: &Request<'_>) -> Option<Action> {
    if !request.span.is_empty() {
        return None;
    }
    let count = files(request.bank, request.path.folder()).count();
    let title = format!("Gather the {count} questions of this folder into a document");
    (count > 1).then(|| {
        Action::new(Kind::Rewrite, title, |request| {
            gather(request.bank, request.sources, request.path)
        })
    })
}

fn is_at_heading(request: &Request<'_>, group: &Group) -> bool {
    let line = line_at(request.text, request.span.start);
    let is_here = |span: Span| line.touches(span.start);
    let title = group.title.iter().map(|title| title.span);
    let headings = sections::sections(group).into_iter();
    let headings = headings.map(|section| section.heading);
    request.span.is_empty() && title.chain(headings).any(is_here)
}

#[cfg(test)]
mod tests {
    use super::super::tests::titles;

    const ALL: &[&str] = &["Split", "Convert", "Gather"];

    fn offered(bank: &str) -> Vec<String> {
        let mut titles = titles(bank);
        titles.retain(|title| ALL.iter().any(|start| title.starts_with(start)));
        titles
    }

    #[test]
    fn at_the_headings_of_documents() {
        let section = |heading: &str| {
            format!("## {heading}\n\n### What is it?\n\nSo.\n\n### Why is it?\n\nSo.\n\n")
        };
        let bank = |title: &str, bread: &str, ropes: &str| {
            let (bread, ropes) = (section(bread), section(ropes));
            format!("//- /README.md\n# Interview questions{title}\n\n{bread}{ropes}")
        };
        let both = [
            "Split the document into a file for each of its 2 sections",
            "Convert to a question group with answer files",
        ];
        assert_eq!(offered(&bank("", "Bread$0", "Ropes")), both);
        assert_eq!(offered(&bank("$0", "Bread", "Ropes")), both);
        assert_eq!(offered(&bank("", "Bread\n$0", "Ropes")), [""; 0]);
        let quiz = bank("$0", "Bread", "Ropes").replace("So.", "- [ ] a\n- [x] b");
        assert_eq!(offered(&quiz), both[..1]);
    }

    #[test]
    fn in_the_head_of_groups_and_files() {
        let group = "//- /go/go.md\n---\ntitle: G$0o\nquestions:\n  - question: What is it?\n---\n";
        assert_eq!(offered(group), ["Convert to a document"]);
        let file = |name: &str, asked: &str| {
            format!("//- /go/{name}.md\n---\ntitle: {asked}\ndifficulty: easy\n---\nSo.\n")
        };
        let files = file("a", "What is$0 it?") + &file("b", "Why is it?");
        assert_eq!(
            offered(&files),
            ["Gather the 2 questions of this folder into a document"]
        );
        assert_eq!(offered(&file("a", "What is$0 it?")), [""; 0]);
    }
}
