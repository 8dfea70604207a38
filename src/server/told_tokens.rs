//! The tokens that the client was told last, so that it can be told what differs.

use std::sync::{Mutex, PoisonError};

use tower_lsp::ls_types as lsp;

use super::convert::DocumentId;

/// How many tokens are kept, of all documents together: four megabytes of them.
const KEPT: usize = 200_000;

/// What was told of each document, the latest last.
#[derive(Default)]
pub struct ToldTokens(Mutex<Told>);

#[derive(Default)]
struct Told {
    last_id: u64,
    of: Vec<(DocumentId, u64, Vec<lsp::SemanticToken>)>,
}

impl ToldTokens {
    /// Keeps what the client is told now, in place of what it was told of the document before. Returns the name of the
    /// new state and, if the client has the state `had` and that is still known, that.
    pub fn replace(
        &self,
        document: DocumentId,
        tokens: &[lsp::SemanticToken],
        had: Option<&str>,
    ) -> (String, Option<Vec<lsp::SemanticToken>>) {
        // What is kept is whole at any time, so a panic elsewhere does not spoil it.
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.last_id += 1;
        let id = told.last_id;
        let known = told.of.iter().position(|(it, ..)| *it == document);
        let before = known.map(|at| told.of.remove(at));
        let before = before.filter(|(_, id, _)| had == Some(id.to_string().as_str()));
        if tokens.len() <= KEPT {
            told.of.push((document, id, tokens.to_vec()));
        }
        let mut number: usize = told.of.iter().map(|(.., tokens)| tokens.len()).sum();
        while number > KEPT {
            number -= told.of.remove(0).2.len();
        }
        (id.to_string(), before.map(|(.., tokens)| tokens))
    }

    /// Forgets a document that is not open any more.
    pub fn forget(&self, document: &DocumentId) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.of.retain(|(it, ..)| it != document);
    }
}

/// What makes `before` to `now`: one stretch that goes, and what comes in its place; nothing when they are equal.
pub fn difference(
    before: &[lsp::SemanticToken],
    now: &[lsp::SemanticToken],
) -> Option<lsp::SemanticTokensEdit> {
    if before == now {
        return None;
    }
    let same = |(a, b): &(&lsp::SemanticToken, &lsp::SemanticToken)| a == b;
    let start = before.iter().zip(now).take_while(same).count();
    let (rest, new) = (&before[start..], &now[start..]);
    let end = rest.iter().rev().zip(new.iter().rev());
    let end = end.take_while(same).count();
    let new = &new[..new.len() - end];
    // The protocol counts numbers, five a token.
    Some(lsp::SemanticTokensEdit {
        start: start as u32 * 5,
        delete_count: (rest.len() - end) as u32 * 5,
        data: (!new.is_empty()).then(|| new.to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn token(length: u32) -> lsp::SemanticToken {
        lsp::SemanticToken {
            delta_line: 1,
            delta_start: 0,
            length,
            token_type: 0,
            token_modifiers_bitset: 0,
        }
    }

    fn document(name: &str) -> DocumentId {
        DocumentId::Other(name.to_owned())
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn the_difference_makes_one_to_the_other(
            before in prop::collection::vec(0..3_u32, 0..8),
            now in prop::collection::vec(0..3_u32, 0..8),
        ) {
            let tokens = |lengths: &[u32]| lengths.iter().map(|l| token(*l)).collect::<Vec<_>>();
            let (before, now) = (tokens(&before), tokens(&now));
            let mut made = before.clone();
            if let Some(edit) = difference(&before, &now) {
                let start = edit.start as usize / 5;
                let end = start + edit.delete_count as usize / 5;
                let new = edit.data.unwrap_or_default();
                prop_assert!(new.first() != before.get(start) || new.is_empty() || start == end);
                made.splice(start..end, new);
            }
            prop_assert_eq!(made, now);
        }
    }

    #[test]
    fn only_what_the_client_has_is_compared_with() {
        let told = ToldTokens::default();
        let (first, before) = told.replace(document("a"), &[token(1)], None);
        assert_eq!(before, None);
        let (second, before) = told.replace(document("a"), &[token(2)], Some(&first));
        assert_eq!(before, Some(vec![token(1)]));
        assert_eq!(told.replace(document("a"), &[], Some(&first)).1, None);
        let (third, _) = told.replace(document("a"), &[token(3)], Some(&second));
        told.forget(&document("a"));
        assert_eq!(told.replace(document("a"), &[], Some(&third)).1, None);
    }

    #[test]
    fn so_many_are_kept_and_no_more() {
        let told = ToldTokens::default();
        let half = vec![token(1); KEPT / 2];
        let (a, _) = told.replace(document("a"), &half, None);
        let (b, _) = told.replace(document("b"), &half, None);
        let (c, _) = told.replace(document("c"), &[token(1)], None);
        assert_eq!(told.replace(document("a"), &[], Some(&a)).1, None);
        assert!(told.replace(document("b"), &[], Some(&b)).1.is_some());
        assert!(told.replace(document("c"), &[], Some(&c)).1.is_some());
        let (huge, _) = told.replace(document("d"), &vec![token(1); KEPT + 1], None);
        assert_eq!(told.replace(document("d"), &[], Some(&huge)).1, None);
    }
}
