//! Writes the topic that is probably intended: at one place, or everywhere in the bank.
//!
//! Which topic is intended is a guess, so none of these fixes is safe.

use smol_str::SmolStr;

use super::shared::topic_list::TopicList;
use crate::bank::BankPath;
use crate::edit::{Edit, Planned, Refusal, is_current};
use crate::lint::fix::{Fix, FixContext, FixProvider, Safety};
use crate::lint::topic_slip;
use crate::text::TextEdit;

/// The more frequent topic in place of the one that looks like a slip for it.
pub const FIX: FixProvider = FixProvider {
    description: "Write the intended topic, here or everywhere in the bank",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((topic, _)) = context.scalar() else {
        return Vec::new();
    };
    let near = context.bank.topics().near(&topic.text).cloned();
    near.map_or_else(Vec::new, |intended| {
        here_or_everywhere(context, &topic.text, intended)
    })
}

fn here_or_everywhere(context: &FixContext<'_>, slip: &SmolStr, intended: SmolStr) -> Vec<Fix> {
    let topic = context.bank.topics().get(slip);
    let uses = topic.map_or(0, |topic| topic.total);
    let mut fixes = vec![here(context, slip, &intended)];
    if uses > 1 {
        let title = format!("Write `{intended}` everywhere ({uses} places)");
        let slip = slip.clone();
        let plan = move |context: &FixContext<'_>| everywhere(context, &slip, &intended);
        fixes.push(Fix::new(title, Safety::Unsafe, plan).wide());
    }
    fixes
}

/// The topic of the closed list that one outside of it looks like a slip for.
pub const UNKNOWN: FixProvider = FixProvider {
    description: "Write the intended topic, here or everywhere in the bank",
    fixes: unknown_fixes,
};

fn unknown_fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((topic, _)) = context.scalar() else {
        return Vec::new();
    };
    let intended = topic_slip::intended(context.bank, &topic.text);
    intended.map_or_else(Vec::new, |intended| {
        here_or_everywhere(context, &topic.text, intended)
    })
}

fn here(context: &FixContext<'_>, slip: &str, intended: &str) -> Fix {
    let there = TopicList::marked(context)
        .is_some_and(|(listed, _)| listed.words().any(|(_, topic)| topic.text == intended));
    let title = match there {
        true => format!("Remove `{slip}`: `{intended}` is already listed"),
        false => format!("Write `{intended}`"),
    };
    let (slip, intended) = (SmolStr::from(slip), SmolStr::from(intended));
    let plan = move |context: &FixContext<'_>| {
        let (listed, _) = TopicList::found(context)?;
        let edits = listed.replace(context.text, &slip, &intended)?;
        Ok(Edit::texts(context.path, edits))
    };
    Fix::new(title, Safety::Unsafe, plan).preferred()
}

fn everywhere(context: &FixContext<'_>, slip: &str, intended: &str) -> Planned {
    let mut edit = Edit::default();
    let topic = context.bank.topics().get(slip);
    for path in topic.iter().flat_map(|topic| topic.groups.keys()) {
        edit.add(path, in_group(context, path, slip, intended)?);
    }
    Ok(edit)
}

fn in_group(
    context: &FixContext<'_>,
    path: &BankPath,
    slip: &str,
    intended: &str,
) -> Result<Vec<TextEdit>, Refusal> {
    let text = (context.sources)(path).filter(|text| is_current(context.bank, path, text));
    let text =
        text.ok_or_else(|| Refusal::new(format!("`{path}` cannot be read, or has just changed")))?;
    let group = context.bank.group(path.as_str());
    let mut edits = Vec::new();
    for placed in group.into_iter().flat_map(|group| &group.questions) {
        let Some(listed) = TopicList::of(placed.question, placed.start) else {
            continue;
        };
        if !listed.words().any(|(_, topic)| topic.text == slip) {
            continue;
        }
        if !placed.question.is_whole() {
            return Err(Refusal::new(format!(
                "a question in `{path}` that lists `{slip}` is not valid YAML; fix it first"
            )));
        }
        edits.extend(listed.replace(&text, slip, intended)?);
    }
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, check_refused, safeties, titles};

    #[test]
    fn quotes_and_neighbours_stay() {
        check(
            "near-topic",
            "Write `Data Type`",
            r"
//- /sql/sql.md
---
questions:
  - topics: [Data Type, Beginner]
  - topics:
      - Data Type
  - topics: ['Date Type', 'C'] # so
---
",
            r"
//- /sql/sql.md
---
questions:
  - topics: [Data Type, Beginner]
  - topics:
      - Data Type
  - topics: ['Data Type', 'C'] # so
---
",
        );
    }

    const SPREAD: &str = "
//- /a/a.md
---
questions:
  - topics: [Functions]
  - topics: [Functions, function, x]
  - topics: [Functions]
    level: function
---
//- /b/b.md
---
questions:
  - topics:␍
      - 'function' # why␍
      - x␍
---
";

    #[test]
    fn everywhere_in_the_bank() {
        check(
            "near-topic",
            "Write `Functions` everywhere (2 places)",
            SPREAD,
            "
//- /a/a.md
---
questions:
  - topics: [Functions]
  - topics: [Functions, x]
  - topics: [Functions]
    level: function
---
//- /b/b.md
---
questions:
  - topics:␍
      - 'Functions' # why␍
      - x␍
---
",
        );
        let remove = "Remove `function`: `Functions` is already listed";
        let all = "Write `Functions` everywhere (2 places)";
        assert_eq!(
            titles("near-topic", SPREAD),
            [remove, all, "Write `Functions`", all]
        );
    }

    #[test]
    fn another_topic_is_never_safe() {
        for (usual, slip) in [
            ("Data Types", "data-type"),
            ("Data Types", "Date Types"),
            ("Window", "Windows"),
            ("Map", "Maps"),
            ("Node.js", "node.js"),
        ] {
            let topics = [usual, usual, slip].map(|topic| format!("  - topics: [{topic}]\n"));
            let groups = |head: &str| {
                format!(
                    "{head}//- /a/a.md\n---\nquestions:\n{}---\n",
                    topics.concat()
                )
            };
            assert_eq!(safeties("near-topic", &groups("")), "Unsafe*", "{slip}");
            let closed = format!("topics: [{usual}]\n");
            let found = safeties("unknown-topic", &groups(&closed));
            assert!(!found.contains("Safe*"), "{slip}: {found}");
        }
        assert!(
            safeties("near-topic", SPREAD)
                .split(", ")
                .all(|it| it.starts_with("Unsafe"))
        );
    }

    #[test]
    fn a_broken_use_stops_all() {
        let broken = SPREAD
            .replace("- 'function' # why", "- function")
            .replace("- x␍", "- x␍\n    answer: 'never closed␍");
        check_refused(
            "near-topic",
            "Write `Functions` everywhere (2 places)",
            &broken,
            "a question in `b/b.md` that lists `function` is not valid YAML; fix it first",
        );
    }

    #[test]
    fn a_topic_of_the_closed_list() {
        let bank = |topic: &str| {
            format!(
                "topics: [Concurrency]\n//- /a/a.md\n---\nquestions:\n  - topics: [{topic}]\n---\n"
            )
        };
        check(
            "unknown-topic",
            "Write `Concurrency`",
            &bank("Concurency, Beginner"),
            &bank("Concurrency, Beginner"),
        );
        let titles = titles("unknown-topic", &bank("Channels"));
        assert_eq!(titles, ["Add `Channels` to the topics in `qmark.yaml`"]);
    }
}
