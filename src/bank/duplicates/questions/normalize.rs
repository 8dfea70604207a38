//! Normalizes a question: its kind, and its words without stop words.
//!
//! "Can you explain what closures are?" and "What is a closure?" normalize to the same. English only: in other languages
//! every word counts, so only questions with equal words are the same.

use smol_str::SmolStr;
use xxhash_rust::xxh3::xxh3_64;

use super::key::Key;
use super::stop_words::{
    AFTERTHOUGHT, ASKING, AUXILIARY, COMPARING, Class, DEALING, GLUE, MEANS, OF, POINTING, SPEAK,
    USING,
};
use super::words::{Word, singular, stem, words};

/// A normalized question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct NormalizedQuestion {
    kind: Kind,
    /// The words that are not stop words, in order.
    pub words: Vec<SmolStr>,
    /// The hash of what belongs to the question besides its text.
    beside: u64,
}

/// The kind of a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// What it is, what it is for, how it works.
    What,
    How,
    Why,
    When,
    Where,
    Who,
    Which,
    /// Yes or no.
    Whether,
    /// How two things differ, in any order.
    Difference,
}

impl Word {
    /// Whether it is of this class.
    fn is(&self, class: Class) -> bool {
        self.class & class != 0
    }

    /// Whether it is one of these, as a word of prose.
    fn any(&self, list: &[&str]) -> bool {
        !self.code && list.contains(&self.text.as_str())
    }
}

impl NormalizedQuestion {
    /// Normalizes the text of a question.
    pub fn read(text: &str) -> Self {
        let all = words(text);
        let (kind, rest) = opening(&all);
        let (kind, rest) = narrowed(kind, rest);
        let (main, after) = rest.split_at(afterthought(rest));
        let compares = comparing(rest);
        let rest = if compares || !is_empty_talk(after) {
            rest
        } else {
            main
        };
        let kind = if compares { Kind::Difference } else { kind };
        let (kind, works) = match kind {
            Kind::How => working(rest),
            kind => (kind, None),
        };
        let carries = |(at, word): (usize, &Word)| {
            (Some(at) != works && weighs(kind, rest, at)).then(|| word.text.clone())
        };
        Self {
            kind,
            words: rest.iter().enumerate().filter_map(carries).collect(),
            beside: 0,
        }
    }

    /// The same with what belongs to it besides its text, as a hash that is 0 if there is nothing.
    pub fn beside(self, beside: u64) -> Self {
        Self { beside, ..self }
    }

    /// The key of the question without the words in `context`. `None` if it has stop words only.
    ///
    /// If all words are context words, the question is about them, and they count.
    pub fn key(&self, context: &[SmolStr]) -> Option<Key> {
        let mut left = self.without(context);
        // One word must be the same but for a plural: testing is not a test.
        let ending = if left.len() == 1 { singular } else { stem };
        left.iter_mut().for_each(|word| *word = ending(word));
        if self.kind == Kind::Difference {
            left.sort_unstable();
            left.dedup();
        }
        if left.is_empty() {
            return None;
        }
        // Without anything between: `time out` is `timeout`.
        let mut text = String::with_capacity(64);
        text.push(char::from(b'a' + self.kind as u8));
        left.iter().for_each(|word| text.push_str(word));
        Some(Key::of(xxh3_64(text.as_bytes()) ^ self.beside))
    }

    /// Whether some of its words are context words, but not all.
    pub fn holds(&self, context: &[SmolStr]) -> bool {
        self.without(context).len() < self.words.len()
    }

    fn without(&self, context: &[SmolStr]) -> Vec<&str> {
        let in_context = |word: &SmolStr| context.iter().any(|it| it == singular(word));
        let counts = |word: &&SmolStr| !in_context(word);
        let left: Vec<&str> = self
            .words
            .iter()
            .filter(counts)
            .map(SmolStr::as_str)
            .collect();
        if left.is_empty() {
            self.words.iter().map(SmolStr::as_str).collect()
        } else {
            left
        }
    }
}

/// The kind by the first words, and the words after them.
fn opening(all: &[Word]) -> (Kind, &[Word]) {
    let mut rest = all;
    loop {
        rest = match rest {
            [first, you, speak, left @ ..]
                if first.is(AUXILIARY) && you.any(&["you", "we"]) && speak.is(SPEAK) =>
            {
                left
            }
            [what, does, you, know, left @ ..]
                if what.any(&["what"])
                    && does.any(&["do"])
                    && you.any(&["you"])
                    && know.any(&["know", "understand", "mean"]) =>
            {
                left
            }
            [speak, left @ ..] if speak.is(SPEAK) && !left.is_empty() => left,
            _ => break,
        };
    }
    let Some(first) = rest.first().filter(|word| !word.code) else {
        return (Kind::What, rest);
    };
    let kind = match first.text.as_str() {
        "what" => Kind::What,
        "how" => Kind::How,
        "why" => Kind::Why,
        "when" => Kind::When,
        "where" => Kind::Where,
        "who" => Kind::Who,
        "which" => Kind::Which,
        "if" | "whether" => Kind::Whether,
        _ if first.is(AUXILIARY) => Kind::Whether,
        _ => return (Kind::What, rest),
    };
    (kind, &rest[1..])
}

