//! What can be asked on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::help;

/// Checks question banks written in markdown, and serves editors that open them
#[derive(Parser, Debug)]
#[command(name = "qmark", version, after_help = help::EXAMPLES, arg_required_else_help = true)]
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
    /// Check banks and print the findings
    Check(CheckArguments),
    /// Count groups, levels, topics and answers, and what is missing
    Stats(StatsArguments),
    /// List the questions as JSON, one per line, for scripts
    List(ListArguments),
    /// Write all questions with their answers as CSV, JSON, Anki notes or a page
    Export(ExportArguments),
    /// Write the questions of other files into a group or a document
    Import(ImportArguments),
    /// Show which questions came, went, changed or moved since a git revision, or between two folders
    Diff(DiffArguments),
    /// Find out which files have questions, and write it to `qmark.yaml`
    Init(InitArguments),
    /// Print the shape of files and why they have it, or whether a folder has a bank, one per line
    Detect(DetectArguments),
    /// Print what a rule finds, why it matters, and what to do
    Explain {
        /// The rule's code, such as `missing-answer`
        code: String,
    },
    /// List all rules with their severity and summary
    Rules,
    /// Print the JSON Schema of `qmark.yaml`, for editors that check YAML
    Schema,
    /// Print the completions of a shell
    #[command(after_help = help::COMPLETIONS)]
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print a man page, or the names of all
    #[command(hide = true)]
    Man {
        /// The name of the page, such as `qmark-check`
        name: Option<String>,
    },
}

/// How to serve.
#[derive(Args, Debug, Default)]
pub struct ServerArguments {
    /// Also write the log to this file. QMARK_LOG sets its level: error, warn, info or debug
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Ignored: the server always uses standard input and output
    #[arg(long)]
    pub stdio: bool,
}

/// What to check and how to print it.
#[derive(Args, Debug)]
#[command(after_help = help::CHECK)]
pub struct CheckArguments {
    /// Folders and files to check. The whole bank that contains PATH is read, and the findings at PATH are shown
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// When to use colours in text
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// In text, show all findings; without it, the first ten with the same code in a file are shown
    #[arg(long)]
    pub all: bool,
    /// Fail on `warnings`, or make the rule CODE an error; may be repeated
    #[arg(long, value_name = "warnings|CODE")]
    pub deny: Vec<String>,
    /// Make the rule CODE a warning; may be repeated
    #[arg(long, value_name = "CODE")]
    pub warn: Vec<String>,
    /// Turn the rule CODE off; may be repeated
    #[arg(long, value_name = "CODE")]
    pub allow: Vec<String>,
    /// Report only what is new since the git revision REV: a branch, a tag, or a commit. What is not committed counts as new
    #[arg(long, value_name = "REV", conflicts_with_all = ["fix", "diff"])]
    pub since: Option<String>,
    /// Fix what can be fixed safely, then report what is left
    #[arg(long)]
    pub fix: bool,
    /// Print what --fix would change, and write nothing
    #[arg(long, conflicts_with = "format")]
    pub diff: bool,
    /// With --fix or --diff: also make fixes that guess, or that leave something to fill in
    #[arg(long = "unsafe")]
    pub unsafe_too: bool,
    /// With --fix or --diff: also update tables of contents, in the form that they have. With --unsafe, entries go whose
    /// question exists nowhere
    #[arg(long)]
    pub contents: bool,
}

/// What to count and how to print it.
#[derive(Args, Debug)]
#[command(after_help = help::STATS)]
pub struct StatsArguments {
    /// A bank, or a folder or file of one. Only what belongs to it is counted
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// How to print the numbers
    #[arg(long, value_enum, default_value_t = StatsFormat::Text)]
    pub format: StatsFormat,
    /// Write to this file instead of standard output, replacing its content
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How many topics to show in text, most used first
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub top: usize,
    /// When to use colours in text
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

/// How numbers are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum StatsFormat {
    /// For people, at most 80 columns wide
    Text,
    /// One JSON object, for scripts
    Json,
    /// One self-contained page with charts
    Html,
}

/// What to list.
#[derive(Args, Debug)]
#[command(after_help = help::LIST)]
pub struct ListArguments {
    /// A bank, or a folder or file of one. Only the questions that belong to it are listed; for an answer file, those
    /// that it answers
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
}

/// What to export, and how.
#[derive(Args, Debug)]
#[command(after_help = help::EXPORT)]
pub struct ExportArguments {
    /// A bank, or a folder or file of one. Only the questions that belong to it are exported
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// How to write the questions
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub format: ExportFormat,
    /// Write to this file instead of standard output, replacing its content
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How questions are exported.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ExportFormat {
    /// A table, for spreadsheets
    Csv,
    /// A list of objects, for scripts
    Json,
    /// The text file that Anki imports
    Anki,
    /// One page for readers
    Html,
}

/// What to import, and where to.
#[derive(Args, Debug)]
#[command(after_help = help::IMPORT)]
pub struct ImportArguments {
    /// The files with the questions: markdown of any shape, plain text copied out of a page, a table with commas, semicolons
    /// or tabs, or JSON
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Where the questions go: a group or a document, a markdown file to make, or a folder to make a group in
    #[arg(long, value_name = "GROUP|DOCUMENT")]
    pub to: PathBuf,
    /// Write nothing, and print what would be written as a patch
    #[arg(long)]
    pub dry_run: bool,
    /// Leave out the questions that the bank asks in other words, too
    #[arg(long)]
    pub only_new: bool,
    /// When to use colours in the patch
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

/// What to compare and how to print it.
#[derive(Args, Debug)]
#[command(after_help = help::DIFF)]
pub struct DiffArguments {
    /// What to compare with: a git revision (a branch, a tag, or a commit), or a folder with the bank as it was
    #[arg(value_name = "OLD")]
    pub rev: String,
    /// A bank, or a folder or file of one. Only the questions that belong or belonged to it are shown
    #[arg(value_name = "NEW", default_value = ".")]
    pub path: PathBuf,
    /// How to print what changed
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub format: DiffFormat,
}

/// How changes are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum DiffFormat {
    /// For people: the questions by file, with what changed in each
    Text,
    /// One JSON object, for scripts
    Json,
}

/// What to look at, and whether to write.
#[derive(Args, Debug)]
#[command(after_help = help::INIT)]
pub struct InitArguments {
    /// The folder of the bank; with --dry-run also a file
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// Write nothing; with a file, print why it is or is not a question bank
    #[arg(long)]
    pub dry_run: bool,
}

/// What to look at.
#[derive(Args, Debug)]
#[command(after_help = help::DETECT)]
pub struct DetectArguments {
    /// Markdown files, and folders to find out whether there is a bank in them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The folder that is open in an editor: the root of the bank, unless there is a `qmark.yaml` above a file
    #[arg(long, value_name = "FOLDER")]
    pub root: Option<PathBuf>,
    /// An editor's settings, a JSON object with the keys of `qmark.yaml`. The bank's own file wins
    #[arg(long, value_name = "JSON")]
    pub settings: Option<String>,
}

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For people: the source line with carets below it
    Text,
    /// One finding per line: path:line:column: severity[code] message
    Concise,
    /// One JSON object, for scripts
    Json,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// A report of GitLab's Code Quality
    Gitlab,
    /// JUnit XML, for Jenkins and other services that show tests
    Junit,
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
