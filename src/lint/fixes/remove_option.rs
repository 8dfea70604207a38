//! Removes one of two options that say the same.

use super::shared::document::document;
use crate::edit::one_question;
use crate::edit::verify::Says;
use crate::facts::questions::Placed;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::text::Refusal;

/// The one of the two that is not right, or the later one if both are right or both are wrong.
pub const FIX: FixProvider = FixProvider {
    description: "Remove the option that is not right, or the later of two that are marked the same",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some(place) = document(context).and_then(|_| twin(context)) else {
        return Vec::new();
    };
    let fix = Fix::guess(format!("Remove option {}", place + 1), move |context| {
        let gone = || Refusal::new("the option no longer exists");
        let (_, repair) = document(context).ok_or_else(gone)?;
        let (index, _) = context.question().ok_or_else(gone)?;
        let target = context.target().ok_or_else(gone)?;
        let edits = (repair.remove_option)(&target, place)?;
        let is_meant = |old: &Placed<'_>, new: &Placed<'_>| {
            let (mut old, new) = (Says::of(old), Says::of(new));
            let (_, was_right) = old.options.remove(place);
            // Its letter is gone from the key, which may be in the answer.
            if was_right {
                old.answer = new.answer;
            }
            old == new
        };
        let (bank, path, text) = (context.bank, context.path, context.text);
        one_question::change(bank, path, text, index, edits, &is_meant)
    });
    vec![fix.preferred()]
}

/// The place of the option that can go, of the one that the finding marks and the earlier one like it.
fn twin(context: &FixContext<'_>) -> Option<usize> {
    let (_, placed) = context.question()?;
    let options = placed.question.options();
    // A single option is not a choice.
    if options.len() < 3 {
        return None;
    }
    let at = context.finding.span.start;
    let later = options.iter().position(|option| {
        let whole = option.marker.cover(option.text.span).shift(placed.start);
        whole.start <= at && at <= whole.end
    })?;
    let content = options[later].content;
    let earlier = options[..later]
        .iter()
        .position(|option| option.content == content)?;
    let places = [later, earlier];
    let wrong = places.into_iter().find(|place| !options[*place].is_right);
    Some(wrong.unwrap_or(later))
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{self, check_in_quiz, check_refused, titles};

    const CODE: &str = "repeated-option";

    /// A quiz of which one question has this below it.
    fn quiz(below: &str) -> String {
        tests::quiz(below, OTHERS)
    }

    const OTHERS: &str = "- [x] a mutex\n- [ ] a map";

    #[track_caller]
    fn removes(title: &str, before: &str, after: &str) {
        check_in_quiz(CODE, title, before, after, OTHERS);
    }

    #[test]
    fn the_later_of_two_wrong_ones() {
        removes(
            "Remove option 3",
            "- [ ] a lock\n- [x] a channel\n- [ ] a lock\n- [ ] a map",
            "- [ ] a lock\n- [x] a channel\n- [ ] a map",
        );
        removes(
            "Remove option 3",
            "- [ ] a lock\n- [x] a channel\n- [ ] a lock",
            "- [ ] a lock\n- [x] a channel",
        );
        removes(
            "Remove option 2",
            "- [ ] a lock\n\n- [ ] a lock\n\n- [x] a channel",
            "- [ ] a lock\n\n- [x] a channel",
        );
    }

    #[test]
    fn never_the_right_one() {
        removes(
            "Remove option 1",
            "- [ ] a channel\n- [ ] a lock\n- [x] a channel",
            "- [ ] a lock\n- [x] a channel",
        );
        let two = "- [x] a channel\n- [ ] a channel";
        assert_eq!(titles(CODE, &quiz(two)), [""; 0]);
    }

    #[test]
    fn the_later_of_two_right_ones() {
        removes(
            "Remove option 3",
            "- [x] a channel\n- [ ] a lock\n- [x] a channel\n- [x] a pipe",
            "- [x] a channel\n- [ ] a lock\n- [x] a pipe",
        );
        for (key, now) in [
            ("Answer: A, C", "Answer: A"),
            ("Answers: A, C and D", "Answers: A and C"),
            ("**Answers: A,C,D**", "**Answers: A,C**"),
            ("Answers: C, A", "Answers: A"),
            ("**Answers: ACD**", "**Answers: AC**"),
        ] {
            removes(
                "Remove option 3",
                &format!("A. a channel\nB. a lock\nC. a channel\nD. a pipe\n\n{key}"),
                &format!("A. a channel\nB. a lock\nC. a pipe\n\n{now}"),
            );
        }
        removes(
            "Remove option 3",
            "a) a lock\nb) a channel\nc) a channel\n\nAnswers: b, c",
            "a) a lock\nb) a channel\n\nAnswers: b",
        );
        let quoted =
            "A. a channel\nB. a lock\nC. a channel\nD. a pipe\n\nAnswers: A, C, not a map as in C";
        check_refused(
            CODE,
            "Remove option 3",
            &quiz(quoted),
            "the key does not name each right option by its letter; remove the option by hand",
        );
    }

    #[test]
    fn the_letters_and_the_key_follow() {
        removes(
            "Remove option 2",
            "A. a lock\nB. a lock\nC. a map\nD. a channel\n\nAnswer: D",
            "A. a lock\nB. a map\nC. a channel\n\nAnswer: C",
        );
        removes(
            "Remove option 2",
            "- a) a lock\n- b) a lock\n- c) a channel\n- d) a map\n\n**Answers: c, d**",
            "- a) a lock\n- b) a channel\n- c) a map\n\n**Answers: b, c**",
        );
        removes(
            "Remove option 2",
            "A. a lock\nB. a lock\nC. a map\nD. a channel\n\n答案：D",
            "A. a lock\nB. a map\nC. a channel\n\n答案：C",
        );
    }

    #[test]
    fn code_goes_with_its_option() {
        let code = |line: &str| format!("```js\n{line}\n```");
        let option = |mark: &str, line: &str| {
            format!(
                "- [{mark}] this:\n\n  {}\n",
                code(line).replace('\n', "\n  ")
            )
        };
        let (a, b) = (option(" ", "lock()"), option("x", "channel()"));
        removes("Remove option 2", &format!("{a}{a}{b}"), &format!("{a}{b}"));
    }

    #[test]
    fn an_explanation_may_name_the_letters() {
        check_refused(
            CODE,
            "Remove option 2",
            &quiz(
                "A. a lock\nB. a lock\nC. a channel\n\nAnswer: C\n\nA map is not a pipe, so (B) is wrong.",
            ),
            "the text of the question may name the option `B`, and letters change; remove the option by hand",
        );
    }
}
