//! The relative links of questions from other files of the bank: each leads where it led.

use super::imported::Imported;
use crate::bank::BankPath;
use crate::edit::destination::Destination;
use crate::shape::write::NewOption;
use crate::syntax::markdown::body;
use crate::syntax::markdown::link::leads_somewhere;
use crate::text::apply;

/// The files that the texts of a question go to.
#[derive(Clone, Copy)]
pub struct Destinations<'d> {
    /// That of its text and its options.
    pub question: &'d BankPath,
    /// That of its answer, and of what is above the answer.
    pub answer: &'d BankPath,
}

/// The question as it is written in other files. A question that comes from outside the bank stays as it is.
pub fn rebased(question: &Imported, to: Destinations<'_>) -> Imported {
    let Some(from) = &question.origin else {
        return question.clone();
    };
    let own = |text: &str| in_file(text, &from.question, to.question);
    let options = question.options.iter().map(|option| NewOption {
        text: own(&option.text),
        is_right: option.is_right,
    });
    Imported {
        question: own(&question.question),
        body: in_file(&question.body, &from.question, to.answer),
        answer: in_file(&question.answer, &from.answer, to.answer),
        options: options.collect(),
        ..question.clone()
    }
}

/// The markdown of one file as it is written in another. Links out of the bank, and those written in a form that cannot be
/// changed, stay as they are.
fn in_file(markdown: &str, from: &BankPath, to: &BankPath) -> String {
    let read = body::read(markdown);
    let mut edits = Vec::new();
    for link in read.links() {
        let led = match link.path {
            "" => Some(from.clone()),
            path => from.beside(path),
        };
        let Some(led) = led else { continue };
        let is_own = link.path.is_empty() && {
            let anchor = link.anchor.unwrap_or_default();
            leads_somewhere(anchor, false, |anchor| read.has_anchor(anchor))
        };
        let now = match link.path {
            "" => Some(to.clone()),
            path => to.beside(path),
        };
        if is_own || now.as_ref() == Some(&led) {
            continue;
        }
        let Some(found) = Destination::at(markdown, link.span, false) else {
            continue;
        };
        let edit = match link.path {
            "" => found.lead_into(to, &led, link.anchor),
            _ => found.lead_to(to, &led),
        };
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| edit.span);
    apply(markdown, &edits).unwrap_or_else(|_| markdown.to_owned())
}

#[cfg(test)]
mod tests {
    use super::in_file;
    use crate::bank::BankPath;

    #[test]
    fn links_lead_where_they_led() {
        let path = |path: &str| BankPath::new(path).expect("a path");
        let text = "See [a](a.md#x), ![i](../img/i.png), [s](https://x.y), [above](#one), [own](#part), [top](#top).\n\n## Part\n\n`[c](c.md)`\n\n[r]: ./d.md 'D'";
        for (from, to, after) in [
            (
                "go/all.md",
                "js/content/b.md",
                "See [a](../../go/a.md#x), ![i](../../img/i.png), [s](https://x.y), [above](../../go/all.md#one), [own](#part), [top](#top).\n\n## Part\n\n`[c](c.md)`\n\n[r]: ../../go/d.md 'D'",
            ),
            (
                "go/all.md",
                "go/new.md",
                "See [a](a.md#x), ![i](../img/i.png), [s](https://x.y), [above](all.md#one), [own](#part), [top](#top).\n\n## Part\n\n`[c](c.md)`\n\n[r]: ./d.md 'D'",
            ),
            ("go/all.md", "go/all.md", text),
        ] {
            assert_eq!(in_file(text, &path(from), &path(to)), after, "{to}");
        }
        let out = "[x](../../out.md)";
        assert_eq!(in_file(out, &path("go/a.md"), &path("b.md")), out);
    }
}
