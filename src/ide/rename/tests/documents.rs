//! Questions, topics and levels that are written in the text of a document, or in a file of their own.

use super::{check, check_in, planned, refused};
use crate::fixture::Fixture;
use crate::text::columns;

/// What the questions ask; the third one is renamed.
const ASKED: [&str; 7] = [
    "What keeps bread from drying out?",
    "Why does dough rest after kneading?",
    "How do you see that a loaf is done?",
    "When is a starter ready to use?",
    "Which flour makes the darkest crumb?",
    "What does a bowline hold?",
    "Where is a clove hitch used?",
];

/// A document with a question in the form `form` for each text.
fn document(form: &str, asked: &[&str]) -> String {
    let mut text = "//- /README.md\n# Interview questions on bread\n\n".to_owned();
    for (index, asked) in asked.iter().enumerate() {
        let number = (index + 1).to_string();
        text += &form.replace("{n}", &number).replace("{q}", asked);
    }
    text
}

/// The texts with another third one.
fn with_third(third: &str) -> Vec<&str> {
    let mut asked = ASKED.to_vec();
    asked[2] = third;
    asked
}

/// How documents open their questions.
const FORMS: &[&str] = &[
    "### {q}\n\nIt has {n} reasons.\n\n",
    "### {n}. {q} ⭐⭐\n\nIt has {n} reasons.\n\n",
    "## **Q{n}: {q}**\n\nIt has {n} reasons.\n\n",
    "{n}. ### {q}\n\n    It has {n} reasons.\n\n",
    "{n}. **{q}**\n\n   It has {n} reasons.\n\n",
    "**{q}** 👶\n\nIt has {n} reasons.\n\n",
    "Q: {q}\n\nA: It has {n} reasons.\n\n",
    "#### <a name=\"q{n}\"></a>{n}. {q}\n\nIt has {n} reasons.\n\n",
    "### {n}. {q}\n\n- [ ] One 😀\n- [x] Two\n\n",
];

#[test]
fn a_question_keeps_all_that_is_around_its_text() {
    let new = "Why is `List<T>` a List<T>, *so* to say? 😀";
    let written = "Why is `List<T>` a List\\<T>, \\*so* to say? 😀";
    for form in FORMS {
        let before = document(form, &with_third("How do $0you see that a loaf is done?"));
        check(
            ASKED[2],
            new,
            &before,
            &document(form, &with_third(written)),
        );
    }
}

#[test]
fn a_summary_is_html() {
    let form =
        "<details>\n<summary><b>{n}. {q}</b></summary>\n\nIt has {n} reasons.\n\n</details>\n\n";
    let before = document(form, &with_third("How do $0you see that a loaf is done?"));
    let after = document(form, &with_third("What is a List&lt;T> & co?"));
    check(ASKED[2], "What is a List<T> & co?", &before, &after);
}

/// A document with a table of contents of this form.
fn with_contents(row: &str, asked: &[&str], rows: &[(&str, &str)]) -> String {
    let mut text = "//- /README.md\n# Interview questions on bread\n\n".to_owned();
    if row.starts_with('|') {
        text += "| No. | Questions | Level |\n|---|---|---|\n";
    }
    for (index, (label, anchor)) in rows.iter().enumerate() {
        let number = (index + 1).to_string();
        let row = row.replace("{n}", &number);
        text += &row.replace("{q}", label).replace("{a}", anchor);
    }
    text.push('\n');
    let form = "{n}. ### {q}\n\n    See [below](#when-is-a-starter-ready-to-use) and [it](#how-do-you-see-that-a-loaf-is-done).\n\n";
    text + document(form, asked)
        .split_once("bread\n\n")
        .expect("a title")
        .1
}

const ANCHORS: [&str; 7] = [
    "what-keeps-bread-from-drying-out",
    "why-does-dough-rest-after-kneading",
    "how-do-you-see-that-a-loaf-is-done",
    "when-is-a-starter-ready-to-use",
    "which-flour-makes-the-darkest-crumb",
    "what-does-a-bowline-hold",
    "where-is-a-clove-hitch-used",
];

const ROWS: &[&str] = &[
    "| {n} | [{q}](#{a}) | easy |\n",
    "{n}. [{q}](#{a})\n",
    "* [{n}. {q}](#{a})\n",
    "- **[{q}](#{a})**\n",
];

