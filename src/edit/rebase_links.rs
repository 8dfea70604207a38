//! Rewrites relative links when their file or their target moves, so that each keeps its target.

use super::destination::Destination;
use crate::bank::BankPath;
use crate::syntax::markdown::body::Link;
use crate::text::{Refusal, TextEdit};

/// A text's file before and after a move, and where other files are afterwards.
#[derive(Clone, Copy)]
pub struct RebaseLinks<'r> {
    /// The file that its links are relative to now.
    pub from: &'r BankPath,
    /// The file that they are relative to afterwards.
    pub to: &'r BankPath,
    /// Where a file or folder is afterwards.
    pub moved: &'r dyn Fn(&BankPath) -> BankPath,
    /// Whether the text is a value in YAML, so that no link may close its quotes.
    pub in_value: bool,
}

impl RebaseLinks<'_> {
    /// The edits of the links that would change their target. Each link of `text` comes with the offset its span counts from.
    ///
    /// # Errors
    /// When such a link points outside the bank, or its destination cannot be found in the text.
    pub fn edits<'l>(
        &self,
        text: &str,
        links: impl IntoIterator<Item = (u32, Link<'l>)>,
    ) -> Result<Vec<TextEdit>, Refusal> {
        let mut edits = Vec::new();
        for (start, link) in links {
            // Reference links share the definition with the destination.
            if let Some(edit) = self.edit(text, start, link)?
                && !edits.contains(&edit)
            {
                edits.push(edit);
            }
        }
        Ok(edits)
    }

    fn edit(&self, text: &str, start: u32, link: Link<'_>) -> Result<Option<TextEdit>, Refusal> {
        if link.path.is_empty() {
            return Ok(None);
        }
        let now = self.from.beside(link.path);
        let wanted = now.as_ref().map(self.moved);
        if wanted == self.to.beside(link.path)
            && (wanted.is_some() || self.from.folder() == self.to.folder())
        {
            return Ok(None);
        }
        let Some(wanted) = wanted else {
            return Err(Refusal::new(format!(
                "the link `{}` points outside the bank and cannot be rewritten for the new location",
                link.path
            )));
        };
        let found = Destination::at(text, link.span.shift(start), self.in_value);
        let found = found.ok_or_else(|| {
            Refusal::new(format!(
                "the link to `{}` is written in a form that qmark cannot change",
                link.path
            ))
        })?;
        Ok(Some(found.lead_to(self.to, &wanted)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::markdown::body;
    use crate::text::apply;

    fn path(text: &str) -> BankPath {
        BankPath::new(text).expect("a path")
    }

    /// The text after its move from `from` to `to`, while `x/a b.md` moves to `y/c(1).md`.
    fn moved(text: &str, from: &str, to: &str) -> Result<String, String> {
        let (from, to) = (path(from), path(to));
        let moved = |old: &BankPath| match old.as_str() {
            "x/a b.md" => path("y/c(1).md"),
            _ => old.clone(),
        };
        let rebase = RebaseLinks {
            from: &from,
            to: &to,
            moved: &moved,
            in_value: false,
        };
        let body = body::read(text);
        let edits = rebase.edits(text, body.links().map(|link| (0, link)));
        let edits = edits.map_err(|refusal| refusal.0)?;
        Ok(apply(text, &edits).expect("no two edits overlap"))
    }

    #[track_caller]
    fn check(text: &str, from: &str, to: &str, expected: &str) {
        assert_eq!(moved(text, from, to).as_deref(), Ok(expected));
    }

    #[test]
    fn links_lead_where_they_led() {
        let text = "[b](b.md#x) ![😀](../i.png \"t\") [r] [r] <https://x.y> [own](#y) [s](https://x.y)\n\n[r]: <sub/> 'R'\n";
        check(
            text,
            "x/q.md",
            "y/z/q.md",
            "[b](../../x/b.md#x) ![😀](../../i.png \"t\") [r] [r] <https://x.y> [own](#y) [s](https://x.y)\n\n[r]: <../../x/sub/> 'R'\n",
        );
        check(text, "x/q.md", "x/other.md", text);
        check("[b](b.md)", "q.md", "x/q.md", "[b](../b.md)");
        check("[b](/b.md)", "q.md", "x/q.md", "[b](/b.md)");
    }

    #[test]
    fn links_in_html_follow() {
        check(
            "<a href=\"b.md#x\">b</a> <img src='../i.png'> <a\n  href=b.md>\n\n<source srcset=\"../i.png 1x, ../j.png 2x\">\n\n`<a href=b.md>` <!-- <a href=b.md> -->\n",
            "x/q.md",
            "y/z/q.md",
            "<a href=\"../../x/b.md#x\">b</a> <img src='../../i.png'> <a\n  href=../../x/b.md>\n\n<source srcset=\"../../i.png 1x, ../../j.png 2x\">\n\n`<a href=b.md>` <!-- <a href=b.md> -->\n",
        );
        check(
            "<a href='a%20b.md?x#h'> <a href=\"a&#32;b.md\"> <a href=a%20b.md>",
            "x/q.md",
            "x/q.md",
            "<a href='../y/c%281%29.md?x#h'> <a href=\"../y/c%281%29.md\"> <a href=../y/c%281%29.md>",
        );
    }

    #[test]
    fn links_follow_what_moves() {
        check(
            "[a](a%20b.md#h)",
            "x/q.md",
            "x/q.md",
            "[a](../y/c%281%29.md#h)",
        );
        check("[a](<a b.md>)", "x/q.md", "y/q.md", "[a](<c(1).md>)");
    }

    #[test]
    fn what_cannot_be_followed_is_refused() {
        assert!(moved("[a](../../a.md)", "x/q.md", "y/z/q.md").is_err());
        check("[a](../../a.md)", "x/q.md", "x/z.md", "[a](../../a.md)");
    }
}
