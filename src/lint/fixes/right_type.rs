//! Writes a value in the form that its key asks for.

use super::shared::marked_key;
use crate::bank::config::ValueType;
use crate::bank::nearest::nearest;
use crate::edit::{Edit, Planned};
use crate::lint::finding::About;
use crate::lint::fix::{Fix, FixContext, FixProvider, Safety};
use crate::lint::keys::shown;
use crate::lint::value_type::type_mismatch;
use crate::syntax::yaml::edit::value;
use crate::syntax::yaml::quote::quoted;
use crate::syntax::yaml::{Kind, Node, Scalar, Style};
use crate::text::Refusal;

/// What the value is to be.
struct Other {
    title: String,
    safety: Safety,
    /// As YAML.
    written: String,
}

/// The value in another form: with quotes, without, as a list, or the intended word.
pub const FIX: FixProvider = FixProvider {
    description: "Write the value as the key requires: with or without quotes, as a list, or as the intended word",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((other, ..)) = other(context) else {
        return Vec::new();
    };
    vec![Fix::new(other.title, other.safety, write).preferred()]
}

fn write(context: &FixContext<'_>) -> Planned {
    let gone = || Refusal::new("the value no longer exists");
    let (other, scalar, start) = other(context).ok_or_else(gone)?;
    let edit = value::write(context.text, &scalar, start, &other.written);
    Ok(Edit::texts(context.path, [edit]))
}

/// The form, the value, and what its spans count from.
fn other(context: &FixContext<'_>) -> Option<(Other, Scalar, u32)> {
    let (place, index) = marked_key::marked_key(context)?;
    let entry = &place.keyed.map.entries[index];
    let value_type = place.keyed.key(&entry.key.text)?.value_type;
    let scalar = match (&entry.value, context.finding.about) {
        (Node::List(list), About::Item(_, _, at)) => {
            list.items.get(usize::from(at))?.as_scalar()?
        }
        (value, _) => value.as_scalar()?,
    };
    let start = place.start;
    if matches!(scalar.style, Style::Alias(_) | Style::Tagged(_)) {
        return None;
    }
    let raw = scalar.span.shift(start).slice(context.text);
    let other = match (value_type, &entry.value) {
        (ValueType::Strings, Node::Scalar(_)) => Some(as_list(scalar, raw)),
        (ValueType::Strings, Node::List(_)) => as_type(ValueType::String, scalar, raw),
        (value_type, _) => as_type(value_type, scalar, raw),
    };
    other.map(|other| (other, scalar.clone(), start))
}

fn as_type(value_type: ValueType, scalar: &Scalar, raw: &str) -> Option<Other> {
    let label = shown(raw);
    if value_type == ValueType::String {
        return (scalar.style == Style::Plain && scalar.kind() != Kind::String).then(|| Other {
            title: format!("Put `{label}` in quotes"),
            safety: Safety::Safe,
            written: quoted(raw, Style::Single, true),
        });
    }
    let plain = Scalar {
        style: Style::Plain,
        ..scalar.clone()
    };
    let fits = |scalar: &Scalar| type_mismatch("", value_type, scalar).is_none();
    if scalar.style != Style::Plain && fits(&plain) {
        return Some(Other {
            title: format!("Remove the quotes from `{}`", shown(&scalar.text)),
            safety: Safety::Safe,
            written: scalar.text.to_string(),
        });
    }
    let intended = match value_type {
        ValueType::Bool => match scalar.text.to_lowercase().as_str() {
            "yes" | "y" | "on" | "1" => Some("true"),
            "no" | "n" | "off" | "0" => Some("false"),
            word => nearest(word, ["true", "false"]),
        },
        ValueType::OneOf(words) => nearest(&scalar.text, words.iter().copied()),
        _ => None,
    }?;
    Some(Other {
        title: format!("Write `{intended}`"),
        safety: Safety::Unsafe,
        written: intended.to_owned(),
    })
}

/// A single text where a list belongs: a list of one, or of what commas part.
fn as_list(scalar: &Scalar, raw: &str) -> Other {
    let several = scalar.text.contains(',');
    let style = match scalar.style {
        Style::Block => Style::Plain,
        style => style,
    };
    let words: Vec<&str> = match scalar.style {
        Style::Plain if scalar.kind() != Kind::String => vec![raw],
        _ => scalar.text.split(',').map(str::trim).collect(),
    };
    let items = words.into_iter().filter(|word| !word.is_empty());
    let items: Vec<String> = items.map(|word| quoted(word, style, true)).collect();
    Other {
        title: "Make it a list".to_owned(),
        safety: if several {
            Safety::Unsafe
        } else {
            Safety::Safe
        },
        written: format!("[{}]", items.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, safeties, titles};

    #[track_caller]
    fn yaml(title: &str, before: &str, after: &str, safety: &str) {
        let bank = |yaml: &str| format!("//- /a/a.md\n---\n{yaml}questions: []\n---\n");
        check("wrong-type", title, &bank(before), &bank(after));
        assert_eq!(safeties("wrong-type", &bank(before)), safety);
    }

    #[test]
    fn quotes_come_and_go() {
        yaml(
            "Put `2024` in quotes",
            "title: 2024 # so␍\n",
            "title: '2024' # so␍\n",
            "Safe*",
        );
        yaml(
            "Put `true` in quotes",
            "title:\n  true\n",
            "title:\n  'true'\n",
            "Safe*",
        );
        yaml(
            "Put `1.10` in quotes",
            "seo: {keywords: [x, 1.10]}\n",
            "seo: {keywords: [x, '1.10']}\n",
            "Safe*",
        );
        yaml(
            "Remove the quotes from `true`",
            "isNew: 'true'\n",
            "isNew: true\n",
            "Safe*",
        );
        yaml(
            "Remove the quotes from `12`",
            "order: \"12\"\n",
            "order: 12\n",
            "Safe*",
        );
    }

    #[test]
    fn a_list_of_one() {
        yaml(
            "Make it a list",
            "seo:\n  keywords: 'x' # so\n",
            "seo:\n  keywords: ['x'] # so\n",
            "Safe*",
        );
        yaml(
            "Make it a list",
            "seo:\n  keywords: x, y\n",
            "seo:\n  keywords: [x, y]\n",
            "Unsafe*",
        );
        yaml(
            "Make it a list",
            "seo:\n  keywords: 2024\n",
            "seo:\n  keywords: ['2024']\n",
            "Safe*",
        );
    }

    #[test]
    fn the_word_that_was_intended() {
        yaml("Write `true`", "isNew: yes\n", "isNew: true\n", "Unsafe*");
        yaml(
            "Write `weekly`",
            "sitemap:\n  changefreq: weekley\n",
            "sitemap:\n  changefreq: weekly\n",
            "Unsafe*",
        );
        let bank = "//- /a/a.md\n---\norder: first\nseo: x\nquestions: []\n---\n";
        assert!(titles("wrong-type", bank).is_empty());
    }
}
