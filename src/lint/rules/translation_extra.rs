use crate::bank::Severity;
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::lint::translated::{Reported, place, reported};

pub const RULE: Rule = Rule {
    code: "translation-extra",
    severity: Severity::Hint,
    summary: "A translation has questions that the original lacks",
    page: r"
## What it finds
Questions of a translation without a counterpart in the original. Which files are translations, and which questions
correspond, is described on the page of `translation-missing`. Nothing is reported if less than half of the questions
correspond.

## Why
The question was removed from the original or moved, or it was added to the translation only. Readers of the original, and
of other translations, miss it.

## Example
```bad
//- /quiz.md
# Questions about locks

## 1. What is a lock?

It guards a value.

## 2. What is a deadlock?

Two threads wait for each other.

## 3. What is a spin lock?

It tries again and again.
//- /quiz-de-DE.md
# Fragen zu Sperren

## 1. Was ist eine Sperre?

Sie schützt einen Wert.

## 2. Was ist eine Verklemmung?

Zwei Threads warten aufeinander.

## 3. Was ist eine Spinsperre?

Sie versucht es immer wieder.

## 4. Was ist eine Klinke?

Sie öffnet einmal.
```
```good
//- /quiz.md
# Questions about locks

## 1. What is a lock?

It guards a value.

## 2. What is a deadlock?

Two threads wait for each other.

## 3. What is a spin lock?

It tries again and again.
//- /quiz-de-DE.md
# Fragen zu Sperren

## 1. Was ist eine Sperre?

Sie schützt einen Wert.

## 2. Was ist eine Verklemmung?

Zwei Threads warten aufeinander.

## 3. Was ist eine Spinsperre?

Sie versucht es immer wieder.
```

## What to do
Add the question to the original, or remove it from the translation. If its number is wrong, correct that.
",
    checks: &[Check::Group(check)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let Some(compared) = context.compared().filter(|it| it.is_sound()) else {
        return;
    };
    let path = &compared.files.path;
    for run in compared.correspondence.extra() {
        let message = match reported(context.group, &run) {
            Reported::Named(names, verb) => format!("{names} {verb} not in `{path}`"),
            Reported::Counted(here, there) => {
                format!("this file has {here} questions from here on, where `{path}` has {there}")
            }
            Reported::Not => continue,
        };
        let original = place(compared.files.original, run.after);
        found
            .add(place(context.group, Some(run.questions.start)), message)
            .related(path, original, "the place in the original");
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    /// Questions with these numbers.
    fn text(numbers: impl IntoIterator<Item = u32>) -> String {
        let question = |number: u32| format!("\n## {number}. Pourquoi {number} ?\n\nParce que.\n");
        let questions = numbers.into_iter().map(question);
        format!("# Questions\n{}", questions.collect::<String>())
    }

    #[test]
    fn runs_are_reported_at_their_first() {
        let expected = |text: String, number: u32, message: &str| {
            let line = format!("{number} ?\n");
            text.replace(
                &line,
                &format!("{line}//^^^ translation-extra: {message}\n"),
            )
        };
        let other = text(1..=9);
        let other = expected(other, 2, "question 2 is not in `README.md`");
        let other = expected(other, 7, "questions 7 to 9 are not in `README.md`");
        let original = text([1, 3, 4, 5, 6]);
        Fixture::new(&format!(
            "//- /README.md\n{original}//- /fr-FR/README.md\n{other}"
        ))
        .check_findings("translation-extra");
    }

    #[test]
    fn not_if_most_are_extra() {
        let (original, other) = (text(1..=4), text(1..=9));
        Fixture::new(&format!(
            "//- /README.md\n{original}//- /fr-FR/README.md\n{other}"
        ))
        .check_findings("translation-extra");
    }
}
