//! Answers without the `<details>` that folds them.

use super::line::fence_after;
use super::plain::plain;
use super::vocabulary::announces_answer;

/// An answer without the `<details>` around it, even if only its start or its end is in the text. Any other `<details>`
/// that has no end gets one.
pub(super) fn unfolded(text: &str) -> String {
    let inside = opened(text);
    let is_opened = inside.is_some();
    let mut text = inside.unwrap_or(text).to_owned();
    let mut depth = 0_usize;
    let mut strays: Vec<usize> = Vec::new();
    for (at, is_end) in tags(&text) {
        match (is_end, depth) {
            (true, 0) => strays.push(at),
            (true, _) => depth -= 1,
            (false, _) => depth += 1,
        }
    }
    // An end without its start belongs to the `<details>` around the answer.
    for at in strays.into_iter().rev() {
        let end = text[at..].find('>').map_or(text.len(), |end| at + end + 1);
        text.replace_range(at..end, "");
    }
    if depth > 0 {
        text = text.trim_end().to_owned() + &"\n\n</details>".repeat(depth);
    }
    match is_opened {
        true => text.trim().to_owned(),
        false => text,
    }
}

/// What follows a `<details>` with a summary that only announces the answer.
fn opened(text: &str) -> Option<&str> {
    let inside = text.trim_start();
    let inside = after_tag(inside, "<details")?.trim_start();
    let Some(summary) = after_tag(inside, "<summary") else {
        return Some(inside);
    };
    let end = summary.find("</summary>")?;
    let title = plain(&summary[..end]).into_owned();
    let is_label = title.is_empty() || announces_answer(&title);
    is_label.then(|| &summary[end + "</summary>".len()..])
}

/// What follows the tag that the text starts with.
fn after_tag<'t>(text: &'t str, tag: &str) -> Option<&'t str> {
    let start = text.get(..tag.len())?;
    if !start.eq_ignore_ascii_case(tag) {
        return None;
    }
    let end = text.find('>')?;
    Some(&text[end + 1..])
}

/// The tags of folded parts outside code: where each starts, and whether it is an end.
fn tags(text: &str) -> Vec<(usize, bool)> {
    let mut found = Vec::new();
    let mut open: Option<&str> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let after = fence_after(open, line.trim());
        if open.is_none() && after.is_none() {
            let lower = line.to_ascii_lowercase();
            let ends = lower.match_indices("</details>").map(|(at, _)| (at, true));
            let opens = lower.match_indices("<details").map(|(at, _)| (at, false));
            let mut own: Vec<_> = ends.chain(opens).collect();
            own.sort_unstable();
            let is_code = |at: usize| line[..at].matches('`').count() % 2 == 1;
            let own = own.into_iter().filter(|(at, _)| !is_code(*at));
            found.extend(own.map(|(at, is_end)| (start + at, is_end)));
        }
        open = after;
        start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::unfolded;

    #[test]
    fn only_the_frame_goes() {
        for (text, inside) in [
            ("It is.", "It is."),
            ("<details><summary>Answer</summary> Yes.", "Yes."),
            (
                "<details>\n<summary><b>Show answer</b></summary>\n\nYes.\n\n</details>",
                "Yes.",
            ),
            ("Yes.</details>", "Yes."),
            (
                "See.\n<details><summary>More</summary>\n\nx",
                "See.\n<details><summary>More</summary>\n\nx\n\n</details>",
            ),
            ("```html\n<details>\n```", "```html\n<details>\n```"),
            (
                "``` a ``` b\n<details>\n\nx",
                "``` a ``` b\n<details>\n\nx\n\n</details>",
            ),
        ] {
            assert_eq!(unfolded(text), inside, "{text}");
        }
    }
}
