//! Places in frontmatter, healthy and broken. `$` is the cursor.

use proptest::prelude::*;

use super::siblings::neighbour;
use super::*;
use crate::syntax::frontmatter::split;

fn context(text: &str, cursor: u32) -> Option<YamlContext> {
    Some(found(text, cursor)?.0)
}

fn found(text: &str, cursor: u32) -> Option<(YamlContext, Option<OpenQuestion>)> {
    yaml_context(text, yaml_at(&split(text), cursor)?, cursor)
}

fn show(path: &[PathSegment]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            PathSegment::Key(name) if out.is_empty() => out += name,
            PathSegment::Key(name) => out += &format!(".{name}"),
            PathSegment::Item => out += "[]",
        }
    }
    if out.is_empty() { "/".into() } else { out }
}

fn show_key(path: &[PathSegment], key: &KeyContext, text: &str) -> String {
    let colon = if key.colon { " colon" } else { "" };
    let gap = if key.gap { " gap" } else { "" };
    format!(
        "{} key <{}> at {}{colon}{gap} beside {}",
        show(path),
        key.span.slice(text),
        key.column,
        key.present.join(",")
    )
}

fn describe(text: &str, cursor: u32) -> String {
    let Some(context) = context(text, cursor) else {
        return "none".into();
    };
    let path = show(&context.path);
    let gap = |written: &PartialValue| if written.gap { " gap" } else { "" };
    match &context.expected {
        YamlExpected::Key(key) => show_key(&context.path, key, text),
        YamlExpected::Value { written, nested } => {
            let nested = if *nested { " nested" } else { "" };
            format!(
                "{path} value <{}> {:?}{}{nested}",
                written.span.slice(text),
                written.typed,
                gap(written)
            )
        }
        YamlExpected::Item(item) => {
            let flow = if item.written.flow { " flow" } else { "" };
            let written = &item.written;
            format!(
                "{path} item{flow} <{}> {:?}{} beside {}",
                written.span.slice(text),
                written.typed,
                gap(written),
                item.siblings.values.join(",")
            )
        }
        YamlExpected::NewItem { siblings, key, .. } => {
            let key = key
                .as_ref()
                .map(|(path, key)| format!(" or {}", show_key(path, key, text)));
            format!(
                "{path} new item beside {}{}",
                siblings.values.join(","),
                key.unwrap_or_default()
            )
        }
        YamlExpected::Text => format!("{path} text"),
    }
}

/// Checks the place in the frontmatter `yaml`, with each kind of line break.
#[track_caller]
fn check(yaml: &str, expected: &str) {
    for line_break in ["\n", "\r\n", "\r"] {
        let source = format!("---\n{yaml}\n---\nbody\n").replace('\n', line_break);
        let cursor = source.find('$').expect("a cursor");
        let text = source.replacen('$', "", 1);
        assert_eq!(describe(&text, cursor as u32), expected, "{source:?}");
    }
}

#[test]
fn keys() {
    check("ord$", "/ key <ord> at 0 beside ");
    check("title: x\n$", "/ key <> at 0 beside title");
    check(
        "title: x\n$\nquestions:\n  - question: x\nending: y",
        "/ key <> at 0 beside title,questions,ending",
    );
    check("ti$tle: x", "/ key <title> at 0 colon beside ");
    check("seo:\n  ti$", "seo key <ti> at 2 beside ");
    check(
        "seo:\n  title: x\n  $\nother: y",
        "seo key <> at 2 beside title",
    );
    check("seo:\n    $\nother: y", "seo key <> at 4 beside ");
    check(
        "questions:\n  - question: x\n    $",
        "questions[] key <> at 4 beside question",
    );
    check(
        "questions:\n  - question: x\n    $\n    topics:\n      - a",
        "questions[] key <> at 4 beside question,topics",
    );
    check("questions:\n  - que$", "questions[] key <que> at 4 beside ");
    check("questions:\n  - $", "questions[] key <> at 4 beside ");
    check("questions:\n  -$", "questions[] key <> at 4 gap beside ");
    check(
        "questions:\n  - $\n    answer: x",
        "questions[] key <> at 4 beside answer",
    );
    check(
        "questions:\n  - question: x\n  - ans$",
        "questions[] key <ans> at 4 beside ",
    );
    check(
        "questions:\n- question: x\n  top$",
        "questions[] key <top> at 2 beside question",
    );
    check(
        "questions:\n- question: x\n  topics:\n  - a\n  lev$",
        "questions[] key <lev> at 2 beside question,topics",
    );
    check("a: |\n  x: 1\n  y: 2\n$", "/ key <> at 0 beside a");
}

