//! Document links: the values and links of a file that name other files, for an editor to underline.

use smol_str::SmolStr;

use crate::bank::resolve::{Symbol, file_of, targets_of};
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::text::Span;

/// A link to an existing file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileLink {
    /// The underlined part: a value without its quotes, or the destination of a markdown link.
    pub span: Span,
    /// The target file.
    pub path: BankPath,
    /// The byte offset of the target heading in that file.
    pub heading: Option<u32>,
    /// The tooltip: what a click does.
    pub tooltip: String,
}

/// Every link of the file at `path` to a file of the bank, by position: `answer`, `ending`, `authorId`,
/// `relatedGuidesId` and relative markdown links. Links out of the bank are left to the editor, which recognises them
/// itself.
pub fn links(bank: &Bank, path: &BankPath) -> Vec<FileLink> {
    let Some(facts) = bank.file(path.as_str()).and_then(|file| file.facts()) else {
        return Vec::new();
    };
    let mut leads = in_markdown(path, facts);
    if let Some(group) = facts.as_group() {
        leads.extend(in_head(path, group));
        leads.extend(answers(path, group));
    }
    leads.sort();
    leads
        .iter()
        .filter_map(|(span, symbol)| link(bank, path, *span, symbol))
        .collect()
}

fn link(bank: &Bank, from: &BankPath, span: Span, symbol: &Symbol) -> Option<FileLink> {
    let path = file_of(bank, symbol)?;
    let mut link = FileLink {
        span,
        tooltip: format!("Open {path}"),
        path,
        heading: None,
    };
    let words = bank
        .file(link.path.as_str())
        .and_then(|file| Some(file.body()?.answer_words()));
    if let Symbol::Link {
        file,
        anchor: Some(anchor),
    } = symbol
    {
        let heading = Symbol::Heading {
            file: file.clone()?,
            anchor: anchor.clone(),
        };
        link.heading = targets_of(bank, &heading)
            .first()
            .map(|target| target.name.start);
        match link.heading {
            Some(_) => link.tooltip += &format!("#{anchor}"),
            // The link is within the file, and the heading does not exist.
            None if link.path == *from => return None,
            None => {}
        }
    } else if let Some(words) = words {
        link.tooltip += &format!(" ({})", super::markdown::words(words));
    }
    Some(link)
}

fn in_markdown(path: &BankPath, facts: &Facts) -> Vec<(Span, Symbol)> {
    let links = facts.links().map(|(start, link)| {
        let file = match link.path {
            "" => Some(path.clone()),
            written => path.beside(written),
        };
        let anchor = link.anchor.map(SmolStr::from);
        (link.span.shift(start), Symbol::Link { file, anchor })
    });
    links.collect()
}

fn in_head<'g>(path: &'g BankPath, group: &'g Group) -> impl Iterator<Item = (Span, Symbol)> + 'g {
    let value = |key| group.head.map.string(key);
    let ending = value("ending").map(|value| (value, Symbol::Ending(path.clone())));
    let author = value("authorId").map(|value| (value, Symbol::Author(value.text.clone())));
    let guide = value("relatedGuidesId").map(|value| (value, Symbol::Guide(value.text.clone())));
    let all = [ending, author, guide].into_iter().flatten();
    all.map(|(value, symbol)| (value.inner(), symbol))
}

