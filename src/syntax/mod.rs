//! One file: bytes to facts, each with its place, and what is wrong with the form.
//!
//! Knows YAML, markdown and the shape of a group. Must not know: other files, the configuration, rules, the protocol.
//! Reading never fails: whatever the text, there are facts, and errors beside them. What it says of a text depends on
//! the text alone.

pub mod allow;
pub mod body;
pub mod frontmatter;
pub mod group;
pub mod head;
mod inline;
pub mod link;
pub mod place;
pub mod question;
pub mod questions;
pub mod quote;
mod reread;
pub mod scan;
pub mod segment;
pub mod slug;
mod slug_table;
mod tables;
pub mod yaml;

use std::sync::Arc;

use smol_str::SmolStr;

use crate::text::Span;
use body::{Body, Link};
use frontmatter::Split;
use group::{Group, Previous};
use head::Head;

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
    /// Where the frontmatter and the body are.
    pub split: Split,
    /// Its frontmatter, if it has one.
    pub head: Option<Box<Head>>,
    /// Its body; spans count from `split.body`.
    pub body: Arc<Body>,
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
    pub fn body(&self) -> &Arc<Body> {
        match self {
            Self::Group(group) => &group.body,
            Self::Page(page) => &page.body,
        }
    }

    /// Where the body starts; its spans count from here.
    pub fn body_start(&self) -> u32 {
        match self {
            Self::Group(group) => group.split.body,
            Self::Page(page) => page.split.body,
        }
    }

    /// The links below the frontmatter and in inline answers, each with the offset that its spans count from; in no
    /// useful order.
    pub fn links(&self) -> impl Iterator<Item = (u32, &Link)> {
        let below = self
            .body()
            .links
            .iter()
            .map(|link| (self.body_start(), link));
        let questions = self
            .as_group()
            .into_iter()
            .flat_map(|group| group.questions.iter());
        let inline = questions.flat_map(|placed| {
            let links = placed.question.inline.iter().flat_map(|body| &body.links);
            links.map(move |link| (placed.start, link))
        });
        below.chain(inline)
    }

    /// The frontmatter without the questions.
    pub fn head(&self) -> Option<&Head> {
        match self {
            Self::Group(group) => Some(&group.head),
            Self::Page(page) => page.head.as_deref(),
        }
    }
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
            Arc::clone(facts.body())
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
    match group::read(text, split, Arc::clone(&body)) {
        Some(group) => Facts::Group(Box::new(group)),
        None => {
            let head = split
                .front
                .map(|front| Box::new(head::read(front.yaml.slice(text), front.yaml.start)));
            Facts::Page(Page { split, head, body })
        }
    }
}
