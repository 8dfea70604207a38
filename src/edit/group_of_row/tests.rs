//! What becomes of rows: a file before and after.

use std::sync::Arc;

use super::group_of_row;
use crate::fixture::Fixture;

/// Checks what the row of a file becomes; `None` where it stays as it is. In `before`, `Q` is three questions; in `after`,
/// the lines of these.
#[track_caller]
fn check(before: &str, after: Option<&str>) {
    let questions = "[[{question What is a channel?} {answer channels.md} {topics [Core Beginner]}] [{question What: a map?} {answer Pairs, # by key.} {topics [Hard Data Types]}] [{question What is a slice?} {answer slices.md} {level Hard} {topics []}]]";
    let written = "questions:
  - question: What is a channel?
    answer: channels.md
    topics:
      - Core
      - Beginner
  - question: 'What: a map?'
    answer: 'Pairs, # by key.'
    topics:
      - Hard
      - Data Types
  - question: What is a slice?
    answer: slices.md
    level: Hard
    topics: []
";
    for line_break in ["\n", "\r\n"] {
        let in_lines = |text: &str| text.replace('\n', line_break);
        let text = in_lines(&before.replace('Q', questions));
        let fixture = Fixture::new("//- /go.md\n\n");
        let path = fixture.texts.keys().next().expect("a file").clone();
        let bank = Fixture::bank(&[(path.clone(), text.clone())].into());
        let edit = group_of_row(&bank, &path, &text);
        let source = |_: &_| Some(Arc::new(text.clone()));
        let made = edit.map(|edit| edit.apply(&source).expect("it can be made"));
        let made = made.map(|made| made.into_values().flatten().collect::<String>());
        let after = after.map(|after| in_lines(&after.replace("Q\n", written)));
        assert_eq!(made, after, "{text}");
    }
}

#[test]
fn a_row_of_columns() {
    check("Q\n", Some("---\nQ\n---\n"));
    check(
        "Above.\n| order | title | isNew | seo | weight | questions | ending |\n|---|:-:|---|---|---|---|---|\n| 4 | 2024: Go |  | [{title Go} {priority 1} {keywords [go quiz go test]}] | [] | Q | end.md |\nBelow.\n",
        Some(
            "---\norder: 4\ntitle: '2024: Go'\nisNew: ''\nseo:\n  title: Go\n  priority: 1\n  keywords:\n    - go quiz\n    - go test\nweight: []\nending: end.md\nQ\n---\nAbove.\nBelow.\n",
        ),
    );
    check(
        "title\tsitemap\tquestions\n007\t[]\tQ",
        Some("---\ntitle: '007'\nsitemap: {}\nQ\n---\n"),
    );
}

#[test]
fn a_row_of_words() {
    // Each value has a form of its own, or the row has it elsewhere, too.
    check(
        "order briefTitle briefDescription title description authorId isNew date seo sitemap questions\n4 Go Try your Go. All of Go Try your Go. ann false 2024-05-24 [{title All of Go} {description [All] of it} {keywords [go]}] [{priority 0.5} {changefreq monthly}] Q\n\nBelow.\n",
        Some(
            "---\norder: 4\nbriefTitle: Go\nbriefDescription: Try your Go.\ntitle: All of Go\ndescription: Try your Go.\nauthorId: ann\nisNew: false\ndate: 2024-05-24\nseo:\n  title: All of Go\n  description: '[All] of it'\n  keywords:\n    - go\nsitemap:\n  priority: 0.5\n  changefreq: monthly\nQ\n---\n\nBelow.\n",
        ),
    );
    // What cannot be given to its key is kept.
    check(
        "briefTitle title order seo questions ending\nGo All of Go 4 [{title Go}] Q the end.md\n",
        Some(
            "---\n# briefTitle, title: Go All of Go\norder: 4\nseo:\n  title: Go\nending: the end.md\nQ\n---\n",
        ),
    );
    check(
        "title seo questions\n# Go: all [{title Go [1} {weight {}}] Q",
        Some("---\n# title, seo: # Go: all [{title Go [1} {weight {}}]\nQ\n---\n"),
    );
}

#[test]
fn what_is_above_the_row_stays_above_the_rest() {
    check(
        "\u{feff}Above.\n\nQ\n\nBelow.",
        Some("\u{feff}---\nQ\n---\nAbove.\n\n\nBelow."),
    );
    check("\u{feff}questions\nQ\n", Some("\u{feff}---\nQ\n---\n"));
}

#[test]
fn a_row_that_would_not_be_the_same_stays() {
    for before in [
        "---\ntitle: Go\n---\nQ\n",
        "Q {weight 3}\n",
        "Q [{question Why?} {weight 3}]\n",
        "Q [{question Why?}]\n",
        "Q [{question Why?} {answer }]\n",
        "title title questions\n1 [] Q\n",
        "title title questions\nGo Go Q\n",
        "title summary questions\n\u{1} x Q\n",
    ] {
        check(before, None);
    }
}
