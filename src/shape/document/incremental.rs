//! Reads a document again after an edit within one question, at the cost of that question.
//!
//! What opens the questions of a document is decided from all of it. So the lines of the question are read before and
//! after the edit, alone, and the new facts follow from the old ones only if nothing that the decision rests on differs
//! between the two: the candidates, the elements, the headings, what counts of the lines below. Any doubt takes a full
//! read. That the lines alone give the facts that are known of the question before the edit is checked, too.

use std::sync::Arc;

use memchr::memmem;

use super::basis::Basis;
use super::candidates::Opener;
use super::evidence::Looks;
use super::facts::{question_of, start_of};
use super::form::{Form, end_of};
use super::given::Given;
use super::key_list;
use super::reader::{Question, question};
use super::unchanged::{keep_candidates, keep_samples, keep_shares};
use super::window::{Changed, Window};
use crate::facts::group::Group;
use crate::facts::kept::Kept;
use crate::facts::question;
use crate::facts::questions::Placed;
use crate::shape::definition::{Input, Previous};
use crate::shape::documents::Reading;
use crate::syntax::markdown::body::Body;
use crate::syntax::markdown::reparse as body;
use crate::text::{Replaced, Span, line_end, line_start};

/// A longer question, in bytes, is not worth two reads.
const LONGEST: u32 = 1 << 16;

/// The group after an edit within one question; `None` if anything else can change with it.
pub fn reparse(
    input: &Input<'_>,
    previous: Previous<'_>,
    _: &dyn Fn(u32) -> Arc<Body>,
) -> Option<Group> {
    let Previous { group, text: old } = previous;
    let known: &Basis = group.kept.get()?;
    let is_set = *input.decision().reading() != Reading::default();
    // Frontmatter could come into being.
    if is_set || group.split.body != 0 || old.starts_with("---") {
        return None;
    }
    let new = input.text;
    let edit = Replaced::between(old, new);
    let index = group.questions.at_or_before(edit.old.start)?;
    let place = Place::of(group, known, (index, old), &edit)?;
    let before = Window::read(old, place.lines)?;
    let after = Window::read(new, edit.moved_span(place.lines))?;
    let changed = Changed::between(&before, &after, &edit)?;
    if place.is_before_bold && !changed.keeps_end(&before, &after) {
        return None;
    }
    let mut basis = known.clone();
    let windows = (&before, &after);
    keep_candidates(&mut basis, windows, &changed, &edit, &group.contents)?;
    keep_shares(&mut basis, windows, &changed, &edit)?;
    keep_samples(&mut basis, windows, &edit, &group.contents)?;
    let question = place.edited(&mut basis, windows, &changed)?;
    let body = body::reparse(&group.body, (old, new), &edit)?;
    let edited = group.with_edited(index, question, body, &edit)?;
    Some(edited.with_kept(Kept::new(basis)))
}

/// A question that is edited.
struct Place<'g> {
    placed: Placed<'g>,
    /// What opens it.
    form: &'g Form,
    /// Its lines before the edit, up to those of the next question.
    lines: Span,
    /// Whether a bold line opens the next question.
    is_before_bold: bool,
}

impl<'g> Place<'g> {
    /// The question at `index`, if the edit is after its first character and leaves the next question alone.
    fn of(
        group: &'g Group,
        basis: &'g Basis,
        (index, old): (usize, &str),
        edit: &Replaced,
    ) -> Option<Self> {
        let form = |index: usize| {
            let place = usize::from(*basis.form_of.get(index)?);
            Some(&basis.forms.get(place)?.0)
        };
        let start = |placed: Placed<'_>, index| opening(old, placed.start, form(index)?);
        let placed = group.questions.get(index)?;
        let number = |index| group.questions.get(index)?.question.number();
        let numbers = number(index).zip(number(index + 1));
        // A line here can be in place of the questions that are skipped.
        if numbers.is_some_and(|(here, next)| next > here + 1) {
            return None;
        }
        let end = match group.questions.get(index + 1) {
            Some(next) => start(next, index + 1)?,
            None => old.len() as u32,
        };
        let lines = Span::new(start(placed, index)?, end);
        let is_before_next = edit.old.end < end || end as usize == old.len();
        let is_within = index > 0 && lines.start < edit.old.start && is_before_next;
        let is_short = lines.len().max(edit.new.len()) <= LONGEST;
        (is_within && is_short).then_some(Self {
            placed,
            form: form(index)?,
            lines,
            is_before_bold: form(index + 1).is_some_and(|form| form.opener == Opener::Bold),
        })
    }

    /// The question after the edit. It is not `None` only if all other questions are answered as before.
    fn edited(
        &self,
        basis: &mut Basis,
        (before, after): (&Window<'_>, &Window<'_>),
        changed: &Changed,
    ) -> Option<Arc<question::Question>> {
        let was = self.question(before, changed.old.end)?;
        let is = self.question(after, changed.new.end)?;
        let majority = basis.majority.replaced(&was.found, &is.found);
        // A key of options that have none can be in another question.
        if !majority.decides_as(&basis.majority) || key_list::is_open(&is.found) {
            return None;
        }
        basis.majority = majority;
        let facts = |window: &Window<'_>, question: Question| {
            let Question { text, found, .. } = &question;
            let answered = majority.is_answered(text, self.form.opener, found);
            let question = Question {
                answered,
                ..question
            };
            let start = start_of(&question, &window.lines);
            let is_here = start == self.placed.start;
            is_here.then(|| question_of(window.text, &question, &window.lines, start))
        };
        let known = facts(before, was)?;
        (known == *self.placed.question).then(|| facts(after, is))?
    }

    /// The question as its lines have it, if the line before `to` is one of them.
    fn question(&self, window: &Window<'_>, to: usize) -> Option<Question> {
        let context = window.context();
        let first = window.line_at(line_start(window.text, self.placed.start));
        let mut candidates = window.candidates.iter();
        let candidate = candidates.find(|it| it.opener == self.form.opener && it.line == first)?;
        let end = end_of(&context, self.form, candidate, Some(window.lines.len()));
        let reading = Reading::default();
        let found = || {
            question(
                &context,
                self.form,
                candidate,
                end,
                (None, &reading, &Given::default()),
                &mut Looks::new(),
            )
        };
        (to <= end).then(found)
    }
}

