//! Parses the arguments and runs the command.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use qmark::cli::{self, Arguments, Command, ServerArguments};
use qmark::{disk, platform, server};

fn main() -> ExitCode {
    disk::enter_working_folder();
    let command = match Arguments::try_parse() {
        Ok(arguments) => arguments.command,
        Err(error) => return cli::misused(&error),
    };
    match command {
        Command::Server(arguments) => serve(&arguments),
        Command::Check(arguments) => cli::check(&arguments),
        Command::Stats(arguments) => cli::stats(&arguments),
        Command::List(arguments) => cli::list(&arguments),
        Command::Diff(arguments) => cli::diff(&arguments),
        Command::Detect(arguments) => cli::detect(&arguments),
        Command::Export(arguments) => cli::export(&arguments),
        Command::Import(arguments) => cli::import(&arguments),
        Command::Init(arguments) => cli::init(&arguments),
        Command::Explain { code } => cli::explain(&code),
        Command::Rules => cli::rules(),
        Command::Schema => cli::schema(),
        Command::Completions { shell } => cli::completions(shell),
        Command::Man { name } => cli::man(name.as_deref()),
    }
}

fn serve(arguments: &ServerArguments) -> ExitCode {
    if platform::HERE.is_sandbox {
        return cli::refuse(
            "a server needs threads, which WebAssembly does not have; use the qmark that is built for this system".to_owned(),
        );
    }
    let mut options = server::Options::default();
    if let Some(path) = &arguments.log {
        match disk::log_file(path) {
            Ok(file) => options.log = Some(Box::new(file) as Box<dyn Write + Send>),
            Err(error) => {
                return cli::refuse(format!(
                    "cannot write the log `{}`: {error}",
                    path.display()
                ));
            }
        }
    }
    server::run(options)
}
