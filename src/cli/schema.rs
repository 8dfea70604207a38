//! `qmark schema`: prints the JSON Schema of `qmark.yaml`.

use std::process::ExitCode;

use super::{Failure, output};
use crate::bank::settings::schema::{RuleEntry, schema};
use crate::lint::RULES;

/// Prints the schema, with the codes and severities of all rules.
pub fn run() -> Result<ExitCode, Failure> {
    let rules = RULES.iter().map(|rule| RuleEntry {
        code: rule.code,
        severity: rule.severity,
        summary: rule.summary,
    });
    let schema = schema(&rules.collect::<Vec<_>>());
    output::print(|out| Ok(writeln!(out, "{schema:#}")?))?;
    Ok(ExitCode::SUCCESS)
}
