//! Comments that suppress findings: `# qmark: allow(code, …)` in YAML, `<!-- qmark: allow(code) -->` in markdown.
//! `allow-file(code)` applies to the whole file, wherever the comment is.

use smol_str::SmolStr;

use crate::text::{LineSpans, Span};

/// Suppressed codes in a part of a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Suppression {
    /// The codes as written.
    pub codes: Box<[SmolStr]>,
    /// Findings that start in this span are suppressed.
    pub span: Span,
    /// Whether it applies to the whole file instead.
    pub whole_file: bool,
}

/// The directive in one comment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Directive {
    /// The codes as written.
    pub codes: Vec<SmolStr>,
    /// Whether it is an `allow-file`.
    pub whole_file: bool,
}

/// The suppressions in a YAML text; spans count from `base` before it.
///
/// A comment at the end of a line applies to that line, one on its own line to the next line that is not a comment.
pub fn in_yaml(text: &str, base: u32) -> Box<[Suppression]> {
    if memchr::memmem::find(text.as_bytes(), b"qmark:").is_none() {
        return Box::default();
    }
    let mut suppressions = Vec::new();
    let mut pending: Vec<SmolStr> = Vec::new();
    for line in LineSpans::new(text, 0) {
        let allow = |codes: Vec<SmolStr>, whole_file| Suppression {
            codes: codes.into(),
            span: line.shift(base),
            whole_file,
        };
        let written = line.slice(text);
        let own_line = written.trim_start().starts_with('#');
        let (wide, here): (Vec<_>, Vec<_>) = comments(written).partition(|it| it.whole_file);
        suppressions.extend(wide.into_iter().map(|wide| allow(wide.codes, true)));
        let here = here.into_iter().flat_map(|here| here.codes);
        if own_line {
            pending.extend(here);
        } else if !written.trim().is_empty() {
            let codes: Vec<_> = here.chain(pending.drain(..)).collect();
            if !codes.is_empty() {
                suppressions.push(allow(codes, false));
            }
        }
    }
    suppressions.into()
}

/// The directives in the comments of a line. Only a parser knows which `#` starts a comment, since one may be inside
/// quotes; so every `#` after white space is tried, and only a directive matches.
fn comments(line: &str) -> impl Iterator<Item = Directive> {
    let starts = line
        .match_indices('#')
        .filter(|(at, _)| *at == 0 || line[..*at].ends_with([' ', '\t']));
    starts.filter_map(|(at, _)| directive(&line[at + 1..]))
}

/// The directive in an HTML comment.
pub fn in_html(html: &str) -> Option<Directive> {
    let start = memchr::memmem::find(html.as_bytes(), b"<!--")? + 4;
    directive(&html[start..])
}

/// The directive in a comment without its delimiters; `None` for an ordinary comment.
pub fn directive(comment: &str) -> Option<Directive> {
    let (whole_file, list) = list(comment)?;
    let codes = list.split(',').map(str::trim);
    Some(Directive {
        codes: codes
            .filter(|code| !code.is_empty())
            .map(SmolStr::from)
            .collect(),
        whole_file,
    })
}

fn list(comment: &str) -> Option<(bool, &str)> {
    let directive = comment.trim_start().strip_prefix("qmark:")?.trim_start();
    let rest = directive.strip_prefix("allow")?;
    let (whole_file, rest) = match rest.strip_prefix("-file") {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let list = rest.strip_prefix('(')?;
    Some((whole_file, &list[..list.find(')')?]))
}

/// Where to insert another code into the first suppression in `text` for one place (or for the whole file): after its
/// last code.
pub fn end_of_codes(text: &str, whole_file: bool) -> Option<usize> {
    text.match_indices("qmark:").find_map(|(at, _)| {
        let (whole, codes) = list(&text[at..])?;
        let open = at + text[at..].find('(')? + 1;
        let is_one = whole == whole_file && !codes.trim().is_empty();
        is_one.then(|| open + codes.trim_end().len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_comments() {
        let text = "a: 1 # qmark: allow(x)\n# qmark: allow(y, z)\n# more\nb: '#' # qmark:allow(w)\nc: 2 # note\n";
        let found: Vec<_> = in_yaml(text, 0)
            .iter()
            .map(|a| (a.codes.join(" "), a.span.slice(text).to_owned()))
            .collect();
        assert_eq!(
            found,
            [
                ("x".into(), "a: 1 # qmark: allow(x)".into()),
                ("w y z".into(), "b: '#' # qmark:allow(w)".into())
            ]
        );
    }

    #[test]
    fn a_comment_for_the_whole_file() {
        let text = "# qmark: allow-file(x, y)\na: 1 # qmark: allow(z) # qmark: allow-file(w)\n";
        let found: Vec<_> = in_yaml(text, 0)
            .iter()
            .map(|a| (a.codes.join(" "), a.whole_file))
            .collect();
        assert_eq!(
            found,
            [
                ("x y".into(), true),
                ("w".into(), true),
                ("z".into(), false)
            ]
        );
        assert!(in_html("<!-- qmark: allow-file(x) -->").is_some_and(|it| it.whole_file));
        assert_eq!(in_html("<!-- qmark: allow-files(x) -->"), None);
    }

    #[test]
    fn codes_have_an_end() {
        let before = |text: &str, whole| end_of_codes(text, whole).map(|at| text[..at].to_owned());
        let text = "a # qmark: allow-file( x ) # qmark:allow(y)";
        assert_eq!(
            before(text, true).as_deref(),
            Some("a # qmark: allow-file( x")
        );
        assert_eq!(
            before(text, false).as_deref(),
            Some("a # qmark: allow-file( x ) # qmark:allow(y")
        );
        assert_eq!(before("qmark: allow()", false), None);
    }
}
