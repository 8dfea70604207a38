use std::sync::Arc;

use expect_test::{Expect, expect};

use super::hover;
use crate::bank::BankPath;
use crate::bank::config::{Config, Setting};
use crate::fixture::Fixture;
use crate::lint::Findings;

/// The hover at `$0`, below the text that it is about, in a bank without findings.
#[track_caller]
fn check(source: &str, expected: Expect) {
    expected.assert_eq(&shown(&Fixture::with_people(source), &Findings::default()));
}

fn shown(fixture: &Fixture, findings: &Findings) -> String {
    let (path, offset) = fixture.at();
    let sources = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let found = hover(&fixture.bank, &sources, findings, path, offset);
    let shown = found.map(|found| {
        format!(
            "[{}]\n{}\n",
            found.span.slice(fixture.text(path)),
            found.value
        )
    });
    shown.unwrap_or_default()
}

const ANSWERS: &str = "\
//- /go/content/channels.md
A channel is a **typed** pipe.

Sending blocks until someone receives.
//- /go/content/empty.md

//- /js/js.md
---
questions:
  - question: Why *far* & [away]?
    answer: ../../go/content/channels.md
---
See [it](../go/content/channels.md) and [again](../go/content/channels.md).
";

fn group(items: &str) -> String {
    format!("//- /go/go.md\n---\nquestions:\n{items}---\n{ANSWERS}")
}

