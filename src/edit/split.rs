//! Splits a document: each of its sections becomes a file of its own.

use super::answer_file::stem;
use super::relocate::{self, Meant, Piece, Relocation};
use super::{Planned, Sources};
use crate::bank::{Bank, BankPath};
use crate::facts::group::Group;
use crate::facts::stated::Stated;
use crate::shape::document::classify::topic_text;
use crate::shape::write::TargetList;
use crate::syntax::markdown::plain_text::plain_text;
use crate::syntax::markdown::slug::heading_anchor;
use crate::text::{Refusal, Span, line_break, line_start, next_line};

/// A section that becomes a file.
struct Part {
    /// The lines that go, with the blank ones below.
    span: Span,
    /// The text of its heading.
    heading: String,
}

/// How many files [`by_section`] would make; `None` if fewer than two sections have questions.
pub fn count(text: &str, group: &Group) -> Option<usize> {
    let count = parts(text, group).len();
    (count > 1).then_some(count)
}

/// Writes each section of the document at `path` into a new file beside it, below the title that the document has. What is
/// in no section stays, and the table of contents leads to the new files.
///
/// # Errors
/// When a question would be read differently in its new file, or a link would lead elsewhere.
pub fn by_section(bank: &Bank, sources: Sources<'_>, path: &BankPath) -> Planned {
    let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
    let text = sources(path).ok_or_else(unreadable)?;
    let group = bank.group(path.as_str()).ok_or_else(unreadable)?;
    let parts = parts(&text, group);
    if parts.len() < 2 {
        return Err(Refusal::new(
            "only a document with two or more sections that have questions can be split",
        ));
    }
    let mut relocation = Relocation::new(bank, sources);
    relocation.pieces.keep(path, &text);
    let anchor = title_anchor(group);
    if let Some(blank) = left_blank(&text, &parts).filter(|blank| !blank.is_empty()) {
        relocation.pieces.cut(path, blank)?;
    }
    for part in parts {
        let written = part.span.slice(&text).trim_end().len() as u32;
        let kept = Span::new(part.span.start, part.span.start + written);
        relocation.pieces.cut(path, part.span)?;
        let new = free(bank, &relocation, path, &part.heading)?;
        let title = title(&text, group, &part);
        if let Some((title, anchor)) = title.as_ref().zip(anchor) {
            let own = heading_anchor(&plain_text(title));
            let of = (new.clone(), anchor.to_owned());
            relocation.copies.insert(of, own);
        }
        let parts = vec![
            relocate::Part::new(above(&text, group, title.as_deref())),
            relocate::Part::of(Piece::Kept(path.clone(), kept)),
            relocate::Part::new(line_break(&text)),
        ];
        relocation.pieces.create(new, parts);
    }
    let mut edit = relocation.edit(&Meant::default())?;
    edit.shows = Some(path.clone());
    Ok(edit)
}

/// What is above each section in its new file: the frontmatter, which may give labels to the questions, and the title.
fn above(text: &str, group: &Group, title: Option<&str>) -> String {
    let line_break = line_break(text);
    let mut above = match group.split.front {
        Some(_) => text[..group.split.body as usize].to_owned(),
        None => String::new(),
    };
    if let Some(title) = title {
        above += &format!("# {title}{line_break}{line_break}");
    }
    above
}

/// The title of a new file: that of the document. If it states rightly how many questions there are, it states those of the
/// section.
fn title(text: &str, group: &Group, part: &Part) -> Option<String> {
    let title = group.title.as_ref()?.span;
    let starts = group.questions.iter().map(|placed| placed.start);
    let count = starts.filter(|start| part.span.contains(*start)).count();
    let all = 0..group.questions.len();
    let stated = group.stated.iter().find(|stated| {
        title.cover(stated.span) == title
            && stated.questions == all
            && stated.is_kept()
            && stated.span.slice(text).parse() == Ok(stated.number)
    });
    Some(match stated {
        Some(Stated { span, .. }) => {
            let before = Span::new(title.start, span.start).slice(text);
            let after = Span::new(span.end, title.end).slice(text);
            format!("{before}{count}{after}")
        }
        None => title.slice(text).to_owned(),
    })
}

/// The anchor of the title of a document.
fn title_anchor(group: &Group) -> Option<&str> {
    let title = group.title.as_ref()?.span;
    let from = group.split.body;
    let mut headings = group.body.headings();
    let found = headings.find(|heading| heading.span.shift(from).contains(title.start));
    found.map(|heading| heading.anchor)
}

