//! The outline of a file: the levels and questions of a group, the headings and questions of a document, the headings of
//! any other file.

mod in_body;
mod parts;

use super::markdown::one_line;
use super::sections::{Section, sections};
use crate::bank::{Bank, BankPath};
use crate::facts::group::Group;
use crate::facts::listed::Listed;
use crate::text::{Span, count};
use parts::{heading, question};

/// A part of a file, with the parts in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its name; never empty.
    pub name: String,
    /// A detail next to the name.
    pub detail: String,
    /// Its kind.
    pub kind: PartKind,
    /// Its whole span.
    pub full: Span,
    /// The span of its name, within `full`; of a level in its first question.
    pub named: Span,
    /// The parts in it, in the order of the file.
    pub parts: Vec<Part>,
}

/// The kind of a part.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PartKind {
    /// The questions of a level.
    Level,
    /// A question.
    Question,
    /// A question's answer.
    Answer,
    /// A heading with the text below it.
    Heading,
    /// A topic that a page names.
    Topic,
}

/// The parts of the file at `path`, whose text is `text`.
///
/// Of a group, its questions under their levels, easiest first, then the headings of its introduction. Without any level
/// in the group, the questions are at the top; otherwise those without one come after the levels. Of a file
/// with questions in its body, its headings and questions as they are nested. Of another file, its headings, and below them
/// the topics that it names.
pub fn outline(bank: &Bank, path: &BankPath, text: &str) -> Vec<Part> {
    let Some(facts) = bank.file(path.as_str()).and_then(|file| file.facts()) else {
        return Vec::new();
    };
    let group = facts.as_group();
    if let Some(group) = group.filter(|group| group.yaml().is_none()) {
        return in_body::outline(bank, path, text, (facts, group));
    }
    let mut parts = group.map_or_else(Vec::new, |group| questions(bank, path, group));
    parts.extend(headings(&sections(facts, text), text));
    for listed in facts.as_page().into_iter().flat_map(|page| &page.listed) {
        add_topics(&mut parts, listed);
    }
    parts
}

/// Adds the topics below a heading to the part of that heading, and marks the heading of a level.
fn add_topics(parts: &mut [Part], listed: &Listed) {
    let place = listed.heading.start;
    let found = parts.iter_mut().find(|part| part.full.touches(place));
    let Some(part) = found else { return };
    if !part.named.touches(place) {
        return add_topics(&mut part.parts, listed);
    }
    if listed.level.is_some() {
        part.kind = PartKind::Level;
    }
    let items = listed
        .topics
        .iter()
        .filter(|topic| topic.span.start >= part.named.end);
    let items = items.map(|topic| Part {
        name: topic.text.to_string(),
        detail: String::new(),
        kind: PartKind::Topic,
        full: topic.span,
        named: topic.span,
        parts: Vec::new(),
    });
    part.parts.splice(0..0, items);
}

fn questions(bank: &Bank, path: &BankPath, group: &Group) -> Vec<Part> {
    let names = &bank.config().levels;
    let mut levels: Vec<Option<Part>> = vec![None; names.len()];
    let mut others = Vec::new();
    for (index, placed) in group.questions.iter().enumerate() {
        let part = question(bank, path, index, &placed);
        let Some((place, written)) = bank.level_of(&placed) else {
            others.push(part);
            continue;
        };
        // Editors with sticky headers show the line of `named`, which is the line with the level.
        let level = levels[place].get_or_insert_with(|| Part {
            name: names[place].name.to_string(),
            detail: String::new(),
            kind: PartKind::Level,
            full: part.full,
            named: written.inner(),
            parts: Vec::new(),
        });
        level.full = level.full.cover(part.full);
        level.parts.push(part);
    }
    let levels = levels.into_iter().flatten().map(|level| Part {
        detail: count(level.parts.len(), "question"),
        ..level
    });
    levels.chain(others).collect()
}

