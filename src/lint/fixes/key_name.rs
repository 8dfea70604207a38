//! What can be done about a key that means nothing: another name, no key, or a place among the bank's own.

use super::shared::marked_key::{self, MarkedMap};
use crate::edit::{Edit, Planned, config};
use crate::lint::finding::About;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::keys::holds_questions;
use crate::syntax::yaml::edit::map;
use crate::syntax::yaml::{Kind, Node};
use crate::text::Refusal;

/// The intended key, where the mapping does not have it yet.
pub const NAME: FixProvider = FixProvider {
    description: "Rename it to the intended key",
    fixes: name_fixes,
};

fn name_fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let intended = match marked_key::marked_key(context) {
        Some((place, index)) => {
            let name = &place.keyed.map.entries[index].key.text;
            let intended = place.keyed.intended(name).filter(|_| !name.is_empty());
            intended
                .map(|key| key.name.to_owned())
                .filter(|name| place.keyed.map.get(name).is_none())
                .filter(|name| !(place.is_head() && name == "questions"))
        }
        None => renamed_list(context),
    };
    let rename = |name: String| {
        let title = format!("Rename it to `{name}`");
        let plan = move |context: &FixContext<'_>| {
            Ok(Edit::text(context.path, context.finding.span, name.clone()))
        };
        Fix::guess(title, plan).preferred()
    };
    intended.map(rename).into_iter().collect()
}

/// The name for a list of questions in a file that is not a group because its list has another name.
fn renamed_list(context: &FixContext<'_>) -> Option<String> {
    let file = context.bank.file(context.path.as_str())?;
    let head = file.facts()?.as_page()?.head()?;
    let About::Key(_, number) = context.finding.about else {
        return None;
    };
    let (map, index) = head.map.key_at(number)?;
    holds_questions(&map.entries[index]).then(|| "questions".to_owned())
}

/// No key at all.
pub const REMOVE: FixProvider = FixProvider {
    description: "Remove it",
    fixes: remove_fixes,
};

fn remove_fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((place, index)) = marked_key::marked_key(context) else {
        return Vec::new();
    };
    let name = &place.keyed.map.entries[index].key.text;
    vec![Fix::guess(format!("Remove `{name}`"), remove)]
}

fn remove(context: &FixContext<'_>) -> Planned {
    let (place, index) =
        marked_key::marked_key(context).ok_or_else(|| Refusal::new("the key no longer exists"))?;
    take_out(context, &place, index)
}

/// The mapping without the key at `index`.
///
/// # Errors
/// When it cannot go without something else.
pub fn take_out(context: &FixContext<'_>, place: &MarkedMap<'_>, index: usize) -> Planned {
    let cut = match place.is_head() {
        true => map::take_out,
        false => map::remove,
    };
    let edit = cut(context.text, &place.keyed.map, place.start, index)?;
    Ok(Edit::texts(context.path, [edit]))
}

/// The key among those of the bank's own.
pub const DECLARE: FixProvider = FixProvider {
    description: "Add it to the bank's custom keys in `qmark.yaml`",
    fixes: declare_fixes,
};

fn declare_fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((place, index)) = marked_key::marked_key(context) else {
        return Vec::new();
    };
    let of = match place.keyed.name {
        "this question" => "question",
        "this group" => "group",
        _ => return Vec::new(),
    };
    let entry = &place.keyed.map.entries[index];
    let (name, value_type) = (entry.key.text.clone(), type_name_of(&entry.value));
    if name.is_empty() {
        return Vec::new();
    }
    let title = format!("Add `{name}` to the bank's custom keys in `qmark.yaml`");
    let fix = Fix::guess(title, move |context| {
        config::set(
            context.bank,
            context.sources,
            &["keys", of, &name],
            value_type,
        )
    });
    vec![fix]
}

/// The type of a key, as the configuration names it, by one value.
fn type_name_of(node: &Node) -> &'static str {
    match node {
        Node::Map(_) => "map",
        Node::List(_) => "list",
        Node::Scalar(scalar) => match scalar.kind() {
            Kind::Null | Kind::Other => "any",
            Kind::Bool => "boolean",
            Kind::Number => "number",
            Kind::Date => "date",
            Kind::String => "string",
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, check_refused, safeties, titles};

    #[track_caller]
    fn yaml(title: &str, before: &str, after: &str) {
        let bank = |yaml: &str| format!("//- /a/a.md\n---\n{yaml}---\n");
        check("unknown-key", title, &bank(before), &bank(after));
    }

    #[test]
    fn the_key_that_was_intended() {
        yaml(
            "Rename it to `answer`",
            "questions:\n  - question: Q?\n    anwser: A. # so\n",
            "questions:\n  - question: Q?\n    answer: A. # so\n",
        );
        yaml(
            "Rename it to `seo`",
            "'sea':\n  title: x\nquestions: []\n",
            "seo:\n  title: x\nquestions: []\n",
        );
        yaml(
            "Rename it to `questions`",
            "title: x\nquestion:\n  - question: Q?\n    answer: A.\n",
            "title: x\nquestions:\n  - question: Q?\n    answer: A.\n",
        );
        let there =
            "//- /a/a.md\n---\nquestions:\n  - question: Q?\n    answer: A.\n    anwser: B.\n---\n";
        assert_eq!(
            titles("unknown-key", there),
            [
                "Remove `anwser`",
                "Add `anwser` to the bank's custom keys in `qmark.yaml`"
            ]
        );
        // A group has its questions already.
        let second = "//- /a/a.md\n---\nquestion:\n  title: x\nquestions:\n  - question: Q?\n---\n";
        let offered = titles("unknown-key", second);
        assert!(
            offered.contains(&"Remove `question`".to_owned()),
            "{offered:?}"
        );
        assert!(!offered.contains(&"Rename it to `questions`".to_owned()));
        let slip = there.replace("    answer: A.\n", "");
        assert_eq!(safeties("unknown-key", &slip), "Unsafe* Unsafe Unsafe");
    }

    #[test]
    fn no_key() {
        let title = "Remove `hint`";
        yaml(
            title,
            "questions:\n  - hint: |\n      x\n\n      y\n    question: Q?\n",
            "questions:\n  - question: Q?\n",
        );
        yaml(
            title,
            "hint: x\nseo: {title: x}\nquestions: []\n",
            "seo: {title: x}\nquestions: []\n",
        );
        yaml(
            title,
            "seo: {title: x, hint: y}\nquestions: []\n",
            "seo: {title: x}\nquestions: []\n",
        );
        check_refused(
            "unknown-key",
            title,
            "//- /a/a.md\n---\nquestions:\n  - hint: x\n---\n",
            "it is the only key of its mapping",
        );
    }

    #[test]
    fn a_key_of_the_banks_own() {
        let bank = |config: &str| {
            format!("{config}//- /a/a.md\n---\nquestions:\n  - question: Q?\n    weight: 3\n---\n")
        };
        check(
            "unknown-key",
            "Add `weight` to the bank's custom keys in `qmark.yaml`",
            &bank("keys:\n  group: {x: string}\n"),
            &bank("keys:\n  group: {x: string}\n  question:\n    weight: number\n"),
        );
    }
}
