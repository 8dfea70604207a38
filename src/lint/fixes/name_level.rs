//! Writes one of the bank's levels in place of a word that is nearly one.

use crate::edit::Edit;
use crate::facts::slot::{Part, Slot};
use crate::lint::finding::About;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::shape::write::TargetList;
use crate::text::Refusal;

/// The level that was probably meant.
pub const FIX: FixProvider = FixProvider {
    description: "Write the intended level",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((place, word)) = place(context) else {
        return Vec::new();
    };
    let bank = context.bank;
    let level = bank.probable_level(&word);
    let Some(level) = level.and_then(|at| bank.config().levels.get(at)) else {
        return Vec::new();
    };
    let name = level.name.to_string();
    let fix = Fix::guess(format!("Write `{name}`"), move |context| {
        let gone = || Refusal::new("the level no longer exists");
        let edit = match &place {
            Some(slot) => {
                let group = context.group().ok_or_else(gone)?;
                let text = context.text;
                TargetList { text, group }.relabel(slot, &name)?
            }
            None => context
                .target()
                .ok_or_else(gone)?
                .replace(Part::Level, &name)?,
        };
        Ok(Edit::texts(context.path, [edit]))
    });
    vec![fix.preferred()]
}

/// Where the level at the finding is: the slot of a section, or `None` for that of a question; and the level.
fn place(context: &FixContext<'_>) -> Option<(Option<Slot>, String)> {
    if context.finding.about == About::Part(Part::Level) {
        let (_, placed) = context.question()?;
        return Some((None, placed.question.level()?.text.to_owned()));
    }
    let sections = context.group()?.questions.sections().iter().enumerate();
    let mut levels = sections.filter_map(|(at, section)| Some((at, section.level.as_ref()?)));
    let (at, level) =
        levels.find(|(_, level)| level.is_written() && level.span == context.finding.span)?;
    Some((Some(Slot::SectionLevel(at)), level.text.to_string()))
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    fn document(level: &str) -> String {
        let questions = ["lock", "key", "door"];
        let questions =
            questions.map(|what| format!("### What is a {what}?\n\nIt is of wood.\n\n"));
        format!(
            "levels: [Beginners, Experts]\n//- /questions.md\n# Interview questions\n\n## {level}\n\n{}",
            questions.concat()
        )
    }

    #[test]
    fn a_heading() {
        check(
            "unknown-level",
            "Write `Beginners`",
            &document("Beginner"),
            &document("Beginners"),
        );
        assert_eq!(titles("unknown-level", &document("Hard")), [""; 0]);
    }

    #[test]
    fn a_value() {
        let file = |level: &str| {
            format!(
                "levels: [Beginner, Intermediate]\n//- /q/lock.md\n---\nquestion: What is a lock?\ndifficulty: '{level}'\n---\nIt is of wood.\n"
            )
        };
        check(
            "unknown-level",
            "Write `Intermediate`",
            &file("Intermediat"),
            &file("Intermediate"),
        );
    }
}
