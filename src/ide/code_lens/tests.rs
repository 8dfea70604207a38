use super::{About, lenses, say};
use crate::bank::BankPath;
use crate::fixture::Fixture;
use crate::lint::Findings;

/// The titles of the lenses of the file with `$0`, each with its target: `[$1]` and so on. The same with CRLF.
#[track_caller]
fn check(expected: &[&str], source: &str) {
    let crlf: String = source
        .split_inclusive('\n')
        .map(|line| match line.starts_with("//- ") {
            true => line.to_owned(),
            false => line.replace('\n', "␍\n"),
        })
        .collect();
    for source in [source, &crlf] {
        let fixture = Fixture::new(source);
        let (path, _) = fixture.at();
        let findings = Findings::of_bank(&fixture.bank);
        let said = |about| {
            let said = say(&fixture.bank, &findings, path, about).expect("something to say");
            let place = said.place.map(|place| {
                let of_place = |it: &(BankPath, u32)| *it == (place.path.clone(), place.span.start);
                match fixture.places.iter().position(of_place) {
                    Some(number) => format!(" [${}]", number + 1),
                    None => format!(" [{:?}]", place.span.slice(fixture.text(&place.path))),
                }
            });
            said.title + &place.unwrap_or_default()
        };
        let found = lenses(&fixture.bank, path);
        let top = fixture
            .text(path)
            .trim_start()
            .lines()
            .next()
            .unwrap_or_default();
        for lens in &found {
            assert_eq!(lens.span.slice(fixture.text(path)), top);
        }
        let found: Vec<String> = found.into_iter().map(|lens| said(lens.value)).collect();
        assert_eq!(found, expected);
    }
}

/// A healthy group with these questions below `questions:`; only what these tests are about is judged.
fn group(questions: &str) -> String {
    format!(
        "rules: {{missing-key: off, missing-topics: off, missing-level: off, similar-question: off}}\n//- /go/go.md\n$0---\norder: 1\nquestions:{questions}\n---\n"
    )
}

fn item(level: &str) -> String {
    format!("\n  - question: What?\n    answer: Sure it is.\n    topics: [{level}]")
}

#[test]
fn a_groups_levels() {
    let of = |levels: &[&str]| {
        let off = "lens: {findings: false}\n".to_owned();
        off + &group(&levels.iter().map(|level| item(level)).collect::<String>())
    };
    check(
        &["5 questions: 2 Beginner, 1 Intermediate, 1 Advanced, 1 without a level"],
        &of(&["Hard", "Go, easy", "Beginner", "Go 😀", "Medium"]),
    );
    check(&["1 question: 1 Advanced"], &of(&["Advanced"]));
    check(&["2 questions"], &of(&["Go", "Rust"]));
    check(&["0 questions"], &of(&[]));
    check(
        &["2 questions: 1 Senior, 1 without a level"],
        &("levels: [Junior, Senior]\n".to_owned() + &of(&["senior", "Beginner"])),
    );
    // Half a question counts as one.
    let broken = of(&["Beginner"]).replace(
        "\n---\n",
        "\n  - question: 'open 😀\n    topics: [Advanced\n---\n",
    );
    check(&["2 questions: 1 Beginner, 1 Advanced"], &broken);
}

#[test]
fn a_groups_findings() {
    let with = |questions: &str| "lens: {levels: false}\n".to_owned() + &group(questions);
    check(&["no findings"], &with(&item("Go")));
    let missing = "\n  - question: 😀?\n    answer: $1no.md";
    check(&["1 error [$1]"], &with(missing));
    let weird = "\n  - question: One?\n    answer: Sure it is.\n    colour: red";
    check(
        &["3 findings: 1 error, 2 warnings [$1]"],
        &with(&format!("{weird}{weird}{missing}").replacen("One?", "Another one?", 1)),
    );
    check(
        &["2 warnings [$1]"],
        &with(
            &format!("{}{weird}", weird.replace("colour", "$1colour")).replacen(
                "One?",
                "Another one?",
                1,
            ),
        ),
    );
}

