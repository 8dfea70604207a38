//! What a change leaves as it was, byte for byte: values with their quotes and keys, comments, indentation, the way
//! that lines end.

use qmark::bank::File;
use qmark::facts::group::Group;
use qmark::syntax::yaml::{self, Node, Scalar, Style};
use qmark::text::line_break;
use qmark::text::{Span, TextEdit};

/// A key or a value in the YAML of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leaf {
    /// The keys that lead to it.
    pub keys: Vec<String>,
    /// Where it is.
    pub span: Span,
    /// What it says.
    pub text: String,
    style: Style,
}

/// The YAML of a file, as far as it can be read.
#[derive(Default)]
pub struct Yaml {
    /// Its keys and values, in the order of the text.
    pub leaves: Vec<Leaf>,
    /// The spans of its entries and items, each before those in it.
    pub parts: Vec<Span>,
    /// Where it is.
    pub span: Span,
    /// Whether all of it could be read.
    pub is_whole: bool,
}

impl Yaml {
    /// The head of a group.
    pub fn of_group(group: &Group) -> Self {
        let questions = group.questions.iter();
        let mut read = Self {
            span: group
                .split
                .front
                .map(|front| front.yaml)
                .unwrap_or_default(),
            is_whole: group.head.errors.is_empty()
                && questions.clone().all(|placed| placed.question.is_whole()),
            ..Self::default()
        };
        if group.head.errors.is_empty() {
            for entry in &group.head.map.entries {
                read.entry(entry, 0, &[]);
            }
        }
        for placed in questions.filter(|placed| placed.question.is_whole()) {
            read.parts.push(placed.span());
            read.node(
                &placed.question.node(),
                placed.start,
                &["questions".to_owned()],
            );
        }
        read.leaves.sort_by_key(|leaf| leaf.span);
        read
    }

    /// The bank's configuration.
    pub fn of_config(text: &str) -> Self {
        let parsed = yaml::parse(text, 0);
        let mut read = Self {
            span: Span::new(0, text.len() as u32),
            is_whole: parsed.is_ok(),
            ..Self::default()
        };
        if let Ok(Some(root)) = parsed {
            read.node(&root, 0, &[]);
        }
        read
    }

    fn entry(&mut self, entry: &yaml::Entry, start: u32, keys: &[String]) {
        self.parts.push(entry.span().shift(start));
        let keys = [keys, &[entry.key.text.to_string()]].concat();
        self.scalar(&entry.key, start, &keys);
        self.node(&entry.value, start, &keys);
    }

    fn node(&mut self, node: &Node, start: u32, keys: &[String]) {
        match node {
            Node::Scalar(scalar) => self.scalar(scalar, start, keys),
            Node::Map(map) => map
                .entries
                .iter()
                .for_each(|entry| self.entry(entry, start, keys)),
            Node::List(list) => list.items.iter().for_each(|item| {
                self.parts.push(item.span().shift(start));
                self.node(item, start, keys);
            }),
        }
    }

    fn scalar(&mut self, scalar: &Scalar, start: u32, keys: &[String]) {
        let span = scalar.span.shift(start);
        // All that an alias or a merge brings is in one place.
        let is_known = || self.leaves.iter().any(|leaf| leaf.span == span);
        if !(scalar.span.is_empty() || scalar.is_alias() && is_known()) {
            self.leaves.push(Leaf {
                keys: keys.to_vec(),
                span,
                text: scalar.text.to_string(),
                style: scalar.style,
            });
        }
    }

    /// The key or value at a place.
    pub fn leaf_at(&self, span: Span) -> Option<&Leaf> {
        self.leaves.iter().find(|leaf| leaf.span == span)
    }

    /// The innermost entry or item around a place; of a comment that is in none, the one before it.
    pub fn part_at(&self, span: Span) -> Option<Span> {
        let around = |part: &&Span| part.start <= span.start && span.end <= part.end;
        let around = self
            .parts
            .iter()
            .filter(around)
            .min_by_key(|part| part.len());
        let last_before = || {
            let before = self.parts.iter().filter(|part| part.end <= span.start);
            before.max_by_key(|part| part.end)
        };
        around.or_else(last_before).copied()
    }

    /// The comments, each with the start of its line.
    fn comments(&self, text: &str) -> Vec<(u32, Span)> {
        let mut found = Vec::new();
        let mut at = self.span.start;
        for line in self.span.slice(text).split_inclusive(['\n', '\r']) {
            let signs = line.match_indices('#').map(|(sign, _)| sign);
            let mut signs = signs
                .filter(|sign| line[..*sign].is_empty() || line[..*sign].ends_with([' ', '\t']));
            let outside = |sign: &usize| {
                let sign = at + *sign as u32;
                !self
                    .leaves
                    .iter()
                    .any(|leaf| leaf.span.start <= sign && sign < leaf.span.end)
            };
            if let Some(sign) = signs.find(outside) {
                let end = line.trim_end().len();
                found.push((at, Span::new(at + sign as u32, at + end as u32)));
            }
            at += line.len() as u32;
        }
        found
    }
}

