//! Questions with anchors, aliases, merges or tags; the expectations are the results of js-yaml 4.

use crate::facts::Facts;
use crate::shape;
use crate::syntax::yaml::{self, Value};

/// The questions of a frontmatter: text, answer, topics and level of each; `!` and the error for a broken one.
fn questions(yaml: &str) -> Vec<String> {
    let facts = shape::read(
        &shape::Input::inferred("a.md", &format!("---\n{yaml}---\n")),
        None,
    );
    let Facts::Group(group) = &facts else {
        return vec!["no group".to_owned()];
    };
    let mut all: Vec<String> = (group.head.errors.iter())
        .map(|error| format!("! {}", error.message))
        .collect();
    for placed in &group.questions {
        let question = placed.question;
        let topics: Vec<_> = question
            .topics()
            .map(|topic| topic.text.to_owned())
            .collect();
        let text = |value: Option<Value<'_>>| value.map_or("-", |v| v.text).to_owned();
        all.push(match question.error() {
            Some(error) => format!("! {}", error.message),
            None => format!(
                "{} | {} | {} | {}",
                text(question.text()),
                text(question.answer().and_then(|answer| answer.scalar())),
                topics.join(", "),
                text(question.level()),
            ),
        });
    }
    all
}

#[track_caller]
fn check(yaml: &str, expected: &[&str]) {
    assert_eq!(questions(yaml), expected, "{yaml}");
    let crlf = yaml.replace('\n', "\r\n");
    assert_eq!(questions(&crlf), expected, "{crlf:?}");
}

const Q: &str = "  - question: Q?\n    answer: a.md\n    topics: ";

#[test]
fn an_alias_reads_as_its_anchors_value() {
    // In the same question, in a later one, and from the head to below the list.
    check(
        "base: &b base.md\nquestions:\n  - question: &q Why?\n    answer: *b\n    topics: &t [&d Data, Go]\n  - question: *q\n    answer: x.md\n    topics: *t\n  - question: Q\n    answer: y.md\n    topics:\n      - *d\n      - X\nending: *b\n",
        &[
            "Why? | base.md | Data, Go | -",
            "Why? | x.md | Data, Go | -",
            "Q | y.md | Data, X | -",
        ],
    );
    // A whole question, one with other questions' anchors, a key, and an anchor that is set again.
    check(
        "questions:\n  - &one\n    question: One?\n    answer: &a a.md\n  - *one\n  - {question: Two?, answer: *a}\n  - &k question: Three?\n    answer: &a b.md\n  - *k : Four?\n    answer: *a\n",
        &[
            "One? | a.md |  | -",
            "One? | a.md |  | -",
            "Two? | a.md |  | -",
            "Three? | b.md |  | -",
            "Four? | b.md |  | -",
        ],
    );
    // Lists in other forms than a block below `questions:`.
    check(
        "all: &all [{question: One?, answer: a.md}]\nquestions: *all\n",
        &["One? | a.md |  | -"],
    );
    check(
        "questions: &all\n  - question: One?\n    answer: &x a.md\n  - question: Two?\n    answer: *x\n",
        &["One? | a.md |  | -", "Two? | a.md |  | -"],
    );
    check(
        "questions: [{question: &q One?, answer: a.md}, {question: *q}]\n",
        &["One? | a.md |  | -", "One? | - |  | -"],
    );
}

#[test]
fn an_alias_needs_an_anchor_above_it() {
    let unknown =
        "! `*t` is an alias without an anchor `&t` above it; put the value in quotes if it is text";
    check(
        &format!("questions:\n{Q}*t\n{Q}&t [X]\n"),
        &[unknown, "Q? | a.md | X | -"],
    );
    check(&format!("questions:\n{Q}*t\n"), &[unknown]);
    // Not in block scalars, quotes or comments.
    check(
        "questions:\n  - question: '&t x'\n    answer: |\n      &t x\n    topics: [Core] # &t x\n  - question: A &t b\n    topics: *t\n",
        &["&t x | &t x\n | Core | -", unknown],
    );
}