#[test]
fn an_answer_and_who_else_cites_it() {
    check(
        &group("  - question: What?\n    answer: $0channels.md\n"),
        expect![[r#"
            [channels.md]
            **`go/content/channels.md`** · 11 words

            > A channel is a **typed** pipe.
            >
            > Sending blocks until someone receives.

            Also used by

            - “Why \*far\* & \[away\]?” in `js/js.md`
            - a link in `js/js.md`
        "#]],
    );
    check(
        &group(
            "  - question: Wh$0at?\n    answer: channels.md\n  - question: And?\n    answer: 'channels.md'\n",
        ),
        expect![[r#"
            [What?]
            **`go/content/channels.md`** · 11 words

            > A channel is a **typed** pipe.
            >
            > Sending blocks until someone receives.

            Also used by

            - “And?” in `go/go.md`
            - “Why \*far\* & \[away\]?” in `js/js.md`
            - a link in `js/js.md`
        "#]],
    );
    check(
        &group("  - question: What?\n    answer: $0empty.md\nending: channels.md\n"),
        expect![[r#"
            [empty.md]
            **`go/content/empty.md`** · empty
        "#]],
    );
    check(
        &group("ending: $0channels.md\n"),
        expect![[r#"
            [channels.md]
            **`go/content/channels.md`** · 11 words

            > A channel is a **typed** pipe.
            >
            > Sending blocks until someone receives.

            Also used by

            - “Why \*far\* & \[away\]?” in `js/js.md`
            - a link in `js/js.md`
        "#]],
    );
}

#[test]
fn an_inline_answer() {
    check(
        &group("  - question: What?\n    answer: |\n      Code:\n\n      ```go\n      x$0\n"),
        expect![[r#"
            [|
                  Code:

                  ```go
                  x]
            **Answer** · 2 words

            > Code:
            >
            > ```go
            > x
            > ```
        "#]],
    );
}

#[test]
fn topics_and_levels() {
    let bank = |a: &str, b: &str| {
        let many: String = (0..9)
            .map(|i| format!("//- /g{i}/g.md\n---\nquestions:\n  - topics: [Maps]\n---\n"))
            .collect();
        format!(
            "//- /go/go.md\n---\nquestions:\n  - question: 1\n    topics: [{a}, easy, Maps]\n  - question: 2\n    topics: [Maps]\n    level: {b}\n---\n{many}"
        )
    };
    check(
        &bank("$0A*B*", "Hard"),
        expect![[r#"
        [A*B*]
        **A\*B\*** · topic · 1 use in 1 group

        - `go/go.md`: 1
    "#]],
    );
    check(
        &bank("$0Maps", "Hard"),
        expect![[r#"
        [Maps]
        **Maps** · topic · 12 uses in 10 groups

        - `go/go.md`: 3
        - `g0/g.md`: 1
        - `g1/g.md`: 1
        - `g2/g.md`: 1
        - `g3/g.md`: 1
        - `g4/g.md`: 1
        - `g5/g.md`: 1
        - `g6/g.md`: 1
        - and 2 more groups
    "#]],
    );
    check(
        &bank("Beg$0inner", "Beginner"),
        expect![[r#"
        [Beginner]
        **Beginner** · level 1 of 3 · 3 uses in 1 group

        - `go/go.md`: 3

        Also written `Freshers`, `Easy`, `Fundamental`
    "#]],
    );
    check(
        &bank("Maps", "Ha$0rd"),
        expect![[r#"
        [Hard]
        **Advanced** · level 3 of 3 · 1 use in 1 group

        - `go/go.md`: 1

        Also written `Hard`, `Experienced`, `Expert`
    "#]],
    );
    check(
        &bank("Maps", "Od$0d"),
        expect![[r#"
        [Odd]
        `Odd` is not a level of this bank, which has `Beginner`, `Intermediate`, `Advanced`
    "#]],
    );
}

#[test]
fn keys() {
    let bank = |head: &str, item: &str| {
        format!("//- /go/go.md\n---\n{head}\nquestions:\n  - {item}\n---\n")
    };
    check(
        &bank("s$0eo:\n  title: x", "question: x"),
        expect![[r#"
        [seo]
        **`seo`** · a mapping, required by the profile `roadmap`

        What search engines and link previews show.

        Its keys: `title`, `description`, `keywords`, `ogImageUrl`
    "#]],
    );
    check(
        &bank("sitemap: {changefreq$0: never}", "question: x"),
        expect![[r#"
            [changefreq]
            **`changefreq`** · one of `always`, `hourly`, `daily`, `weekly`, `monthly`, `yearly`, `never`, required by the profile `roadmap`

            How often the page is likely to change.
        "#]],
    );
    check(
        &bank("date: $0", "question: x").replace("date: $0", "dat$0e:"),
        expect![[r#"
            [date]
            **`date`** · a date, `YYYY-MM-DD`, required with `authorId` by the profile `roadmap`

            The day of publication, as `YYYY-MM-DD`. Pages with an author are sorted by it.
        "#]],
    );
    check(
        &bank("authorId: x", "question: x\n    an$0swer: x.md"),
        expect![[r#"
            [answer]
            **`answer`** · text, required

            The answer. A value that ends in `.md` is a file of the group's answers' folder; anything else is the answer itself, in markdown.
        "#]],
    );
    check(&bank("titel$0: x", "question: x"), expect![[""]]);
    check(
        &bank("x: 1", "question: x").replace("questions", "ques$0tions"),
        expect![[r#"
            [questions]
            **`questions`** · a list of questions, required

            The questions in the order in which they are asked.
        "#]],
    );
}

#[test]
fn people() {
    let bank = |head: &str| {
        format!(
            "//- /go/go.md\n---\n{head}questions:\n---\n//- /js/js.md\n---\nauthorId: ada\nquestions:\n---\n//- /authors/ada.md\n---\nname: Ada *L*\n---\nWrites.\n//- /guides/start.md\n# Start\n\nHere.\n"
        )
    };
    check(
        &bank("authorId: $0ada\n"),
        expect![[r#"
            [ada]
            **`authors/ada.md`** · Ada \*L\* · 1 word

            > Writes.

            Also used by

            - `js/js.md`, as its author
        "#]],
    );
    check(
        &bank("relatedGuidesId: $0start\n"),
        expect![[r#"
        [start]
        **`guides/start.md`** · 2 words

        > # Start
        >
        > Here.
    "#]],
    );
    check(
        &bank("authorId: ada\n").replace("ada.md\n", "ada.md\n$0"),
        expect![[r#"
            [---]
            **`authors/ada.md`** · Ada \*L\* · 1 word

            Used by

            - `go/go.md`, as its author
            - `js/js.md`, as its author
        "#]],
    );
}

#[test]
fn links_and_headings() {
    let bank = |body: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n---\n{body}\n//- /x.png\n//- /go/content/a.md\nIntro.\n\n## Deep `x`\n\nBelow.\n"
        )
    };
    check(
        &bank("[x](content/a.m$0d#deep-x)"),
        expect![[r#"
        [content/a.md#deep-x]
        **`go/content/a.md`** · 4 words

        > ## Deep `x`
        >
        > Below.
    "#]],
    );
    check(
        &bank("[x](content/a.m$0d)"),
        expect![[r#"
        [content/a.md]
        **`go/content/a.md`** · 4 words

        > Intro.
        >
        > ## Deep `x`
        >
        > Below.
    "#]],
    );
    check(
        &bank("![x](../x.p$0ng)"),
        expect![[r#"
        [../x.png]
        **`x.png`**
    "#]],
    );
    check(&bank("[x](content$0)"), expect![[""]]);
    check(
        &bank("[x](content/a.md#deep-x)").replace("Deep", "De$0ep"),
        expect![[r#"
            [Deep `x`]
            Linked from

            - a link in `go/go.md`
        "#]],
    );
    check(&bank("text").replace("Deep", "De$0ep"), expect![[""]]);
}

#[test]
fn the_first_line_of_an_answer() {
    check(&group("  - question: What?\n    answer: channels.md\n  - answer: channels.md\nending: channels.md\n").replace("A channel", "A $0channel"), expect![[r#"
        [A channel is a **typed** pipe.]
        **`go/content/channels.md`** · 11 words

        Used by

        - “What?” in `go/go.md`
        - question 2 of `go/go.md`
        - `go/go.md`, as its ending
        - “Why \*far\* & \[away\]?” in `js/js.md`
        - a link in `js/js.md`
    "#]]);
    check(
        &group("")
            .replace("A channel", "A $0channel")
            .replace("channels.md)", "x.md)")
            .replace("/channels.md\n---", "/x.md\n---"),
        expect![[r#"
            [A channel is a **typed** pipe.]
            **`go/content/channels.md`** · 11 words

            Not used
        "#]],
    );
    check("//- /README.md\nRe$0ad me\n", expect![[""]]);
}

#[test]
fn on_the_first_line_of_a_page_of_topics() {
    let fixture = Fixture::new(
        "documents: [{files: plan.md, shape: topics}]\n//- /plan.md\n# Pl$0an\n\n## Easy\n\n- Locks\n- Queues\n",
    );
    expect![[r#"
        [# Plan]
        **topics** · 2 topics, no questions
    "#]]
    .assert_eq(&shown(&fixture, &Findings::default()));
}

/// With the findings of these rules alone, the lines that begin a rule's page.
#[track_caller]
fn check_findings(codes: &[&str], source: &str, expected: &[&str]) {
    let off = crate::lint::codes()
        .into_iter()
        .filter(|code| !codes.contains(code));
    let config = Config {
        rules: off.map(|code| (code.into(), Setting::Off)).collect(),
        ..Config::default()
    };
    let fixture = Fixture::with_config(source, config);
    let shown = shown(&fixture, &Findings::of_bank(&fixture.bank));
    let lines: Vec<_> = shown
        .lines()
        .filter(|line| line.starts_with('[') || line.starts_with("**") || *line == "---")
        .collect();
    assert_eq!(lines, expected);
}

#[test]
fn findings_stand_below_the_rest() {
    let page = |code: &str| format!("**`{code}`**: {}", crate::lint::rule(code).unwrap().summary);
    let (missing, duplicate) = (page("missing-answer"), page("duplicate-question"));
    check_findings(
        &["missing-answer"],
        &group("  - question: What?\n    answer: $0gone.md\n"),
        &["[gone.md]", &missing],
    );
    check_findings(
        &["duplicate-question", "missing-answer"],
        &group(
            "  - question: Same?\n    answer: channels.md\n  - question: $0same\n    answer: channels.md\n",
        ),
        &[
            "[same]",
            "**`go/content/channels.md`** · 11 words",
            "---",
            &duplicate,
        ],
    );
    // A finding elsewhere in the file is not about this place.
    check_findings(
        &["missing-answer"],
        &group("  - question: $0What?\n    answer: gone.md\n"),
        &[],
    );
}
