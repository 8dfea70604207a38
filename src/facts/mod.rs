//! What one markdown file contains, independent of its shape: questions with their options, answers, levels and topics,
//! the sections around them, the entries of a table of contents, and the body.
//!
//! A question is either written under keys in YAML, or it is marks in the text (`marks`); what reads facts asks for values
//! and gets the same in both cases. Sections and entries are there only for questions in the body.
//!
//! Knows values and their spans, and keeps the tree and the layout of what is written in YAML. Must not know: which shapes
//! there are, other files, the configuration, rules, the protocol. Facts are immutable and shared by `Arc`.

pub mod contents;
pub mod group;
pub mod head;
pub mod kept;
pub mod key_table;
pub mod listed;
pub mod lookup;
pub mod mark;
pub mod marks;
pub mod mention;
pub mod promise;
pub mod question;
pub mod questions;
pub mod section;
pub mod slot;
pub mod stated;

use std::sync::Arc;

use crate::syntax::frontmatter::{Front, Split};
use crate::syntax::markdown::body::{Body, Link};
use group::Group;
use head::Head;
use listed::Listed;

/// The contents of a markdown file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Facts {
    /// A question group.
    Group(Box<Group>),
    /// Any other markdown file: an answer, an author, a guide.
    Page(Page),
}

/// A markdown file that is not a group.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// Its frontmatter, if it has one: spans and contents.
    pub(crate) front: Option<Box<(Front, Head)>>,
    /// The offset at which the body starts.
    pub(crate) start: u32,
    /// Its body; spans count from the body's start.
    pub body: Body,
    /// The levels and topics that it names, if the configuration says that it is a list of them.
    pub listed: Box<[Listed]>,
}

impl Page {
    /// The file of these questions as a page without them.
    pub fn without_questions(group: &Group) -> Self {
        let front = group.split.front;
        Self {
            front: front.map(|front| Box::new((front, group.head.clone()))),
            start: group.split.body,
            body: Body::clone(&group.body),
            listed: Box::default(),
        }
    }

    /// The spans of the frontmatter and the body.
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

    /// The page, if it is not a group.
    pub fn as_page(&self) -> Option<&Page> {
        match self {
            Self::Group(_) => None,
            Self::Page(page) => Some(page),
        }
    }

    /// The markdown after the frontmatter.
    pub fn body(&self) -> &Body {
        match self {
            Self::Group(group) => &group.body,
            Self::Page(page) => &page.body,
        }
    }

    /// The body, to be shared with the next state of the file.
    pub(crate) fn shared_body(&self) -> Arc<Body> {
        match self {
            Self::Group(group) => Arc::clone(&group.body),
            Self::Page(page) => Arc::new(page.body.clone()),
        }
    }

    /// The spans of the frontmatter and the body.
    pub fn split(&self) -> Split {
        match self {
            Self::Group(group) => group.split,
            Self::Page(page) => page.split(),
        }
    }

    /// The offset at which the body starts; its spans count from there.
    pub fn body_start(&self) -> u32 {
        match self {
            Self::Group(group) => group.split.body,
            Self::Page(page) => page.start,
        }
    }

    /// The links in the body and in inline answers, each with the offset that its spans count from; in no particular
    /// order.
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
