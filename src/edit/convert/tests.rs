//! Files before and after they are written in another shape.

use std::sync::Arc;

use super::{gather, to_document, to_group};
use crate::bank::{Bank, BankPath};
use crate::edit::{Planned, Sources};
use crate::fixture::Fixture;

type Convert = fn(&Bank, Sources<'_>, &BankPath) -> Planned;

fn converted(convert: Convert, bank: &str, path: &str) -> (Fixture, Planned) {
    let fixture = Fixture::new(bank);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let path = BankPath::new(path).expect("a path");
    let planned = convert(&fixture.bank, &source, &path);
    (fixture, planned)
}

#[track_caller]
fn check(convert: Convert, before: &str, path: &str, after: &str) {
    let (fixture, planned) = converted(convert, before, path);
    let edit = planned.unwrap_or_else(|refusal| panic!("refused: {refusal}"));
    fixture.becomes(&edit, after);
}

#[track_caller]
fn refused(convert: Convert, bank: &str, path: &str, reason: &str) {
    let (_, planned) = converted(convert, bank, path);
    assert_eq!(planned.expect_err("it is refused").0, reason);
}

const DOCUMENT: &str = "\
//- /go/README.md
# Go interview questions

- [What is a channel?](#what-is-a-channel)
- [Core](#core)

## Beginner

### Core

#### What is a channel?

A pipe 😀, unlike [a slice](#what-is-a-slice).

##### Closed ones

```go
# what
```

[Back](#closed-ones)

#### What is a slice?

A view. ![it](img/slice.png)

### Tools

#### What does `go vet` find?

Slips.
//- /other.md
[x](go/README.md#what-is-a-channel) [y](go/README.md#closed-ones) [z](go/README.md)
";

const GROUP: &str = "\
//- /go/README.md
---
questions:
  - question: What is a channel?
    answer: what-is-a-channel.md
    level: Beginner
    topics:
      - Core
  - question: What is a slice?
    answer: what-is-a-slice.md
    level: Beginner
    topics:
      - Core
  - question: What does `go vet` find?
    answer: what-does-go-vet-find.md
    level: Beginner
    topics:
      - Tools
---
# Go interview questions

- [What is a channel?](content/what-is-a-channel.md#what-is-a-channel)
- [Core](#core)

## Beginner

### Core

### Tools
//- /go/content/what-is-a-channel.md
# What is a channel?

A pipe 😀, unlike [a slice](what-is-a-slice.md#what-is-a-slice).

##### Closed ones

```go
# what
```

[Back](#closed-ones)
//- /go/content/what-is-a-slice.md
# What is a slice?

A view. ![it](../img/slice.png)
//- /go/content/what-does-go-vet-find.md
# What does `go vet` find?

Slips.
//- /other.md
[x](go/content/what-is-a-channel.md#what-is-a-channel) [y](go/content/what-is-a-channel.md#closed-ones) [z](go/README.md)
";

#[test]
fn a_document_becomes_a_group() {
    check(to_group, DOCUMENT, "go/README.md", GROUP);
}

#[test]
fn a_quiz_stays_a_document() {
    let quiz = "//- /README.md\n# Quiz\n\n### What is one?\n\n- [ ] a\n- [x] b\n\n### What is two?\n\n- [ ] a\n- [x] b\n";
    refused(
        to_group,
        quiz,
        "README.md",
        "the question `What is one?` has options, and a question of a group has none",
    );
}

const LISTED: &str = "\
//- /go/go.md
---
title: Go interview questions
questions:
  - question: What does vet find?
    answer: vet.md
    topics: [Advanced, Tools]
  - question: What is a channel?
    answer: channels.md
    topics: [Beginner, Core]
  - question: What is a slice?
    answer: A view.
    topics: [Beginner, Core]
---
All of it, [vet](content/vet.md) first.
//- /go/content/vet.md
Slips, see [closed](channels.md#closed-ones).
//- /go/content/channels.md
# What is a channel?

A pipe.

## Closed ones

```go
# what
```

Done. ![it](../img/a.png)
//- /other.md
[x](go/content/channels.md) [y](go/content/channels.md#what-is-a-channel)
";

#[test]
fn a_group_becomes_a_document() {
    check(
        to_document,
        LISTED,
        "go/go.md",
        "\
//- /go/go.md
---
title: Go interview questions
---
# Go interview questions

All of it, [vet](#what-does-vet-find) first.

## Beginner

### Core

#### What is a channel?

A pipe.

##### Closed ones

```go
# what
```

Done. ![it](img/a.png)

#### What is a slice?

A view.

## Advanced

### Tools

#### What does vet find?

Slips, see [closed](#closed-ones).
//- /other.md
[x](go/go.md#what-is-a-channel) [y](go/go.md#what-is-a-channel)
",
    );
    refused(
        to_document,
        &LISTED.replace("[Advanced, Tools]", "[Advanced, Tools, Core]"),
        "go/go.md",
        "the question `What does vet find?` has several topics, and the heading above it gives one; remove the others first",
    );
}

#[test]
fn breaks_of_lines_stay_and_blank_lines_above_the_text_go() {
    let group = "\
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
    topics: [Core]
  - question: What is a slice?
    answer: slices.md
    topics: [Core]
  - question: What is a map?
    answer: maps.md
    topics: [Core]
---

# Go interview questions
//- /go/content/channels.md
# What is a channel?

A pipe,  
with two ends.  

- one\\
  two
//- /go/content/slices.md
A view.
//- /go/content/maps.md
A table.
";
    check(
        to_document,
        group,
        "go/go.md",
        "\
//- /go/go.md
# Go interview questions

## Core

### What is a channel?

A pipe,  
with two ends.  

- one\\
  two

### What is a slice?

A view.

### What is a map?

A table.
",
    );
}

#[test]
fn files_are_gathered() {
    let file = |name: &str, asked: &str, said: &str| {
        format!(
            "//- /go/{name}.md\n---\ntitle: {asked}\ndifficulty: easy\ntopics: [Core]\n---\n{said}\n"
        )
    };
    let files = [
        file(
            "a",
            "What is a channel?",
            "A pipe, see [slices](b.md).\n\n## Closed\n\nNo.",
        ),
        file("b", "What is a slice?", "A view. [Closed](a.md#closed)"),
        file("c", "What is a map?", "A table."),
    ];
    check(
        gather,
        &files.concat(),
        "go/b.md",
        "\
//- /go/README.md
# Go questions

## easy

### Core

#### What is a channel?

A pipe, see [slices](#what-is-a-slice).

##### Closed

No.

#### What is a slice?

A view. [Closed](#closed)

#### What is a map?

A table.
",
    );
}
