//! An import, and what it does.

use super::imported::Imported;
use super::target::Target;
use crate::bank::{Asked, Bank, BankPath};
use crate::edit::{Edit, Sources};
use crate::text::Refusal;

/// An import.
pub struct Import<'i> {
    /// The bank.
    pub bank: &'i Bank,
    /// The texts of its files.
    pub sources: Sources<'i>,
    /// Where the questions go.
    pub target: &'i Target,
    /// The questions.
    pub questions: &'i [Imported],
    /// The name of their file: what its questions have in common does not tell them from those of the bank.
    pub name: &'i str,
    /// Files of the bank that the questions come from, which are not compared with them.
    pub is_source: &'i dyn Fn(&BankPath) -> bool,
    /// Whether questions that the bank asks in other words are left out, too.
    pub only_new: bool,
}

/// A question that the bank has already.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// Its index among the imported ones.
    pub index: usize,
    /// Where the bank has it: the same text first.
    pub asked: Vec<Asked>,
    /// Whether the bank has the same text; else it asks nearly the same.
    pub is_same: bool,
}

/// What an import does.
#[derive(Default, Debug)]
pub struct Outcome {
    /// The change.
    pub edit: Edit,
    /// The indexes of the questions that it writes, in order.
    pub written: Vec<usize>,
    /// The questions that the bank has already.
    pub known: Vec<Known>,
    /// The questions that repeat an earlier one of the import with its body, options and answer, each with that one; they are
    /// not written.
    pub repeated: Vec<(usize, usize)>,
    /// The questions that cannot be written, with the reason.
    pub refused: Vec<(usize, Refusal)>,
    /// What the person has to know besides: sentences.
    pub notes: Vec<String>,
}

/// What becomes of the questions that are to be written.
#[derive(Default)]
pub struct Written {
    /// The change.
    pub edit: Edit,
    /// Those that cannot be written, by their place in the list.
    pub refused: Vec<(usize, Refusal)>,
    /// What the person has to know besides.
    pub notes: Vec<String>,
}
