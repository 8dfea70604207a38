//! Moves an answer in the folder of its group to the answers' folder.

use crate::bank::{AnswerTarget, Bank, BankPath, Target};
use crate::edit::{Edit, file_name};
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::fixes::shared::marked_value::target;
use crate::syntax::markdown::body::Body;

/// The file that a question names, found beside the group in place of in the answers' folder.
pub const NAMED: FixProvider = FixProvider {
    description: "Move the file to the answers' folder",
    fixes: named,
};

fn named(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((written, AnswerTarget::Missing(to))) = target(context) else {
        return Vec::new();
    };
    let from = context
        .path
        .beside(written.text)
        .filter(|from| can_move(context.bank, from));
    from.map(|from| offer(from, to)).into_iter().collect()
}

/// The file beside a group, when a question names it.
pub const STRAY: FixProvider = FixProvider {
    description: "Move the file to the answers' folder, where a question names it",
    fixes: stray,
};

fn stray(context: &FixContext<'_>) -> Vec<Fix> {
    let (bank, from) = (context.bank, context.path);
    let mut groups = bank.groups_in(from.folder());
    let wanted = groups.find_map(|path| {
        bank.group(path.as_str())?.citing(from.name()).next()?;
        match bank.answer_target(path, from.name()) {
            AnswerTarget::Missing(to) => Some(to),
            _ => None,
        }
    });
    let to = wanted.filter(|_| can_move(bank, from));
    to.map(|to| offer(from.clone(), to)).into_iter().collect()
}

fn offer(from: BankPath, to: BankPath) -> Fix {
    let title = format!("Move `{from}` to `{}`", to.folder());
    let fix = Fix::guess(title, move |context| {
        file_name::check(context.bank, &to)?;
        Ok(Edit {
            moves: [(from.clone(), to.clone())].into(),
            ..Edit::default()
        })
    });
    fix.preferred()
}

/// Whether the file is a text without a frontmatter that can move without a link breaking.
fn can_move(bank: &Bank, path: &BankPath) -> bool {
    let facts = bank.file(path.as_str()).and_then(|file| file.facts());
    let leads_on = |body: &Body| body.links().any(|link| !link.path.is_empty());
    let page = facts.is_some_and(|facts| {
        facts.as_page().is_some() && facts.split().front.is_none() && !leads_on(facts.body())
    });
    page && bank.users(&Target::File(path.clone())).next().is_none()
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    const BEFORE: &str = r"
//- /go/a.md
---
briefTitle: A
questions: []
---
//- /go/b.md
---
questions: [{question: Pipes?, answer: channels.md}]
---
//- /go/channels.md
A typed pipe, see [below](#x).␍

# X
";

    #[test]
    fn an_answer_beside_its_group() {
        let after = r"
//- /go/a.md
---
briefTitle: A
questions: []
---
//- /go/b.md
---
questions: [{question: Pipes?, answer: channels.md}]
---
//- /go/content/channels.md
A typed pipe, see [below](#x).␍

# X
";
        for code in ["stray-file", "missing-answer"] {
            check(code, "Move `go/channels.md` to `go/content`", BEFORE, after);
        }
    }

    #[test]
    fn not_what_nobody_asks_for_nor_what_would_break() {
        let other = BEFORE.replace("answer: channels.md", "answer: other.md");
        assert_eq!(titles("stray-file", &other), [""; 0]);
        let links = BEFORE.replace("(#x)", "(a.md)");
        assert_eq!(titles("stray-file", &links), [""; 0]);
        let linked = format!("{BEFORE}//- /go/content/x.md\n[x](../channels.md)\n");
        assert_eq!(titles("stray-file", &linked), [""; 0]);
    }
}
