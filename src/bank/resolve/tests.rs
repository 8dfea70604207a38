use super::{Symbol, symbol_at, targets_of, uses_of};
use crate::fixture::Fixture;

/// The cursor is on `expected`: the marked text, and the symbol.
#[track_caller]
fn check(expected: &str, source: &str) {
    let fixture = Fixture::with_people(source);
    let (path, offset) = fixture.at();
    let found = symbol_at(&fixture.bank, path, offset);
    let shown = found.map(|here| {
        let key = here
            .key
            .map(|key| format!(" by key {}", key.0.join(".")))
            .unwrap_or_default();
        format!(
            "{:?} {}{key}",
            here.span.slice(fixture.text(path)),
            show(&here.symbol)
        )
    });
    assert_eq!(shown.unwrap_or_default(), expected);
}

fn show(symbol: &Symbol) -> String {
    match symbol {
        Symbol::Question(at) => format!("question {} of {}", at.index, at.group),
        Symbol::Number(at) => format!("number of {}", at.index),
        Symbol::Choice(at, index) => format!("option {index} of {}", at.index),
        Symbol::OptionsKey(at) => format!("key of {}", at.index),
        Symbol::AnswerRef(at) => format!("answer of {}", at.index),
        Symbol::InlineAnswer(at) => format!("inline answer of {}", at.index),
        Symbol::File(path) => format!("file {path}"),
        Symbol::Topic(name) => format!("topic {name}"),
        Symbol::Level(name) => format!("level {name}"),
        Symbol::Author(id) => format!("author {id}"),
        Symbol::Guide(id) => format!("guide {id}"),
        Symbol::Ending(group) => format!("ending of {group}"),
        Symbol::Link { file, anchor } => format!("link to {file:?} {anchor:?}"),
        Symbol::Heading { file, anchor } => format!("heading {anchor} of {file}"),
        Symbol::Key(_) => "key".to_owned(),
    }
}

