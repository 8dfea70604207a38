//! Marks the option that an answer quotes, that the author chooses, or that the original of a translation marks, and quotes
//! the option that a key means.

use super::shared::document::document;
use crate::bank::corresponding_options;
use crate::edit::one_question;
use crate::edit::verify::Says;
use crate::facts::question::Choice;
use crate::facts::questions::Placed;
use crate::lint::fix::{Fix, FixContext, FixProvider, Safety};
use crate::text::{Refusal, Span, TextEdit, ellipsis};

/// The option whose text is in the answer.
pub const QUOTED: FixProvider = FixProvider {
    description: "Mark the option that the answer quotes as right",
    fixes: quoted,
};

/// The longest text of an option in a title, in characters.
const LONGEST: usize = 40;

fn quoted(context: &FixContext<'_>) -> Vec<Fix> {
    let found = document(context).and_then(|_| context.question());
    let fix = found.and_then(|(index, placed)| {
        let place = quoted_in(context.text, &placed)?;
        let title = title_of(placed.question.options(), place);
        Some(mark(title, Safety::Unsafe, index, vec![place]).preferred())
    });
    fix.into_iter().collect()
}

/// Each option of a question of which the text does not show the right one.
pub const CHOSEN: FixProvider = FixProvider {
    description: "Mark an option as right that you choose",
    fixes: chosen,
};

fn chosen(context: &FixContext<'_>) -> Vec<Fix> {
    let found = document(context).zip(context.question());
    let Some(((list, repair), (index, placed))) = found else {
        return Vec::new();
    };
    let options = placed.question.options();
    let quoted = quoted_in(context.text, &placed);
    // Where no question shows how right options are marked, there is nothing to offer.
    let is_possible = |place: &usize| (repair.mark_options)(&list, index, &[*place]).is_ok();
    let others = (0..options.len()).filter(|place| Some(*place) != quoted);
    let fix = |place| mark(title_of(options, place), Safety::Choice, index, vec![place]);
    others.filter(is_possible).map(fix).collect()
}

/// The title of the fix for the option at `place`, by its text if no other one has that.
fn title_of(options: &[Choice], place: usize) -> String {
    let shown = |option: &Choice| ellipsis(&option.text.text, LONGEST).to_string();
    let own = shown(&options[place]);
    let same = options.iter().filter(|option| shown(option) == own);
    match own.is_empty() || same.count() > 1 {
        true => format!("Mark option {} as right", place + 1),
        false => format!("Mark `{own}` as right"),
    }
}

/// The fix by which the options at these places of the question at `index` are right, and no other ones.
fn mark(title: String, safety: Safety, index: usize, places: Vec<usize>) -> Fix {
    Fix::new(title, safety, move |context| {
        let (list, repair) =
            document(context).ok_or_else(|| Refusal::new("the question no longer exists"))?;
        let edits = (repair.mark_options)(&list, index, &places)?;
        let is_meant = |old: &Placed<'_>, new: &Placed<'_>| {
            let (mut old, new) = (Says::of(old), Says::of(new));
            for (at, option) in old.options.iter_mut().enumerate() {
                option.1 = places.contains(&at);
            }
            old.answer = new.answer;
            old == new
        };
        let (bank, path, text) = (context.bank, context.path, context.text);
        one_question::change(bank, path, text, index, edits, &is_meant)
    })
}

