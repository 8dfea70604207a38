//! What a question asks: its kind, and the words in it that carry meaning.
//!
//! "Can you explain what closures are?" and "What is a closure?" ask the same. English only: in another language every
//! word counts, and two questions ask the same when all of them are equal.

use smol_str::SmolStr;
use xxhash_rust::xxh3::Xxh3;

use super::Key;
use super::words::{Word, singular, stem, words};

/// What a question asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Asked {
    kind: Kind,
    /// The words that carry meaning, in order.
    pub words: Vec<SmolStr>,
}

/// How something is asked about.
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
    /// How two things differ: the order of the two says nothing.
    Difference,
}

/// Words that only hold a sentence together.
const GLUE: &str = " a an the this that these those it its they them their he she you your yours we our us i me my one \
    ones there here is are was were be been being am do does did doing done can could would should will shall may might \
    must has have had having of in on for to at with by as about into within during across via per and or so then also \
    just really very exactly actually please what how some any different various several common main major popular \
    typical basic general simply briefly each ";

/// Verbs that ask somebody to speak.
const SPEAK: &str = " explain describe discuss define outline elaborate tell give provide illustrate clarify name mention \
    state please briefly me us ";

/// Nouns that carry nothing before `of`.
const OF: &str = " role purpose concept idea notion meaning definition process basics fundamentals use uses usage term ";

/// Words of which a clause behind the question proper can be made without asking anything more.
const AFTERTHOUGHT: &str = " use used useful using implement implemented implementing work works important importance \
    matter matters help helps helpful benefit benefits advantages perform apply applied achieved needed need give \
    example impact impacts ";

/// Nouns in "what … would you use to", which asks how.
const MEANS: &str = " methods method techniques technique strategies strategy approaches approach ways way steps step measures ";

/// Verbs that say nothing more than that something is done about it.
const DEALING: &str =
    " handle handling manage managing managed approach approaching deal dealing tackle handled ";

/// Words that say that things are compared.
const COMPARING: &str = " difference differences differ differs differentiate distinguish vs versus compare compared \
    comparison ";

const ASKING: &[(&str, Kind)] = &[
    ("what", Kind::What),
    ("how", Kind::How),
    ("why", Kind::Why),
    ("when", Kind::When),
    ("where", Kind::Where),
    ("who", Kind::Who),
    ("which", Kind::Which),
];

const AUXILIARIES: &str =
    " is are was were do does did can could would should will shall may might must has have had ";

fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

impl Word {
    /// Whether it is one of these, as a word of prose.
    fn is(&self, list: &str) -> bool {
        !self.code && is_in(list, &self.text)
    }
}

