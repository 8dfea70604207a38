//! Outline, folding, selection, tokens, lenses, hints, the view and search.

use expect_test::expect;

use super::{QUIZ, README, with_cursor};
use crate::bank::BankPath;
use crate::bank::config::{Config, Hints};
use crate::fixture::Fixture;
use crate::ide::code_lens::{lenses, say};
use crate::ide::document_links::links;
use crate::ide::document_symbols::{Part, outline};
use crate::ide::folding::folds;
use crate::ide::inlay_hints::hints;
use crate::ide::selection::selections;
use crate::ide::semantic_tokens::tokens;
use crate::ide::tree_view::{Filter, groups, questions};
use crate::ide::workspace_symbols::search;
use crate::lint::Findings;
use crate::text::{Lines, Span};

fn path(name: &str) -> BankPath {
    BankPath::new(name).expect("a path")
}

/// The outline: names with their details, indented.
fn shown_outline(bank: &str, name: &str) -> String {
    fn show(parts: &[Part], indent: usize, out: &mut String) {
        for part in parts {
            let detail = Some(format!(" ({})", part.detail)).filter(|_| !part.detail.is_empty());
            *out += &format!(
                "{:indent$}{}{}\n",
                "",
                part.name,
                detail.unwrap_or_default()
            );
            assert!(
                part.parts
                    .iter()
                    .all(|inner| part.full.cover(inner.full) == part.full)
            );
            show(&part.parts, indent + 2, out);
        }
    }
    let fixture = Fixture::new(bank);
    let mut out = String::new();
    let path = path(name);
    show(
        &outline(&fixture.bank, &path, fixture.text(&path)),
        0,
        &mut out,
    );
    out
}

