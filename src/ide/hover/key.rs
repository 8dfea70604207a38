//! Hover for keys.

use crate::bank::Bank;
use crate::bank::config::{Profile, ValueType};
use crate::bank::keys::Keys;
use crate::bank::resolve::KeyPath;
use crate::bank::schema::KeyRef;
use crate::ide::markdown::code;

/// The type and meaning of the key; `None` for an unknown key.
pub fn about(bank: &Bank, path: &KeyPath) -> Option<String> {
    let key = find(bank, path)?;
    let mut text = format!("**{}** · {}", code(key.name), value_type(key.value_type));
    match key.required_beside {
        _ if key.required => text += ", required",
        Some(other) => text += &format!(", required with {}", code(other)),
        None => {}
    }
    if is_asked_by_profile(bank, path, &key) {
        text += " by the profile `roadmap`";
    }
    text += &format!("\n\n{}", key.doc);
    if !key.keys.is_empty() {
        let names: Vec<String> = key.keys.iter().map(|key| code(key.name)).collect();
        text += &format!("\n\nIts keys: {}", names.join(", "));
    }
    Some(text)
}

/// Whether the key is required by the profile only, not by every bank or the configuration.
fn is_asked_by_profile(bank: &Bank, path: &KeyPath, key: &KeyRef<'_>) -> bool {
    let asked = key.required || key.required_beside.is_some();
    let anywhere = find_in(bank, path, false).is_some_and(|key| key.required);
    asked && !anywhere
}

fn find<'b>(bank: &'b Bank, path: &KeyPath) -> Option<KeyRef<'b>> {
    find_in(bank, path, bank.config().profile != Profile::None)
}

fn find_in<'b>(bank: &'b Bank, path: &KeyPath, roadmap: bool) -> Option<KeyRef<'b>> {
    let (last, above) = path.0.split_last()?;
    let mut keys = Keys::of_group(bank.config(), roadmap);
    for (depth, name) in above.iter().enumerate() {
        keys = match depth == 0 && name == "questions" {
            true => Keys::of_question(bank.config()),
            false => keys.inside(name),
        };
    }
    keys.get(last)
}

/// A description of the type of a value.
fn value_type(value_type: ValueType) -> String {
    match value_type {
        ValueType::String => "text".to_owned(),
        ValueType::OneOf(words) => {
            let words: Vec<String> = words.iter().map(|word| code(word)).collect();
            format!("one of {}", words.join(", "))
        }
        ValueType::Number => "a number".to_owned(),
        ValueType::Share => "a number from 0 to 1".to_owned(),
        ValueType::Bool => format!("{} or {}", code("true"), code("false")),
        ValueType::Date => format!("a date, {}", code("YYYY-MM-DD")),
        ValueType::Strings => "a list of texts".to_owned(),
        ValueType::Map => "a mapping".to_owned(),
        ValueType::Questions => "a list of questions".to_owned(),
        ValueType::Any => "anything".to_owned(),
    }
}
