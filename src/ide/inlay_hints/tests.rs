use super::hints;
use crate::fixture::Fixture;
use crate::text::Span;

/// The hints of the file with `$0` from there to `$9`, or to its end, each shown as `text before it [hint]`; the same
/// with CRLF.
#[track_caller]
fn check(expected: &[&str], source: &str) {
    let source = format!("inlayHints: {{answers: true}}\n{source}");
    let crlf: String = source
        .split_inclusive('\n')
        .map(|line| match line.starts_with("//- ") {
            true => line.to_owned(),
            false => line.replace('\n', "␍\n"),
        })
        .collect();
    for source in [&source, &crlf] {
        let fixture = Fixture::new(source);
        let (path, start) = fixture.at();
        let text = fixture.text(path);
        let end = fixture
            .places
            .first()
            .map_or(text.len() as u32, |(_, end)| *end);
        let found = hints(&fixture.bank, path, text, Span::new(start, end));
        let shown = found.iter().map(|hint| {
            let before = Span::new(0, hint.at).slice(text);
            let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
            format!("{} [{}]", line.trim_start(), hint.label)
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }
}

const BANK: &str = "\
//- /go/go.md
<a>---
questions:
  - question: One?
    answer: 'one.md' # note
  - question: Em<b>pty?
    answer: empty.md
  - question: Missing?
    answer: no.md
  - question: In another case?
    answer: One.md
  - question: Inline?
    answer: Two words<c>
  - answer: |  # block
      Three 😀 *words*, all
      <d>told.
  - question: 'broken
    answer: one.md
  - question: Elsewhere?
    answer: ../one.md
  - question: Nothing?
    answer:
  - question: Several?
    answer: \"One
      and two\"
ending: one.md
---
Text
//- /go/content/one.md
# One

Word [link](x.md)
//- /go/content/empty.md
  \n";

fn between(start: &str, end: Option<&str>) -> String {
    let mut text = BANK.replace(&format!("<{start}>"), "$0");
    if let Some(end) = end {
        text = text.replace(&format!("<{end}>"), "$9");
    }
    ["a", "b", "c", "d"]
        .iter()
        .fold(text, |text, mark| text.replace(&format!("<{mark}>"), ""))
}

#[test]
fn lengths_of_answers() {
    check(
        &[
            "answer: 'one.md' [3 words]",
            "answer: empty.md [empty]",
            "answer: Two words [2 words]",
            "- answer: |  # block [4 words]",
            "answer: one.md [3 words]",
            "and two\" [3 words]",
        ],
        &between("a", None),
    );
}

#[test]
fn only_the_part_that_is_asked_for() {
    check(
        &["answer: empty.md [empty]", "answer: Two words [2 words]"],
        &between("b", Some("c")),
    );
    check(
        &[
            "answer: Two words [2 words]",
            "- answer: |  # block [4 words]",
        ],
        &between("c", Some("d")),
    );
    check(
        &[],
        "//- /go/go.md\n---\nquestions:\n  - answer: a\n---\nTe$0xt\n",
    );
    check(&[], "//- /go/content/one.md\n$0Some words\n");
}

#[test]
fn off_unless_asked_for() {
    let fixture = Fixture::new("//- /go/go.md\n$0---\nquestions:\n  - answer: Two words\n---\n");
    let (path, _) = fixture.at();
    let text = fixture.text(path);
    assert_eq!(
        hints(&fixture.bank, path, text, Span::new(0, text.len() as u32)),
        []
    );
}