/// The YAML of a file, if it has some that this knows.
pub fn yaml_of(file: &File, text: &str) -> Option<Yaml> {
    match (file.group(), file.path.as_str()) {
        (Some(group), _) => group.yaml().map(|_| Yaml::of_group(group)),
        (None, qmark::bank::CONFIG_FILE) => Some(Yaml::of_config(text)),
        _ => None,
    }
}

/// The edits of one text: in their order, and without what they write as it was.
pub struct Edits<'e> {
    old: &'e str,
    all: Vec<TextEdit>,
}

impl<'e> Edits<'e> {
    pub fn new(old: &'e str, edits: &[TextEdit]) -> Self {
        let mut all: Vec<TextEdit> = edits.iter().map(|edit| core(old, edit)).collect();
        all.sort_by_key(|edit| edit.span);
        Self { old, all }
    }

    /// What is deleted from the text.
    pub fn cut(&self) -> impl Iterator<Item = Span> + '_ {
        self.all
            .iter()
            .map(|edit| edit.span)
            .filter(|span| !span.is_empty())
    }

    /// Whether any of a range is deleted or split.
    pub fn change(&self, span: Span) -> bool {
        self.all
            .iter()
            .any(|edit| edit.span.start < span.end && span.start < edit.span.end)
    }

    /// Whether any of a range is deleted.
    fn cuts(&self, span: Span) -> bool {
        self.cut()
            .any(|cut| cut.start < span.end && span.start < cut.end)
    }

    /// Whether something is inserted at an end of the range.
    fn border(&self, span: Span) -> bool {
        let at_end = |edit: &TextEdit| edit.span.end == span.start || edit.span.start == span.end;
        self.all.iter().any(at_end)
    }

    /// Where an offset is afterwards; what is written at it comes before it.
    fn after(&self, offset: u32) -> u32 {
        let before = self.all.iter().filter(|edit| edit.span.end <= offset);
        let grown: i64 = before
            .map(|edit| edit.text.len() as i64 - i64::from(edit.span.len()))
            .sum();
        (i64::from(offset) + grown) as u32
    }

    /// Where a range that does not change is afterwards.
    fn moved(&self, span: Span) -> Span {
        let start = self.after(span.start);
        Span::new(start, start + span.len())
    }

    /// What a range is afterwards, with all that is written in it and at its ends.
    pub fn place(&self, span: Span) -> Span {
        let touched = self
            .all
            .iter()
            .filter(|edit| edit.span.start <= span.end && span.start <= edit.span.end);
        let (mut start, mut end) = (span.start, span.end);
        for edit in touched {
            start = start.min(edit.span.start);
            end = end.max(edit.span.end);
        }
        let before = self.all.iter().filter(|edit| edit.span.end < start);
        let within = self.all.iter().filter(|edit| edit.span.start <= end);
        let grown = |edits: &mut dyn Iterator<Item = &TextEdit>| -> i64 {
            edits
                .map(|edit| edit.text.len() as i64 - i64::from(edit.span.len()))
                .sum()
        };
        let from = i64::from(start) + grown(&mut before.into_iter());
        let to = i64::from(end) + grown(&mut within.into_iter());
        Span::new(from as u32, to as u32)
    }
}

/// The edit without what is the same before and after it.
fn core(old: &str, edit: &TextEdit) -> TextEdit {
    let (gone, come) = (edit.span.slice(old), edit.text.as_str());
    let same = |(a, b): &(char, char)| a == b;
    let first: usize = gone
        .chars()
        .zip(come.chars())
        .take_while(same)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let (gone, come) = (&gone[first..], &come[first..]);
    let ends = gone.chars().rev().zip(come.chars().rev());
    let last: usize = ends.take_while(same).map(|(a, _)| a.len_utf8()).sum();
    let start = edit.span.start + first as u32;
    TextEdit {
        span: Span::new(start, start + (gone.len() - last) as u32),
        text: come[..come.len() - last].to_owned(),
    }
}

/// What a change is meant to change.
#[derive(Clone, Copy)]
pub struct Intended<'m> {
    /// Whether a key or value is.
    pub leaf: &'m dyn Fn(&Leaf) -> bool,
    /// Whether a comment is.
    pub comment: &'m dyn Fn(Span) -> bool,
}