#[test]
fn the_contents_and_all_links_follow() {
    let other = "//- /other.md\n[a](README.md#how-do-you-see-that-a-loaf-is-done) 😀 <a href='README.md#how-do-you-see-that-a-loaf-is-done'>b</a>\n";
    for row in ROWS {
        let rows = |label, anchor| {
            let mut rows: Vec<(&str, &str)> = ASKED.into_iter().zip(ANCHORS).collect();
            rows[2] = (label, anchor);
            rows
        };
        let before = with_contents(row, &ASKED, &rows(ASKED[2], ANCHORS[2])) + other;
        let at = before.rfind("How do you see").expect("the question");
        let at_text = format!("{}$0{}", &before[..at], &before[at..]);
        let at = before.rfind("#how-do").expect("a link") + 1;
        let at_link = format!("{}$0{}", &before[..at], &before[at..]);
        let (new, anchor) = ("When is a | b done?", "when-is-a--b-done");
        let label = match row.starts_with('|') {
            true => "When is a \\| b done?",
            false => new,
        };
        let after = with_contents(row, &with_third(new), &rows(label, anchor)) + other;
        let after = after.replace(ANCHORS[2], anchor);
        check(ASKED[2], new, &at_text, &after);
        check(ASKED[2], new, &at_link, &after);
        // Of an entry with another text only the anchor follows.
        let before = with_contents(
            row,
            &with_third("How do$0 you see that a loaf is done?"),
            &rows("A loaf", ANCHORS[2]),
        );
        let after = with_contents(row, &with_third(new), &rows("A loaf", anchor));
        check(ASKED[2], new, &before, &after.replace(ANCHORS[2], anchor));
    }
}

#[test]
fn the_columns_of_the_contents_stay_aligned() {
    let rows = |rows: [(&str, &str); 3], width: usize| {
        let line = |cell: &str, rest: &str| {
            let space = " ".repeat(width.saturating_sub(columns(cell)).max(1));
            format!("| {cell}{space}| {rest} |\n")
        };
        let links = rows.map(|(label, anchor)| line(&format!("[{label}](#{anchor})"), "easy"));
        let dashes = "-".repeat(width - 1);
        let text = line("Question", "Level") + &line(&dashes, "-----") + &links.concat();
        let asked = rows.map(|(label, _)| format!("## {label}\n\nIt is of wood.\n\n"));
        format!(
            "//- /README.md\n# Interview questions\n\n{text}\n{}",
            asked.concat()
        )
    };
    let all = |label, anchor| {
        [
            ("What is a lock?", "what-is-a-lock"),
            (label, anchor),
            ("What is a door?", "what-is-a-door"),
        ]
    };
    let key = || all("What is a key?", "what-is-a-key");
    for (width, new, anchor) in [
        (60, "What opens a lock?", "what-opens-a-lock"),
        (60, "Who?", "who"),
        (60, "What is a 😀 字?", "what-is-a--字"),
        // One that is too long sticks out, and the others stay.
        (
            40,
            "What is it that opens the lock?",
            "what-is-it-that-opens-the-lock",
        ),
    ] {
        let before = rows(key(), width).replace("## What is a key", "## What $0is a key");
        check(
            "What is a key?",
            new,
            &before,
            &rows(all(new, anchor), width),
        );
    }
    // Without columns nothing is written to make some.
    let bare = |label, anchor| {
        let whole = rows(all(label, anchor), 60);
        let lines = whole
            .split('\n')
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.collect::<Vec<_>>().join("\n")
    };
    let before = bare("What is a key?", "what-is-a-key");
    let before = before.replace("## What is a key", "## What $0is a key");
    check("What is a key?", "Who?", &before, &bare("Who?", "who"));
}

#[test]
fn what_would_change_more_is_refused() {
    let before = |form: &str| document(form, &with_third("How do $0you see that a loaf is done?"));
    let plain = before(FORMS[0]);
    for (new, reason) in [
        (
            "Why does dough rest after kneading?",
            "the file already has an anchor `#why-does-dough-rest-after-kneading`",
        ),
        ("7. Why?", "`7. Why?` cannot be the text of this question"),
        (
            "Why? (Easy)",
            "`Why? (Easy)` cannot be the text of this question",
        ),
        (
            "???",
            "a heading `???` has no anchor: it needs a letter or digit",
        ),
        ("a\nb", "a name must be a single line"),
    ] {
        refused(new, &plain, reason);
    }
}

#[test]
fn an_anchor_that_changes_is_named_beforehand() {
    let before = document(
        FORMS[0],
        &with_third("How do $0you see that a loaf is done?"),
    );
    let edit = planned(&Fixture::new(&before), "How?").expect("a change");
    assert_eq!(
        edit.confirm.as_deref(),
        Some(
            "the anchor `#how-do-you-see-that-a-loaf-is-done` becomes `#how`; links from outside the bank still name the old one"
        )
    );
    let edit = planned(
        &Fixture::new(&before),
        "How do you see that a loaf is done!",
    )
    .expect("a change");
    assert_eq!(edit.confirm, None);
}