/// The sections as a tree.
fn headings(sections: &[Section], text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = sections;
    while let Some((first, below)) = rest.split_first() {
        let inner = below
            .iter()
            .position(|next| next.full.start >= first.full.end)
            .unwrap_or(below.len());
        parts.push(Part {
            parts: headings(&below[..inner], text),
            ..heading(first, one_line(first.named.slice(text)))
        });
        rest = &below[inner..];
    }
    parts
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Part, PartKind, outline};
    use crate::fixture::Fixture;

    fn show(parts: &[Part], text: &str, indent: usize, out: &mut String) {
        for part in parts {
            let kind = match part.kind {
                PartKind::Level => "level",
                PartKind::Question => "question",
                PartKind::Answer => "answer",
                PartKind::Heading => "heading",
                PartKind::Topic => "topic",
            };
            assert!(part.full.cover(part.named) == part.full, "{part:?}");
            let detail = format!(" ({})", part.detail);
            let detail = if part.detail.is_empty() { "" } else { &detail };
            let ends = part
                .full
                .slice(text)
                .trim_end()
                .lines()
                .next_back()
                .unwrap_or("");
            let written = match part.kind {
                PartKind::Level => format!(" {:?}", part.named.slice(text)),
                _ => String::new(),
            };
            let name = &part.name;
            *out += &format!("{:indent$}{kind} {name}{detail}{written} … {ends:?}\n", "");
            show(&part.parts, text, indent + 2, out);
        }
    }

    #[track_caller]
    fn check(source: &str, expected: Expect) {
        let fixture = Fixture::new(source);
        let path = fixture.at().0;
        let mut out = String::new();
        show(
            &outline(&fixture.bank, path, fixture.text(path)),
            fixture.text(path),
            0,
            &mut out,
        );
        expected.assert_eq(&out);
    }

    #[test]
    fn a_group_by_level() {
        check(
            "\
//- /go/go.md
$0---
questions:
  - question: Hard one?
    answer: one.md
    topics: [Advanced, Maps, 'Channels']
  - question: \"Easy 😀
      two?\"
    answer: |
      Three words here.
    level: Freshers
  # note
  - topics: [Maps]
    answer: gone.md

  - question: 'Broken
    answer: one.md
    topics:
      - Beginner
  - question: Another hard one?
    level: Hard
  - words
ending: one.md
---
# Intro

Text.

### Deep
## Next
text
# Last

end
//- /go/content/one.md
One two.
",
            expect![[r####"
                level Beginner (2 questions) "Freshers" … "      - Beginner"
                  question Easy 😀 two? … "    level: Freshers"
                    answer Inline answer (3 words) … "      Three words here."
                  question Broken (Beginner) … "      - Beginner"
                    answer one.md (2 words) … "one.md"
                level Advanced (2 questions) "Advanced" … "    level: Hard"
                  question Hard one? (Advanced, Maps, Channels) … "    topics: [Advanced, Maps, 'Channels']"
                    answer one.md (2 words) … "one.md"
                  question Another hard one? … "    level: Hard"
                question Question 3 (Maps) … "    answer: gone.md"
                  answer gone.md (missing) … "gone.md"
                question Question 6 … "- words"
                heading Intro … "text"
                  heading Deep … "### Deep"
                  heading Next … "text"
                heading Last … "end"
            "####]],
        );
    }

    #[test]
    fn a_group_without_levels_and_an_answer() {
        check(
            "//- /go/go.md\n$0---\nquestions: [{question: A?}, {question: B?, answer: x}]\n---\n",
            expect![[r#"
                question A? … "{question: A?}"
                question B? … "{question: B?, answer: x}"
                  answer Inline answer (1 word) … "x"
            "#]],
        );
        check(
            "//- /go/content/a.md\nText $0\n\n## *B* `x`\n\n#\n\nSetext\n===\n\n### Below\nend",
            expect![[r###"
                heading *B* `x` … "## *B* `x`"
                heading # … "#"
                heading Setext … "end"
                  heading Below … "end"
            "###]],
        );
        check("//- /x.png\n$0", expect![[""]]);
    }

    #[test]
    fn a_heading_with_the_number_alone_is_its_question() {
        let question = |n: u32| format!("## Question {n}:\n\nWhat is part {n} for?\n\nWork.\n\n");
        let exam = "documents:\n  - {files: exam.md, shape: document}\n//- /exam.md\n$0# Exam\n\n";
        check(
            &(exam.to_owned() + &question(1) + &question(2)),
            expect![[r#"
                heading Exam (2 questions) … "Work."
                  question What is part 1 for? (1 word) … "Work."
                  question What is part 2 for? (1 word) … "Work."
            "#]],
        );
    }

    #[test]
    fn a_group_under_its_headings() {
        check(
            "//- /cards.md\n<!-- lines -->\n$0Q: Zero?\n\n# *Maps* `x`\ntext\n## Deep\nQ: One?\nA: one\n## Of the answer\nQ: Two?\n# None\n# `Last`\ntext\n\nQ: Three?\n",
            expect![[r###"
                question Zero? … "Q: Zero?"
                heading Maps x (2 questions) … "Q: Two?"
                  heading Deep (2 questions) … "Q: Two?"
                    question One? (1 word) … "## Of the answer"
                      answer Inline answer (1 word) … "one"
                      heading Of the answer … "## Of the answer"
                    question Two? … "Q: Two?"
                heading None … "# None"
                heading Last (1 question) … "Q: Three?"
                  question Three? … "Q: Three?"
            "###]],
        );
    }

    #[test]
    fn a_page_of_topics_has_its_levels_and_topics() {
        check(
            "documents: [{files: '*.md', shape: topics}]\n//- /topics.md\n$0# Topics\n\n## Areas\n\n- Not one\n\n### Easy\n\n- HTTP basics\n- **Caching**: keys\n\n### Hard\n\n#### Storage\n\n- B-trees\n",
            expect![[r#"
                heading Topics … "- B-trees"
                  heading Areas … "- B-trees"
                    level Easy "Easy" … "- **Caching**: keys"
                      topic HTTP basics … "HTTP basics"
                      topic Caching … "Caching"
                    level Hard "Hard" … "- B-trees"
                      heading Storage … "- B-trees"
                        topic B-trees … "B-trees"
            "#]],
        );
    }
}
