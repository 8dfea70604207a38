//! The fixes of the findings at a place.

use std::collections::HashMap;

use super::action::{Action, ActionId, Kind, Request};
use crate::lint::{Finding, Fix, FixContext, Safety, fixes_and_suppressions};

/// Up to this many findings at a place have their fixes tried before they are offered.
const TRIED: usize = 4;

/// The findings that the selection touches.
pub(super) fn touched<'r>(request: &Request<'r>) -> impl Iterator<Item = &'r Finding> {
    let span = request.span;
    let findings = request.findings.of(request.path.as_str()).iter();
    findings.filter(move |it| it.span.start <= span.end && span.start <= it.span.end)
}

/// Every fix of every finding that the selection touches.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let touched: Vec<&Finding> = touched(request).collect();
    let tries = touched.len() <= TRIED;
    let mut next_index: HashMap<(&str, u32), usize> = HashMap::new();
    let mut actions = Vec::new();
    for finding in touched {
        let start = finding.span.start;
        let index = next_index.entry((finding.code, start)).or_default();
        for fix in fixes_and_suppressions(&context(request, finding)) {
            // One of several choices, and what suppresses the finding, are tried when they are made.
            let tries = tries && !fix.is_wide && fix.safety <= Safety::Unsafe;
            let mut action = action(finding, fix);
            action.id = ActionId {
                provider: "quickFix".to_owned(),
                finding: Some((finding.code.to_owned(), start)),
                index: *index,
            };
            *index += 1;
            actions.push(match tries {
                true => action.checked(request),
                false => action,
            });
        }
    }
    actions
}

/// The fix with this index among those of the findings with this code that start at `start`.
pub(super) fn chosen(
    request: &Request<'_>,
    code: &str,
    start: u32,
    index: usize,
) -> Option<Action> {
    let findings = request.findings.of(request.path.as_str()).iter();
    let findings = findings.filter(|it| it.code == code && it.span.start == start);
    let fixes = findings.flat_map(|finding| {
        let fixes = fixes_and_suppressions(&context(request, finding)).into_iter();
        fixes.map(move |fix| (finding, fix))
    });
    let (finding, fix) = fixes.into_iter().nth(index)?;
    Some(action(finding, fix))
}

fn action(finding: &Finding, fix: Fix) -> Action {
    let fixed = finding.clone();
    Action {
        preferred: fix.preferred,
        finding: Some(finding.clone()),
        ..Action::new(Kind::QuickFix, fix.title.clone(), move |request| {
            fix.edit(&context(request, &fixed))
        })
    }
}

fn context<'c>(request: &'c Request<'_>, finding: &'c Finding) -> FixContext<'c> {
    FixContext {
        bank: request.bank,
        path: request.path,
        text: request.text,
        sources: request.sources,
        finding,
    }
}