#[test]
fn values() {
    check(
        "questions:\n  - question: x\n    answer: ch$",
        "questions[].answer value <ch> \"ch\"",
    );
    check(
        "questions:\n  - question: x\n    answer:$",
        "questions[].answer value <> \"\" gap",
    );
    check(
        "questions:\n  - question: x\n    answer: $x.md # note",
        "questions[].answer value <x.md> \"\"",
    );
    check(
        "questions:\n  - question: x\n    answer: \"ch$\"",
        "questions[].answer value <\"ch\"> \"ch\"",
    );
    check(
        "questions:\n  - answer:ch$",
        "questions[].answer value <ch> \"ch\" gap",
    );
    check(
        "questions:\n  - answer: 😀é$.md",
        "questions[].answer value <😀é.md> \"😀é\"",
    );
    check("ending: $", "ending value <> \"\"");
    check("seo:\n  title: a$", "seo.title value <a> \"a\"");
    check("topics: $\n  - a", "topics value <> \"\" nested");
    check("topics: $\n- a", "topics value <> \"\" nested");
    check("title: x # a $", "none");
    check("# a $", "none");
    check("a: &$", "a value <&> \"&\"");
    check("a: !!str 'b$'", "a value <'b'> \"b\"");
    check("a: !!str $", "a value <> \"\"");
    // An alias would come to mean something else.
    check("a: &x $", "none");
    check("a: &x b$c", "none");
    check("a: &x$y bc", "none");
    check("a: !!str &x b$c", "none");
    check("questions:\n  - topics: &t\n      - a\n      - b$", "none");
    check("questions:\n  - topics: &t [a, b$]", "none");
}

#[test]
fn values_of_several_lines() {
    let question = |inside: &str, expected: &str| {
        check(
            &format!("questions:\n- question: x\n  {inside}\n  level: y\n- question: z"),
            expected,
        );
    };
    for inside in [
        "answer: fo$o\n    bar",
        "answer: foo\n    b$ar",
        "answer: 'fo$o\n    bar'",
        "answer:$ 'foo\n    level: bar'",
        "answer: 'foo\n    bar' $",
        "answer: 'foo\n    bar$'",
        "answer: \"fo$o\n    bar\"",
        "answer: \"foo\n\n    - b$ar\"",
        "answer: \"foo\n    level: b$ar\"",
        "answer: \"foo\n    {b: $c\"",
        "answer: >-\n    level: b$ar",
    ] {
        question(inside, "questions[].answer text");
    }
    question(
        "topics:\n    - 'foo\n      b$ar'",
        "questions[].topics text",
    );
    check("title: 'a\n  date: $'\nending: x", "title text");
    check("ending: \"a$\n  b\"\ntitle: x", "ending text");
}

