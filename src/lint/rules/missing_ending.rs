use crate::bank::{AnswerTarget, Severity};
use crate::lint::fixes::{create_answer, use_answer};
use crate::lint::keys;
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "missing-ending",
    severity: Severity::Error,
    summary: "The `ending` of a group is not a file in its answers' folder",
    page: r"
## What it finds
The key `ending` names the text that is shown after the last question, and the answers' folder has no such file.

## Why
Readers see nothing after the last question, and publishing the bank does not fail, so the mistake goes unnoticed.

## Example
```bad
//- /go/go.md
---
questions: []
ending: farewell.md
---
```
```good
//- /go/go.md
---
questions: []
ending: farewell.md
---
//- /go/content/farewell.md
That is all.
```

## What to do
Create the file, write the name of one that exists, or remove the key.
",
    checks: &[Check::Group(check)],
    fixes: &[use_answer::FIX, create_answer::FIX],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let Some((about, name)) = keys::head_value(context.group, "ending") else {
        return;
    };
    let folder = context.bank.answers_folder(context.path);
    let text = &name.text;
    let message = match context.bank.answer_target(context.path, text) {
        AnswerTarget::Found(file) if file.path.is_markdown() => return,
        // It may exist; the configuration excludes it from the bank.
        AnswerTarget::Missing(path) if context.bank.config().exclude.contains(path.as_str()) => {
            return;
        }
        AnswerTarget::Outside(_) => {
            format!("`{text}` is a path; name a file directly in `{folder}`")
        }
        AnswerTarget::OtherCase(path) => {
            format!("`{text}` differs in case from the file `{}`", path.name())
        }
        AnswerTarget::Missing(path) => match context.bank.nearest_answer(&path) {
            Some(near) => {
                format!("the ending `{text}` does not exist in `{folder}`; did you mean `{near}`?")
            }
            None => format!("the ending `{text}` does not exist in `{folder}`"),
        },
        AnswerTarget::Found(_) => format!("the ending `{text}` is not a markdown file"),
    };
    found.add(name.span, message).about(about);
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(ending: &str, expected: &str) {
        let expected = if expected.is_empty() {
            String::new()
        } else {
            format!("//^^^ missing-ending: {expected}\n")
        };
        let source = format!(
            "
//- /go/go.md
---
ending: {ending}
{expected}questions:
  - question: One?
    answer: Yes, indeed.
---
//- /go/content/farewell.md
That is all.
//- /go/content/picture.png
//- /farewell.md
Elsewhere.
"
        );
        Fixture::new(&source).check_findings("missing-ending");
    }

    #[test]
    fn an_ending_is_a_file_of_the_answers_folder() {
        check("farewell.md", "");
        check("'farewell.md'", "");
        check("", "");
        check(
            "none.md",
            "the ending `none.md` does not exist in `go/content`",
        );
        check(
            "farewel.md",
            "the ending `farewel.md` does not exist in `go/content`; did you mean `farewell.md`?",
        );
        check(
            "farewell",
            "the ending `farewell` does not exist in `go/content`; did you mean `farewell.md`?",
        );
        check(
            "Farewell.md",
            "`Farewell.md` differs in case from the file `farewell.md`",
        );
        check(
            "../../farewell.md",
            "`../../farewell.md` is a path; name a file directly in `go/content`",
        );
        check(
            "picture.png",
            "the ending `picture.png` is not a markdown file",
        );
        check("none.md # qmark: allow(missing-ending)", "");
        // A broken head is left alone.
        check("none.md\ntitle: 'open", "");
    }
}