impl Asked {
    /// Reads the text of a question.
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
        }
    }

    /// A number for what is asked, but for words that are `understood`; the same for whoever asks the same. `None` when
    /// no word carries any meaning.
    ///
    /// If all words are understood, they are what is asked about and count.
    pub fn key(&self, understood: &[SmolStr]) -> Option<Key> {
        let mut left = self.without(understood);
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
        let mut hash = Xxh3::new();
        hash.update(&[self.kind as u8]);
        // Without anything between: `time out` is `timeout`.
        left.iter().for_each(|word| hash.update(word.as_bytes()));
        Some(Key::of(hash.digest()))
    }

    /// Whether some of its words are understood, but not all.
    pub fn holds(&self, understood: &[SmolStr]) -> bool {
        self.without(understood).len() < self.words.len()
    }

    fn without(&self, understood: &[SmolStr]) -> Vec<&str> {
        let is_understood = |word: &SmolStr| understood.iter().any(|it| it == singular(word));
        let counts = |word: &&SmolStr| !is_understood(word);
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

/// The kind by the first words, and the words behind them.
fn opening(all: &[Word]) -> (Kind, &[Word]) {
    let mut rest = all;
    loop {
        rest = match rest {
            [first, you, speak, left @ ..]
                if first.is(AUXILIARIES) && you.is("you we") && speak.is(SPEAK) =>
            {
                left
            }
            [what, does, you, know, left @ ..]
                if what.is("what")
                    && does.is("do")
                    && you.is("you")
                    && know.is("know understand mean") =>
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
    match ASKING.iter().find(|(word, _)| *word == first.text) {
        Some((_, kind)) => (*kind, &rest[1..]),
        None if first.is(AUXILIARIES) || first.is("if whether") => (Kind::Whether, &rest[1..]),
        None => (Kind::What, rest),
    }
}

/// What asks how in other words.
fn narrowed(kind: Kind, rest: &[Word]) -> (Kind, &[Word]) {
    let glue = |words: &[Word]| words.iter().take_while(|word| word.is(GLUE)).count();
    let start = glue(rest);
    let means = rest[start..]
        .iter()
        .take_while(|word| word.is(MEANS))
        .count();
    match kind {
        Kind::What if means > 0 => {
            let taken =
                |word: &&Word| word.is(GLUE) || word.is("use used using exist take taken needed");
            let behind = start + means;
            let skipped = rest[behind..].iter().take_while(taken).count();
            let leads = rest[behind..behind + skipped].iter();
            match leads.clone().next_back() {
                Some(last) if last.is("to for") => (Kind::How, &rest[behind + skipped..]),
                _ => (kind, rest),
            }
        }
        // "Your approach to handling".
        Kind::What if rest.first().is_some_and(|word| word.is("your")) && means > 0 => {
            (Kind::How, &rest[start + means..])
        }
        _ => (kind, rest),
    }
}

/// Where a clause starts that asks more: behind `and` or a comma, with a word that asks.
fn afterthought(rest: &[Word]) -> usize {
    let asks = |word: &Word| word.is("how why when what where which give");
    let starts = |at: usize| {
        let (before, word) = (&rest[at - 1], &rest[at]);
        asks(word) && (before.is("and") || word.breaks || at > 1 && asks(before))
    };
    (1..rest.len()).find(|&at| starts(at)).unwrap_or(rest.len())
}

/// Whether a clause behind the question asks nothing more: how it is used, why it is important.
fn is_empty_talk(clause: &[Word]) -> bool {
    let points_back = clause
        .iter()
        .any(|word| word.is("it its they them their one each these"));
    let bare = |word: &&Word| !word.is(GLUE) && !word.is("why when where which");
    let first = clause.iter().find(bare);
    points_back && first.is_none_or(|word| word.is(AFTERTHOUGHT))
}

/// Whether things are compared.
fn comparing(rest: &[Word]) -> bool {
    let other = |pair: &[Word]| pair[0].is("different") && pair[1].is("from than");
    rest.iter().any(|word| word.is(COMPARING)) || rest.windows(2).any(other)
}

/// How something works is what it is. Says where the verb is then.
fn working(rest: &[Word]) -> (Kind, Option<usize>) {
    let at = rest.iter().position(|word| word.is("work works"));
    let is_somebody = rest.iter().take(2).any(|word| word.is("you we i to"));
    match at {
        Some(at) if !is_somebody => (Kind::What, Some(at)),
        _ => (Kind::How, None),
    }
}

/// Whether the word at a place carries meaning.
fn weighs(kind: Kind, rest: &[Word], at: usize) -> bool {
    let word = &rest[at];
    let before = |list| at > 0 && rest[at - 1].is(list);
    if word.is(GLUE) {
        return false;
    }
    let next = rest.get(at + 1);
    let idle = match kind {
        Kind::Difference => word.is(COMPARING) || word.is("from between than different when use"),
        Kind::What => word.is("use used uses using usage meant"),
        Kind::How => word.is(DEALING),
        _ => false,
    };
    let of = next.is_some_and(|next| next.is("of")) && word.is(OF);
    let means = kind == Kind::What && at + 1 == rest.len() && word.is("mean means");
    let yours = word.is("project projects application applications work") && before("your past");
    let past = word.is("past") && next.is_some_and(|next| next.is("projects"));
    let example = word.is("example examples")
        && rest[..at]
            .iter()
            .rev()
            .take(2)
            .any(|word| word.is("give with an"));
    let part =
        word.is("role") && before("what the") && rest.iter().any(|word| word.is("play plays"));
    let plays = word.is("play plays") && rest.iter().any(|word| word.is("role"));
    !(idle || of || means || yours || past || example || part || plays)
}