#[test]
fn between_braces() {
    let question = |inside: &str, expected: &str| {
        check(&format!("questions:\n  - {inside}"), expected);
    };
    let answer = "questions[].answer value ";
    question("{$}", "questions[] key <> at 4 beside ");
    question("{an$}", "questions[] key <an> at 4 beside ");
    question(
        "{question: x,$}",
        "questions[] key <> at 4 gap beside question",
    );
    question(
        "{question: x, $, level: y}",
        "questions[] key <> at 4 beside question,level",
    );
    question(
        "{question: x, \"ans$wer\": y}",
        "questions[] key <answer> at 4 colon beside question",
    );
    question("{question: x, answer: $}", &format!("{answer}<> \"\""));
    question("{question: x, answer:$}", &format!("{answer}<> \"\" gap"));
    question("{question: x, answer: $", &format!("{answer}<> \"\""));
    question(
        "{question: 'a, b', answer: fo$o.md, topics: [A]}",
        &format!("{answer}<foo.md> \"fo\""),
    );
    question(
        "{answer: 'fo$o, x.md' , topics: [A]}",
        &format!("{answer}<'foo, x.md'> \"fo\""),
    );
    question(
        "{answer: \"fo$, topics: [A]}",
        &format!("{answer}<\"fo> \"fo\""),
    );
    question(
        "{answer: !!str fo$, topics: [A]}",
        &format!("{answer}<fo> \"fo\""),
    );
    question("{answer: &x fo$, topics: [A]}", "none");
    question(
        "{topics: [A, $]}",
        "questions[].topics item flow <> \"\" beside A",
    );
    question(
        "{topics: [A, &x B, 'C$'], level: y}",
        "questions[].topics item flow <'C'> \"C\" beside A,B",
    );
    question("{topics: [A]$}", "none");
    question("{question: x} $", "questions[] text");
    question("{question: x $y: z}", "none");
    question("{answer: x # $y\n    }", "none");
    check("seo: {title: x, $}", "seo key <> at 0 beside title");
    check(
        "sitemap: { changefreq: d$ }",
        "sitemap.changefreq value <d> \"d\"",
    );
    check(
        "questions: [{question: x, answer: $}, {question: y}]",
        "questions[].answer value <> \"\"",
    );
}

#[test]
fn between_braces_over_lines() {
    let question = |inside: &str, expected: &str| {
        check(&format!("questions:\n- {inside}"), expected);
    };
    question(
        "{question: x,\n   answer: fo$o.md,\n topics: [A]}",
        "questions[].answer value <foo.md> \"fo\"",
    );
    question(
        "{question: x,\n   answer: $,\n topics: [A]}",
        "questions[].answer value <> \"\"",
    );
    question(
        "{question: x,\n   answer: $\n topics: [A]}",
        "questions[].answer value <> \"\"",
    );
    question(
        "{\n  question: x,\n  topics: [A, B$],\n  answer: y\n  }",
        "questions[].topics item flow <B> \"B\" beside A",
    );
    question("{\n  question: x,\n\n  $\n  answer: y\n  }", "none");
    question(
        "{\n  question: x,\n  $\n  }",
        "questions[] key <> at 0 beside question",
    );
    // Nothing is typed left of what the lines belong to, and nothing in a text that goes on.
    question("{question: x,\n$   answer: y}", "none");
    question("{question: x,\n  answer: y$\n  z}", "none");
    question("{question: x,\n  answer: 'y\n  z$'}", "none");
}

