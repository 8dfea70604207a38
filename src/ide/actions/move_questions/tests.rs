//! Groups before and after questions moved.

use crate::bank::BankPath;
use crate::edit::sections::Place;
use crate::fixture::Fixture;
use crate::ide::actions::move_places::move_to;
use crate::ide::actions::tests::{check, refusal, refused, titles, with_request};

#[test]
fn questions_move_with_their_answers() {
    check(
        "Move 2 questions to `sql/sql.md`",
        r#"
//- /go/go.md
---
title: The 4 Questions
questions:
    - question: Stays
      answer: stays.md
$1    # About two 😀.
    - question: "Two"
      answer: 'two.md' # why
      topics:
        - Core

    - question: Three
      answer: |
        See [two](content/two.md#x) and [stays](content/stays.md).

        # no comment
      topics: [Core]
$2    - question: Four
      answer: See [two](content/two.md).
---
And [two](content/two.md), [stays](content/stays.md).
//- /go/content/stays.md
[two](two.md)
//- /go/content/two.md
[stays](stays.md) [us](../go.md) [own](#x) [sql](../../sql/content/one.md)
//- /sql/sql.md
---␍
seo: {title: "1+ SQL Questions", briefTitle: The 1 SQL Questions}␍
questions:␍
- question: One␍
  answer: one.md␍
# The end.␍
ending: one.md␍
---␍
//- /sql/content/one.md
[two](../../go/content/two.md)
"#,
        r#"
//- /go/go.md
---
title: The 2 Questions
questions:
    - question: Stays
      answer: stays.md
    - question: Four
      answer: See [two](../sql/content/two.md).
---
And [two](../sql/content/two.md), [stays](content/stays.md).
//- /go/content/stays.md
[two](../../sql/content/two.md)
//- /sql/content/two.md
[stays](../../go/content/stays.md) [us](../../go/go.md) [own](#x) [sql](../../sql/content/one.md)
//- /sql/sql.md
---␍
seo: {title: "1+ SQL Questions", briefTitle: The 3 SQL Questions}␍
questions:␍
- question: One␍
  answer: one.md␍
# About two 😀.␍
- question: "Two"␍
  answer: 'two.md' # why␍
  topics:␍
    - Core␍
␍
- question: Three␍
  answer: |␍
    See [two](content/two.md#x) and [stays](../go/content/stays.md).␍
␍
    # no comment␍
  topics: [Core]␍
# The end.␍
ending: one.md␍
---␍
//- /sql/content/one.md
[two](two.md)
"#,
    );
}

#[test]
fn a_group_of_the_same_folder_has_the_same_answers() {
    check(
        "Move the question to `go/more.md`",
        "//- /go/go.md\n---\nquestions:\n$1- answer: a.md\n$2- answer: a.md\n---\n//- /go/more.md\n---\nquestions:\n---\n//- /go/content/a.md\n[x](../go.md)\n",
        "//- /go/go.md\n---\nquestions:\n- answer: a.md\n---\n//- /go/more.md\n---\nquestions:\n  - answer: a.md\n---\n//- /go/content/a.md\n[x](../go.md)\n",
    );
}

#[test]
fn a_new_group_is_named_by_their_topic() {
    check(
        "Move 2 questions to a new group `lang/data-types/data-types.md`",
        "//- /lang/go/go.md\n---\norder: 2\nbriefTitle: Go\nquestions:\n- question: Q\n$1- answer: a.md\n  topics: [Beginner, Core, Data Types]\n- answer: So\n  topics: [Data Types]\n$2---\n//- /lang/go/content/a.md\n[x](../go.md)\n",
        "//- /lang/go/go.md\n---\norder: 2\nbriefTitle: Go\nquestions:\n- question: Q\n---\n//- /lang/data-types/content/a.md\n[x](../../go/go.md)\n//- /lang/data-types/data-types.md\n---\norder: 3\nbriefTitle: Data Types\nbriefDescription: Questions on Data Types\ntitle: Data Types Questions\ndescription: Questions on Data Types\nisNew: true\nseo:\n  title: Data Types Questions\n  description: Questions on Data Types\n  keywords:\n    - Data Types\nsitemap:\n  priority: 0.5\n  changefreq: monthly\nquestions:\n  - answer: a.md\n    topics: [Beginner, Core, Data Types]\n  - answer: So\n    topics: [Data Types]\n---\n",
    );
}

#[test]
fn the_nearest_groups_are_offered_for_a_selection() {
    let others = (0..20).map(|n| format!("//- /g{n:02}/g.md\n---\nquestions:\n---\n"));
    let others: String = others.collect();
    let bank = |from: &str, to: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n- answer: {from}x\n- answer: {to}y\n- answer: z\n---\n{others}"
        )
    };
    let offered = |bank: &str| {
        let all = titles(bank).into_iter();
        all.filter(|title| title.starts_with("Move") && title.contains("to `g"))
            .count()
    };
    assert_eq!(offered(&bank("$1", "$2")), 8);
    assert_eq!(offered(&bank("$0", "")), 0);
}

#[track_caller]
fn no(items: &str, rest: &str, reason: &str) {
    let bank = format!(
        "//- /go/go.md\n---\nquestions:\n{items}---\n{rest}//- /sql/sql.md\n---\nquestions:\n- answer: x\n---\n"
    );
    refused("Move the question to `sql/sql.md`", &bank, reason);
    let group = BankPath::new("sql/sql.md").expect("a path");
    let chosen = with_request(&Fixture::new(&bank), |request| {
        move_to(request, &Place::end(&group))
    });
    assert_eq!(chosen.expect_err("it is refused").0, reason);
}

#[test]
fn refusals() {
    let differs = "a question would change its meaning in the other group";
    for twice in [
        "$1- answer: x\n  answer: y\n$2",
        "$1- answer: x\n  seo: {a: 1, a: 2}\n$2",
        "$1- answer: x\n  <<: {level: Hard}\n  answer: z\n$2",
    ] {
        let key = if twice.contains("seo") { "a" } else { "answer" };
        let line = if twice.contains("<<") { 5 } else { 4 };
        let reason =
            format!("`{key}` in line {line} is a duplicate key; keep one of the two first");
        no(&format!("{twice}- answer: stays\n"), "", &reason);
    }
    no(
        "- topics: &t [A]\n  answer: x\n$1- topics: *t\n  answer: y\n$2",
        "",
        differs,
    );
    no(
        "$1- topics: &t [A]\n  answer: x\n$2- topics: *t\n  answer: y\n",
        "",
        "this would change what `*t` refers to in `go/go.md`; replace the alias with its value first",
    );
    let a = "//- /go/content/a.md\nA\n";
    let leaves = "$1- answer: a.md\n$2";
    no(
        leaves,
        a,
        "these are all questions of the group; move its file instead",
    );
    no(
        &format!("{leaves}- answer: a.md\n"),
        a,
        "`a.md` is also the answer of a question that is not moved",
    );
    no(
        &format!("{leaves}- answer: b\nending: a.md\n"),
        a,
        "`a.md` is the `ending` of `go/go.md`",
    );
    for rest in [
        format!("{a}//- /sql/content/a.md\n"),
        "//- /sql/content/a.md\n".to_owned(),
    ] {
        no(
            &format!("{leaves}- answer: b\n"),
            &rest,
            "`sql/content/a.md` already exists",
        );
    }
    no(
        &format!("{leaves}- answer: b\n"),
        &format!("{a}//- /x.md\n[a](sql/content/a.md)\n"),
        "`sql/content/a.md` does not exist, but something already refers to it",
    );
    no(
        "$1- answer: A.md\n$2- answer: b\n",
        a,
        "`A.md` differs in case from the file `a.md`; fix that first",
    );
    no(
        "$1- answer: ../a.md\n$2- answer: b\n",
        a,
        "the answer `../a.md` is not in the answers' folder; fix that first",
    );
    no(
        "- answer: b\n$1- answer: 'b\n$2",
        a,
        "the question in line 4 is not valid YAML; fix it first",
    );
    no(
        "$1- answer: >\n    [a](content/a.md)\n$2- answer: b\n",
        a,
        "an answer has links to update, but is not written as a block `|`",
    );
    refused(
        "Move the question to `sql/sql.md`",
        "//- /go/go.md\n---\nquestions:\n$1- answer: b\n$2- answer: b\n---\n//- /sql/sql.md\n---\nquestions: [{answer: a}]\n---\n",
        "the questions of `sql/sql.md` do not each start with a hyphen on a line of its own",
    );
    refused(
        "Move the question to `sql/sql.md`",
        "//- /go/go.md\n---\nquestions:\n$1- answer: b\n$2- answer: b\n---\n//- /sql/sql.md\n---\nquestions:\n- answer: a\n",
        "the questions of `sql/sql.md` are in a frontmatter that is not closed; add a line `---` at its end",
    );
    refused(
        "Move the question to `sql/sql.md`",
        "//- /go/go.md\n---\nquestions:\n$1- answer: b\n$2- answer: b\n---\n//- /sql/sql.md\n---\nquestions: # why\n  ~\n---\n",
        "the empty list of questions shares its line with something else; write it on its own line",
    );
}

#[test]
fn an_empty_list_in_brackets_gives_way() {
    let group = |list: &str| {
        format!(
            "---␍\n# Ours.␍\ntitle:  'SQL 😀'   # so␍\nquestions{list}␍\n# The end.␍\nending: \"one.md\"␍\n---␍\n\nText ␍\n"
        )
    };
    let question = "␍\n  # About b.␍\n  - answer: |␍\n      b␍\n␍\n      c␍\n    topics: ['x']";
    for (before, after) in [
        (": []", ":"),
        (":   [ ]  ", ":"),
        (": []  # none yet ", ":  # none yet "),
        (": [␍\n  ]", ":"),
        (": ~", ":"),
        (": null # none", ": # none"),
    ] {
        check(
            "Move the question to `sql/sql.md`",
            &format!(
                "//- /go/go.md\n---\nquestions:\n- answer: a\n$1# About b.\n- answer: |\n    b\n\n    c\n  topics: ['x']\n$2---\n//- /sql/sql.md\n{}",
                group(before)
            ),
            &format!(
                "//- /go/go.md\n---\nquestions:\n- answer: a\n---\n//- /sql/sql.md\n{}",
                group(&format!("{after}{question}"))
            ),
        );
    }
}

/// The groups that the selected question is offered to move to, in order.
fn groups(bank: &str) -> Vec<String> {
    let all = titles(bank).into_iter();
    let named = all.filter_map(|title| {
        let path = title.strip_prefix("Move the question to `")?;
        Some(path.trim_end_matches('`').to_owned())
    });
    named.collect()
}

fn group(path: &str, topics: &str) -> String {
    format!("//- /{path}\n---\nquestions:\n- question: x\n  topics: [{topics}]\n---\n")
}

/// A group with a selected question of these topics, and one that stays.
fn selected(path: &str, topics: &str) -> String {
    format!(
        "//- /{path}\n---\nquestions:\n$1- question: a\n  topics: [{topics}]\n$2- question: b\n---\n"
    )
}

#[test]
fn the_neighbours_in_the_folder_and_in_the_alphabet_come_first() {
    let others = ('a'..='z').filter(|c| *c != 'm');
    let bank: String = others
        .map(|c| group(&format!("bank/{c}/{c}.md"), "x"))
        .collect();
    let bank = bank + &group("bank/m/more.md", "x") + &group("bank/z/deep/deep.md", "Core");
    let bank =
        bank + &group("far/y.md", "Core, Maps") + &selected("bank/m/m.md", "Beginner, Core, Maps");
    assert_eq!(
        groups(&bank),
        [
            "bank/m/more.md",
            "bank/n/n.md",
            "bank/l/l.md",
            "bank/o/o.md",
            "bank/k/k.md",
            "far/y.md",
            "bank/z/deep/deep.md",
            "bank/a/a.md"
        ]
    );
    // All groups in one folder.
    let others = ('a'..='z').filter(|c| *c != 'm');
    let flat: String = others.map(|c| group(&format!("{c}.md"), "x")).collect();
    let flat = flat + &selected("m.md", "x");
    assert_eq!(groups(&flat)[..4], ["l.md", "n.md", "k.md", "o.md"]);
}

#[test]
fn any_group_can_be_chosen_where_not_all_are_offered() {
    let bank = |count: usize| {
        let others = (0..count).map(|n| group(&format!("g{n:02}/g.md"), "x"));
        others.collect::<String>() + &selected("go/go.md", "x")
    };
    let offers =
        |bank: &str| titles(bank).contains(&"Move the question to another group…".to_owned());
    assert!(offers(&bank(9)));
    assert!(!offers(&bank(8)));
    assert!(!offers(&bank(0)));
}

#[test]
fn what_can_only_be_refused_is_offered_with_the_reason() {
    let offered = |bank: &str| {
        let all = titles(bank).into_iter();
        all.filter(|title| title.contains("Move the question"))
            .collect::<Vec<_>>()
    };
    let all = "//- /go/go.md\n---\nquestions:\n$1- question: a\n$2---\n//- /js/js.md\n---\nquestions:\n---\n";
    let reason = "these are all questions of the group; move its file instead";
    assert_eq!(
        offered(all),
        [
            format!("(Move the question to `js/js.md`: {reason})"),
            format!("(Move the question to a new group `new-group/new-group.md`: {reason})"),
        ]
    );
    let one = "//- /go/go.md\n---\nquestions:\n$1- answer: a.md\n$2- question: b\n---\n//- /js/js.md\n---\nquestions:\n---\n//- /js/content/a.md\nA\n//- /go/content/a.md\nA\n//- /sql/sql.md\n---\nquestions: [{question: x}]\n---\n";
    assert_eq!(
        offered(one),
        [
            "(Move the question to `js/js.md`: `js/content/a.md` already exists)",
            "(Move the question to `sql/sql.md`: the questions of `sql/sql.md` do not each start with a hyphen on a line of its own)",
            "Move the question to a new group `new-group/new-group.md`",
        ]
    );
}

#[test]
fn an_answer_that_an_unread_question_may_need_stays() {
    for item in [
        "- {question: Why: x, see: [a.md]}\n",
        "- question: Why: x\n  answer: >-\n    a.md\n",
        "- question: Why: x\n  answer: *a\n",
        "- question: Why?\n  Answer: a.md\n",
    ] {
        let bank = format!(
            "//- /go/go.md\n---\nquestions:\n$1- answer: a.md\n$2{item}---\n//- /go/content/a.md\nA\n//- /sql/sql.md\n---\nquestions:\n- answer: x\n---\n"
        );
        let reason = refusal("Move the question to `sql/sql.md`", &bank);
        assert!(reason.starts_with("`go/go.md` line "), "{item}: {reason}");
    }
}
