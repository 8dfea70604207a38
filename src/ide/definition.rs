//! Go to definition.

use super::Ranged;
use crate::bank::resolve::{NavigationTarget, Symbol, symbol_at, targets_of, translations_of};
use crate::bank::{Bank, BankPath};
use crate::facts::question::Answer;
use crate::text::Span;

/// The target of what is at byte `offset` of the file at `path`: the answer of a question and the same question in other
/// languages, the heading of a link; from the text of an answer in a document, its question.
///
/// `None` if there is nothing, if it has no target, and if it is itself what others link to. The span is the source of
/// the link; it is empty in the text of an answer.
pub fn definition(
    bank: &Bank,
    path: &BankPath,
    offset: u32,
) -> Option<Ranged<Vec<NavigationTarget>>> {
    let Some(here) = symbol_at(bank, path, offset) else {
        return question_above(bank, path, offset);
    };
    if matches!(here.symbol, Symbol::File(_) | Symbol::Heading { .. }) {
        return None;
    }
    let mut targets = targets_of(bank, &here.symbol);
    targets.extend(translations_of(bank, &here.symbol));
    (!targets.is_empty()).then_some(Ranged {
        span: here.span,
        value: targets,
    })
}

/// The question of the answer that the offset is in, in the body.
fn question_above(
    bank: &Bank,
    path: &BankPath,
    offset: u32,
) -> Option<Ranged<Vec<NavigationTarget>>> {
    let group = bank.group(path.as_str())?;
    let placed = group.questions.get(group.question_at(offset)?)?;
    let Answer::Below(below) = placed.answer()? else {
        return None;
    };
    let name = placed.text().filter(|_| below.span.touches(offset))?.span;
    let target = NavigationTarget {
        path: path.clone(),
        full: placed.span().cover(name),
        name,
    };
    Some(Ranged {
        // The offset can be within a character.
        span: Span::at(below.span.start),
        value: vec![target],
    })
}

#[cfg(test)]
mod tests {
    use super::definition;
    use crate::fixture::Fixture;

    /// `$0` leads to `$1`, `$2` …, and `origin` is the source of the link.
    #[track_caller]
    fn check(origin: &str, source: &str) {
        let fixture = Fixture::with_people(source);
        let (path, offset) = fixture.at();
        let found = definition(&fixture.bank, path, offset);
        let targets = found.iter().flat_map(|found| &found.value);
        let places: Vec<_> = targets
            .map(|target| {
                assert!(
                    target.full.start <= target.name.start && target.name.end <= target.full.end
                );
                (target.path.clone(), target.name.start)
            })
            .collect();
        assert_eq!(places, fixture.places);
        let marked = found.map(|found| found.span.slice(fixture.text(path)).to_owned());
        assert_eq!(marked.as_deref(), (!places.is_empty()).then_some(origin));
    }

    /// The same where nothing is expected.
    #[track_caller]
    fn check_none(source: &str) {
        check("", source);
    }

    /// `item` is one question of a group whose answers are `a.md` and `b.md`; `$1` is `a.md`.
    #[track_caller]
    fn check_item(origin: &str, item: &str) {
        let answers = "//- /go/content/a.md\n$1Text.\n//- /go/content/b.md\nText.\n";
        check(
            origin,
            &format!(
                "//- /go/go.md\n---\norder: 1\nquestions:\n{item}\nending: b.md\n---\n{answers}"
            ),
        );
        let crlf = item.replace('\n', "␍\n");
        check(
            &origin.replace('\n', "\r\n"),
            &format!("//- /go/go.md\n---␍\nquestions:␍\n{crlf}␍\n---␍\n{answers}"),
        );
    }

    #[test]
    fn from_a_questions_text_and_first_line() {
        check_item("What?", "  - question: W$0hat?\n    answer: a.md");
        check_item("What?", "  - question: What?$0\n    answer: a.md");
        check_item("What?", "  - question: '$0What?'\n    answer: a.md");
        check_item("'What?'", "  - question: $0'What?'\n    answer: a.md");
        check_item("question", "  - ques$0tion: What?\n    answer: a.md");
        check_item("What?", "  - question:$0 What?\n    answer: a.md");
        check_item("  - question", "$0  - question: What?\n    answer: a.md");
        check_item("- question", "$0- question: What?\n  answer: a.md");
        check_item("  - answer", "  $0- answer: a.md\n    question: What?");
        check_item(
            "Is 😀 one\n      or two?",
            "  - question: Is 😀 one\n      or t$0wo?\n    answer: a.md",
        );
    }

