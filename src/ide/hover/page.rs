//! Hover for findings: the pages of their rules.

use crate::ide::markdown::code;
use crate::lint::{self, Finding, Rule};
use crate::text::Span;

/// The pages of the rules whose findings are at `offset`, each once, and the place of the first finding.
pub fn about(findings: &[Finding], offset: u32) -> Option<(Span, String)> {
    let here = findings
        .iter()
        .filter(|finding| finding.span.touches(offset));
    let mut span = None;
    let mut rules: Vec<&Rule> = Vec::new();
    for finding in here {
        span.get_or_insert(finding.span);
        let rule = lint::rule(finding.code);
        rules.extend(rule.filter(|rule| !rules.iter().any(|other| other.code == rule.code)));
    }
    let pages: Vec<String> = rules.into_iter().map(page).collect();
    (!pages.is_empty()).then_some((span?, pages.join("\n\n---\n\n")))
}

/// The page without its examples, which are banks of several files and too long for a hover.
fn page(rule: &Rule) -> String {
    let mut text = format!("**{}**: {}\n", code(rule.code), rule.summary);
    let mut shown = true;
    let mut fence: Option<&str> = None;
    for line in rule.page.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if line == open => fence = None,
            None if ticks.len() >= 3 => fence = Some(ticks),
            _ => {}
        }
        match line.strip_prefix("## ").filter(|_| fence.is_none()) {
            Some("Example") => shown = false,
            // The section about what the rule finds follows the summary directly and needs no heading.
            Some("What it finds") => {
                shown = true;
                text += "\n";
            }
            Some(section) => {
                shown = true;
                text += &format!("*{section}*\n\n");
            }
            None if shown => text += &format!("{line}\n"),
            None => {}
        }
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::page;
    use crate::bank::Severity;
    use crate::lint::Rule;

    #[test]
    fn a_page_without_its_examples() {
        let rule = Rule {
            code: "some-rule",
            severity: Severity::Hint,
            summary: "Something is wrong",
            page: "## What it finds\nThis.\n\n## Why\nSo.\n\n## Example\n```bad\n//- /x.md\n## Why\n```\n\n## What to do\nThat.\n",
            checks: &[],
            fixes: &[],
        };
        expect![[r#"
            **`some-rule`**: Something is wrong

            This.

            *Why*

            So.

            *What to do*

            That."#]]
        .assert_eq(&page(&rule));
    }
}