#[test]
fn a_merge_brings_the_keys_that_are_not_there() {
    let base = "a: &a {answer: a.md, level: Hard}\nb: &b {answer: b.md, topics: [X]}\nquestions:\n";
    for merge in ["<<: *a", "<<: [*a]", "<<: {answer: a.md, level: Hard}"] {
        check(
            &format!("{base}  - question: Q?\n    {merge}\n"),
            &["Q? | a.md |  | Hard"],
        );
    }
    check(
        &format!(
            "{base}  - <<: [*a, *b]\n    question: Q?\n  - question: Q?\n    <<: *b\n    <<: *a\n"
        ),
        &["Q? | a.md | X | Hard", "Q? | b.md | X | Hard"],
    );
    // Its own keys take precedence, wherever they are.
    check(
        &format!("{base}  - answer: own.md\n    <<: *a\n  - {{<<: *a, answer: own.md}}\n"),
        &["- | own.md |  | Hard", "- | own.md |  | Hard"],
    );
    check(
        &format!("{base}  - question: Q?\n    '<<': *a\n  - <<: x\n"),
        &[
            "Q? | - |  | -",
            "! `<<` merges mappings only; name one, or a list of them",
        ],
    );
}

#[test]
fn a_tag_says_what_a_value_is() {
    check(
        "questions:\n  - question: !!str 12\n    answer: ! 1\n    topics: !!seq [!!str 3, ! true, !!int \"4\", !!str, X]\n    level: !!str Hard\n  - !!map\n    question: !!str\n    answer: !!null ~\n    topics: !!seq\n    level: !!int 3\n  - question: !<tag:yaml.org,2002:str> 7\n    topics: !!omap [a: b]\n    answer: !!str |\n      Text\n",
        &[
            "12 | 1 | 3, true, X | Hard",
            "- | - |  | -",
            "7 | Text\n |  | -",
        ],
    );
    for (value, tag) in [
        ("!x 1", "!x"),
        ("!!str [a]", "!!str"),
        ("!!int x", "!!int"),
        ("!!int 1.5", "!!int"),
        ("!!int", "!!int"),
        ("!!null ''", "!!null"),
        ("!!bool yes", "!!bool"),
        ("!!seq {a: 1}", "!!seq"),
        ("!!map x", "!!map"),
        ("!!timestamp x", "!!timestamp"),
        ("!!binary '!'", "!!binary"),
        ("!!unknown x", "!!unknown"),
    ] {
        let error = format!(
            "! `{tag}` is a tag that this value cannot have; put a value that starts with `!` in quotes"
        );
        check(
            &format!("questions:\n{Q}{value}\n{Q}[X]\n"),
            &[&error, "Q? | a.md | X | -"],
        );
    }
}

#[test]
fn aliases_of_aliases_have_a_limit() {
    let mut head = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        head += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    let found = questions(&format!("{head}questions:\n{Q}[X]\n"));
    let limit = "! the aliases expand to too much here; write out their values, or use fewer";
    assert_eq!(found, [limit, "Q? | a.md | X | -"]);
    // Many aliases of one list count as much as their expansion.
    let list = "&t [Databases, Networks, Systems, Languages]";
    let many = format!("{Q}*t\n").repeat(3000);
    let found = questions(&format!("questions:\n{Q}{list}\n{many}"));
    assert!(
        found
            .iter()
            .all(|line| line.starts_with("Q? | a.md | Databases, Net"))
    );
    // An alias within its own value ends there.
    check(
        "questions:\n  - question: Q?\n    topics: &t [X, *t]\n",
        &["Q? | - | X | -"],
    );
}

#[test]
fn a_value_right_behind_its_colon_between_brackets() {
    check(
        "questions:\n  - {question: Q?, topics:[X, Y], answer: a.md}\n  - {topics:[A], seo:{a:[1], b:{c: d}}, level: &l Hard}\n  - {level: *l, topics:[]}\n",
        &[
            "Q? | a.md | X, Y | -",
            "- | - | A | Hard",
            "- | - |  | Hard",
        ],
    );
    let text = "{a:[x], b: {c:{d: y}}, e: 'z'}\n";
    let root = yaml::parse(text, 7).unwrap().unwrap();
    let map = root.as_map().unwrap();
    let spans: Vec<_> = map
        .entries
        .iter()
        .map(|e| {
            let span = e.value.span();
            &text[span.start as usize - 7..span.end as usize - 7]
        })
        .collect();
    assert_eq!(spans, ["[x]", "{c:{d: y}}", "'z'"]);
}

