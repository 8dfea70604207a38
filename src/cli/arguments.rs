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
  qmark stats                      groups by level, topics, answers' lengths, what is missing
  qmark list | jq .question        the questions as JSON, one in a line
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
    /// Count a bank: groups by level, topics, lengths of answers, what is missing
    Stats(StatsArguments),
    /// List the questions of a bank as JSON, one in a line, for scripts
    List(ListArguments),
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

/// What to count and how to print it.
#[derive(Args, Debug)]
#[command(after_help = STATS_HELP)]
pub struct StatsArguments {
    /// A bank, or a folder or file of one (then a qmark.yaml stands above it): only what belongs to it is counted
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// How to print the numbers
    #[arg(long, value_enum, default_value_t = StatsFormat::Text)]
    pub format: StatsFormat,
    /// Write to this file instead of standard output; what it holds is replaced
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How many topics to show in text, the most used first
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub top: usize,
    /// When to use colours in text; `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

const STATS_HELP: &str = "\
Examples:
  qmark stats                                      in the terminal
  qmark stats --format html --output stats.html    a page to open in a browser or to publish
  qmark stats --format json | jq .totals
  qmark stats --format json | jq -r '.topics[] | select(.questions == 1).name'
  qmark stats --format json | jq -r '.coverage[] | [.level, .answered, .questions] | @tsv'

A question belongs to PATH when its group or its answer file does. Words are what a reader sees, markup left out.
A file that several questions cite counts once among the lengths. A level among the topics is no topic.

The JSON is one object; `levels`, the names in their order, goes with the counts in `groups[].levels`:
  version, levels[], totals{}, groups[{path, title, levels[], withoutLevel, …}], coverage[{level, …}],
  topics[{name, questions, groups}], lengths{files, inline, unread, words, median, shortest, longest,
  buckets[{from, to, files, inline}]}, unanswered[{state, group, index, question, file}], orphans[]
where … is questions = answered + empty + missing + none. Paths start at the bank's root, indices at 0.

Exit codes: 0 it was printed, 2 it could not run.";

/// How numbers are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum StatsFormat {
    /// For people, at most 80 columns wide
    Text,
    /// One JSON object, for scripts
    Json,
    /// One page with charts that needs nothing but itself
    Html,
}

/// What to list.
#[derive(Args, Debug)]
#[command(after_help = LIST_HELP)]
pub struct ListArguments {
    /// A bank, or a folder or file of one (then a qmark.yaml stands above it): only the questions that belong to it are
    /// listed. An answer file lists the questions it answers
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
}

const LIST_HELP: &str = "\
Each line is one object, in the order of the groups' paths and of the questions in them:
  group     the group's file, from the bank's root
  index     the question's place in the group, from 0
  id        the id that is made of its text; null without a text
  question  its text; null without one
  level     its level as the bank's settings write it; null without one
  topics    its topics, each once; a level among them is left out
  answer    {\"file\": path}, {\"inline\": text}, or null; the path is null when it leads out of the bank
  exists    whether the answer is there; an empty file is
  words     its length in words, markup left out; null when it is not known

Examples:
  qmark list | jq -r 'select(.level == \"Advanced\").question'
  qmark list | jq -r 'select(.exists and .words == 0).answer.file'                          empty files
  qmark list | jq -r 'select(.exists | not) | \"\\(.group) \\(.question)\"'                   to be answered
  qmark list | jq -s 'group_by(.level)[] | {level: .[0].level, questions: length}'
  qmark list | jq -r 'select(.topics | index(\"SQL\")).id'

Exit codes: 0 they were listed, 2 it could not run.";

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For people: the source line with carets below it
    Text,
    /// A finding a line, for editors and scripts: `path:line:column: severity[code] message`
    Concise,
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