/// Where what opens the question that starts at `start` begins: its line, or that of its element.
fn opening(text: &str, start: u32, form: &Form) -> Option<u32> {
    /// The tag can be some lines above its summary.
    const NEAR: usize = 256;
    if form.opener != Opener::Summary {
        return Some(line_start(text, start));
    }
    let to = line_end(text, start) as usize;
    let from = (start as usize).saturating_sub(NEAR);
    let tag = memmem::rfind(&text.as_bytes()[from..to], b"<details")?;
    Some(line_start(text, (from + tag) as u32))
}

#[cfg(test)]
mod tests {
    use crate::facts::Facts;
    use crate::shape::document::SHAPE;
    use crate::shape::{self, Input, Previous};
    use crate::text::Replaced;

    fn read(text: &str, previous: Option<(&Facts, &str)>) -> Facts {
        shape::read(&Input::inferred("interview.md", text), previous)
    }

    /// Whether `text` is read at the cost of one question after `old`, whose facts are returned by a read after an edit.
    #[track_caller]
    fn is_reparsed(facts: &Facts, old: &str, text: &str) -> bool {
        let input = Input::inferred("interview.md", text);
        let group = facts.as_group().expect("questions");
        let previous = Previous { group, text: old };
        let reparse = SHAPE.reparse.expect("reparses");
        let found = reparse(&input, previous, &|_| {
            unreachable!("the body is parsed again, too")
        });
        let Some(group) = found else { return false };
        let whole = read(text, None);
        let facts = Facts::Group(Box::new(group));
        let edit = Replaced::between(old, text);
        assert_eq!(facts, whole, "{edit:?}");
        true
    }

    /// A document of thirty questions: in `text` the lines of the one in the middle, in which a cursor `$0` is where
    /// `typed` goes.
    #[track_caller]
    fn edit(text: &str, typed: &str) -> bool {
        replace(&text.replace("$0", ""), &text.replace("$0", typed))
    }

    /// A document of thirty questions, of which the lines of the one in the middle are replaced.
    #[track_caller]
    fn replace(old: &str, new: &str) -> bool {
        let question = |number: usize| {
            format!(
                "### {number}. What is the tool {number}?\n\nA tool of the *kind* {number}.\n\n"
            )
        };
        let before: String = (1..15).map(question).collect();
        let after: String = (16..31).map(question).collect();
        let whole = |middle: &str| format!("# Interview questions\n\n{before}{middle}{after}");
        let (old, new) = (whole(old), whole(new));
        let facts = read(&old, None);
        // The first edit is read whole and keeps the basis.
        let facts = read(&old, Some((&facts, &new)));
        is_reparsed(&facts, &old, &new)
    }

    #[test]
    fn typing_within_a_question_reads_that_question() {
        for (text, typed) in [
            ("### 15. What is a lo$0ck?\n\nIt guards a value.\n\n", "x"),
            ("### 15. What is a lock?$0\n\nIt guards a value.\n\n", "?"),
            ("### 15. What is a lock?\n\nIt gua$0rds a value.\n\n", "x"),
            (
                "### 15. What is a lock?\n\nIt guards a value.$0\n\n",
                "\n\nAnd more.",
            ),
            (
                "### 15. What is a lock?\n\nIt guards a value.\n- one\n- tw$0o\n\n",
                "x",
            ),
            (
                "### 15. What is a lock?\n\nIt guards [a](b.md) va$0lue.\n\n",
                "[c](d.md)",
            ),
            (
                "### 15. What is a lock?\n\n```js\nlet a = $0;\n```\n\nText.\n\n",
                "1 < 2",
            ),
        ] {
            assert!(edit(text, typed), "{text} {typed}");
        }
    }

    #[test]
    fn a_deletion_from_before_the_text_of_a_question_into_it() {
        let old = "### 15. A lock or a key?\n\nIt guards.\n\n";
        for new in ["### key?", "### y?", "### 1a key?", "##ey?", "key?"] {
            let new = format!("{new}\n\nIt guards.\n\n");
            assert!(!replace(old, &new), "{new}");
        }
    }

    #[test]
    fn what_can_matter_elsewhere_reads_the_document() {
        for (text, typed) in [
            ("### 15. What is a lock?\n\nIt guards$0\n\n", "\n```\n"),
            ("### 15. What is a lock?\n\nIt guards$0\n\n", "\n# Part\n"),
            ("### 15. What is a lock?\n\nIt guards$0\n\n", "<details>"),
            ("### 15. What is a lock?\n\nIt guards$0\n\n", "\n[a]: b.md"),
            ("### 15. What is a lock?\n\nIt guards$0\n\n", "\n- [a](#b)"),
            ("### 15. What is a lock?\n\nIt guards$0\n\n", "\n--text--"),
            ("### 1$05. What is a lock?\n\nIt guards\n\n", "1"),
            ("$0### 15. What is a lock?\n\nIt guards\n\n", "#"),
        ] {
            assert!(!edit(text, typed), "{text} {typed}");
        }
    }
}
