//! Writes the topic that is probably intended: at one place, or everywhere in the bank.
//!
//! Which topic is intended is a guess, so none of these fixes is safe.

use smol_str::SmolStr;

use crate::bank::BankPath;
use crate::edit::{Edit, Planned, is_current, topics};
use crate::facts::mark::Mark;
use crate::facts::questions::Placed;
use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fix::{Fix, FixContext, FixProvider, Safety};
use crate::lint::topic_slip;
use crate::text::Refusal;

/// The more frequent topic in place of the one that looks like a slip for it.
pub const FIX: FixProvider = FixProvider {
    description: "Write the intended topic, here or everywhere in the bank",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((topic, at)) = marked(context) else {
        return Vec::new();
    };
    let near = context.bank.topics().near(topic.text).cloned();
    near.map_or_else(Vec::new, |intended| {
        here_or_everywhere(context, topic.text, at, intended)
    })
}

/// The topic that the finding is about, and its index among those of the question.
fn marked<'b>(context: &FixContext<'b>) -> Option<(Mark<'b>, usize)> {
    match context.finding.about {
        About::Part(Part::Topic(at)) => Some((context.value()?, at)),
        _ => None,
    }
}

fn here_or_everywhere(
    context: &FixContext<'_>,
    slip: &str,
    at: usize,
    intended: SmolStr,
) -> Vec<Fix> {
    let topic = context.bank.topics().get(slip);
    let uses = topic.map_or(0, |topic| topic.total);
    let is_keyed = context
        .question()
        .is_some_and(|(_, placed)| placed.question.is_keyed());
    let mut fixes = Vec::new();
    if is_keyed || !is_listed(context, &intended) {
        fixes.push(here(context, slip, at, &intended));
    }
    if uses > 1 {
        let title = format!("Write `{intended}` everywhere ({uses} places)");
        let slip = SmolStr::from(slip);
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
    let Some((topic, at)) = marked(context) else {
        return Vec::new();
    };
    let intended = topic_slip::intended(context.bank, topic.text);
    intended.map_or_else(Vec::new, |intended| {
        here_or_everywhere(context, topic.text, at, intended)
    })
}

/// Whether the question has the topic already.
fn is_listed(context: &FixContext<'_>, intended: &str) -> bool {
    context.question().is_some_and(|(_, placed)| {
        let mut topics = placed.question.topics();
        topics.any(|topic| topic.text == intended)
    })
}

fn here(context: &FixContext<'_>, slip: &str, at: usize, intended: &str) -> Fix {
    let is_listed = is_listed(context, intended);
    let title = match is_listed {
        true => format!("Remove `{slip}`: `{intended}` is already listed"),
        false => format!("Write `{intended}`"),
    };
    let intended = SmolStr::from(intended);
    let plan = move |context: &FixContext<'_>| {
        let target = context.target();
        let target = target.ok_or_else(|| Refusal::new("the topic no longer exists"))?;
        let edits = match is_listed {
            true => target.remove_topics(&[at])?,
            false => vec![target.replace(Part::Topic(at), &intended)?],
        };
        Ok(Edit::texts(context.path, edits))
    };
    Fix::new(title, Safety::Unsafe, plan).preferred()
}

fn everywhere(context: &FixContext<'_>, slip: &str, intended: &str) -> Planned {
    let topic = context.bank.topics().get(slip);
    for path in topic.iter().flat_map(|topic| topic.groups.keys()) {
        check_group(context, path, slip)?;
    }
    topics::rename(context.bank, context.sources, slip, intended)
}

/// Refuses a group that changed since the bank was read, and one with a broken question that lists the topic.
fn check_group(context: &FixContext<'_>, path: &BankPath, slip: &str) -> Result<(), Refusal> {
    let text = (context.sources)(path);
    if !text.is_some_and(|text| is_current(context.bank, path, &text)) {
        return Err(Refusal::new(format!(
            "`{path}` cannot be read, or has just changed"
        )));
    }
    let group = context.bank.group(path.as_str());
    let mut questions = group.into_iter().flat_map(|group| &group.questions);
    let is_broken_use = |placed: Placed<'_>| {
        let mut topics = placed.question.topics();
        !placed.question.is_whole() && topics.any(|topic| topic.text == slip)
    };
    match questions.any(is_broken_use) {
        true => Err(Refusal::new(format!(
            "a question in `{path}` that lists `{slip}` is not valid YAML; fix it first"
        ))),
        false => Ok(()),
    }
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

    /// A bank in which `function` is a slip for `Functions`, with a last question that has these topics.
    fn with_slip(topics: &str) -> String {
        let usual = "  - topics: [Functions]\n".repeat(4);
        format!("//- /a/a.md\n---\nquestions:\n{usual}  - topics: {topics}\n---\n")
    }

    #[test]
    fn only_the_topic_of_the_finding() {
        let title = "Write `Functions`";
        let before = "[function, x, 'function']";
        let fix = |after: &str| check("near-topic", title, &with_slip(before), &with_slip(after));
        fix("[Functions, x, 'function']");
        let remove = "Remove `function`: `Functions` is already listed";
        check(
            "near-topic",
            remove,
            &with_slip("[Functions, x, 'function', function]"),
            &with_slip("[Functions, x, function]"),
        );
    }

    #[test]
    fn nothing_is_lost_here() {
        let remove = "Remove `function`: `Functions` is already listed";
        for (title, topics, reason) in [
            (
                remove,
                "\n    - Functions\n    - function # keep this note",
                "a comment next to it would be removed too",
            ),
            (
                remove,
                "[Functions, # keep this note\n      function]",
                "a comment next to it would be removed too",
            ),
            (
                "Write `Functions`",
                "[&t function]\n  - topics: [*t]",
                "this would change what `*t` refers to in `a/a.md`; replace the alias with its value first",
            ),
        ] {
            check_refused("near-topic", title, &with_slip(topics), reason);
        }
        check_refused(
            "unknown-topic",
            "Write `Concurrency`",
            "topics: [Concurrency]\n//- /a/a.md\n---\nslip: &t Concurency\nquestions:\n  - topics: [*t]\n---\n",
            "`Concurency` is an alias here; change the value of its anchor",
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
    fn a_file_that_can_only_be_read_stops_all() {
        check_refused(
            "near-topic",
            "Write `Functions` everywhere (2 places)",
            &with_slip("[function]\n---\n//- /cards.md\n# function\nQ: What?\n<!-- lines -->\n")
                .replace("-->\n\n---\n", "-->\n"),
            "qmark cannot write questions of the shape `lines`; change the file by hand",
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
