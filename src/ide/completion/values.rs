//! Completes values: closed vocabularies here, other values in the modules of their keys.

use super::draft::{Draft, bare, scalar};
use super::{At, Completions, Item, Kind, answers, rank, topics};
use crate::bank::config::ValueType;
use crate::bank::keys::Keys;
use crate::bank::schema::KeyRef;
use crate::bank::{Bank, BankPath};
use crate::shape::cursor::PartialValue;
use crate::shape::group::cursor::link_at;
use crate::syntax::yaml::Style;

/// The values for the key at `path`.
pub(super) fn complete(
    at: &At<'_>,
    path: &[&str],
    written: &PartialValue,
    nested: bool,
) -> Completions {
    if nested {
        return Completions::default();
    }
    match path {
        ["questions", "-", "answer"] if in_link(at) => at.link(),
        ["questions", "-", "answer"] => answers::complete(at, written, true),
        ["ending"] => answers::complete(at, written, false),
        ["questions", "-", "topics"] => topics::first_item(at, written),
        ["questions", "-", "level"] => levels(at, written),
        ["authorId"] => people(at.bank, at.bank.authors(), written),
        ["relatedGuidesId"] => people(at.bank, at.bank.guides(), written),
        _ => by_form(at, path, written),
    }
}

fn in_link(at: &At<'_>) -> bool {
    let start = at
        .context
        .item
        .map_or(at.yaml.start, |item| item.span.start);
    link_at(at.text, start, at.offset).is_some()
}

fn levels(at: &At<'_>, written: &PartialValue) -> Completions {
    let items = at.bank.config().levels.iter().map(|level| {
        let synonyms: Vec<String> = level
            .synonyms
            .iter()
            .map(|word| format!("`{word}`"))
            .collect();
        let documentation = format!("Also written {}.", synonyms.join(", "));
        Item {
            documentation: (!synonyms.is_empty()).then_some(documentation),
            ..scalar(&level.name, Kind::Level, written, Style::Plain)
        }
    });
    Draft {
        items: items.collect(),
        incomplete: false,
    }
    .finish()
}

/// Authors or guides by id, each with the name from its file.
fn people<'b>(
    bank: &'b Bank,
    people: impl Iterator<Item = (&'b smol_str::SmolStr, &'b BankPath)>,
    written: &PartialValue,
) -> Completions {
    let (kept, incomplete) = rank::keep(people.collect(), &written.typed, |(id, _)| id);
    let items = kept.into_iter().map(|(id, path)| Item {
        detail: name(bank, path),
        file: Some(path.clone()),
        ..scalar(id, Kind::File, written, Style::Plain)
    });
    Draft {
        items: items.collect(),
        incomplete,
    }
    .finish()
}

/// The name or title in the file's frontmatter.
fn name(bank: &Bank, path: &BankPath) -> Option<String> {
    let head = bank.file(path.as_str())?.facts()?.head()?;
    let called = ["name", "title"]
        .iter()
        .find_map(|key| head.map.string(key))?;
    Some(called.text.to_string())
}

/// The values that the type of a key allows.
fn by_form(at: &At<'_>, path: &[&str], written: &PartialValue) -> Completions {
    let Some(key) = key_at(at, path) else {
        return Completions::default();
    };
    let items = match key.value_type {
        ValueType::OneOf(words) => words
            .iter()
            .map(|word| scalar(word, Kind::Value, written, Style::Plain))
            .collect(),
        ValueType::Bool => ["true", "false"].map(|word| bare(word, written)).into(),
        ValueType::Date => {
            let today = bare(&at.options.today, written);
            vec![Item {
                detail: Some("today".to_owned()),
                ..today
            }]
        }
        _ => Vec::new(),
    };
    Draft {
        items,
        incomplete: false,
    }
    .finish()
}

fn key_at<'a>(at: &'a At<'_>, path: &[&str]) -> Option<KeyRef<'a>> {
    let config = at.bank.config();
    match path {
        [name] => at.head_keys().get(name),
        ["questions", "-", name] => Keys::of_question(config).get(name),
        [above, name] => at.head_keys().inside(above).get(name),
        _ => None,
    }
}
