//! The rules' pages and their table.

use std::process::ExitCode;

use super::Failure;
use super::output::print;
use crate::bank::schema::closest_key;
use crate::lint::{self, RULES, Rule};

/// Prints the page of the rule `code`.
pub fn page(code: &str) -> Result<ExitCode, Failure> {
    let rule = known(code)?;
    print(|out| {
        let Rule {
            code,
            severity,
            summary,
            ..
        } = rule;
        let page = rule.whole_page();
        Ok(writeln!(
            out,
            "# {code}\n\n{summary} ({severity}).\n\n{page}"
        )?)
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Prints code, severity and summary of all rules.
pub fn table() -> Result<ExitCode, Failure> {
    let width = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or(0);
    print(|out| {
        for rule in RULES {
            let severity = rule.severity.name();
            writeln!(out, "{:width$}  {severity:7}  {}", rule.code, rule.summary)?;
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The rule `code`.
///
/// # Errors
/// When there is none; suggests a similar one.
pub fn known(code: &str) -> Result<&'static Rule, Failure> {
    lint::rule(code).ok_or_else(|| {
        let hint = match closest_key(code, RULES.iter().map(|rule| rule.code)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`qmark rules` lists them".to_owned(),
        };
        Failure(format!("`{code}` is not a rule; {hint}"))
    })
}
