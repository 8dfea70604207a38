use crate::bank::{AnswerTarget, Bank, BankPath, Severity};
use crate::facts::question::Answer;
use crate::lint::fixes::{rename_answer, use_file_name};
use crate::lint::rule::{Check, Found, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "suspicious-answer",
    severity: Severity::Warning,
    summary: "An answer looks like a file name, but is none, or has its extension twice",
    page: r"
## What it finds
An `answer` that does not end in exactly `.md`, so that it is the answer itself, and yet looks like the name of a file:
`channels.MD`, `channels.mdx`, `channels.md` in a block or with a blank behind it, or with signs around it (`channels.md.`,
`‘channels.md’`, `(channels.md)`, `channels.md#close`), `type-parameters`, or a word to which there is a file in the
answers' folder. Also an answer file called `channels.md.md`. A sentence, a link or an address that names a file is none.

## Why
The page shows the file's name as the answer.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: |
      channels.md
---
//- /go/content/channels.md
A typed pipe between goroutines.
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
  - question: Can a channel be nil?
    answer: Yes
---
//- /go/content/channels.md
A typed pipe between goroutines.
```

## What to do
Write the file's name as it is, without quotes or a block around it. If it really is the answer, make it a sentence.
",
    checks: &[Check::Question(check)],
    fixes: &[use_file_name::FIX, rename_answer::ONCE],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    let Some(answer) = question.answer().filter(|_| question.is_whole()) else {
        return;
    };
    let scalar = answer.scalar();
    let message = match answer {
        Answer::Inline(_) => inline(context.bank, context.path, scalar.text),
        Answer::File(_) => doubled(context.bank, context.path, scalar.text),
    };
    if let Some(message) = message {
        found.add(scalar.span, message);
    }
}

/// A file whose name ends in `.md.md`. One that does not exist is `missing-answer`.
fn doubled(bank: &Bank, group: &BankPath, name: &str) -> Option<String> {
    let once = extension_once(name)?;
    let there = matches!(bank.answer_target(group, name), AnswerTarget::Found(_));
    there.then(|| format!("`{name}` has its extension twice; rename the file to `{once}`"))
}

/// A file's name with its extension once; `None` when it has it but once.
pub fn extension_once(name: &str) -> Option<&str> {
    let once = name.strip_suffix(".md")?;
    (once.len() > 3 && once.ends_with(".md")).then_some(once)
}

/// What an inline answer is taken for.
fn inline(bank: &Bank, group: &BankPath, text: &str) -> Option<String> {
    let file = meant(bank, group, text)?;
    let name = text.trim();
    let advice = if named(bank, group, text).is_some() {
        "to name the file, write plainly"
    } else if is_there(bank, group, &file) {
        "to name the file, write"
    } else {
        "if it names a file, write"
    };
    Some(format!(
        "`{name}` is shown as the answer itself; {advice} `{file}`"
    ))
}

/// The file that an inline answer looks like the name of, there or not.
pub fn meant(bank: &Bank, group: &BankPath, text: &str) -> Option<String> {
    let name = text.trim();
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    if let Some(file) = named(bank, group, name) {
        return Some(file);
    }
    if name.contains(char::is_whitespace) {
        return None;
    }
    let file = format!("{name}.md");
    (is_there(bank, group, &file) || is_slug(name)).then_some(file)
}

/// Longer texts, in bytes, are no file names.
const LONGEST: usize = 256;

/// The file that an inline answer names with its extension, whatever signs stand around the name.
fn named(bank: &Bank, group: &BankPath, text: &str) -> Option<String> {
    let name = without_signs(text);
    if name.contains(char::is_whitespace) || name.contains(['<', '>', '|']) {
        return None;
    }
    // An address or a link is an answer that readers can follow.
    if name.contains("://") || name.contains("](") {
        return None;
    }
    let ends = name.match_indices(['#', '?']).map(|(at, _)| at);
    let mut names = std::iter::once(name.len())
        .chain(ends)
        .map(|end| &name[..end]);
    let stem = names.find_map(markdown_stem).or_else(|| {
        let stem = garbled_stem(name)?;
        is_there(bank, group, &format!("{stem}.md")).then_some(stem)
    })?;
    let inside = stem
        .strip_prefix(bank.config().answers.as_str())
        .and_then(|rest| rest.strip_prefix('/'));
    Some(format!("{}.md", inside.unwrap_or(stem)))
}

/// The text without what surrounds a name in prose: quotes, brackets, marks of emphasis, a full stop, a list's hyphen.
fn without_signs(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix("- ").unwrap_or(text);
    let is_sign = |c: char| !c.is_alphanumeric();
    let name = text.trim_end_matches(is_sign);
    let behind = &text[name.len()..];
    let name = name.trim_start_matches(|c| is_sign(c) && !matches!(c, '.' | '_' | '-' | '/'));
    let name = name.strip_prefix("./").unwrap_or(name);
    match behind.contains('_') {
        true => name.trim_start_matches('_'),
        false => name,
    }
}

fn is_there(bank: &Bank, group: &BankPath, file: &str) -> bool {
    let path = bank
        .answer_path(group, file)
        .filter(|_| !file.contains('/'));
    path.is_some_and(|path| bank.file(path.as_str()).is_some())
}

/// The name without its extension, if it has one of markdown's.
fn markdown_stem(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let markdown = ["md", "mdx", "markdown", "mdown", "mkd", "mkdn"];
    (markdown.contains(&extension.as_str()) && !stem.is_empty()).then_some(stem)
}

/// The name without its extension, if that is a slip for `md`: `mdd`, `dm`.
fn garbled_stem(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let is_slip = (2..=4).contains(&extension.len())
        && extension.bytes().all(|b| matches!(b, b'm' | b'd'))
        && extension.contains('m')
        && extension.contains('d');
    (is_slip && !stem.is_empty()).then_some(stem)
}

/// Whether a word reads like `api-endpoint`: small letters and digits in parts of at least two, joined by hyphens. The
/// words that people write with a hyphen mostly have a part of one letter or digit: `utf-8`, `x-axis`.
fn is_slug(name: &str) -> bool {
    let part = |part: &str| {
        part.len() >= 2
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    name.contains('-')
        && name.split('-').all(part)
        && name.bytes().filter(u8::is_ascii_lowercase).count() >= 4
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn names_of_files() {
        Fixture::new(
            r#"
//- /go/go.md
---
questions:
  - answer: one.MD
//^^^ suspicious-answer: `one.MD` is shown as the answer itself; to name the file, write plainly `one.md`
  - answer: one.mdx
//^^^ suspicious-answer
  - answer: "one.md "
//^^^ suspicious-answer: `one.md` is shown as the answer itself; to name the file, write plainly `one.md`
  - answer: |␍
//^^^ suspicious-answer
      one.md␍
  - {answer: 'one.md#part'}
//^^^ suspicious-answer
  - answer: one
//^^^ suspicious-answer: `one` is shown as the answer itself; to name the file, write `one.md`
  - answer: >-
//^^^ suspicious-answer
      one
  - answer: api-endpoint
//^^^ suspicious-answer: `api-endpoint` is shown as the answer itself; if it names a file, write `api-endpoint.md`
  - answer: two.md.md
//^^^ suspicious-answer: `two.md.md` has its extension twice; rename the file to `two.md`
---
//- /go/content/one.md
One.
//- /go/content/two.md.md
Two.
"#,
        )
        .check_findings("suspicious-answer");
    }

    #[test]
    fn signs_around_a_name() {
        for answer in [
            "one.md.",
            "one.md,",
            "one.md;",
            "one.md:",
            "one.md!",
            "one.md…",
            "one.md?",
            "one.md)",
            "(one.md)",
            "[one.md]",
            "[[one.md]]",
            "<one.md>",
            "{one.md}",
            "‘one.md’",
            "“one.md”",
            "«one.md»",
            "„one.md“",
            "\"one.md\"",
            "'one.md'",
            "`one.md`",
            "*one.md*",
            "**one.md**",
            "_one.md_",
            "one.md#part",
            "one.md#a.b",
            "one.md?raw",
            "./one.md.",
            "content/one.md,",
            "- one.md,",
            "one.md\u{200b}",
            "one.md\u{a0}",
            "‘one.MD’.",
            "one.mkd",
            "one.mdd",
            "one.dm",
        ] {
            let folder = format!(
                "//- /go/go.md\n---\nquestions:\n  - answer: {}\n//^^^ suspicious-answer: `{}` is shown as the \
                 answer itself; to name the file, write plainly `one.md`\n---\n//- /go/content/one.md\nOne.\n",
                serde_json::to_string(answer).expect("a string"),
                answer.trim(),
            );
            Fixture::new(&folder).check_findings("suspicious-answer");
        }
    }

    #[test]
    fn what_only_speaks_of_a_file() {
        for answer in [
            "See one.md.",
            "[x](one.md)",
            "[one.md](one.md)",
            "<https://example.org/one.md>",
            "https://example.org/one.mdx",
            "<b>one.md</b>",
            "one.md, two.md.",
            "one.",
            "`one`",
            "two.mdd",
            "Yes.",
            ".md.",
            "…",
        ] {
            let folder = format!(
                "//- /go/go.md\n---\nquestions:\n  - answer: {}\n---\n//- /go/content/one.md\nOne.\n",
                serde_json::to_string(answer).expect("a string"),
            );
            Fixture::new(&folder).check_findings("suspicious-answer");
        }
    }

    #[test]
    fn short_answers() {
        Fixture::new(
            r"
//- /go/go.md
---
questions:
  - answer: one.md
  - answer: 'True'
  - answer: goroutine
  - answer: utf-8
  - answer: x-axis
  - answer: '2024-05'
  - answer: -x
  - answer: Read-Only
  - answer: 'Read-only.'
  - answer: It is a read-only view.
  - answer: and/or
  - answer: See README.mdx for it
  - answer: three.md.md
  - answer: 'broken
  - answer: 1
  - answer: api-endpoint # qmark: allow(suspicious-answer)
---
//- /go/content/one.md
One.
//- /go/one.md
Not an answer.
",
        )
        .check_findings("suspicious-answer");
    }
}
