//! Lists and what accepting from them does. `$0` is the cursor.

mod answers;
mod broken;
mod documents;
mod keys;
mod links;
mod topics;
mod values;

use super::{Completions, Item, Options, completion};
use crate::fixture::Fixture;
use crate::text::{TextEdit, apply};

/// A client like VS Code.
pub(super) fn able() -> Options {
    Options {
        snippets: true,
        as_is: true,
        at_quote: false,
        today: "2024-02-29".to_owned(),
    }
}

/// A client like Eglot.
pub(super) fn plain() -> Options {
    Options {
        snippets: false,
        ..able()
    }
}

/// The list at the cursor; each item's edit is one that the protocol allows.
#[track_caller]
pub(super) fn list(fixture: &Fixture, options: &Options) -> Completions {
    let (path, offset) = fixture.at();
    let text = fixture.text(path);
    let found = completion(&fixture.bank, path, text, offset, options);
    for item in &found.items {
        let (insert, replace) = (item.edit.insert, item.edit.replace);
        assert!(replace.touches(offset), "{item:?}");
        assert!(
            insert.start == replace.start && insert.touches(offset) && insert.end <= replace.end,
            "{item:?}"
        );
        assert!(
            text.get(replace.range())
                .is_some_and(|s| !s.contains(['\n', '\r'])),
            "{item:?}"
        );
        assert!(text.is_char_boundary(insert.end as usize), "{item:?}");
    }
    assert!(
        found.items.is_sorted_by(|a, b| a.sort < b.sort),
        "{found:?}"
    );
    found
}

/// The labels at the cursor, in order.
#[track_caller]
pub(super) fn check(source: &str, expected: &[&str]) {
    let found = list(&Fixture::with_people(source), &able());
    let labels: Vec<_> = found.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, expected, "{source}");
}

/// The text of the cursor's file after the item `label` is accepted.
#[track_caller]
pub(super) fn accepted(fixture: &Fixture, label: &str, options: &Options) -> String {
    let found = list(fixture, options);
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("no `{label}` among {:?}", labels(&found.items)));
    accept(fixture, item)
}

pub(super) fn accept(fixture: &Fixture, item: &Item) -> String {
    let edit = TextEdit {
        span: item.edit.replace,
        text: item.edit.text.clone(),
    };
    apply(fixture.text(fixture.at().0), &[edit]).expect("one edit")
}

fn labels(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.label.as_str()).collect()
}

/// What a group with the frontmatter `before` says after accepting `label`; both without fences.
#[track_caller]
pub(super) fn check_accept(before: &str, label: &str, after: &str) {
    check_accept_as(&able(), before, label, after);
}

#[track_caller]
pub(super) fn check_accept_as(options: &Options, before: &str, label: &str, after: &str) {
    for crlf in [false, true] {
        let source = format!("//- /go/go.md\n---\n{before}\n---\n{BANK}");
        let mut fixture = Fixture::with_people(&source);
        let mut expected = format!("---\n{after}\n---\n");
        if crlf {
            let (path, offset) = fixture.at();
            let (path, text) = (path.clone(), fixture.text(path).to_owned());
            let longer = text[..offset as usize].matches('\n').count() as u32;
            fixture
                .texts
                .insert(path.clone(), text.replace('\n', "\r\n"));
            fixture.cursor = Some((path, offset + longer));
            expected = expected.replace('\n', "\r\n");
        }
        let got = accepted(&fixture, label, options);
        // A snippet's line breaks are the client's affair.
        let normal = |text: &str| {
            if options.snippets {
                text.replace("\r\n", "\n")
            } else {
                text.to_owned()
            }
        };
        assert_eq!(normal(&got), normal(&expected), "{before}");
    }
}

/// What else there is in the bank of [`check_accept`].
pub(super) const BANK: &str = "\
//- /go/content/channels.md
A channel is a pipe.
//- /js/js.md
---
questions:
  - question: Why?
    answer: Because
    topics: ['Error: handling', It's, 'C, C++', Core, Core, Beginner]
---
//- /authors/ada.md
---
name: Ada L.
---
//- /guides/start.md
---
title: Start here
---
";
