//! `qmark check`: loads the banks, checks them, and prints the findings.

use std::process::ExitCode;
use std::sync::Arc;

use super::arguments::{CheckArguments, Format};
use super::explain::known;
use super::fix::{self, FixedBank};
use super::load::LoadedBank;
use super::old_bank::OldBank;
use super::report::{Checked, Report};
use super::{Failure, concise, github, gitlab, json, junit, load, output, sarif, text};
use crate::bank::config::Setting;
use crate::bank::{BankPath, Config, Severity};
use crate::disk::Cache;
use crate::lint::{AppliedFix, Finding, Findings};
use crate::review::{Pairing, State, new_findings};

/// Checks the paths, and fixes them with `--fix`. Returns 1 if there are errors, or warnings with `--deny warnings`.
pub fn run(arguments: &CheckArguments) -> Result<ExitCode, Failure> {
    let demands = Demands::of(arguments)?;
    for (is_given, option) in [
        (arguments.unsafe_too, "--unsafe"),
        (arguments.contents, "--contents"),
    ] {
        if is_given && !(arguments.fix || arguments.diff) {
            return Err(Failure(format!("`{option}` requires `--fix` or `--diff`")));
        }
    }
    let cache = Cache::default();
    let loaded = load::load("check", &arguments.paths, &cache, |root| {
        let (mut config, problems) = load::configuration(root)?;
        demands.apply(&mut config);
        Ok((config, problems))
    })?;
    let findings = loaded.banks.iter().map(|it| Findings::of_bank(&it.bank));
    let findings: Vec<Findings> = findings.collect();
    loaded.note_nothing(|own, path| {
        let all = loaded.banks.iter().zip(&findings);
        let mut own = all.filter(|(read, _)| std::ptr::eq(*read, own));
        let found = own.next().map(|(_, found)| found);
        path.zip(found)
            .is_some_and(|(path, found)| !found.of(path).is_empty())
    });
    if let Some(rev) = &arguments.since {
        let banks = loaded.banks.into_iter().zip(findings);
        let banks = banks.map(|(read, findings)| {
            let new = new_since(rev, &read, &findings, &demands, &cache)?;
            Ok(checked(read, new, Vec::new()))
        });
        let banks = banks.collect::<Result<_, Failure>>()?;
        return print(&Report::new(banks, Some(rev.clone())), arguments, &demands);
    }
    let checks = loaded.banks.into_iter().zip(findings);
    let checks = checks.map(|(read, findings)| {
        let fixed = (arguments.fix || arguments.diff)
            .then(|| fix::fixed(&read, &findings, (arguments.unsafe_too, arguments.contents)));
        (read, findings, fixed)
    });
    let checks: Vec<_> = checks.collect();
    let fixed = checks
        .iter()
        .filter_map(|(read, _, fixed)| Some((&read.folder, fixed.as_ref()?)));
    let fixed: Vec<_> = fixed.collect();
    if arguments.diff {
        return fix::print(&fixed, arguments.color);
    }
    fix::write(&fixed)?;
    let banks = checks
        .into_iter()
        .map(|(read, findings, fixed)| after_fixes(read, findings, fixed, &cache));
    print(&Report::new(banks.collect(), None), arguments, &demands)
}

/// Prints the report, and returns 1 if there are errors, or warnings with `--deny warnings`.
fn print(
    report: &Report,
    arguments: &CheckArguments,
    demands: &Demands,
) -> Result<ExitCode, Failure> {
    output::print(|out| match arguments.format {
        Format::Text => {
            let limit = (!arguments.all).then_some(text::LIMIT);
            text::write(report, output::colored(arguments.color), limit, out)
        }
        Format::Concise => concise::write(report, out),
        Format::Json => json::write(report, out),
        Format::Sarif => sarif::write(report, out),
        Format::Github => github::write(report, out),
        Format::Gitlab => gitlab::write(report, out),
        Format::Junit => junit::write(report, &|severity| demands.forbid(severity), out),
    })?;
    let mut found = report.banks.iter().flat_map(|bank| &bank.findings);
    let failed = found.any(|(_, list)| list.iter().any(|it| demands.forbid(it.severity)));
    Ok(ExitCode::from(u8::from(failed)))
}

/// The rules' settings on the command line.
struct Demands {
    settings: Vec<(&'static str, Setting)>,
    no_warnings: bool,
}

impl Demands {
    fn of(arguments: &CheckArguments) -> Result<Self, Failure> {
        let mut demands = Self {
            settings: Vec::new(),
            no_warnings: false,
        };
        let options = [
            (&arguments.allow, Setting::Off),
            (&arguments.warn, Setting::As(Severity::Warning)),
            (&arguments.deny, Setting::As(Severity::Error)),
        ];
        for (codes, setting) in options {
            for code in codes {
                if code == "warnings" && setting == Setting::As(Severity::Error) {
                    demands.no_warnings = true;
                } else {
                    demands.settings.push((known(code)?.code, setting));
                }
            }
        }
        Ok(demands)
    }

    /// Whether a finding of this severity fails the check.
    fn forbid(&self, severity: Severity) -> bool {
        match severity {
            Severity::Error => true,
            Severity::Warning => self.no_warnings,
            Severity::Hint => false,
        }
    }

    fn apply(&self, config: &mut Config) {
        for (code, setting) in &self.settings {
            config.rules.insert((*code).into(), *setting);
        }
    }
}

/// The findings that the bank did not have at the revision, by path.
fn new_since(
    rev: &str,
    read: &LoadedBank,
    findings: &Findings,
    demands: &Demands,
    cache: &Cache,
) -> Result<Listed, Failure> {
    let old = OldBank::of_revision(read, rev, cache, |config| demands.apply(config))?;
    let before = Findings::of_bank(&old.bank);
    let states = (State::new(&old.bank), State::new(&read.bank));
    let pairing = Pairing::new(&states.0, &states.1);
    Ok(new_findings(
        (&states.0, &before),
        (&states.1, findings),
        &pairing,
    ))
}

/// The report of a bank; after fixes, what is left.
fn after_fixes(
    mut read: LoadedBank,
    mut findings: Findings,
    fixed: Option<FixedBank>,
    cache: &Cache,
) -> Checked {
    if fixed.is_some() {
        read.bank = read.folder.load(cache, &|_| {});
        findings = Findings::of_bank(&read.bank);
    }
    let all = findings.iter();
    let all = all.map(|(path, list)| (path.clone(), Arc::clone(list)));
    let fixed = fixed.map(FixedBank::applied).unwrap_or_default();
    checked(read, all.collect(), fixed)
}

/// Findings by path.
type Listed = Vec<(BankPath, Arc<[Finding]>)>;

/// The report of a bank with these findings and fixes.
fn checked(read: LoadedBank, mut findings: Listed, fixed: Vec<AppliedFix>) -> Checked {
    findings.retain(|(path, _)| read.covers(path.as_str()));
    // The configuration of a bank within this one is counted there.
    let others = read.folder.banks_within(&read.bank).len();
    Checked {
        files: read.bank.file_count() - others,
        groups: read.bank.group_count(),
        nouns: read.bank.nouns(),
        questions: read.bank.question_count(),
        findings,
        fixed,
        folder: read.folder,
        bank: read.bank,
    }
}
