//! Which options of two questions correspond.

use std::collections::HashMap;

use crate::facts::question::{Choice, Question};

/// For each option of the translation, the index of the same option in the original.
///
/// By what they show if both show the same, in any order; else by place. `None` if the numbers of options differ, if an
/// option of the one shows what another option of the other does, so that the order may be another, or if two options in
/// the same place are different code, which is not translated.
pub fn corresponding_options(original: &Question, translation: &Question) -> Option<Vec<usize>> {
    let (one, other) = (original.options(), translation.options());
    if one.len() != other.len() || one.is_empty() {
        return None;
    }
    let mut places: HashMap<u64, usize> = HashMap::new();
    for (at, option) in one.iter().enumerate() {
        if places.insert(option.content, at).is_some() {
            // Two options that show the same cannot be told apart by it.
            return Some((0..other.len()).collect());
        }
    }
    let shown = other.iter().map(|option| option.content);
    let found: Vec<Option<usize>> = shown.map(|content| places.get(&content).copied()).collect();
    let mut seen = vec![false; one.len()];
    let is_known = found
        .iter()
        .all(|place| place.is_some_and(|place| !std::mem::replace(&mut seen[place], true)));
    if is_known {
        return found.into_iter().collect();
    }
    let same_order = found
        .iter()
        .enumerate()
        .all(|(at, place)| place.is_none_or(|place| place == at));
    let differ = |(one, other): (&Choice, &Choice)| {
        one.content != other.content && is_code(one) && is_code(other)
    };
    let is_other_code = one.iter().zip(other).any(differ);
    (same_order && !is_other_code).then(|| (0..other.len()).collect())
}

/// Whether an option is code alone.
fn is_code(option: &Choice) -> bool {
    let text = option.text.text.as_str();
    text.len() > 2 && text.starts_with('`') && text.ends_with('`')
}

#[cfg(test)]
mod tests {
    use xxhash_rust::xxh3::xxh3_64;

    use super::*;
    use crate::facts::mark::OwnedMark;
    use crate::facts::question::Marks;
    use crate::text::Span;

    fn question(options: &str) -> Question {
        let choice = |text: &str| Choice {
            marker: Span::default(),
            text: OwnedMark {
                text: text.into(),
                span: Span::default(),
            },
            is_right: false,
            content: xxh3_64(text.as_bytes()),
        };
        let marks = Marks {
            options: options.split_whitespace().map(choice).collect(),
            ..Marks::default()
        };
        Question::of_marks(marks, Span::default(), 0)
    }

    #[test]
    fn by_content_or_place() {
        let check = |one: &str, other: &str, expected: Option<&[usize]>| {
            let found = corresponding_options(&question(one), &question(other));
            assert_eq!(found.as_deref(), expected, "{one} / {other}");
        };
        check("a b c", "x y z", Some(&[0, 1, 2]));
        check("a b c", "a y z", Some(&[0, 1, 2]));
        check("a b c", "c a b", Some(&[2, 0, 1]));
        check("a b c", "x a z", None);
        check("a b c", "a b", None);
        check("a a c", "c x y", Some(&[0, 1, 2]));
        check("`a` `b`", "`a` `c`", None);
        check("`a` b", "`a` c", Some(&[0, 1]));
        check("", "", None);
    }
}
