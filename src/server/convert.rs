//! Conversion between the protocol's types and ours: URIs, positions, encodings.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tower_lsp::ls_types as lsp;

use crate::platform::HERE;
use crate::text::{Change, Document, Encoding, Lines, Position, Span};

/// The identity of a document, however its URI is written: clients differ in what they escape, and in the case of
/// escapes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DocumentId {
    /// An absolute path.
    File(PathBuf),
    /// A URI that is not a file's, such as that of an unnamed buffer.
    Other(String),
}

impl DocumentId {
    /// The identity of the document with this URI.
    pub fn of(uri: &lsp::Uri) -> Self {
        match path_of(uri) {
            Some(path) => DocumentId::File(path),
            None => DocumentId::Other(uri.as_str().to_owned()),
        }
    }

    /// The path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            DocumentId::File(path) => Some(path),
            DocumentId::Other(_) => None,
        }
    }
}

/// The absolute path of a `file` URI, in its usual form.
pub fn path_of(uri: &lsp::Uri) -> Option<PathBuf> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    let host = uri.authority().map_or("", |authority| authority.host());
    let path = uri.path().decode().to_string_lossy();
    HERE.path_of_uri(host, &path).map(PathBuf::from)
}

/// The encoding of positions to use with a client that offers `offered`: the cheapest one. Without an offer it is UTF-16,
/// as the protocol requires.
pub fn encoding(offered: Option<&[lsp::PositionEncodingKind]>) -> Encoding {
    let offered = offered.unwrap_or_default();
    let preferred = [
        (lsp::PositionEncodingKind::UTF8, Encoding::Utf8),
        (lsp::PositionEncodingKind::UTF32, Encoding::Utf32),
    ];
    let known = preferred
        .into_iter()
        .find(|(kind, _)| offered.contains(kind));
    known.map_or(Encoding::Utf16, |(_, encoding)| encoding)
}

/// The protocol's name of an encoding.
pub fn encoding_kind(encoding: Encoding) -> lsp::PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => lsp::PositionEncodingKind::UTF8,
        Encoding::Utf16 => lsp::PositionEncodingKind::UTF16,
        Encoding::Utf32 => lsp::PositionEncodingKind::UTF32,
    }
}

/// A position as the text has it.
pub fn position(position: lsp::Position) -> Position {
    Position::new(position.line, position.character)
}

/// The URI of the file at an absolute path.
pub fn uri(path: &Path) -> Option<lsp::Uri> {
    HERE.uri(&path.to_string_lossy()).parse().ok()
}

/// Converts byte spans of one text to the protocol's ranges.
pub struct Ranges<'t> {
    table: Table<'t>,
    encoding: Encoding,
}

/// Where the lines of a text are.
enum Table<'t> {
    Lines(Lines<'t>),
    /// An open document has an index of its lines.
    Document(&'t Document),
}

impl<'t> Ranges<'t> {
    /// The ranges of a text.
    pub fn new(text: &'t str, encoding: Encoding) -> Self {
        Ranges {
            table: Table::Lines(Lines::new(text)),
            encoding,
        }
    }

    /// The ranges of a closed file's text, in which editors show no byte order mark.
    pub fn of_file(text: &'t str, encoding: Encoding) -> Self {
        Ranges {
            table: Table::Lines(Lines::of_file(text)),
            encoding,
        }
    }

    /// The ranges of an open document's text.
    pub fn of(document: &'t Document, encoding: Encoding) -> Self {
        Ranges {
            table: Table::Document(document),
            encoding,
        }
    }

    /// The position of a byte offset.
    pub fn position(&self, offset: u32) -> lsp::Position {
        let Position { line, column } = match &self.table {
            Table::Lines(lines) => lines.position(offset, self.encoding),
            Table::Document(document) => document.position(offset, self.encoding),
        };
        lsp::Position {
            line,
            character: column,
        }
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> lsp::Range {
        lsp::Range {
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }

    /// The byte offset of a position, moved into the text if it is outside.
    pub fn offset(&self, at: lsp::Position) -> u32 {
        let at = position(at);
        match &self.table {
            Table::Lines(lines) => lines.offset(at, self.encoding),
            Table::Document(document) => document.offset(at, self.encoding),
        }
    }
}

/// An edit as the document takes it.
pub fn change(change: lsp::TextDocumentContentChangeEvent) -> Change {
    let range = change
        .range
        .map(|range| (position(range.start), position(range.end)));
    Change {
        range,
        text: change.text,
    }
}

/// A value without the members of objects that are null: the protocol omits absent members, and clients send null for
/// settings that are not set.
pub fn without_null(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let said = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(
                said.map(|(name, value)| (name, without_null(value)))
                    .collect(),
            )
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_document_has_one_id() {
        let id = |uri: &str| DocumentId::of(&uri.parse().unwrap());
        let plain = id("file:///bank/a%20b/c%2B%2B.md");
        for spelling in [
            "file:///bank/a%20b/c++.md",
            "FILE:///bank/a%20b/c%2b%2b.md",
            "file://localhost/bank/a%20b/c++.md",
            "file:///bank/./a%20b//c++.md",
            "file:///bank/x/../a%20b/c++.md",
        ] {
            assert_eq!(id(spelling), plain, "{spelling}");
        }
        assert_eq!(plain.path(), Some(Path::new("/bank/a b/c++.md")));
        assert_eq!(id("untitled:/bank/a.md").path(), None);
        assert_ne!(id("untitled:a"), id("untitled:b"));
    }

    #[test]
    fn the_cheapest_encoding_that_the_client_knows() {
        let of = |names: &[&'static str]| {
            let kinds: Vec<_> = names
                .iter()
                .map(|name| lsp::PositionEncodingKind::from(*name))
                .collect();
            encoding(Some(&kinds))
        };
        assert_eq!(of(&["utf-16", "utf-32", "utf-8"]), Encoding::Utf8);
        assert_eq!(of(&["utf-16", "utf-32"]), Encoding::Utf32);
        assert_eq!(of(&["utf-16"]), Encoding::Utf16);
        assert_eq!(of(&["utf-7"]), Encoding::Utf16);
        assert_eq!(encoding(None), Encoding::Utf16);
    }
}
