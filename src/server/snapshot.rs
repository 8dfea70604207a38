//! An immutable copy of the state, which requests are answered from.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use super::banks::{BankId, BankView, Place, place_in};
use super::client::Client;
use super::convert::{self, DocumentId, Ranges};
use crate::bank::BankPath;
use crate::text::{Document, Encoding, Span};

/// A document open in the client.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    /// Its URI as the client writes it; messages to the client use the same.
    pub uri: lsp::Uri,
    /// Its text.
    pub document: Document,
    /// The file of a bank that it is.
    pub place: Option<Place>,
    /// Whether the client says that it is markdown.
    pub is_markdown: bool,
    /// Whether its file existed when that was last checked.
    pub is_on_disk: bool,
    /// Whether its text can have U+FFFD where the client has half a character.
    pub has_halves: bool,
}

/// The documents open in the client.
pub type Documents = imbl::HashMap<DocumentId, Arc<OpenDocument>>;

/// Documents whose text the client has and the server does not, and why.
pub type OutOfSync = imbl::HashMap<DocumentId, String>;

/// Whether all these documents are open now with the same text.
pub fn same_texts(then: &Documents, now: &Documents) -> bool {
    then.iter().all(|(id, open)| {
        let current = now.get(id);
        current.is_some_and(|current| current.document.version() == open.document.version())
    })
}

/// How current a snapshot has to be for an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// The texts.
    Texts,
    /// The texts, and banks that have these texts.
    Banks,
    /// The same, and the banks were read completely.
    WholeBanks,
    /// The findings, too, of banks that were read so far.
    FindingsSoFar,
    /// The findings, too, of completely read banks that have everything the client sent before.
    Findings,
    /// The same, and the client gets all findings.
    AllFindings,
}

/// An immutable copy of the state. Cheap to clone.
#[derive(Clone)]
pub struct Snapshot {
    /// What the client can do.
    pub client: Arc<Client>,
    /// How the client counts columns.
    pub encoding: Encoding,
    /// A number of this run of the server.
    pub session: u64,
    /// The open documents.
    pub documents: Documents,
    /// The document of each open file, whatever its URI.
    pub opened: imbl::HashMap<Place, DocumentId>,
    /// Documents whose text is not known.
    pub out_of_sync: OutOfSync,
    /// All banks.
    pub banks: Vec<BankView>,
    /// The roots of all banks, removed ones too.
    pub roots: imbl::HashMap<BankId, Arc<Path>>,
    /// Files whose document was closed and is not open again.
    pub closed: imbl::HashSet<Place>,
    /// Whether the texts changed since the request was sent, so that its positions are wrong.
    pub has_moved_on: bool,
}

/// A position in a file of a bank, and what is needed to answer about it.
pub struct Here<'s> {
    /// The bank.
    pub bank: &'s BankView,
    /// The path of the file.
    pub path: BankPath,
    /// The text of the file.
    pub text: &'s str,
    /// Converts positions in the text.
    pub ranges: Ranges<'s>,
    /// The position in bytes.
    pub offset: u32,
}

impl Snapshot {
    /// A bank.
    pub fn bank(&self, id: BankId) -> Option<&BankView> {
        self.banks.iter().find(|bank| bank.id == id)
    }

    /// The document of a file, if it is open.
    pub fn open(&self, place: &Place) -> Option<&OpenDocument> {
        let id = self.opened.get(place)?;
        self.documents.get(id).map(Arc::as_ref)
    }

    /// The bank and file of a URI, open or not.
    pub fn place(&self, uri: &lsp::Uri) -> Option<(&BankView, BankPath)> {
        let id = DocumentId::of(uri);
        let place = match self.documents.get(&id) {
            Some(open) => open.place.clone()?,
            None => place_in(self.banks.iter(), &id)?,
        };
        Some((self.bank(place.bank)?, place.path))
    }

    /// The text of a file: the client's if it is open, else that on disk, with invalid UTF-8 replaced.
    pub fn text(&self, bank: &BankView, path: &BankPath) -> Option<Arc<String>> {
        match self.open(&bank.place(path)) {
            Some(open) => Some(open.document.text()),
            None => bank.folder.lossy_text(path).map(Arc::from),
        }
    }

    /// The URI of a file, as the client writes it if it is open.
    pub fn uri(&self, bank: &BankView, path: &BankPath) -> Option<lsp::Uri> {
        match self.open(&bank.place(path)) {
            Some(open) => Some(open.uri.clone()),
            None => convert::uri(&bank.folder.path(path)),
        }
    }

    /// Converts spans of a text that is not in a file.
    pub fn ranges<'t>(&self, text: &'t str) -> Ranges<'t> {
        Ranges::new(text, self.encoding)
    }

    /// Converts spans of a file's text.
    pub fn ranges_of<'t>(&self, bank: &BankView, path: &BankPath, text: &'t str) -> Ranges<'t> {
        match self.open(&bank.place(path)) {
            // The client counts in the text that it sent, including a byte order mark.
            Some(_) => Ranges::new(text, self.encoding),
            None => Ranges::of_file(text, self.encoding),
        }
    }

    /// Answers about a position in a file of a bank.
    pub fn at<R>(
        &self,
        at: &lsp::TextDocumentPositionParams,
        answer: impl FnOnce(&Here) -> Option<R>,
    ) -> Option<R> {
        self.of(&at.text_document.uri, |here| {
            let offset = here.ranges.offset(at.position);
            answer(&Here { offset, ..here })
        })
    }

    /// Answers about a file of a bank; `None` if its text is not known, and for a `.txt` that the bank does not read: for
    /// that the client has answers of its own, such as folds by indentation.
    pub fn of<R>(&self, uri: &lsp::Uri, answer: impl FnOnce(Here) -> Option<R>) -> Option<R> {
        if self.out_of_sync.contains_key(&DocumentId::of(uri)) {
            return None;
        }
        let (bank, path) = self.place(uri)?;
        let file = bank.bank.file(path.as_str());
        if path.is_plain_text() && !file.is_some_and(|file| file.is_markdown()) {
            return None;
        }
        let text = self.text(bank, &path)?;
        let open = self.documents.get(&DocumentId::of(uri));
        let ranges = match open {
            Some(open) => Ranges::of(&open.document, self.encoding),
            None => Ranges::of_file(&text, self.encoding),
        };
        answer(Here {
            bank,
            path,
            text: &text,
            ranges,
            offset: 0,
        })
    }

    /// The range of a span in a file, if the file can be read.
    pub fn range(&self, bank: &BankView, path: &BankPath, span: Span) -> Option<lsp::Range> {
        self.with_ranges(bank, path, |ranges| ranges.range(span))
    }

    /// Calls a function with the ranges of a file, if that can be read.
    pub fn with_ranges<R>(
        &self,
        bank: &BankView,
        path: &BankPath,
        answer: impl FnOnce(&Ranges<'_>) -> R,
    ) -> Option<R> {
        if let Some(open) = self.open(&bank.place(path)) {
            return Some(answer(&Ranges::of(&open.document, self.encoding)));
        }
        let text = bank.folder.lossy_text(path)?;
        Some(answer(&Ranges::of_file(&text, self.encoding)))
    }
}
