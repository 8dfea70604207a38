//! Turns a rule off in the whole bank.

use crate::edit::config;
use crate::lint::fix::{Fix, FixContext, FixProvider, Safety};

/// The rule turned off in the bank's configuration.
pub const FIX: FixProvider = FixProvider {
    description: "Turn the rule off in `qmark.yaml`",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let code = context.finding.code;
    let title = format!("Turn `{code}` off in `qmark.yaml`");
    let fix = Fix::new(title, Safety::Suppresses, move |context| {
        config::set(context.bank, context.sources, &["rules", code], "off")
    });
    vec![fix.of_any_shape()]
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, check_refused};

    const GROUP: &str = "//- /a/a.md
---
questions:
  - question: Q?
    answer: A.
---
";

    #[track_caller]
    fn turned_off(before: &str, after: &str) {
        check(
            "missing-topics",
            "Turn `missing-topics` off in `qmark.yaml`",
            &format!("{before}{GROUP}"),
            &format!("{after}{GROUP}"),
        );
    }

    #[test]
    fn the_configuration_says_so() {
        turned_off("", "rules:\n  missing-topics: off\n");
        turned_off(
            "levels: [A, B]\nrules:\n  # ours\n  near-topic: hint\n",
            "levels: [A, B]\nrules:\n  # ours\n  near-topic: hint\n  missing-topics: off\n",
        );
    }

    #[test]
    fn a_broken_configuration_stays() {
        check_refused(
            "missing-topics",
            "Turn `missing-topics` off in `qmark.yaml`",
            &format!("rules: [\n{GROUP}"),
            "`qmark.yaml` is not valid YAML; fix it first",
        );
    }
}
