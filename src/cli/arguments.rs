//! What can be asked on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  qmark check                      check the bank in this folder
  qmark check banks/go             check another one
  qmark check go/content           show only what is found there (needs a qmark.yaml above it)
  qmark check --fix                mend what can be mended safely
  qmark check --deny warnings      for continuous integration: warnings fail, too
  qmark explain missing-answer     what this finding means and what to do
  qmark server                     what an editor runs

Exit codes:
  0  all is well
  1  errors were found, or warnings with `--deny warnings`
  2  it could not run: no such path, unreadable configuration, wrong arguments";

/// The language server for banks of questions: markdown files with questions in their frontmatter and answers beside
/// them.
#[derive(Parser, Debug)]
#[command(name = "qmark", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve an editor on standard input and output
    Server(ServerArguments),
    /// Check banks and print what is wrong
    Check(CheckArguments),
    /// Print what a rule finds, why it matters and what to do
    Explain {
        /// The rule's code, such as `missing-answer`
        code: String,
    },
    /// List all rules: code, severity, summary
    Rules,
}

/// How to serve.
#[derive(Args, Debug, Default)]
pub struct ServerArguments {
    /// Write the log to this file, too; how much is set by QMARK_LOG (error, warn, info, debug)
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Accepted because many editors pass it; there is no other way
    #[arg(long)]
    pub stdio: bool,
}

/// What to check and how to print it.
#[derive(Args, Debug)]
#[command(after_help = CHECK_HELP)]
pub struct CheckArguments {
    /// Folders and files to check. Each is a bank of its own, unless a qmark.yaml stands above it: then that folder is
    /// the bank, it is read as a whole, and what is found at PATH is shown
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// When to use colours in text; `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// Fail on `warnings`, or make the rule CODE an error; may be repeated
    #[arg(long, value_name = "warnings|CODE")]
    pub deny: Vec<String>,
    /// Make the rule CODE a warning; may be repeated
    #[arg(long, value_name = "CODE")]
    pub warn: Vec<String>,
    /// Switch the rule CODE off; may be repeated
    #[arg(long, value_name = "CODE")]
    pub allow: Vec<String>,
    /// Mend what can be mended without being looked at, then report what is left
    #[arg(long)]
    pub fix: bool,
    /// Print what --fix would change, and write nothing
    #[arg(long, conflicts_with = "format")]
    pub diff: bool,
    /// With --fix or --diff: make fixes that guess, too, or that leave something to be filled in
    #[arg(long = "unsafe")]
    pub unsafe_too: bool,
}

const CHECK_HELP: &str = "\
--deny goes before --warn, that before --allow, and all of them before the configuration.
`qmark rules` lists the codes.

--fix reads the bank, mends, and writes all files or none: a file that somebody changed meanwhile stops it. With --diff
nothing is written, the output is a patch, and the exit code is 1 when there is something to mend.

To allow a single place, write `# qmark: allow(CODE)` above or behind a line of YAML, or
`<!-- qmark: allow(CODE) -->` above a block of markdown.

Exit codes: 0 clean, 1 errors found (or warnings with `--deny warnings`), 2 it could not run.";

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For people: the source line with carets below it
    Text,
    /// One JSON object, for scripts
    Json,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// When colours are used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
