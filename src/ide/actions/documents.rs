//! Writes to the configuration what a document was inferred to be, or that it is not a question bank.

use super::action::{Action, Kind, Request};
use crate::edit::documents::{inferred, not_a_bank, write_inferred};

/// Two actions where a file starts of which only inference says that it has questions.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let Some(group) = request.group() else {
        return Vec::new();
    };
    let first = group.questions.get(0).and_then(|first| first.text());
    let is_at_start = first.is_some_and(|text| request.span.start <= text.span.end);
    if !is_at_start || inferred(request.bank, request.path).is_none() {
        return Vec::new();
    }
    let write = Action::new(
        Kind::Rewrite,
        "Write what qmark inferred to qmark.yaml",
        |request| write_inferred(request.bank, request.sources),
    );
    let refuse = Action::new(Kind::Rewrite, "This is not a question bank", |request| {
        not_a_bank(request.bank, request.sources, request.path)
    });
    match request.bank.config().documents.list().is_empty() {
        true => vec![write, refuse],
        false => vec![refuse],
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, titles};

    const WRITE: &str = "Write what qmark inferred to qmark.yaml";
    const REFUSE: &str = "This is not a question bank";

    /// A document with the cursor at its start.
    fn document(cursor: &str) -> String {
        let questions =
            (1..=12).map(|n| format!("### {n}. What is part {n} for?\n\nIt does work {n}.\n\n"));
        format!(
            "//- /README.md\n{cursor}# Interview questions\n\n{}",
            questions.collect::<String>()
        )
    }

    #[test]
    fn the_configuration_is_created_or_extended() {
        let (before, after) = (document("$0"), document(""));
        let rules = "documents:\n  - {files: README.md, shape: document}\n";
        check(WRITE, &before, &format!("{after}//- /qmark.yaml\n{rules}"));
        let no_bank = "documents:\n  - {files: README.md, shape: none}\n  - {files: '**'}\n";
        check(
            REFUSE,
            &before,
            &format!("{after}//- /qmark.yaml\n{no_bank}"),
        );
        let config = "# Ours.\nanswers: texts # so\n";
        check(
            WRITE,
            &format!("{config}{before}"),
            &format!("{config}{rules}{after}"),
        );
        check(
            REFUSE,
            &format!("{config}{before}"),
            &format!("{config}{no_bank}{after}"),
        );
    }

    #[test]
    fn a_rule_comes_before_those_that_are_there() {
        let config = "documents: # ours\n  # all\n  - {files: '**'} # these\n";
        let after = "documents: # ours\n  # all\n  - {files: README.md, shape: none}\n  - {files: '**'} # these\n";
        let (before, same) = (document("$0"), document(""));
        check(
            REFUSE,
            &format!("{config}{before}"),
            &format!("{after}{same}"),
        );
        assert!(!titles(&format!("{config}{before}")).contains(&WRITE.to_owned()));
    }

    #[test]
    fn nothing_is_offered_where_nothing_was_inferred() {
        let end = document("").replace("It does work 12.", "It does $0work 12.");
        let told = format!(
            "documents: [{{files: README.md, shape: document}}]\n{}",
            document("$0")
        );
        let group = "//- /a.md\n$0---\nquestions:\n- question: What?\n---\n".to_owned();
        for bank in [end, told, group] {
            let titles = titles(&bank);
            assert!(
                !titles.iter().any(|title| title == WRITE || title == REFUSE),
                "{bank}: {titles:?}"
            );
        }
    }
}