#[test]
fn outlines() {
    expect![[r#"
        Questions about Go (3 questions)
          Beginner (2 questions)
            What is a channel? (5 words)
            What is a map? (12 words)
              For what?
          Advanced (1 question)
            How is a value copied? (no answer)
          License
    "#]]
    .assert_eq(&shown_outline(README, "README.md"));
    expect![[r#"
        Quiz about Go (2 questions)
          Which keyword starts a goroutine? (6 words)
          Which types cannot be keys of a map? (2 words)
    "#]]
    .assert_eq(&shown_outline(QUIZ, "quiz.md"));
}

#[test]
fn folds_do_not_overlap() {
    let question = |n: u32, what: &str| {
        format!(
            "###### {n}. What is a {what}?\n\n- A: a {what}\n- B: a type\n\n<details><summary>Answer</summary>\n\n#### Answer: A\n\nIt is a {what}.\n\n</details>\n\n"
        )
    };
    let whats = ["map", "slice", "channel", "mutex"];
    let questions = whats.iter().zip(1..).map(|(what, n)| question(n, what));
    let fixture = Fixture::new(&format!("//- /quiz.md\n{}", questions.collect::<String>()));
    let path = path("quiz.md");
    let found = folds(&fixture.bank, &path, fixture.text(&path));
    assert!(found.len() >= 4 * 3, "{found:?}");
    for (at, fold) in found.iter().enumerate() {
        let later = found[at + 1..]
            .iter()
            .take_while(|later| later.first <= fold.last);
        for later in later {
            assert!(later.last <= fold.last, "{later:?} overlaps {fold:?}");
        }
    }
}

#[test]
fn folding_ranges() {
    let shown = |bank: &str, name: &str| {
        let fixture = Fixture::new(bank);
        let path = path(name);
        let text = fixture.text(&path);
        let lines: Vec<&str> = text.lines().collect();
        let shown = folds(&fixture.bank, &path, text).into_iter().map(|fold| {
            let (first, last) = (lines[fold.first as usize], lines[fold.last as usize]);
            format!("{:?}: {first} … {last} ({})\n", fold.kind, fold.instead)
        });
        shown.collect::<String>()
    };
    expect![[r#"
        Section: # Questions about Go … Free. ()
        Contents: | 1 | [What is a channel?](#what-is-a-channel) | … | 3 | [How is a value copied?](#how-is-a-value-copied) | ()
        Section: ## Beginner …    For values by name. ()
        Question: 1. ### What is a channel? …    **[⬆ Back to Top](#questions-about-go)** (5 words)
        Answer:    A *typed* pipe between goroutines. …    ``` (5 words)
        Code:    ```go …    ``` ()
        Question: 2. ### What is a map? …    For values by name. (12 words)
        Answer:    A table of keys and values. …    For values by name. (12 words)
        Section:    #### For what? …    For values by name. ()
        Section: ## Advanced … 3. ### How is a value copied? ()
        Section: ## License … Free. ()
    "#]].assert_eq(&shown(README, "README.md"));
    expect![[r#"
        Section: # Quiz about Go … #### Answer: A, C ()
        Question: #### Q1. Which keyword starts a goroutine? … The others are not keywords. (6 words)
        Options: - A: `run` … - C: `start` ()
        Answer: #### Answer: B … The others are not keywords. (6 words)
        Question: #### Q2. Which types cannot be keys of a map? … #### Answer: A, C (2 words)
        Options: - A: slices … - C: functions ()
    "#]].assert_eq(&shown(QUIZ, "quiz.md"));
    let folded = "\
//- /folded.md
# Interview questions

<details>
<summary>What is a lock?</summary>

It guards a value.

</details>

<details>
<summary>What is a page?</summary>

A block of memory.

</details>

<details>
<summary>What is a key?</summary>

It opens a lock.

</details>
";
    expect![[r#"
        Section: # Interview questions … </details> ()
        Details: <details> … </details> ()
        Question: <summary>What is a lock?</summary> … </details> (4 words)
        Details: <details> … </details> ()
        Question: <summary>What is a page?</summary> … </details> (4 words)
        Details: <details> … </details> ()
        Question: <summary>What is a key?</summary> … </details> (4 words)
    "#]]
    .assert_eq(&shown(folded, "folded.md"));
}

#[test]
fn selection_ranges() {
    let shown = |bank: &str, at: &str| {
        let fixture = with_cursor(bank, at);
        let (path, offset) = fixture.at();
        let text = fixture.text(path);
        let spans = selections(&fixture.bank, path, text, offset);
        let spans = spans.iter().take(5).map(|span| {
            let written = span.slice(text);
            format!("{:?}\n", written.chars().take(60).collect::<String>())
        });
        spans.collect::<String>()
    };
    expect![[r####"
        "map"
        "What is a map?"
        "### What is a map?"
        "### What is a map?\n\n   A table of keys and values.\n\n   #### "
        "2. ### What is a map?\n\n   A table of keys and values.\n\n   ##"
    "####]]
    .assert_eq(&shown(README, "### What is a ^map"));
    expect![[r#"
        "strings"
        "B: strings"
        "- B: strings"
        "A: slices\n- B: strings\n- C: functions"
        "- A: slices\n- B: strings\n- C: functions"
    "#]]
    .assert_eq(&shown(QUIZ, "- B: st^rings"));
}

#[test]
fn semantic_tokens() {
    let shown = |bank: &str, name: &str| {
        let fixture = Fixture::new(bank);
        let path = path(name);
        let text = fixture.text(&path);
        let found = tokens(&fixture.bank, &path, text, Span::new(0, text.len() as u32));
        let shown = found
            .iter()
            .map(|token| format!("{:?} {}\n", token.kind, token.span.slice(text)));
        shown.collect::<String>()
    };
    expect![[r#"
        Level Beginner
        Number 1.
        Question What is a channel?
        Number 2.
        Question What is a map?
        Level Advanced
        Number 3.
        Question How is a value copied?
    "#]]
    .assert_eq(&shown(README, "README.md"));
    expect![[r#"
        Number Q1.
        Question Which keyword starts a goroutine?
        RightOption `go`
        Number Q2.
        Question Which types cannot be keys of a map?
        RightOption slices
        RightOption functions
    "#]]
    .assert_eq(&shown(QUIZ, "quiz.md"));
}

#[test]
fn code_lenses() {
    let fixture = Fixture::new(README);
    let shown = |name: &str| {
        let path = path(name);
        let lines = Lines::new(fixture.text(&path));
        let found = lenses(&fixture.bank, &path).into_iter().filter_map(|lens| {
            let said = say(&fixture.bank, &Findings::default(), &path, lens.value)?;
            let line = lines.line_of(lens.span.start) + 1;
            Some(format!("{line}: {}\n", said.title))
        });
        found.collect::<String>()
    };
    expect![[r#"
        1: 3 questions: 2 Beginner, 1 Advanced, 1 unanswered
        1: no findings
        21: also asked in go/go.md
    "#]]
    .assert_eq(&shown("README.md"));
    expect![[r#"
        1: 1 question
        1: no findings
        3: also asked in README.md
    "#]]
    .assert_eq(&shown("go/go.md"));
}

#[test]
fn hints_at_the_end_of_the_line() {
    let config = Config {
        hints: Hints { answers: true },
        ..Config::default()
    };
    let fixture = Fixture::with_config(&README.replace("is a map?\n", "is a map? ⭐\n"), config);
    let path = path("README.md");
    let text = fixture.text(&path);
    let found = hints(&fixture.bank, &path, text, Span::new(0, text.len() as u32));
    let shown = found.iter().map(|hint| {
        let before = text[..hint.at as usize].lines().next_back();
        format!("{} {}\n", before.unwrap_or_default(), hint.label)
    });
    expect![[r#"
        1. ### What is a channel? 5 words
        2. ### What is a map? ⭐ 12 words
    "#]]
    .assert_eq(&shown.collect::<String>());
}

#[test]
fn the_view_and_the_search() {
    let fixture = Fixture::new(README);
    let filter = Filter::default();
    let mut out = String::new();
    for group in groups(&fixture.bank, &filter) {
        out += &format!("{} {}\n", group.path, group.title);
        for level in questions(&fixture.bank, &group.path, &filter) {
            let names: Vec<_> = level.questions.iter().map(|it| it.name.as_str()).collect();
            let name = level.name.as_deref().unwrap_or("-");
            out += &format!("  {name}: {}\n", names.join(" "));
        }
    }
    expect![[r#"
        README.md Questions about Go
          Beginner: What is a channel? What is a map?
          Advanced: How is a value copied?
        go/go.md go
          -: What is a map?
    "#]]
    .assert_eq(&out);
    let found = search(&fixture.bank, "about go", 5);
    let found: Vec<_> = found
        .iter()
        .map(|found| (found.name.as_str(), found.path.as_str()))
        .collect();
    assert_eq!(found, [("Questions about Go", "README.md")]);
}

#[test]
fn the_contents_are_links() {
    let fixture = Fixture::new(README);
    let path = path("README.md");
    let lines = Lines::new(fixture.text(&path));
    let found = links(&fixture.bank, &path);
    let found: Vec<_> = found
        .iter()
        .map(|link| link.heading.map(|at| lines.line_of(at) + 1))
        .collect();
    assert_eq!(found, [Some(11), Some(21), Some(31), Some(1)]);
}
