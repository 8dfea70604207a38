//! Folding ranges.

use std::cmp::Reverse;

use super::markdown::{one_line, words};
use super::sections::sections;
use crate::bank::{Bank, BankPath};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::syntax::frontmatter::Front;
use crate::syntax::markdown::body;
use crate::syntax::markdown::elements;
use crate::syntax::markdown::elements::Block;
use crate::syntax::yaml::{Entry, Node};
use crate::text::{Lines, Span, count};

/// Lines that can be hidden after the first of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fold {
    /// The line that stays visible, from 0.
    pub first: u32,
    /// The last line that is hidden; after `first`.
    pub last: u32,
    /// Its kind.
    pub kind: FoldKind,
    /// The text to show instead, as far as the first line does not show it; may be empty.
    pub instead: String,
}

/// The kind of a fold.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FoldKind {
    /// The frontmatter with its fences.
    Frontmatter,
    /// The list of questions in the frontmatter.
    Questions,
    /// A question.
    Question,
    /// An inline answer.
    Answer,
    /// Another key with its value.
    Entry,
    /// A heading with the text below it.
    Section,
    /// Code between fences.
    Code,
    /// A comment.
    Comment,
    /// The options of a question.
    Options,
    /// A table of contents.
    Contents,
    /// A `<details>` element.
    Details,
}

/// The folds of the file at `path`, whose text is `text`, by first line: at most one for each line, the outermost. Each
/// ends with a line that is not blank, and no later than the folds around it.
///
/// A question with broken YAML folds like any other.
pub fn folds(bank: &Bank, path: &BankPath, text: &str) -> Vec<Fold> {
    let Some(facts) = bank.file(path.as_str()).and_then(|file| file.facts()) else {
        return Vec::new();
    };
    let mut folder = Folder {
        text,
        lines: Lines::new(text),
        folds: Vec::new(),
    };
    folder.front(facts);
    if let Some(group) = facts.as_group() {
        folder.questions(group);
    }
    folder.body(facts);
    folder
        .folds
        .sort_by_key(|fold| (fold.first, Reverse(fold.last)));
    folder.folds.dedup_by_key(|fold| fold.first);
    nested(folder.folds)
}

/// Ends each of `folds`, which are sorted, where the fold around it ends: the section of a heading in an answer goes on
/// in the next question, if that is a deeper heading. Editors ignore folds that overlap.
fn nested(mut folds: Vec<Fold>) -> Vec<Fold> {
    let mut open: Vec<u32> = Vec::new();
    folds.retain_mut(|fold| {
        while open.last().is_some_and(|last| *last < fold.first) {
            open.pop();
        }
        fold.last = fold.last.min(open.last().copied().unwrap_or(u32::MAX));
        open.push(fold.last);
        fold.last > fold.first
    });
    folds
}

/// The `limit` outermost of `folds`, which are sorted; of equally deep ones the first.
pub fn outermost(folds: Vec<Fold>, limit: usize) -> Vec<Fold> {
    if folds.len() <= limit {
        return folds;
    }
    let mut open: Vec<u32> = Vec::new();
    let mut by_depth: Vec<(usize, Fold)> = Vec::with_capacity(folds.len());
    for fold in folds {
        while open.last().is_some_and(|last| *last < fold.first) {
            open.pop();
        }
        open.push(fold.last);
        by_depth.push((open.len(), fold));
    }
    by_depth.sort_by_key(|(depth, _)| *depth);
    by_depth.truncate(limit);
    by_depth.sort_by_key(|(_, fold)| fold.first);
    by_depth.into_iter().map(|(_, fold)| fold).collect()
}

/// How many lines may be between two entries of one table of contents.
const CONTENTS_GAP: u32 = 3;

struct Folder<'t> {
    text: &'t str,
    lines: Lines<'t>,
    folds: Vec<Fold>,
}