/// The only option whose text, of several words, is in the answer of the question.
fn quoted_in(text: &str, placed: &Placed<'_>) -> Option<usize> {
    let options = placed.question.options();
    let last = options.last()?.text.span.shift(placed.start);
    let answer = Span::new(last.end, placed.span().end.max(last.end));
    if options.iter().any(|option| option.is_right) {
        return None;
    }
    let answer = words(answer.slice(text));
    let has = |option: &Choice| {
        let own = words(&option.text.text);
        own.len() > 1 && answer.windows(own.len()).any(|part| part == own)
    };
    let mut places = options.iter().enumerate().filter(|(_, option)| has(option));
    let (place, _) = places.next()?;
    places.next().is_none().then_some(place)
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The text of the option that a key quotes with a slip.
pub const IN_KEY: FixProvider = FixProvider {
    description: "Write the text of the option that the key means",
    fixes: in_key,
};

fn in_key(context: &FixContext<'_>) -> Vec<Fix> {
    let found = document(context).and_then(|_| context.question());
    let Some(((index, placed), (span, place))) =
        found.and_then(|(index, placed)| Some(((index, placed), slip(context.text, &placed)?)))
    else {
        return Vec::new();
    };
    let meant = placed.question.options()[place].text.text.to_string();
    let title = format!("Write `{}` in the key", ellipsis(&meant, LONGEST));
    let fix = Fix::guess(title, move |context| {
        let edit = TextEdit {
            span,
            text: meant.clone(),
        };
        let is_meant = |old: &Placed<'_>, new: &Placed<'_>| {
            let (mut old, new) = (Says::of(old), Says::of(new));
            old.options[place].1 = true;
            old.answer = new.answer;
            old == new
        };
        let (bank, path, text) = (context.bank, context.path, context.text);
        one_question::change(bank, path, text, index, vec![edit], &is_meant)
    });
    vec![fix.preferred()]
}

/// From this likeness on, a text is an option with a slip.
const ALIKE: f64 = 0.8;

/// The place of the text that the key of a question quotes with a slip, and that of the only option like it.
fn slip(text: &str, placed: &Placed<'_>) -> Option<(Span, usize)> {
    let question = placed.question;
    let name = question.unknown_option()?;
    let key = question.options_key()?.span.shift(placed.start);
    let written = key.slice(text);
    let mut places = written.match_indices(name);
    let (at, _) = places.next().filter(|_| places.next().is_none())?;
    let start = key.start + at as u32;
    let wanted = name.to_lowercase();
    let options = question.options().iter().enumerate();
    let mut alike = options.filter(|(_, option)| {
        let own = option.text.text.to_lowercase();
        wanted.len() > 3 && strsim::normalized_levenshtein(&own, &wanted) >= ALIKE
    });
    let (place, _) = alike.next().filter(|_| alike.next().is_none())?;
    Some((Span::new(start, start + name.len() as u32), place))
}

/// The options that the original marks, in a translation.
pub const AS_ORIGINAL: FixProvider = FixProvider {
    description: "Mark the options that the original marks",
    fixes: as_original,
};

fn as_original(context: &FixContext<'_>) -> Vec<Fix> {
    let found = document(context).and_then(|_| context.question());
    let places = found.and_then(|(index, placed)| Some((index, in_original(context, &placed)?)));
    let Some((index, places)) = places else {
        return Vec::new();
    };
    let title = match &places[..] {
        [place] => format!("Mark option {} as right, as in the original", place + 1),
        _ => "Mark the options that the original marks".to_owned(),
    };
    vec![mark(title, Safety::Unsafe, index, places).preferred()]
}

/// The places of the options of a translated question that correspond to the right ones of the original.
fn in_original(context: &FixContext<'_>, translated: &Placed<'_>) -> Option<Vec<usize>> {
    let related = context.finding.related.first()?;
    let original = context.bank.group(related.path.as_str())?;
    let original = original
        .questions
        .get(original.question_at(related.span.start)?)?;
    let places = corresponding_options(original.question, translated.question)?;
    let options = original.question.options();
    let is_right = |place: &usize| options.get(*place).is_some_and(|option| option.is_right);
    let right = places
        .iter()
        .enumerate()
        .filter(|(_, place)| is_right(place));
    Some(right.map(|(at, _)| at).collect())
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, check_in_quiz, quiz, safeties, titles};

    const BOXES: &str = "- [X] a mutex\n- [ ] a map";
    const LETTERS: &str = "A. a mutex\nB. a map\n\n**Answer:** A";

    #[test]
    fn the_option_that_the_answer_quotes() {
        let code = "no-right-option";
        let title = "Mark `a channel between threads` as right";
        check_in_quiz(
            code,
            title,
            "- [ ] a mutex\n- [ ] a channel between threads\n\nOnly a *channel* between threads has two ends.",
            "- [ ] a mutex\n- [X] a channel between threads\n\nOnly a *channel* between threads has two ends.",
            BOXES,
        );
        check_in_quiz(
            code,
            title,
            "A. a mutex\nB. a channel between threads\n\nOnly a channel between threads has two ends.",
            "A. a mutex\nB. a channel between threads\n\n**Answer:** B\n\nOnly a channel between threads has two ends.",
            LETTERS,
        );
    }

    #[test]
    fn one_word_or_two_options_show_nothing() {
        for (first, second, below) in [
            ("mutexes", "channels", "Only channels have two ends."),
            (
                "one mutex",
                "one channel",
                "One channel has two ends, one mutex has none.",
            ),
        ] {
            let own = format!("- [ ] {first}\n- [ ] {second}\n\n{below}");
            let choices = [first, second].map(|option| format!("Mark `{option}` as right"));
            let bank = quiz(&own, BOXES);
            assert_eq!(titles("no-right-option", &bank), choices);
            assert_eq!(safeties("no-right-option", &bank), "Choice Choice");
        }
    }

    #[test]
    fn the_option_that_is_chosen() {
        let code = "no-right-option";
        let title = "Mark `a channel` as right";
        let boxes = "- [ ] a mutex\n- [ ] a channel";
        check_in_quiz(
            code,
            title,
            boxes,
            &boxes.replace("[ ] a c", "[X] a c"),
            BOXES,
        );
        let letters = "A. a mutex\nB. a channel";
        let folded = |key: &str| {
            format!(
                "\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n{key}So it is.\n\n</p>\n</details>"
            )
        };
        let plain = "\n\n<details>\n<summary>Answer</summary>\n\n**B**\n\n</details>";
        let with_key = folded("#### Answer: B\n\n");
        for (before, after, others) in [
            ("", "\n\n**Answer:** B", "\n\n**Answer:** A"),
            ("\n\n**Answer:**", "\n\n**Answer:** B", "\n\n**Answer:** A"),
            ("\n\nSo it is.", "\n\nAns. B\n\nSo it is.", "\n\nAns. A"),
            ("", plain, &plain.replace('B', "A")),
            (&folded(""), &with_key, &with_key.replace(": B", ": A")),
        ] {
            check_in_quiz(
                code,
                title,
                &format!("{letters}{before}"),
                &format!("{letters}{after}"),
                &format!("A. a mutex\nB. a map{others}"),
            );
        }
    }

    #[test]
    fn the_option_that_is_chosen_in_a_list_of_keys() {
        let bank = |keys: &str| {
            let questions = (1..=4).map(|number| {
                format!(
                    "### {number}. What is 😀 {number}?\n\nA. it {number}\nB. that {number}\n\n"
                )
            });
            let questions: String = questions.collect();
            format!("//- /quiz.md\n# Quiz\n\n{questions}## Answers\n\n{keys}\n")
        };
        for (missing, before, after) in [
            (1, "2. A\n3. A\n4. B", "1. B\n2. A\n3. A\n4. B"),
            (2, "1. A\n3. B\n4. B", "1. A\n2. B\n3. B\n4. B"),
            (3, "1-a, 2-b, 4-b", "1-a, 2-b, 3-b, 4-b"),
            (
                4,
                "| 1 | A |\n| 2 | B |\n| 3 | A |",
                "| 1 | A |\n| 2 | B |\n| 3 | A |\n| 4 | B |",
            ),
        ] {
            let title = format!("Mark `that {missing}` as right");
            check("no-right-option", &title, &bank(before), &bank(after));
        }
    }

    #[test]
    fn nothing_where_no_question_shows_how() {
        // The other questions have boxes, this one has letters.
        let letters = "A. a mutex\nB. a channel";
        assert_eq!(titles("no-right-option", &quiz(letters, BOXES)), [""; 0]);
        let same = "- [ ] a mutex\n- [ ] a mutex\n- [ ]\n  ![a map](map.png)";
        assert_eq!(
            titles("no-right-option", &quiz(same, BOXES)),
            [1, 2, 3].map(|place| format!("Mark option {place} as right"))
        );
    }

    #[test]
    fn the_text_that_the_key_means() {
        check_in_quiz(
            "unknown-option",
            "Write `a channel between threads` in the key",
            "- [ ] a mutex\n- [ ] a channel between threads\n\n**Answer:** a chanel between threads",
            "- [ ] a mutex\n- [ ] a channel between threads\n\n**Answer:** a channel between threads",
            BOXES,
        );
        let letter = "A. a mutex\nB. a channel\n\n**Answer:** D";
        assert_eq!(titles("unknown-option", &quiz(letter, LETTERS)), [""; 0]);
    }

    #[test]
    fn the_options_that_the_original_marks() {
        let quiz = |boxes: [&str; 4]| {
            let questions = (1..).zip(boxes).map(|(number, right)| {
                let option = |letter: &str| {
                    let mark = if right.contains(letter) { "x" } else { " " };
                    format!("- [{mark}] `{letter}{number}`\n")
                };
                let options = ["a", "b", "c"].map(option).concat();
                format!("### {number}. What is 😀 {number}?\n\n{options}\n")
            });
            format!("# Quiz\n\n{}", questions.collect::<String>())
        };
        let letters = |keys: [&str; 4]| {
            let questions = (1..).zip(keys).map(|(number, key)| {
                format!("###### {number}. What is {number}?\n\n- A: `a{number}`\n- B: `b{number}`\n\n#### Answer: {key}\n\nSo.\n\n")
            });
            format!("# Quiz\n\n{}", questions.collect::<String>())
        };
        let bank = |original: &str, translation: &str| {
            format!("//- /README.md\n{original}//- /de-DE/README.md\n{translation}")
        };
        let original = quiz(["a", "b", "bc", "a"]);
        check(
            "translation-answer",
            "Mark the options that the original marks",
            &bank(&original, &quiz(["a", "b", "a", "a"])),
            &bank(&original, &original),
        );
        let original = letters(["A", "B", "A", "B"]);
        check(
            "translation-answer",
            "Mark option 1 as right, as in the original",
            &bank(&original, &letters(["A", "B", "B", "B"])),
            &bank(&original, &original),
        );
    }
}
