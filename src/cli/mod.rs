//! The command line: what is asked, and every way to print what was found.
//!
//! Knows arguments, terminals and output formats. Must not know: how a bank is read, what is wrong in it, the protocol;
//! the findings are those that an editor shows.
//!
//! A run ends with 0 when all is well, 1 when the bank is not, 2 when it could not be done; the reason is then on
//! standard error.

mod arguments;
mod bank_diff;
mod check;
mod concise;
mod detect;
mod diff;
mod diff_json;
mod diff_text;
mod escape;
mod explain;
mod export;
mod fix;
mod generate;
mod github;
mod gitlab;
mod help;
mod import;
mod import_report;
mod init;
mod init_file;
mod json;
mod junit;
pub(crate) mod list;
mod load;
mod old_bank;
mod output;
mod patch;
mod report;
mod sarif;
mod schema;
mod shown_path;
mod stats;
mod stats_text;
mod table;
mod text;

use std::io::{self, Write};
use std::process::ExitCode;

use escape::EscapingWriter;

pub use arguments::{Arguments, Command, ServerArguments};

/// The exit code of a run that could not be done.
const COULD_NOT_RUN: u8 = 2;

/// Why a run could not be done, for its user.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(format!("cannot write the output: {error}"))
    }
}

/// Checks banks and prints what was found.
pub fn check(arguments: &arguments::CheckArguments) -> ExitCode {
    log_to_standard_error();
    end(check::run(arguments))
}

/// Prints the page of the rule `code`.
pub fn explain(code: &str) -> ExitCode {
    end(explain::page(code))
}

/// Prints the table of all rules.
pub fn rules() -> ExitCode {
    end(explain::table())
}

/// Prints the schema of the configuration.
pub fn schema() -> ExitCode {
    end(schema::run())
}

/// Prints the numbers of a bank.
pub fn stats(arguments: &arguments::StatsArguments) -> ExitCode {
    log_to_standard_error();
    end(stats::run(arguments))
}

/// Prints the questions of a bank, one in a line.
pub fn list(arguments: &arguments::ListArguments) -> ExitCode {
    log_to_standard_error();
    end(list::run(arguments))
}

/// Prints the questions of a bank in a form that other programs read.
pub fn export(arguments: &arguments::ExportArguments) -> ExitCode {
    log_to_standard_error();
    end(export::run(arguments))
}

/// Writes questions of other files into a bank.
pub fn import(arguments: &arguments::ImportArguments) -> ExitCode {
    log_to_standard_error();
    end(import::run(arguments))
}

/// Prints what changed in a bank since a commit.
pub fn diff(arguments: &arguments::DiffArguments) -> ExitCode {
    log_to_standard_error();
    end(diff::run(arguments))
}

/// Prints what files are taken for.
pub fn detect(arguments: &arguments::DetectArguments) -> ExitCode {
    log_to_standard_error();
    end(detect::run(arguments))
}

/// Prints what was inferred of a bank, and writes its configuration.
pub fn init(arguments: &arguments::InitArguments) -> ExitCode {
    log_to_standard_error();
    end(init::run(arguments))
}

/// Prints the completions of a shell.
pub fn completions(shell: clap_complete::Shell) -> ExitCode {
    end(generate::completions(shell))
}

/// Prints the man page with this name, or the names of all.
pub fn man(name: Option<&str>) -> ExitCode {
    end(generate::man(name))
}

/// Refuses to run for `reason`.
pub fn refuse(reason: String) -> ExitCode {
    end(Err(Failure(reason)))
}

/// Prints the help that was asked for, or what is wrong with the arguments, and gives the run's exit code.
pub fn misused(error: &clap::Error) -> ExitCode {
    let rendered = error.render();
    let shown = escape::escape_lines(&rendered.to_string()).into_owned();
    // An argument with control characters is printed without colours.
    let printed = match shown == rendered.to_string() {
        true => error.print(),
        false => write!(io::stderr(), "{shown}"),
    };
    // If that fails, too, the exit code has to do.
    let _ = printed;
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Prints a failure and returns the exit code.
fn end(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|Failure(reason)| {
        output::complain("error", &reason);
        ExitCode::from(COULD_NOT_RUN)
    })
}

/// Logs warnings, such as folders that cannot be read, to standard error.
fn log_to_standard_error() {
    // Fails only if a log is set up already, which will do.
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_ansi(false)
        .with_writer(|| EscapingWriter(io::stderr()))
        .without_time()
        .with_target(false)
        .try_init();
}
