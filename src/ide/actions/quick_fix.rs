//! The fixes of the findings at a place.

use super::{Action, Kind, Request};
use crate::lint::{Finding, FixContext, Safety, fixes_and_suppressions};

/// So many findings at a place have their fixes tried before they are offered; a selection of hundreds does not.
const TRIED: usize = 4;

/// Every fix of every finding that the selection touches.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let findings = request.findings.of(request.path.as_str());
    let here = findings.iter().filter(|finding| {
        finding.span.start <= request.span.end && request.span.start <= finding.span.end
    });
    let here: Vec<&Finding> = here.collect();
    let tries = here.len() <= TRIED;
    here.into_iter()
        .flat_map(|finding| of_finding(request, finding, tries))
        .collect()
}

fn of_finding(request: &Request<'_>, finding: &Finding, tries: bool) -> Vec<Action> {
    let fixes = fixes_and_suppressions(&context(request, finding));
    let action = |fix: crate::lint::Fix| {
        let own = finding.clone();
        let preferred = fix.preferred;
        // Suppressions were tried already.
        let tries = tries && !fix.is_wide && fix.safety != Safety::Suppresses;
        let action = Action {
            preferred,
            finding: Some(finding.clone()),
            ..Action::new(Kind::QuickFix, fix.title.clone(), move |request| {
                fix.edit(&context(request, &own))
            })
        };
        match tries {
            true => action.checked(request),
            false => action,
        }
    };
    fixes.into_iter().map(action).collect()
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