#[test]
fn a_text_between_brackets_stays_to_the_right_of_its_list() {
    let short =
        "! this text continues further left than its list; indent it, or put it on one line";
    for (yaml, expected) in [
        (
            "    topics: [One\n      two, X]\n",
            "Q? | - | One two, X | -",
        ),
        ("    topics: [One,\n  X]\n", "Q? | - | One, X | -"),
        ("    topics: ['One\n  two', X]\n", "Q? | - | One two, X | -"),
        ("    topics: [One\n    two, X]\n", short),
        ("    topics: [One\n  two]\n", short),
        ("    topics: [\n      One,\n      Two\n three]\n", short),
    ] {
        check(
            &format!("questions:\n  - question: Q?\n{yaml}"),
            &[expected],
        );
    }
}

#[test]
fn a_space_that_is_none_to_yaml() {
    for (space, code) in [
        ('\u{a0}', "00A0"),
        ('\u{2003}', "2003"),
        ('\u{3000}', "3000"),
        ('\u{205f}', "205F"),
    ] {
        let error = format!(
            "! YAML does not treat U+{code} as a space; write an ordinary space, or nothing"
        );
        for opening in [
            format!("questions:{space}"),
            format!("questions: {space} # all"),
        ] {
            check(
                &format!("{opening}\n{Q}[X]\n"),
                &[&error, "Q? | a.md | X | -"],
            );
        }
        check(
            &format!("questions: # a{space}b\n{Q}[X]\n"),
            &["Q? | a.md | X | -"],
        );
        let yaml =
            format!("questions:\n  - question: x\n  - question:{space}Q?\n    answer: a.md\n");
        assert!(
            questions(&yaml).iter().any(|line| line.starts_with('!')),
            "{yaml}"
        );
    }
}

/// Whether a group with this frontmatter, fences included, has an error.
fn is_refused(text: &str) -> bool {
    let facts = shape::read(&shape::Input::inferred("a.md", text), None);
    let of_head = facts.head().is_some_and(|head| !head.errors.is_empty());
    let mut questions = facts
        .as_group()
        .into_iter()
        .flat_map(|g| g.questions.iter());
    of_head || questions.any(|placed| placed.question.error().is_some())
}

#[track_caller]
fn check_refused(yaml: &str, refused: bool) {
    for yaml in [yaml.to_owned(), yaml.replace('\n', "\r\n")] {
        assert_eq!(
            is_refused(&format!("---\n{yaml}---\n")),
            refused,
            "{yaml:?}"
        );
    }
}

#[test]
fn a_value_needs_a_key() {
    for (yaml, refused) in [
        (": x\nquestions:\n  - question: Q\n", true),
        ("questions:\n  - : x\n", true),
        ("questions:\n  - question: Q\n    : x\n", true),
        ("questions:\n  - question: Q\n    seo:\n      : x\n", true),
        ("questions:\n  - question: Q\n:    x\n", true),
        ("questions:\n  - question: Q\n    ? x\n", false),
        ("questions:\n  - ? question\n    : Q\n", false),
        ("questions:\n  - question: Q\n    ?\n    : x\n", false),
        ("questions:\n  - {question: Q, : x}\n", false),
    ] {
        check_refused(yaml, refused);
    }
}

#[test]
fn a_tab_is_no_indentation() {
    for (yaml, refused) in [
        ("\ttitle: x\nquestions:\n  - question: Q\n", true),
        ("\tquestions: [{question: Q}]\n", true),
        ("seo:\n \ttitle: x\nquestions:\n  - question: Q\n", true),
        ("questions:\n  -\tquestion: Q\n", true),
        ("questions:\n  - \tquestion: Q\n    answer: x\n", true),
        (
            "questions:\n  - question: Q\n    seo:\n     \ttitle: x\n",
            true,
        ),
        (
            "questions:\n  - question: Q\n    topics:\n     \t- x\n",
            true,
        ),
        (
            "questions:\n  - question: Q\n    topics:\n    -\t- x\n",
            true,
        ),
        (
            "title:\tx\nquestions:\n  - question:\tQ\n    topics:\n    -\tX\n",
            false,
        ),
        (
            "questions:\n  - question: Q\n    topics: [X,\n     \tY]\n",
            false,
        ),
        (
            "questions:\n  - question: Q\n    answer: |\n      a\n      \tb\n",
            false,
        ),
    ] {
        check_refused(yaml, refused);
    }
}

