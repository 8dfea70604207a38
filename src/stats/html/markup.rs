//! Pieces of a page. What they give is HTML and XML at once: every element is closed, every attribute quoted.

use crate::syntax::markdown::render;

/// `text` on one line where markup is read: nothing in it is taken for any. Characters that XML forbids become the one
/// that stands for what cannot be shown.
pub fn escape(text: &str) -> String {
    let line = text.replace(['\t', '\n', '\r'], " ");
    render::escape(&line).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// `text` of the bank within other text, of whichever direction it is.
pub fn own(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// A path of the bank.
pub fn path(path: &str) -> String {
    format!("<code>{}</code>", escape(path))
}

/// How much `part` is of `whole`. It is 100 only when nothing lacks, and 0 only when there is nothing.
pub fn percent(part: u32, whole: u32) -> String {
    match (u64::from(part) * 100).checked_div(u64::from(whole)) {
        None => "–".to_owned(),
        Some(0) if part > 0 => "&lt; 1 %".to_owned(),
        Some(percent) => format!("{percent} %"),
    }
}

/// A part of the page under its heading.
pub fn section(id: &str, heading: &str, content: &str) -> String {
    format!(
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading}</h2>\n{content}</section>\n"
    )
}

/// A table: its class, what it shows, the cells of its head, and its rows.
pub fn table(class: &str, caption: &str, head: &str, rows: &str) -> String {
    format!(
        "<table class=\"{class}\">\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n{rows}</table>\n"
    )
}

/// The heading of a column.
pub fn column(content: &str) -> String {
    format!("<th scope=\"col\">{content}</th>")
}

/// The heading of a row, with a bar beside it.
pub fn row_name(name: &str, bar: &str) -> String {
    format!("<th scope=\"row\"><div class=\"named\"><div>{name}</div>{bar}</div></th>")
}

/// A cell with a number; one that is 0 is a dash.
pub fn number(class: &str, number: u32) -> String {
    let class = match class {
        "" => String::new(),
        class => format!(" class=\"{class}\""),
    };
    match number {
        0 => format!("<td{class}>–</td>"),
        _ => format!("<td{class}>{number}</td>"),
    }
}
