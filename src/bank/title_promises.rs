//! The numbers of questions that the titles of a group promise: `title: 50 Go Questions`, in the head and in the mappings
//! there.

use super::config::ValueType;
use super::schema::GROUP_KEYS;
use crate::facts::group::Group;
use crate::facts::promise::{Promise, promise};
use crate::syntax::yaml::{Map, Scalar};
use crate::text::Span;

/// A number in a title.
pub struct TitlePromise {
    /// What it promises.
    pub promise: Promise,
    /// The number, from the start of the file; the whole value where escapes hide where the number is.
    pub span: Span,
}

/// Those of a group, in order; none where its head is not valid YAML.
pub fn title_promises(group: &Group) -> Vec<TitlePromise> {
    let head = &group.head;
    if group.yaml().is_none() || !head.errors.is_empty() {
        return Vec::new();
    }
    let maps = GROUP_KEYS
        .iter()
        .filter(|key| key.value_type == ValueType::Map);
    let inside = maps.filter_map(|key| head.map.value(key.name)?.as_map());
    let maps = [&head.map].into_iter().chain(inside);
    maps.flat_map(in_map).collect()
}

fn in_map(map: &Map) -> impl Iterator<Item = TitlePromise> + '_ {
    let entries = map.entries.iter();
    let titles = entries.filter(|entry| matches!(entry.key.text.as_str(), "title" | "briefTitle"));
    titles.filter_map(|entry| {
        let title = entry.value.as_string()?;
        let promise = promise(&title.text)?;
        let span = place(title, promise.span);
        Some(TitlePromise { promise, span })
    })
}

/// The place of a part of the text; the whole value where escapes move the letters.
fn place(scalar: &Scalar, part: Span) -> Span {
    let inner = scalar.inner();
    match inner.len() as usize == scalar.text.len() {
        true => part.shift(inner.start),
        false => scalar.span,
    }
}
