//! Answers that look like the name of a file.

use crate::bank::{Bank, BankPath};

/// The name without the repeated extension of `x.md.md`; `None` for other names.
pub fn extension_once(name: &str) -> Option<&str> {
    let once = name.strip_suffix(".md")?;
    (once.len() > 3 && once.ends_with(".md")).then_some(once)
}

/// The file that an inline answer seems to name; it need not exist.
pub fn intended_file(bank: &Bank, group: &BankPath, text: &str) -> Option<String> {
    let name = text.trim();
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    if let Some(file) = named_file(bank, group, name) {
        return Some(file);
    }
    if name.contains(char::is_whitespace) {
        return None;
    }
    let file = format!("{name}.md");
    (exists(bank, group, &file) || is_slug(name)).then_some(file)
}

/// Longer texts, in bytes, are not taken for file names.
const LONGEST: usize = 256;

/// The file that an inline answer names with an extension, ignoring punctuation around the name.
pub fn named_file(bank: &Bank, group: &BankPath, text: &str) -> Option<String> {
    let name = without_signs(text);
    if name.contains(char::is_whitespace) || name.contains(['<', '>', '|']) {
        return None;
    }
    // An address or a link is an answer that readers can follow.
    if name.contains("://") || name.contains("](") {
        return None;
    }
    let ends = name.match_indices(['#', '?']).map(|(at, _)| at);
    let mut names = std::iter::once(name.len())
        .chain(ends)
        .map(|end| &name[..end]);
    let stem = names.find_map(markdown_stem).or_else(|| {
        let stem = garbled_stem(name)?;
        exists(bank, group, &format!("{stem}.md")).then_some(stem)
    })?;
    let inside = stem
        .strip_prefix(bank.config().answers.as_str())
        .and_then(|rest| rest.strip_prefix('/'));
    Some(format!("{}.md", inside.unwrap_or(stem)))
}

/// The text without what surrounds a name in prose: quotes, brackets, emphasis, a full stop, a list's hyphen.
fn without_signs(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix("- ").unwrap_or(text);
    let is_sign = |c: char| !c.is_alphanumeric();
    let name = text.trim_end_matches(is_sign);
    let rest = &text[name.len()..];
    let name = name.trim_start_matches(|c| is_sign(c) && !matches!(c, '.' | '_' | '-' | '/'));
    let name = name.strip_prefix("./").unwrap_or(name);
    match rest.contains('_') {
        true => name.trim_start_matches('_'),
        false => name,
    }
}

/// True if the answers' folder of the group has the file.
pub fn exists(bank: &Bank, group: &BankPath, file: &str) -> bool {
    let path = bank
        .answer_path(group, file)
        .filter(|_| !file.contains('/'));
    path.is_some_and(|path| bank.file(path.as_str()).is_some())
}

/// The name without its extension, if that is a markdown extension.
fn markdown_stem(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let markdown = ["md", "mdx", "markdown", "mdown", "mkd", "mkdn"];
    (markdown.contains(&extension.as_str()) && !stem.is_empty()).then_some(stem)
}

/// The name without its extension, if that is a misspelt `md`: `mdd`, `dm`.
fn garbled_stem(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let is_slip = (2..=4).contains(&extension.len())
        && extension.bytes().all(|b| matches!(b, b'm' | b'd'))
        && extension.contains('m')
        && extension.contains('d');
    (is_slip && !stem.is_empty()).then_some(stem)
}

/// True for a word like `api-endpoint`: parts of at least two lower-case letters or digits, joined by hyphens. Ordinary
/// hyphenated words mostly have a part of one letter or digit: `utf-8`, `x-axis`.
fn is_slug(name: &str) -> bool {
    let part = |part: &str| {
        part.len() >= 2
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    name.contains('-')
        && name.split('-').all(part)
        && name.bytes().filter(u8::is_ascii_lowercase).count() >= 4
}