fn answers<'g>(path: &'g BankPath, group: &'g Group) -> impl Iterator<Item = (Span, Symbol)> + 'g {
    let questions = group.questions.iter().enumerate();
    questions.filter_map(move |(index, placed)| {
        let name = placed.question.answer_file()?;
        let at = QuestionRef {
            group: path.clone(),
            index,
        };
        Some((name.inner().shift(placed.start), Symbol::AnswerRef(at)))
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::links;
    use crate::fixture::Fixture;

    /// The links of the file with `$0`.
    #[track_caller]
    fn check(source: &str, expected: Expect) {
        let fixture = Fixture::with_people(source);
        let (path, _) = fixture.at();
        let mut out = String::new();
        for link in links(&fixture.bank, path) {
            let written = link.span.slice(fixture.text(path));
            let place = link.heading.map(|at| {
                let rest = &fixture.text(&link.path)[at as usize..];
                format!(" at {:?}", rest.lines().next().unwrap_or(""))
            });
            out += &format!(
                "{written} -> {}{}, {:?}\n",
                link.path,
                place.unwrap_or_default(),
                link.tooltip
            );
        }
        expected.assert_eq(&out);
    }

    const GROUP: &str = "\
//- /go/go.md
$0---
authorId: \"ada\"
relatedGuidesId: nobody
ending: bye.md
questions:
  - question: One 😀?
    answer: 'one.md'
  - question: 'Broken
    answer: one.md
  - question: Two?
    answer: ONE.md
  - question: Three?
    answer: none.md
  - question: Four?
    answer: |
      Inline,
      [one](content/one.md).
---
# Intro

[a](content/one.md#deep) [b](content/one.md#no) [c](#intro) [d](#no) [e](none.md) [f](content) [g](https://x.y)
![h](h.png) [i](../../out.md) [j](content/one%2Emd)
//- /go/h.png
//- /go/content/one.md
One two.

## Deep
//- /go/content/bye.md
//- /authors/ada.md
Ada
";

    #[test]
    fn links_of_a_group() {
        let links = expect![[r#"
            ada -> authors/ada.md, "Open authors/ada.md (1 word)"
            bye.md -> go/content/bye.md, "Open go/content/bye.md (empty)"
            one.md -> go/content/one.md, "Open go/content/one.md (3 words)"
            one.md -> go/content/one.md, "Open go/content/one.md (3 words)"
            ONE.md -> go/content/one.md, "Open go/content/one.md (3 words)"
            content/one.md -> go/content/one.md, "Open go/content/one.md (3 words)"
            content/one.md#deep -> go/content/one.md at "Deep", "Open go/content/one.md#deep"
            content/one.md#no -> go/content/one.md, "Open go/content/one.md"
            #intro -> go/go.md at "Intro", "Open go/go.md#intro"
            h.png -> go/h.png, "Open go/h.png"
            content/one%2Emd -> go/content/one.md, "Open go/content/one.md (3 words)"
        "#]];
        check(GROUP, links);
    }

    #[test]
    fn links_do_not_depend_on_line_breaks() {
        let crlf = GROUP.replace('\n', "␍\n");
        let heads = crlf.lines().map(|line| {
            if line.starts_with("//-") {
                line.trim_end_matches('␍')
            } else {
                line
            }
        });
        let crlf: String = heads.flat_map(|line| [line, "\n"]).collect();
        let (lf, crlf) = (Fixture::with_people(GROUP), Fixture::with_people(&crlf));
        let shown = |fixture: &Fixture| {
            let path = fixture.at().0;
            let all = links(&fixture.bank, path).into_iter();
            all.map(|link| {
                (
                    link.span.slice(fixture.text(path)).to_owned(),
                    link.path,
                    link.tooltip,
                )
            })
            .collect::<Vec<_>>()
        };
        assert_eq!(shown(&crlf), shown(&lf));
        assert!(crlf.text(crlf.at().0).contains("\r\n"));
    }

    #[test]
    fn links_of_an_answer_and_in_flow_style() {
        check(
            "//- /go/content/a.md\n$0[b](b.md)\n\n[b]: <b.md#x>\n//- /go/content/b.md\n# x\n",
            expect![[r#"
                b.md -> go/content/b.md, "Open go/content/b.md (empty)"
                b.md#x -> go/content/b.md at "x", "Open go/content/b.md#x"
            "#]],
        );
        check(
            "//- /go/go.md\n$0---\nquestions: [{question: A?, answer: a.md}, {answer: \"a.md\"}]\n---\n//- /go/content/a.md\nA\n",
            expect![[r#"
                a.md -> go/content/a.md, "Open go/content/a.md (1 word)"
                a.md -> go/content/a.md, "Open go/content/a.md (1 word)"
            "#]],
        );
        check("//- /x.png\n$0", expect![[""]]);
    }
}
