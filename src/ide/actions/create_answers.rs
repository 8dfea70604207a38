//! Creates all missing answer files of a group at once.

use super::action::{Action, Kind, Request};
use crate::bank::BankPath;
use crate::edit::Planned;
use crate::lint::{Finding, create_missing};

/// The rule that reports missing answer files.
const MISSING: &str = "missing-answer";

/// One action in a group with several missing answers, offered at each of them and at a cursor in the group's head.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let findings = request.findings.of(request.path.as_str());
    let missing = || findings.iter().filter(|finding| finding.code == MISSING);
    if missing().nth(1).is_none() {
        return Vec::new();
    }
    let touches = |finding: &Finding| {
        finding.span.start <= request.span.end && request.span.start <= finding.span.end
    };
    if !request.is_in_head() && !missing().any(touches) {
        return Vec::new();
    }
    let title = "Create all missing answer files of this group";
    vec![Action::new(Kind::Rewrite, title, plan).checked(request)]
}

fn plan(request: &Request<'_>) -> Planned {
    let is_this_file = |path: &BankPath| path == request.path;
    create_missing(request.bank, request.sources, &is_this_file)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, refused, titles};

    const TITLE: &str = "Create all missing answer files of this group";

    fn bank(marks: [&str; 3], answers: [&str; 2]) -> String {
        let [head, first, last] = marks;
        format!(
            "//- /a.md\n---\norder: 1{head}\nquestions:\n- question: One 😀?\n  answer: {first}{}\n- question: Two?\n  answer: {}\n- question: Three?{last}\n  answer: here.md\n---\n//- /content/here.md\nText\n//- /b/b.md\n---\nquestions:\n- answer: other.md\n---\n",
            answers[0], answers[1]
        )
    }

    #[test]
    fn they_come_together() {
        for marks in [["$0", "", ""], ["", "$0", ""]] {
            let after = bank(["", "", ""], ["one.md", "two.md"])
                + "//- /content/one.md\n# One 😀?\n\n//- /content/two.md\n# Two?\n\n";
            check(TITLE, &bank(marks, ["one.md", "two.md"]), &after);
        }
    }

    #[test]
    fn they_are_offered_where_several_are_missing() {
        let offers = |bank: &str| titles(bank).contains(&TITLE.to_owned());
        assert!(!offers(&bank(["", "", "$0"], ["one.md", "two.md"])));
        assert!(!offers(&bank(["$0", "", ""], ["one.md", "here.md"])));
    }

    #[test]
    fn names_that_no_file_can_have_are_refused() {
        refused(
            TITLE,
            &bank(["$0", "", ""], ["'a?.md'", "'b?.md'"]),
            "there is no missing answer file to create",
        );
    }
}
