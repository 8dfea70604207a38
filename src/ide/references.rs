//! Every use in the bank of what stands at a place.

use super::Sources;
use super::symbol_at::{listing, located};
use crate::bank::resolve::{NavigationTarget, ReferenceQuery, Symbol, targets_of};
use crate::bank::{Bank, BankPath};
use crate::text::Span;

/// The uses of one thing, a file at a time: each file is looked through when it is asked for.
///
/// First comes the file that was asked in, then the one that declares the thing, then the others by path.
pub struct References<'b> {
    bank: &'b Bank,
    query: ReferenceQuery,
    declaration: Option<NavigationTarget>,
    /// Where the bank's own file lists the thing, when that is asked for.
    listing: Option<(BankPath, Vec<Span>)>,
    files: std::vec::IntoIter<BankPath>,
}

/// The uses in one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InFile {
    /// The file.
    pub path: BankPath,
    /// Where in it, by place; never empty. A value without its quotes, a link's destination, a declaring line.
    pub spans: Vec<Span>,
}

/// The uses of the thing at the byte `offset` of the file at `path`; `None` where there is nothing that could be used.
///
/// `declared` says whether to name the declaration too: the first line of an answer's, an author's or a guide's file, a
/// heading, an inline answer. Of topics and levels there is none but where the bank's own file lists them: each use is
/// as good as any other.
pub fn references<'b>(
    bank: &'b Bank,
    sources: Sources<'_>,
    path: &BankPath,
    offset: u32,
    declared: bool,
) -> Option<References<'b>> {
    let symbol = located(bank, sources, path, offset)?.symbol;
    if matches!(symbol, Symbol::Key(_)) {
        return None;
    }
    let declaration = targets_of(bank, &symbol).into_iter().find(|_| declared);
    let query = ReferenceQuery::new(bank, &symbol);
    let mut files = query.files(bank);
    let own = files.take(path);
    let listing = listing(bank, sources, &symbol).filter(|_| declared);
    let listed = listing.as_ref().map(|(file, _)| file.clone());
    let declaring = declaration.as_ref().map(|target| target.path.clone());
    let declaring = declaring.or(listed);
    let declaring = declaring.filter(|file| own.as_ref() != Some(file));
    files.retain(|file| declaring.as_ref() != Some(file));
    let files: Vec<BankPath> = own.into_iter().chain(declaring).chain(files).collect();
    Some(References {
        bank,
        query,
        declaration,
        listing,
        files: files.into_iter(),
    })
}

impl Iterator for References<'_> {
    type Item = InFile;

    fn next(&mut self) -> Option<InFile> {
        loop {
            let path = self.files.next()?;
            let mut spans = self.query.in_file(self.bank, &path);
            let declaration = self.declaration.as_ref();
            let declaration = declaration.filter(|target| target.path == path);
            if let Some(NavigationTarget { name, .. }) = declaration
                && let Err(at) = spans.binary_search(name)
            {
                spans.insert(at, *name);
            }
            let listing = self.listing.take_if(|(file, _)| *file == path);
            spans.extend(listing.into_iter().flat_map(|(_, listed)| listed));
            if !spans.is_empty() {
                return Some(InFile { path, spans });
            }
        }
    }
}

#[cfg(test)]
mod tests;
