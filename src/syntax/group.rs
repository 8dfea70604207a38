//! The facts of a question group: its head, its questions and its introduction.

use std::sync::Arc;

use smol_str::SmolStr;

use super::SyntaxError;
use super::allow;
use super::body::Body;
use super::frontmatter::{LineSpans, Split, strange_error};
use super::head::{self, Head};
use super::mention::Mention;
use super::question;
pub use super::questions::{Placed, Questions};
use super::reread;
use super::segment::{self, Segments};
use super::tables::{Tables, name_hash};
use super::yaml::{self, Anchors, Node, Scalar};
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
    pub questions: Questions,
    /// The lines of the questions, from the first to what stands behind the last; `None` when the list is not written
    /// as a block.
    pub list: Option<Span>,
    /// The column of the questions' hyphens.
    pub column: u32,
    /// The introduction below the frontmatter; its spans count from `split.body`.
    pub body: Arc<Body>,
    /// A space behind the key `questions` that YAML takes for a letter.
    pub(super) strange: Option<Span>,
    /// Whether it has anchors, aliases, merges or tags: then what one part says may depend on another.
    pub linked: bool,
    tables: Tables,
}

impl Group {
    /// The questions whose answer is the file `name`, in order.
    pub fn citing<'g>(&'g self, name: &'g str) -> impl Iterator<Item = usize> + 'g {
        self.hashed(name)
            .filter(move |&index| self.answer_name(index) == Some(name))
    }

    /// The answer files that the questions name and that differ from `name` in case only.
    pub fn names_like<'g>(&'g self, name: &'g str) -> impl Iterator<Item = &'g str> + 'g {
        let lower = name.to_lowercase();
        self.hashed(name)
            .filter_map(|index| self.answer_name(index))
            .filter(move |other| *other != name && other.to_lowercase() == lower)
    }

    /// The questions that name the same answer file as an earlier one, each after the first that does; in no useful
    /// order.
    pub fn shared_answers(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        repeated(&self.tables.answers, |index| self.answer_name(index))
    }

    /// The questions that have the same id as an earlier one, each after the first that does; in no useful order.
    pub fn repeated_ids(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        repeated(&self.tables.ids, |index| {
            self.questions.get(index)?.question.id_hash()
        })
    }

    /// Whether an earlier question has the id of the one at `index`.
    pub fn repeats_id(&self, index: usize) -> bool {
        let placed = self.questions.get(index);
        let id = placed.and_then(|placed| placed.question.id_hash());
        id.is_some_and(|id| {
            let first = self.tables.ids.partition_point(|(other, _)| *other < id);
            let row = self.tables.ids.get(first);
            row.is_some_and(|(other, place)| *other == id && (*place as usize) < index)
        })
    }

    /// The answers' file names that have a path in them; sorted.
    pub fn far_answers(&self) -> impl Iterator<Item = &str> {
        self.tables.far.iter().map(|path| &**path)
    }

    /// The paths that links in inline answers lead to; sorted.
    pub fn inline_links(&self) -> impl Iterator<Item = &str> {
        self.tables.links.iter().map(|path| &**path)
    }

    /// What the questions may lead to beside their answers; sorted.
    pub fn mentions(&self) -> &[Mention] {
        &self.tables.mentions
    }

    /// Whether an edit from one to the other certainly left alone what `far_answers`, `inline_links` and `mentions` say.
    pub fn shares_paths(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tables.far, &other.tables.far)
            && Arc::ptr_eq(&self.tables.links, &other.tables.links)
            && Arc::ptr_eq(&self.tables.mentions, &other.tables.mentions)
    }

    /// The question that the offset falls in; at the end of the last one, that one.
    pub fn question_at(&self, offset: u32) -> Option<usize> {
        let index = self.questions.at_or_before(offset)?;
        let placed = self.questions.get(index)?;
        (placed.span().touches(offset)).then_some(index)
    }

    /// The questions whose answer's file name is `name` or one with the same hash, in order.
    fn hashed(&self, name: &str) -> impl Iterator<Item = usize> + '_ {
        let hash = name_hash(name);
        let from = self.tables.answers.partition_point(|(h, _)| *h < hash);
        let same = self.tables.answers[from..]
            .iter()
            .take_while(move |(h, _)| *h == hash);
        same.map(|(_, index)| *index as usize)
    }

    fn answer_name(&self, index: usize) -> Option<&str> {
        Some(self.questions.get(index)?.question.answer_file()?.text)
    }
}

/// Pairs of the first question with a value and each later one, found among those with the same hash.
fn repeated<'g, H: Eq + 'g, V: PartialEq>(
    table: &'g [(H, u32)],
    value: impl Fn(usize) -> Option<V> + Copy + 'g,
) -> impl Iterator<Item = (usize, usize)> + 'g {
    let alike = table
        .chunk_by(|(a, _), (b, _)| a == b)
        .filter(|alike| alike.len() > 1);
    alike.flat_map(move |alike| {
        alike
            .iter()
            .enumerate()
            .skip(1)
            .filter_map(move |(at, (_, later))| {
                let mut earlier = alike[..at].iter().map(|(_, index)| *index as usize);
                let first = earlier.find(|&first| value(first) == value(*later as usize))?;
                Some((first, *later as usize))
            })
    })
}

/// The state of a group before an edit, and the text that it was read from.
#[derive(Clone, Copy)]
pub struct Previous<'p> {
    /// The group.
    pub group: &'p Group,
    /// Its text.
    pub text: &'p str,
}

