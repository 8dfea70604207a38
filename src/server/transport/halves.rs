//! JSON with halves of surrogate pairs. An editor that keeps its text as UTF-16 can cut a character in two and send each
//! half by itself; no string in UTF-8 can hold one. Here each becomes a U+FFFD, which is as long as the half in UTF-16.

/// The body with every half replaced; `None` when it has none.
pub fn repaired(body: &[u8]) -> Option<Vec<u8>> {
    let body = with_escapes(body);
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body.as_slice();
    let mut any = false;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let length = match (unit(rest), rest.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                any = true;
                out.extend_from_slice(br"\ufffd");
                rest = &rest[6..];
                continue;
            }
            // An escaped backslash does not start an escape.
            _ => rest.len().min(2),
        };
        out.extend_from_slice(&rest[..length]);
        rest = &rest[length..];
    }
    out.extend_from_slice(rest);
    any.then_some(out)
}

/// The body with halves that are written as three bytes, as UTF-8 would have them, in escapes instead.
fn with_escapes(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let [first, after @ ..] = rest {
        match rest {
            [0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf, after @ ..] => {
                let unit = 0xd000 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
                out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
                rest = after;
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

/// The UTF-16 unit that an escape at the start of `text` names.
fn unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(br"\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok()?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::repaired;

    #[test]
    fn halves_are_replaced_and_pairs_are_kept() {
        for (body, expected) in [
            (&br#"{"a":"plain"}"#[..], None),
            (br#""\ud83d\ude00""#, None),
            (br#""\\ud83d""#, None),
            (br#""\ud83d""#, Some(r#""\ufffd""#)),
            (br#""\ude00""#, Some(r#""\ufffd""#)),
            (
                br#""\uD83D\uD83D\uDE00\uDE00""#,
                Some(r#""\ufffd\uD83D\uDE00\ufffd""#),
            ),
            (br#""\ud83d\n\ude00""#, Some(r#""\ufffd\n\ufffd""#)),
            (br#""\\\ud83d\\ude00""#, Some(r#""\\\ufffd\\ude00""#)),
            (br#""\ud83dx\u0041""#, Some(r#""\ufffdx\u0041""#)),
            (b"\"\xed\xa0\xbdx\"", Some(r#""\ufffdx""#)),
            (
                b"\"\xed\xa0\xbd\xed\xb8\x80\xed\xb8\x80\"",
                Some(r#""\ud83d\ude00\ufffd""#),
            ),
            (br#""\u12"#, None),
            (br"\", None),
        ] {
            let found = repaired(body).map(|body| String::from_utf8(body).unwrap());
            assert_eq!(found.as_deref(), expected, "{body:?}");
        }
    }
}
