//! The facts of a question group: its head, its questions and its introduction.

use std::sync::Arc;

use smol_str::SmolStr;

use super::SyntaxError;
use super::allow;
use super::body::Body;
use super::frontmatter::{LineSpans, Split};
use super::head::{self, Head};
use super::question::{self, Question};
use super::segment::{self, Segments};
use super::tables::{self, Tables};
use super::yaml::{self, Node, Scalar};
use crate::text::Span;

/// A markdown file whose frontmatter has the key `questions`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Where the frontmatter and the body are.
    pub split: Split,
    /// Everything in the frontmatter but the questions.
    pub head: Head,
    /// The key `questions`.
    pub key: Span,
    /// What stands for the list when it is no list (nothing, a word, a mapping).
    pub not_a_list: Option<Node>,
    /// The questions in order.
    pub questions: Vec<Placed>,
    /// The column of the questions' hyphens.
    pub column: u32,
    /// The introduction below the frontmatter; its spans count from `split.body`.
    pub body: Arc<Body>,
    pub(super) tables: Arc<Tables>,
}

/// A question and where its segment starts in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// The offset that the question's spans count from.
    pub start: u32,
    /// The question.
    pub question: Arc<Question>,
}

impl Placed {
    /// The segment in the file.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start + self.question.len)
    }

    /// Where the item starts in the file. An item of a list that was parsed in one piece has no segment: its spans
    /// count from the file's start.
    fn first(&self) -> u32 {
        if self.question.dash.is_empty() {
            self.start + self.question.node.span().start
        } else {
            self.start
        }
    }
}

impl Group {
    /// The question that the offset falls in; at the end of the last one, that one.
    pub fn question_at(&self, offset: u32) -> Option<usize> {
        let index = self
            .questions
            .partition_point(|placed| placed.first() <= offset)
            .checked_sub(1)?;
        (offset <= self.questions[index].span().end).then_some(index)
    }
}

/// The state of a group before an edit, and the text that it was read from.
#[derive(Clone, Copy)]
pub struct Previous<'p> {
    /// The group.
    pub group: &'p Group,
    /// Its text.
    pub text: &'p str,
}

/// Reads the frontmatter of `text` as a group's; `None` when it has no key `questions`.
///
/// With the state before an edit, questions whose text is the same are taken over instead of parsed.
pub fn read(
    text: &str,
    split: Split,
    body: Arc<Body>,
    previous: Option<Previous<'_>>,
) -> Option<Group> {
    let front = split.front?;
    let mut group = match segment::segments(text, front.yaml) {
        Some(segments) => segmented(text, split, &segments, body, previous),
        None => whole(text, split, body)?,
    };
    if front.close.is_none() {
        let error = SyntaxError {
            span: front.open,
            message: SmolStr::new_static(
                "this frontmatter is never closed; end it with a line `---`",
            ),
        };
        group.head.errors = std::iter::once(error)
            .chain(group.head.errors.iter().cloned())
            .collect();
    }
    Some(group)
}

fn segmented(
    text: &str,
    split: Split,
    segments: &Segments,
    body: Arc<Body>,
    previous: Option<Previous<'_>>,
) -> Group {
    let mut head = head::read(segments.head.slice(text), segments.head.start);
    if segments.tail.slice(text).contains(':') {
        head = head::join(
            head,
            head::read(segments.tail.slice(text), segments.tail.start),
        );
    }
    // A line `questions:` that an item's own lines do not repeat, so a comment beside it is all that can stand there.
    let line = Span::new(
        segments.key.start,
        segments
            .items
            .first()
            .map_or(segments.tail.start, |item| item.start),
    );
    head.allows = head
        .allows
        .iter()
        .cloned()
        .chain(allow::in_yaml(line.slice(text), line.start))
        .collect();
    let (questions, kept) = questions(text, &segments.items, previous);
    let not_a_list = questions
        .is_empty()
        .then(|| Node::Scalar(Scalar::absent(segments.key.end + 1)));
    let mut group = Group {
        split,
        head,
        key: segments.key,
        not_a_list,
        questions,
        column: segments.column,
        body,
        tables: Arc::default(),
    };
    group.tables = match previous {
        Some(previous) if kept.keeps_tables(previous.group, &group) => {
            Arc::clone(&previous.group.tables)
        }
        _ => Arc::new(Tables::of(&group.questions)),
    };
    group
}

