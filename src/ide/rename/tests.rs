//! Banks before and after something in them got another name.

use std::sync::Arc;

use super::{prepare, rename};
use crate::bank::BankPath;
use crate::edit::Planned;
use crate::fixture::Fixture;

fn planned(fixture: &Fixture, new: &str) -> Planned {
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let (path, offset) = fixture.at();
    rename(&fixture.bank, &source, path, offset, new)
}

/// The symbol at `$0` of the bank is `name`; after it is renamed to `new`, the bank is `after`.
#[track_caller]
fn check(name: &str, new: &str, before: &str, after: &str) {
    check_in(&Fixture::with_people(before), name, new, after);
    let crlf = |source: &str| {
        let line = |line: &str| match line {
            file if file.starts_with("//- ") => format!("{file}\n"),
            line => format!("{line}␍\n"),
        };
        source.trim_start().lines().map(line).collect::<String>()
    };
    check_in(
        &Fixture::with_people(&crlf(before)),
        name,
        new,
        &crlf(after),
    );
}

#[track_caller]
fn check_in(fixture: &Fixture, name: &str, new: &str, after: &str) {
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let (path, offset) = fixture.at();
    let found = prepare(&fixture.bank, &source, path, offset).expect("a name");
    assert_eq!(found.value, name);
    assert!(
        found.span.touches(offset) || found.span.is_empty(),
        "{found:?}"
    );
    fixture.becomes(&planned(fixture, new).expect("a change"), after);
}

/// The symbol at `$0` cannot be renamed to `new`.
#[track_caller]
fn refused(new: &str, before: &str, reason: &str) {
    refused_in(&Fixture::with_people(before), new, reason);
}

#[track_caller]
fn refused_in(fixture: &Fixture, new: &str, reason: &str) {
    let refusal = planned(fixture, new).expect_err("a refusal");
    assert_eq!(refusal.0, reason);
}

mod documents;

