//! Line boundaries in a text that is one string.

/// The line break of a text: its first one.
pub fn line_break(text: &str) -> &'static str {
    match text.find(['\n', '\r']).map(|at| &text.as_bytes()[at..]) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        _ => "\n",
    }
}

/// The start of the line of `offset`.
pub fn line_start(text: &str, offset: u32) -> u32 {
    let before = text.get(..offset as usize).unwrap_or(text);
    before.rfind(['\n', '\r']).map_or(0, |at| at as u32 + 1)
}

/// The end of the line of `offset`, without its line break.
pub fn line_end(text: &str, offset: u32) -> u32 {
    let rest = text.get(offset as usize..).unwrap_or("");
    offset + rest.find(['\n', '\r']).unwrap_or(rest.len()) as u32
}

/// The start of the line after that of `offset`; the end of the text for the last line.
pub fn next_line(text: &str, offset: u32) -> u32 {
    let end = line_end(text, offset);
    let rest = text.get(end as usize..).unwrap_or("");
    end + if rest.starts_with("\r\n") {
        2
    } else {
        u32::from(!rest.is_empty())
    }
}
