//! Banks and their numbers.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use expect_test::{Expect, expect};

use super::*;
use crate::fixture::Fixture;

/// The numbers of a bank, a line each.
fn shown(stats: &Stats) -> String {
    let mut out = String::new();
    let answers = |a: &Answers| {
        assert_eq!(a.questions, a.answered + a.empty + a.missing + a.none);
        let Answers {
            answered,
            empty,
            missing,
            none,
            ..
        } = a;
        format!(
            "{} = {answered} answered + {empty} empty + {missing} missing + {none} none",
            a.questions
        )
    };
    let totals = &stats.totals;
    out += &format!(
        "all: {}, {} broken\n",
        answers(&totals.answers),
        totals.broken
    );
    for group in &stats.groups {
        let GroupStats {
            path,
            title,
            levels,
            without_level,
            ..
        } = group;
        out += &format!(
            "{path} ({title}): {levels:?} and {without_level}; {}\n",
            answers(&group.answers)
        );
    }
    for row in &stats.coverage {
        let name = row.level.as_deref().unwrap_or("no level");
        out += &format!("{name}: {}\n", answers(&row.answers));
    }
    for topic in &stats.topics {
        let TopicStats {
            name,
            questions,
            groups,
        } = topic;
        out += &format!("{name}: {questions} in {groups}\n");
    }
    let Lengths {
        files,
        inline,
        unread,
        words,
        median,
        shortest,
        longest,
        buckets,
    } = &stats.lengths;
    out += &format!("{words} words in {files} files and {inline} inline, {unread} unread\n");
    if let (Some(median), Some(shortest), Some(longest)) = (median, shortest, longest) {
        let at = |e: &Extreme| format!("{} in {}#{}", e.words, e.at.group, e.at.index);
        out += &format!(
            "median {median}, from {} to {}\n",
            at(shortest),
            at(longest)
        );
    }
    for bucket in buckets
        .iter()
        .filter(|bucket| bucket.files + bucket.inline > 0)
    {
        let Bucket {
            from,
            to,
            files,
            inline,
        } = bucket;
        out += &format!("{from} to {to:?}: {files} files, {inline} inline\n");
    }
    for Unanswered { state, at } in &stats.unanswered {
        let file = at.file.as_ref().map_or("-", |file| file.as_str());
        out += &format!("{state:?}: {}#{} {file}\n", at.group, at.index);
    }
    for orphan in &stats.orphans {
        out += &format!("orphan {orphan}\n");
    }
    out
}

#[track_caller]
fn check(source: &str, expected: &Expect) {
    let lines = source.split_inclusive('\n').map(|line| match line {
        line if line.starts_with("//-") => line.to_owned(),
        line => line.replace('\n', "␍\n"),
    });
    let crlf: String = lines.collect();
    let found = shown(&Stats::of(&Fixture::new(source).bank));
    assert_eq!(found, shown(&Stats::of(&Fixture::new(&crlf).bank)));
    expected.assert_eq(&found);
}