#[test]
fn items() {
    check(
        "questions:\n  - question: x\n    topics:\n      - a\n      - C$\n      - 'b'",
        "questions[].topics item <C> \"C\" beside a,b",
    );
    check(
        "questions:\n  - question: x\n    topics:\n      - $",
        "questions[].topics item <> \"\" beside ",
    );
    check(
        "questions:\n  - question: x\n    topics:\n      -$",
        "questions[].topics item <> \"\" gap beside ",
    );
    check(
        "questions:\n  - question: x\n    topics:\n    - 'C$",
        "questions[].topics item <'C> \"C\" beside ",
    );
    check(
        "questions:\n- topics:\n  - a\n  - $\n- topics:\n  - b",
        "questions[].topics item <> \"\" beside a",
    );
    check(
        "questions:\n  - topics: [$",
        "questions[].topics item flow <> \"\" beside ",
    );
    check(
        "questions:\n  - topics: [a, $]",
        "questions[].topics item flow <> \"\" beside a",
    );
    check(
        "questions:\n  - topics: [a,$, b]",
        "questions[].topics item flow <> \"\" gap beside a,b",
    );
    check(
        "questions:\n  - topics: ['C$', \"b\"]",
        "questions[].topics item flow <'C'> \"C\" beside b",
    );
    check(
        "questions:\n  - topics: ['C$, b]",
        "questions[].topics item flow <'C> \"C\" beside b",
    );
    check(
        "questions:\n  - topics: [a, two wo$rds , b]",
        "questions[].topics item flow <two words> \"two wo\" beside a,b",
    );
    check("questions:\n  - topics: [a]$", "none");
    check(
        "questions:\n  - topics: [\n      a,\n      b$,\n      c\n    ]\n    level: x",
        "questions[].topics item flow <b> \"b\" beside a,c",
    );
    check(
        "questions:\n  - topics: [\n      a,\n      $",
        "questions[].topics item flow <> \"\" beside a",
    );
    check(
        "seo:\n  keywords:\n    - a$",
        "seo.keywords item <a> \"a\" beside ",
    );
    check(
        "questions:\n  - topics:\n      - a # x\n      - $",
        "questions[].topics item <> \"\" beside a",
    );
}

#[test]
fn blank_lines_in_lists() {
    check("questions:\n  $", "questions new item beside ");
    check(
        "questions:\n$",
        "questions new item beside  or / key <> at 0 beside questions",
    );
    check(
        "questions:\n  - question: x\n  $",
        "questions new item beside ",
    );
    check(
        "questions:\n  $\n  - question: x",
        "questions new item beside ",
    );
    check(
        "questions:\n  - topics:\n      - a\n      $\n      - b",
        "questions[].topics new item beside a,b",
    );
    check(
        "questions:\n  - topics:\n      $",
        "questions[].topics new item beside ",
    );
    check(
        "questions:\n- topics:\n  - a\n  $",
        "questions[].topics new item beside a or questions[] key <> at 2 beside topics",
    );
    check(
        "questions:\n  - question: x\n$",
        "/ key <> at 0 beside questions",
    );
    check(
        "questions:\n- question: x\n$\nending: y",
        "questions new item beside  or / key <> at 0 beside questions,ending",
    );
    // Columns at which nothing can stand.
    check("questions:\n  - question: x\n   $", "questions[] text");
    check("questions:\n  - question: x\n      $", "questions[] text");
    check(
        "questions:\n  - topics:\n      - a\n        $",
        "questions[].topics[] key <> at 8 beside ",
    );
    check(
        "questions:\n  - topics:\n     $\n      - a",
        "questions[].topics text",
    );
}

#[test]
fn text_has_no_places() {
    check(
        "questions:\n  - answer: |\n      Note: $\n      more",
        "questions[].answer text",
    );
    check(
        "questions:\n  - answer: |\n      a\n\n      - b$",
        "questions[].answer text",
    );
    check(
        "questions:\n  - answer: |\n      a\n      $",
        "questions[].answer text",
    );
    check(
        "questions:\n  - answer: >-\n      a\n    $",
        "questions[] key <> at 4 beside answer",
    );
    check(
        "questions:\n  - question: one\n      two$",
        "questions[].question text",
    );
    check("questions:\n  - What is $", "questions[] text");
    check(
        "title: one\n  $",
        "text of title".replace("text of title", "/ text").as_str(),
    );
    check("questions:\n  - answer: $|\n      a", "none");
}