    #[test]
    fn from_a_link_to_an_element() {
        check(
            "#deep",
            "//- /a.md\n[x](#d$0eep)\n\n# Top\n\n## $1<a name='deep'>Depth</a>\n",
        );
        check(
            "b.md#deep",
            "//- /a.md\n---\nx: y\n---\n[x](b.$0md#deep)\n//- /b.md\n---\nx: y\n---\n# Top\n\n<p\n  id=\"$1deep\">\nText.\n",
        );
        // A heading comes first, as on GitHub.
        check(
            "#deep",
            "//- /a.md\n[x](#d$0eep)\n\n<a name=deep></a>\n\n## $1Deep\n",
        );
    }

    #[test]
    fn from_an_answer() {
        check_item("a.md", "  - question: What?\n    answer: $0a.md");
        check_item("a.md", "  - question: What 😀?\n    answer: a.md$0");
        check_item("a.md", "  - question: What?\n    answer: \"a.$0md\" # note");
        check_item("answer", "  - question: What?\n    ans$0wer: a.md");
        check_item(
            "a.md",
            "  - question: One?\n    answer: b.md\n\n  # more\n  - question: Two?\n    answer: $0a.md",
        );
        check_item(
            "a.md",
            "  - {question: One?, answer: b.md}\n  - {question: Two?, answer: $0a.md}",
        );
    }

    #[test]
    fn from_a_list_in_flow_style() {
        let group = |list: &str| {
            format!(
                "//- /go/go.md\n---\nquestions: {list}\nending: b.md\n---\n//- /go/content/a.md\n$1A\n//- /go/content/b.md\n$2B\n"
            )
            .replace("$2", "")
        };
        check(
            "a.md",
            &group("[{question: One?, answer: $0a.md}, {question: Two?, answer: b.md}]"),
        );
        check(
            "One?",
            &group("[{question: O$0ne?, answer: a.md}, {question: Two?, answer: b.md}]"),
        );
        check(
            "a.md",
            &group("[{question: One?, answer: b.md}, {question: Two?, answer: $0a.md}]"),
        );
        check("{question", &group("[$0{question: One?, answer: a.md}]"));
    }

    #[test]
    fn from_an_inline_answer_to_its_place() {
        let group = |item: &str| format!("//- /go/go.md\n---\nquestions:\n{item}---\n");
        check(
            "What?",
            &group("  - question: W$0hat?\n    answer: $1A pipe.\n"),
        );
        check(
            "A pipe.",
            &group("  - question: What?\n    answer: $1A pi$0pe.\n"),
        );
        check(
            "answer",
            &group("  - question: What?\n    a$0nswer: '$1A pipe.'\n"),
        );
        check(
            "|\n      A pipe.",
            &group("  - question: What?\n    answer: $1|\n      A pi$0pe.\n"),
        );
    }

    #[test]
    fn from_broken_yaml() {
        for broken in [
            "  - question: 'open\n    answer: $0a.md",
            "  - question: What: why?\n    answer: $0a.md\n    topics: [",
            "  - question: What?\n    answer: 'a.md$0\n    topics: ['Co",
            "  - question: What?\n\tanswer: a.$0md",
            "  - question: @\n    answer: $0a.md",
            "  - question: One?\n    answer: b.md\n  - question: [\n    answer: $0a.md\n  - question: Two?",
        ] {
            let origin = if broken.contains("'a.md") {
                "'a.md"
            } else {
                "a.md"
            };
            check_item(origin, broken);
        }
        check_item("What: why?", "  - question: What: w$0hy?\n    answer: a.md");
        // Of a key that is given twice the first counts.
        check_item(
            "answer",
            "  - question: What?\n    answ$0er: a.md\n    answer: b.md",
        );
    }

    #[test]
    fn from_an_ending() {
        check(
            "bye.md",
            "//- /go/go.md\n---\nending: b$0ye.md\nquestions:\n---\n//- /go/content/bye.md\n\n$1# Bye\n",
        );
        check(
            "bye.md",
            "//- /go/go.md\n---\nquestions:\n  - question: What?\n    answer: x\nending: 'bye.md$0'\n---\n//- /go/content/bye.md\n$1Bye\n",
        );
        check_none(
            "//- /go/go.md\n---\nending: Good b$0ye.\nquestions:\n---\n//- /go/content/bye.md\nBye\n",
        );
        check(
            "bye.md",
            "//- /go/go.md\n---\ntitle: [\nending: b$0ye.md\nquestions:\n---\n//- /go/content/bye.md\n$1Bye\n",
        );
    }