/// How many questions at the start and at the end were taken over from the state before.
struct Kept {
    first: usize,
    last: usize,
}

impl Kept {
    /// Whether the questions in between name the same answers, topics, levels and links as before.
    fn keeps_tables(&self, before: &Group, now: &Group) -> bool {
        let count = now.questions.len();
        before.questions.len() == count
            && (self.first..count - self.last).all(|index| {
                let (a, b) = (
                    &before.questions[index].question,
                    &now.questions[index].question,
                );
                tables::same_sources(a, b)
            })
    }
}

fn questions(text: &str, items: &[Span], previous: Option<Previous<'_>>) -> (Vec<Placed>, Kept) {
    let Some(previous) = previous else {
        let parsed = items.iter().map(|item| place(text, *item)).collect();
        return (parsed, Kept { first: 0, last: 0 });
    };
    let old = &previous.group.questions;
    let same =
        |item: &Span, placed: &Placed| item.slice(text) == placed.span().slice(previous.text);
    let first = items
        .iter()
        .zip(old)
        .take_while(|(item, placed)| same(item, placed))
        .count();
    let rest = items
        .iter()
        .skip(first)
        .rev()
        .zip(old.iter().skip(first).rev());
    let last = rest.take_while(|(item, placed)| same(item, placed)).count();
    let mut questions = Vec::with_capacity(items.len());
    questions.extend(
        items
            .iter()
            .zip(old)
            .take(first)
            .map(|(item, placed)| moved(placed, item.start)),
    );
    questions.extend(
        items[first..items.len() - last]
            .iter()
            .map(|item| place(text, *item)),
    );
    let tail = items[items.len() - last..]
        .iter()
        .zip(&old[old.len() - last..]);
    questions.extend(tail.map(|(item, placed)| moved(placed, item.start)));
    (questions, Kept { first, last })
}

fn place(text: &str, item: Span) -> Placed {
    Placed {
        start: item.start,
        question: Arc::new(question::read(item.slice(text))),
    }
}

fn moved(placed: &Placed, start: u32) -> Placed {
    Placed {
        start,
        question: Arc::clone(&placed.question),
    }
}

/// A frontmatter whose questions are no block list: parsed in one piece.
fn whole(text: &str, split: Split, body: Arc<Body>) -> Option<Group> {
    let front = split.front?;
    let mut head = head::read(front.yaml.slice(text), front.yaml.start);
    let mut entries = std::mem::take(&mut head.map.entries).into_vec();
    let found = entries
        .iter()
        .position(|entry| entry.key.text == "questions")
        .map(|at| entries.remove(at));
    head.map.entries = entries.into();
    let (key, value) = match found {
        Some(entry) => (entry.key.span, entry.value),
        // Nothing could be parsed, but a line says that questions are meant.
        None if !head.errors.is_empty() => {
            let line = LineSpans::new(&text[..front.yaml.end as usize], front.yaml.start)
                .find(|line| line.slice(text).starts_with("questions:"))?;
            (
                Span::new(line.start, line.start + 9),
                Node::List(yaml::List {
                    items: Box::default(),
                    span: Span::at(line.start + 10),
                    flow: false,
                }),
            )
        }
        None => return None,
    };
    let (questions, not_a_list) = match value {
        Node::List(list) => (
            list.items
                .into_vec()
                .into_iter()
                .map(|node| Placed {
                    start: 0,
                    question: Arc::new(question::from_node(node, text)),
                })
                .collect(),
            None,
        ),
        other => (Vec::new(), Some(other)),
    };
    let tables = Arc::new(Tables::of(&questions));
    Some(Group {
        split,
        head,
        key,
        not_a_list,
        questions,
        column: 0,
        body,
        tables,
    })
}