#[test]
fn nothing_outside_the_frontmatter() {
    for (source, expected) in [
        ("$---\na: 1\n---\n", "none"),
        ("---$\na: 1\n---\n", "none"),
        ("---\na: 1\n$---\n", "none"),
        ("---\na: 1\n---\nb$", "none"),
        ("a: $", "none"),
        ("---\na: 1\n$", "/ key <> at 0 beside a"),
        ("---\n$", "/ key <> at 0 beside "),
        ("---\n$\n---\n", "/ key <> at 0 beside "),
        ("\u{feff}---\n$\n---\n", "/ key <> at 0 beside "),
    ] {
        let cursor = source.find('$').unwrap();
        assert_eq!(
            describe(&source.replacen('$', "", 1), cursor as u32),
            expected,
            "{source:?}"
        );
    }
}

/// Three questions, of which the second is broken in one way each, and the places in it still found.
#[test]
fn half_typed_questions() {
    let answer = "questions[].answer value <ch> \"ch\"";
    for (broken, expected) in [
        (
            "  - question\n    answer: ch$\n    topics:\n      - 'Core'",
            answer,
        ),
        (
            "  - question: \"open\n    answer: ch$\n    topics:\n      - 'Core'",
            answer,
        ),
        (
            "  - question: 'open\n    answer: ch$\n    topics:\n      - 'Core'",
            answer,
        ),
        (
            "  - question: x\n\tanswer: ch$\n    topics:\n      - 'Core'",
            answer,
        ),
        (
            "  - question: x\n    answer: a: ch$\n    topics:\n      - 'Core'",
            "questions[].answer value <a: ch> \"a: ch\"",
        ),
        (
            "  - question: x\n    answer: @ch$\n    topics:\n      - 'Core'",
            "questions[].answer value <@ch> \"@ch\"",
        ),
        (
            "  - question: x\n    answer: `ch$\n    topics:\n      - 'Core'",
            "questions[].answer value <`ch> \"`ch\"",
        ),
        (
            "  - question: x\n     answer: ch$\n    topics:\n      - 'Core'",
            answer,
        ),
        (
            "  - question: x\n   answer: ch$\n    topics:\n      - 'Core'",
            answer,
        ),
        (
            " - question: x\n    answer: ch$\n    topics:\n      - 'Core'",
            answer,
        ),
        (
            "  - question: x\n    answer:ch$\n    topics:\n      - 'Core'",
            "questions[].answer value <ch> \"ch\" gap",
        ),
        (
            "  - question: x\n    answer: \"a.md\" ch$\n    topics:\n      - 'Core'",
            "questions[].answer value <\"a.md\" ch> \"a.md\"",
        ),
        (
            "  - question: x\n    answer: &ch$\n    topics:\n      - 'Core'",
            "questions[].answer value <&ch> \"&ch\"",
        ),
        (
            "  - question: x\n    answer: *ch$\n    topics:\n      - 'Core'",
            "questions[].answer value <*ch> \"*ch\"",
        ),
        (
            "  - question: x\n    answer: ch\n    topics: [$",
            "questions[].topics item flow <> \"\" beside ",
        ),
        (
            "  - question: x\n    answer: ch\n    topics: ['Co$",
            "questions[].topics item flow <'Co> \"Co\" beside ",
        ),
        (
            "  - question: x\n\ttopics: ['Co$\n    level: a",
            "questions[].topics item flow <'Co> \"Co\" beside ",
        ),
    ] {
        check(
            &format!(
                "order: 1\nquestions:\n  - question: a\n    answer: b\n{broken}\n  - question: c\n    answer: d"
            ),
            expected,
        );
    }
}

#[test]
fn the_question_around_a_place() {
    let text = "---\nquestions:\n  - question: a\n\n    topics:\n      - $\n  # c\n  - question: b\nending: x\n---\n";
    let cursor = text.find('$').unwrap() as u32;
    let text = text.replacen('$', "", 1);
    let item = found(&text, cursor).unwrap().1.unwrap();
    assert_eq!(
        item.span.slice(&text),
        "  - question: a\n\n    topics:\n      - \n  # c\n"
    );
    let next = neighbour(
        &text,
        yaml_at(&split(&text), cursor).unwrap(),
        item.span.start,
        item.column,
    )
    .unwrap();
    assert_eq!(next.slice(&text), "  - question: b\n");
}

