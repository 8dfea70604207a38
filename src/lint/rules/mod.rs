//! The rules, one file each: page, check and tests together.

use super::Rule;

mod cut_by_comment;
mod duplicate_key;
mod duplicate_question;
mod empty_value;
mod invalid_yaml;
mod missing_answer;
mod missing_key;
mod not_utf8;
mod stray_file;
mod title_count;
mod too_large;
mod unknown_key;
mod wrong_type;

/// Every rule, by code.
pub const RULES: &[&Rule] = &[
    &cut_by_comment::RULE,
    &duplicate_key::RULE,
    &duplicate_question::RULE,
    &empty_value::RULE,
    &invalid_yaml::RULE,
    &missing_answer::RULE,
    &missing_key::RULE,
    &not_utf8::RULE,
    &stray_file::RULE,
    &title_count::RULE,
    &too_large::RULE,
    &unknown_key::RULE,
    &wrong_type::RULE,
];

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    #[test]
    fn the_table_is_sorted_and_complete() {
        assert!(RULES.is_sorted_by(|a, b| a.code < b.code));
        for rule in RULES {
            assert!(
                !rule.checks.is_empty() && !rule.summary.ends_with('.'),
                "{}",
                rule.code
            );
            for section in [
                "## What it finds\n",
                "## Why\n",
                "## Example\n",
                "## What to do\n",
            ] {
                assert!(rule.page.contains(section), "{}: {section}", rule.code);
            }
        }
    }

    #[test]
    fn the_pages_examples_hold() {
        for rule in RULES {
            let found = |bank: &str| {
                let fixture = Fixture::new(bank);
                let findings = Findings::of_bank(&fixture.bank);
                findings
                    .iter()
                    .flat_map(|(_, list)| list.iter())
                    .filter(|f| f.code == rule.code)
                    .count()
            };
            let (bad, good) = (blocks(rule.page, "bad"), blocks(rule.page, "good"));
            assert!(
                !bad.is_empty() && !good.is_empty(),
                "{} has no examples",
                rule.code
            );
            bad.iter().for_each(|bank| {
                assert!(found(bank) > 0, "{} does not fire in\n{bank}", rule.code)
            });
            good.iter()
                .for_each(|bank| assert_eq!(found(bank), 0, "{} fires in\n{bank}", rule.code));
        }
    }

    /// The page's code blocks of a kind. A longer fence lets a block hold fences itself.
    fn blocks(page: &str, kind: &str) -> Vec<String> {
        let mut blocks: Vec<String> = Vec::new();
        let mut fence: Option<(&str, bool)> = None;
        for line in page.lines() {
            match fence {
                None if line.starts_with("```") => {
                    let name = line.trim_start_matches('`');
                    fence = Some((&line[..line.len() - name.len()], name == kind));
                    blocks.extend((name == kind).then(String::new));
                }
                Some((open, _)) if line == open => fence = None,
                Some((_, true)) => {
                    if let Some(block) = blocks.last_mut() {
                        *block += &format!("{line}\n");
                    }
                }
                _ => {}
            }
        }
        blocks
    }
}
