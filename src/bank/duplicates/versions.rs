//! Recognizes translations and copies of a file by their names.

use crate::bank::language::{HOLDERS, Language};

/// Languages in the names of translations. Codes that are also common names of technologies are left out.
const LANGUAGES: &str = " ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk \
    sl sr sv th tr uk ur vi zh english german french spanish portuguese russian chinese japanese korean italian polish \
    turkish ukrainian hindi arabic dutch ";

/// Suffixes of copies.
const COPIES: &[&str] = &[
    "copy", "bak", "backup", "old", "orig", "kopie", "copie", "copia",
];

/// The path without languages and suffixes of copies: equal for all versions of a file. Starts with a slash.
pub(super) fn original(path: &str) -> String {
    let (path, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    let mut out = String::with_capacity(path.len() + 4);
    for part in path.split('/') {
        let lower = part.to_lowercase();
        let bare = without_language(without_copy(&lower));
        if !bare.is_empty() && !HOLDERS.contains(&bare) {
            out.push('/');
            out.push_str(bare);
        }
    }
    out + "." + extension
}

/// The name without a language at its end: `go.de`, `readme_pt-br`; empty if it is a language itself.
fn without_language(name: &str) -> &str {
    let separators = name.match_indices(['.', '-', '_']);
    let starts = std::iter::once((0, 0)).chain(separators.map(|(at, _)| (at, at + 1)));
    let found = starts
        .into_iter()
        .find(|(_, start)| is_language(&name[*start..]));
    found.map_or(name, |(end, _)| &name[..end])
}

/// Whether it is a language, with or without a region or a script: `de`, `pt-br`, `zh_hans`.
fn is_language(tag: &str) -> bool {
    let (language, region) = tag.split_once(['-', '_']).unwrap_or((tag, "cn"));
    let is_region =
        (2..=4).contains(&region.len()) && region.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_common = is_region && is_one_of(LANGUAGES, language);
    // With a region, any language is meant as one.
    is_common || Language::of(tag).is_some_and(|language| language.region.is_some())
}

/// The name without the suffix of a copy: `go copy`, `go (1)`, `go.bak`.
fn without_copy(name: &str) -> &str {
    let without_number = || {
        let (bare, number) = name.strip_suffix(')')?.rsplit_once(" (")?;
        number.bytes().all(|b| b.is_ascii_digit()).then_some(bare)
    };
    let name = without_number().unwrap_or(name);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '~');
    let bare = COPIES.iter().find_map(|ending| {
        let bare = name.strip_suffix(ending)?;
        bare.strip_suffix([' ', '-', '_', '.'])
    });
    bare.unwrap_or(name)
}

fn is_one_of(list: &str, word: &str) -> bool {
    let at = list
        .find(word)
        .filter(|_| !word.is_empty() && !word.contains(' '));
    at.is_some() && list.contains(&format!(" {word} "))
}

#[cfg(test)]
mod tests {
    use super::original;

    #[test]
    fn translations_and_copies_have_one_original() {
        for (version, expected) in [
            ("go.md", "/go.md"),
            ("go.de.md", "/go.md"),
            ("go-de.md", "/go.md"),
            ("go_pt-BR.md", "/go.md"),
            ("de/go.md", "/go.md"),
            ("zh-Hans/go.md", "/go.md"),
            ("i18n/de/go.md", "/go.md"),
            ("translations/german/go.md", "/go.md"),
            ("go copy.md", "/go.md"),
            ("go copy 2.md", "/go.md"),
            ("go (1).md", "/go.md"),
            ("go.bak.md", "/go.md"),
            ("de/go/go.md", "/go/go.md"),
            ("go-de/go-de.md", "/go/go.md"),
            ("go/de.md", "/go.md"),
            ("README.pt-BR.md", "/readme.md"),
            ("README-zh_CN.md", "/readme.md"),
            ("kk-KZ/README.md", "/readme.md"),
        ] {
            assert_eq!(original(version), expected, "{version}");
        }
    }

    #[test]
    fn other_files_keep_their_names() {
        for path in [
            "/go/go.md",
            "/js/js.md",
            "/ts/ts.md",
            "/ml/ml.md",
            "/back-end/back-end.md",
            "/intro-to-go.md",
            "/copy.md",
            "/node.js.md",
        ] {
            assert_eq!(original(&path[1..]), path);
        }
    }
}
