//! Quotes of YAML: writes a value with them where necessary, and reads them.

use super::{Kind, Style, Value};
use crate::text::Span;

/// Writes `value` as a scalar of one line, in `style` where possible.
///
/// A value that needs quotes gets single ones, one with control characters double ones. `flow`: whether it is inside
/// brackets, where a comma ends a plain value. The result reads back as the string `value`.
pub fn quoted(value: &str, style: Style, flow: bool) -> String {
    let single = !value.chars().any(needs_escape);
    match style {
        Style::Double => double(value),
        style if style != Style::Single && is_plain(value, flow) => value.to_owned(),
        _ if single => {
            format!("'{}'", value.replace('\'', "''"))
        }
        _ => double(value),
    }
}

/// Whether `value` reads back unchanged without quotes. May be false for a value that would, is never true for one that
/// would not.
pub fn is_plain(value: &str, flow: bool) -> bool {
    let scalar = Value {
        text: value,
        span: Span::default(),
        style: Style::Plain,
    };
    scalar.kind() == Kind::String
        && value.trim() == value
        && !value.chars().any(needs_escape)
        && !value.starts_with(|c| "-?:,[]{}#&*!|>'\"%@`=<".contains(c))
        && !value.starts_with("...")
        && !value.ends_with(':')
        && !value.contains(": ")
        && !value.contains(" #")
        && !(flow && value.contains([',', '[', ']', '{', '}']))
}

/// Whether `c` must be escaped in double quotes: it would break the line, vanish or be rejected.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        // Some readers trim Unicode spaces at the end of a value.
        || (c != ' ' && c.is_whitespace())
}

fn double(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if needs_escape(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The text with all escapes of double-quoted values decoded.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(sign) = rest.chars().next() else {
            break;
        };
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let code = rest.get(1..=digits).filter(|code| !code.is_empty());
        let decoded = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        match decoded.and_then(char::from_u32) {
            Some(decoded) => {
                out.push(decoded);
                rest = &rest[1 + digits..];
            }
            None => {
                out.push(match sign {
                    't' | 'n' | 'r' | '_' => ' ',
                    sign => sign,
                });
                rest = &rest[sign.len_utf8()..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The length of the quoted scalar that starts `written`, quotes included; `None` if there is none, or its quotes are
/// not closed.
pub fn quoted_length(written: &str) -> Option<usize> {
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut chars = written.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            let doubled = quote == '\'' && chars.next_if(|(_, next)| *next == quote).is_some();
            if !doubled {
                return Some(at + 1);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::syntax::yaml::{self, Node};

    fn only_string(yaml: &str) -> Option<String> {
        let root = yaml::parse(yaml, 0).ok()??;
        let Node::List(list) = root else { return None };
        let [Node::Scalar(scalar)] = &*list.items else {
            return None;
        };
        (scalar.kind() == Kind::String).then(|| scalar.text.to_string())
    }

    #[track_caller]
    fn reads_back(value: &str) {
        for style in [Style::Plain, Style::Single, Style::Double] {
            for flow in [false, true] {
                let written = quoted(value, style, flow);
                assert!(!written.contains(['\n', '\r']), "{written:?}");
                let yaml = if flow {
                    format!("[{written}]\n")
                } else {
                    format!("- {written}\n")
                };
                assert_eq!(only_string(&yaml).as_deref(), Some(value), "{yaml:?}");
            }
        }
    }

    #[test]
    fn quotes_only_where_they_are_needed() {
        for (value, style, flow, written) in [
            ("Core", Style::Plain, false, "Core"),
            ("Core", Style::Single, false, "'Core'"),
            ("Core", Style::Double, true, "\"Core\""),
            ("C, C++", Style::Plain, false, "C, C++"),
            ("C, C++", Style::Plain, true, "'C, C++'"),
            ("It's", Style::Plain, false, "It's"),
            ("It's: so", Style::Plain, false, "'It''s: so'"),
            ("It's", Style::Double, false, "\"It's\""),
            ("a \"b\"", Style::Double, false, "\"a \\\"b\\\"\""),
            ("C #", Style::Plain, false, "'C #'"),
            ("C#", Style::Plain, false, "C#"),
            ("10", Style::Plain, false, "'10'"),
            ("true", Style::Plain, false, "'true'"),
            ("2024-01-01", Style::Plain, false, "'2024-01-01'"),
            ("", Style::Plain, false, "''"),
            ("@types", Style::Plain, false, "'@types'"),
            ("a\nb", Style::Single, false, "\"a\\nb\""),
        ] {
            assert_eq!(quoted(value, style, flow), written);
            reads_back(value);
        }
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn every_value_reads_back(value in "\\PC{0,12}|[-:#,\\[\\]{}'\"&*!|>%@` a1~.]{0,8}|.{0,6}") {
            reads_back(&value);
        }
    }
}
