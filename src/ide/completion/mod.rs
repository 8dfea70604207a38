//! Completion: keys, answer files, topics, levels and other closed values, links.
//!
//! The context comes from the lines around the cursor, so completion works while the YAML is broken; the candidates
//! come from the bank. The cost depends on the question at the cursor, the group's folder and the number of topics, not
//! on the size of the bank.
//!
//! How a server maps it to the protocol:
//!
//! - Trigger characters ([`TRIGGERS`]): a blank (behind `key:` and `-`), quotes, `[` and `,` open the list of a value;
//!   `(`, `/` and `#` that of a link's path and anchor; `-` keeps it open within names of files, where editors take it
//!   for the end of a word. Not `:`, since Enter behind `topics:` has to break the line, nor a line break. At a place
//!   where nothing can be completed the list is empty, which costs as much as finding the place.
//! - [`Edit`]: `insertReplaceEdit` where the client has it and the two spans differ, else a `textEdit` of `replace`.
//! - [`Item::as_is`]: `insertTextMode` 1; it is only set where [`Options::as_is`] says that the client knows it.
//! - [`Completions::incomplete`]: `isIncomplete`; then more typed letters give others.
//! - [`Item::file`]: to be carried in `data`; `completionItem/resolve` gets the documentation from [`documentation`].

mod answers;
mod draft;
mod keys;
mod links;
mod question;
mod rank;
mod template;
#[cfg(test)]
mod tests;
mod topics;
mod values;

use crate::bank::{Bank, BankPath};
use crate::shape::group::cursor;
use crate::shape::group::cursor::{ItemPlace, Place, What, names};
use crate::syntax::frontmatter;
use crate::syntax::yaml::Style;
use crate::text::Span;
use draft::Draft;

/// The characters at which an editor is to ask without being told to.
pub const TRIGGERS: &[&str] = &[" ", "\"", "'", "[", ",", "(", "/", "#", "-"];

/// What the client can do, and what day it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Whether it knows snippets.
    pub snippets: bool,
    /// Whether it can be told to leave the indentation of a text as it is. If not, it is taken to indent the further
    /// lines of a snippet like the line at the cursor.
    pub as_is: bool,
    /// Whether the client asks of its own accord, because a quote was typed.
    pub at_quote: bool,
    /// The day, as `YYYY-MM-DD`.
    pub today: String,
}

/// A list of what can be typed, in the order in which it is to be shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Completions {
    /// At most two hundred.
    pub items: Vec<Item>,
    /// Whether there are more, which more typed letters would bring.
    pub incomplete: bool,
}

/// One thing that can be typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What is shown.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// A few words beside the label.
    pub detail: Option<String>,
    /// What it means, in markdown.
    pub documentation: Option<String>,
    /// The file that it stands for, whose opening is its documentation.
    pub file: Option<BankPath>,
    /// What the typed text, from the edit's start to the cursor, is compared with.
    pub filter: String,
    /// Sorts as the item's place in the list.
    pub sort: String,
    /// What accepting it does.
    pub edit: Edit,
    /// Whether the edit's text is a snippet.
    pub snippet: bool,
    /// Whether the text has all of its indentation.
    pub as_is: bool,
}

/// A replacement within one line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced when the client inserts: a beginning of `replace`, through the cursor.
    pub insert: Span,
    /// What is replaced when the client replaces. Contains the cursor.
    pub replace: Span,
    /// What comes there.
    pub text: String,
}

/// What an item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A key.
    Key,
    /// A whole question.
    Question,
    /// A file of the bank.
    File,
    /// A file that is not there yet.
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
    let Some(yaml) = cursor::yaml_at(&split, offset) else {
        return if offset >= split.body {
            links::in_markdown(bank, path, text, split.body, offset)
        } else {
            Completions::default()
        };
    };
    if !may_be_group(bank, path) {
        return Completions::default();
    }
    let Some(place) = cursor::place(text, yaml, offset) else {
        return Completions::default();
    };
    if options.at_quote && is_closed(&place.what, text, offset) {
        return Completions::default();
    }
    let at = At {
        bank,
        path,
        text,
        offset,
        options,
        place: &place,
    };
    let mut list = at.complete();
    for item in &mut list.items {
        leave_behind(item, text, offset);
    }
    list
}

/// Whether a value's closing quote stands before the cursor: who has typed that wants no list.
fn is_closed(what: &What, text: &str, offset: u32) -> bool {
    let (What::Value { written, .. } | What::Item(ItemPlace { written, .. })) = what else {
        return false;
    };
    let quote = match written.style {
        Style::Single => '\'',
        Style::Double => '"',
        _ => return false,
    };
    let value = Span::new(written.span.start, offset)
        .slice(text)
        .trim_start();
    value.len() > 1 && value.ends_with(quote)
}

/// Leaves alone what stands behind the cursor where the item would only write it again, a closing quote above all: some
/// editors replace nothing behind the cursor, and would write it twice.
fn leave_behind(item: &mut Item, text: &str, offset: u32) {
    let edit = &mut item.edit;
    let behind = Span::new(offset, edit.replace.end.max(offset)).slice(text);
    if item.snippet || edit.insert != edit.replace || behind.is_empty() {
        return;
    }
    if let Some(before) = edit.text.strip_suffix(behind) {
        edit.text.truncate(before.len());
        edit.replace.end = offset;
        edit.insert = edit.replace;
    }
}

/// What is said of the file that an item stands for, made when the item is looked at. `text` is the file's.
pub fn documentation(text: &str) -> Option<String> {
    let body = frontmatter::split(text).body;
    let opening = super::markdown::opening(&text[body as usize..]);
    (!opening.is_empty()).then_some(opening)
}

/// Whether a frontmatter in this file can be a group's: a group is none before its `questions` are typed.
pub(super) fn may_be_group(bank: &Bank, path: &BankPath) -> bool {
    let config = bank.config();
    let other = bank.is_answer(path)
        || config.authors.contains(path.as_str())
        || config.guides.contains(path.as_str());
    !other || bank.group(path.as_str()).is_some()
}

/// A place in a group's frontmatter, and all that a list for it is made from.
struct At<'a> {
    bank: &'a Bank,
    path: &'a BankPath,
    text: &'a str,
    offset: u32,
    options: &'a Options,
    place: &'a Place,
}

impl At<'_> {
    fn complete(&self) -> Completions {
        let path = names(&self.place.path);
        match (&self.place.what, path.as_slice()) {
            (What::Key(key), path) => keys::complete(self, path, key),
            (What::Value { written, nested }, path) => {
                values::complete(self, path, written, *nested)
            }
            (What::Item(item), ["questions", "-", "topics"]) => topics::item(self, item),
            (What::NewItem { at, siblings, key }, path) => {
                let items = match path {
                    ["questions"] => question::on_blank_line(self, *at),
                    ["questions", "-", "topics"] => topics::new_item(self, *at, siblings),
                    _ => Draft::default(),
                };
                let keys = key
                    .as_ref()
                    .map(|(path, key)| keys::drafts(self, &names(path), key));
                items.and(keys.unwrap_or_default()).finish()
            }
            (What::Text, ["questions", "-", "answer"]) => self.link(),
            _ => Completions::default(),
        }
    }

    /// A link in an answer that stands in the group itself.
    fn link(&self) -> Completions {
        let start = self
            .place
            .item
            .map_or(self.place.yaml.start, |item| item.span.start);
        links::in_markdown(self.bank, self.path, self.text, start, self.offset)
    }
}
