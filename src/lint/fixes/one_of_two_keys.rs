//! Takes out one of two equal keys.

use crate::edit::verify::same_value;
use crate::edit::{Edit, Planned};
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::syntax::yaml::edit::{list, map};
use crate::text::Refusal;

/// Removes the second of two keys with equal values; of keys with different values either can be removed.
pub const FIX: FixProvider = FixProvider {
    description: "Remove one of the two keys",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((map, second, _)) = context.key() else {
        return Vec::new();
    };
    let name = &map.entries[second].key.text;
    let Some(first) = first(context) else {
        return Vec::new();
    };
    let equal = same_value(&map.entries[first].value, &map.entries[second].value);
    let without_second = |context: &FixContext<'_>| without(context, |_, second| second);
    if equal {
        let title = format!("Remove the second `{name}`, which has the same value");
        return vec![Fix::safe(title, without_equal).preferred()];
    }
    vec![
        Fix::guess(format!("Remove the second `{name}`"), without_second),
        Fix::guess(format!("Remove the first `{name}`"), |context| {
            without(context, |first, _| first)
        }),
    ]
}

/// The place of the first key with the name of the one that the finding marks.
fn first(context: &FixContext<'_>) -> Option<usize> {
    let (map, second, _) = context.key()?;
    let name = &map.entries[second].key.text;
    let mut earlier = map.entries[..second].iter();
    earlier.position(|entry| entry.key.text == *name)
}

/// Without the second of two keys with equal values. A comment beside it is not part of the first.
fn without_equal(context: &FixContext<'_>) -> Planned {
    let (map, second, start) =
        (context.key()).ok_or_else(|| Refusal::new("the key no longer exists"))?;
    let edit = map::remove(context.text, &map, start, second)?;
    let value = std::iter::once(&map.entries[second].value);
    if list::has_comment(context.text, edit.span, value, start) {
        return Err(list::comment_would_be_lost());
    }
    Ok(Edit::texts(context.path, [edit]))
}

fn without(context: &FixContext<'_>, which: fn(usize, usize) -> usize) -> Planned {
    let found = context.key().zip(first(context));
    let ((map, second, start), first) =
        found.ok_or_else(|| Refusal::new("the key no longer exists"))?;
    let edit = map::remove(context.text, &map, start, which(first, second))?;
    Ok(Edit::texts(context.path, [edit]))
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, safeties};

    #[test]
    fn either_goes() {
        let bank = |keys: &str| {
            format!("//- /a/a.md\n---\nquestions:\n  - question: Q?\n    {keys}\n---\n")
        };
        let both = bank("answer: A.\n    answer: B. # so");
        let code = "duplicate-key";
        check(
            code,
            "Remove the second `answer`",
            &both,
            &bank("answer: A."),
        );
        check(
            code,
            "Remove the first `answer`",
            &both,
            &bank("answer: B. # so"),
        );
        assert_eq!(safeties(code, &both), "Unsafe Unsafe");
    }

    #[test]
    fn the_second_of_two_that_say_the_same() {
        let bank = |keys: &str| format!("//- /a/a.md\n---\n{keys}questions: []\n---\n");
        let both = bank("seo:\n  title: x\n  title: 'x'\n");
        let title = "Remove the second `title`, which has the same value";
        check("duplicate-key", title, &both, &bank("seo:\n  title: x\n"));
        assert_eq!(safeties("duplicate-key", &both), "Safe*");
    }
}
