//! `qmark stats`: the numbers of a bank, for people and for scripts. The form of the JSON is a contract: keys are added,
//! never renamed or removed.

use std::process::ExitCode;

use super::arguments::{StatsArguments, StatsFormat};
use super::escape::write_json;
use super::load::LoadedBanks;
use super::stats_text::Text;
use super::{Failure, output};
use crate::stats::{Counted, Stats, html};

/// Prints the numbers of what the path names.
pub fn run(arguments: &StatsArguments) -> Result<ExitCode, Failure> {
    let loaded = LoadedBanks::of(&arguments.path)?;
    // The numbers show by themselves that there are no questions.
    loaded.note_nothing(|_, _| true);
    let stats = count(&loaded);
    output::print_to(arguments.output.as_deref(), |out| {
        match arguments.format {
            StatsFormat::Text => {
                let colored = arguments.output.is_none() && output::colored(arguments.color);
                Text::new(out, colored).write(&stats, arguments.top)?;
            }
            StatsFormat::Json => {
                write_json(out, &stats)?;
                writeln!(out)?;
            }
            StatsFormat::Html => out.write_all(html::page(&stats, &loaded.title()).as_bytes())?,
        }
        Ok(())
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The numbers of all banks that were read. Paths start at the root of the first one, which contains the others.
fn count(loaded: &LoadedBanks) -> Stats {
    let top = loaded.place().root.as_path();
    let parts = loaded.banks.iter().map(|read| {
        let part = move |path: &str| read.covers(path);
        (read, part, read.below(top))
    });
    let parts: Vec<_> = parts.collect();
    let counted = parts.iter().map(|(read, part, prefix)| Counted {
        bank: &read.bank,
        part,
        prefix,
    });
    Stats::of_banks(&counted.collect::<Vec<_>>())
}
