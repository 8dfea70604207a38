//! Escapes and shortens text from a bank for the markdown that an editor shows.

use crate::text::count;

/// `text` on one line, with all inline markup escaped. Line breaks become spaces. Markup that counts only at the start
/// of a line stays.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = one_line(text);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' => true,
            // Not one between words, which starts no entity.
            '&' => characters.peek().is_some_and(|next| !next.is_whitespace()),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// `text` as inline code, whatever backticks it has.
pub fn code(text: &str) -> String {
    let text = one_line(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// `markdown` as a block quote. A fence or comment that is left open ends with the quote.
pub fn quote(markdown: &str) -> String {
    let lines = markdown.lines().map(|line| format!("> {line}"));
    let lines = lines.map(|line| line.trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// Lines of a list item without its indentation, which is that of the least indented line after the first.
pub fn without_indent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let below = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let common = below.map(indent).min().unwrap_or(0);
    let lines = text.lines().enumerate().map(|(at, line)| match at {
        0 => line,
        _ => &line[common.min(indent(line))..],
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How long a text is: `empty`, `1 word`, `2 words`.
pub fn words(number: u32) -> String {
    match number {
        0 => "empty".to_owned(),
        _ => count(number as usize, "word"),
    }
}

/// `text` on one line: each line break, with the spaces around it, becomes one space.
pub fn one_line(text: &str) -> String {
    text.split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The limits of an excerpt. Both are soft: it ends at the end of a paragraph if there is one in time.
const LINES: usize = 10;
const BYTES: usize = 1_200;

/// The opening of a markdown text: about ten lines, up to the end of a paragraph if one ends among them. A fence that
/// is open at the cut is closed, and an ellipsis shows that more follows.
pub fn opening(text: &str) -> String {
    let mut cut = Cut::default();
    for line in text
        .trim_end()
        .split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
    {
        if !cut.take(line) {
            return cut.end();
        }
    }
    cut.all()
}

/// An opening under construction.
#[derive(Default)]
struct Cut {
    lines: Vec<String>,
    bytes: usize,
    fence: Option<Fence>,
    /// The number of lines at the last end of a paragraph.
    paragraph: usize,
}

/// An open code fence.
struct Fence {
    indent: String,
    mark: char,
    width: usize,
}

impl Cut {
    /// Takes a line; `false` if it is one too many.
    fn take(&mut self, line: &str) -> bool {
        let blank = line.trim().is_empty();
        if blank && self.lines.is_empty() {
            return true;
        }
        if self.lines.len() >= LINES || self.bytes + line.len() > BYTES {
            if !blank && self.bytes < BYTES / 2 && self.lines.len() < LINES {
                self.lines.push(first_words(line, BYTES - self.bytes));
                self.paragraph = 0;
            } else if blank && self.fence.is_none() {
                self.paragraph = self.lines.len();
            }
            return false;
        }
        if blank && self.fence.is_none() {
            self.paragraph = self.lines.len();
        }
        self.follow(line);
        self.bytes += line.len();
        self.lines.push(line.trim_end().to_owned());
        true
    }

    /// Tracks whether a fence is open.
    fn follow(&mut self, line: &str) {
        let content = line.trim_start().trim_end();
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'));
        let width = content.chars().take_while(|&c| Some(c) == mark).count();
        match &self.fence {
            Some(fence) => {
                if mark == Some(fence.mark) && width >= fence.width && content.len() == width {
                    self.fence = None;
                }
            }
            None => {
                let info_ends_it = mark == Some('`') && content[width..].contains('`');
                self.fence = mark
                    .filter(|_| width >= 3 && !info_ends_it)
                    .map(|mark| Fence {
                        indent: line[..line.len() - line.trim_start().len()].to_owned(),
                        mark,
                        width,
                    });
            }
        }
    }

    /// The whole text, if nothing was cut.
    fn all(mut self) -> String {
        self.close_fence();
        self.lines.join("\n")
    }

    /// The lines so far, up to the end of a paragraph unless that leaves nearly nothing.
    fn end(mut self) -> String {
        if self.paragraph * 3 >= self.lines.len() {
            self.lines.truncate(self.paragraph);
            self.fence = None;
        }
        self.close_fence();
        format!("{}\n\n…", self.lines.join("\n"))
    }

    fn close_fence(&mut self) {
        if let Some(fence) = &self.fence {
            let close: String = std::iter::repeat_n(fence.mark, fence.width).collect();
            self.lines.push(format!("{}{close}", fence.indent));
        }
    }
}

/// The words of `line` that fit into `bytes`.
fn first_words(line: &str, bytes: usize) -> String {
    let mut end = bytes.min(line.len());
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let cut = &line[..end];
    let at_word = cut.rfind(char::is_whitespace).filter(|at| *at > end / 2);
    cut[..at_word.unwrap_or(end)].trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{code, escape, opening, quote, without_indent};

    #[test]
    fn text_within_a_line() {
        for (text, escaped, as_code) in [
            ("plain 😀", "plain 😀", "`plain 😀`"),
            (
                "*a* [b](c) <d>",
                "\\*a\\* \\[b\\](c) \\<d\\>",
                "`*a* [b](c) <d>`",
            ),
            ("one\r\n  two\n", "one two", "`one two`"),
            ("`x`", "\\`x\\`", "`` `x` ``"),
            ("a``b", "a\\`\\`b", "```a``b```"),
            ("a & b &lt; c&", "a & b \\&lt; c&", "`a & b &lt; c&`"),
        ] {
            assert_eq!(escape(text), escaped);
            assert_eq!(code(text), as_code);
        }
        assert_eq!(quote("a\n\n```\nb"), "> a\n>\n> ```\n> b");
    }

    #[test]
    fn an_indented_answer() {
        for (text, plain) in [
            (
                "one\n\n   two\n     three\r\n   four",
                "one\n\ntwo\n  three\nfour",
            ),
            ("one\ntwo\n  three", "one\ntwo\n  three"),
            ("", ""),
        ] {
            assert_eq!(without_indent(text), plain);
        }
    }

    fn lines(from: usize, to: usize) -> String {
        (from..=to)
            .map(|number| format!("line {number}\n"))
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(opening(text), expected);
        assert_eq!(opening(&text.replace('\n', "\r\n")), expected, "with CRLF");
        assert_eq!(opening(&text.replace('\n', "\r")), expected, "with CR");
    }

    #[test]
    fn openings() {
        check("", "");
        check("\n \n", "");
        check("\n\nText  \n\nmore\n\n", "Text\n\nmore");
        // The last paragraph that ends in time, if it is not too early.
        check(
            &format!("{}\n{}", lines(1, 5), lines(6, 20)),
            &format!("{}\n…", lines(1, 5)),
        );
        check(
            &format!("Title\n\n{}", lines(1, 20)),
            &format!("Title\n\n{}\n…", lines(1, 8)),
        );
        check(&lines(1, 10), lines(1, 10).trim_end());
        check(
            &format!("{}\nmore", lines(1, 10)),
            &format!("{}\n…", lines(1, 10)),
        );
    }

    #[test]
    fn a_fence_is_closed() {
        check("```js\nx\n", "```js\nx\n```");
        check("```js\nx\n```\n", "```js\nx\n```");
        check(
            &format!("Text\n\n  ~~~~ js\n{}", lines(1, 20)),
            &format!("Text\n\n  ~~~~ js\n{}  ~~~~\n\n…", lines(1, 7)),
        );
        // Blank lines and shorter fences within a fence end nothing.
        check(
            &format!("````md\n```js\n\n```\n\n{}````\n\nmore", lines(1, 20)),
            &format!("````md\n```js\n\n```\n\n{}````\n\n…", lines(1, 5)),
        );
        check("```a`b\nx\n", "```a`b\nx");
    }

    #[test]
    fn long_lines_are_cut_between_words() {
        let text = "😀 word ".repeat(1000);
        let opened = opening(&text);
        let (start, rest) = opened.split_once("\n\n").unwrap();
        assert!(
            text.starts_with(start) && (start.ends_with("word") || start.ends_with('😀')),
            "{start:?}"
        );
        assert!((1_000..=1_200).contains(&start.len()));
        assert_eq!(rest, "…");
        let fenced = opening(&format!("```\n{}", "x".repeat(5_000)));
        assert!(fenced.ends_with("x\n```\n\n…") && fenced.len() < 1_300);
    }
}
