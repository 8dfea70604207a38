//! Takes out what is empty: a key that may be left out, or an item of a list.

use super::key_name::take_out;
use super::shared::marked_key::{self, MarkedMap};
use crate::edit::{Edit, Planned};
use crate::lint::finding::About;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::keys::is_empty;
use crate::syntax::yaml::List;
use crate::syntax::yaml::edit::list;
use crate::text::{Refusal, Span};

/// Removes the empty key or item.
pub const FIX: FixProvider = FixProvider {
    description: "Remove the empty item, or the key if it is optional",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    if empty_item(context).is_some() {
        return vec![Fix::safe("Remove the empty item", remove_item).preferred()];
    }
    let Some((place, index)) = empty_key(context) else {
        return Vec::new();
    };
    let title = format!("Remove `{}`", place.keyed.map.entries[index].key.text);
    vec![Fix::guess(title, remove_key).preferred()]
}

/// The key that has nothing and may be left out.
fn empty_key<'b>(context: &FixContext<'b>) -> Option<(MarkedMap<'b>, usize)> {
    let (place, index) = marked_key::marked_key(context)?;
    let entry = &place.keyed.map.entries[index];
    let key = place.keyed.key(&entry.key.text)?;
    let cause = key
        .required_beside
        .is_some_and(|name| place.keyed.map.get(name).is_some());
    (is_empty(&entry.value) && !key.required && !cause).then_some((place, index))
}

fn remove_key(context: &FixContext<'_>) -> Planned {
    let (place, index) =
        empty_key(context).ok_or_else(|| Refusal::new("the key no longer exists"))?;
    take_out(context, &place, index)
}

/// The list with the empty item, the item's place, and what spans count from.
fn empty_item(context: &FixContext<'_>) -> Option<(List, usize, u32)> {
    let About::Item(_, _, item) = context.finding.about else {
        return None;
    };
    let (place, index) = marked_key::marked_key(context)?;
    let list = place.keyed.map.entries[index].value.as_list()?;
    Some((list.clone(), usize::from(item), place.start))
}

fn remove_item(context: &FixContext<'_>) -> Planned {
    let (list, index, start) =
        empty_item(context).ok_or_else(|| Refusal::new("the item no longer exists"))?;
    let text = context.text;
    let mut edit = list::remove_with_comment(text, &list, start, index)?;
    // What is empty has nothing in it but a comment, which stays on a line of its own.
    if let Some(comment) = edit.span.slice(text).find('#') {
        let line = edit.span.start;
        let hyphen = edit.span.slice(text).find('-').unwrap_or(comment);
        edit.span = Span::new(line + hyphen as u32, line + comment as u32);
    }
    Ok(Edit::texts(context.path, [edit]))
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, safeties, titles};

    #[track_caller]
    fn yaml(title: &str, before: &str, after: &str, safety: &str) {
        let bank = |yaml: &str| format!("//- /a/a.md\n---\n{yaml}---\n");
        check("empty-value", title, &bank(before), &bank(after));
        assert_eq!(safeties("empty-value", &bank(before)), safety);
    }

    #[test]
    fn a_key_that_may_be_left_out() {
        let item = "questions:\n  - question: Q?\n";
        yaml(
            "Remove `ending`",
            &format!("ending: ''\n{item}"),
            item,
            "Unsafe*",
        );
        yaml(
            "Remove `level`",
            &format!("{item}    level: # so\n"),
            item,
            "Unsafe*",
        );
        let needed = format!("//- /a/a.md\n---\nbriefTitle: x\ntitle:\n{item}---\n");
        assert!(titles("empty-value", &needed).is_empty());
    }

    #[test]
    fn an_item() {
        let item = |topics: &str| format!("questions:\n  - question: Q?\n    topics: {topics}\n");
        let title = "Remove the empty item";
        yaml(title, &item("[x, '']"), &item("[x]"), "Safe*");
        yaml(
            title,
            &item("\n      - x\n      -\n      - y"),
            &item("\n      - x\n      - y"),
            "Safe*",
        );
        yaml(
            title,
            &item("\n      - x\n      -  # y, later\n      - z"),
            &item("\n      - x\n      # y, later\n      - z"),
            "Safe*",
        );
    }
}