/// The sections: the headings of the highest level of which at least two have questions below them.
fn parts(text: &str, group: &Group) -> Vec<Part> {
    let start = group.split.body;
    let headings = group.body.headings();
    let headings = headings.map(|heading| (heading.level, heading.span.shift(start)));
    let is_outside = |span: Span| group.question_at(span.start).is_none();
    let headings: Vec<(u8, Span)> = headings.filter(|(_, span)| is_outside(*span)).collect();
    let end = end_of_questions(text, group);
    let of_level = |level: u8| -> Vec<Part> {
        let all = headings.iter().enumerate();
        let own = all.filter(|(_, (own, _))| *own == level);
        let parts = own.map(|(at, (_, span))| {
            let next = headings[at + 1..].iter().find(|(other, _)| *other <= level);
            let next = next.map_or(end, |(_, next)| line_start(text, next.start).min(end));
            let first = line_start(text, span.start);
            Part {
                span: Span::new(first, next.max(first)),
                heading: plain_text(span.slice(text)),
            }
        });
        let has_questions = |part: &Part| {
            let last = group.questions.at_or_before(part.span.end);
            let last = last.and_then(|index| group.questions.get(index));
            last.is_some_and(|last| part.span.contains(last.start))
        };
        parts.filter(has_questions).collect()
    };
    let mut levels = (1..=6).map(of_level);
    levels.find(|parts| parts.len() > 1).unwrap_or_default()
}

/// The end of the last question, with the blank lines below: what follows belongs to the whole document.
fn end_of_questions(text: &str, group: &Group) -> u32 {
    let last = group.questions.len().checked_sub(1);
    let lines = last.and_then(|last| TargetList { text, group }.question_lines(last).ok());
    let end = lines.map_or(text.len(), |lines| lines.span.end as usize);
    let rest = text.get(end..).unwrap_or_default();
    match rest.trim_start() {
        "" => text.len() as u32,
        below => line_start(text, (text.len() - below.len()) as u32),
    }
}

/// The blank lines at the end of what stays, if all below goes.
fn left_blank(text: &str, parts: &[Part]) -> Option<Span> {
    let (first, last) = parts.first().zip(parts.last())?;
    let is_whole = parts
        .windows(2)
        .all(|pair| pair[0].span.end == pair[1].span.start);
    let above = text[..first.span.start as usize].trim_end().len() as u32;
    let blank = Span::new(
        next_line(text, above).min(first.span.start),
        first.span.start,
    );
    (is_whole && last.span.end as usize == text.len() && above > 0).then_some(blank)
}

