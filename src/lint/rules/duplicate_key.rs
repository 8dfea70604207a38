use crate::bank::{BankPath, Severity};
use crate::lint::finding::{About, Within};
use crate::lint::fixes::one_of_two_keys;
use crate::lint::keys;
use crate::lint::rule::{Check, FileContext, Found, QuestionContext, Rule};
use crate::syntax::yaml::{Entry, Map, Node, Scalar};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "duplicate-key",
    severity: Severity::Error,
    summary: "A mapping has the same key twice",
    page: "\
## What it finds
A key that occurs twice in one mapping: in a question, elsewhere in the frontmatter at any depth, or in `qmark.yaml`. The
second and every later one is reported.

## Why
Most YAML parsers reject the whole file, because a key can have only one value.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe.
    answer: A queue between goroutines.
---
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe, or a queue between goroutines.
---
```

## What to do
Keep one of the two. After a merge, that is often the newer one. In a question, the cause may be a missing `-` before the
next question.
",
    checks: &[Check::File(check_file), Check::Question(check_question)],
    fixes: &[one_of_two_keys::FIX],
};

fn check_question(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    if context.question.is_whole() {
        let numbers = Some((Within::Question, 0));
        check_node(context.node, numbers, context.path, found);
    }
}

fn check_file(context: &FileContext<'_>, found: &mut Found<'_>) {
    keys::config_problems(context, found);
    let path = &context.file.path;
    let head = context.file.facts().and_then(|facts| facts.head());
    let Some(head) = head.filter(|head| head.errors.is_empty()) else {
        return;
    };
    let map = &head.map;
    for (index, entry) in map.entries.iter().enumerate() {
        match context
            .file
            .group()
            .filter(|_| entry.key.text == "questions")
        {
            // The first of its keys `questions` is not an entry of the head.
            Some(group) => {
                let about = About::Key(Within::Head, map.number(index));
                report(&entry.key, group.opening, about, path, found);
            }
            None => check_entry(map, index, Some((Within::Head, 0)), path, found),
        }
    }
}

/// Where the keys of a mapping are numbered, and the number of the first.
type Numbers = Option<(Within, u32)>;

fn check_node(node: &Node, numbers: Numbers, path: &BankPath, found: &mut Found<'_>) {
    match node {
        Node::Scalar(_) => {}
        Node::List(list) => list
            .items
            .iter()
            .for_each(|item| check_node(item, None, path, found)),
        Node::Map(map) => {
            for index in 0..map.entries.len() {
                check_entry(map, index, numbers, path, found);
            }
        }
    }
}

fn check_entry(map: &Map, index: usize, numbers: Numbers, path: &BankPath, found: &mut Found<'_>) {
    let Entry { key, value } = &map.entries[index];
    let number = numbers.map(|(within, first)| (within, first + map.number(index)));
    let mut earlier = map.entries[..index].iter();
    let first = earlier.find(|other| other.key.text == key.text);
    if let Some(first) = first.filter(|_| !key.text.is_empty()) {
        let about = number.map_or(About::Place, |(within, number)| About::Key(within, number));
        report(key, first.key.span, about, path, found);
    }
    let inside = number.map(|(within, number)| (within, number + 1));
    check_node(value, inside, path, found);
}

fn report(key: &Scalar, first: Span, about: About, path: &BankPath, found: &mut Found<'_>) {
    found
        .add(
            key.span,
            format!("duplicate key `{}`; keep one of the two", key.text),
        )
        .about(about)
        .related(path, first, "the first");
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    #[test]
    fn at_any_depth() {
        Fixture::new(
            "answers: content
answers: texts
//^^^ duplicate-key
//- /go/go.md
---
title: a␍
seo:␍
  title: b␍
  title: c␍
//^^^ duplicate-key: duplicate key `title`; keep one of the two
questions:␍
  - question: x␍
    answer: y␍
    topics: [a]␍
    topics: [b]␍
//^^^ duplicate-key
    topics: [c]␍
//^^^ duplicate-key
  - {question: x, answer: y, answer: z}␍
//^^^ duplicate-key
title: d␍
//^^^ duplicate-key
questions:␍
//^^^ duplicate-key
  - question: z␍
---␍
//- /a.md
---
name: x
name: y
//^^^ duplicate-key
---
",
        )
        .check_findings("duplicate-key");
    }

    #[test]
    fn in_flow_style() {
        Fixture::new(
            "//- /go/go.md
---
questions: [{question: a, question: b}]
//^^^ duplicate-key
questions: []
//^^^ duplicate-key
---
",
        )
        .check_findings("duplicate-key");
    }

    #[test]
    fn the_first_is_related() {
        let fixture = Fixture::new(
            "//- /go/go.md\n---\nquestions:\n  - question: x\n  - $1answer: y\n    $2answer: z\n---\n",
        );
        let findings = Findings::of_bank(&fixture.bank);
        let list = findings.of("go/go.md").iter();
        let list: Vec<_> = list.filter(|f| f.code == "duplicate-key").collect();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].span.start, fixture.places[1].1);
        assert_eq!(list[0].related[0].span.start, fixture.places[0].1);
    }

    #[test]
    fn equal_keys_of_two_mappings_are_none() {
        Fixture::new(
            "//- /go/go.md
---
title: a
seo: {title: b}
questions:
  - question: x
    answer: title
  - question: y
    answer: 'a: 1

      a: 2'
  - question: \"broken
    answer: a
    answer: b
---
",
        )
        .check_findings("duplicate-key");
    }
}
