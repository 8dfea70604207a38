//! One file: bytes to facts, each with its place, and what is wrong with the form.
//!
//! Knows YAML, markdown and the shape of a group. Must not know: other files, the configuration, rules, the protocol.
//! Reading never fails: whatever the text, there are facts, and errors beside them. What it says of a text depends on
//! the text alone.

pub mod allow;
pub mod body;
pub mod elements;
mod empty_end;
mod fence;
pub mod frontmatter;
pub mod gist;
pub mod group;
pub mod head;
mod html;
pub mod inline;
pub mod letters;
pub mod link;
mod markup;
pub mod mention;
mod packed;
pub mod place;
pub mod placeholder;
pub mod plain;
pub mod question;
pub mod questions;
pub mod quote;
mod reread;
pub mod scan;
pub mod segment;
pub mod shown;
pub mod slug;
mod slug_table;
mod tables;
mod words;
pub mod yaml;

use std::sync::Arc;

use smol_str::SmolStr;

use crate::text::Span;
use body::{Body, Link};
use frontmatter::{Front, Split};
use group::{Group, Previous};
use head::Head;
use yaml::Anchors;

/// A place where a text is not what its form asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What is wrong, in the words of the parser.
    pub message: SmolStr,
}

/// What a markdown file says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Facts {
    /// A question group.
    Group(Box<Group>),
    /// Any other markdown file: an answer, an author, a guide.
    Page(Page),
}

/// A markdown file that is no group.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// Its frontmatter, if it has one: the place and what it says.
    front: Option<Box<(Front, Head)>>,
    start: u32,
    /// Its body; spans count from the body's start.
    pub body: Body,
}

impl Page {
    /// Where the frontmatter and the body are.
    pub fn split(&self) -> Split {
        Split {
            front: self.front.as_ref().map(|front| front.0),
            body: self.start,
        }
    }

    /// Its frontmatter, if it has one.
    pub fn head(&self) -> Option<&Head> {
        self.front.as_ref().map(|front| &front.1)
    }
}

impl Facts {
    /// The group, if it is one.
    pub fn as_group(&self) -> Option<&Group> {
        match self {
            Self::Group(group) => Some(group),
            Self::Page(_) => None,
        }
    }

    /// The page, if it is no group.
    pub fn as_page(&self) -> Option<&Page> {
        match self {
            Self::Group(_) => None,
            Self::Page(page) => Some(page),
        }
    }

    /// The markdown below the frontmatter.
    pub fn body(&self) -> &Body {
        match self {
            Self::Group(group) => &group.body,
            Self::Page(page) => &page.body,
        }
    }

    /// The body, to be shared with the file's next state.
    fn shared_body(&self) -> Arc<Body> {
        match self {
            Self::Group(group) => Arc::clone(&group.body),
            Self::Page(page) => Arc::new(page.body.clone()),
        }
    }

    /// Where the frontmatter and the body are.
    pub fn split(&self) -> Split {
        match self {
            Self::Group(group) => group.split,
            Self::Page(page) => page.split(),
        }
    }

    /// Where the body starts; its spans count from here.
    pub fn body_start(&self) -> u32 {
        match self {
            Self::Group(group) => group.split.body,
            Self::Page(page) => page.start,
        }
    }

    /// The links below the frontmatter and in inline answers, each with the offset that its spans count from; in no
    /// useful order.
    pub fn links(&self) -> impl Iterator<Item = (u32, Link<'_>)> {
        let start = self.body_start();
        let below = self.body().links().map(move |link| (start, link));
        let questions = self
            .as_group()
            .into_iter()
            .flat_map(|group| group.questions.iter());
        let inline = questions.flat_map(|placed| {
            let links = placed.question.inline().into_iter().flat_map(Body::links);
            links.map(move |link| (placed.start, link))
        });
        below.chain(inline)
    }

    /// The frontmatter without the questions.
    pub fn head(&self) -> Option<&Head> {
        match self {
            Self::Group(group) => Some(&group.head),
            Self::Page(page) => page.head(),
        }
    }
}

/// The aliases and merges in the frontmatter of a markdown file, in order, with the values that they stand for.
pub fn aliases(text: &str) -> Vec<yaml::Use> {
    let split = frontmatter::split(text);
    let mut anchors = Anchors::new(text.len());
    let body = Arc::default();
    if let (None, Some(front)) = (group::read(text, split, body, &mut anchors), split.front) {
        anchors = Anchors::new(text.len());
        head::read_part(front.yaml.slice(text), front.yaml.start, &mut anchors);
    }
    anchors.into_uses()
}

/// Reads a markdown file.
///
/// `previous` is the state of the same file before an edit and its text then; what the edit left alone is taken over
/// from it. The result is the same with and without.
pub fn read(text: &str, previous: Option<(&Facts, &str)>) -> Facts {
    let body_at = |start: u32| match previous {
        Some((facts, old))
            if old.get(facts.body_start() as usize..) == text.get(start as usize..) =>
        {
            facts.shared_body()
        }
        _ => Arc::new(body::read(&text[start as usize..])),
    };
    let before = previous.and_then(|(facts, text)| {
        Some(Previous {
            group: facts.as_group()?,
            text,
        })
    });
    if let Some(group) = before.and_then(|before| group::reread(text, before, body_at)) {
        return Facts::Group(Box::new(group));
    }
    let split = frontmatter::split(text);
    let body = body_at(split.body);
    match group::read(
        text,
        split,
        Arc::clone(&body),
        &mut Anchors::new(text.len()),
    ) {
        Some(group) => Facts::Group(Box::new(group)),
        None => {
            let head = split.front.map(|front| {
                let mut head = head::read(front.yaml.slice(text), front.yaml.start);
                if let Some(span) = front.strange {
                    let error = frontmatter::strange_error(text, span);
                    head.errors = std::iter::once(error).chain(head.errors).collect();
                }
                (front, head)
            });
            Facts::Page(Page {
                front: head.map(Box::new),
                start: split.body,
                body: Arc::unwrap_or_clone(body),
            })
        }
    }
}
