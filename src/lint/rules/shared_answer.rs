use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::duplicate_question::one_line;
use crate::bank::Severity;
use crate::facts::group::Group;
use crate::facts::mark::Mark;
use crate::facts::questions::Placed;
use crate::lint::fixes::swap_orphan;
use crate::lint::orphan_match::{OrphanMatch, Orphans};
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "shared-answer",
    severity: Severity::Warning,
    summary: "Two questions name the same answer file",
    page: r"
## What it finds
A question that names the answer file of an earlier question, in the same group or in another group of the same folder. If
the folder has an unused answer whose words fit one of the two questions, the message names it.

## Why
Usually one of the two lines was copied and not changed, so readers get the answer to another question.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
  - question: What is a mutex?
    answer: channels.md
---
//- /go/content/channels.md
A typed pipe between goroutines.
//- /go/content/mutexes.md
A lock for one goroutine at a time.
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
  - question: What is a mutex?
    answer: mutexes.md
---
//- /go/content/channels.md
A typed pipe between goroutines.
//- /go/content/mutexes.md
A lock for one goroutine at a time.
```

## What to do
Name a separate file for each question. If both really have the same answer, merge the questions, or allow the finding
with a comment.
",
    checks: &[Check::Group(check)],
    fixes: &[swap_orphan::FIX],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let orphans = LazyCell::new(|| Orphans::of(context.bank, context.path));
    let shared: Vec<_> = context.group.shared_answers().collect();
    for &(first, later) in &shared {
        in_group(context, (first, later), &orphans, found);
    }
    // The groups before this one in the folder; those that follow report themselves.
    let beside = context.bank.groups_in(context.path.folder());
    let earlier = beside.take_while(|path| *path != context.path);
    let earlier: Vec<_> = earlier
        .filter_map(|path| Some((path, context.bank.group(path.as_str())?)))
        .collect();
    if earlier.is_empty() {
        return;
    }
    let known: BTreeSet<usize> = shared.iter().map(|(_, later)| *later).collect();
    for (index, placed) in context.group.questions.iter().enumerate() {
        let Some(name) = judged(placed).filter(|_| !known.contains(&index)) else {
            continue;
        };
        let citing = |(_, group): &&(_, &Group)| group.citing(name.text).next().is_some();
        if let Some((path, _)) = earlier.iter().find(citing) {
            let hint = hint(&orphans, None, placed);
            let message = format!(
                "`{}` is also the answer of a question in `{path}`{hint}",
                name.text
            );
            found.add(name.span.shift(placed.start), message);
        }
    }
}

/// Reports the question `later`, which names the same file as `first`.
fn in_group(
    context: &GroupContext<'_>,
    (first, later): (usize, usize),
    orphans: &Orphans,
    found: &mut Found<'_>,
) {
    let questions = &context.group.questions;
    let (Some(first), Some(later)) = (questions.get(first), questions.get(later)) else {
        return;
    };
    let Some(name) = judged(later) else {
        return;
    };
    let hint = hint(orphans, Some(first), later);
    let asked = first.question.text();
    let asked = asked.map_or_else(String::new, |text| format!(", `{}`", one_line(text.text)));
    let message = format!(
        "`{}` is also the answer of an earlier question{asked}{hint}",
        name.text
    );
    let place = first
        .question
        .answer_file()
        .map_or_else(|| first.span(), |name| name.span.shift(first.start));
    found.add(name.span.shift(later.start), message).related(
        context.path,
        place,
        "the earlier question's answer",
    );
}

/// The advice about an answer that nothing cites and that one of the two questions may need.
fn hint(orphans: &Orphans, first: Option<Placed<'_>>, later: Placed<'_>) -> String {
    match orphans.matching(first, later) {
        Some(OrphanMatch::Later(name)) => format!("; did you mean the unused `{name}`?"),
        Some(OrphanMatch::First(name)) => {
            format!("; that question may need the unused `{name}`")
        }
        Some(OrphanMatch::Either(name)) => {
            format!("; one of the two may need the unused `{name}`")
        }
        None => String::new(),
    }
}

/// The answer file of a question that may be judged.
fn judged<'g>(placed: Placed<'g>) -> Option<Mark<'g>> {
    placed
        .question
        .answer_file()
        .filter(|_| placed.question.is_whole())
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(source: &str) {
        Fixture::new(source).check_findings("shared-answer");
    }

    #[test]
    fn the_second_and_every_later_one() {
        check(
            r"
//- /go/go.md
---
questions:
  - question: One?
    answer: one.md
  - question: Two?
    answer: 'one.md'
//^^^ shared-answer: `one.md` is also the answer of an earlier question, `One?`
  - {question: Three?, answer: ONE.md}
  - question: Four?
    answer: other.md
  - question: Five?
    answer: one.md
//^^^ shared-answer
  - question: 'Broken?
    answer: other.md
  - question: Inline?
    answer: Yes, indeed.
  - question: Inline again?
    answer: Yes, indeed.
---
//- /go/content/one.md
One.
//- /go/content/other.md
Other.
",
        );
    }

    #[test]
    fn flow_style_and_windows() {
        check(
            r"
//- /go/go.md
---␍
questions: [␍
  {question: One?, answer: one.md},␍
  {question: Two?, answer: one.md}␍
//^^^ shared-answer
]␍
---␍
",
        );
    }

    #[test]
    fn groups_of_one_folder_share_their_answers() {
        check(
            r"
//- /go/a.md
---
questions:
  - question: One?
    answer: one.md
---
//- /go/b.md
---
questions:
  - question: Two?
    answer: one.md
//^^^ shared-answer: `one.md` is also the answer of a question in `go/a.md`; one of the two may need the unused `three.md`
  - question: Three again?
    answer: two.md
---
//- /go/c.md
---
questions:
  - question: What about three?
    answer: two.md
//^^^ shared-answer: `two.md` is also the answer of a question in `go/b.md`; did you mean the unused `three.md`?
---
//- /js/js.md
---
questions:
  - question: Elsewhere?
    answer: one.md
---
//- /go/content/three.md
Three.
",
        );
    }

    #[test]
    fn an_orphan_is_named_when_its_words_fit() {
        check(
            r"
//- /go/go.md
---
questions:
  - question: What is a lambda?
    answer: closures.md
  - question: What does a closure keep?
    answer: closures.md
//^^^ shared-answer: `closures.md` is also the answer of an earlier question, `What is a lambda?`; that question may need the unused `lambdas.md`
  - question: Which classes are final?
    answer: closures.md # qmark: allow(shared-answer)
  - question: How do type hints help?
    answer: closures.md
//^^^ shared-answer: `closures.md` is also the answer of an earlier question, `What is a lambda?`; did you mean the unused `type-hints.md`?
---
//- /go/content/closures.md
Closures.
//- /go/content/lambdas.md
Lambdas.
//- /go/content/hints.md
Hints.
//- /go/content/type-hints.md
Type hints.
//- /go/content/other.md
Other.
",
        );
    }
}