/// Reads the frontmatter of `text` as a group's; `None` when it has no key `questions`. `anchors` get what the frontmatter
/// has of them.
pub fn read(text: &str, split: Split, body: Arc<Body>, anchors: &mut Anchors) -> Option<Group> {
    let front = split.front?;
    let mut group = match segment::segments(text, front.yaml) {
        Some(segments) => {
            let head = head::read_part(segments.head.slice(text), segments.head.start, anchors);
            let questions = Questions::new(segments.items.iter().map(|item| {
                let question = question::read_part(item.slice(text), anchors);
                (item.start, Arc::new(question))
            }));
            let tables = Tables::new(&questions);
            let parts = (head, questions, tables);
            segmented(text, split, &segments, body, parts, anchors)
        }
        None => whole(text, split, body, anchors)?,
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

/// Reads a group again after an edit within its list of questions, at the cost of the questions around it; `None` when
/// the edit is of another kind. What it gives is what `read` gives.
///
/// `body` is asked for with the place where it starts.
pub fn reread(
    text: &str,
    previous: Previous<'_>,
    body: impl FnOnce(u32) -> Arc<Body>,
) -> Option<Group> {
    let again = reread::again(text, previous)?;
    let before = &previous.group.questions;
    let difference = again.questions.difference(before);
    let tables = previous
        .group
        .tables
        .updated(before, &again.questions, &difference);
    let body = body(again.split.body);
    let segments = &again.segments;
    let mut anchors = Anchors::new(text.len());
    let head = segments.head;
    let head = head::read_part(head.slice(text), head.start, &mut anchors);
    let parts = (head, again.questions, tables);
    Some(segmented(
        text,
        again.split,
        segments,
        body,
        parts,
        &mut anchors,
    ))
}

fn segmented(
    text: &str,
    split: Split,
    segments: &Segments,
    body: Arc<Body>,
    (mut head, questions, tables): (Head, Questions, Tables),
    anchors: &mut Anchors,
) -> Group {
    let first = questions
        .get(0)
        .map_or(segments.tail.start, |placed| placed.start);
    // A comment at the head's end speaks of the line `questions:`, so the two are looked through in one piece.
    let upper = Span::new(segments.head.start, first);
    head.allows = allow::in_yaml(upper.slice(text), upper.start);
    if segments.tail.slice(text).contains(':') {
        let tail = head::read_part(segments.tail.slice(text), segments.tail.start, anchors);
        head = head::join(head, tail);
    }
    let strange = [
        split.front.and_then(|front| front.strange),
        segments.strange,
    ];
    let strange = strange.into_iter().flatten();
    let errors = strange.map(|span| strange_error(text, span));
    let indented = indented_head(text, &head);
    head.errors = errors.chain(indented).chain(head.errors).collect();
    let absent = || Node::Scalar(Scalar::absent(segments.key.end + 1));
    Group {
        split,
        head,
        key: segments.key,
        not_a_list: questions.is_empty().then(absent),
        list: Some(Span::new(first, segments.tail.start)),
        questions,
        column: segments.column,
        strange: segments.strange,
        body,
        linked: anchors.seen() > 0,
        tables,
    }
}

/// The error of keys above `questions` that are not in its column, or are between brackets.
fn indented_head(text: &str, head: &Head) -> Option<SyntaxError> {
    let first = head
        .map
        .entries
        .first()
        .filter(|_| head.errors.is_empty())?;
    let start = head.map.span.start;
    let before = &text[..start as usize];
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let is_indent = line < before.len() && before[line..].trim().is_empty();
    let is_apart = is_indent || text[start as usize..].starts_with('{');
    is_apart.then(|| SyntaxError {
        span: first.key.span,
        message: SmolStr::new_static(
            "this key and `questions` are not in one column; start both at the margin",
        ),
    })
}

/// A frontmatter whose questions are no block list: parsed in one piece.
fn whole(text: &str, split: Split, body: Arc<Body>, anchors: &mut Anchors) -> Option<Group> {
    let front = split.front?;
    let mut head = head::read_part(front.yaml.slice(text), front.yaml.start, anchors);
    let linked = anchors.seen() > 0;
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
    let (items, not_a_list) = match value {
        Node::List(list) => (list.items.into_vec(), None),
        other => (Vec::new(), Some(other)),
    };
    let questions = Questions::new(items.into_iter().map(|node| {
        let (start, question) = question::from_node(node, text, linked);
        (start, Arc::new(question))
    }));
    let tables = Tables::new(&questions);
    let strange = front.strange.map(|span| strange_error(text, span));
    head.errors = strange.into_iter().chain(head.errors).collect();
    Some(Group {
        split,
        head,
        key,
        not_a_list,
        list: None,
        questions,
        column: 0,
        strange: None,
        body,
        linked,
        tables,
    })
}

#[cfg(test)]
mod tests {
    use crate::syntax;

    #[track_caller]
    fn check(yaml: &str, allowed: &[&str]) {
        let text = format!("---\n{yaml}---\n");
        let facts = syntax::read(&text, None);
        let allows = &facts.head().unwrap().allows;
        let lines: Vec<_> = allows.iter().map(|a| a.span.slice(&text)).collect();
        assert_eq!(lines, allowed, "{yaml}");
    }

    #[test]
    fn a_comment_in_the_head_allows_in_the_line_below() {
        let item = "  - question: Q?\n";
        let above = "# qmark: allow(x)\n";
        check(&format!("{above}a: 1\nquestions:\n{item}"), &["a: 1"]);
        check(&format!("a: 1\n{above}questions:\n{item}"), &["questions:"]);
        check(
            &format!("questions: # qmark: allow(x)\n{item}"),
            &["questions: # qmark: allow(x)"],
        );
        check(&format!("questions:\n{item}{above}b: 1\n"), &["b: 1"]);
        // This one is the question's own.
        check(&format!("questions:\n{above}{item}"), &[]);
    }
}
