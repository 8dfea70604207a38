//! Man pages and completions of shells, made from the arguments.

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::arguments::Arguments;
use super::{Failure, output};

/// Prints the completions of `qmark` for a shell.
pub fn completions(shell: Shell) -> Result<ExitCode, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "qmark", &mut text);
    print(&text)
}

/// Prints the man page with this name, or the names of all.
///
/// # Errors
/// When no man page has this name.
pub fn man(name: Option<&str>) -> Result<ExitCode, Failure> {
    let pages = pages();
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    let Some(name) = name else {
        return print(format!("{}\n", names.join("\n")).as_bytes());
    };
    let page = pages.iter().find(|(own, _)| own == name);
    let (_, command) = page.ok_or_else(|| {
        let names = names.join(", ");
        Failure(format!(
            "no man page is called `{name}`; their names are {names}"
        ))
    })?;
    let mut text = Vec::new();
    let source = concat!("qmark ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(source).render(&mut text)?;
    print(&text)
}

/// The command and its commands, by the names of their pages.
fn pages() -> Vec<(String, clap::Command)> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let shown = command.get_subcommands().filter(|it| !it.is_hide_set());
    let all = std::iter::once(&command).chain(shown).map(|command| {
        let name = command.get_display_name().unwrap_or(command.get_name());
        (name.to_owned(), command.clone())
    });
    all.collect()
}

fn print(text: &[u8]) -> Result<ExitCode, Failure> {
    output::print(|out| Ok(out.write_all(text)?))?;
    Ok(ExitCode::SUCCESS)
}
