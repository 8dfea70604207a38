//! Fixes of YAML that does not parse.

use crate::lint::fixes::tests::{check, made, titles};

#[track_caller]
fn yaml(title: &str, before: &str, after: &str) {
    for line_break in ["\n", "␍\n"] {
        let bank = |yaml: &str| {
            let text = format!("---\n{yaml}---\n").replace('\n', line_break);
            format!("//- /a/a.md\n{text}")
        };
        check("invalid-yaml", title, &bank(before), &bank(after));
    }
}

#[test]
fn a_text_in_quotes() {
    let title = "Put the text in quotes";
    yaml(
        title,
        "questions:\n  - question: Channels: what's 😀?\n    answer: A.\n",
        "questions:\n  - question: 'Channels: what''s 😀?'\n    answer: A.\n",
    );
    yaml(
        title,
        "questions:\n  - question: `x` is?\n    topics:\n      - x\n",
        "questions:\n  - question: '`x` is?'\n    topics:\n      - x\n",
    );
    yaml(
        title,
        "questions:\n  - topics:\n      - @types\n    question: Q?\n",
        "questions:\n  - topics:\n      - '@types'\n    question: Q?\n",
    );
    yaml(
        title,
        "title: Go: questions\norder: 1\nquestions: \n  - question: Q?\n",
        "title: 'Go: questions'\norder: 1\nquestions: \n  - question: Q?\n",
    );
    yaml(
        "Put the texts in quotes",
        "questions:\n  - question: A: b\n    answer: C: d\n",
        "questions:\n  - question: 'A: b'\n    answer: 'C: d'\n",
    );
}

#[test]
fn a_quote_that_is_open() {
    yaml(
        "Close the quote",
        "questions:\n  - question: 'Why?\n    answer: A.\n",
        "questions:\n  - question: 'Why?'\n    answer: A.\n",
    );
}

#[test]
fn tabs() {
    yaml(
        "Replace the tabs of the indentation with spaces",
        "questions:\n  - question: Q?\n\t\tanswer: A.\n",
        "questions:\n  - question: Q?\n    answer: A.\n",
    );
}

#[test]
fn what_is_not_obvious_is_left() {
    let bank = "//- /a/a.md\n---\nquestions:\n  - question: Q?\n    topics: [x\n---\n";
    assert!(titles("invalid-yaml", bank).is_empty());
}

/// Checks that the value `before` of a question becomes `after`, and that this reads as `intended`.
#[track_caller]
fn value(before: &str, after: &str, intended: &str) {
    let text =
        |value: &str| format!("---\nquestions:\n  - question: {value}\n    answer: A.\n---\n");
    let bank = |value: &str| format!("//- /a/a.md\n{}", text(value));
    let offered = titles("invalid-yaml", &bank(before));
    let title = offered
        .first()
        .unwrap_or_else(|| panic!("no fix: {before}"));
    check("invalid-yaml", title, &bank(before), &bank(after));
    let facts = crate::shape::read(&crate::shape::Input::inferred("a.md", &text(after)), None);
    let questions = &facts.as_group().expect("a group").questions;
    let read = questions.get(0).and_then(|it| it.question.text());
    assert_eq!(read.map(|it| it.text), Some(intended), "{after}");
}

#[test]
fn an_apostrophe_within_single_quotes() {
    for (before, after, intended) in [
        ("'What's a one?'", "'What''s a one?'", "What's a one?"),
        (
            "'It's the users' map'",
            "'It''s the users'' map'",
            "It's the users' map",
        ),
        ("'It's ''so'' 😀'", "'It''s ''so'' 😀'", "It's 'so' 😀"),
        ("'It's \"x\"'", "'It''s \"x\"'", "It's \"x\""),
        (
            "'What's a one?' # note",
            "'What''s a one?' # note",
            "What's a one?",
        ),
        (
            "'What's a one?' # don't",
            "'What''s a one?' # don't",
            "What's a one?",
        ),
        (
            "'What's a # in C?'",
            "'What''s a # in C?'",
            "What's a # in C?",
        ),
        ("'What's a one?", "'What''s a one?'", "What's a one?"),
        (
            "'What's a one? # note",
            "'What''s a one?' # note",
            "What's a one?",
        ),
        ("'What's a # one", "'What''s a # one'", "What's a # one"),
        ("'Why? # note", "'Why?' # note", "Why?"),
    ] {
        value(before, after, intended);
    }
}

#[test]
fn a_text_that_starts_with_a_quoted_word() {
    for (before, after, intended) in [
        (
            "\"this\" in JS: why?",
            "'\"this\" in JS: why?'",
            "\"this\" in JS: why?",
        ),
        ("'this' in JS", "'''this'' in JS'", "'this' in JS"),
        (
            "\"let\" or \"var\"",
            "'\"let\" or \"var\"'",
            "\"let\" or \"var\"",
        ),
        (
            "'let' or 'var'?",
            "'''let'' or ''var''?'",
            "'let' or 'var'?",
        ),
        (
            "\"a\" and 'b' # note",
            "'\"a\" and ''b''' # note",
            "\"a\" and 'b'",
        ),
        (
            "\"a\", it's \"b\".",
            "'\"a\", it''s \"b\".'",
            "\"a\", it's \"b\".",
        ),
    ] {
        value(before, after, intended);
    }
}