    #[test]
    fn from_an_author_and_a_guide() {
        let bank = |head: &str| {
            format!(
                "//- /go/go.md\n---\n{head}\nquestions:\n---\n//- /authors/ada.md\n---\nname: Ada\n---\n//- /guides/en/start.md\n# Start\n"
            )
        };
        let ada = bank("authorId: ad$0a").replace("ada.md\n", "ada.md\n$1");
        check("ada", &ada);
        check(
            "authorId",
            &ada.replace("authorId: ad$0a", "aut$0horId: ada"),
        );
        check(
            "ada",
            &ada.replace("authorId: ad$0a", "authorId: \"$0ada\"␍"),
        );
        check(
            "ada",
            &ada.replace("authorId: ad$0a", "title: [\nauthorId: $0ada"),
        );
        check(
            "start",
            &bank("relatedGuidesId: $0start").replace("start.md\n", "start.md\n$1"),
        );
        check_none(&bank("authorId: $0bob"));
        check_none(&bank("relatedGuidesId: $0ada"));
        check_none(&bank("author: $0ada"));
    }

    #[test]
    fn from_a_markdown_link() {
        let bank = |body: &str| {
            format!(
                "//- /go/go.md\n---\nquestions:\n---\n{body}\n//- /go/content/a.md\nA\n\n## $2One\n\n## One\n//- /js/js.md\n$3---\nquestions:\n---\n//- /x.png\n$4\n"
            )
        };
        let only = |body: &str, keep: &str| {
            let source = bank(body);
            ["$2", "$3", "$4"]
                .into_iter()
                .filter(|mark| *mark != keep)
                .fold(source, |source, mark| source.replace(mark, ""))
        };
        check("content/a.md#one", &only("[x](content/a.m$0d#one)", "$2"));
        check("../js/js.md", &only("😀 [x](<../js/$0js.md>)", "$3"));
        check("[x 😀](../js/js.md)", &only("[x$0 😀](../js/js.md)", "$3"));
        check("../x.png", &only("![x](../x.png$0 \"title\")", "$4"));
        check("../x.png", &only("[![x](../x$0.png)](../js/js.md)", "$4"));
        check(
            "[t ![x](../x.png)](../js/js.md)",
            &only("[t$0 ![x](../x.png)](../js/js.md)", "$3"),
        );
        check("../js/js.md", &only("text\n\n[ref]: ../js/js$0.md\n", "$3"));
        check("#here", "//- /go/content/a.md\n[x](#h$0ere)\n\n# $1Here\n");
        // A missing heading leads to its file; a missing file or a folder leads nowhere.
        check("../js/js.md#no", &only("[x](../js/$0js.md#no)", "$3"));
        check_none(&only("[x](content$0)", ""));
        check_none(&only("[x](content/no$0.md)", ""));
        check_none(&only("[x](../../../$0etc/passwd)", ""));
        check_none(&only("[x](https://example.or$0g)", ""));
    }

    #[test]
    fn from_names_in_another_case_or_folder() {
        check(
            "Channels.MD.md",
            "//- /go/go.md\n---\nquestions:\n  - question: What?\n    answer: $0Channels.MD.md\n---\n//- /go/content/channels.md.md\n$1A\n",
        );
        check(
            "../../js/content/a.md",
            "//- /go/go.md\n---\nquestions:\n  - question: What?\n    answer: $0../../js/content/a.md\n---\n//- /js/content/a.md\n$1A\n",
        );
        check_none(
            "//- /go/go.md\n---\nquestions:\n  - question: What?\n    answer: $0../../../a.md\n---\n",
        );
    }

    #[test]
    fn to_whatever_file_is_there() {
        let to = |file: &str| {
            format!(
                "//- /go/go.md\n---\nquestions:\n  - question: What?\n    answer: $0a.md\n---\n//- /go/content/a.md\n{file}"
            )
        };
        check("a.md", &to("$1"));
        check("a.md", &to("\n  \n$1Text\n"));
        check("a.md", &to("$1---\ntitle: x\n---\nText\n"));
        check_none(
            "//- /go/go.md\n---\nquestions:\n  - question: What?\n    answer: $0a.md\n---\n//- /go/a.md\nA\n",
        );
    }

    #[test]
    fn nowhere() {
        check_none(
            "//- /go/content/a.md\n$0Text\n//- /go/go.md\n---\nquestions:\n  - question: What?\n    answer: a.md\n---\n",
        );
        check_none("//- /go/content/a.md\nText\n\n# Head$0ing\n");
        check_none(
            "//- /go/go.md\n---\nquestions:\n  - question: What?\n    topics: [Beg$0inner]\n---\n",
        );
        check_none(
            "//- /go/go.md\n---\nquestions:\n  - question: What?\n    topics: [x]\n    level: Beg$0inner\n---\n",
        );
        check_none("//- /go/go.md\n---\nti$0tle: x\nquestions:\n---\n");
        check_none("//- /go/go.md\n---\nquestions:\n  - question: What$0?\n---\n");
        check_none("//- /go/go.md\n---\nquestions:\n  - What$0?\n---\n");
        check_none(
            "//- /go/go.md\n---\nquestions:\n  - question: What?\n    answer:$0\n    topics: [x]\n---\n",
        );
    }
}
