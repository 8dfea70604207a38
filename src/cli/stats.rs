//! `qmark stats`: the numbers of a bank, for people and for scripts. The form of the JSON is a contract: keys are added,
//! never renamed or removed.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use super::arguments::{StatsArguments, StatsFormat};
use super::stats_text::Text;
use super::{Failure, output, reading};
use crate::disk::{self, Place};
use crate::stats::{Stats, html};

/// Prints the numbers of what the path names.
pub fn run(arguments: &StatsArguments) -> Result<ExitCode, Failure> {
    let (bank, place) = reading::bank(&arguments.path)?;
    let stats = Stats::of_part(&bank, &|path| place.covers(path));
    print_to(arguments.output.as_deref(), |out| {
        match arguments.format {
            StatsFormat::Text => {
                let colored = arguments.output.is_none() && output::colored(arguments.color);
                Text::new(out, colored).write(&stats, arguments.top)?;
            }
            StatsFormat::Json => {
                serde_json::to_writer(&mut *out, &stats).map_err(io::Error::from)?;
                writeln!(out)?;
            }
            StatsFormat::Html => out.write_all(html::page(&stats, &title(&place)).as_bytes())?,
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What a page calls the place: the name of the bank's folder, and the part of it.
fn title(place: &Place) -> String {
    let folder = place.root.file_name().unwrap_or_default();
    let folder = match folder.to_string_lossy() {
        name if name.is_empty() => place.root.display().to_string(),
        name => name.into_owned(),
    };
    match &place.part {
        Some(part) => format!("{folder}/{part}"),
        None => folder,
    }
}

/// Runs `print` with the file at `path`, or with standard output.
fn print_to(
    path: Option<&Path>,
    print: impl FnOnce(&mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Some(path) = path else {
        return output::print(print);
    };
    let failed = |error: io::Error| {
        let path = path.display();
        Failure(format!("cannot write the file `{path}`: {error}"))
    };
    let mut out = BufWriter::new(disk::output_file(path).map_err(failed)?);
    print(&mut out)?;
    out.flush().map_err(failed)
}