/// Checks that a change of YAML leaves all that is not `intended` as it was.
pub fn all_else_stays(
    before: &Yaml,
    after: &Yaml,
    new: &str,
    edits: &Edits<'_>,
    intended: Intended<'_>,
) {
    let old = edits.old;
    let mut changed = Vec::new();
    for leaf in &before.leaves {
        let place = edits.moved(leaf.span);
        let there = after.leaves.iter().find(|now| now.span == place);
        if edits.change(leaf.span) || there.is_none() && edits.border(leaf.span) {
            assert!((intended.leaf)(leaf), "{leaf:?} is changed");
            changed.push(leaf);
            continue;
        }
        let expected = Leaf {
            span: place,
            ..leaf.clone()
        };
        let there = there.map(|there| renamed(there, leaf, &changed));
        assert_eq!(
            there.as_ref(),
            Some(&expected),
            "{:?}",
            leaf.span.slice(old)
        );
        let (lead, led) = (lead(old, leaf.span.start), self::lead(new, place.start));
        if lead.trim_matches([' ', '-']).is_empty() {
            assert_eq!(lead.len(), led.len(), "{leaf:?} is indented otherwise");
        }
    }
    if before.is_whole {
        assert!(after.is_whole, "the YAML is broken");
        comments_stay(before, after, edits, (&changed, intended));
    }
    quotes_stay(before, after, edits, &changed);
    lines_end_alike(edits);
}

/// The leaf with the keys of `old`, as far as those that lead to it are among the changed ones.
fn renamed(leaf: &Leaf, old: &Leaf, changed: &[&Leaf]) -> Leaf {
    let mut leaf = leaf.clone();
    for (depth, (now, was)) in leaf.keys.iter_mut().zip(&old.keys).enumerate() {
        let is_key = |key: &&Leaf| key.keys.len() == depth + 1 && key.text == *was;
        if changed.iter().copied().any(|key| is_key(&key)) {
            now.clone_from(was);
        }
    }
    leaf
}

fn lead(text: &str, at: u32) -> &str {
    let before = &text[..at as usize];
    &before[before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..]
}

/// A comment goes with the value before it on its line, and never by itself.
fn comments_stay(
    before: &Yaml,
    after: &Yaml,
    edits: &Edits<'_>,
    (changed, intended): (&[&Leaf], Intended<'_>),
) {
    for (line, comment) in before.comments(edits.old) {
        let said = comment.slice(edits.old);
        if (intended.comment)(comment) {
            continue;
        }
        // One that allows may get a further code.
        let grows = said.contains("qmark:") && !edits.cuts(comment);
        if edits.change(comment) && !grows {
            // Of a value of several lines, the last one counts.
            let is_on_line = |span: Span| line < span.end;
            let is_owner = |leaf: &&Leaf| is_on_line(leaf.span) && leaf.span.end <= comment.start;
            let owners = before.leaves.iter().filter(is_owner);
            let mut owners = owners.peekable();
            assert!(
                owners.peek().is_some() && owners.all(|leaf| changed.contains(&leaf)),
                "{said:?} is gone"
            );
            continue;
        }
        let at = edits.moved(comment).start;
        let swallowed = after
            .leaves
            .iter()
            .find(|leaf| leaf.span.start <= at && at < leaf.span.end);
        assert_eq!(swallowed, None, "{said:?} is no longer a comment");
    }
}

/// A value that is written again has the quotes that it had.
fn quotes_stay(before: &Yaml, after: &Yaml, edits: &Edits<'_>, changed: &[&Leaf]) {
    for leaf in changed {
        let place = edits.place(leaf.span);
        let same = |now: &&Leaf| {
            now.keys == leaf.keys && place.start <= now.span.start && now.span.end <= place.end
        };
        let now: Vec<&Leaf> = after.leaves.iter().filter(same).collect();
        let quoted = matches!(leaf.style, Style::Single | Style::Double);
        if let [now] = now[..]
            && quoted
            && before.is_whole
        {
            assert_eq!(now.style, leaf.style, "{leaf:?} has other quotes");
        }
    }
}

/// New lines end as the file's do, and no line break is cut in two.
fn lines_end_alike(edits: &Edits<'_>) {
    let own = line_break(edits.old);
    for edit in &edits.all {
        // A text that is put in quotes keeps the line breaks that it had.
        let foreign = |text: &str| text.replace(own, "").matches(['\n', '\r']).count();
        assert!(
            foreign(&edit.text) <= foreign(&edits.old[edit.span.range()]),
            "{edit:?}: lines end in {own:?} here"
        );
        let parts = |at: u32| {
            edits.old[..at as usize].ends_with('\r') && edits.old[at as usize..].starts_with('\n')
        };
        assert!(
            !parts(edit.span.start) && !parts(edit.span.end),
            "{edit:?} cuts a line break"
        );
    }
}
