//! Code fences that are never closed. Markdown has no such thing: the parser closes a fence at the end of the text (or of
//! its list item or quote) without a word.

/// The opening line of the fenced code `block` when no line closes it, or the one that does was meant for another.
pub(super) fn never_closed(block: &str) -> Option<&str> {
    let marker = block.as_bytes().first().copied().unwrap_or(b'`');
    let width = block.bytes().take_while(|&b| b == marker).count();
    let opening = block.split(['\n', '\r']).next().unwrap_or("");
    let after = &block[opening.len()..];
    let last = after.trim_end().rsplit(['\n', '\r']).next().unwrap_or("");
    let closing = last.trim_start_matches([' ', '\t', '>']).trim_end();
    let closed = closing.len() >= width && closing.bytes().all(|b| b == marker);
    (!closed || opens_another(after, marker, width)).then(|| opening.trim_end())
}

/// Whether a line of a code block opens a code block of the same marks with a language. It cannot within one, so the
/// first was never closed, and the end of the second closed it.
fn opens_another(code: &str, marker: u8, width: usize) -> bool {
    code.split(['\n', '\r']).any(|line| {
        let line = line.trim_start_matches([' ', '>']);
        let language = line.trim_start_matches(char::from(marker));
        line.len() - language.len() >= width
            && language.starts_with(|c: char| c.is_ascii_alphabetic())
            && !language.contains([' ', '`', '~'])
    })
}
