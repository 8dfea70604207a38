//! Checks values against the types that the schema gives to keys.

use super::keys::shown;
use crate::bank::config::ValueType;
use crate::syntax::yaml::{Kind, Scalar, Style};

/// The message for a scalar that does not have the type, or `None` if it has. `what` names the scalar in the message.
pub fn type_mismatch(what: &str, value_type: ValueType, scalar: &Scalar) -> Option<String> {
    let kind = scalar.kind();
    let text = shown(&scalar.text);
    // The same value without its quotes.
    let plain = Scalar {
        style: Style::Plain,
        ..scalar.clone()
    };
    let quoted = matches!(scalar.style, Style::Single | Style::Double | Style::Block);
    let fits = match value_type {
        ValueType::String => kind == Kind::String,
        ValueType::OneOf(words) => words.contains(&scalar.text.as_str()),
        ValueType::Number => kind == Kind::Number,
        ValueType::Share => kind == Kind::Number && is_share(&scalar.text),
        ValueType::Bool => kind == Kind::Bool,
        // Programs that read the bank take quoted dates, too.
        ValueType::Date => plain.kind() == Kind::Date && is_day(&scalar.text),
        ValueType::Strings | ValueType::Map | ValueType::Questions | ValueType::Any => true,
    };
    if fits {
        return None;
    }
    let unquoted = quoted && type_mismatch(what, value_type, &plain).is_none();
    Some(match (value_type, kind) {
        (ValueType::String, Kind::Number) => {
            format!("{what} must be text, but `{text}` is a number; put it in quotes")
        }
        (ValueType::String, Kind::Date) => {
            format!("{what} must be text, but `{text}` is a date; put it in quotes")
        }
        (ValueType::String, Kind::Bool) => {
            format!("{what} must be text, but `{text}` is a boolean; put it in quotes")
        }
        (ValueType::String, _) => format!("{what} must be text"),
        _ if unquoted => format!(
            "{what} must be {}; remove the quotes from `{text}`",
            expected(value_type)
        ),
        _ => format!("{what} must be {}, not `{text}`", expected(value_type)),
    })
}

/// The type, as a message names it.
pub fn expected(value_type: ValueType) -> String {
    match value_type {
        ValueType::String => "text".to_owned(),
        ValueType::OneOf(words) => match words.split_last() {
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => String::new(),
        },
        ValueType::Number => "a number".to_owned(),
        ValueType::Share => "a number from 0 to 1".to_owned(),
        ValueType::Bool => "`true` or `false`".to_owned(),
        ValueType::Date => "a date as `YYYY-MM-DD`".to_owned(),
        ValueType::Strings | ValueType::Questions => "a list".to_owned(),
        ValueType::Map => "a mapping".to_owned(),
        ValueType::Any => "anything".to_owned(),
    }
}

fn is_share(text: &str) -> bool {
    text.replace('_', "")
        .parse::<f64>()
        .is_ok_and(|number| (0.0..=1.0).contains(&number))
}

/// True if the day of a well-formed date exists in the calendar.
fn is_day(text: &str) -> bool {
    text.get(..10)
        .is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
}
