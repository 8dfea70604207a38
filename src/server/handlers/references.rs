//! References and document highlights.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::ide::highlight::{self, Mark};
use crate::ide::references::{self, InFile, References};
use crate::server::banks::BankView;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// The most references in one answer. A client that takes partial results gets all.
const LIMIT: usize = 10_000;
/// The most references in one partial result.
const PART: usize = 1_000;

/// The references in the bank, those in the document first. There can be a hundred thousand, so they are found file by
/// file, and sent as partial results if the client gives a token for that.
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

/// An answer under construction.
struct Answer<'a> {
    context: &'a RequestContext<'a>,
    /// The token of partial results.
    token: Option<&'a lsp::ProgressToken>,
    /// What is not sent yet.
    list: Vec<lsp::Location>,
    is_sent: bool,
}

impl Answer<'_> {
    /// All references, or the first [`LIMIT`]; with a token, those that were not sent.
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
        // After partial results, the answer itself has to be empty.
        if self.is_sent && !self.list.is_empty() {
            self.send()?;
        }
        Ok(self.list)
    }

    /// Adds the references in a file, if it can be read; `false` when there are too many.
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

    /// Sends a partial result.
    fn send(&mut self) -> Result<()> {
        if let Some(token) = self.token {
            self.context.send_partial(token, &self.list)?;
            self.list.clear();
            self.is_sent = true;
        }
        Ok(())
    }
}

/// The highlights in the document.
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
