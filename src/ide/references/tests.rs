use std::sync::Arc;

use super::references;
use crate::bank::BankPath;
use crate::bank::resolve::{symbol_at, uses_of};
use crate::fixture::Fixture;

/// The uses of what is at `$0` are `$1`, `$2` …, in this order; `declared` comes in where the declaration is asked for.
/// The same with CRLF.
#[track_caller]
fn check(declared: Option<u32>, source: &str) {
    let crlf = source.replace('\n', "␍\n");
    let crlf = crlf
        .split_inclusive('\n')
        .map(|line| match line.starts_with("//- ") {
            true => line.replace('␍', ""),
            false => line.to_owned(),
        });
    for source in [source, &crlf.collect::<String>()] {
        let fixture = Fixture::with_people(source);
        let (path, offset) = fixture.at();
        let places = |with| {
            let found = references(&fixture.bank, &|_| None, path, offset, with);
            let found = found.into_iter().flatten();
            let places = found.flat_map(|file| {
                assert!(!file.spans.is_empty() && file.spans.is_sorted());
                let spans = file.spans.into_iter();
                spans.map(move |span| (file.path.clone(), span.start))
            });
            places.collect::<Vec<_>>()
        };
        assert_eq!(places(true), fixture.places, "with the declaration");
        let declared = declared.map(|number| fixture.places[number as usize - 1].clone());
        let mut uses = fixture.places.clone();
        uses.retain(|place| declared.as_ref() != Some(place));
        assert_eq!(places(false), uses, "without the declaration");

        // However they are asked for, the uses are the same.
        let symbol = symbol_at(&fixture.bank, path, offset)
            .expect("a symbol")
            .symbol;
        let all = uses_of(&fixture.bank, &symbol).into_iter();
        let all: Vec<_> = all.map(|found| (found.path, found.span.start)).collect();
        uses.sort();
        assert_eq!(all, uses);
    }
}

/// Two folders whose groups name answers alike, with a link from the one to the other's answer.
#[test]
fn of_an_answer_from_its_first_line() {
    check(
        Some(1),
        "\
//- /a/a.md
---
questions:
  - question: Why 😀?
    answer: both.md
---
[😀 link]($2../go/content/both.md)
//- /a/content/both.md
Other
//- /go/content/both.md
$1😀 Te$0xt
//- /go/go.md
---
questions:
  - question: One?
    answer: $3both.md
  - question: Broken 'one: [
    answer: '$4both.md'
  - question: Inline?
    answer: Sure
ending: $5both.md
---
",
    );
}

#[test]
fn of_an_answer_from_a_question() {
    for (question, answer) in [
        ("O$0ne?", "$1both.md"),
        ("One?", "$1bo$0th.md"),
        ("'One: 😀?$0'", "'$1both.md'"),
        ("One: 😀, two: [$0", "$1both.md"),
    ] {
        check(
            Some(3),
            &format!(
                "\
//- /a/a.md
---
questions:
---
[link]($4../go/content/both.md) [other](content/both.md)
//- /go/content/both.md
$3---
title: x
---
Text
//- /go/go.md
---
questions:
  - question: {question}
    answer: {answer}
  - question: Two?
    answer: $2both.md
---
"
            ),
        );
    }
}

#[test]
fn of_an_answer_that_is_missing() {
    check(
        None,
        "//- /a/a.md\n---\nquestions:\n  - question: Far?\n    answer: $2../../go/content/no.md\n---\n\
         //- /go/go.md\n---\nquestions:\n  - question: One?\n    answer: $0$1no.md\n---\n",
    );
}

#[test]
fn of_an_inline_answer() {
    check(
        Some(1),
        "//- /go/go.md\n---\nquestions:\n  - question: O$0ne?\n    answer: '$1Two 😀'\n---\n",
    );
}

