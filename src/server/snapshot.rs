//! The part of the state that answers are made from, as it was at one moment.

use std::path::Path;
use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use super::banks::{BankId, BankView, Place, place_in};
use super::client::Client;
use super::convert::{self, DocumentId, Ranges};
use super::out_of_sync::OutOfSync;
use crate::bank::BankPath;
use crate::text::{Document, Encoding, Span};

/// A document open in the client.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    /// Its address as the client spells it; it is spoken of in the same words.
    pub uri: lsp::Uri,
    pub document: Document,
    /// Where it belongs, if it is a file of a bank.
    pub place: Option<Place>,
    /// Whether its file was there when that was last looked at.
    pub is_on_disk: bool,
    /// Whether its text may have U+FFFD where the client has half a character.
    pub has_halves: bool,
}

/// The documents open in the client.
pub type Documents = imbl::HashMap<DocumentId, Arc<OpenDocument>>;

/// How much of the state has to be up to date for an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// The texts.
    Texts,
    /// The texts, and the banks as the texts have them.
    Banks,
    /// The same, and the banks were read as a whole.
    WholeBanks,
    /// The findings too, of banks that were read by now.
    FindingsSoFar,
    /// The findings too, of banks that were read as a whole, as all that was said before has them.
    Findings,
    /// The same, and the client learns all of them.
    AllFindings,
}

/// An immutable view for one answer. Cheap to clone.
#[derive(Clone)]
pub struct Snapshot {
    pub client: Arc<Client>,
    /// How the client counts columns.
    pub encoding: Encoding,
    /// A number of this run of the server.
    pub session: u64,
    pub documents: Documents,
    /// The document of each file that is open, whatever its address.
    pub opened: imbl::HashMap<Place, DocumentId>,
    /// Documents whose text is not known.
    pub out_of_sync: OutOfSync,
    pub banks: Vec<BankView>,
    /// The roots of all banks, past ones too.
    pub roots: imbl::HashMap<BankId, Arc<Path>>,
    /// Files whose document the client closed, and has not opened again.
    pub closed: imbl::HashSet<Place>,
    /// Whether the texts are others than when the question was asked, so that its positions mean nothing any more.
    pub has_moved_on: bool,
}

/// A place in a file of a bank, and all that is needed to speak of it.
pub struct Here<'s> {
    pub bank: &'s BankView,
    pub path: BankPath,
    pub text: &'s str,
    pub ranges: Ranges<'s>,
    /// In bytes.
    pub offset: u32,
}

impl Snapshot {
    pub fn bank(&self, id: BankId) -> Option<&BankView> {
        self.banks.iter().find(|bank| bank.id == id)
    }

    /// The document of a file, if it is open.
    pub fn open(&self, place: &Place) -> Option<&OpenDocument> {
        let id = self.opened.get(place)?;
        self.documents.get(id).map(Arc::as_ref)
    }

    /// The bank and file that an address means, open or not.
    pub fn place(&self, uri: &lsp::Uri) -> Option<(&BankView, BankPath)> {
        let id = DocumentId::of(uri);
        let place = match self.documents.get(&id) {
            Some(open) => open.place.clone()?,
            None => place_in(self.banks.iter(), &id)?,
        };
        Some((self.bank(place.bank)?, place.path))
    }

    /// The text of a file: the client's if it is open there, else the disk's, with what is no text
    /// in it replaced.
    pub fn text(&self, bank: &BankView, path: &BankPath) -> Option<Arc<str>> {
        let place = Place {
            bank: bank.id,
            path: path.clone(),
        };
        match self.open(&place) {
            Some(open) => Some(open.document.text()),
            None => bank.folder.lossy_text(path).map(Arc::from),
        }
    }

    /// The address of a file, as the client spells it if it is open.
    pub fn uri(&self, bank: &BankView, path: &BankPath) -> Option<lsp::Uri> {
        let place = Place {
            bank: bank.id,
            path: path.clone(),
        };
        match self.open(&place) {
            Some(open) => Some(open.uri.clone()),
            None => convert::uri(&bank.folder.path(path)),
        }
    }

    /// Turns spans of a text that is in no file yet into the client's ranges.
    pub fn ranges<'t>(&self, text: &'t str) -> Ranges<'t> {
        Ranges::new(text, self.encoding)
    }

    /// Turns spans of a file's text into the client's ranges.
    pub fn ranges_of<'t>(&self, bank: &BankView, path: &BankPath, text: &'t str) -> Ranges<'t> {
        let place = Place {
            bank: bank.id,
            path: path.clone(),
        };
        match self.open(&place) {
            // The client counts in the text that it sent, whatever that starts with.
            Some(_) => Ranges::new(text, self.encoding),
            None => Ranges::of_file(text, self.encoding),
        }
    }

    /// What is to be said of a place in a file of a bank.
    pub fn at<R>(
        &self,
        at: &lsp::TextDocumentPositionParams,
        say: impl FnOnce(&Here) -> Option<R>,
    ) -> Option<R> {
        self.of(&at.text_document.uri, |here| {
            let offset = here.ranges.offset(at.position);
            say(&Here { offset, ..here })
        })
    }

    /// What is to be said of a file of a bank. Nothing where its text is not known.
    pub fn of<R>(&self, uri: &lsp::Uri, say: impl FnOnce(Here) -> Option<R>) -> Option<R> {
        if self.out_of_sync.contains_key(&DocumentId::of(uri)) {
            return None;
        }
        let (bank, path) = self.place(uri)?;
        let text = self.text(bank, &path)?;
        let open = self.documents.get(&DocumentId::of(uri));
        let ranges = match open {
            Some(open) => Ranges::of(&open.document, self.encoding),
            None => Ranges::of_file(&text, self.encoding),
        };
        say(Here {
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

    /// What is to be said with the ranges of a file, if that can be read.
    pub fn with_ranges<R>(
        &self,
        bank: &BankView,
        path: &BankPath,
        say: impl FnOnce(&Ranges<'_>) -> R,
    ) -> Option<R> {
        let place = Place {
            bank: bank.id,
            path: path.clone(),
        };
        if let Some(open) = self.open(&place) {
            return Some(say(&Ranges::of(&open.document, self.encoding)));
        }
        let text = bank.folder.lossy_text(path)?;
        Some(say(&Ranges::of_file(&text, self.encoding)))
    }
}