#[test]
fn the_head_and_questions_are_one_mapping() {
    for (head, refused) in [
        ("  title: x\n", true),
        ("\n # note\n title: x\n order: 1\n", true),
        ("  seo:\n    title: x\n", true),
        ("{title: x}\n", true),
        ("- title\n", true),
        (" - seo:\n  title: x\n", true),
        ("  # note\ntitle: x\n", false),
        ("&a title: x\n", false),
        ("seo:\n  title: x\n", false),
    ] {
        check_refused(&format!("{head}questions:\n  - question: Q\n"), refused);
    }
    check_refused("  title: x\n  questions:\n  - question: Q\n", false);
}

#[test]
fn a_key_between_brackets_is_on_one_line_with_its_colon() {
    for (item, refused) in [
        ("{question: Q, ans\n    wer: a.md}", true),
        ("{question: Q, answer\n    : a.md}", true),
        ("{question: Q, 'ans\n    wer': a.md}", true),
        ("{question: Q, topics: [a\n    b: c]}", true),
        ("{question: Q, ? answer\n    : a.md}", false),
        ("{question: Q, answer:\n    a.md}", false),
        ("{question: Q, note\n    text}", false),
    ] {
        check_refused(&format!("questions:\n  - {item}\n"), refused);
    }
}

/// White space and line breaks that are neither to YAML.
const NON_YAML_SPACES: &[char] = &[
    '\u{a0}', '\u{1680}', '\u{2003}', '\u{2009}', '\u{202f}', '\u{205f}', '\u{3000}', '\u{85}',
    '\u{2028}', '\u{2029}',
];

#[test]
fn a_fence_with_a_non_yaml_space_is_no_silent_one() {
    let yaml = "questions:\n  - question: Q\n    answer: x\n";
    for space in NON_YAML_SPACES {
        for text in [
            format!("---{space}\n{yaml}---\n"),
            format!("--- {space}\n{yaml}---\n"),
            format!("---\n{yaml}---{space}\n"),
            format!("---\n{yaml}---\t{space}"),
            format!("{space}\n---\n{yaml}---\n"),
            format!("---{space}\nname: Sam\n---\n"),
            format!("---\nquestions: []\n---{space}\n"),
        ] {
            assert!(is_refused(&text), "{text:?}");
        }
        let below = format!("---\n{yaml}---\n\n{space}\nText{space}\n");
        assert!(!is_refused(&below), "{below:?}");
    }
    assert!(!is_refused(&format!("\n \t\n--- \t\n{yaml}---\t \n")));
}

#[test]
fn a_non_yaml_space_where_form_is_expected() {
    for space in NON_YAML_SPACES {
        for broken in [
            // After the hyphen of a later question, around colons, and in the indentation.
            "  - question: A\n  -^question: Q\n",
            "  - question: A\n    answer:^a.md\n",
            "  - question: A\n^   answer: a.md\n",
            "  - question: A\n ^  answer: a.md\n",
            "  - question: A\n    answer: 'a.md'^\n",
            "  - question: A\n    topics: [X]^\n",
            "  - question: A\n    answer: |^\n      Text\n",
            "  - question: A\n^\n    answer: a.md\n",
            "  - question: A\n^\n  - question: B\n",
            "  - question: A\n^ # note\n  - question: B\n",
        ] {
            let yaml = format!("questions:\n{}", broken.replace('^', &space.to_string()));
            check_refused(&yaml, true);
        }
        let text = format!("questions:\n  - question: A{space}b\n    answer: |\n      a{space}\n");
        check_refused(&text, false);
    }
}

#[track_caller]
fn check_suppressions(yaml: &str, allowed: &[&str]) {
    let text = format!("---\n{yaml}---\n");
    let facts = shape::read(&shape::Input::inferred("a.md", &text), None);
    let allows = &facts.head().unwrap().suppressions;
    let lines: Vec<_> = allows.iter().map(|a| a.span.slice(&text)).collect();
    assert_eq!(lines, allowed, "{yaml}");
}

#[test]
fn a_comment_in_the_head_allows_in_the_line_below() {
    let item = "  - question: Q?\n";
    let above = "# qmark: allow(x)\n";
    check_suppressions(&format!("{above}a: 1\nquestions:\n{item}"), &["a: 1"]);
    check_suppressions(&format!("a: 1\n{above}questions:\n{item}"), &["questions:"]);
    check_suppressions(
        &format!("questions: # qmark: allow(x)\n{item}"),
        &["questions: # qmark: allow(x)"],
    );
    check_suppressions(&format!("questions:\n{item}{above}b: 1\n"), &["b: 1"]);
    // This comment belongs to the question.
    check_suppressions(&format!("questions:\n{above}{item}"), &[]);
}
