//! Corrects where a link leads.

use crate::edit::Edit;
use crate::lint::anchors::nearest_anchor;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::fixes::shared::marked_value::link;
use crate::syntax::markdown::link::decode;
use crate::text::{Refusal, Span};

/// The heading whose anchor is nearest.
pub const HEADING: FixProvider = FixProvider {
    description: "Write the intended heading",
    fixes: heading,
};

fn heading(context: &FixContext<'_>) -> Vec<Fix> {
    let near = link(context).and_then(|link| nearest_anchor(context.bank, context.path, &link));
    let Some(near) = near.map(str::to_owned) else {
        return Vec::new();
    };
    let title = format!("Write `#{near}`");
    let fix = Fix::guess(title, move |context| {
        let refusal = || Refusal::new("the link is written in a form that qmark cannot change");
        let link = link(context).ok_or_else(refusal)?;
        let span = context.finding.span;
        let written = span.slice(context.text);
        let at = written.find('#').ok_or_else(refusal)?;
        if Some(&*decode(&written[at + 1..])) != link.anchor {
            return Err(refusal());
        }
        let place = Span::new(span.start + at as u32 + 1, span.end);
        Ok(Edit::text(context.path, place, near.as_str()))
    });
    vec![fix.preferred()]
}

/// The protocol in front of a host's name, which without it is taken for a file's.
pub const PROTOCOL: FixProvider = FixProvider {
    description: "Write `https://` before a host name",
    fixes: protocol,
};

fn protocol(context: &FixContext<'_>) -> Vec<Fix> {
    let written = context.finding.span.slice(context.text);
    let is_host = link(context).is_some_and(|link| link.path.starts_with("www."));
    if !is_host || !written.starts_with("www.") {
        return Vec::new();
    }
    let title = format!("Write `https://{written}`");
    let fix = Fix::guess(title, |context| {
        let place = Span::at(context.finding.span.start);
        Ok(Edit::text(context.path, place, "https://"))
    });
    vec![fix.preferred()]
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    #[test]
    fn the_nearest_heading() {
        for (before, after) in [
            ("[x](#on-ce) [x](#one-two)", "[x](#once) [x](#one-two)"),
            ("[x](<one.md#on-ce> 'so')", "[x](<one.md#once> 'so')"),
            (
                "é😀 [x](../content/one.md?a#o%6E-ce)",
                "é😀 [x](../content/one.md?a#once)",
            ),
            ("[x]\n\n[x]: one.md#on-ce", "[x]\n\n[x]: one.md#once"),
        ] {
            let bank = |text: &str| {
                format!(
                    "//- /go/go.md\n---\nquestions: []\n---\n//- /go/content/one.md\n# Once\n{}␍\n# One two\n",
                    text.replace('\n', "␍\n")
                )
            };
            check(
                "broken-anchor",
                "Write `#once`",
                &bank(before),
                &bank(after),
            );
        }
    }

    #[test]
    fn in_an_answer_of_the_group() {
        let bank = |anchor: &str| {
            format!(
                "//- /go/content/one.md\n# Übersicht\n//- /go/go.md\n---\nquestions:\n  - answer: |\n      Text\n\n      [x](content/one.md#{anchor})\n---\n"
            )
        };
        check(
            "broken-anchor",
            "Write `#übersicht`",
            &bank("ubersicht"),
            &bank("übersicht"),
        );
    }

    #[test]
    fn the_protocol_of_a_host() {
        let bank = |link: &str| {
            format!("//- /go/one.md\n---\nquestions: []\n---\nSee [x]({link}), [y](x.md).\n")
        };
        check(
            "broken-link",
            "Write `https://www.example.org/a`",
            &bank("www.example.org/a"),
            &bank("https://www.example.org/a"),
        );
        assert_eq!(titles("broken-link", &bank("www/x")), [""; 0]);
    }
}
