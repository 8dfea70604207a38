//! Commands that report on the banks and the server, and the one that reads the banks again.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;
use xxhash_rust::xxh3::xxh3_64;

use super::command::{Command, Done, Run, bank_of};
use crate::bank::Severity;
use crate::disk;
use crate::server::banks::BankView;
use crate::server::convert;
use crate::server::event::FollowUp;
use crate::server::pool::Lane;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Needs, Snapshot};
use crate::server::state::State;
use crate::stats::{Stats, html};

/// Counts a bank, and opens the page with the numbers in a browser if the client can.
///
/// Takes nothing, or an object: `uri`, any file of the bank, if there are several. Returns
/// `{ stats, html, uri }`: the numbers as `qmark stats --format json` prints them, the page, and the file of the
/// page; `uri` is null if that could not be written.
pub const SHOW_STATISTICS: Command = Command {
    name: "qmark.showStatistics",
    takes: "nothing, or an object `{ uri }`",
    run: Run::Pool {
        first: |_| {},
        lane: Lane::Slow,
        needs: Needs::WholeBanks,
        work: show_statistics,
    },
};

/// Reads all banks from disk again, and answers when that is done.
///
/// Takes nothing. Returns `{ banks }`: each with its `root`, `files`, `groups`, `questions` and `findings` by severity.
pub const RELOAD_BANK: Command = Command {
    name: "qmark.reloadBank",
    takes: "nothing",
    run: Run::Pool {
        first: State::reload_all,
        lane: Lane::Slow,
        needs: Needs::Findings,
        work: |snapshot, command, arguments, _| {
            let Nothing {} = command.optional(arguments)?;
            let banks: Vec<Value> = snapshot.banks.iter().map(bank_state).collect();
            Ok(Done {
                value: Some(json!({ "banks": banks })),
                ..Done::default()
            })
        },
    },
};

/// Reports the state of the server.
///
/// Takes nothing. Returns `{ version, banks, openDocuments, memoryBytes, markdown }`. Each bank has its `root`, `files`,
/// `groups`, `questions`, `findings` by severity, `loadMs` (null while it is read) and `checkMs`, how long the last
/// update of the findings took. `memoryBytes` is null where the system does not report it. `markdown` is the same for
/// people.
pub const SERVER_STATE: Command = Command {
    name: "qmark.serverState",
    takes: "nothing",
    run: Run::Pool {
        first: |_| {},
        lane: Lane::Quick,
        needs: Needs::FindingsSoFar,
        work: server_state,
    },
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Which {
    uri: Option<lsp::Uri>,
}

fn show_statistics(
    snapshot: &Snapshot,
    command: &Command,
    arguments: Vec<Value>,
    context: &RequestContext,
) -> Result<Done> {
    let which: Which = command.optional(arguments)?;
    let bank = bank_of(snapshot, which.uri.as_ref())?;
    let stats = Stats::of(&bank.bank);
    context.check_cancelled()?;
    let page = html::page(&stats, &name_of(bank));
    // A new page of a bank replaces the old one.
    let root = xxh3_64(bank.folder.root().as_os_str().as_encoded_bytes());
    let kept = disk::cache_page(&format!("statistics-{root:016x}.html"), &page);
    let kept = kept.inspect_err(|error| tracing::warn!("cannot store the page: {error}"));
    let uri = kept.ok().and_then(|path| convert::uri(&path));
    Ok(Done {
        value: Some(json!({ "stats": stats, "html": page, "uri": uri })),
        then: uri.map(FollowUp::Browse),
    })
}

/// The name of a bank: that of its folder.
fn name_of(bank: &BankView) -> String {
    let name = bank.folder.root().file_name();
    name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn server_state(
    snapshot: &Snapshot,
    command: &Command,
    arguments: Vec<Value>,
    _context: &RequestContext,
) -> Result<Done> {
    let Nothing {} = command.optional(arguments)?;
    let banks: Vec<Value> = snapshot.banks.iter().map(bank_state).collect();
    let memory = disk::memory();
    let mut value = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "banks": banks,
        "openDocuments": snapshot.documents.len(),
        "memoryBytes": memory,
    });
    value["markdown"] = markdown(snapshot, memory).into();
    Ok(Done {
        value: Some(value),
        ..Done::default()
    })
}

fn bank_state(bank: &BankView) -> Value {
    let millis = |took: Option<Duration>| took.map(|took| took.as_secs_f64() * 1e3);
    let [errors, warnings, hints] = counts(bank);
    json!({
        "root": convert::uri(bank.folder.root()),
        "files": bank.bank.file_count(),
        "groups": bank.bank.group_count(),
        "shapes": bank.bank.shapes(),
        "questions": bank.bank.question_count(),
        "findings": { "error": errors, "warning": warnings, "hint": hints },
        "loadMs": millis(bank.timings.load),
        "checkMs": millis(bank.timings.check),
    })
}

/// How many findings there are of each severity, the most severe first.
fn counts(bank: &BankView) -> [usize; 3] {
    let mut counts = [0; 3];
    for finding in bank.findings.iter().flat_map(|(_, list)| list.iter()) {
        counts[match finding.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Hint => 2,
        }] += 1;
    }
    counts
}

fn markdown(snapshot: &Snapshot, memory: Option<u64>) -> String {
    let mut out = format!("# qmark {}\n\n", env!("CARGO_PKG_VERSION"));
    out += &format!("- open documents: {}\n", snapshot.documents.len());
    if let Some(bytes) = memory {
        out += &format!("- memory: {:.1} MB\n", bytes as f64 / 1e6);
    }
    for bank in &snapshot.banks {
        let [errors, warnings, hints] = counts(bank);
        out += &format!("\n## {}\n\n", bank.folder.root().display());
        out += &format!(
            "- files: {}\n- shapes: {}\n- questions: {}\n",
            bank.bank.file_count(),
            bank.bank.shapes(),
            bank.bank.question_count()
        );
        out += &format!("- findings: {errors} errors, {warnings} warnings, {hints} hints\n");
        out += &match bank.timings.load {
            Some(took) => format!("- read in {:.1} ms\n", took.as_secs_f64() * 1e3),
            None => "- being read\n".to_owned(),
        };
        if let Some(took) = bank.timings.check {
            out += &format!("- last checked in {:.2} ms\n", took.as_secs_f64() * 1e3);
        }
    }
    out
}