impl Folder<'_> {
    /// Adds the lines of `span` if it has more than one line that is not blank.
    fn add(&mut self, kind: FoldKind, span: Span, instead: impl FnOnce() -> String) {
        let end = span.start + span.slice(self.text).trim_end().len() as u32;
        let (first, last) = (self.lines.line_of(span.start), self.lines.line_of(end));
        if last > first {
            self.folds.push(Fold {
                first,
                last,
                kind,
                instead: instead(),
            });
        }
    }

    fn front(&mut self, facts: &Facts) {
        let Some(Front {
            open, yaml, close, ..
        }) = facts.split().front
        else {
            return;
        };
        let all = Span::new(open.start, close.map_or(yaml.end, |close| close.end));
        let title = || {
            let title = facts.head().and_then(|head| head.map.string("title"));
            title.map_or_else(String::new, |title| one_line(&title.text))
        };
        self.add(FoldKind::Frontmatter, all, title);
        if let Some(head) = facts.head() {
            self.entries(&head.map.entries, 0);
        }
    }

    /// The multi-line entries, and those in them.
    fn entries(&mut self, entries: &[Entry], base: u32) {
        for entry in entries {
            self.add(FoldKind::Entry, entry.span().shift(base), String::new);
            if let Node::Map(map) = &entry.value {
                self.entries(&map.entries, base);
            }
        }
    }

    fn questions(&mut self, group: &Group) {
        if let Some(list) = group.yaml() {
            let all = list.block.or_else(|| {
                let (first, last) = (group.questions.get(0)?, group.questions.iter().next_back()?);
                Some(first.span().cover(last.span()))
            });
            let all = all.map_or(group.opening, |all| group.opening.cover(all));
            let number = || count(group.questions.len(), "question");
            self.add(FoldKind::Questions, all, number);
        }
        for placed in &group.questions {
            self.question(&placed);
        }
        self.contents(group);
    }

    /// Runs of entries of a table of contents.
    fn contents(&mut self, group: &Group) {
        let mut run: Option<Span> = None;
        for entry in group.contents.iter() {
            let line = |offset| self.lines.line_of(offset);
            let is_next =
                |run: &Span| line(entry.span.start).saturating_sub(line(run.end)) <= CONTENTS_GAP;
            match run.filter(is_next) {
                Some(known) => run = Some(known.cover(entry.span)),
                None => {
                    if let Some(ended) = run.replace(entry.span) {
                        self.add(FoldKind::Contents, ended, String::new);
                    }
                }
            }
        }
        if let Some(ended) = run {
            self.add(FoldKind::Contents, ended, String::new);
        }
    }

    /// A question is shown with its text, unless the first line shows it, and with its answer's file.
    fn question(&mut self, placed: &Placed<'_>) {
        let Placed {
            start, question, ..
        } = placed;
        let item = placed.span();
        // Comments above the item belong to its segment; the item itself starts at its hyphen.
        let all = Span::new(item.start + question.marker.start, item.end);
        let first = self.lines.line_of(all.start);
        let text = placed.text();
        let text = text.filter(|text| self.lines.line_of(text.span.start) > first);
        self.add(FoldKind::Question, all, || {
            let below = [text, question.answer_file()].into_iter().flatten();
            let below = below.map(|mark| one_line(mark.text));
            let length = question.answer_words().filter(|_| !question.is_keyed());
            let below: Vec<String> = below.chain(length.map(words)).collect();
            below.join(" · ")
        });
        if let Some(Answer::Below(below)) = question.answer() {
            let length = || words(below.words);
            self.add(FoldKind::Answer, below.span.shift(*start), length);
        }
        if let [first, .., last] = question.options() {
            let options = first.marker.cover(last.text.span).shift(*start);
            self.add(FoldKind::Options, options, String::new);
        }
        let answer = question.answer().filter(|_| question.is_whole());
        let entries = question.entries();
        if let Some(Answer::Inline(text)) = answer
            && let Some(entry) = entries.iter().find(|entry| entry.key.text == "answer")
        {
            let length = || words(body::words(text.text));
            self.add(FoldKind::Answer, entry.span().shift(*start), length);
        }
        self.entries(&entries, *start);
    }

    fn body(&mut self, facts: &Facts) {
        for section in sections(facts, self.text) {
            self.add(FoldKind::Section, section.full, String::new);
        }
        let start = facts.body_start();
        let body = self.text.get(start as usize..).unwrap_or_default();
        for (block, span) in elements::blocks(body) {
            let kind = match block {
                Block::Code => FoldKind::Code,
                Block::Comment => FoldKind::Comment,
                Block::Details => FoldKind::Details,
            };
            self.add(kind, span.shift(start), String::new);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Fold, FoldKind, folds, outermost};
    use crate::fixture::Fixture;

    fn all(source: &str) -> (Fixture, Vec<Fold>) {
        let fixture = Fixture::new(source);
        let path = fixture.at().0;
        let found = folds(&fixture.bank, path, fixture.text(path));
        (fixture, found)
    }

    #[track_caller]
    fn check(source: &str, expected: Expect) {
        let (fixture, found) = all(source);
        let text = fixture.text(fixture.at().0).replace("\r\n", "\n");
        let lines: Vec<&str> = text.split('\n').collect();
        let mut out = String::new();
        for Fold {
            first,
            last,
            kind,
            instead,
        } in found
        {
            let (first, last) = (lines[first as usize], lines[last as usize]);
            out += &format!("{kind:?}: {first} … {last}");
            out += &if instead.is_empty() {
                "\n".to_owned()
            } else {
                format!(" ({instead})\n")
            };
        }
        expected.assert_eq(&out);
    }

    const GROUP: &str = "\
//- /go/go.md
$0---
title: Go 😀
seo:
  title: x
  keywords:
    - a
    - b

questions:
  # why
  - question: One?
    answer: one.md
    topics:
      - Core
      - Maps

  - answer: |
      Some
      words.

    question: Two?
  - question: 'Broken
    answer: |
      x
    topics:
      - Core
  - question: Inline?
    answer: |
      Three words here.

  - question: Flat?
ending: one.md
---
# Intro

```js
code
```

### Deep
text


## Next
<!-- a
b -->

# Last
";

    #[test]
    fn a_group() {
        let expected = expect![[r#"
            Frontmatter: --- … --- (Go 😀)
            Entry: seo: …     - b
            Entry:   keywords: …     - b
            Questions: questions: …   - question: Flat? (5 questions)
            Question:   - question: One? …       - Maps (one.md)
            Entry:     topics: …       - Maps
            Question:   - answer: | …     question: Two? (Two?)
            Question:   - question: 'Broken …       - Core
            Entry:     answer: | …       x
            Entry:     topics: …       - Core
            Question:   - question: Inline? …       Three words here.
            Answer:     answer: | …       Three words here. (3 words)
            Section: # Intro … b -->
            Code: ```js … ```
            Section: ### Deep … text
            Section: ## Next … b -->
            Comment: <!-- a … b -->
        "#]];
        check(GROUP, expected);
    }

    #[test]
    fn line_breaks_of_any_kind_fold_alike() {
        let (_, unix) = all(GROUP);
        let (_, windows) = all(&GROUP.replace('\n', "␍\n").replace(".md␍", ".md"));
        assert_eq!(unix, windows);
    }

    #[test]
    fn other_forms() {
        check(
            "//- /go/go.md\n$0---\nquestions: [\n  {question: A?,\n   answer: x},\n  {question: B?}]\n---\n",
            expect![[r#"
                Frontmatter: --- … ---
                Questions: questions: [ …   {question: B?}] (2 questions)
                Question:   {question: A?, …    answer: x},
            "#]],
        );
        check(
            "//- /a.md\n$0---\nname: Ada\nlinks:\n  - x\n---\nText.\n",
            expect![[r#"
                Frontmatter: --- … ---
                Entry: links: …   - x
            "#]],
        );
        check(
            "//- /go/go.md\n$0---\nquestions:\n  - question: Open?\n    answer: a.md\n",
            expect![[r#"
                Frontmatter: --- …     answer: a.md
                Questions: questions: …     answer: a.md (1 question)
                Question:   - question: Open? …     answer: a.md (a.md)
            "#]],
        );
        check(
            "//- /cards.md\n<!-- lines -->\n$0# One\nQ: A?\nA: a\n\n# Two\nQ: B?\n",
            expect![[r#"
                Section: # One … A: a
                Question: Q: A? … A: a (1 word)
                Section: # Two … Q: B?
            "#]],
        );
        check("//- /a.md\n$0one line", expect![[""]]);
        check("//- /x.png\n$0", expect![[""]]);
    }

    #[test]
    fn a_limit_keeps_the_outermost() {
        let (_, found) = all(GROUP);
        for limit in 0..found.len() + 2 {
            let kept = outermost(found.clone(), limit);
            assert_eq!(kept.len(), limit.min(found.len()));
            assert!(kept.iter().all(|fold| found.contains(fold)));
            assert!(kept.is_sorted_by_key(|fold| fold.first));
        }
        let kinds = |limit| {
            let kept = outermost(found.clone(), limit);
            kept.iter().map(|fold| fold.kind).collect::<Vec<_>>()
        };
        use FoldKind::{Entry, Frontmatter, Questions, Section};
        assert_eq!(kinds(2), [Frontmatter, Section]);
        assert_eq!(kinds(4), [Frontmatter, Entry, Questions, Section]);
    }
}
