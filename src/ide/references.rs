//! Find references.

use super::Sources;
use super::symbol_at::{listing, located};
use crate::bank::resolve::{
    NavigationTarget, ReferenceQuery, Symbol, linked, targets_of, translations_of,
};
use crate::bank::{Bank, BankPath};
use crate::text::Span;

/// The uses of one symbol, file by file: each file is searched when its uses are asked for.
///
/// The file of the request comes first, then the one with the declaration, then the others by path.
pub struct References<'b> {
    bank: &'b Bank,
    query: ReferenceQuery,
    declaration: Option<NavigationTarget>,
    /// Where `qmark.yaml` lists the symbol, if declarations are wanted.
    listing: Option<(BankPath, Vec<Span>)>,
    /// Of a question, the same question in other languages.
    translations: Vec<NavigationTarget>,
    files: std::vec::IntoIter<BankPath>,
}

/// The uses in one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InFile {
    /// The file.
    pub path: BankPath,
    /// The spans, by position; never empty. A value without its quotes, a link's destination, a declaring line.
    pub spans: Vec<Span>,
}

/// The uses of the symbol at byte `offset` of the file at `path`; `None` if there is no symbol.
///
/// `declared` includes the declaration: the first line of an answer, author or guide file, a heading, an inline answer.
/// Topics and levels have none except in `qmark.yaml`.
pub fn references<'b>(
    bank: &'b Bank,
    sources: Sources<'_>,
    path: &BankPath,
    offset: u32,
    declared: bool,
) -> Option<References<'b>> {
    let here = located(bank, sources, path, offset)?.symbol;
    let translations = translations_of(bank, &here);
    let symbol = linked(bank, here);
    if matches!(symbol, Symbol::Key(_)) {
        return None;
    }
    let declaration = targets_of(bank, &symbol).into_iter().find(|_| declared);
    let query = ReferenceQuery::new(bank, &symbol);
    let mut files = query.files(bank);
    files.extend(translations.iter().map(|target| target.path.clone()));
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
        translations,
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
            let named = declaration.into_iter().chain(&self.translations);
            for NavigationTarget { name, .. } in named.filter(|target| target.path == path) {
                if let Err(at) = spans.binary_search(name) {
                    spans.insert(at, *name);
                }
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
