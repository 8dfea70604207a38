//! Names the intended answer file.

use crate::bank::{AnswerTarget, BankPath};
use crate::facts::question::names_a_file;
use crate::lint::answer_name::extension_once;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::fixes::shared::marked_value::{target, write};

/// The file whose name differs in case only, or hardly at all, or that the last part of a path names.
pub const FIX: FixProvider = FixProvider {
    description: "Write the name of the intended file",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((written, target)) = target(context) else {
        return Vec::new();
    };
    let (name, certain) = match target {
        AnswerTarget::OtherCase(path) => (path.name().to_owned(), true),
        AnswerTarget::Missing(path) => match intended(context, written.text, &path) {
            Some(near) => (near, false),
            None => return Vec::new(),
        },
        AnswerTarget::Outside(file) => match inside(context, written.text) {
            // The path leads to the very file that its last part names.
            Some((name, path)) => (name, file.is_some_and(|file| file.path.as_str() == path)),
            None => return Vec::new(),
        },
        AnswerTarget::Found(_) => return Vec::new(),
    };
    if !names_a_file(&name) {
        return Vec::new();
    }
    let title = format!("Write `{name}`");
    let make = if certain { Fix::safe } else { Fix::guess };
    vec![make(title, move |context: &FixContext<'_>| write(context, &name)).preferred()]
}

/// The file that a name with its extension twice has it once, or the one whose name differs hardly at all.
fn intended(context: &FixContext<'_>, written: &str, path: &BankPath) -> Option<String> {
    let once = extension_once(written).filter(|name| {
        let target = context.bank.answer_target(context.path, name);
        matches!(target, AnswerTarget::Found(_))
    });
    once.map(str::to_owned)
        .or_else(|| context.bank.nearest_answer(path))
}

/// The file of the answers' folder that the last part of a path names: its name and path.
fn inside(context: &FixContext<'_>, written: &str) -> Option<(String, String)> {
    let name = written.rsplit(['/', '\\']).next()?;
    match context.bank.answer_target(context.path, name) {
        AnswerTarget::Found(file) => Some((name.to_owned(), file.path.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    /// Checks what becomes of the line `before` in a group whose folder has `channels.md` and `Select.md`.
    #[track_caller]
    fn line(code: &str, title: &str, before: &str, after: &str) {
        let bank = |line: &str| {
            format!(
                "//- /go/go.md\n---\nquestions:\n{line}---\n//- /go/content/Select.md\nS\n//- /go/content/channels.md\nC\n"
            )
        };
        for breaks in ["\n", "␍\n"] {
            let bank = |line: &str| bank(&line.replace('\n', breaks));
            check(code, title, &bank(before), &bank(after));
        }
    }

    #[test]
    fn the_nearest() {
        let title = "Write `channels.md`";
        let code = "missing-answer";
        line(
            code,
            title,
            "  - answer: chanels.md # 😀\n",
            "  - answer: channels.md # 😀\n",
        );
        line(
            code,
            title,
            "  - {answer: \"chanels.md\"}\n",
            "  - {answer: \"channels.md\"}\n",
        );
        line(
            code,
            title,
            "  - answer: >-\n      chanels.md\n",
            "  - answer: channels.md\n",
        );
        let code = "missing-ending";
        line(
            code,
            title,
            "  - answer: Yes.\nending: 'channels'\n",
            "  - answer: Yes.\nending: 'channels.md'\n",
        );
        line(
            code,
            "Write `Select.md`",
            "ending: select.md\n",
            "ending: Select.md\n",
        );
    }

    #[test]
    fn the_case_of_the_file() {
        let code = "answer-case-mismatch";
        let title = "Write `Select.md`";
        line(
            code,
            title,
            "  - answer: 'select.md'\n",
            "  - answer: 'Select.md'\n",
        );
    }

    #[test]
    fn the_file_that_a_path_names() {
        let code = "answer-outside-content";
        let title = "Write `channels.md`";
        line(
            code,
            title,
            "  - answer: ./channels.md\n",
            "  - answer: channels.md\n",
        );
        line(
            code,
            title,
            "  - answer: '..\\go\\channels.md'\n",
            "  - answer: 'channels.md'\n",
        );
        line(
            code,
            title,
            "  - answer: ../../js/content/channels.md\n",
            "  - answer: channels.md\n",
        );
    }

    #[test]
    fn an_extension_that_is_there_twice() {
        line(
            "missing-answer",
            "Write `channels.md`",
            "  - answer: \"channels.md.md\"\n",
            "  - answer: \"channels.md\"\n",
        );
    }

    #[test]
    fn nothing_to_be_intended() {
        let bank = r"
//- /go/go.md
---
questions:
  - answer: ../select.md
  - answer: picture.md
---
//- /go/content/pictures.png
//- /go/content/picture.markdown
";
        assert_eq!(titles("answer-outside-content", bank), [""; 0]);
        assert_eq!(
            titles("missing-answer", bank),
            ["Create `content/picture.md`"]
        );
    }
}
