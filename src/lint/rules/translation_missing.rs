use crate::bank::{Severity, TranslatedFolder};
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::lint::translated::{Reported, place, reported};

pub const RULE: Rule = Rule {
    code: "translation-missing",
    severity: Severity::Hint,
    summary: "A translation lacks questions of the original, or a folder of translations lacks a file",
    page: r"
## What it finds
Questions of a file that its translation lacks. The finding is at the question after which they are missing. If less than
half of the questions correspond, only that is reported, once, at the start of the translation.

Also a file that a folder of translations lacks: `questions/en/locks.md`, if `questions/de` has at least three files of
`questions/en`, and three quarters of all, but not this one. The finding is at the start of the original. Nothing is
reported if the folder has questions in other files, one of which could be the translation, for files such as `README.md`
that are about their folder, or where a bare code could mean something else.

Translations are found by their paths: `README.fr.md`, `README-fr-FR.md` or `fr-FR/README.md` for `README.md`, and
`questions/fr/…` for `questions/en/…`. Where a bare code such as `it` could mean something else, the texts have to be in
another language than the original's. For other layouts, set `translations` of a rule of `documents` in `qmark.yaml`: a
path with `{lang}` for the language and, if needed, `{name}` for the original's name without its ending, from the folder
of the original.

Questions correspond by their numbers; where they have none, by their code or by their places.

## Why
Readers of the translation miss what was added to the original.

## Example
```bad
//- /README.md
# Questions about locks

## 1. What is a lock?

It guards a value.

## 2. What is a deadlock?

Two threads wait for each other.

## 3. What is a spin lock?

It tries again and again.

## 4. What is a latch?

It opens once.
//- /de-DE/README.md
# Fragen zu Sperren

## 1. Was ist eine Sperre?

Sie schützt einen Wert.

## 2. Was ist eine Verklemmung?

Zwei Threads warten aufeinander.

## 3. Was ist eine Spinsperre?

Sie versucht es immer wieder.
```
```good
//- /README.md
# Questions about locks

## 1. What is a lock?

It guards a value.

## 2. What is a deadlock?

Two threads wait for each other.

## 3. What is a spin lock?

It tries again and again.

## 4. What is a latch?

It opens once.
//- /de-DE/README.md
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

## What to do
Translate the questions, or copy them until somebody does. If translations lack questions on purpose, set the rule to
`off`.
",
    checks: &[Check::Group(check), Check::Group(check_folders)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let Some(compared) = context.compared() else {
        return;
    };
    let (files, correspondence) = (&compared.files, &compared.correspondence);
    let (path, original) = (&files.path, files.original);
    if !compared.is_sound() {
        let count = correspondence.pairs().count();
        let all = original.questions.len().max(context.group.questions.len());
        let message = format!("only {count} of {all} questions correspond to those of `{path}`");
        found
            .add(context.group.opening, message)
            .related(path, original.opening, "the original");
        return;
    }
    for run in correspondence.missing() {
        let message = match reported(original, &run) {
            Reported::Named(names, verb) => {
                format!("{names} of `{path}` {verb} missing after this")
            }
            Reported::Counted(there, here) => {
                format!("`{path}` has {there} questions after this, where this file has {here}")
            }
            Reported::Not => continue,
        };
        found.add(place(context.group, run.after), message).related(
            path,
            place(original, Some(run.questions.start)),
            "the question in the original",
        );
    }
}

/// Reports the folders of translations that lack the file.
fn check_folders(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let lacking = context.bank.untranslated(context.path);
    if let Some(message) = without_translation(&lacking) {
        found.add(context.group.opening, message);
    }
}

fn without_translation(lacking: &[TranslatedFolder]) -> Option<String> {
    let (folders, others) = match lacking {
        [] => return None,
        [one] => {
            let (translated, all) = (one.translated, one.others);
            let others = match translated == all {
                true => format!("all {all} others"),
                false => format!("{translated} of the {all} others"),
            };
            (format!("`{}` has", one.folder), others)
        }
        [first, second] => {
            let folders = format!("`{}` and `{}` have", first.folder, second.folder);
            (folders, "most others".to_owned())
        }
        [first, rest @ ..] => {
            let folders = format!("`{}` and {} other folders have", first.folder, rest.len());
            (folders, "most others".to_owned())
        }
    };
    Some(format!(
        "{folders} no translation of this file, but of {others}"
    ))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(source: &str) {
        Fixture::new(source).check_findings("translation-missing");
    }

    const THINGS: [&str; 8] = [
        "queue", "stack", "heap", "ring", "tree", "graph", "list", "map",
    ];

    /// A document about some of the things, from 1 on.
    fn original(numbers: impl IntoIterator<Item = usize>) -> String {
        let question = |number: usize| {
            let thing = THINGS[number - 1];
            format!("\n## {number}. What is the use of a {thing}?\n\nIt holds values.\n")
        };
        let questions = numbers.into_iter().map(question);
        format!(
            "# Questions about structures\n{}",
            questions.collect::<String>()
        )
    }

    /// The same in German, with a finding expected at the question of this number.
    fn translation(numbers: impl IntoIterator<Item = usize>, expected: (usize, &str)) -> String {
        let question = |number: usize| {
            let thing = THINGS[number - 1];
            let finding = match number == expected.0 {
                true => format!("//^^^ translation-missing: {}\n", expected.1),
                false => String::new(),
            };
            format!("\n## {number}. Wofür ist eine {thing} gut?\n{finding}\nSie hält Werte.\n")
        };
        let questions = numbers.into_iter().map(question);
        format!("# Fragen zu Strukturen\n{}", questions.collect::<String>())
    }

    #[test]
    fn in_several_layouts() {
        let original = original(1..=8);
        for (path, translated) in [
            ("README.md", "README.de.md"),
            ("README.md", "README_de.md"),
            ("README.md", "README-de-DE.md"),
            ("README.md", "de-DE/README.md"),
            ("README.md", "translations/de/README.md"),
            ("structures-quiz.md", "structures-quiz-de.md"),
            ("questions/en/q.md", "questions/de/q.md"),
        ] {
            let expected = format!("question 3 of `{path}` is missing after this");
            let text = translation([1, 2, 4, 5, 6, 7, 8], (2, &expected));
            check(&format!("//- /{path}\n{original}//- /{translated}\n{text}"));
        }
    }

    #[test]
    fn by_a_pattern_of_the_configuration() {
        let config =
            "documents:\n  - files: quiz/*.md\n    translations: '{lang}/{name}-quiz.md'\n";
        let original = original(1..=8);
        let expected = "question 8 of `quiz/a.md` is missing after this";
        let text = translation(1..=7, (7, expected));
        let all = format!("{config}  - files: quiz/de/*.md\n");
        check(&format!(
            "{all}//- /quiz/a.md\n{original}//- /quiz/de/a-quiz.md\n{text}"
        ));
    }

    #[test]
    fn several_in_a_row_are_one_finding() {
        let expected = "questions 5 to 7 of `README.md` are missing after this";
        let text = translation([1, 2, 3, 4, 8], (4, expected));
        let original = original(1..=8);
        check(&format!(
            "//- /README.md\n{original}//- /README.fr-FR.md\n{text}"
        ));
    }

    #[test]
    fn half_of_a_file() {
        let expected = "only 3 of 8 questions correspond to those of `README.md`";
        let text = translation([1, 2, 3], (1, expected));
        let original = original(1..=8);
        check(&format!(
            "//- /README.md\n{original}//- /README.de-AT.md\n{text}"
        ));
    }

    #[test]
    fn a_bare_code_needs_texts_in_another_language() {
        let (all, fewer) = (original(1..=8), original(1..=7));
        for path in ["it/README.md", "README.ml.md", "cs/README.md"] {
            check(&format!("//- /README.md\n{all}//- /{path}\n{fewer}"));
        }
        // No code of a language.
        let text = translation(1..=7, (0, ""));
        check(&format!("//- /README.md\n{all}//- /README-go.md\n{text}"));
    }

    /// Files with a question each, or without if `page:` precedes the name. Each line is a folder and the names of its files;
    /// `!` after a name expects the finding with this message.
    fn folders(lines: &str, message: &str) -> String {
        let file = |folder: &str, name: &str| {
            let finding = match name.ends_with('!') {
                true => format!("//^^^ translation-missing: {message}\n"),
                false => String::new(),
            };
            let name = name.trim_end_matches('!');
            match name.strip_prefix("page:") {
                Some(name) => format!("//- /{folder}/{name}\n# About {name}\n"),
                None => format!(
                    "//- /{folder}/{name}\n---\nquestions:\n{finding}  - question: What is {name} in {folder}?\n---\n"
                ),
            }
        };
        let folder = |line: &str| {
            let (folder, names) = line.trim().split_once(": ").unwrap_or_default();
            let files = names.split(' ').map(|name| file(folder, name));
            files.collect::<String>()
        };
        lines.lines().map(folder).collect()
    }

    #[track_caller]
    fn check_folders(lines: &str, message: &str) {
        check(&folders(lines, message));
    }

    #[test]
    fn a_file_that_a_folder_of_translations_lacks() {
        check_folders(
            "q/en: a.md b.md c.md d.md!
             q/de: a.md b.md c.md",
            "`q/de` has no translation of this file, but of all 3 others",
        );
        check_folders(
            "q/en/go: 1.md 2.md 3.md 4.md! 5.md 6.md 7.md 8.md!
             q/zh-CN/go: 1.md 2.md 3.md 5.md 6.md 7.md",
            "`q/zh-CN/go` has no translation of this file, but of 6 of the 7 others",
        );
        check_folders(
            "q: a.md b.md c.md d.md!
             i18n/fr-FR/q: a.md b.md c.md",
            "`i18n/fr-FR/q` has no translation of this file, but of all 3 others",
        );
    }

    #[test]
    fn several_folders_that_lack_a_file_are_one_finding() {
        check_folders(
            "en: a.md b.md c.md d.md!
             de: a.md b.md c.md
             es: a.md b.md c.md d.md
             fr: a.md b.md c.md",
            "`de` and `fr` have no translation of this file, but of most others",
        );
        check_folders(
            "en: a.md b.md c.md d.md!
             de: a.md b.md c.md
             es: a.md b.md c.md
             fr: a.md b.md c.md",
            "`de` and 2 other folders have no translation of this file, but of most others",
        );
    }

    #[test]
    fn a_folder_that_a_pattern_names() {
        let config = "documents:\n  - files: quiz/*.md\n    translations: 'in/{lang}/{name}.md'\n  - files: quiz/in/*/*.md\n";
        let files = folders(
            "quiz: a.md b.md c.md d.md!
             quiz/in/it: a.md b.md c.md",
            "`quiz/in/it` has no translation of this file, but of all 3 others",
        );
        check(&format!("{config}{files}"));
    }

    #[test]
    fn a_folder_that_is_being_translated_lacks_nothing() {
        for lines in [
            "en: a.md b.md c.md
             de: a.md b.md",
            "en: a.md b.md c.md d.md e.md
             de: a.md b.md c.md",
            // Each folder below the language counts for itself.
            "q/en/go: a.md b.md c.md d.md
             q/en/js: a.md b.md c.md d.md
             q/de/go: a.md b.md c.md d.md
             q/de/js: a.md",
        ] {
            check_folders(lines, "");
        }
    }

    #[test]
    fn no_translation_lacks_a_file_that_it_may_have() {
        for lines in [
            // Under another name.
            "en: a.md b.md c.md questions.md
             de: a.md b.md c.md fragen.md",
            "en: a.md b.md c.md d.md
             de: a.md b.md c.md d.mdx",
            // Without questions.
            "en: a.md b.md c.md d.md
             de: a.md b.md c.md page:D.md",
            // For another region, or none.
            "en: a.md b.md c.md d.md
             pt-BR: a.md b.md c.md
             pt: d.md",
            // About the folder.
            "en: a.md b.md c.md README.md
             de: a.md b.md c.md",
        ] {
            check_folders(lines, "");
        }
    }

    #[test]
    fn a_folder_that_may_be_none_of_translations_lacks_nothing() {
        for lines in [
            "q: easy.md medium.md hard.md expert.md
             q/ts: easy.md medium.md hard.md",
            "q/go: a.md b.md c.md d.md
             q/cs: a.md b.md c.md",
            "q/en: a.md b.md c.md d.md
             q/js: a.md b.md c.md",
            // Translations in the same folder.
            "q: a.md b.md c.md d.md a.de-DE.md b.de-DE.md c.de-DE.md",
            // The original is not the English one.
            "q: a.md b.md c.md d.md
             q/en-US: a.md b.md c.md d.md
             q/de-DE: a.md b.md c.md d.md
             q/fr: a.md b.md c.md",
        ] {
            check_folders(lines, "");
        }
    }

    #[test]
    fn without_numbers() {
        let question = |text: &str| format!("  - question: {text}\n    answer: So.\n");
        let group = |path: &str, count: usize| {
            let items: String = (0..count)
                .map(|at| question(&format!("Über {at}?")))
                .collect();
            format!("//- /{path}\n---\nquestions:\n{items}---\n")
        };
        check(&(group("en/go.md", 5) + &group("de/go.md", 5)));
        let differs = "questions:\n//^^^ translation-missing: only 0 of 6 questions correspond to those of `en/go.md`\n";
        check(&(group("en/go.md", 6) + &group("de/go.md", 5).replace("questions:\n", differs)));
    }
}
