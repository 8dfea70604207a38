//! Gives an answer file the name that its question means.

use crate::bank::{AnswerTarget, Bank, BankPath, Target};
use crate::edit::{Edit, file_name};
use crate::lint::answer_name::extension_once;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::fixes::shared::marked_value::{target, write};

/// The name as the question writes it, for a file whose name differs in case only and that nothing else leads to.
pub const IN_CASE: FixProvider = FixProvider {
    description: "Rename the file to the name in the question",
    fixes: in_case,
};

fn in_case(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((written, AnswerTarget::OtherCase(path))) = target(context) else {
        return Vec::new();
    };
    if context.bank.is_cited(&path)
        || context.bank.may_be_referenced(&path)
        || links(context.bank, &path)
    {
        return Vec::new();
    }
    let Some(to) = path.beside(written.text) else {
        return Vec::new();
    };
    let title = format!("Rename the file to `{}`", written.text);
    vec![Fix::guess(title, move |_| Ok(moved(&path, &to)))]
}

/// The name with its extension once, for a file that only this question leads to.
pub const ONCE: FixProvider = FixProvider {
    description: "Remove the doubled extension from the file's name",
    fixes: once,
};

fn once(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((written, AnswerTarget::Found(file))) = target(context) else {
        return Vec::new();
    };
    let Some(name) = extension_once(written.text) else {
        return Vec::new();
    };
    let path = file.path.clone();
    let alone = context.bank.citations(&path).len() == 1
        && !context.bank.may_be_referenced(&path)
        && !links(context.bank, &path);
    let Some(to) = path.beside(name).filter(|_| alone) else {
        return Vec::new();
    };
    let name = name.to_owned();
    let title = format!("Rename the file to `{name}`");
    let fix = Fix::guess(title, move |context| {
        file_name::check(context.bank, &to)?;
        let mut edit = write(context, &name)?;
        edit.moves = moved(&path, &to).moves;
        Ok(edit)
    });
    vec![fix.preferred()]
}

/// Whether a link or an `ending` leads to the file, be it from the file itself.
fn links(bank: &Bank, path: &BankPath) -> bool {
    bank.users(&Target::File(path.clone())).next().is_some()
}

fn moved(from: &BankPath, to: &BankPath) -> Edit {
    Edit {
        moves: [(from.clone(), to.clone())].into(),
        ..Edit::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, check_refused, titles};

    #[test]
    fn the_case_that_the_question_has() {
        let group = "//- /go/go.md\n---\nquestions:\n  - {question: Q?, answer: É.md}\n---\n";
        check(
            "answer-case-mismatch",
            "Rename the file to `É.md`",
            &format!("{group}//- /go/content/é.md\nText␍\n"),
            &format!("//- /go/content/É.md\nText␍\n{group}"),
        );
    }

    #[test]
    fn not_when_something_else_leads_there() {
        let one = "//- /go/go.md\n---\nquestions:\n  - answer: One.md\n";
        for other in [
            "  - answer: one.md\n---\n//- /go/content/one.md\nOne.\n",
            "ending: one.md\n---\n//- /go/content/one.md\nOne.\n",
            "---\n[x](content/one.md)\n//- /go/content/one.md\nOne.\n",
            "---\n//- /go/content/one.md\n[Myself](one.md#x).\n",
            "---\n//- /go/more.md\n---\nquestions:\n  - answer: one.md\n---\n//- /go/content/one.md\nOne.\n",
        ] {
            let bank = format!("{one}{other}");
            assert_eq!(
                titles("answer-case-mismatch", &bank),
                ["Write `one.md`"],
                "{bank}"
            );
        }
    }

    #[test]
    fn the_extension_once() {
        check(
            "suspicious-answer",
            "Rename the file to `two.md`",
            r"
//- /go/go.md
---
questions:
  - {question: Two?, answer: 'two.md.md'}
---
//- /go/content/two.md.md
Two.
",
            r"
//- /go/content/two.md
Two.
//- /go/go.md
---
questions:
  - {question: Two?, answer: 'two.md'}
---
",
        );
        check_refused(
            "suspicious-answer",
            "Rename the file to `two.md`",
            r"
//- /go/go.md
---
questions:
  - answer: two.md.md
---
//- /go/content/Two.md
Another.
//- /go/content/two.md.md
Two.
",
            "`go/content/Two.md` differs only in case, and some systems treat both as one file",
        );
        let shared = "//- /go/go.md\n---\nquestions:\n  - answer: two.md.md\n  - answer: two.md.md\n---\n//- /go/content/two.md.md\nTwo.\n";
        assert_eq!(titles("suspicious-answer", shared), [""; 0]);
    }
}