/// A free path beside the document, named after a heading.
fn free(
    bank: &Bank,
    relocation: &Relocation<'_>,
    path: &BankPath,
    heading: &str,
) -> Result<BankPath, Refusal> {
    let stem = stem(&topic_text(heading));
    let name = |name: String| path.beside(&name);
    let is_free = |path: &BankPath| {
        bank.file(path.as_str()).is_none()
            && bank.other_case(path).is_none()
            && !relocation.pieces.has(path)
    };
    let numbered = (2..1000).map(|number| format!("{stem}-{number}.md"));
    let names = std::iter::once(format!("{stem}.md")).chain(numbered);
    let mut free = names.filter_map(name).filter(is_free);
    let found = if stem.is_empty() { None } else { free.next() };
    found.ok_or_else(|| {
        Refusal::new(format!(
            "the heading `{heading}` does not yield a file name"
        ))
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::by_section;
    use crate::bank::BankPath;
    use crate::fixture::Fixture;

    fn section(heading: &str, first: usize, asked: [&str; 4]) -> String {
        let asked = asked.iter().zip(first..);
        let asked = asked.map(|(asked, number)| {
            format!("### {number}. {asked}\n\nSo 😀, see [it](#10-why-is-a-reef-knot-bad).\n\n")
        });
        format!(
            "## {heading}\n\nAll on it.\n\n{}",
            asked.collect::<String>()
        )
    }

    const BREAD: [&str; 4] = [
        "What is bread?",
        "Why does dough rest?",
        "When is a loaf done?",
        "What is rye?",
    ];
    const ROPES: [&str; 4] = [
        "What holds a loop?",
        "How do you join ropes?",
        "What is a bend?",
        "What is a hitch?",
    ];
    const KNOTS: [&str; 4] = [
        "What is a knot?",
        "Why is a reef knot bad?",
        "What is a bowline?",
        "When is a knot safe?",
    ];

    fn split(bank: &str) -> Result<Fixture, String> {
        let fixture = Fixture::new(bank);
        let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        let path = BankPath::new("q/README.md").expect("a path");
        let edit = by_section(&fixture.bank, &source, &path).map_err(|refusal| refusal.0)?;
        let changed = edit.apply(&source).map_err(|refusal| refusal.0)?;
        let mut texts = fixture.texts.clone();
        texts.extend(
            changed
                .into_iter()
                .filter_map(|(path, text)| Some((path, text?))),
        );
        Ok(Fixture { texts, ..fixture })
    }

    #[test]
    fn each_section_becomes_a_file() {
        let contents = "- [Bread](#bread)\n- [Ropes](#3-ropes-4)\n  - [What holds a loop?](#5-what-holds-a-loop)\n\n";
        let text = [
            section("Bread", 1, BREAD),
            section("3. Ropes (4)", 5, ROPES),
            section("Knots", 9, KNOTS),
        ];
        for line_break in ["\n", "\r\n"] {
            let license = match line_break {
                "\n" => "## License\n\nFree.\n",
                _ => "",
            };
            let document = format!(
                "# Interview questions\n\n{contents}{}{license}",
                text.concat()
            );
            let bank = format!(
                "//- /q/README.md\n{document}//- /other.md\n[x](q/README.md#1-what-is-bread) [all](q/README.md)\n"
            );
            let marked = |line: &str| match line.starts_with("//-") {
                true => format!("{line}\n"),
                false => format!("{line}␍\n"),
            };
            let bank = match line_break {
                "\n" => bank,
                _ => bank.lines().map(marked).collect(),
            };
            let fixture = split(&bank).expect("it can be split");
            let is = |path: &str, expected: &str| {
                let path = BankPath::new(path).expect("a path");
                assert_eq!(
                    fixture.texts[&path],
                    expected.replace('\n', line_break),
                    "{path}"
                );
            };
            let file = |text: &str, here: &str| {
                let text = text.replace("(#10", &format!("({here}#10"));
                format!("# Interview questions\n\n{}\n", text.trim_end())
            };
            is("q/bread.md", &file(&text[0], "knots.md"));
            is("q/ropes.md", &file(&text[1], "knots.md"));
            is("q/knots.md", &file(&text[2], ""));
            is(
                "q/README.md",
                &format!(
                    "# Interview questions\n\n{}",
                    contents
                        .replace("(#bread", "(bread.md#bread")
                        .replace("(#", "(ropes.md#")
                        .trim_end()
                        .to_owned()
                        + match license {
                            "" => "\n",
                            _ => "\n\n## License\n\nFree.\n",
                        }
                ),
            );
            is(
                "other.md",
                "[x](q/bread.md#1-what-is-bread) [all](q/README.md)\n",
            );
        }
    }

    #[test]
    fn a_link_back_to_the_top_leads_to_the_top_of_its_new_file() {
        let text = |count: usize, here: &str, asked: &[&str]| {
            let asked = asked.iter().map(|asked| {
                format!("### {asked}\n\nSo.\n\n[top](#{count}-questions) [bread]({here}#bread)\n\n")
            });
            asked.collect::<String>()
        };
        let (bread, knots) = (&BREAD[..], &KNOTS[..3]);
        let head = "# 7 questions";
        let bank = format!(
            "//- /q/README.md\n{head}\n\n## Bread\n\n{}## Knots\n\n{}",
            text(7, "", bread),
            text(7, "", knots)
        );
        let fixture = split(&bank).expect("it can be split");
        for (path, heading, asked, here) in [
            ("q/bread.md", "Bread", bread, ""),
            ("q/knots.md", "Knots", knots, "bread.md"),
        ] {
            let count = asked.len();
            let expected = format!(
                "# {count} questions\n\n## {heading}\n\n{}\n",
                text(count, here, asked).trim_end()
            );
            let path = BankPath::new(path).expect("a path");
            assert_eq!(fixture.texts[&path], expected);
        }
    }

    #[test]
    fn what_would_be_no_bank_stays() {
        let bank = "//- /q/README.md\n# Interview questions\n\n## Bread\n\n### What is bread?\n\nSo.\n\n### What is rye?\n\nSo.\n\n## Ropes\n\n### Describe the bend\n\nSo.\n";
        let refusal = split(bank).err();
        assert_eq!(
            refusal.as_deref(),
            Some(
                "`q/bread.md` would not be read as a file of questions; name it in `documents` of `qmark.yaml` first"
            )
        );
    }
}
