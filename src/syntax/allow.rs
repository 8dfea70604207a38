//! Comments with which an author allows a finding: `# qmark: allow(code, …)` in YAML, `<!-- qmark: allow(code) -->` in
//! markdown.

use smol_str::SmolStr;

use super::frontmatter::LineSpans;
use crate::text::Span;

/// Codes that are allowed in a part of a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Allow {
    /// The codes as written.
    pub codes: Box<[SmolStr]>,
    /// The findings that start here are allowed.
    pub span: Span,
}

/// The allowing comments of a YAML text; spans count from `base` before it.
///
/// A comment at the end of a line allows in that line, one on a line of its own in the next line that is no comment.
pub fn in_yaml(text: &str, base: u32) -> Box<[Allow]> {
    if memchr::memmem::find(text.as_bytes(), b"qmark:").is_none() {
        return Box::default();
    }
    let mut allows = Vec::new();
    let mut pending: Vec<SmolStr> = Vec::new();
    for line in LineSpans::new(text, 0) {
        let written = line.slice(text);
        let own_line = written.trim_start().starts_with('#');
        let mut codes = comments(written);
        if own_line {
            pending.append(&mut codes);
        } else if !written.trim().is_empty() {
            codes.append(&mut pending);
            if !codes.is_empty() {
                allows.push(Allow {
                    codes: codes.into(),
                    span: line.shift(base),
                });
            }
        }
    }
    allows.into()
}

/// The codes in the line's comments. Which `#` starts the comment only a parser knows, since one may stand within
/// quotes; so every one that follows a blank is tried, and nothing but a directive passes.
fn comments(line: &str) -> Vec<SmolStr> {
    let starts = line
        .match_indices('#')
        .filter(|(at, _)| *at == 0 || line[..*at].ends_with([' ', '\t']));
    starts
        .filter_map(|(at, _)| codes(&line[at + 1..]))
        .flatten()
        .collect()
}

/// The codes that an HTML comment allows.
pub fn in_html(html: &str) -> Option<Vec<SmolStr>> {
    let start = html.find("<!--")? + 4;
    codes(&html[start..])
}

fn codes(comment: &str) -> Option<Vec<SmolStr>> {
    let list = comment
        .trim_start()
        .strip_prefix("qmark:")?
        .trim_start()
        .strip_prefix("allow(")?;
    let list = &list[..list.find(')')?];
    Some(
        list.split(',')
            .map(str::trim)
            .filter(|code| !code.is_empty())
            .map(SmolStr::from)
            .collect(),
    )
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
}
