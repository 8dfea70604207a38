//! Takes a topic out: one that is listed twice, or all levels but one.

use smol_str::SmolStr;

use crate::edit::{Edit, Planned};
use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::shape::write::Target;
use crate::text::Refusal;

/// The second of two equal topics goes.
pub const REPEATED: FixProvider = FixProvider {
    description: "Remove the repeated topic",
    fixes: repeated_fixes,
};

fn repeated_fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let (Some(topic), About::Part(Part::Topic(at))) = (context.value(), context.finding.about)
    else {
        return Vec::new();
    };
    if !is_keyed(context) {
        return Vec::new();
    }
    let title = format!("Remove the repeated `{}`", topic.text);
    let fix = Fix::safe(title, move |context| {
        let edits = target(context)?.remove_topics(&[at])?;
        Ok(Edit::texts(context.path, edits))
    });
    vec![fix.preferred()]
}

/// Whether the topics are written under a key, where one can be removed without the words around it.
fn is_keyed(context: &FixContext<'_>) -> bool {
    let question = context.question();
    question.is_some_and(|(_, placed)| placed.question.is_keyed())
}

fn target<'b>(context: &FixContext<'b>) -> Result<Target<'b>, Refusal> {
    let target = context.target();
    target.ok_or_else(|| Refusal::new("the question no longer exists"))
}

/// One of the levels stays, each can be chosen.
pub const LEVELS: FixProvider = FixProvider {
    description: "Keep one of the levels",
    fixes: level_fixes,
};

fn level_fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let question = context.question().filter(|_| is_keyed(context));
    let Some((_, placed)) = question else {
        return Vec::new();
    };
    let (Some((_, counts)), Some(other)) = (context.bank.level_of(&placed), context.value()) else {
        return Vec::new();
    };
    let keep = |word: &str| {
        let word = SmolStr::from(word);
        let title = format!("Keep only the level `{word}`");
        Fix::guess(title, move |context| keep_level(context, &word))
    };
    vec![keep(counts.text), keep(other.text)]
}

fn keep_level(context: &FixContext<'_>, word: &str) -> Planned {
    let target = target(context)?;
    let question = target.placed.question;
    let config = context.bank.config();
    let key = question.level();
    let key = key.filter(|key| config.level(key.text).is_some());
    let mut edits = Vec::new();
    if key.is_some_and(|key| key.text != word) {
        edits.push(target.replace(Part::Level, word)?);
    }
    // A level under its own key stays there; else the first one in the list stays.
    let mut kept = key.is_some();
    let gone = question.topics().enumerate().filter(|(_, topic)| {
        let stays = config.level(topic.text).is_none() || (topic.text == word && !kept);
        kept |= topic.text == word;
        !stays
    });
    let gone: Vec<usize> = gone.map(|(at, _)| at).collect();
    edits.extend(target.remove_topics(&gone)?);
    Ok(Edit::texts(context.path, edits))
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, check_refused, safeties, titles};

    #[track_caller]
    fn item(code: &str, title: &str, before: &str, after: &str) {
        let bank = |item: &str| format!("//- /a/a.md\n---\nquestions:\n  - {item}\n---\n");
        check(code, title, &bank(before), &bank(after));
    }

    #[test]
    fn the_second_of_two() {
        let title = "Remove the repeated `x`";
        item(
            "repeated-topic",
            title,
            "topics: [x, y, 'x']",
            "topics: [x, y]",
        );
        item(
            "repeated-topic",
            title,
            "topics:\n    - x # a\n    - x\n    # b\n    - y",
            "topics:\n    - x # a\n    # b\n    - y",
        );
        let bank = "//- /a/a.md\n---\nquestions:\n  - topics: [x, x]\n---\n";
        assert_eq!(safeties("repeated-topic", bank), "Safe*");
        for list in [
            "[x, # a\n      x]",
            "\n    - x\n    - x # keep this note",
            "\n    - x\n    - # keep this note\n      x\n    - y",
            "\n    - x\n    - y\n    - x # keep this note",
        ] {
            check_refused(
                "repeated-topic",
                title,
                &format!("//- /a/a.md\n---\nquestions:\n  - topics: {list}\n---\n"),
                "a comment next to it would be removed too",
            );
        }
    }

    #[test]
    fn one_level_stays() {
        let first = "Keep only the level `Beginner`";
        let second = "Keep only the level `Advanced`";
        let code = "several-levels";
        let before = "topics: [Beginner, x, Advanced]";
        item(code, first, before, "topics: [Beginner, x]");
        item(code, second, before, "topics: [x, Advanced]");
        let before = "topics: [Beginner, Medium, Advanced]";
        item(code, first, before, "topics: [Beginner]");
        item(code, second, before, "topics: [Advanced]");
        let before = "topics: [x, Advanced]\n    level: Beginner";
        item(code, first, before, "topics: [x]\n    level: Beginner");
        item(code, second, before, "topics: [x]\n    level: Advanced");
        let bank = format!("//- /a/a.md\n---\nquestions:\n  - {before}\n---\n");
        assert_eq!(titles(code, &bank), [first, second]);
        assert_eq!(safeties(code, &bank), "Unsafe Unsafe");
    }
}
