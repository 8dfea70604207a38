//! Answers a question that names another's answer with one not used by any question, ending or link.

use crate::edit::{Edit, Planned};
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::facts::slot::Part;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::fixes::shared::marked_value::write_part;
use crate::lint::orphan_match::{OrphanMatch, Orphans};
use crate::shape::write::Target;
use crate::text::Refusal;

/// How many orphans are offered.
const MOST: usize = 3;

/// Which of the two questions gets another answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Later,
    /// The earlier one, by its place in the group.
    First(usize),
}

/// The orphan that the message names, then those that share words with the question.
pub const FIX: FixProvider = FixProvider {
    description: "Use an unused answer file for one of the questions",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let (Some(group), Some((_, later))) = (context.group(), context.question()) else {
        return Vec::new();
    };
    let orphans = Orphans::of(context.bank, context.path);
    let first = first(context, group);
    let intended = orphans.matching(first.map(|(_, placed)| placed), later);
    let mut offers = Vec::new();
    match (intended, first) {
        (Some(OrphanMatch::Later(name)), _) => offers.push((Which::Later, name, true)),
        (Some(OrphanMatch::First(name)), Some((index, _))) => {
            offers.push((Which::First(index), name, true));
        }
        (Some(OrphanMatch::Either(name)), first) => {
            offers.push((Which::Later, name, false));
            offers.extend(first.map(|(index, _)| (Which::First(index), name, false)));
        }
        _ => {}
    }
    for name in orphans.alike(later) {
        if offers.iter().all(|(_, offered, _)| *offered != name) {
            offers.push((Which::Later, name, false));
        }
    }
    // An empty file answers nothing.
    let says_something = |(_, name, _): &(Which, &str, bool)| {
        let file = context.bank.answer_path(context.path, name);
        let file = file.and_then(|path| context.bank.file(path.as_str()));
        file.is_some_and(|file| !file.is_blank())
    };
    let offers = offers.into_iter().filter(says_something).take(MOST);
    offers
        .map(|(which, name, preferred)| offer(which, name, preferred))
        .collect()
}

fn offer(which: Which, name: &str, preferred: bool) -> Fix {
    let title = match which {
        Which::Later => format!("Use `{name}` as the answer"),
        Which::First(_) => format!("Use `{name}` as the answer of the earlier question"),
    };
    let name = name.to_owned();
    let fix = Fix::guess(title, move |context| answer(context, which, &name));
    if preferred { fix.preferred() } else { fix }
}

fn answer(context: &FixContext<'_>, which: Which, name: &str) -> Planned {
    let gone = || Refusal::new("the question no longer exists");
    let placed = match which {
        Which::Later => context.question().map(|(_, placed)| placed),
        Which::First(index) => context.group().and_then(|group| group.questions.get(index)),
    };
    let placed = placed.ok_or_else(gone)?;
    let group = context.group().ok_or_else(gone)?;
    let target = Target {
        text: context.text,
        group,
        placed,
    };
    let edit = write_part(&target, Part::Answer, name)?;
    Ok(Edit::texts(context.path, [edit]))
}

/// The earlier question of the same group, with its place.
fn first<'b>(context: &FixContext<'_>, group: &'b Group) -> Option<(usize, Placed<'b>)> {
    let related = context.finding.related.first()?;
    let index = group
        .question_at(related.span.start)
        .filter(|_| related.path == *context.path)?;
    Some((index, group.questions.get(index)?))
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    const GROUP: &str = r"
//- /go/content/channels.md
Pipes.
//- /go/content/lambdas.md
Lambdas.
//- /go/content/mutexes.md
Locks.
//- /go/go.md
---
questions:
  - question: What is a lambda 😀?
    answer: LAMBDA
  - {question: What is a mutex?, answer: MUTEX}
---
";

    fn bank(lambda: &str, mutex: &str) -> String {
        let group = GROUP.replace("LAMBDA", lambda).replace("MUTEX", mutex);
        group.replace("?\n", "?␍\n")
    }

    #[test]
    fn the_one_whose_words_fit() {
        check(
            "shared-answer",
            "Use `mutexes.md` as the answer",
            &bank("channels.md", "'channels.md'"),
            &bank("channels.md", "'mutexes.md'"),
        );
        check(
            "shared-answer",
            "Use `lambdas.md` as the answer of the earlier question",
            &bank("mutexes.md # so", "mutexes.md"),
            &bank("lambdas.md # so", "mutexes.md"),
        );
    }

    #[test]
    fn best_first_and_never_many() {
        let offered = |questions: &str, orphans: &[&str]| {
            let files: String = (orphans.iter())
                .map(|name| format!("//- /go/content/{name}\nText.\n"))
                .collect();
            titles(
                "shared-answer",
                &format!(
                    "//- /go/content/a.md\nA.\n{files}//- /go/go.md\n---\nquestions:\n{questions}---\n"
                ),
            )
        };
        let two = "  - {question: What is a type?, answer: a.md}\n  - {question: How do type hints in a large program help?, answer: a.md}\n";
        assert_eq!(
            offered(
                two,
                &[
                    "hints.md",
                    "large-hints.md",
                    "other.md",
                    "program.md",
                    "hints-and-types.md",
                    "type-x.md"
                ]
            ),
            [
                "Use `large-hints.md` as the answer",
                "Use `hints-and-types.md` as the answer",
                "Use `hints.md` as the answer"
            ]
        );
        assert_eq!(
            offered(two, &["other.md"]),
            [
                "Use `other.md` as the answer",
                "Use `other.md` as the answer of the earlier question"
            ]
        );
        assert_eq!(offered(two, &["other.md", "another.md"]), [""; 0]);
        assert_eq!(offered(two, &["hints.MD", "hints.markdown"]), [""; 0]);
    }

    #[test]
    fn the_earlier_question_may_be_in_another_group() {
        let bank = |answer: &str| {
            format!(
                "//- /go/a.md\n---\nquestions:\n  - answer: x.md\n---\n//- /go/b.md\n---\nquestions: [{{question: A mutex?, answer: {answer}}}]\n---\n//- /go/content/mutex.md\nM\n//- /go/content/x.md\nX\n"
            )
        };
        check(
            "shared-answer",
            "Use `mutex.md` as the answer",
            &bank("x.md"),
            &bank("mutex.md"),
        );
    }
}
