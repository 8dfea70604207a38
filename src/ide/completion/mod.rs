//! Completion: keys, answer files, topics, levels and other closed values, links, and in documents the next question,
//! answer or option.
//!
//! The context comes from the shape of the file, which also writes what is chosen. For a group it reads the lines around
//! the cursor, so completion works while the YAML is broken. The candidates come from the bank: files, topics, levels,
//! the keys that belong to a mapping, and the values that a new key or question starts with. The cost depends on the
//! question at the cursor, the group's folder and the number of topics, not on the number of questions in the bank. In the
//! body of a document it also depends on the document, which is read again with what is offered.
//!
//! How a server maps it to the protocol:
//!
//! - Trigger characters ([`TRIGGERS`]): a space (after `key:` and `-`), quotes, `[` and `,` open the list of a value;
//!   `(`, `/` and `#` that of a link's path and anchor; `-` keeps it open within file names, where editors take it for
//!   the end of a word. Not `:`, since Enter after `topics:` has to break the line, nor a line break. Where nothing can be
//!   completed the list is empty.
//! - [`Edit`]: `insertReplaceEdit` if the client supports it and the two spans differ, else a `textEdit` of `replace`.
//! - [`Item::as_is`]: `insertTextMode` 1; only set if [`Options::as_is`] is.
//! - [`Completions::incomplete`]: `isIncomplete`; then more typed letters give others.
//! - [`Item::file`]: sent in `data`; `completionItem/resolve` gets the documentation from [`documentation`].

mod answers;
mod head;
mod in_body;
mod item_list;
mod keys;
mod links;
mod new_file;
mod question;
mod rank;
mod template;
#[cfg(test)]
mod tests;
mod topics;
mod values;
mod words;

use crate::bank::{Bank, BankPath};
use crate::shape;
use crate::shape::cursor::{CursorContext, CursorSupport, Expected};
use crate::syntax::frontmatter;
use crate::text::Span;
use item_list::ItemList;
pub use new_file::new_file;

/// The trigger characters.
pub const TRIGGERS: &[&str] = &[" ", "\"", "'", "[", ",", "(", "/", "#", "-"];

/// The client's capabilities and today's date.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Whether it supports snippets.
    pub snippets: bool,
    /// Whether it supports the insert text mode that leaves the indentation of a text as it is. Otherwise it is assumed
    /// to indent further lines of a snippet like the line of the cursor.
    pub as_is: bool,
    /// Whether the request was triggered by a typed quote.
    pub at_quote: bool,
    /// The day, as `YYYY-MM-DD`.
    pub today: String,
}

/// Completion items, in the order in which they are to be shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Completions {
    /// At most two hundred.
    pub items: Vec<Item>,
    /// Whether there are more items, which more typed letters would give.
    pub incomplete: bool,
}

/// A completion item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// The label.
    pub label: String,
    /// Its kind.
    pub kind: Kind,
    /// A detail next to the label.
    pub detail: Option<String>,
    /// Its documentation in markdown.
    pub documentation: Option<String>,
    /// The file that it names, whose opening is its documentation.
    pub file: Option<BankPath>,
    /// The filter text, which the editor compares with the text from the edit's start to the cursor.
    pub filter: String,
    /// The sort text: sorts like the item's index in the list.
    pub sort: String,
    /// The edit of the item.
    pub edit: Edit,
    /// Whether the edit's text is a snippet.
    pub snippet: bool,
    /// Whether the text includes its indentation.
    pub as_is: bool,
}

/// A replacement within one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// The span to replace in insert mode: a prefix of `replace` up to the cursor.
    pub insert: Span,
    /// The span to replace in replace mode. Contains the cursor.
    pub replace: Span,
    /// The new text.
    pub text: String,
}

/// The kind of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A key.
    Key,
    /// A whole question.
    Question,
    /// A file of the bank.
    File,
    /// A file that does not exist yet.
    NewFile,
    /// A folder.
    Folder,
    /// A topic.
    Topic,
    /// A level.
    Level,
    /// A closed value.
    Value,
    /// A heading or another anchor.
    Anchor,
}