#[test]
fn an_empty_bank() {
    check(
        "",
        &expect![[r#"
        all: 0 = 0 answered + 0 empty + 0 missing + 0 none, 0 broken
        Beginner: 0 = 0 answered + 0 empty + 0 missing + 0 none
        Intermediate: 0 = 0 answered + 0 empty + 0 missing + 0 none
        Advanced: 0 = 0 answered + 0 empty + 0 missing + 0 none
        no level: 0 = 0 answered + 0 empty + 0 missing + 0 none
        0 words in 0 files and 0 inline, 0 unread
    "#]],
    );
    let bank = Fixture::new("//- /a.md\ntext\n").bank;
    assert_eq!(Stats::of(&bank).totals, Totals::default());
}

#[test]
fn levels_stand_in_level_or_among_the_topics() {
    check(
        r"
//- /go/go.md
---
briefTitle: Go
title: Ten Go Questions
questions:
  - question: One?
    answer: Yes.
    topics: [Beginner, Types]
  - question: Two?
    answer: Yes.
    topics: [Types, hard]
  - question: Three?
    answer: Yes.
    topics: [Types, Types]
    level: Medium
  - question: Four?
    answer: Yes.
    level: unheard of
    topics: [Easy]
  - question: Five?
    answer: Yes.
    level: unheard of
  - question: Six?
    answer: Yes.
    level: Expert
    topics: [Beginner, Tools]
---
",
        &expect![[r#"
            all: 6 = 6 answered + 0 empty + 0 missing + 0 none, 0 broken
            go/go.md (Go): [2, 1, 2] and 1; 6 = 6 answered + 0 empty + 0 missing + 0 none
            Beginner: 2 = 2 answered + 0 empty + 0 missing + 0 none
            Intermediate: 1 = 1 answered + 0 empty + 0 missing + 0 none
            Advanced: 2 = 2 answered + 0 empty + 0 missing + 0 none
            no level: 1 = 1 answered + 0 empty + 0 missing + 0 none
            Types: 3 in 1
            Tools: 1 in 1
            6 words in 0 files and 6 inline, 0 unread
            median 1, from 1 in go/go.md#0 to 1 in go/go.md#0
            0 to Some(25): 0 files, 6 inline
        "#]],
    );
}

#[test]
fn the_banks_own_levels() {
    check(
        r"
levels: [Kyū, {name: Dan, synonyms: [Meister]}]
//- /a.md
---
questions:
  - {question: a, answer: b, topics: [kyū, Meister]}
  - {question: b, answer: b, level: dan}
  - {question: c, answer: b, level: Beginner}
---
",
        &expect![[r#"
            all: 3 = 3 answered + 0 empty + 0 missing + 0 none, 0 broken
            a.md (a): [1, 1] and 1; 3 = 3 answered + 0 empty + 0 missing + 0 none
            Kyū: 1 = 1 answered + 0 empty + 0 missing + 0 none
            Dan: 1 = 1 answered + 0 empty + 0 missing + 0 none
            no level: 1 = 1 answered + 0 empty + 0 missing + 0 none
            3 words in 0 files and 3 inline, 0 unread
            median 1, from 1 in a.md#0 to 1 in a.md#0
            0 to Some(25): 0 files, 3 inline
        "#]],
    );
}

#[test]
fn answers_stand_in_files_and_in_questions() {
    check(
        r"
//- /go/go.md
---
ending: bye.md
questions:
  - question: One?
    answer: one.md
  - question: One again?
    answer: one.md
  - question: Two?
    answer: |
      Some words, and

      ```go
      some := code
      ```
  - question: Empty?
    answer: empty.md
  - question: Missing?
    answer: gone.md
  - question: Of another case?
    answer: One.md
  - question: Elsewhere?
    answer: ../go.md
  - question: Out of the bank?
    answer: ../../../x.md
  - question: None?
  - question: Nothing?
    answer: ''
  - question: A number?
    answer: 5
  - question: Not UTF-8?
    answer: latin.md
---
//- /go/content/one.md
# One

A first, and `a second`.
//- /go/content/empty.md

//- /go/content/latin.md latin-1
é
//- /go/content/bye.md
Goodbye, and a word more.
//- /go/content/left.md
Who asked?
",
        &expect![[r#"
            all: 12 = 4 answered + 1 empty + 4 missing + 3 none, 0 broken
            go/go.md (go): [0, 0, 0] and 12; 12 = 4 answered + 1 empty + 4 missing + 3 none
            Beginner: 0 = 0 answered + 0 empty + 0 missing + 0 none
            Intermediate: 0 = 0 answered + 0 empty + 0 missing + 0 none
            Advanced: 0 = 0 answered + 0 empty + 0 missing + 0 none
            no level: 12 = 4 answered + 1 empty + 4 missing + 3 none
            11 words in 1 files and 1 inline, 1 unread
            median 5, from 5 in go/go.md#2 to 6 in go/go.md#0
            0 to Some(25): 1 files, 1 inline
            Empty: go/go.md#3 go/content/empty.md
            Missing: go/go.md#4 go/content/gone.md
            Missing: go/go.md#5 go/content/One.md
            Missing: go/go.md#6 go/go.md
            Missing: go/go.md#7 -
            None: go/go.md#8 -
            None: go/go.md#9 -
            None: go/go.md#10 -
            orphan go/content/left.md
        "#]],
    );
}

#[test]
fn what_is_still_to_be_written_is_no_answer() {
    let bank = r"
//- /go/go.md
---
questions:
  - {question: One?, answer: one.md}
  - {question: Two?, answer: two.md}
  - {question: Three?, answer: three.md}
  - {question: Four?, answer: four.md}
  - {question: Five?, answer: Write the answer here.}
  - {question: Six?, answer: TODO}
  - {question: Seven?, answer: <!-- to do -->}
  - {question: Nine?, answer: '# a comment'}
---
//- /go/content/one.md
# One?

Write the answer here.
//- /go/content/two.md
# Two?

<!-- to do -->
//- /go/content/three.md
[docs]: https://example.org
//- /go/content/four.md
# Four?

Yes.
";
    let bank = Fixture::new(bank).bank;
    let words: Vec<_> = questions(&bank, &|_| true)
        .map(|question| (question.answer.state, question.answer.words))
        .collect();
    let (empty, answered) = ((AnswerState::Empty, Some(0)), |words| {
        (AnswerState::Answered, Some(words))
    });
    let (files, inline) = ([empty; 3], [empty; 3]);
    let expected = [&files[..], &[answered(2)], &inline, &[answered(2)]].concat();
    assert_eq!(words, expected);
    assert_eq!(Stats::of(&bank).totals.answers.answered, 2);
}

#[test]
fn groups_of_one_folder_share_their_answers() {
    check(
        r"
//- /go/go.md
---
title: Go
questions:
  - {question: One?, answer: one.md, topics: [Types, Tools]}
  - {question: Two?, answer: two.md, topics: [Types]}
---
//- /go/more.md
---
questions:
  - {question: One?, answer: one.md, topics: [Types]}
---
//- /go/none.md
---
questions:
---
//- /js/js.md
---
questions:
  - {question: One?, answer: one.md, topics: [tools]}
---
//- /go/content/one.md
one
//- /go/content/two.md
two words
//- /js/content/one.md
three more words
",
        &expect![[r#"
            all: 4 = 4 answered + 0 empty + 0 missing + 0 none, 0 broken
            go/go.md (Go): [0, 0, 0] and 2; 2 = 2 answered + 0 empty + 0 missing + 0 none
            go/more.md (more): [0, 0, 0] and 1; 1 = 1 answered + 0 empty + 0 missing + 0 none
            go/none.md (none): [0, 0, 0] and 0; 0 = 0 answered + 0 empty + 0 missing + 0 none
            js/js.md (js): [0, 0, 0] and 1; 1 = 1 answered + 0 empty + 0 missing + 0 none
            Beginner: 0 = 0 answered + 0 empty + 0 missing + 0 none
            Intermediate: 0 = 0 answered + 0 empty + 0 missing + 0 none
            Advanced: 0 = 0 answered + 0 empty + 0 missing + 0 none
            no level: 4 = 4 answered + 0 empty + 0 missing + 0 none
            Types: 3 in 2
            Tools: 1 in 1
            tools: 1 in 1
            6 words in 3 files and 0 inline, 0 unread
            median 2, from 1 in go/go.md#0 to 3 in js/js.md#0
            0 to Some(25): 3 files, 0 inline
        "#]],
    );
}

#[test]
fn a_broken_question_counts_with_what_can_be_read() {
    check(
        r"
//- /go/go.md
---
questions:
  - question: One?
    answer: one.md
    topics: [Types, Beginner]
  - question: 'Two?
    answer: one.md
    topics: [Types, Beginner]
  - question: 𝄞?
    answer: 𝄞 is a clef.
    topics: [𝄞, Beginner]
---
//- /go/content/one.md
one
",
        &expect![[r#"
            all: 3 = 3 answered + 0 empty + 0 missing + 0 none, 1 broken
            go/go.md (go): [3, 0, 0] and 0; 3 = 3 answered + 0 empty + 0 missing + 0 none
            Beginner: 3 = 3 answered + 0 empty + 0 missing + 0 none
            Intermediate: 0 = 0 answered + 0 empty + 0 missing + 0 none
            Advanced: 0 = 0 answered + 0 empty + 0 missing + 0 none
            no level: 0 = 0 answered + 0 empty + 0 missing + 0 none
            Types: 2 in 1
            𝄞: 1 in 1
            4 words in 1 files and 1 inline, 0 unread
            median 1, from 1 in go/go.md#0 to 3 in go/go.md#2
            0 to Some(25): 1 files, 1 inline
        "#]],
    );
}

const PARTS: &str = r"
//- /go/go.md
---
questions:
  - {question: One?, answer: one.md, topics: [Types, Beginner]}
  - {question: Two?, answer: Two words., topics: [Tools]}
---
//- /js/js.md
---
questions:
  - {question: One?, answer: gone.md, topics: [Types]}
---
//- /go/content/one.md
one
//- /go/content/left.md
left
";

#[test]
fn a_part_is_a_group_or_what_an_answer_belongs_to() {
    let bank = Fixture::new(PARTS).bank;
    let below = |folder: &'static str| move |path: &str| path.starts_with(folder);
    let numbers = |folder| {
        let stats = Stats::of_part(&bank, &below(folder));
        let Totals {
            groups,
            answers,
            topics,
            orphans,
            ..
        } = stats.totals;
        (groups, answers.questions, topics, orphans)
    };
    assert_eq!(numbers(""), (2, 3, 2, 1));
    assert_eq!(numbers("go"), (1, 2, 2, 1));
    assert_eq!(numbers("go/go.md"), (1, 2, 2, 0));
    assert_eq!(numbers("go/content"), (1, 1, 1, 1));
    assert_eq!(numbers("js"), (1, 1, 1, 0));
    assert_eq!(numbers("js/content/gone.md"), (1, 1, 1, 0));
    assert_eq!(numbers("ts"), (0, 0, 0, 0));
}

/// Two documents; one has two translations, the second of which lacks a question.
const TRANSLATED: &str = "\
documents:
  - {files: '**/*.md', shape: document}
//- /README.md
# Questions

## 1. What is a lock?

It guards a value.

## 2. What is a latch?

## 3. What is a mutex?

A lock.
//- /README.de-DE.md
# Fragen

## 1. Was ist eine Sperre?

Sie schützt einen Wert.

## 2. Was ist eine Klinke?

## 3. Was ist ein Mutex?

Eine Sperre.
//- /README.fr-FR.md
# Questions

## 1. Quel verrou ?

Il garde une valeur.

## 3. Quel mutex ?

Un verrou.
//- /other.md
# More

## 1. What is a thread?

It runs.

## 2. What is a fiber?

It yields.
";

#[test]
fn translations_are_counted_apart() {
    let bank = Fixture::new(TRANSLATED).bank;
    let stats = Stats::of(&bank);
    let all = Answers {
        questions: 5,
        answered: 4,
        none: 1,
        ..Answers::default()
    };
    assert_eq!((stats.totals.groups, stats.totals.answers), (2, all));
    let paths: Vec<&str> = stats
        .groups
        .iter()
        .map(|group| group.path.as_str())
        .collect();
    assert_eq!(paths, ["README.md", "other.md"]);
    assert_eq!(stats.unanswered.len(), 1);
    let lines = stats.translations.iter().map(|one| {
        let (here, there) = (one.answers.questions, one.original_questions);
        format!(
            "{} of {}: {here} of {there}, {}",
            one.path, one.original, one.answers.answered
        )
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "README.de-DE.md of README.md: 3 of 3, 2",
            "README.fr-FR.md of README.md: 2 of 3, 2",
        ]
    );
    assert_eq!(stats.totals.translations, 2);
    assert_eq!(stats.totals.translated_questions, 5);
    // Without its original, a translation is a group.
    let alone = Stats::of_part(&bank, &|path| path == "README.de-DE.md");
    assert_eq!(
        (alone.totals.groups, alone.totals.answers.questions),
        (1, 3)
    );
    assert_eq!(alone.totals.translations, 0);
}

#[test]
fn the_json_says_the_same_by_these_names() {
    let stats = Stats::of(&Fixture::new(PARTS).bank);
    let json = serde_json::to_string_pretty(&stats).unwrap();
    expect![[r#"
        {
          "version": 1,
          "levels": [
            "Beginner",
            "Intermediate",
            "Advanced"
          ],
          "totals": {
            "groups": 2,
            "questions": 3,
            "answered": 2,
            "empty": 0,
            "missing": 1,
            "none": 0,
            "withoutLevel": 2,
            "broken": 0,
            "topics": 2,
            "topicsUsedOnce": 1,
            "orphans": 1,
            "translations": 0,
            "translatedQuestions": 0
          },
          "groups": [
            {
              "path": "go/go.md",
              "title": "go",
              "levels": [
                1,
                0,
                0
              ],
              "withoutLevel": 1,
              "questions": 2,
              "answered": 2,
              "empty": 0,
              "missing": 0,
              "none": 0
            },
            {
              "path": "js/js.md",
              "title": "js",
              "levels": [
                0,
                0,
                0
              ],
              "withoutLevel": 1,
              "questions": 1,
              "answered": 0,
              "empty": 0,
              "missing": 1,
              "none": 0
            }
          ],
          "translations": [],
          "coverage": [
            {
              "level": "Beginner",
              "questions": 1,
              "answered": 1,
              "empty": 0,
              "missing": 0,
              "none": 0
            },
            {
              "level": "Intermediate",
              "questions": 0,
              "answered": 0,
              "empty": 0,
              "missing": 0,
              "none": 0
            },
            {
              "level": "Advanced",
              "questions": 0,
              "answered": 0,
              "empty": 0,
              "missing": 0,
              "none": 0
            },
            {
              "level": null,
              "questions": 2,
              "answered": 1,
              "empty": 0,
              "missing": 1,
              "none": 0
            }
          ],
          "topics": [
            {
              "name": "Types",
              "questions": 2,
              "groups": 2
            },
            {
              "name": "Tools",
              "questions": 1,
              "groups": 1
            }
          ],
          "lengths": {
            "files": 1,
            "inline": 1,
            "unread": 0,
            "words": 3,
            "median": 1,
            "shortest": {
              "words": 1,
              "group": "go/go.md",
              "index": 0,
              "question": "One?",
              "file": "go/content/one.md"
            },
            "longest": {
              "words": 2,
              "group": "go/go.md",
              "index": 1,
              "question": "Two?",
              "file": null
            },
            "buckets": [
              {
                "from": 0,
                "to": 25,
                "files": 1,
                "inline": 1
              },
              {
                "from": 26,
                "to": 50,
                "files": 0,
                "inline": 0
              },
              {
                "from": 51,
                "to": 100,
                "files": 0,
                "inline": 0
              },
              {
                "from": 101,
                "to": 200,
                "files": 0,
                "inline": 0
              },
              {
                "from": 201,
                "to": 400,
                "files": 0,
                "inline": 0
              },
              {
                "from": 401,
                "to": 800,
                "files": 0,
                "inline": 0
              },
              {
                "from": 801,
                "to": null,
                "files": 0,
                "inline": 0
              }
            ]
          },
          "unanswered": [
            {
              "state": "missing",
              "group": "js/js.md",
              "index": 0,
              "question": "One?",
              "file": "js/content/gone.md"
            }
          ],
          "orphans": [
            "go/content/left.md"
          ]
        }"#]]
    .assert_eq(&json);
}

#[test]
fn the_middle_length_and_the_buckets() {
    let check = |lengths: &[usize], median: Option<u32>, buckets: &[u32]| {
        let questions = lengths.iter().map(|words| {
            let answer = "x ".repeat(*words);
            format!("  - {{question: q, answer: '{answer}.'}}\n")
        });
        let questions: String = questions.collect();
        let bank = Fixture::new(&format!("//- /a.md\n---\nquestions:\n{questions}---\n")).bank;
        let stats = Stats::of(&bank).lengths;
        assert_eq!(stats.median, median, "{lengths:?}");
        let found: Vec<u32> = stats.buckets.iter().map(|bucket| bucket.inline).collect();
        assert_eq!(found, buckets, "{lengths:?}");
    };
    check(&[], None, &[0; 7]);
    check(&[3], Some(3), &[1, 0, 0, 0, 0, 0, 0]);
    check(&[0, 25, 26, 50], Some(25), &[2, 2, 0, 0, 0, 0, 0]);
    check(&[801, 51, 100, 101, 800], Some(101), &[0, 0, 2, 1, 0, 1, 1]);
    check(&[9, 9, 9, 400, 201], Some(9), &[3, 0, 0, 0, 2, 0, 0]);
}
