//! What the links and images of a bank lead to in an export.

use std::borrow::Cow;

use super::question::Source;
use crate::bank::BankPath;
use crate::syntax::markdown::link::decode;

/// What a link of a bank names.
pub(super) enum Target<'d> {
    /// A place that is the same from everywhere: a page of the web, an address.
    Elsewhere(Cow<'d, str>),
    /// A file of the bank and the anchor in it.
    File(BankPath, Option<String>),
    /// Nothing that a reader may follow.
    Nothing,
}

/// Schemes that links may have: those that show something, and run nothing.
const SCHEMES: &[&str] = &["http", "https", "mailto", "ftp", "tel"];

/// What the destination names, written in the file `from`.
pub(super) fn target<'d>(destination: &'d str, from: &BankPath) -> Target<'d> {
    // Browsers ignore these in a scheme.
    let bare: String = destination.chars().filter(|c| !c.is_control()).collect();
    let bare = bare.trim();
    if let Some(scheme) = scheme(bare) {
        return match SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
            true => Target::Elsewhere(bare.to_owned().into()),
            false => Target::Nothing,
        };
    }
    if bare.starts_with("//") {
        return Target::Elsewhere(format!("https:{bare}").into());
    }
    if bare.starts_with(['/', '\\']) {
        // The root of a site that is not known here.
        return Target::Nothing;
    }
    let (path, anchor) = match bare.split_once('#') {
        Some((path, anchor)) => (path, Some(decode(anchor))),
        None => (bare, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let file = match path {
        "" => Some(from.clone()),
        path => from.beside(&decode(path)),
    };
    file.map_or(Target::Nothing, |file| Target::File(file, anchor))
}

/// The text before the first colon, if it can be a scheme.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    (!scheme.contains(['/', '?', '#'])).then_some(scheme)
}

/// The address of a file of the bank and of an anchor in it, relative to the root of the outermost bank.
pub(super) fn address(source: &Source, file: &BankPath, anchor: Option<&str>) -> String {
    let encoded = |text: &str| {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '%' | '#' | '?' | ' ' | '"' | '\\' | '<' | '>' | ':' => {
                    out.push_str(&format!("%{:02X}", u32::from(c)));
                }
                c => out.push(c),
            }
        }
        out
    };
    let path = encoded(&format!("{}{file}", source.prefix));
    match anchor.filter(|anchor| !anchor.is_empty()) {
        Some(anchor) => format!("{path}#{}", encoded(anchor)),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_or_to_a_file() {
        let from = BankPath::new("go/go.md").unwrap();
        for (destination, expected) in [
            ("https://example.org/a", "https://example.org/a"),
            ("//example.org/a", "https://example.org/a"),
            ("java\nscript:alert(1)", "-"),
            ("JavaScript:alert(1)", "-"),
            ("data:text/html,x", "-"),
            ("/a", "-"),
            ("../../a", "-"),
            ("a%20b.md#c", "go/a b.md c"),
            ("../x.png?raw=true", "x.png"),
            ("#d", "go/go.md d"),
        ] {
            let found = match target(destination, &from) {
                Target::Elsewhere(url) => url.into_owned(),
                Target::File(path, Some(anchor)) => format!("{path} {anchor}"),
                Target::File(path, None) => path.to_string(),
                Target::Nothing => "-".to_owned(),
            };
            assert_eq!(found, expected, "{destination}");
        }
    }
}
