//! Every use of what stands at a place: in the whole bank, or in the document.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::ide::highlight::{self, Mark};
use crate::ide::references::{self, InFile, References};
use crate::server::banks::BankView;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// How many uses an answer holds at most. A client that takes an answer in parts gets all there are.
const LIMIT: usize = 10_000;
/// How many uses are sent in one part at most.
const PART: usize = 1_000;

/// The uses in the bank, those in the document first. A thing can be used a hundred thousand times, so they are looked
/// up file by file, and sent ahead in parts where the client gives a token for that.
pub fn references(
    snapshot: &Snapshot,
    params: lsp::ReferenceParams,
    context: &RequestContext,
) -> Result<Option<Vec<lsp::Location>>> {
    let declared = params.context.include_declaration;
    let token = params.partial_result_params.partial_result_token;
    let all = snapshot.at(&params.text_document_position, |here| {
        let bank = &here.bank.bank;
        let sources = |path: &BankPath| snapshot.text(here.bank, path);
        let found = references::references(bank, &sources, &here.path, here.offset, declared)?;
        let answer = Answer {
            context,
            token: token.as_ref(),
            list: Vec::new(),
            is_sent: false,
        };
        Some(answer.of(snapshot, here.bank, found))
    });
    all.transpose()
}

/// An answer as it grows.
struct Answer<'a> {
    context: &'a RequestContext<'a>,
    /// Where parts of it go; without, it stays whole.
    token: Option<&'a lsp::ProgressToken>,
    /// What was not sent yet.
    list: Vec<lsp::Location>,
    is_sent: bool,
}

impl Answer<'_> {
    /// All uses, or the first [`LIMIT`] of them; with a token, what was not sent ahead.
    fn of(
        mut self,
        snapshot: &Snapshot,
        bank: &BankView,
        found: References,
    ) -> Result<Vec<lsp::Location>> {
        for file in found {
            self.context.check_cancelled()?;
            if !self.take_file(snapshot, bank, &file)? {
                tracing::warn!("more than {LIMIT} uses; the others are omitted");
                break;
            }
        }
        // Once there were parts, the answer itself has to be empty.
        if self.is_sent && !self.list.is_empty() {
            self.send()?;
        }
        Ok(self.list)
    }

    /// Takes the uses in a file, if it can be read; `false` when they are too many.
    fn take_file(&mut self, snapshot: &Snapshot, bank: &BankView, file: &InFile) -> Result<bool> {
        let text = snapshot.text(bank, &file.path);
        let (Some(text), Some(uri)) = (text, snapshot.uri(bank, &file.path)) else {
            return Ok(true);
        };
        let ranges = snapshot.ranges_of(bank, &file.path, &text);
        for span in &file.spans {
            match self.token {
                Some(_) if self.list.len() == PART => self.send()?,
                None if self.list.len() == LIMIT => return Ok(false),
                _ => {}
            }
            let (uri, range) = (uri.clone(), ranges.range(*span));
            self.list.push(lsp::Location { uri, range });
        }
        Ok(true)
    }

    /// Sends what there is so far ahead.
    fn send(&mut self) -> Result<()> {
        if let Some(token) = self.token {
            self.context.send_partial(token, &self.list)?;
            self.list.clear();
            self.is_sent = true;
        }
        Ok(())
    }
}

/// The uses in the document.
pub fn highlights(
    snapshot: &Snapshot,
    params: lsp::DocumentHighlightParams,
    _context: &RequestContext,
) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
    Ok(snapshot.at(&params.text_document_position_params, |here| {
        let sources = |path: &BankPath| snapshot.text(here.bank, path);
        let found = highlight::highlights(&here.bank.bank, &sources, &here.path, here.offset);
        let marks = found.into_iter().map(|marked| lsp::DocumentHighlight {
            range: here.ranges.range(marked.span),
            kind: Some(match marked.value {
                Mark::Declares => lsp::DocumentHighlightKind::WRITE,
                Mark::Leads => lsp::DocumentHighlightKind::READ,
                Mark::Same => lsp::DocumentHighlightKind::TEXT,
            }),
        });
        Some(marks.collect())
    }))
}
