//! Finds unclosed code fences. CommonMark does not report them: the parser silently closes a fence at the end of the
//! text, or of its list item or quote.

/// The opening line of the fenced code `block` if no line closes it, or if the line that does belongs to another fence.
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

/// Whether a line of a code block opens a code block with the same fence and a language. That is impossible inside a
/// block, so the first block was never closed, and the end of the second one closed it.
fn opens_another(code: &str, marker: u8, width: usize) -> bool {
    memchr::memchr_iter(marker, code.as_bytes()).any(|at| {
        let before = code[..at].trim_end_matches([' ', '>']);
        let fence = code[at..].trim_start_matches(char::from(marker));
        let language = || fence.split(['\n', '\r']).next().unwrap_or("");
        (before.is_empty() || before.ends_with(['\n', '\r']))
            && code.len() - at - fence.len() >= width
            && fence.starts_with(|c: char| c.is_ascii_alphabetic())
            && !language().contains([' ', '`', '~'])
    })
}