/// Frontmatter that goes wrong anywhere: pieces of lines in any order.
pub(crate) fn mangled() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "questions:",
        "question: ",
        "answer: ",
        "topics:",
        "topics: [",
        "level: ",
        "seo:",
        "title: x",
        "ending: ",
        "date: ",
        "isNew: ",
        "- ",
        "-",
        "'",
        "\"",
        "[",
        "]",
        ",",
        "|",
        "# c",
        ":",
        "\t",
        "😀",
        "é",
        "x.md",
        "Core",
        "  ",
        "    ",
        "      ",
        "{",
        "}",
    ]);
    let line = prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat());
    let healthy = prop::sample::select(vec![
        "questions:",
        "  - question: a",
        "    answer: b.md",
        "    topics:",
        "      - 'Core'",
        "      - Beginner",
        "    topics: [a, 'b']",
        "- question: a",
        "  answer: |",
        "    text: x",
        "sitemap:",
        "  changefreq: daily",
        "",
        "  ",
        "    ",
        "      ",
    ]);
    let line = prop_oneof![line, healthy.prop_map(str::to_owned)];
    let line_break = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (
        prop::collection::vec(line, 0..12),
        line_break,
        any::<bool>(),
    )
        .prop_map(|(lines, line_break, closed)| {
            let closing = if closed { "---\nbody [x](\n" } else { "" };
            format!("---\nquestions:\n{}\n{closing}", lines.join("\n")).replace('\n', line_break)
        })
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn every_place_is_on_its_line(text in mangled()) {
        for cursor in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            let Some((found, question)) = found(&text, cursor as u32) else { continue };
            let span = match &found.expected {
                YamlExpected::Key(key) => key.span,
                YamlExpected::Value { written, .. } => written.span,
                YamlExpected::Item(item) => item.written.span,
                YamlExpected::NewItem { at, .. } => Span::at(*at),
                YamlExpected::Text => continue,
            };
            prop_assert!(span.touches(cursor as u32), "{span:?} {cursor} of {text:?}");
            prop_assert!(!span.slice(&text).contains(['\n', '\r']), "{span:?} {cursor} of {text:?}");
            prop_assert!(text.get(span.range()).is_some(), "{span:?} {cursor} of {text:?}");
            if let Some(item) = question {
                prop_assert!(item.span.touches(cursor as u32), "{item:?} {cursor} of {text:?}");
            }
        }
    }
}

/// In a text that is YAML the lines say the same as the parser.
#[test]
fn places_are_those_of_the_parser() {
    let text = include_str!("../../../../content/backend/backend.md");
    let facts = crate::shape::read(&crate::shape::Input::inferred("a.md", text), None);
    let group = facts.as_group().expect("a group");
    assert!(group.questions.len() > 10);
    let path =
        |at: u32| context(text, at).map_or_else(|| "none".into(), |context| show(&context.path));
    for entry in &group.head.map.entries {
        assert_eq!(path(entry.key.span.end), "/");
        if entry.value.as_scalar().is_some() {
            assert_eq!(path(entry.value.span().end), *entry.key.text);
        }
    }
    for placed in &group.questions {
        for entry in placed.question.entries() {
            let at = |span: Span| span.shift(placed.start);
            assert_eq!(path(at(entry.key.span).end), "questions[]");
            let own = format!("questions[].{}", entry.key.text);
            let list = entry
                .value
                .as_list()
                .map(|list| &list.items[..])
                .unwrap_or_default();
            let values = list.iter().chain(list.is_empty().then_some(&entry.value));
            for value in values {
                assert_eq!(path(at(value.span()).end), own);
            }
            let item = found(text, at(entry.key.span).end).and_then(|(_, question)| question);
            assert_eq!(item.map(|item| item.span), Some(placed.span()));
        }
    }
}
