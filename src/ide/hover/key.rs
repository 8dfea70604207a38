//! What a key means.

use crate::bank::Bank;
use crate::bank::config::Form;
use crate::bank::resolve::KeyPath;
use crate::bank::schema::{KeyRef, group_key, nested_keys, question_key};
use crate::ide::markdown::code;

/// The key's form and meaning; `None` for a key that is none.
pub fn about(bank: &Bank, path: &KeyPath) -> Option<String> {
    let key = find(bank, path)?;
    let mut text = format!("**{}** · {}", code(key.name), form(key.form));
    if key.required {
        text += ", required";
    } else if let Some(other) = key.required_beside {
        text += &format!(", required beside {}", code(other));
    }
    text += &format!("\n\n{}", key.doc);
    if !key.keys.is_empty() {
        let names: Vec<String> = key.keys.iter().map(|key| code(key.name)).collect();
        text += &format!("\n\nIts keys: {}", names.join(", "));
    }
    Some(text)
}

fn find<'b>(bank: &'b Bank, path: &KeyPath) -> Option<KeyRef<'b>> {
    let (first, rest) = path.0.split_first()?;
    let mut rest = rest.iter();
    let mut key = match rest.next() {
        None => return group_key(bank.config(), first),
        Some(name) if first == "questions" => question_key(bank.config(), name)?,
        Some(name) => {
            let above = group_key(bank.config(), first)?;
            nested_keys(above.keys).find(|key| key.name == name)?
        }
    };
    for name in rest {
        key = nested_keys(key.keys).find(|key| key.name == name)?;
    }
    Some(key)
}

/// What a value must be, in words.
fn form(form: Form) -> String {
    match form {
        Form::String => "text".to_owned(),
        Form::OneOf(words) => {
            let words: Vec<String> = words.iter().map(|word| code(word)).collect();
            format!("one of {}", words.join(", "))
        }
        Form::Number => "a number".to_owned(),
        Form::Share => "a number from 0 to 1".to_owned(),
        Form::Bool => format!("{} or {}", code("true"), code("false")),
        Form::Date => format!("a date, {}", code("YYYY-MM-DD")),
        Form::Strings => "a list of texts".to_owned(),
        Form::Map => "a mapping".to_owned(),
        Form::Questions => "a list of questions".to_owned(),
        Form::Any => "anything".to_owned(),
    }
}
