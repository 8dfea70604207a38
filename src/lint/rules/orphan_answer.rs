use crate::bank::Severity;
use crate::lint::fixes::{delete_file, list_orphan};
use crate::lint::rule::{BodyContext, Check, Found, Rule};

pub const RULE: Rule = Rule {
    code: "orphan-answer",
    severity: Severity::Warning,
    summary: "An answer file is not used",
    page: r"
## What it finds
A markdown file in the answers' folder next to a group that no question names as its answer. These are not reported: a file
that is an `ending`, one that another file links to (in markdown or HTML), one that a question names in the wrong case,
and one that is mentioned in invalid YAML, because it may be needed there.

## Why
Readers never see it. Often the question that it belongs to names the answer of a neighbouring question by mistake.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
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
Name the file in the question that it answers, or delete the file.
",
    checks: &[Check::Body(check)],
    fixes: &[list_orphan::FIX, delete_file::FIX],
};

fn check(context: &BodyContext<'_>, found: &mut Found<'_>) {
    if context.bank.is_orphan(context.path) {
        found
            .add(
                context.body.opening.shift(context.start),
                format!(
                    "`{}` is not used by any question, ending or link",
                    context.path.name()
                ),
            )
            .unnecessary();
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(source: &str) {
        Fixture::new(source).check_findings("orphan-answer");
    }

    #[test]
    fn whatever_leads_to_a_file_counts() {
        check(
            r"
//- /go/go.md
---
questions:
  - question: One?
    answer: one.md
  - question: 'Broken?
    answer: two.md
  - {question: Wrong case?, answer: Three.md}
  - question: Inline?
    answer: |
      More is in [four](content/four.md).
ending: end.md
---
See [five](content/five.md) and [six](./content/six.md#more).
//- /go/content/one.md
One.
//- /go/content/two.md
Two.
//- /go/content/three.md
Three.
//- /go/content/four.md
Four.
//- /go/content/five.md
Five.
//- /go/content/six.md
Six.
//- /go/content/end.md
The end.
//- /go/content/far.md
Cited from another group.
//- /go/content/self.md

See [myself](self.md).
//^^^ orphan-answer: `self.md` is not used by any question, ending or link
//- /go/content/blank.md
//^^^ orphan-answer
//- /go/content/picture.png
//- /go/content/basics/deep.md
Not where answers are.
//- /js/js.md
---
questions:
  - question: Far?
    answer: ../../go/content/far.md
---
//- /notes/content/free.md
Beside no group.
",
        );
    }

    #[test]
    fn only_the_first_words_are_marked() {
        let long = "A very long first line that is all of a paragraph, as many texts are written.";
        for text in [format!("{long}\nmore\n"), format!("\n{long}\n")] {
            let bank = format!("//- /go/go.md\n---\nquestions:\n---\n//- /go/content/a.md\n{text}");
            let fixture = Fixture::new(&bank);
            let found = crate::lint::Findings::of_bank(&fixture.bank);
            let mut all = found.iter().flat_map(|(path, list)| {
                let text = fixture.text(path);
                list.iter()
                    .map(move |found| (found.code, found.span.slice(text)))
            });
            let orphan = all.find(|(code, _)| *code == "orphan-answer");
            let opening = "A very long first line that is all of a paragraph, as many";
            assert_eq!(orphan, Some(("orphan-answer", opening)));
        }
    }

    #[test]
    fn links_in_html_count() {
        check(
            r#"
//- /go/go.md
---
questions:
  - question: One?
    answer: |
      See <a href="content/one.md">one</a>.
---
<a href='content/two.md#x'>two</a>

<details>
<a
  class=x
  href=content/three.md>three</a>
</details>
//- /go/content/one.md
One <img src="four.md"> <a href="a%20b&amp;c.md">
//- /go/content/two.md
Two.
//- /go/content/three.md
Three.
//- /go/content/four.md
Four.
//- /go/content/a b&c.md
`<a href="five.md">`

    <a href="five.md">

<!-- <a href="five.md"> -->
//- /go/content/five.md
Five.
//^^^ orphan-answer
"#,
        );
    }

    #[test]
    fn two_groups_share_a_folder_and_a_comment_allows() {
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
    answer: two.md
---
//- /go/content/one.md
One.
//- /go/content/two.md
Two.
//- /go/content/three.md
Three.
//^^^ orphan-answer
//- /go/content/kept.md
<!-- qmark: allow(orphan-answer) -->
Kept.
",
        );
    }
}
