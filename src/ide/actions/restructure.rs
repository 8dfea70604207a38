//! Writes the questions of a document in other files.

use super::action::{Action, Kind, Request};
use crate::edit::{sections, split};
use crate::facts::group::Group;
use crate::shape::document;
use crate::text::{Span, line_at};

/// At a cursor in the line of the title or of a section's heading: one action for each way.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let is_document = |group: &&Group| group.shape == document::SHAPE.name && group.row().is_none();
    let Some(group) = request.group().filter(is_document) else {
        return Vec::new();
    };
    if !is_at_heading(request, group) {
        return Vec::new();
    }
    let split = split::count(request.text, group).map(|count| {
        let title = format!("Split the document into a file for each of its {count} sections");
        Action::new(Kind::Rewrite, title, |request| {
            split::by_section(request.bank, request.sources, request.path)
        })
    });
    split.into_iter().collect()
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

    const TITLE: &str = "Split the document into a file for each of its 2 sections";

    #[test]
    fn at_the_headings_of_documents_with_sections() {
        let section = |heading: &str| {
            format!("## {heading}\n\n### What is it?\n\nSo.\n\n### Why is it?\n\nSo.\n\n")
        };
        let offered = |bread: &str, ropes: &str| {
            let (bread, ropes) = (section(bread), section(ropes));
            let bank = format!("//- /README.md\n# Interview questions\n\n{bread}{ropes}");
            titles(&bank).contains(&TITLE.to_owned())
        };
        assert!(offered("Bread$0", "Ropes"));
        assert!(offered("Bread", "Ro$0pes"));
        assert!(!offered("Bread\n$0", "Ropes"));
    }
}
