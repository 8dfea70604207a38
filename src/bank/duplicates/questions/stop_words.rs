//! English stop words, by their function in a question.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

/// Classes of words, one bit each.
pub(super) type Class = u16;

/// An article, pronoun, preposition or the like.
pub(super) const GLUE: Class = 1;
/// Starts a yes/no question.
pub(super) const AUXILIARY: Class = 1 << 1;
/// Asks for an explanation, such as `explain`.
pub(super) const SPEAK: Class = 1 << 2;
/// A noun without meaning before `of`, such as `role of`.
pub(super) const OF: Class = 1 << 3;
/// Starts a second clause that adds nothing to the question.
pub(super) const AFTERTHOUGHT: Class = 1 << 4;
/// A noun in "what … would you use to", which means `how`.
pub(super) const MEANS: Class = 1 << 5;
/// A verb without meaning of its own, such as `handle`.
pub(super) const DEALING: Class = 1 << 6;
/// Compares things.
pub(super) const COMPARING: Class = 1 << 7;
/// A pronoun that refers back.
pub(super) const POINTING: Class = 1 << 8;
/// A question word.
pub(super) const ASKING: Class = 1 << 9;
/// A form of `use`.
pub(super) const USING: Class = 1 << 10;

const LISTS: &[(Class, &str)] = &[
    (
        GLUE,
        "a an the this that these those it its they them their he she you your yours we our us i me my one ones there \
         here is are was were be been being am do does did doing done can could would should will shall may might must \
         has have had having of in on for to at with by as about into within during across via per and or so then also \
         just really very exactly actually please what how some any different various several common main major popular \
         typical basic general simply briefly each",
    ),
    (
        AUXILIARY,
        "is are was were do does did can could would should will shall may might must has have had",
    ),
    (
        SPEAK,
        "explain describe discuss define outline elaborate tell give provide illustrate clarify name mention state \
         please briefly me us",
    ),
    (
        OF,
        "role purpose concept idea notion meaning definition process basics fundamentals use uses usage term",
    ),
    (
        AFTERTHOUGHT,
        "use used useful using implement implemented implementing work works important importance matter matters help \
         helps helpful benefit benefits advantages perform apply applied achieved needed need give example impact \
         impacts",
    ),
    (
        MEANS,
        "methods method techniques technique strategies strategy approaches approach ways way steps step measures",
    ),
    (
        DEALING,
        "handle handles handling handled manage managing managed approach approaching deal dealing tackle",
    ),
    (
        COMPARING,
        "difference differences differ differs differentiate distinguish vs versus compare compared comparison",
    ),
    (POINTING, "it its they them their one each these"),
    (ASKING, "how why when what where which give"),
    (USING, "use used uses using usage"),
];

/// The classes of a lower-case word; 0 if it is not a stop word.
pub(super) fn class(word: &str) -> Class {
    // Sorted by hash: comparing numbers is much faster than comparing words.
    static CLASSES: LazyLock<Vec<(u64, Class)>> = LazyLock::new(|| {
        let mut classes: BTreeMap<u64, Class> = BTreeMap::new();
        for (class, words) in LISTS {
            for word in words.split_ascii_whitespace() {
                *classes.entry(xxh3_64(word.as_bytes())).or_default() |= class;
            }
        }
        classes.into_iter().collect()
    });
    let hash = xxh3_64(word.as_bytes());
    let found = CLASSES.binary_search_by_key(&hash, |(hash, _)| *hash);
    found.map_or(0, |at| CLASSES[at].1)
}
