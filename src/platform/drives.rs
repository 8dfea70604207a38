//! How paths of Windows start.

/// How a path starts, in the form that all of its spellings share, and the rest: `C:\`, `\\server\share\`, `\` for the drive
/// that is in use, or nothing for a relative path. The prefix `\\?\` is left out where the rest has the same meaning
/// without it.
pub(super) fn split(path: &str) -> (String, &str) {
    if let Some(verbatim) = path.strip_prefix(r"\\?\") {
        let share = verbatim
            .get(..4)
            .filter(|unc| unc.eq_ignore_ascii_case(r"UNC\"));
        let known = share.map(|unc| server(&verbatim[unc.len()..]));
        // What is left has no short form, such as a volume without a letter.
        return known
            .or_else(|| drive(verbatim))
            .unwrap_or_else(|| (r"\\?\".to_owned(), verbatim));
    }
    if let Some(device) = path.strip_prefix(r"\\.\") {
        return (r"\\.\".to_owned(), device);
    }
    if path.starts_with(separates) && path[1..].starts_with(separates) {
        return server(&path[2..]);
    }
    drive(path).unwrap_or_else(|| match path.strip_prefix(separates) {
        Some(rest) => (r"\".to_owned(), rest),
        None => (String::new(), path),
    })
}

/// Whether the character separates names.
pub(super) fn separates(c: char) -> bool {
    c == '\\' || c == '/'
}

/// The root of a path that starts with a drive's letter. The letters are always capitals here: clients write either.
fn drive(path: &str) -> Option<(String, &str)> {
    let letter = path.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = path[1..].strip_prefix(':')?;
    let inside = rest.strip_prefix(separates);
    // `C:x` is relative to the folder that is in use on that drive.
    let inside = inside.or(rest.is_empty().then_some(""))?;
    Some((format!(r"{}:\", letter.to_ascii_uppercase()), inside))
}

/// The root of a path that starts with a server and its share.
fn server(path: &str) -> (String, &str) {
    let (server, rest) = path.split_once(separates).unwrap_or((path, ""));
    let (share, rest) = rest.split_once(separates).unwrap_or((rest, ""));
    match share {
        "" => (format!(r"\\{server}\"), rest),
        share => (format!(r"\\{server}\{share}\"), rest),
    }
}
