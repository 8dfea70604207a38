//! Writes the answer of a question of a group: the name of a file, or a text of several lines.

use super::super::style::{Style, in_flow};
use super::value::{map_of, part_of};
use crate::facts::slot::Part;
use crate::shape::write::Target;
use crate::syntax::yaml::edit::block::block;
use crate::syntax::yaml::edit::{map, value};
use crate::syntax::yaml::quote::quoted;
use crate::text::{Refusal, Span, TextEdit, line_break, line_end};

/// Writes the name of a file in place of an inline answer, in the quotes that the names of files have nearby.
pub fn link(target: &Target<'_>, file: &str) -> Result<TextEdit, Refusal> {
    let Target {
        text,
        group,
        placed,
    } = *target;
    let map = map_of(target)?;
    let answer = part_of(&map, Part::Answer)?;
    let style = Style::of_group(text, group, placed.start).answer;
    let name = quoted(file, style, in_flow(text, group, placed));
    Ok(value::write(text, answer, placed.start, &name))
}

/// Writes a block header in place of the name and the text below that line. A comment after the name stays there.
pub fn inline(target: &Target<'_>, answer: &str) -> Result<Vec<TextEdit>, Refusal> {
    let (text, start) = (target.text, target.placed.start);
    let map = map_of(target)?;
    if map::is_flow(text, &map, start) {
        return Err(Refusal::new(
            "the question is written in braces, which do not allow an answer of several lines",
        ));
    }
    let block = block(answer, map::column(text, &map, start), line_break(text))?;
    let name = part_of(&map, Part::Answer)?.span.shift(start);
    Ok(vec![
        TextEdit {
            span: name,
            text: block.header,
        },
        TextEdit {
            span: Span::at(line_end(text, name.end)),
            text: block.lines,
        },
    ])
}