/// What can be typed at the byte `offset` of the file at `path`, whose text is `text`.
///
/// The bank is best of the same moment as the text, but an older one does no harm.
pub fn completion(
    bank: &Bank,
    path: &BankPath,
    text: &str,
    offset: u32,
    options: &Options,
) -> Completions {
    let before = Span::new(0, offset).slice(text);
    let in_break = before.ends_with('\r') && text[before.len()..].starts_with('\n');
    let offset = before.len() as u32 - u32::from(in_break);
    let split = frontmatter::split(text);
    let found = || {
        let shape = shape::cursor_of(bank.group(path.as_str()))?;
        let context = (shape.context)(text, &split, offset)?;
        Some((shape, context))
    };
    let Some((shape, context)) = may_be_group(bank, path).then(found).flatten() else {
        let is_closed = split.front.is_none_or(|front| front.close.is_some());
        if offset < split.body || !is_closed {
            return Completions::default();
        }
        let links = links::in_markdown(bank, path, text, split.body, offset);
        let at = InBody {
            bank,
            path,
            text,
            offset,
            options,
        };
        return match links.items.is_empty() {
            true => in_body::complete(&at).finish(),
            false => links.finish(),
        };
    };
    if options.at_quote && context.is_closed {
        return Completions::default();
    }
    let at = At {
        bank,
        path,
        text,
        offset,
        options,
        shape,
        context: &context,
    };
    let expected = context.expected.iter();
    let items = expected.fold(ItemList::default(), |all, expected| {
        all.and(at.complete(expected))
    });
    let mut list = items.finish();
    for item in &mut list.items {
        keep_following(item, text, offset);
    }
    list
}

/// Shortens an item that would only write the text after the cursor again, such as a closing quote: some editors
/// replace nothing after the cursor and would write it twice.
fn keep_following(item: &mut Item, text: &str, offset: u32) {
    let edit = &mut item.edit;
    let following = Span::new(offset, edit.replace.end.max(offset)).slice(text);
    if item.snippet || edit.insert != edit.replace || following.is_empty() {
        return;
    }
    if let Some(before) = edit.text.strip_suffix(following) {
        edit.text.truncate(before.len());
        edit.replace.end = offset;
        edit.insert = edit.replace;
    }
}

/// The documentation of the file that an item names, from the file's text. Computed when the item is resolved.
pub fn documentation(text: &str) -> Option<String> {
    let body = frontmatter::split(text).body;
    let opening = super::markdown::opening(&text[body as usize..]);
    (!opening.is_empty()).then_some(opening)
}

/// Whether the frontmatter of this file can be that of a group: a file is not a group until `questions` is typed.
pub(super) fn may_be_group(bank: &Bank, path: &BankPath) -> bool {
    let config = bank.config();
    let other = bank.is_answer(path)
        || config.authors.contains(path.as_str())
        || config.guides.contains(path.as_str());
    !other || bank.group(path.as_str()).is_some()
}

/// A cursor in the body of a file.
#[derive(Clone, Copy)]
struct InBody<'a> {
    bank: &'a Bank,
    path: &'a BankPath,
    text: &'a str,
    offset: u32,
    options: &'a Options,
}

/// A cursor with everything that completion needs.
struct At<'a> {
    bank: &'a Bank,
    path: &'a BankPath,
    text: &'a str,
    offset: u32,
    options: &'a Options,
    shape: &'static CursorSupport,
    context: &'a CursorContext,
}

impl At<'_> {
    fn complete(&self, expected: &Expected) -> ItemList {
        if let Some(list) = head::complete(self, expected) {
            return list;
        }
        match expected {
            Expected::Key(mapping, key) => keys::complete(self, mapping, key),
            Expected::Value(mapping, name, written) => {
                values::complete(self, expected, (mapping, name.as_str()), written)
            }
            Expected::Answer(written) => answers::complete(self, expected, written),
            Expected::Level(_) => values::levels(self, expected),
            Expected::Topic(_, siblings) | Expected::NewTopic(_, siblings) => {
                topics::complete(self, expected, &siblings.values)
            }
            Expected::Topics(_) => topics::complete(self, expected, &[]),
            Expected::NewQuestion(place) => ItemList {
                items: vec![question::complete(self, place)],
                incomplete: false,
            },
            Expected::Link(start) => {
                links::in_markdown(self.bank, self.path, self.text, *start, self.offset)
            }
            Expected::Text(_) | Expected::Item(..) | Expected::NewItem(..) => ItemList::default(),
        }
    }
}
