//! Writes the name of the file that an inline answer seems to name.

use crate::bank::AnswerTarget;
use crate::facts::question::names_a_file;
use crate::lint::answer_name::intended_file;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::fixes::shared::marked_value::write;

/// The file's plain name, when there is such a file.
pub const FIX: FixProvider = FixProvider {
    description: "Write the file's name without its path",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let answer = context.value();
    let Some(answer) = answer.filter(|answer| !names_a_file(answer.text)) else {
        return Vec::new();
    };
    let Some(name) = intended_file(context.bank, context.path, answer.text) else {
        return Vec::new();
    };
    let name = match context.bank.answer_target(context.path, &name) {
        AnswerTarget::Found(_) => name,
        AnswerTarget::OtherCase(path) => path.name().to_owned(),
        _ => return Vec::new(),
    };
    let title = format!("Write `{name}`");
    vec![Fix::guess(title, move |context| write(context, &name)).preferred()]
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, check_refused, titles};

    #[track_caller]
    fn line(before: &str, after: &str) {
        let bank = |line: &str| {
            let line = line.replace('\n', "␍\n");
            format!("//- /go/go.md\n---\nquestions:\n{line}---\n//- /go/content/one.md\nOne.\n")
        };
        check(
            "suspicious-answer",
            "Write `one.md`",
            &bank(before),
            &bank(after),
        );
    }

    #[test]
    fn the_plain_name_of_the_file() {
        line("  - answer: one.MD # so\n", "  - answer: one.md # so\n");
        line("  - answer: 'one.md '\n", "  - answer: 'one.md'\n");
        line("  - answer: one.md.\n", "  - answer: one.md\n");
        line("  - answer: ‘one.md’ # so\n", "  - answer: one.md # so\n");
        line("  - answer: '(one.md),'\n", "  - answer: 'one.md'\n");
        line("  - answer: '`./one.md`'\n", "  - answer: 'one.md'\n");
        line("  - {answer: one.mdx}\n", "  - {answer: one.md}\n");
        line("  - answer: \"One.MD\"\n", "  - answer: \"one.md\"\n");
        line(
            "  - answer: one\n    topics: []\n",
            "  - answer: one.md\n    topics: []\n",
        );
        line(
            "  - answer: |\n      one.md\n\n    topics: []\n",
            "  - answer: one.md\n\n    topics: []\n",
        );
    }

    #[test]
    fn only_where_it_is_there_and_nothing_is_lost() {
        let bank = "//- /go/go.md\n---\nquestions:\n  - answer: two.MD\n  - answer: api-endpoint\n  - answer: a/one.MD\n---\n//- /go/content/one.md\n";
        assert_eq!(titles("suspicious-answer", bank), [""; 0]);
        check_refused(
            "suspicious-answer",
            "Write `one.md`",
            "//- /go/go.md\n---\nquestions:\n  - answer: | # why\n      one.md\n---\n//- /go/content/one.md\nOne.\n",
            "a comment after the block's `|` or `>` would be lost",
        );
    }
}
