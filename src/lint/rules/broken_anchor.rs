use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::bank::{Bank, BankPath, Severity};
use crate::facts::group::Group;
use crate::lint::anchors::{link_target, nearest_in};
use crate::lint::fixes::{update_contents, use_link};
use crate::lint::rule::{BodyContext, Check, Found, QuestionContext, Rule};
use crate::syntax::markdown::body::{Body, Link};
use crate::syntax::markdown::link::leads_somewhere;

pub const RULE: Rule = Rule {
    code: "broken-anchor",
    severity: Severity::Warning,
    summary: "A link leads to a heading that does not exist",
    page: r"
## What it finds
A link with `#anchor`, within a file or to another markdown file of the bank, where no heading and no `id` has this
anchor. The anchor of a heading is its text in lower case, with spaces replaced by hyphens and most punctuation removed.
The second heading with the same text gets the suffix `-1`.

Of many links of a file to the same missing heading, the first three are reported, with the number of the others.

In groups and their answers an anchor in capitals is reported, too: browsers compare each letter. Other markdown is read on
GitHub, which finds the heading.

## Why
Readers land at the top of the page and have to search for the heading.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
See [below](#Buffered-channels).

## Buffered channels
They do not wait for a reader.
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
See [below](#buffered-channels).

## Buffered channels
They do not wait for a reader.
```

## What to do
Write the anchor of a heading that exists, or remove the anchor.
",
    checks: &[Check::Body(check), Check::Question(check_inline)],
    fixes: &[update_contents::ENTRY, use_link::HEADING],
};

fn check(context: &BodyContext<'_>, found: &mut Found<'_>) {
    let (bank, path) = (context.bank, context.path);
    let is_keyed = |group: &Group| group.yaml().is_some();
    let is_exact = bank.is_answer(path) || bank.group(path.as_str()).is_some_and(is_keyed);
    let links = context.body.links();
    anchors((bank, path), links, (context.start, is_exact), found);
}

/// An inline answer. Which headings the page with all answers of the group has is unknown, so anchors without a path
/// are not checked.
fn check_inline(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    if let Some(body) = context.question.inline() {
        let elsewhere = body.links().filter(|link| !link.path.is_empty());
        anchors((context.bank, context.path), elsewhere, (0, true), found);
    }
}

/// Checks the links of a text of the file at `path` that starts at `start`. `is_exact`: the case of anchors counts.
fn anchors<'l>(
    (bank, path): (&Bank, &BankPath),
    links: impl Iterator<Item = Link<'l>>,
    (start, is_exact): (u32, bool),
    found: &mut Found<'_>,
) {
    // By the path of the link: a table of contents has ten thousand links with the same one.
    let mut targets: HashMap<&'l str, Option<Target<'_>>> = HashMap::default();
    let mut broken: BTreeMap<(BankPath, &'l str), Vec<Link<'l>>> = BTreeMap::new();
    for link in links {
        let Some(anchor) = link.anchor else { continue };
        let target = targets.entry(link.path);
        let target = target.or_insert_with(|| {
            let (path, body) = link_target(bank, path, &link)?;
            Some(Target::new(path, body))
        });
        let Some(target) = target else { continue };
        if !leads_somewhere(anchor, is_exact, |anchor| target.has_anchor(anchor)) {
            let links = broken.entry((target.path.clone(), anchor)).or_default();
            links.push(link);
        }
    }
    for ((target, anchor), links) in broken {
        let Some((_, body)) = link_target(bank, path, &links[0]) else {
            continue;
        };
        let message = message(anchor, &target, body);
        for (at, link) in links.iter().take(SHOWN).enumerate() {
            let others = links.len() - SHOWN.min(links.len());
            let rest = match at + 1 == SHOWN && others > 0 {
                true => format!("; {others} more links in this file lead there"),
                false => String::new(),
            };
            found.add(link.span.shift(start), message.clone() + &rest);
        }
    }
}

/// How many links to one missing heading are reported. The others have the same cause, as links back to a table of contents
/// that is gone.
const SHOWN: usize = 3;

/// A file that links lead to. A table of contents can have ten thousand links to one file with as many headings.
struct Target<'b> {
    path: BankPath,
    body: &'b Body,
    /// The anchors after the one that was found last: most tables are in the order of the headings.
    next: Box<dyn Iterator<Item = &'b str> + 'b>,
    /// How many of them were passed over, beyond those that were found.
    passed: usize,
    /// The anchors, once the links are not in order.
    anchors: Option<HashSet<&'b str>>,
}

/// So many anchors can be passed over without a table of them.
const PASSED: usize = 256;

impl<'b> Target<'b> {
    fn new(path: BankPath, body: &'b Body) -> Self {
        Self {
            path,
            body,
            next: Box::new(body.anchors()),
            passed: 0,
            anchors: None,
        }
    }

    fn has_anchor(&mut self, anchor: &str) -> bool {
        while self.anchors.is_none() && self.passed < PASSED {
            match self.next.next() {
                Some(next) if next == anchor => {
                    self.passed = self.passed.saturating_sub(1);
                    return true;
                }
                Some(_) => self.passed += 1,
                // The table of few anchors is small.
                None => break,
            }
        }
        let anchors = self
            .anchors
            .get_or_insert_with(|| self.body.anchors().collect());
        anchors.contains(anchor)
    }
}

fn message(anchor: &str, target: &BankPath, body: &Body) -> String {
    let mut message = format!("`{target}` has no heading `#{anchor}`");
    if let Some(near) = nearest_in(anchor, body) {
        message += &format!("; did you mean `#{near}`?");
    }
    message
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn anchors_of_headings_and_ids() {
        Fixture::new(
            r"
//- /go/go.md
---
questions:
  - question: Inline?
    answer: See [a](content/one.md#one), [b](content/one.md#two) and [c](#page).
//^^^ broken-anchor: `go/content/one.md` has no heading `#two`
---
# Go

[a](#go) [b](#Go) [c](#) [d](#top) [e](content/one.md#one) [f](content/one.md#on-e)
//^^^ broken-anchor: `go/go.md` has no heading `#Go`; did you mean `#go`?
//^^^ broken-anchor: `go/content/one.md` has no heading `#on-e`
//- /go/content/one.md
# One
## One

<a id='mark'></a>

[a](#one-1) [b](#mark) [c](#user-content-one) [d](#one-2)␍
//^^^ broken-anchor: `go/content/one.md` has no heading `#one-2`; did you mean `#one-1`?
[e](../go.md#go) [f](%C3%A4.md#%C3%BCbersicht) [g](ä.md#ubersicht)
//^^^ broken-anchor: `go/content/ä.md` has no heading `#ubersicht`; did you mean `#übersicht`?
[absent](gone.md#x) [out](../../../x.md#y) [folder](../content#x) [other](x.png#y) [web](https://example.org#z)

<!-- qmark: allow(broken-anchor) -->
[allowed](#nowhere)
//- /go/content/ä.md
Übersicht
=========
//- /go/content/x.png
",
        )
        .check_findings("broken-anchor");
    }

    #[test]
    fn github_finds_a_heading_in_any_case() {
        Fixture::new(
            "//- /questions.md
# Interview questions

[locks](#What-is-a-Lock) [keys](#What-is-a-Kee)
//^^^ broken-anchor: `questions.md` has no heading `#What-is-a-Kee`; did you mean `#what-is-a-key`?

## What is a lock?
It is held by one thread.

## What is a key?
It opens a lock.

## What is a page?
A part of a table.
",
        )
        .check_findings("broken-anchor");
    }

    #[test]
    fn many_links_to_one_missing_heading() {
        let text = "//- /go/go.md\n---\nquestions: []\n---\n";
        let plain =
            "[x](#top-of-page)\n//^^^ broken-anchor: `go/go.md` has no heading `#top-of-page`\n";
        let last = plain.replace("page`", "page`; 2 more links in this file lead there");
        let rest = "[x](#top-of-page)\n".repeat(2);
        Fixture::new(&format!("{text}{plain}{plain}{last}{rest}")).check_findings("broken-anchor");
        Fixture::new(&format!("{text}{plain}{plain}{plain}")).check_findings("broken-anchor");
    }
}
