//! Completes values: closed vocabularies here, other values in the modules of their keys.

use super::item_list::{ItemList, bare};
use super::{At, Item, Kind, rank};
use crate::bank::config::ValueType;
use crate::bank::schema::KeyRef;
use crate::bank::{Bank, BankPath};
use crate::shape::cursor::{Expected, Mapping, PartialValue};

/// The values for the key `name` of `mapping`.
pub(super) fn complete(
    at: &At<'_>,
    expected: &Expected,
    (mapping, name): (&Mapping, &str),
    written: &PartialValue,
) -> ItemList {
    match (mapping, name) {
        (Mapping::Head, "authorId") => people(at, expected, at.bank.authors(), written),
        (Mapping::Head, "relatedGuidesId") => people(at, expected, at.bank.guides(), written),
        _ => by_form(at, expected, at.keys(mapping).get(name), written),
    }
}

/// The levels of the bank.
pub(super) fn levels(at: &At<'_>, expected: &Expected) -> ItemList {
    let levels = &at.bank.config().levels;
    let names: Vec<_> = levels
        .iter()
        .map(|level| (&*level.name, Kind::Level))
        .collect();
    let items = at.value_items(expected, &names);
    let items = items.into_iter().zip(levels).map(|(item, level)| {
        let synonyms: Vec<String> = level
            .synonyms
            .iter()
            .map(|word| format!("`{word}`"))
            .collect();
        let documentation = format!("Also written {}.", synonyms.join(", "));
        Item {
            documentation: (!synonyms.is_empty()).then_some(documentation),
            ..item
        }
    });
    ItemList {
        items: items.collect(),
        incomplete: false,
    }
}

/// Authors or guides by id, each with the name from its file.
fn people<'b>(
    at: &At<'_>,
    expected: &Expected,
    people: impl Iterator<Item = (&'b smol_str::SmolStr, &'b BankPath)>,
    written: &PartialValue,
) -> ItemList {
    let (kept, incomplete) = rank::keep(people.collect(), &written.typed, |(id, _)| id);
    let ids: Vec<_> = kept
        .iter()
        .map(|(id, _)| (id.as_str(), Kind::File))
        .collect();
    let items = at.value_items(expected, &ids);
    let items = items.into_iter().zip(&kept).map(|(item, (_, path))| Item {
        detail: name(at.bank, path),
        file: Some((*path).clone()),
        ..item
    });
    ItemList {
        items: items.collect(),
        incomplete,
    }
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
fn by_form(
    at: &At<'_>,
    expected: &Expected,
    key: Option<KeyRef<'_>>,
    written: &PartialValue,
) -> ItemList {
    let items = match key.map(|key| key.value_type) {
        Some(ValueType::OneOf(words)) => {
            let words: Vec<_> = words.iter().map(|word| (*word, Kind::Value)).collect();
            at.value_items(expected, &words)
        }
        Some(ValueType::Bool) => ["true", "false"].map(|word| bare(word, written)).into(),
        Some(ValueType::Date) => {
            let today = bare(&at.options.today, written);
            vec![Item {
                detail: Some("today".to_owned()),
                ..today
            }]
        }
        _ => Vec::new(),
    };
    ItemList {
        items,
        incomplete: false,
    }
}