/// A group that has everything, with the cursor where `at` is in it.
#[track_caller]
fn check_at(at: &str, expected: &str) {
    const GROUP: &str = "\
//- /go/go.md
---
title: Go
seo: {title: x, more: {y: z}}
authorId: ada
relatedGuidesId: 'start'
questions: # all
  - question: What?
    answer: what.md
    topics: [Channels, 'easy', Channels]
    level: Hard
    videoId: 3
  # note
  - question: \"Why: 😀?\"
    answer: Because.
    topics:
      - Beginner
      - ''
  - level: [x]
  - just words
ending: bye.md
---
# Intro

See [this](content/what.md#one) or ![i](#intro).
";
    let plain = at.replace("$0", "");
    assert_eq!(GROUP.matches(&plain).count(), 1, "{plain:?}");
    check(expected, &GROUP.replace(&plain, at));
    let crlf = GROUP
        .replace(&plain, at)
        .replace('\n', "␍\n")
        .replacen("go.md␍", "go.md", 1);
    check(expected, &crlf);
}

#[test]
fn what_stands_where() {
    for (at, expected) in [
        ("$0---\ntitle: Go", r#""---" file go/go.md"#),
        ("ti$0tle: Go", r#""title" key by key title"#),
        ("title: G$0o", ""),
        ("se$0o:", r#""seo" key by key seo"#),
        ("{title$0: x", r#""title" key by key seo.title"#),
        ("{$0y: z", r#""y" key by key seo.more.y"#),
        (
            "author$0Id: ada",
            r#""authorId" author ada by key authorId"#,
        ),
        ("authorId: $0ada", r#""ada" author ada"#),
        ("relatedGuidesId: 's$0tart'", r#""start" guide start"#),
        ("quest$0ions: #", r#""questions" key by key questions"#),
        ("questions: # a$0ll", ""),
        (
            " $0 - question: What?",
            r#""  - question" question 0 of go/go.md"#,
        ),
        ("question: What?$0\n", r#""What?" question 0 of go/go.md"#),
        (
            "quest$0ion: What?",
            r#""question" question 0 of go/go.md by key questions.question"#,
        ),
        ("answer: wh$0at.md", r#""what.md" answer of 0"#),
        (
            "ans$0wer: what.md",
            r#""answer" answer of 0 by key questions.answer"#,
        ),
        ("top$0ics: [", r#""topics" key by key questions.topics"#),
        ("[$0Channels", r#""Channels" topic Channels"#),
        ("Channels$0, 'easy'", r#""Channels" topic Channels"#),
        ("[Channels, $0'easy'", r#""'easy'" level easy"#),
        (", 'ea$0sy'", r#""easy" level easy"#),
        ("topics: [Channels, 'easy', Channels]$0", ""),
        ("level: $0Hard", r#""Hard" level Hard"#),
        (
            "le$0vel: Hard",
            r#""level" level Hard by key questions.level"#,
        ),
        ("video$0Id", r#""videoId" key by key questions.videoId"#),
        ("videoId: $03", ""),
        ("# no$0te", ""),
        ("\"Why: 😀$0?\"", r#""Why: 😀?" question 1 of go/go.md"#),
        ("answer: Bec$0ause.", r#""Because." inline answer of 1"#),
        ("- Be$0ginner", r#""Beginner" level Beginner"#),
        ("- '$0'", ""),
        ("- level: $0[x]", ""),
        ("- level$0: [x]", r#""level" key by key questions.level"#),
        ("- just $0words", ""),
        (
            "$0ending: bye.md",
            r#""ending" ending of go/go.md by key ending"#,
        ),
        ("ending: bye.md$0\n", r#""bye.md" ending of go/go.md"#),
        ("# $0Intro", r#""Intro" heading intro of go/go.md"#),
        (
            "[th$0is](",
            r#""[this](content/what.md#one)" link to Some("go/content/what.md") Some("one")"#,
        ),
        (
            "content/w$0hat.md#one",
            r#""content/what.md#one" link to Some("go/content/what.md") Some("one")"#,
        ),
        (
            "(#$0intro)",
            r##""#intro" link to Some("go/go.md") Some("intro")"##,
        ),
        ("Se$0e", ""),
    ] {
        check_at(at, expected);
    }
}

#[test]
fn the_first_line_of_a_page() {
    check(
        "\"# A pipe\" file go/content/a.md",
        "//- /go/content/a.md\n# A p$0ipe\n",
    );
    check("\"\" file go/content/a.md", "//- /go/content/a.md\n$0");
    check(
        "\"\\n\\nText\" file a.md",
        "//- /a.md\n\n$0\nText\n\nMore\n",
    );
    check("", "//- /a.md\nText\n\nMo$0re\n");
    check(
        "\"b.md\" link to Some(\"b.md\") None",
        "//- /a.md\nSee [b](b$0.md)\n",
    );
    check(
        "\"---\" file authors/ada.md",
        "//- /authors/ada.md\n-$0--\nname: Ada\n---\nText\n",
    );
    check(
        "\"Text\" file authors/ada.md",
        "//- /authors/ada.md\n---\nname: Ada\n---\nTe$0xt\n",
    );
    check("", "//- /authors/ada.md\n---\nna$0me: Ada\n---\nText\n");
}

/// The uses of what is at `$0` are `$1`, `$2` …
#[track_caller]
fn check_uses(source: &str) {
    let fixture = Fixture::with_people(source);
    let (path, offset) = fixture.at();
    let here = symbol_at(&fixture.bank, path, offset).expect("a symbol");
    let uses: Vec<_> = uses_of(&fixture.bank, &here.symbol)
        .into_iter()
        .map(|found| (found.path, found.span.start))
        .collect();
    let mut sorted = uses.clone();
    sorted.sort();
    assert_eq!(uses, sorted);
    let mut expected = fixture.places.clone();
    expected.sort();
    assert_eq!(uses, expected);
}

/// The uses of an answer file are the same from wherever it is named.
#[test]
fn uses_of_an_answer_file() {
    const BANK: &str = "\
//- /go/go.md
---
questions:
  - question: <a>One?
    answer: <b>$1a.md
  - question: Two?
    answer: b.md
  - question: 'Three?
    answer: $2a.md
  - question: <c>Four?
    answer: '$3a.md'
ending: <d>$4a.md
---
See [a](<e>$5content/a.md) and [a](<f>$6content/../content/a.md#x) and [](b.md).
//- /go/content/a.md
<g>A [self](#x) link.

# x
//- /go/content/b.md
![a](<h>$7a.md)
//- /js/js.md
---
questions:
  - question: Far?
    answer: <i>$8../../go/content/a.md
  - question: Near?
    answer: a.md
  - question: Inline?
    answer: |
      😀 See
      [a](<j>$9../go/content/a.md).
---
//- /js/content/a.md
Another.
";
    for at in ["a", "b", "c", "d", "e", "g", "h", "i", "j"] {
        let marked = BANK.replace(&format!("<{at}>"), "$0");
        let source = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
            .into_iter()
            .fold(marked, |text, at| text.replace(&format!("<{at}>"), ""));
        check_uses(&source);
    }
}

#[test]
fn uses_of_a_missing_file() {
    check_uses(
        "//- /go/go.md\n---\nquestions:\n  - question: One?\n    answer: $0$1a.md\n  - question: Two?\n    answer: $2a.md\n---\n[x]($3content/a.md)\n",
    );
    check_uses("//- /go/go.md\n---\nquestions:\n  - question: O$0ne?\n    answer: Inline.\n---\n");
    // The file that is there under another case, and the one that is meant.
    check_uses(
        "//- /go/go.md\n---\nquestions:\n  - question: One?\n    answer: $0$1A.md\n  - question: Two?\n    answer: $2a.md\n---\n//- /go/content/a.md\nA\n",
    );
}

#[test]
fn uses_of_topics_and_levels() {
    let groups = "\
//- /go/go.md
---
questions:
  - question: One?
    topics: [<t>Channels, <l>'<m>easy']
  - question: Two?
    topics:
      - <n>Beginner
      - <o>Channels
      - channels
    level: <p>Easy
---
//- /js/js.md
---
questions: [{question: One?, topics: [<q>Channels, Advanced], level: <r>Beginner}]
---
";
    let with = |cursor: &str, marks: &[&str]| {
        let mut text = groups.replace(&format!("<{cursor}>"), &format!("$0<{cursor}>"));
        for (number, mark) in marks.iter().enumerate() {
            text = text.replace(&format!("<{mark}>"), &format!("${}", number + 1));
        }
        ["t", "l", "m", "n", "o", "p", "q", "r"]
            .into_iter()
            .fold(text, |text, mark| text.replace(&format!("<{mark}>"), ""))
    };
    check_uses(&with("t", &["t", "o", "q"]));
    check_uses(&with("q", &["t", "o", "q"]));
    for cursor in ["l", "n", "p", "r"] {
        check_uses(&with(cursor, &["m", "n", "p", "r"]));
    }
    check_uses(
        "//- /go/go.md\n---\nquestions:\n  - question: One?\n    level: $0$1Odd\n  - question: Two?\n    level: '$2Odd'\n  - question: Three?\n    level: odd\n---\n",
    );
}

#[test]
fn uses_of_people_and_headings() {
    for at in ["authorId: $0ada", "authorId: ada\nx: y"] {
        let top = if at.contains("$0") { "" } else { "$0" };
        let head = at.replace("ada", "$1ada");
        check_uses(&format!(
            "//- /go/go.md\n---\n{head}\nquestions:\n---\n[ada]($2../authors/ada.md)\n//- /js/js.md\n---\nquestions:\nauthorId: $3ada\n---\n//- /py/py.md\n---\nauthorId: bob\nrelatedGuidesId: ada\nquestions:\n---\n//- /authors/ada.md\n{top}---\nname: Ada\n---\n"
        ));
    }
    check_uses(
        "//- /go/go.md\n---\nauthorId: $1no$0body\nquestions:\n---\n//- /js/js.md\n---\nauthorId: $2nobody\nquestions:\n---\n",
    );
    check_uses(
        "//- /go/go.md\n---\nrelatedGuidesId: $1st$0art\nquestions:\n---\n//- /guides/start.md\n# Start\n",
    );
    let heading = "//- /a.md\nText\n\n# <a>One\n\n[x](<b>$1#one) [y](#two) [z](b.md)\n//- /b.md\nText [x](<c>$2a.md#one) [y](a.md)\n";
    for at in ["a", "b", "c"] {
        let marked = heading.replace(&format!("<{at}>"), "$0");
        check_uses(
            &["a", "b", "c"]
                .into_iter()
                .fold(marked, |text, at| text.replace(&format!("<{at}>"), "")),
        );
    }
}

#[test]
fn what_leads_nowhere_has_no_target() {
    let fixture = Fixture::new(
        "//- /go/go.md\n---\nquestions:\n  - question: One?\n    topics: [$0Go]\n---\n",
    );
    let (path, offset) = fixture.at();
    let here = symbol_at(&fixture.bank, path, offset).expect("a topic");
    assert_eq!(targets_of(&fixture.bank, &here.symbol), []);
    let elsewhere = crate::bank::BankPath::new("no.md").unwrap();
    assert_eq!(symbol_at(&fixture.bank, &elsewhere, 0), None);
}
