//! Expands `<<`: adds the entries of other mappings, except for keys that the mapping has itself.

use std::collections::HashSet;

use smol_str::SmolStr;

use super::anchors::{Anchors, copied};
use super::{Entry, Map, Node, Style};
use crate::text::Span;

/// The error for an alias or a merge that expands to too much.
pub(super) const TOO_LARGE: &str =
    "the aliases expand to too much here; write out their values, or use fewer";

/// The error for a merge of anything but mappings.
const NO_MERGE: &str = "`<<` merges mappings only; name one, or a list of them";

/// Whether an entry is a merge.
pub(super) fn is_merge(entry: &Entry) -> bool {
    entry.key.text == "<<" && entry.key.style == Style::Plain
}

/// The entries, with merged ones in the place of each `<<`.
///
/// # Errors
/// The span and the reason, if the merged value is not a mapping, or too large.
pub(super) fn merge(
    entries: Vec<Entry>,
    anchors: &mut Anchors,
) -> Result<Vec<Entry>, (Span, &'static str)> {
    let own = entries.iter().filter(|entry| !is_merge(entry));
    let mut taken: HashSet<SmolStr> = own.map(|entry| entry.key.text.clone()).collect();
    let mut all = Vec::with_capacity(entries.len());
    for entry in entries {
        if !is_merge(&entry) {
            all.push(entry);
            continue;
        }
        for map in sources(&entry)? {
            for other in &map.entries {
                if taken.insert(other.key.text.clone()) {
                    let place = map.span;
                    let value = anchors.copy(&other.value, place);
                    all.push(Entry {
                        key: copied(&other.key, place),
                        value: value.ok_or((place, TOO_LARGE))?,
                    });
                }
            }
        }
        anchors.merged(entry.value);
    }
    Ok(all)
}

/// The mappings merged by an entry `<<`, the first one with the highest precedence.
fn sources(entry: &Entry) -> Result<Vec<&Map>, (Span, &'static str)> {
    let refusal = |node: &Node| {
        let span = match node.span() {
            span if span.is_empty() => entry.key.span,
            span => span,
        };
        (span, NO_MERGE)
    };
    match &entry.value {
        Node::Map(map) => Ok(vec![map]),
        Node::List(list) => {
            let map = |item| Node::as_map(item).ok_or_else(|| refusal(item));
            list.items.iter().map(map).collect()
        }
        Node::Scalar(_) => Err(refusal(&entry.value)),
    }
}
