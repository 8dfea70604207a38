//! Resolves tags by the types of js-yaml's default schema.

use super::kind::{is_integer, is_number};
use super::{Kind, plain_kind};

/// The namespace of the schema's tags.
const NAMESPACE: &str = "tag:yaml.org,2002:";

/// A tag before a value.
pub(super) struct Tag {
    /// The full name; `!` for the non-specific tag.
    pub uri: String,
    /// The tag as written.
    pub written: String,
}

/// The value of a tagged node, or an error.
pub(super) enum Tagged {
    Scalar(Kind),
    List,
    Map,
}

/// The value of an absent node with this tag; the name of the tag if the schema does not have it or it does not fit.
pub(super) fn of_nothing(tag: &Tag) -> Result<Tagged, String> {
    let name = name(tag)?;
    match name {
        "str" | "!" => Ok(Tagged::Scalar(Kind::String)),
        "null" | "merge" => Ok(Tagged::Scalar(Kind::Null)),
        "seq" | "omap" | "pairs" => Ok(Tagged::List),
        "map" | "set" => Ok(Tagged::Map),
        _ => Err(shown(tag)),
    }
}

/// The kind of a scalar with this tag.
pub(super) fn of_scalar(tag: &Tag, text: &str) -> Result<Kind, String> {
    let name = name(tag)?;
    let (kind, fits) = match name {
        "str" | "!" => (Kind::String, true),
        "null" => (
            Kind::Null,
            !text.is_empty() && plain_kind(text) == Kind::Null,
        ),
        "bool" => (Kind::Bool, plain_kind(text) == Kind::Bool),
        "int" => (Kind::Number, is_integer(text)),
        "float" => (Kind::Number, is_number(text) && !is_based(text)),
        "timestamp" => (Kind::Date, plain_kind(text) == Kind::Date),
        "merge" => (Kind::String, text == "<<"),
        "binary" => (Kind::Other, is_base64(text)),
        _ => (Kind::Other, false),
    };
    if fits { Ok(kind) } else { Err(shown(tag)) }
}

/// Whether a list can have this tag.
pub(super) fn is_of_list(tag: &Tag) -> Result<(), String> {
    match name(tag)? {
        "seq" | "omap" | "pairs" | "!" => Ok(()),
        _ => Err(shown(tag)),
    }
}

/// Whether a mapping can have this tag.
pub(super) fn is_of_map(tag: &Tag) -> Result<(), String> {
    match name(tag)? {
        "map" | "set" | "!" => Ok(()),
        _ => Err(shown(tag)),
    }
}

/// The name in the schema, or `!`.
fn name(tag: &Tag) -> Result<&str, String> {
    match &*tag.uri {
        "!" => Ok("!"),
        uri => uri.strip_prefix(NAMESPACE).ok_or_else(|| shown(tag)),
    }
}

fn shown(tag: &Tag) -> String {
    tag.written.clone()
}

fn is_based(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    ["0x", "0o", "0b"].iter().any(|base| body.starts_with(base))
}

fn is_base64(text: &str) -> bool {
    let code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    let digits = text.chars().filter(|c| !matches!(c, '\n' | '\r'));
    digits.clone().all(code) && digits.count() % 4 == 0
}
