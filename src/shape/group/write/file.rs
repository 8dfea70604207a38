//! Writes a new file with a group.

use std::fmt::Write as _;

use super::super::style::Style;
use super::append::item;
use super::lines::{COLUMN, items};
use crate::shape::write::{FirstQuestions, HeadValue};
use crate::syntax::yaml;
use crate::syntax::yaml::quote::quoted;

/// The text of a file with these values and these questions.
pub fn file(head: &[(String, HeadValue)], questions: &FirstQuestions<'_>) -> String {
    let mut out = String::from("---\n");
    head.iter().for_each(|entry| write(&mut out, entry, 0));
    out += "questions:\n";
    match questions {
        FirstQuestions::New(new) => {
            for new in *new {
                out += &item(new, Style::plain(COLUMN), COLUMN, "\n");
                out.push('\n');
            }
        }
        FirstQuestions::Taken(taken) => out += &items(taken, COLUMN, "\n"),
    }
    out + "---\n"
}

fn write(out: &mut String, (key, value): &(String, HeadValue), column: usize) {
    let indent = " ".repeat(column);
    let text = |value: &str| quoted(value, yaml::Style::Plain, false);
    let _ = match value {
        HeadValue::Text(value) => writeln!(out, "{indent}{key}: {}", text(value)),
        HeadValue::Literal(value) => writeln!(out, "{indent}{key}: {value}"),
        HeadValue::Texts(values) => {
            let items = values
                .iter()
                .map(|value| format!("\n{indent}  - {}", text(value)));
            writeln!(out, "{indent}{key}:{}", items.collect::<String>())
        }
        HeadValue::Map(entries) => {
            let _ = writeln!(out, "{indent}{key}:");
            entries
                .iter()
                .for_each(|entry| write(out, entry, column + 2));
            Ok(())
        }
    };
}