#[test]
fn an_answers_questions() {
    check(
        &[
            "answers “Far 😀?” [$1]",
            "answers “Is it? Yes” [$2]",
            "answers question 2 of go/go.md [$3]",
        ],
        "\
//- /a/a.md
---
questions:
  - question: \"$1Far 😀?\"
    answer: ../../go/content/a.md
  - question: Near?
    answer: a.md
---
//- /a/content/a.md
Another
//- /go/content/a.md

$0Text
//- /go/go.md
---
questions:
  - question: $2Is it?
      Yes
    answer: a.md
  - $3answer: a.md
  - question: 'broken
    answer: b.md
ending: a.md
---
",
    );
    // Without a question there is nothing to say.
    check(
        &[],
        "//- /go/go.md\n---\nquestions:\n---\n//- /go/content/a.md\n$0Text\n",
    );
    check(&[], "//- /notes.md\n$0Text\n");
    let long = "Why ".repeat(50);
    check(
        &[&format!("answers “{}…” [$1]", "Why ".repeat(20).trim_end())],
        &format!(
            "//- /go/go.md\n---\nquestions:\n  - question: $1{long}\n    answer: a.md\n---\n//- /go/content/a.md\n$0"
        ),
    );
}

#[test]
fn an_answer_that_many_questions_share() {
    let items: String = (1..=7)
        .map(|number| format!("  - question: ${number}Number {number}?\n    answer: a.md\n"))
        .collect();
    check(
        &[
            "answers “Number 1?” [$1]",
            "answers “Number 2?” [$2]",
            "answers “Number 3?” [$3]",
            "answers “Number 4?” [$4]",
            "answers “Number 5?” [$5]",
            "and 2 more questions",
        ],
        &format!("//- /go/go.md\n---\nquestions:\n{items}---\n//- /go/content/a.md\n$0Text\n"),
    );
}

#[test]
fn the_questions_of_one_line_have_no_lens_each() {
    let asked = ["What is a channel?", "What is a map?", "What is a slice?"];
    let row = asked.map(|asked| format!("{{question {asked}}}")).join(" ");
    // A file with the same questions would be a copy.
    let others = [
        "What is a channel?",
        "What is a pointer?",
        "What is an array?",
        "What is a type?",
    ];
    let group = others
        .map(|asked| format!("  - question: {asked}\n"))
        .concat();
    let fixture = Fixture::new(&format!(
        "//- /copied.md\n$0| title | questions |\n|---|---|\n| Go | [{row}] |\n//- /go/go.md\n---\nquestions:\n{group}---\n"
    ));
    let of = |path: &BankPath| {
        let all = lenses(&fixture.bank, path).into_iter();
        all.filter(|lens| matches!(lens.value, About::Asked(_)))
            .count()
    };
    let (copied, _) = fixture.at();
    assert_eq!(
        fixture
            .bank
            .group("copied.md")
            .map(|group| group.questions.len()),
        Some(3)
    );
    assert_eq!(
        (of(copied), of(&BankPath::new("go/go.md").unwrap())),
        (0, 1)
    );
}

#[test]
fn each_kind_has_its_switch() {
    let both = "//- /go/go.md\n$0---\nquestions:\n---\n";
    check(
        &[],
        &format!("lens: {{levels: false, findings: false}}\n{both}"),
    );
    let answer =
        "//- /go/go.md\n---\nquestions:\n  - answer: a.md\n---\n//- /go/content/a.md\n$0Text\n";
    check(&[], &format!("lens: {{answers: false}}\n{answer}"));
}

#[test]
fn a_lens_of_another_time_says_nothing() {
    let fixture = Fixture::new("//- /go/go.md\n---\nquestions:\n---\n$0");
    let (path, _) = fixture.at();
    let say = |path: &BankPath, about| say(&fixture.bank, &Findings::default(), path, about);
    assert_eq!(say(path, About::Question(0)), None);
    assert_eq!(say(path, About::MoreQuestions(5)), None);
    assert_eq!(say(&BankPath::new("no.md").unwrap(), About::Levels), None);
    assert_eq!(lenses(&fixture.bank, &BankPath::new("no.md").unwrap()), []);
}
