//! `qmark import`: questions of any file into a bank, with what the bank has already side by side.

use std::fs;

use expect_test::expect;

use crate::run::{folder, qmark};

const BANK: &[(&str, &str)] = &[
    ("qmark.yaml", ""),
    (
        "go/go.md",
        "---\nquestions:\n  - question: What is a channel?\n    answer: channel.md\n    topics: [Beginner, Types]\n  - question: What is a mutex?\n    answer: It locks.\n    topics: [Advanced]\n---\n",
    ),
    (
        "go/content/channel.md",
        "A typed pipe between goroutines.\n",
    ),
    (
        "new.csv",
        "level;question;answer\nAdvanced;what is a `channel`;A pipe\nBeginner;Explain a mutex;\"A lock\nthat \"\"waits\"\"\"\nBeginner;Why is a slice a view?;It shares its array.\n",
    ),
];

#[test]
fn what_the_bank_has_is_shown_side_by_side() {
    let bank = folder(BANK);
    let output = qmark(bank.path(), &["import", "new.csv", "--to", "go"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{output:?}");
    expect![[r#"
        1 of 3 questions is in the bank already, 1 of them at another level:

          what is a channel
            new.csv:2             Advanced, answer: A pipe
            go/go.md, question 1  Beginner, answer: A typed pipe between goroutines.

        1 of 3 questions is in the bank in other words, 1 of them at another level:

          Explain a mutex
            new.csv:3             Beginner, answer: A lock that "waits"
            go/go.md, question 2  Advanced, answer: It locks.; asked as `What is a mutex?`

        2 of 3 questions written to go/go.md, with 2 answer files.
    "#]]
    .assert_eq(&output.stdout);
    let group = fs::read_to_string(bank.path().join("go/go.md")).expect("the group");
    expect![[r#"
        ---
        questions:
          - question: What is a channel?
            answer: channel.md
            topics: [Beginner, Types]
          - question: What is a mutex?
            answer: It locks.
            topics: [Advanced]
          - question: Explain a mutex
            answer: explain-a-mutex.md
            topics: [Beginner]
          - question: Why is a slice a view?
            answer: why-is-a-slice-a-view.md
            topics: [Beginner]
        ---
    "#]]
    .assert_eq(&group);
    let again = qmark(bank.path(), &["import", "new.csv", "--to", "go/go.md"]);
    assert!(
        again
            .stdout
            .contains("3 of 3 questions are in the bank already"),
        "{again:?}"
    );
    assert!(
        again
            .stdout
            .ends_with("0 of 3 questions written to go/go.md.\n"),
        "{again:?}"
    );
    assert_eq!(
        fs::read_to_string(bank.path().join("go/go.md")).ok(),
        Some(group)
    );
}

#[test]
fn a_dry_run_prints_a_patch_and_writes_nothing() {
    let bank = folder(BANK);
    let arguments = ["import", "new.csv", "--to", "go", "--only-new", "--dry-run"];
    let output = qmark(bank.path(), &arguments);
    assert_eq!(output.code, 0, "{output:?}");
    expect![[r#"
        --- /dev/null
        +++ b/go/content/why-is-a-slice-a-view.md
        @@ -0,0 +1 @@
        +It shares its array.
        --- a/go/go.md
        +++ b/go/go.md
        @@ -6,4 +6,7 @@
           - question: What is a mutex?
             answer: It locks.
             topics: [Advanced]
        +  - question: Why is a slice a view?
        +    answer: why-is-a-slice-a-view.md
        +    topics: [Beginner]
         ---
    "#]]
    .assert_eq(&output.stdout);
    assert!(
        output
            .stderr
            .ends_with("1 of 3 questions to be written to go/go.md, with 1 answer file.\n")
    );
    assert_eq!(
        fs::read_to_string(bank.path().join("go/go.md"))
            .ok()
            .as_deref(),
        Some(BANK[1].1)
    );
}

#[test]
fn what_is_exported_comes_in_again() {
    let bank = folder(BANK);
    fs::remove_file(bank.path().join("new.csv")).expect("a file");
    for (form, name) in [("json", "all.json"), ("csv", "all.csv")] {
        let exported = qmark(bank.path(), &["export", "go", "--format", form]).stdout;
        let other = folder(&[("qmark.yaml", ""), (name, &exported)]);
        let output = qmark(other.path(), &["import", name, "--to", "go"]);
        assert_eq!(output.code, 0, "{output:?}");
        let again = qmark(other.path(), &["export", "go", "--format", form]);
        assert_eq!(again.stdout, exported);
    }
    let listed = qmark(bank.path(), &["list"]).stdout;
    fs::write(bank.path().join("list.json"), listed).expect("a file");
    let output = qmark(
        bank.path(),
        &["import", "list.json", "--to", "copy", "--dry-run"],
    );
    assert!(
        output
            .stderr
            .contains("2 of 2 questions are in the bank already"),
        "{output:?}"
    );
}

#[test]
fn paths_can_lead_up() {
    let asked = ["pipe", "lock", "map", "view", "stack"];
    let asked = asked.map(|thing| format!("### Which one is a {thing}?\n\nThis one.\n"));
    let document = format!("# Go interview questions\n\n{}", asked.join("\n"));
    let files = [
        ("go/go.md", document.as_str()),
        ("new/new.csv", "question,answer\nWhat is a slice?,A view\n"),
    ];
    let config = [("qmark.yaml", "")];
    for config in [&config[..], &[]] {
        let bank = folder(&[config, &files].concat());
        let here = bank.path().join("new");
        for (file, to, written) in [
            ("new.csv", "../go/go.md", "1 of 1 question written to "),
            // The questions of the bank are not compared with themselves.
            (
                "../go/go.md",
                "../go/new.md",
                "6 of 6 questions written to ",
            ),
        ] {
            let output = qmark(&here, &["import", file, "--to", to]);
            assert_eq!(output.code, 0, "{output:?}");
            assert!(output.stdout.starts_with(written), "{output:?}");
        }
    }
}

#[test]
fn relative_links_lead_where_they_led() {
    let asked = ["pipe", "lock", "map", "view", "stack"];
    let asked = asked.map(|thing| {
        format!("### Which one is a {thing}?\n\n[This](this.md) one, ![shown](img/{thing}.png), as [above](#go).\n")
    });
    let document = format!("# Go interview questions\n\n{}", asked.join("\n"));
    let imported = |to: &str, file: &str| {
        let bank = folder(&[
            BANK[0],
            BANK[1],
            ("old/questions.md", &document),
            ("old/this.md", "# This\n"),
        ]);
        let output = qmark(bank.path(), &["import", "old/questions.md", "--to", to]);
        assert_eq!(output.code, 0, "{output:?}");
        fs::read_to_string(bank.path().join(file)).expect("a file that was written")
    };
    let answer = imported("go", "go/content/which-one-is-a-map.md");
    assert_eq!(
        answer,
        "[This](../../old/this.md) one, ![shown](../../old/img/map.png), as [above](../../old/questions.md#go).\n"
    );
    let copy = imported("new.md", "new.md");
    let line =
        "[This](old/this.md) one, ![shown](old/img/map.png), as [above](old/questions.md#go).";
    assert!(copy.contains(line), "{copy}");
}

#[test]
fn a_file_with_one_question_has_the_shape_that_its_bank_or_its_keys_give_it() {
    let card = |title: &str| format!("# {title}\n\nA pipe between two.\n");
    let files = [
        ("qmark.yaml", ""),
        ("go/go.md", BANK[1].1),
        (
            "other/qmark.yaml",
            "documents:\n  - files: cards/*.md\n    shape: file\n",
        ),
        ("other/cards/one.md", &*card("Ropes")),
        (
            "two.md",
            "---\nquestion: What is a knot?\ndifficulty: easy\ntags: [rope]\n---\n\nIt holds.\n",
        ),
    ];
    let bank = folder(&files);
    let read =
        |path: &str| fs::read_to_string(bank.path().join(path)).expect("a file that was written");
    let output = qmark(
        bank.path(),
        &["import", "other/cards/one.md", "two.md", "--to", "go"],
    );
    assert_eq!(output.code, 0, "{output:?}");
    assert_eq!(read("go/content/ropes.md"), "A pipe between two.\n");
    // One question makes a file of its own.
    let one = "[{\"question\": \"What is `it`?\", \"answer\": \"So: it is\", \"level\": \"easy\", \"topics\": [\"rope\", \"a, b\"]}]";
    let fresh = folder(&[("qmark.yaml", ""), ("one.json", one)]);
    let output = qmark(fresh.path(), &["import", "one.json", "--to", "it.md"]);
    assert_eq!(output.code, 0, "{output:?}");
    let written = fs::read_to_string(fresh.path().join("it.md")).expect("a file that was written");
    assert_eq!(
        written,
        "---\nquestion: What is `it`?\ndifficulty: Beginner\ntags: [rope, 'a, b']\n---\n\nSo: it is\n"
    );
}

#[test]
fn what_cannot_be_done_has_a_reason() {
    let quiz = "# Quiz\n\n### 1. Which?\n\n- [x] a\n- [ ] b\n\n### 2. Who?\n\n- [x] a\n- [ ] b\n\n### 3. Why?\n\n- [x] a\n- [ ] b\n\n### 4. When?\n\n- [x] a\n- [ ] b\n";
    let mixed = quiz.replace("] b", "] c").replace(
        "### 4. When?\n\n- [x] a\n- [ ] c\n",
        "### 4. When?\n\nNow.\n",
    );
    let bank = folder(&[
        BANK[0],
        BANK[1],
        ("quiz.md", quiz),
        ("mixed.txt", &mixed),
        ("page.md", "Text\n"),
        ("nothing.csv", "a,b\n"),
    ]);
    for (file, to, code, reason) in [
        (
            "quiz.md",
            "go",
            2,
            "qmark: error: cannot import to `go`: the questions have options, and a group such as `go/go.md` has none; name a document\n",
        ),
        (
            "quiz.md",
            "page.md",
            2,
            "qmark: error: cannot import to `page.md`: `page.md` has no questions to go by; name a group, a document, or a file that does not exist yet\n",
        ),
        (
            "none.md",
            "go",
            2,
            "qmark: error: cannot import `none.md`: No such file or directory (os error 2)\n",
        ),
        (
            "nothing.csv",
            "go",
            2,
            "qmark: error: cannot import `nothing.csv`: its first row must name the columns, one of them `question`; commas, semicolons or tabs separate them\n",
        ),
        (
            "quiz.md",
            ".hidden.md",
            2,
            "qmark: error: cannot import to `.hidden.md`: it would not be part of the bank: it is hidden or in `node_modules` or `vendor`, git ignores it, or the configuration excludes it\n",
        ),
        ("mixed.txt", "go", 1, ""),
    ] {
        let output = qmark(bank.path(), &["import", file, "--to", to]);
        assert_eq!(
            (output.code, output.stderr.as_str()),
            (code, reason),
            "{file} {to}"
        );
    }
    let group = fs::read_to_string(bank.path().join("go/go.md")).expect("the group");
    assert!(
        group.contains("question: When?"),
        "the others are written: {group}"
    );
}
