//! Markdown as it can be below a question: with headings that do not end it, and without code that never ends.

use crate::shape::document::line::fence_after;

/// The deepest heading.
const DEEPEST: usize = 6;

/// The text with its headings moved down until the highest has the level `least`, and with the fence of its last code block
/// closed. `least` 0 moves no heading.
pub fn fitted(text: &str, least: usize) -> String {
    let mut highest = DEEPEST;
    for_each_line(text, |line, is_code| {
        if !is_code && let Some(level) = heading(line) {
            highest = highest.min(level);
        }
    });
    let deeper = least.saturating_sub(highest);
    let mut out = String::with_capacity(text.len());
    let open = for_each_line(text, |line, is_code| {
        if !out.is_empty() {
            out.push('\n');
        }
        let level = heading(line).filter(|_| !is_code && deeper > 0);
        if let Some(level) = level {
            let new = (level + deeper).min(DEEPEST);
            out.extend(std::iter::repeat_n('#', new - level));
        }
        out += line;
    });
    match open {
        Some(fence) => out + "\n" + &fence,
        None => out,
    }
}

/// Calls `each` with each line, and whether it is in a code block or a mark of one. Returns the mark that closes the last
/// block if nothing does.
fn for_each_line(text: &str, mut each: impl FnMut(&str, bool)) -> Option<String> {
    let mut open: Option<&str> = None;
    let mut indent = "";
    for line in text.lines() {
        let after = fence_after(open, line.trim());
        if open.is_none() {
            indent = &line[..line.len() - line.trim_start().len()];
        }
        each(line, open.is_some() || after.is_some());
        open = after;
    }
    open.map(|fence| format!("{indent}{fence}"))
}

/// The level of the heading that a line is.
fn heading(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let is_heading = rest.is_empty() || rest.starts_with([' ', '\t']);
    ((1..=DEEPEST).contains(&level) && is_heading).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn headings_move_down_together_and_code_ends() {
        for (text, least, written) in [
            ("a\n## b\n### c", 4, "a\n#### b\n##### c"),
            ("## b\n\n###### c", 4, "#### b\n\n###### c"),
            ("#### b", 3, "#### b"),
            ("# b", 0, "# b"),
            ("```sh\n# b\n```\n# c", 2, "```sh\n# b\n```\n## c"),
            ("- a\n  ```\n  b", 2, "- a\n  ```\n  b\n  ```"),
            ("~~~~\n~~~\nb", 2, "~~~~\n~~~\nb\n~~~~"),
            ("``` a ``` b\n#c", 2, "``` a ``` b\n#c"),
        ] {
            assert_eq!(fitted(text, least), written, "{text}");
        }
    }
}