#[test]
fn of_a_topic_and_a_level() {
    check(
        None,
        "\
//- /a/a.md
---
questions: [{question: One?, topics: [$2Go, '$3Go', go]}]
---
//- /go/go.md
---
questions:
  - question: 😀?
    topics: ['$1G$0o', Easy]
---
//- /js/js.md
---
questions:
  - question: One?
    topics: [Go lang]
  - question: 'Broken
    topics: [$4Go
---
",
    );
    check(
        None,
        "\
//- /a/a.md
---
questions:
  - question: One?
    topics: [$2beginner, Go]
  - question: Two?
    level: \"$3Freshers\"
---
//- /go/go.md
---
questions:
  - question: One?
    topics: [Go, $1E$0asy]
    level: Hard
---
",
    );
}

#[test]
fn of_people_links_and_headings() {
    check(
        Some(2),
        "//- /a/a.md\n---\nauthorId: $3ada\nquestions:\n---\n[her]($4../authors/ada.md)\n\
         //- /authors/ada.md\n$2---\nname: Ada 😀\n---\n\
         //- /go/go.md\n---\nauthorId: $1a$0da\nrelatedGuidesId: ada\nquestions:\n---\n",
    );
    check(
        Some(2),
        "//- /a/a.md\n---\nrelatedGuidesId: $3start\nquestions:\n---\n\
         //- /go/go.md\n---\ntitle: [\nrelatedGuidesId: $1st$0art\nquestions:\n---\n\
         //- /guides/start.md\n$2# Start\n",
    );
    check(
        None,
        "//- /go/go.md\n---\nauthorId: $1no$0body\nquestions:\n---\n",
    );
    let heading = "\
//- /a/content/x.md
[to](../../go/content/h.md#other) [to]($3../../go/content/h.md#one-é)
//- /go/content/h.md
😀 [up]($1#one-é).

# $2O$0ne é

See [z](#two).
//- /z.md
[x]($4go/content/h.md#one-é)
";
    check(Some(2), heading);
    check(
        Some(2),
        "//- /a/x.md\n[to]($3../h.md#one)\n//- /h.md\nText\n\n# $2One\n//- /z.md\n[x](<$1h$0.md#one>)\n",
    );
}

#[test]
fn where_there_is_nothing_to_use() {
    let fixture = Fixture::new("//- /go/go.md\n---\nti$0tle: x\nquestions:\n---\nText\n");
    let (path, offset) = fixture.at();
    assert!(references(&fixture.bank, &|_| None, path, offset, true).is_none());
    let end = fixture.text(path).len() as u32;
    assert!(references(&fixture.bank, &|_| None, path, end, true).is_none());
    // A file without references has only its declaration.
    check(Some(1), "//- /go/content/a.md\n$1# A$0\n");
}

/// The places of the uses of what is at `$0`, with the listing when that is asked for.
fn places(fixture: &Fixture, declared: bool) -> Vec<(String, u32)> {
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let (path, offset) = fixture.at();
    let found = references(&fixture.bank, &source, path, offset, declared);
    let found = found.into_iter().flatten();
    let places = found.flat_map(|file| {
        let name = file.path.to_string();
        file.spans
            .into_iter()
            .map(move |span| (name.clone(), span.start))
    });
    places.collect()
}

#[test]
fn the_banks_own_file_lists_words_and_can_be_asked() {
    let group = |at: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n  - topics: [{at}Core, Plain]\n  - topics: ['Core']\n    level: Far\n---\n"
        )
    };
    let levels = "levels:\n  - Plain\n  - {name: Odd, synonyms: [Far]}\n";
    let listed = Fixture::new(&format!("topics: ['$0Core', Rare]\n{levels}{}", group("")));
    let used = Fixture::new(&format!("topics: ['Core', Rare]\n{levels}{}", group("$0")));
    let text = used.text(&BankPath::new("go/go.md").expect("a path"));
    let uses: Vec<_> = text
        .match_indices("Core")
        .map(|(at, _)| ("go/go.md".to_owned(), at as u32))
        .collect();
    let listing = ("qmark.yaml".to_owned(), 10);
    assert_eq!(places(&used, false), uses);
    assert_eq!(places(&listed, false), uses);
    let with = [vec![listing.clone()], uses.clone()].concat();
    assert_eq!(places(&listed, true), with);
    assert_eq!(places(&used, true), [uses, vec![listing]].concat());

    let level = levels.replace("Far", "Fa$0r");
    let level = Fixture::new(&format!("{level}{}", group("")));
    let far = text.find("Far").expect("the level") as u32;
    assert_eq!(places(&level, false), [("go/go.md".to_owned(), far)]);
    let listed: Vec<_> = ["Odd", "Far"]
        .iter()
        .map(|word| levels.find(word).expect("a word") as u32)
        .map(|at| ("qmark.yaml".to_owned(), at))
        .collect();
    assert_eq!(places(&level, true)[..2], listed);
    for nothing in ["ru$0les: {near-topic: off}\n", "$0topics: [Core]\n"] {
        let fixture = Fixture::new(&format!("{nothing}{}", group("")));
        assert_eq!(places(&fixture, true), []);
    }
}
