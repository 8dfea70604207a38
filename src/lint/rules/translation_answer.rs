use crate::bank::{Severity, corresponding_options};
use crate::facts::question::Question;
use crate::facts::questions::Placed;
use crate::lint::fixes::mark_option;
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::lint::rules::contradicting_answers::named;
use crate::text::{Span, is_or_are};

pub const RULE: Rule = Rule {
    code: "translation-answer",
    severity: Severity::Error,
    summary: "A translation marks other options as right than the original",
    page: r"
## What it finds
A question whose translation marks other options as right. Options correspond by their texts if these are the same, else by
their places. Only questions are compared that have equally many options, of which at least one is right in each. Which
files are translations is described on the page of `translation-missing`.

Where most of the questions around one differ as well, the files probably number their questions differently, and nothing
is reported.

## Why
One of the two answers is wrong.

## Example
```bad
//- /quiz.md
# Quiz about locks

## 1. What does a lock guard?

- [ ] A color
- [x] A value
- [ ] A date
//- /quiz.de-DE.md
# Quiz über Sperren

## 1. Was schützt eine Sperre?

- [ ] Eine Farbe
- [ ] Einen Wert
- [x] Ein Datum
```
```good
//- /quiz.md
# Quiz about locks

## 1. What does a lock guard?

- [ ] A color
- [x] A value
- [ ] A date
//- /quiz.de-DE.md
# Quiz über Sperren

## 1. Was schützt eine Sperre?

- [ ] Eine Farbe
- [x] Einen Wert
- [ ] Ein Datum
```

## What to do
Find out which is right, and correct the other. If the options are in another order, put them in the order of the
original.
",
    checks: &[Check::Group(check)],
    fixes: &[mark_option::AS_ORIGINAL],
};

/// How many questions before one, and after it, have to agree for the most part.
const AROUND: usize = 3;

/// Two corresponding questions whose options correspond.
struct Pair<'b> {
    original: Placed<'b>,
    translation: Placed<'b>,
    agrees: bool,
}

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let Some(compared) = context.compared().filter(|it| it.is_sound()) else {
        return;
    };
    let files = &compared.files;
    let pairs = compared.correspondence.pairs();
    let pairs: Vec<Pair<'_>> = pairs
        .filter_map(|(original, translation)| {
            let original = files.original.questions.get(original)?;
            let translation = files.translation.questions.get(translation)?;
            Pair::new(original, translation)
        })
        .collect();
    for (at, pair) in pairs.iter().enumerate() {
        if pair.agrees || !is_alone(&pairs, at) {
            continue;
        }
        let Some(text) = pair.translation.text() else {
            continue;
        };
        let (original, translation) = (&pair.original, &pair.translation);
        let message = format!(
            "{} marked as right here, but {} in `{}`",
            marked(translation.question),
            named(original.question.right_options()),
            files.path
        );
        found.add(text.span, message).related(
            &files.path,
            right_option(original),
            "the right option in the original",
        );
    }
}

impl<'b> Pair<'b> {
    /// `None` unless the options correspond and both have a right one.
    fn new(original: Placed<'b>, translation: Placed<'b>) -> Option<Self> {
        let places = corresponding_options(original.question, translation.question)?;
        let has_right = |placed: &Placed<'_>| placed.question.right_options().next().is_some();
        if !has_right(&original) || !has_right(&translation) {
            return None;
        }
        let options = original.question.options();
        let mut translated = translation.question.options().iter().zip(&places);
        let agrees = translated.all(|(option, place)| {
            options
                .get(*place)
                .is_some_and(|original| original.is_right == option.is_right)
        });
        Some(Self {
            original,
            translation,
            agrees,
        })
    }
}

/// Whether most of the questions around one agree with the original.
fn is_alone(pairs: &[Pair<'_>], at: usize) -> bool {
    let around = at.saturating_sub(AROUND)..pairs.len().min(at + AROUND + 1);
    let others = around.len() - 1;
    let agreeing = pairs[around].iter().filter(|pair| pair.agrees).count();
    agreeing * 3 >= others * 2
}

/// The right options with their verb: `option 2 is`.
fn marked(question: &Question) -> String {
    let verb = is_or_are(question.right_options().count());
    format!("{} {verb}", named(question.right_options()))
}

/// The first right option.
fn right_option(placed: &Placed<'_>) -> Span {
    let mut options = placed.question.options().iter();
    let right = options.find(|option| option.is_right);
    let span = right.map_or(Span::default(), |option| {
        option.marker.cover(option.text.span)
    });
    span.shift(placed.start)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(source: &str) {
        Fixture::new(source).check_findings("translation-answer");
    }

    /// A quiz with letters whose keys are these.
    fn quiz(keys: &str, expected: &str) -> String {
        let mut text = "# Quiz\n".to_owned();
        for (number, key) in (1..).zip(keys.chars()) {
            text += &format!("\n###### {number}. Was ist {number}?\n");
            if expected.starts_with(&format!("{number} ")) {
                text += &format!("//^^^ {}\n", &expected[2..]);
            }
            text += &format!(
                "\n- A: `a{number}`\n- B: `b{number}`\n- C: `c{number}`\n\n#### Answer: {key}\n\nSo.\n"
            );
        }
        text
    }

    #[test]
    fn one_that_differs() {
        let original = quiz("ABCABC", "");
        let expected =
            "3 translation-answer: option 1 is marked as right here, but option 3 in `README.md`";
        let other = quiz("ABAABC", expected);
        check(&format!(
            "//- /README.md\n{original}//- /de-DE/README.md\n{other}"
        ));
        check(&format!(
            "//- /README.md\n{original}//- /de-DE/README.md\n{original}"
        ));
    }

    #[test]
    fn not_where_the_files_differ_altogether() {
        let (original, other) = (quiz("ABCABC", ""), quiz("BCABCA", ""));
        check(&format!(
            "//- /README.md\n{original}//- /de-DE/README.md\n{other}"
        ));
    }

    #[test]
    fn options_in_another_order() {
        let original = quiz("ABC", "");
        let other = original.replace("- A: `a1`\n- B: `b1`", "- A: `b1`\n- B: `a1`");
        let same = other.replacen("Answer: A", "Answer: B", 1);
        check(&format!(
            "//- /README.md\n{original}//- /de-DE/README.md\n{same}"
        ));
        let wrong = other.replacen("1?\n", "1?\n//^^^ translation-answer\n", 1);
        check(&format!(
            "//- /README.md\n{original}//- /de-DE/README.md\n{wrong}"
        ));
    }

    #[test]
    fn not_where_the_code_is_other_code() {
        let original = quiz("ABCABC", "");
        let other = quiz("ABAABC", "").replace("`c3`", "`c4`");
        check(&format!(
            "//- /README.md\n{original}//- /de-DE/README.md\n{other}"
        ));
    }

    #[test]
    fn a_file_per_question() {
        let question = |text: &str, right: [&str; 3]| {
            let [a, b, c] = right;
            format!("---\nquestion: {text}\n---\n\n- [{a}] Eins\n- [{b}] Zwei\n- [{c}] Drei\n")
        };
        let original = question("What is it?", [" ", "x", " "]);
        let same = question("Was ist es?", [" ", "x", " "]);
        let other = question("Was ist es?\n//^^^ translation-answer", ["x", " ", "x"]);
        check(&format!(
            "//- /q/en/001.md\n{original}//- /q/de/001.md\n{same}"
        ));
        check(&format!(
            "//- /q/en/001.md\n{original}//- /q/de/001.md\n{other}"
        ));
    }
}