#[test]
fn the_question_of_a_file() {
    let quoted = "//- /questions/one.md\n---\ntitle: \"Why is $0it wet?\" # asked often\nlevel: easy\ntags: [rain]\n---\n\nIt rains.\n";
    check(
        "Why is it wet?",
        "Why is *it* \"dry\"?",
        quoted,
        "//- /questions/one.md\n---\ntitle: \"Why is *it* \\\"dry\\\"?\" # asked often\nlevel: easy\ntags: [rain]\n---\n\nIt rains.\n",
    );
    let heading =
        "//- /q/one.md\n# Why is $0it wet?\n\n**Answer:** rain\n\n[top](#why-is-it-wet)\n";
    check(
        "Why is it wet?",
        "Why is it dry?",
        heading,
        "//- /q/one.md\n# Why is it dry?\n\n**Answer:** rain\n\n[top](#why-is-it-dry)\n",
    );
}

/// A document with sections of these levels and topics.
fn sections(level: &str, topic: &str, link: &str) -> String {
    let mut text = format!(
        "topics: [{topic}, Core]\n//- /README.md\n# Interview questions on bread\n\n- [{topic}](#{link})\n- [All of it](#{link})\n\n"
    );
    for (part, heading) in [
        format!("## {topic}\n\n"),
        format!("### **{level} Level** 😀\n\n"),
        "### Advanced Level\n\n".to_owned(),
        "## Core\n\n".to_owned(),
    ]
    .iter()
    .enumerate()
    {
        text += heading;
        for asked in ASKED.iter().skip(part % 2).step_by(2).take(3) {
            text += &format!(
                "#### {} {part}\n\nIt has reasons.\n\n",
                asked.trim_end_matches('?')
            );
        }
    }
    text + &format!(
        "//- /go.md\n---\nquestions:\n  - question: Why?\n    topics: [{topic}, Core]\n    level: {level}\n---\n[x](README.md#{link})\n"
    )
}

#[test]
fn a_topic_changes_in_headings_and_in_groups() {
    let after = sections("Beginner", "Bread", "bread");
    let before = sections("Beginner", "Slow Dough", "slow-dough");
    let in_group = "topics: [Slow Dough, Core]\n    level";
    for (here, at) in [
        ("## Slow", "## Sl$0ow"),
        (in_group, "topics: [S$0low Dough, Core]\n    level"),
    ] {
        let before = Fixture::new(&before.replacen(here, at, 1));
        check_in(&before, "Slow Dough", "Bread", &after);
    }
}

#[test]
fn the_labels_of_a_file() {
    let file = |level: &str, topic: &str| {
        format!(
            "//- /q/one.md\n---\ntitle: 'Why is it wet?'\nlevel: \"{level}\"\ntags: [rain, '{topic}']\n---\n\nIt rains.\n"
        )
    };
    check(
        "a, b",
        "c, d",
        &file("easy", "a, $0b"),
        &file("easy", "c, d"),
    );
}

/// What the author agrees to when the name at the cursor becomes `new`.
fn asked(bank: &str, new: &str) -> Option<String> {
    let edit = planned(&Fixture::new(bank), new).expect("a change");
    edit.confirm
}

#[test]
fn a_file_named_after_its_question_follows() {
    let bank = |cursor: &str, name: &str, asked: &str| {
        format!(
            "//- /q/{name}.md\n---\nquestion: What is {cursor}{asked}?\ndifficulty: easy\n---\nIt [guards 😀](other.md).\n//- /q/other.md\nSee [it]({name}.md#more).\n"
        )
    };
    for (old, new) in [
        ("0003-what-is-a-lock", "0003-what-is-a-key"),
        ("What_is_a_lock", "what_is_a_key"),
        ("locks", "locks"),
    ] {
        check(
            "What is a lock?",
            "What is a key?",
            &bank("$0", old, "a lock"),
            &bank("", new, "a key"),
        );
    }
    let before = bank("$0", "3-what-is-a-lock", "a lock");
    let said = asked(&before, "What is a key?");
    assert_eq!(
        said.as_deref(),
        Some("the file becomes `q/3-what-is-a-key.md`")
    );
}

#[test]
fn the_anchor_of_a_question_that_was_just_inserted_goes_unasked() {
    let form = "### {q}\n\nIt has {n} reasons.\n\n";
    let bank = document(form, &with_third("New q$0uestion?"));
    assert_eq!(asked(&bank, "When is a loaf done?"), None);
    let bank = document(form, &with_third("New q$0uestions?"));
    assert!(asked(&bank, "When is a loaf done?").is_some());
}

#[test]
fn translations_are_named() {
    let form = "{n}. **{q}**\n\n   It has {n} reasons.\n\n";
    let original = document(form, &with_third("How do $0you see that a loaf is done?"));
    let translated = document(form, &ASKED).replace("README.md", "de-DE/README.md");
    let said = asked(&format!("{original}{translated}"), "When is a loaf done?");
    assert_eq!(
        said.as_deref(),
        Some("the question in `de-DE/README.md` stays as it is; translate the new text there")
    );
    assert_eq!(asked(&original, "When is a loaf done?"), None);
}
