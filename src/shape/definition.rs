//! The definition of a shape: its name, its page, and the functions that read and write it.

use std::cell::{Cell, OnceCell};
use std::sync::Arc;

use super::cursor::CursorSupport;
use super::document::given;
use super::document::parts::{Parts, Scan};
use super::document::reader::Document;
use super::document::whole;
use super::documents::{Decision, DocumentRules, FileKind};
use super::frontmatter;
use super::typing::TypingSupport;
use super::write::Write;
use crate::facts::group::Group;
use crate::facts::head::Head;
use crate::syntax::frontmatter::Split;
use crate::syntax::markdown::body::Body;

/// A shape that files with questions can have.
pub struct Shape {
    /// Its name, in `qmark.yaml` and in messages.
    pub name: &'static str,
    /// What the setting `documents` calls its files; `None` for a shape that the text alone tells, whatever the
    /// configuration says.
    pub kind: Option<FileKind>,
    /// Its documentation, in markdown.
    pub page: &'static str,
    /// Reads the questions of a file; `None` if the file does not have this shape.
    pub read: fn(&Source<'_>, &Arc<Body>) -> Option<Group>,
    /// Reads a file of this shape again after an edit, at the cost of what the edit changed; `None` if the edit
    /// requires a full read. The result equals that of `read`.
    pub reparse: Option<Reparse>,
    /// Writes changes; `None` if files of this shape are read-only.
    pub write: Option<&'static Write>,
    /// Reads the cursor and writes what is chosen there; `None` when nothing can be chosen in files of this shape but
    /// links.
    pub cursor: Option<&'static CursorSupport>,
    /// What can be typed next in the body; `None` when nothing can be in files of this shape.
    pub typing: Option<&'static TypingSupport>,
}

/// Reads a file again after an edit; the function returns the body that starts at an offset.
pub type Reparse = fn(&Input<'_>, Previous<'_>, &dyn Fn(u32) -> Arc<Body>) -> Option<Group>;

impl Shape {
    /// Whether a file of which the configuration says this may have the shape.
    pub fn is_allowed(&self, decision: Decision<'_>) -> bool {
        self.kind.is_none_or(|kind| decision.allows(kind))
    }

    /// The fingerprint of the decision that files of the shape depend on; 0 if they depend on none.
    pub fn depends_on(&self, decision: Decision<'_>) -> u64 {
        self.kind.map_or(0, |_| decision.fingerprint())
    }
}

/// All that the facts of a markdown file follow from.
#[derive(Clone, Copy)]
pub struct Input<'t> {
    /// Its path from the bank's root.
    pub path: &'t str,
    /// Its text.
    pub text: &'t str,
    /// The configuration.
    pub documents: &'t DocumentRules,
}

static INFERRING: DocumentRules = DocumentRules::inferring();

impl<'t> Input<'t> {
    /// A file of a bank without configuration.
    pub fn inferred(path: &'t str, text: &'t str) -> Self {
        Self {
            path,
            text,
            documents: &INFERRING,
        }
    }

    /// What the configuration says of the file.
    pub fn decision(&self) -> Decision<'t> {
        self.documents.decide(self.path)
    }
}

/// A markdown file to read.
#[derive(Clone, Copy)]
pub struct Source<'t> {
    /// Its text.
    pub text: &'t str,
    /// The spans of its frontmatter and its body.
    pub split: Split,
    /// What the configuration says of it.
    pub decision: Decision<'t>,
    path: &'t str,
    known: &'t Known,
}

/// What is found out about a file while the shapes are tried.
#[derive(Default)]
pub struct Known {
    /// Whether it is being edited, so that the reader keeps what it needs after the next edit.
    is_edited: bool,
    /// Whether its path was asked for.
    pub asked: Cell<bool>,
    /// Its frontmatter, once it was read.
    head: OnceCell<Head>,
    /// Its lines and elements, once a shape needed them.
    scan: OnceCell<Scan>,
    /// Its questions as a document, once a shape needed them.
    document: OnceCell<Option<Document>>,
}

impl Known {
    /// Nothing yet. `is_edited`: whether the file is being edited.
    pub fn new(is_edited: bool) -> Self {
        Self {
            is_edited,
            ..Self::default()
        }
    }
}

impl<'t> Source<'t> {
    /// The file `input`, of which nothing is known yet.
    pub fn new(input: &Input<'t>, split: Split, known: &'t Known) -> Self {
        Self {
            text: input.text,
            split,
            decision: input.decision(),
            path: input.path,
            known,
        }
    }

    /// Its path from the bank's root. Equal texts share their facts unless this is called, so call it only where the path
    /// decides.
    pub fn path(&self) -> &'t str {
        self.known.asked.set(true);
        self.path
    }

    /// Its frontmatter, read once for all shapes without questions in it.
    pub fn head(&self) -> Option<&'t Head> {
        let front = self.split.front?;
        let head = &self.known.head;
        Some(head.get_or_init(|| frontmatter::of_front(self.text, &front)))
    }

    /// Its body in lines and elements, scanned once for all shapes.
    pub fn parts(&self) -> Parts<'t> {
        let scan = &self.known.scan;
        scan.get_or_init(|| Scan::of(self.text, self.split.body))
            .parts(self.text)
    }

    /// Its body as a document with many questions, read once for all shapes; `None` if it is none.
    pub fn document(&self) -> Option<&'t Document> {
        let (body, reading) = (self.split.body, self.decision.reading());
        let document = &self.known.document;
        let path = || self.path();
        let read = || {
            let given = given::of_document(&path, self.head(), reading);
            let keeps = self.known.is_edited;
            whole::read(&path, self.parts(), (body, keeps), (reading, &given))
        };
        document.get_or_init(read).as_ref()
    }
}

/// The questions of a file before an edit, and the text that they were read from.
#[derive(Clone, Copy)]
pub struct Previous<'p> {
    /// The questions.
    pub group: &'p Group,
    /// The text.
    pub text: &'p str,
}