#[test]
fn what_double_quotes_do_not_hold() {
    for (before, after, intended) in [
        (r#""\d+""#, r"'\d+'", r"\d+"),
        (r#""C:\new\dir""#, r"'C:\new\dir'", r"C:\new\dir"),
        (
            r#""It's \d or \"d\"?" # note"#,
            r#"'It''s \d or "d"?' # note"#,
            r#"It's \d or "d"?"#,
        ),
        (
            r#""Say "hi" now""#,
            r#""Say \"hi\" now""#,
            r#"Say "hi" now"#,
        ),
        (
            r#""Say "hi" \"you\" \u263a""#,
            r#""Say \"hi\" \"you\" ☺""#,
            "Say \"hi\" \"you\" ☺",
        ),
        (
            r#""It's "x"" # note"#,
            r#""It's \"x\"" # note"#,
            r#"It's "x""#,
        ),
    ] {
        value(before, after, intended);
    }
}

#[test]
fn what_starts_no_text_in_yaml() {
    for (before, after, intended) in [
        (
            "What's A: B? # note",
            "'What''s A: B?' # note",
            "What's A: B?",
        ),
        (
            "What's A: B?\t# note",
            "'What''s A: B?'\t# note",
            "What's A: B?",
        ),
        ("C#: why?", "'C#: why?'", "C#: why?"),
        ("Why:", "'Why:'", "Why:"),
        ("@x", "'@x'", "@x"),
        ("`code` is? # note", "'`code` is?' # note", "`code` is?"),
        ("%x", "'%x'", "%x"),
        ("[a] b", "'[a] b'", "[a] b"),
        (
            "[a](b.md): why? # note",
            "'[a](b.md): why?' # note",
            "[a](b.md): why?",
        ),
        ("{x} y", "'{x} y'", "{x} y"),
        ("*bold* q", "'*bold* q'", "*bold* q"),
        (
            "**Why** is it so?",
            "'**Why** is it so?'",
            "**Why** is it so?",
        ),
        ("*all*", "'*all*'", "*all*"),
        ("!important: why?", "'!important: why?'", "!important: why?"),
        ("!important", "'!important'", "!important"),
        ("- x", "'- x'", "- x"),
        ("? x", "'? x'", "? x"),
        ("> a", "'> a'", "> a"),
        ("| a: b # note", "'| a: b' # note", "| a: b"),
        (", a", "', a'", ", a"),
        ("& x", "'& x'", "& x"),
        ("It's a: \"b\"", "'It''s a: \"b\"'", "It's a: \"b\""),
        (
            "A: b\n      and it's c",
            "'A: b\n      and it''s c'",
            "A: b and it's c",
        ),
    ] {
        value(before, after, intended);
    }
}

#[test]
fn tabs_wherever_lines_are_indented_with_them() {
    let title = "Replace the tabs of the indentation with spaces";
    for (before, after) in [
        (
            "questions:\n\t- question: Q?\n\t  answer: A.\n\t- question: R?\n\t  topics:\n\t\t- x\n",
            "questions:\n  - question: Q?\n    answer: A.\n  - question: R?\n    topics:\n    - x\n",
        ),
        (
            "questions:\n- question: Q?\n-\tquestion: R?\n\tanswer: A.\n",
            "questions:\n- question: Q?\n- question: R?\n  answer: A.\n",
        ),
        (
            "seo:\n\ttitle: x\n\tkeywords:\n\t\t- y\nquestions:\n  - question: Q?\n",
            "seo:\n  title: x\n  keywords:\n    - y\nquestions:\n  - question: Q?\n",
        ),
        (
            "questions:\n    - question: Q?\n\t  answer: A.\n",
            "questions:\n    - question: Q?\n      answer: A.\n",
        ),
        (
            "questions:\n  - question: Q?\n    topics:\n\t- x\n",
            "questions:\n  - question: Q?\n    topics:\n    - x\n",
        ),
        (
            "questions:\n  - question: Q?\n\t\tanswer: |\n\t\t\tA:\n\n\t\t\t\tcode\n",
            "questions:\n  - question: Q?\n    answer: |\n      A:\n\n      \tcode\n",
        ),
        (
            "questions:\n  - answer: |\n      a\n      \tb\n\t\tquestion: Q?\n",
            "questions:\n  - answer: |\n      a\n      \tb\n    question: Q?\n",
        ),
    ] {
        yaml(title, before, after);
    }
}

#[test]
fn a_page_that_is_no_group() {
    check(
        "invalid-yaml",
        "Put the text in quotes",
        "//- /a/sam.md\n---\nname: Sam: the author\n---\n",
        "//- /a/sam.md\n---\nname: 'Sam: the author'\n---\n",
    );
}

#[test]
fn what_other_places_depend_on_is_no_text() {
    for items in [
        "  - question: &q Q?\n    answer: b: c: d\n    topics: *t\n",
        "  - question: Q?\n    topics: *t\n",
        "  - question: Q?\n    topics: [a] b\n",
        "  - question: Q?\n    topics: &t\n      - *u\n    level: *u\n",
        "  - question: !!str Q?\n    topics: [x\n",
    ] {
        let bank = format!("//- /a/a.md\n---\nquestions:\n{items}---\n");
        for title in titles("invalid-yaml", &bank) {
            let after = made("invalid-yaml", &title, &bank);
            for kept in ["&q Q?", "*t", "*u", "&t\n", "!!str Q?", "[a] b"] {
                assert!(!after.contains(&format!("'{kept}")), "{after}");
            }
        }
    }
}
