//! The rules, one file each: page, check and tests together.

use super::Rule;

mod answer_case_mismatch;
mod answer_outside_content;
pub(super) mod broken_anchor;
mod broken_link;
mod contents_differs;
mod contradicting_answers;
mod cut_by_comment;
mod duplicate_answer_text;
mod duplicate_key;
mod duplicate_question;
mod empty_answer;
mod empty_value;
mod flattened_group;
mod invalid_yaml;
mod level_disagrees;
mod missing_answer;
mod missing_ending;
mod missing_from_contents;
pub(super) mod missing_key;
pub mod missing_level;
mod missing_topics;
mod near_topic;
mod no_right_option;
mod not_utf8;
mod number_gap;
mod number_repeated;
mod one_option;
mod orphan_answer;
mod placeholder;
mod repeated_option;
mod repeated_topic;
mod right_option_count;
mod several_levels;
mod shared_answer;
mod similar_question;
mod stated_count;
mod stray_details;
mod stray_file;
pub(super) mod suspicious_answer;
mod too_large;
mod translation_answer;
mod translation_extra;
mod translation_missing;
mod unanswered;
mod unclosed_details;
mod unclosed_fence;
mod unknown_author;
mod unknown_guide;
pub(super) mod unknown_key;
mod unknown_level;
mod unknown_option;
mod unknown_topic;
pub(super) mod wrong_type;

/// Every rule, by code.
pub const RULES: &[&Rule] = &[
    &answer_case_mismatch::RULE,
    &answer_outside_content::RULE,
    &broken_anchor::RULE,
    &broken_link::RULE,
    &contents_differs::RULE,
    &contradicting_answers::RULE,
    &cut_by_comment::RULE,
    &duplicate_answer_text::RULE,
    &duplicate_key::RULE,
    &duplicate_question::RULE,
    &empty_answer::RULE,
    &empty_value::RULE,
    &flattened_group::RULE,
    &invalid_yaml::RULE,
    &level_disagrees::RULE,
    &missing_answer::RULE,
    &missing_ending::RULE,
    &missing_from_contents::RULE,
    &missing_key::RULE,
    &missing_level::RULE,
    &missing_topics::RULE,
    &near_topic::RULE,
    &no_right_option::RULE,
    &not_utf8::RULE,
    &number_gap::RULE,
    &number_repeated::RULE,
    &one_option::RULE,
    &orphan_answer::RULE,
    &placeholder::RULE,
    &repeated_option::RULE,
    &repeated_topic::RULE,
    &right_option_count::RULE,
    &several_levels::RULE,
    &shared_answer::RULE,
    &similar_question::RULE,
    &stated_count::RULE,
    &stray_details::RULE,
    &stray_file::RULE,
    &suspicious_answer::RULE,
    &too_large::RULE,
    &translation_answer::RULE,
    &translation_extra::RULE,
    &translation_missing::RULE,
    &unanswered::RULE,
    &unclosed_details::RULE,
    &unclosed_fence::RULE,
    &unknown_author::RULE,
    &unknown_guide::RULE,
    &unknown_key::RULE,
    &unknown_level::RULE,
    &unknown_option::RULE,
    &unknown_topic::RULE,
    &wrong_type::RULE,
];

#[cfg(test)]
pub(super) mod tests {
    use super::RULES;
    use crate::fixture::Fixture;
    use crate::lint::Findings;
    use crate::lint::fixes::tests::each;

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

    /// What the pages' examples do not show.
    const FURTHER: &[&str] = &[
        "//- /questions.md\n# Interview questions\n\n- [What is a lock?](#lock)\n- [What is a key?](#what-is-a-key)\n- [What is a door?](#what-is-a-door)\n\n## What is a lock?\nIt guards a door.\n\n## What is a key?\nIt opens a lock.\n\n## What is a door?\nIt is of wood.\n",
        "topics: [Channels]\n//- /go/go.md\n---\nending: lats.md\nquestions:\n  - question: One?\n    answer: ./last.md\n    topics: [Beginner, Chanels, '']\n  - question: Two?\n    answer: chanels.md\n  - question: Three?\n    answer: beside.md\n  - question: Four?\n    answer: twice.md.md\n---\n[x](www.example.org)\n//- /go/content/last.md\nL\n//- /go/content/channels.md\nC\n//- /go/beside.md\nB\n//- /go/content/twice.md.md\nT\n",
    ];

    #[test]
    fn a_page_promises_what_is_offered() {
        for rule in RULES {
            let shown = blocks(rule.page, "bad").into_iter();
            let further = FURTHER.iter().map(|bank| (*bank).to_owned());
            let banks: Vec<Fixture> = shown
                .chain(further)
                .map(|bank| Fixture::new(&bank))
                .collect();
            for provider in rule.fixes {
                let offered = banks.iter().any(|bank| {
                    let mut offered = false;
                    each(bank, rule.code, &mut |context| {
                        offered = !(provider.fixes)(context).is_empty();
                        !offered
                    });
                    offered
                });
                assert!(
                    offered,
                    "`{}` is never offered for {}",
                    provider.description, rule.code
                );
                assert!(
                    !provider.description.ends_with('.'),
                    "{}",
                    provider.description
                );
            }
        }
    }

    /// The page's code blocks of a kind. A longer fence lets a block hold fences itself.
    pub fn blocks(page: &str, kind: &str) -> Vec<String> {
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
