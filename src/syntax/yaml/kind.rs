//! The type of a plain scalar to the reader that publishes the bank.

/// The type of a scalar as js-yaml 4 (default schema) resolves it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// An integer or a float.
    Number,
    /// A date, or a date with a time.
    Date,
    /// Anything else, and anything quoted.
    String,
    /// None of these, such as binary data.
    Other,
}

/// Resolves by the core schema of YAML 1.2, with js-yaml's timestamps.
pub(super) fn plain_kind(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Kind::Bool,
        _ if is_number(text) => Kind::Number,
        _ if is_date(text) => Kind::Date,
        _ => Kind::String,
    }
}

/// Whether the text is an integer.
pub(super) fn is_integer(text: &str) -> bool {
    is_number(text) && !text.contains('.') && {
        let body = text.strip_prefix(['-', '+']).unwrap_or(text);
        body.starts_with("0x") || !body.contains(['e', 'E'])
    }
}

pub(super) fn is_number(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let based =
        |digits: &str, is_digit: fn(u8) -> bool| !digits.is_empty() && digits.bytes().all(is_digit);
    if let Some(hex) = body.strip_prefix("0x") {
        return based(hex, |b| b.is_ascii_hexdigit());
    }
    if let Some(octal) = body.strip_prefix("0o") {
        return based(octal, |b| matches!(b, b'0'..=b'7'));
    }
    if let Some(binary) = body.strip_prefix("0b") {
        return based(binary, |b| matches!(b, b'0' | b'1'));
    }
    if matches!(body, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    // A fast path: nearly every value is words, and every value that is read gets here. A fraction without a digit
    // before the point has no sign.
    let is_number = body.starts_with(|c: char| c.is_ascii_digit()) || text.starts_with('.');
    is_number
        && body
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'))
        && body.parse::<f64>().is_ok()
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| {
        bytes
            .get(from..to)
            .is_some_and(|d| d.iter().all(u8::is_ascii_digit))
    };
    let day = digits(0, 4)
        && bytes.get(4) == Some(&b'-')
        && digits(5, 7)
        && bytes.get(7) == Some(&b'-')
        && digits(8, 10);
    day && match bytes.get(10) {
        None => true,
        Some(b'T' | b't' | b' ' | b'\t') => text[11..].contains(':'),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_js_yamls() {
        use Kind::*;
        for (text, kind) in [
            ("", Null),
            ("~", Null),
            ("null", Null),
            ("nUll", String),
            ("true", Bool),
            ("yes", String),
            ("1", Number),
            ("-1.5e3", Number),
            ("0x1F", Number),
            ("1_000", String),
            ("1__0", String),
            ("1_0.5", String),
            ("0x1_F", String),
            ("0b1_0", String),
            ("0o7_7", String),
            ("0o17", Number),
            ("+0x1f", Number),
            ("-0b11", Number),
            ("0xg", String),
            ("0O7", String),
            ("08", Number),
            ("5.", Number),
            (".5", Number),
            ("-.5", String),
            ("+.5", String),
            ("1.e3", Number),
            ("1e3", Number),
            ("1:30", String),
            (".inf", Number),
            (".", String),
            ("1.2.3", String),
            ("2024-05-24", Date),
            ("2024-5-24", String),
            ("2024-05-24T10:00:00Z", Date),
            ("2024-05-24x", String),
            ("e3", String),
            ("+", String),
        ] {
            assert_eq!(plain_kind(text), kind, "{text:?}");
        }
    }
}
