//! What most questions of a document have below, which decides what counts as an answer.

use super::candidates::Opener;
use super::found::Found;
use super::vocabulary::asks_for_code;

/// How many questions have what below.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Majority {
    count: usize,
    folded: usize,
    quiz: usize,
    filled: usize,
    asking: usize,
}

impl Majority {
    /// Counts what these have below.
    pub fn of<'f>(all: impl Iterator<Item = &'f Found>) -> Self {
        let mut counts = Self::default();
        all.for_each(|found| counts.add(found));
        counts
    }

    fn add(&mut self, found: &Found) {
        self.count += 1;
        self.folded += usize::from(found.folded.is_some());
        self.quiz += usize::from(found.has_right());
        self.filled += usize::from(found.words > 0);
        self.asking += usize::from(found.asks);
    }

    /// The counts with a question that has `new` below in place of `old`.
    pub fn replaced(mut self, old: &Found, new: &Found) -> Self {
        self.count -= 1;
        self.folded -= usize::from(old.folded.is_some());
        self.quiz -= usize::from(old.has_right());
        self.filled -= usize::from(old.words > 0);
        self.asking -= usize::from(old.asks);
        self.add(new);
        self
    }

    /// Whether both decide alike about each question.
    pub fn decides_as(&self, other: &Self) -> bool {
        self.decisions() == other.decisions()
    }

    /// Whether most of what is below asks, few items have anything below, most questions are a quiz, and most answers are
    /// folded.
    fn decisions(&self) -> [bool; 4] {
        let count = self.count.max(1);
        [
            self.asking * 2 > self.filled,
            self.filled * 10 < count * 3,
            self.quiz * 2 > count,
            self.folded * 2 > count,
        ]
    }

    /// Whether a question with this text, this opener, and this below is answered.
    pub fn is_answered(&self, text: &str, opener: Opener, found: &Found) -> bool {
        let [bare, few, quiz, folded] = self.decisions();
        let announced = found.folded.is_some() || found.label.is_some();
        // What a few of many list items have below belongs to the question, and so does what asks.
        let is_of_few = few && opener == Opener::Item;
        let prose = found.words > 0 && !bare && !is_of_few;
        if found.has_right() {
            true
        } else if quiz && !found.options.is_empty() {
            false
        } else if folded && !announced && !prose {
            // Code before a folded answer belongs to the question, unless it asks for code.
            found.code && asks_for_code(text)
        } else {
            prose || found.words > 0 && announced || found.code
        }
    }
}