/// Recognizes other wordings of `how`.
fn narrowed(kind: Kind, rest: &[Word]) -> (Kind, &[Word]) {
    let glue = |words: &[Word]| words.iter().take_while(|word| word.is(GLUE)).count();
    let start = glue(rest);
    let means = rest[start..]
        .iter()
        .take_while(|word| word.is(MEANS))
        .count();
    match kind {
        Kind::What if means > 0 => {
            let taken = |word: &&Word| {
                word.is(GLUE)
                    || word.any(&["use", "used", "using", "exist", "take", "taken", "needed"])
            };
            let after = start + means;
            let skipped = rest[after..].iter().take_while(taken).count();
            let leads = rest[after..after + skipped].iter();
            match leads.clone().next_back() {
                Some(last) if last.any(&["to", "for"]) => (Kind::How, &rest[after + skipped..]),
                _ => (kind, rest),
            }
        }
        // "Your approach to handling".
        Kind::What if rest.first().is_some_and(|word| word.any(&["your"])) && means > 0 => {
            (Kind::How, &rest[start + means..])
        }
        _ => (kind, rest),
    }
}

/// Where a second clause starts: after `and` or a comma, with a question word.
fn afterthought(rest: &[Word]) -> usize {
    let asks = |word: &Word| word.is(ASKING);
    let starts = |at: usize| {
        let (before, word) = (&rest[at - 1], &rest[at]);
        asks(word) && (before.any(&["and"]) || word.breaks || at > 1 && asks(before))
    };
    (1..rest.len()).find(|&at| starts(at)).unwrap_or(rest.len())
}

/// Whether a second clause adds nothing to the question, as in "and how is it used?".
fn is_empty_talk(clause: &[Word]) -> bool {
    let points_back = clause.iter().any(|word| word.is(POINTING));
    let bare = |word: &&Word| !word.is(GLUE) && !word.any(&["why", "when", "where", "which"]);
    let first = clause.iter().find(bare);
    points_back && first.is_none_or(|word| word.is(AFTERTHOUGHT))
}

/// Whether the question compares things.
fn comparing(rest: &[Word]) -> bool {
    let other = |pair: &[Word]| pair[0].any(&["different"]) && pair[1].any(&["from", "than"]);
    rest.iter().any(|word| word.is(COMPARING)) || rest.windows(2).any(other)
}

/// Treats "how does X work" as "what is X". Returns the index of the verb in that case.
fn working(rest: &[Word]) -> (Kind, Option<usize>) {
    let at = rest.iter().position(|word| word.any(&["work", "works"]));
    let is_somebody = rest
        .iter()
        .take(2)
        .any(|word| word.any(&["you", "we", "i", "to"]));
    match at {
        Some(at) if !is_somebody => (Kind::What, Some(at)),
        _ => (Kind::How, None),
    }
}

/// Whether the word at `at` is not a stop word.
fn weighs(kind: Kind, rest: &[Word], at: usize) -> bool {
    let word = &rest[at];
    let before = |list: &[&str]| at > 0 && rest[at - 1].any(list);
    if word.is(GLUE) {
        return false;
    }
    let next = rest.get(at + 1);
    let idle = match kind {
        Kind::Difference => {
            word.is(COMPARING) || word.any(&["from", "between", "than", "different", "when", "use"])
        }
        Kind::What => word.is(USING) || word.any(&["meant"]),
        Kind::How => word.is(DEALING),
        _ => false,
    };
    let of = next.is_some_and(|next| next.any(&["of"])) && word.is(OF);
    let means = kind == Kind::What && at + 1 == rest.len() && word.any(&["mean", "means"]);
    let yours = word.any(&["project", "projects", "application", "applications", "work"])
        && before(&["your", "past"]);
    let past = word.any(&["past"]) && next.is_some_and(|next| next.any(&["projects"]));
    let example = word.any(&["example", "examples"])
        && rest[..at]
            .iter()
            .rev()
            .take(2)
            .any(|word| word.any(&["give", "with", "an"]));
    let part = word.any(&["role"])
        && before(&["what", "the"])
        && rest.iter().any(|word| word.any(&["play", "plays"]));
    let plays = word.any(&["play", "plays"]) && rest.iter().any(|word| word.any(&["role"]));
    !(idle || of || means || yours || past || example || part || plays)
}