const TOPICS: &str = "\
//- /sql/sql.md
---
questions:
  - question: 'Date Type'
    topics: [$0Date Type, \"Date Type\", 'C']
  - topics: # 😀 first
      - 'Date Type' # why
      - Date Types
  - {topics: ['Date Type']}
---
Date Type
//- /js/js.md
---
questions: [{topics: [\"Date Type\", Core], level: Date Type}]
---
";

#[test]
fn a_topic_changes_in_every_group_and_keeps_its_quotes() {
    check(
        "Date Type",
        "Dates, Times",
        TOPICS,
        "\
//- /sql/sql.md
---
questions:
  - question: 'Date Type'
    topics: ['Dates, Times', \"Dates, Times\", 'C']
  - topics: # 😀 first
      - 'Dates, Times' # why
      - Date Types
  - {topics: ['Dates, Times']}
---
Date Type
//- /js/js.md
---
questions: [{topics: [\"Dates, Times\", Core], level: Date Type}]
---
",
    );
}

#[test]
fn a_topic_may_take_the_name_of_another() {
    check(
        "Date Type",
        "Data Type",
        "\
//- /sql/sql.md
---
questions:
  - topics: [Data Type]
  - topics: [Beginner, '$0Date Type']
  - topics: [Date Type, 'Data Type', Date Type]
  - topics: [Data Type, Core, Date Type, Date Type]
  - topics:
      - Date Type
      - Data Type # this
      - Core
  - topics:
      - Data Type
      - Date Type # why
---
",
        "\
//- /sql/sql.md
---
questions:
  - topics: [Data Type]
  - topics: [Beginner, 'Data Type']
  - topics: ['Data Type']
  - topics: [Data Type, Core]
  - topics:
      - Data Type # this
      - Core
  - topics:
      - Data Type
      - Data Type # why
---
",
    );
}

#[test]
fn a_topic_of_broken_questions_changes_too() {
    check(
        "Core",
        "Basics",
        "\
//- /go/go.md
---
questions:
  - question: 'open
    topics: [Core, 'Core', C
  - question: 😀 @
    topics:
      - \"Core\"
      - [
  - question: a: b
    topics: [Co$0re]
---
",
        "\
//- /go/go.md
---
questions:
  - question: 'open
    topics: [Basics, 'Basics', C
  - question: 😀 @
    topics:
      - \"Basics\"
      - [
  - question: a: b
    topics: [Basics]
---
",
    );
}

#[test]
fn a_closed_list_of_topics_changes_along() {
    let before = "\
topics:
  - Core # the first
  - 'Date Type'
levels: [Easy]
//- /go/go.md
---
questions:
  - topics: [$0Date Type]
---
";
    let after = before.replace("$0", "").replace("Date Type", "Data Type");
    check_in(&Fixture::new(before), "Date Type", "Data Type", &after);
    let merged = "\
topics:
  - Core # the first
levels: [Easy]
//- /go/go.md
---
questions:
  - topics: [Core]
---
";
    check_in(&Fixture::new(before), "Date Type", "Core", merged);
    let unknown = before.replace("'Date Type'", "Other");
    check_in(
        &Fixture::new(&unknown),
        "Date Type",
        "Other",
        &unknown.replace("$0Date Type", "Other"),
    );
}

#[test]
fn a_closed_list_in_the_editors_settings_stays() {
    let config = crate::bank::Config {
        topics: Some(vec!["Core".into(), "Go".into()]),
        ..Default::default()
    };
    let before = "//- /go/go.md\n---\nquestions:\n  - topics: [$0Go]\n---\n";
    let fixture = Fixture::with_config(before, config);
    refused_in(
        &fixture,
        "Golang",
        "the editor's setting `qmark.topics` does not list `Golang`; add it there first",
    );
    check_in(&fixture, "Go", "Core", &before.replace("$0Go", "Core"));
}

#[test]
fn topics_that_are_no_topics_afterwards_are_refused() {
    refused(
        "Beginner",
        TOPICS,
        "`Beginner` is a level; renaming would make it the level of 5 questions",
    );
    refused("  ", TOPICS, "a name cannot be empty");
    refused("a\nb", TOPICS, "a name must be a single line");
}

#[test]
fn a_level_takes_another_word_of_the_same_level() {
    check(
        "easy",
        "Beginner",
        "\
//- /go/go.md
---
questions:
  - topics: [Core, '$0easy']
  - topics: [Easy, Beginner]
  - level: \"Easy\"
  - level: Hard
---
//- /js/js.md
---
questions:
  - level: Easy
  - topics: [Freshers]
---
",
        "\
//- /go/go.md
---
questions:
  - topics: [Core, 'Beginner']
  - topics: [Beginner]
  - level: \"Beginner\"
  - level: Hard
---
//- /js/js.md
---
questions:
  - level: Beginner
  - topics: [Freshers]
---
",
    );
}

#[test]
fn a_level_of_the_banks_own_changes_in_its_definition() {
    let bank = |first: &str, second: &str, synonym: &str, uses: &str| {
        format!(
            "levels:\n  - {first} # one\n  - name: '{second}'\n    synonyms: [Deep, \"{synonym}\"]\n//- /go/go.md\n---\nquestions:\n{uses}---\n"
        )
    };
    let uses = |a: &str, b: &str, c: &str, at: usize| {
        let mark = |n| if n == at { "$0" } else { "" };
        format!(
            "  - level: {}{a}\n  - topics: [{}{b}, Core]\n  - level: {}{c}\n",
            mark(1),
            mark(2),
            mark(3)
        )
    };
    check_in(
        &Fixture::new(&bank(
            "Plain",
            "Odd",
            "Far",
            &uses("Plain", "Odd", "Far", 1),
        )),
        "Plain",
        "Simple: yes",
        &bank(
            "'Simple: yes'",
            "Odd",
            "Far",
            &uses("'Simple: yes'", "Odd", "Far", 0),
        ),
    );
    check_in(
        &Fixture::new(&bank(
            "Plain",
            "Odd",
            "Far",
            &uses("Plain", "odd", "Far", 2),
        )),
        "odd",
        "Strange",
        &bank(
            "Plain",
            "Strange",
            "Far",
            &uses("Plain", "Strange", "Far", 0),
        ),
    );
    check_in(
        &Fixture::new(&bank(
            "Plain",
            "Odd",
            "Far",
            &uses("Plain", "Odd", "Far", 3),
        )),
        "Far",
        "Very Far",
        &bank(
            "Plain",
            "Odd",
            "Very Far",
            &uses("Plain", "Odd", "Very Far", 0),
        ),
    );
    refused_in(
        &Fixture::new(&bank(
            "Plain",
            "Odd",
            "Far",
            &uses("Plain", "Odd", "Far", 1),
        )),
        "Core",
        "`Core` is already used as a topic by 1 question; renaming would turn it into their level",
    );
}

#[test]
fn a_level_keeps_its_meaning() {
    let bank = "//- /go/go.md\n---\nquestions:\n  - level: $0Easy\n  - topics: [Core]\n---\n";
    refused(
        "Hard",
        bank,
        "`Hard` already names the level `Advanced`; renaming would change questions of the level `Beginner` to it",
    );
    refused(
        "Simple",
        bank,
        "`Simple` is not a level, and questions would lose theirs; add it to `levels` in qmark.yaml first",
    );
}

#[test]
fn a_word_that_is_no_level_may_become_one() {
    let bank = "//- /go/go.md\n---\nquestions:\n  - level: '$0Begginer'\n  - {level: Begginer, topics: [Begginer]}\n---\n";
    check(
        "Begginer",
        "Beginner",
        bank,
        "//- /go/go.md\n---\nquestions:\n  - level: 'Beginner'\n  - {level: Beginner, topics: [Begginer]}\n---\n",
    );
}

/// A bank whose answer `a.md` is cited from everywhere; `<1>` to `<9>` are the places to rename it from.
const CITED: &str = "\
//- /go/go.md
---
questions:
  - question: One?
    answer: <1>a.md
  - question: 'Two 😀?'
    answer: '<2>a.md' # why
  - {question: Three?, answer: <3>a.md}
  - question: Four?
    answer: |-
      <4>a.md
    topics: [x]
  - question: Five?
    answer: |
      😀 See
      [a.md](<5>content/a.md).
  - answer: b.md
ending: \"<6>a.md\"
---
[a.md](<7>content/a.md#x) [b](content/b.md)
//- /go/content/a.md
<8># A
[self](#a) [b](b.md) [self](a.md)
//- /go/content/b.md
![a.md](<./<9>a.md?raw#x> \"a.md\") [not](a.mdx) [one][ref] [ref]

[ref]: a.md
//- /js/js.md
---
questions:
  - answer: ../../go/content/a.md
  - answer: a.md
---
[far](../go/content/a.md)
//- /js/content/a.md
Another.
";

fn marked(at: &str) -> String {
    let text = CITED.replace(&format!("<{at}>"), "$0");
    (1..=9).fold(text, |text, n| text.replace(&format!("<{n}>"), ""))
}

#[test]
fn an_answer_file_moves_with_all_that_leads_to_it() {
    for at in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] {
        check(
            "a.md",
            "new & (b)",
            &marked(at),
            "\
//- /go/go.md
---
questions:
  - question: One?
    answer: new & (b).md
  - question: 'Two 😀?'
    answer: 'new & (b).md' # why
  - {question: Three?, answer: new & (b).md}
  - question: Four?
    answer: new & (b).md
    topics: [x]
  - question: Five?
    answer: |
      😀 See
      [a.md](content/new%20%26%20%28b%29.md).
  - answer: b.md
ending: \"new & (b).md\"
---
[a.md](content/new%20%26%20%28b%29.md#x) [b](content/b.md)
//- /go/content/new & (b).md
# A
[self](#a) [b](b.md) [self](new%20%26%20%28b%29.md)
//- /go/content/b.md
![a.md](<./new %26 (b).md?raw#x> \"a.md\") [not](a.mdx) [one][ref] [ref]

[ref]: new%20%26%20%28b%29.md
//- /js/js.md
---
questions:
  - answer: ../../go/content/new & (b).md
  - answer: a.md
---
[far](../go/content/new%20%26%20%28b%29.md)
//- /js/content/a.md
Another.
",
        );
    }
}

#[test]
fn names_that_need_quotes_get_them() {
    let bank = |plain: &str, single: &str, double: &str, link: &str| {
        format!(
            "//- /go/go.md\n---\nending: {plain}\nquestions:\n  - answer: {plain}\n  - answer: {single}\n  - {{answer: {double}}}\n---\n[a](content/{link})\n"
        )
    };
    let before = bank("a.md", "'a.md'", "\"a.md\"", "a.md").replacen("a.md", "$0a.md", 1)
        + "//- /go/content/a.md\nA\n";
    let written = "'- it''s, #1.md'";
    let after = bank(written, written, "\"- it's, #1.md\"", "-%20it's,%20%231.md")
        + "//- /go/content/- it's, #1.md\nA\n";
    check("a.md", "- it's, #1", &before, &after);
}

/// The part of the file that is the name at `$0`.
#[track_caller]
fn check_name(part: &str, item: &str) {
    let fixture = Fixture::with_people(&format!(
        "//- /go/go.md\n---\nquestions:\n{item}\n---\n[x](../go/content/a.md#b)\n//- /go/content/a.md\n# B\n"
    ));
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let (path, offset) = fixture.at();
    let found = prepare(&fixture.bank, &source, path, offset).expect("a name");
    assert_eq!(found.span.slice(fixture.text(path)), part);
    assert!(found.span.touches(offset));
}

#[test]
fn the_name_is_marked_without_quotes_where_the_cursor_is_on_it() {
    check_name("Co😀re", "  - topics: ['Co$0😀re']");
    check_name("'Co😀re'", "  - topics: [$0'Co😀re']");
    check_name("'Co😀re'", "  - topics: ['Co😀re'$0]");
    check_name("a.md", "  - answer: \"$0a.md\"");
    check_name("a.md", "  - answer: ../content/a.md$0");
    check_name("../content/a.md", "  - answer: ..$0/content/a.md");
    check_name("|-\n      a.md", "  - answer: $0|-\n      a.md");
    check_name("Hard", "  - level: $0Hard # so");
}

#[test]
fn a_name_that_no_file_can_have_is_refused() {
    let bank = marked("1");
    for (new, reason) in [
        ("", "a name cannot be empty"),
        ("b", "the file `go/content/b.md` already exists"),
        ("b.md", "the file `go/content/b.md` already exists"),
        (
            "B.md",
            "`B.md` differs from `b.md` only in case, and some systems treat both as one file",
        ),
        (
            "sub/c.md",
            "`sub/c.md` contains `/`; to move the file, use the file tree",
        ),
        (
            "..\\c.md",
            "`..\\c.md` contains `\\`; to move the file, use the file tree",
        ),
        (
            "..",
            "`..` would be a hidden file, and a bank does not include hidden files",
        ),
        (
            ".md",
            "`.md` would be a hidden file, and a bank does not include hidden files",
        ),
        ("why?", "a file name cannot contain `?`"),
        ("CON.md", "`CON.md` is the name of a device on Windows"),
        ("lpt1", "`lpt1` is the name of a device on Windows"),
        (
            "c.MD",
            "`c.MD` does not end in `.md`, so references to it would break",
        ),
        (
            "c.mdx",
            "`c.mdx` does not end in `.md`, so references to it would break",
        ),
        ("c\u{7}", "a name must be a single line"),
        (
            &"x".repeat(253),
            "a file name of more than 255 bytes is too long",
        ),
    ] {
        refused(new, &bank, reason);
    }
}

#[test]
fn the_extension_may_be_left_off() {
    let before =
        "//- /go/go.md\n---\nquestions:\n  - answer: $0a.md\n---\n//- /go/content/a.md\nA\n";
    let after = |name: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n  - answer: {name}\n---\n//- /go/content/{name}\nA\n"
        )
    };
    check("a.md", "node.js", before, &after("node.js.md"));
    check("a.md", "node.js.md", before, &after("node.js.md"));
    check("a.md", " A.md ", before, &after("A.md"));
}

#[test]
fn a_missing_file_is_renamed_where_it_is_cited() {
    let bank = "//- /go/go.md\n---\nquestions:\n  - answer: $0a.md\n  - answer: a.md\n---\n[a](content/a.md)\n//- /go/content/b.md\nB\n";
    check(
        "a.md",
        "c",
        bank,
        "//- /go/go.md\n---\nquestions:\n  - answer: c.md\n  - answer: c.md\n---\n[a](content/c.md)\n//- /go/content/b.md\nB\n",
    );
    refused("b", bank, "the file `go/content/b.md` already exists");
}

#[test]
fn a_file_that_is_named_in_another_case() {
    let bank = "//- /go/go.md\n---\nquestions:\n  - answer: $0A.md\n  - answer: a.md\n---\n//- /go/content/a.md\nA\n";
    check(
        "A.md",
        "b",
        bank,
        "//- /go/go.md\n---\nquestions:\n  - answer: b.md\n  - answer: b.md\n---\n//- /go/content/b.md\nA\n",
    );
}

#[test]
fn a_broken_question_keeps_what_is_broken() {
    check(
        "a.md",
        "b",
        "//- /go/go.md\n---\nquestions:\n  - question: 'open\n    answer: 'a.md$0\n    topics: [\n  - answer: a.md\n---\n//- /go/content/a.md\nA\n",
        "//- /go/go.md\n---\nquestions:\n  - question: 'open\n    answer: 'b.md\n    topics: [\n  - answer: b.md\n---\n//- /go/content/b.md\nA\n",
    );
}

/// A group with one good and one broken question.
fn beside(broken: &str) -> String {
    format!(
        "//- /go/go.md\n---\nquestions:\n  - question: One?\n    answer: a.md\n    topics: [$0Data]\n  - question: a: b\n    {broken}\n---\n//- /go/content/a.md\nA\n"
    )
}

#[test]
fn a_topic_in_a_broken_question() {
    for (broken, after) in [
        (
            "topics: ['Data, big', Data]",
            "topics: ['Data, big', Facts]",
        ),
        (
            "topics: &t [Beginner, Data] # Data",
            "topics: &t [Beginner, Facts] # Data",
        ),
        (
            "topics:\n      - &d Data\n      - !!str 'Data'",
            "topics:\n      - &d Facts\n      - !!str 'Facts'",
        ),
        (
            "topics: [Beginner, # Data\n      Data,\n      x]",
            "topics: [Beginner, # Data\n      Facts,\n      x]",
        ),
        (
            "topics:\n      [ \"Data\",\n      Database]",
            "topics:\n      [ \"Facts\",\n      Database]",
        ),
        (
            "answer: |\n      topics: [Data]\n    topics: [x]",
            "answer: |\n      topics: [Data]\n    topics: [x]",
        ),
    ] {
        let bank = beside(after).replace("$0Data", "Facts");
        check("Data", "Facts", &beside(broken), &bank);
    }
}

#[test]
fn a_use_that_cannot_be_seen_is_named() {
    for (broken, line) in [
        ("topics: {a: Data}", 7),
        ("Topics: [x, Data]", 7),
        ("topics: [x,\n      - Data", 8),
        ("topics: [[Data]]", 7),
        ("topics: [\"Da\\\n      ta\"]", 6),
    ] {
        let reason = format!(
            "`go/go.md` line {line} may use `Data`, but contains invalid YAML; fix that first"
        );
        refused("Facts", &beside(broken), &reason);
    }
    check(
        "Data",
        "Facts",
        &beside("answer: About Data, and Data."),
        &beside("answer: About Data, and Data.").replace("$0Data", "Facts"),
    );
}

#[test]
fn a_file_that_a_broken_question_names() {
    let bank = |name: &str, broken: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n  - answer: $0{name}\n  - {broken}\n---\n//- /go/content/{name}\nA\n"
        )
    };
    for form in [
        "{question: Why: x, answer: NAME}",
        "{question: Why: x, topics: [a, 'b, c'],\n     answer: NAME}",
        "question: Why: x\n    answer: &f NAME",
        "question: Why: x\n    answer: 'NAME' # c",
        "question: Why: x\n    answer: !!str \"NAME\" # c",
        "question: Why: x\n    ? answer\n    : NAME",
        "question: Why: x\n    \"answer\": NAME",
        "question: Why: x\n    answer:\n      NAME",
        "question: Why: x\n\tanswer: NAME",
        "question: Why: x\n  - answer: NAME",
    ] {
        let of = |name: &str| bank(name, &form.replace("NAME", name));
        check("a.md", "b", &of("a.md"), &of("b.md").replace("$0", ""));
    }
    for (form, line) in [
        ("question: Why: x\n    answer: >-\n      a.md", 6),
        ("question: Why: x\n    Answer: a.md", 5),
        ("question: Why: x\n    answer: [a.md]", 5),
        ("question: Why: x\n    answer: \"a.\\\n      md\"", 4),
    ] {
        refused(
            "b",
            &bank("a.md", form),
            &format!(
                "`go/go.md` line {line} refers to `a.md` in a form that cannot be updated to `b.md`"
            ),
        );
    }
}

#[test]
fn an_author_moves_with_the_groups() {
    let bank = |id: &str, at: &str| {
        let text = format!(
            "//- /go/go.md\n---\nauthorId: <a>{id}\nquestions:\n---\n[who](../authors/<b>{id}.md)\n//- /js/js.md\n---\nquestions:\nauthorId: '{id}'\nrelatedGuidesId: ada\n---\n//- /authors/{id}.md\n<c>---\nname: Ada\n---\n//- /authors/bob.md\nBob\n"
        );
        let text = text.replace(&format!("<{at}>"), "$0");
        ["<a>", "<b>", "<c>"]
            .iter()
            .fold(text, |text, mark| text.replace(mark, ""))
    };
    check("ada", "grace", &bank("ada", "a"), &bank("grace", ""));
    check("ada", "grace.md", &bank("ada", "a"), &bank("grace", ""));
    check("ada.md", "grace", &bank("ada", "b"), &bank("grace", ""));
    check("ada.md", "grace", &bank("ada", "c"), &bank("grace", ""));
    refused(
        "bob",
        &bank("ada", "a"),
        "the file `authors/bob.md` already exists",
    );
    let other = bank("ada", "a") + "//- /authors/old/eve.md\nEve\n";
    refused(
        "eve",
        &other,
        "`eve` is already an author: `authors/old/eve.md`",
    );
}

#[test]
fn an_id_without_a_file() {
    let bank = "//- /go/go.md\n---\nrelatedGuidesId: $0strat\nquestions:\n---\n//- /js/js.md\n---\nrelatedGuidesId: 'strat'\nauthorId: strat\nquestions:\n---\n//- /guides/start.md\nStart\n";
    check(
        "strat",
        "first",
        bank,
        "//- /go/go.md\n---\nrelatedGuidesId: first\nquestions:\n---\n//- /js/js.md\n---\nrelatedGuidesId: 'first'\nauthorId: strat\nquestions:\n---\n//- /guides/start.md\nStart\n",
    );
    refused(
        "start",
        bank,
        "`start` already exists as `guides/start.md`; to refer to it, edit the value instead",
    );
    refused_in(
        &Fixture::new(bank),
        "first",
        "the bank has no setting `guides`; set it in qmark.yaml first",
    );
}

#[test]
fn a_heading_and_the_links_to_it() {
    let bank = |new: &str, anchor: &str, at: &str| {
        let text = format!(
            "//- /go/content/a.md\nText\n\n<a>{new}\n---\n\n[here](#<b>{anchor}) [two](#two)\n\n## Two ##\n//- /go/go.md\n---\nquestions:\n  - answer: '[x](content/a.md#{anchor}) 😀'\n---\n[a](<content/a.md#<c>{anchor}>) [b](content/a.md#no) [c](content/a.md)\n"
        );
        let text = text.replace(&format!("<{at}>"), "$0");
        ["<a>", "<b>", "<c>"]
            .iter()
            .fold(text, |text, mark| text.replace(mark, ""))
    };
    for at in ["a", "b", "c"] {
        check(
            "One",
            "The `éa` *one*!",
            &bank("One", "one", at),
            &bank("The `éa` *one*!", "the-éa-one", ""),
        );
    }
    refused(
        "Two?",
        &bank("One", "one", "a"),
        "the file already has an anchor `#two`",
    );
    refused(
        "a\rb",
        &bank("One", "one", "a"),
        "a name must be a single line",
    );
    refused(
        "- One",
        &bank("One", "one", "a"),
        "`- One` cannot be the text of this heading",
    );
    refused(
        "???",
        &bank("One", "one", "a"),
        "a heading `???` has no anchor: it needs a letter or digit",
    );
}

#[test]
fn headings_of_one_text_are_numbered_again() {
    check(
        "Why",
        "How",
        "//- /a.md\n[1](#why) [2](#why-1) [3](#why-2)\n\n# $0Why\n\n# Why\n\n# Why\n//- /b.md\n[2](a.md#why-1)\n",
        "//- /a.md\n[1](#how) [2](#why) [3](#why-1)\n\n# How\n\n# Why\n\n# Why\n//- /b.md\n[2](a.md#why)\n",
    );
}

#[test]
fn the_text_of_a_question_of_a_group() {
    let group = |text: &str, flow: &str| {
        format!(
            "//- /go/why.md\n---\nquestions:\n  - question: {text} # asked\n    answer: why.md\n    level: Easy\n  - {{question: {flow}, answer: Yes}}\n---\n//- /go/content/why.md\n# Why?\n"
        )
    };
    check(
        "Why?",
        "Why: how?",
        &group("W$0hy?", "Who?"),
        &group("'Why: how?'", "Who?"),
    );
    check(
        "Who?",
        "Who, now?",
        &group("\"Why?\"", "W$0ho?"),
        &group("\"Why?\"", "'Who, now?'"),
    );
    // A group is not named after its only question.
    let alone =
        |text: &str| format!("//- /why/why.md\n---\nquestions:\n  - question: {text}\n---\n");
    check("Why?", "How?", &alone("W$0hy?"), &alone("How?"));
}

#[test]
fn what_has_no_name() {
    let group = |item: &str| {
        format!(
            "//- /go/go.md\n---\ntitle: x\nquestions:\n{item}---\n[x$0x](..) \n//- /go/content/a.md\nA\n"
        )
    };
    let only = |item: &str| group(item).replace("[x$0x]", "[xx]");
    for (bank, reason) in [
        (
            only("  - answer: Bec$0ause.\n"),
            "an inline answer cannot be renamed; only an answer file can",
        ),
        (
            only("  - ans$0wer: a.md\n"),
            "`answer` is a key; put the cursor on its value",
        ),
        (only("  - answer:$0  a.md\n"), "put the cursor on `a.md`"),
        (
            only("  - vide$0o: a.md\n"),
            "`video` is a key, which cannot be renamed",
        ),
        (
            group(""),
            "the text of a link cannot be renamed; put the cursor on its target",
        ),
        (
            only("").replace("(..)", "(.$0.)"),
            "the link points outside the bank",
        ),
        (
            only("").replace("(..)", "(content$0)"),
            "`go/content` is a folder; rename it in the file tree",
        ),
        (
            only("").replace("(..)", "(content/a.md#n$0o)"),
            "`go/content/a.md` has no heading `#no`",
        ),
        (
            only("").replace("title: x", "title: $0x"),
            "nothing here can be renamed",
        ),
        (
            only("").replace("(..)", "(../qm$0ark.yaml)") + "//- /qmark.yaml\n\n",
            "`qmark.yaml` must have this name",
        ),
    ] {
        refused("new", &bank, reason);
    }
}

#[test]
fn a_word_changes_from_the_banks_own_file() {
    let bank = |topic: &str, level: &str, uses: (&str, &str)| {
        format!(
            "# Ours.\ntopics: [{topic}, Core]\nlevels:\n  - name: Plain # one\n    synonyms: [{level}]\n//- /go/go.md\n---\nquestions:\n  - topics: [\"{}\", {}]\n---\n",
            uses.0, uses.1
        )
    };
    check_in(
        &Fixture::new(&bank("'$0Date Type'", "Easy", ("Date Type", "easy"))),
        "Date Type",
        "Data Type",
        &bank("'Data Type'", "Easy", ("Data Type", "easy")),
    );
    check_in(
        &Fixture::new(&bank("Rare$0", "Easy", ("Core", "easy"))),
        "Rare",
        "Seldom",
        &bank("Seldom", "Easy", ("Core", "easy")),
    );
    check_in(
        &Fixture::new(&bank("Rare", "Ea$0sy", ("Core", "easy"))),
        "Easy",
        "Simple",
        &bank("Rare", "Simple", ("Core", "Simple")),
    );
    refused_in(
        &Fixture::new(&bank("Rare", "Ea$0sy", ("Core", "easy"))),
        "Core",
        "`Core` is already used as a topic by 1 question; renaming would turn it into their level",
    );
    refused_in(
        &Fixture::new(&bank("Rare", "Easy", ("Core", "easy")).replace("# Ours", "# O$0urs")),
        "Core",
        "nothing here can be renamed",
    );
}

/// The confirmation before the symbol at `$0` is renamed to `new`; empty if no two names become one.
#[track_caller]
fn asks(new: &str, bank: &str, question: Option<&str>) {
    let fixture = Fixture::with_people(bank);
    let edit = planned(&fixture, new).expect("a change");
    assert_eq!(edit.confirm.as_deref(), question, "{bank}");
}

fn joins(new: &str, news: &str, old: &str, olds: &str) -> String {
    format!(
        "`{new}` already has {news}; the {olds} of `{old}` would merge with them, and this cannot be undone by another rename"
    )
}

#[test]
fn two_topics_become_one_only_if_the_author_agrees() {
    let bank = "\
//- /a.md
---
questions:
- topics: [$0Map]
- topics: [Map, Maps]
- topics: [maps]
---
//- /b.md
---
questions:
- topics: [\"Maps\"]
- topics: [Maps]
---
";
    let question = joins("Maps", "3 uses", "Map", "2 uses");
    asks("Maps", bank, Some(&question));
    asks("maps", bank, Some(&joins("maps", "1 use", "Map", "2 uses")));
    asks("MAP", bank, None);
    asks("Tables", bank, None);
    // A name that is only listed has no use.
    asks(
        "Tables",
        &format!("topics: [Map, Tables, Maps, maps]\n{bank}"),
        None,
    );
}

#[test]
fn two_words_for_a_level_become_one_only_if_the_author_agrees() {
    let bank = "//- /a.md\n---\nquestions:\n- topics: [$0Hard]\n- topics: [hard]\n- topics: [Expert]\n- level: Expert\n- level: Advanced\n---\n";
    asks(
        "Expert",
        bank,
        Some(&joins("Expert", "2 uses", "Hard", "2 uses")),
    );
    asks(
        "expert",
        bank,
        Some(&joins("expert", "2 uses", "Hard", "2 uses")),
    );
    asks(
        "Advanced",
        bank,
        Some(&joins("Advanced", "1 use", "Hard", "2 uses")),
    );
    asks("HARD", bank, None);
    asks("Experienced", bank, None);
    let bank =
        "//- /a.md\n---\nquestions:\n- level: $0Begginer\n- level: Beginner\n- level: Odd\n---\n";
    for (new, question) in [
        (
            "Beginner",
            Some(joins("Beginner", "1 use", "Begginer", "1 use")),
        ),
        ("Odd", Some(joins("Odd", "1 use", "Begginer", "1 use"))),
        ("Other", None),
    ] {
        asks(new, bank, question.as_deref());
    }
    // An emoji is one word, whether it is shown in colour or not.
    let bank = "levels: [Easy, ⭐]\n//- /a.md\n---\nquestions:\n- level: $0Odd\n- level: ⭐\n- level: ⭐\u{fe0f}\n---\n";
    let edit = planned(&Fixture::new(bank), "⭐").expect("a change");
    assert_eq!(edit.confirm, Some(joins("⭐", "2 uses", "Odd", "1 use")));
}

#[test]
fn names_without_a_file_become_one_only_if_the_author_agrees() {
    let bank =
        "//- /a.md\n---\nquestions:\n- answer: $0a.md\n- answer: b.md\n- answer: b.md\n---\n";
    let question = joins("b.md", "2 uses", "a.md", "1 use");
    asks("b.md", bank, Some(&question));
    asks("b", bank, Some(&question));
    asks("c.md", bank, None);
    asks(
        "b.md",
        &format!("{bank}//- /content/a.md\nA\n"),
        Some(&question),
    );
    asks("A.md", &format!("{bank}//- /content/a.md\nA\n"), None);
    let bank = "//- /a.md\n---\nauthorId: $0ann\nquestions:\n---\n//- /b.md\n---\nauthorId: ben\nquestions:\n---\n";
    asks("ben", bank, Some(&joins("ben", "1 use", "ann", "1 use")));
    asks("cid", bank, None);
}

#[test]
fn a_value_with_an_anchor_takes_its_aliases_along() {
    check(
        "Data",
        "Data Types",
        "//- /a/a.md
---
shared: &s [Data, Go]
questions:
  - question: One?
    topics: [&d $0Data, !!str Data, 'Data']
  - question: Two?
    topics:
      - *d
      - &e \"Data\"
  - question: Three?
    topics: &t [*d, *e]
  - question: Four?
    topics: *t
---
",
        "//- /a/a.md
---
shared: &s [Data, Go]
questions:
  - question: One?
    topics: [&d Data Types, !!str Data Types, 'Data Types']
  - question: Two?
    topics:
      - *d
      - &e \"Data Types\"
  - question: Three?
    topics: &t [*d, *e]
  - question: Four?
    topics: *t
---
",
    );
    // The anchor is in the head, or in a key of a merged mapping.
    for (value, key) in [
        ("&s [Data, Go]", "topics: *s"),
        ("&s {topics: ['Data']}", "<<: *s"),
    ] {
        let bank = |name: &str, at: &str| {
            let value = value.replace("Data", name);
            format!(
                "//- /a/a.md\n---\nshared: {value}\nquestions:\n  - topics: [{at}{name}]\n  - question: Q\n    {key}\n---\n"
            )
        };
        check("Data", "New", &bank("Data", "$0"), &bank("New", ""));
    }
    check(
        "one.md",
        "two.md",
        "//- /a/a.md
---
questions:
  - question: One?
    answer: &f $0one.md
  - question: Two?
    answer: *f
ending: *f
---
//- /a/content/one.md
Text.
",
        "//- /a/a.md
---
questions:
  - question: One?
    answer: &f two.md
  - question: Two?
    answer: *f
ending: *f
---
//- /a/content/two.md
Text.
",
    );
}

#[test]
fn nothing_else_changes_with_an_anchor() {
    let reason = |line: u32| {
        format!(
            "an anchor or alias at line {line} of `a/a.md` shares the value with something else; replace the alias with the value first"
        )
    };
    let question = |question: &str| {
        format!(
            "//- /a/a.md\n---\nquestions:\n  - question: One?\n    topics: [&d $0Data]\n  - {question}\n---\n"
        )
    };
    for other in ["question: *d", "{question: Q, answer: *d}"] {
        refused("New", &question(other), &reason(5));
    }
    refused(
        "New",
        "//- /a/a.md\n---\ntitle: &d Data\nquestions:\n  - question: One?\n    topics: [*d, $0Data]\n---\n",
        &reason(4),
    );
    refused(
        "two.md",
        "//- /a/a.md\n---\nfile: &f one.md\nquestions:\n  - answer: $0one.md\n  - answer: *f\n---\n//- /a/content/one.md\n",
        "`a/a.md` line 5 refers to `one.md` in a form that cannot be updated to `two.md`",
    );
}

#[test]
fn links_in_html_are_renamed() {
    let bank = |file: &str, heading: &str, anchor: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n  - answer: {file}.md\n  - answer: <a href=\"content/{file}.md#{anchor}\">x</a>\n---\n<a class='x'\n  href='content/{file}.md#{anchor}'>x</a>\n\n<p><a href=content/{file}.md>x</a></p>\n//- /go/content/{file}.md\n<a href=\"#{anchor}\">own</a>\n\n# {heading}\n"
        )
    };
    let at_file = bank("a", "One", "one").replacen("- answer: a.md", "- answer: $0a.md", 1);
    check("a.md", "b", &at_file, &bank("b", "One", "one"));
    let at_link = bank("a", "One", "one").replacen("href=content/a", "href=content/$0a", 1);
    check("a.md", "b", &at_link, &bank("b", "One", "one"));
    let at_heading = bank("a", "One", "one").replacen("# One", "# $0One", 1);
    check("One", "Two é", &at_heading, &bank("a", "Two é", "two-é"));
}
