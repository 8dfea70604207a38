//! Findings on their way to the client: as the protocol's diagnostics, pushed or pulled.

use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use tower_lsp::ls_types as lsp;
use xxhash_rust::xxh3::xxh3_64;

use crate::bank::{BankPath, Severity};
use crate::disk;
use crate::lint::Finding;
use crate::server::banks::{BankView, Place};
use crate::server::convert;
use crate::server::snapshot::Snapshot;
use crate::server::transport::Outbox;

/// All rules' pages.
const RULES: &str = include_str!("../../lint/rules/README.md");

/// What the client was last told of each file that it was told of: a hash of the list.
pub type Published = HashMap<Place, u64>;

/// The diagnostics of a file, as it is in the snapshot.
pub fn diagnostics(snapshot: &Snapshot, bank: &BankView, path: &BankPath) -> Vec<lsp::Diagnostic> {
    let findings = bank.findings_of(path);
    if findings.is_empty() || is_unknown(snapshot, bank, path) {
        return Vec::new();
    }
    let all = |ranges: &convert::Ranges<'_>| {
        let one = |finding| diagnostic(snapshot, bank, path, ranges, finding);
        findings.iter().map(one).collect()
    };
    // Of a file that went meanwhile, only the places are lost.
    let said = snapshot.with_ranges(bank, path, all);
    said.unwrap_or_else(|| all(&snapshot.ranges("")))
}

/// A finding of a file as the protocol has it.
pub fn diagnostic(
    snapshot: &Snapshot,
    bank: &BankView,
    path: &BankPath,
    ranges: &convert::Ranges,
    finding: &Finding,
) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range: ranges.range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.code.to_owned())),
        code_description: code_description(snapshot, finding.code),
        source: Some(env!("CARGO_PKG_NAME").to_owned()),
        message: finding.message.clone(),
        related_information: related(snapshot, bank, path, ranges, finding),
        tags: (snapshot.client.tags && finding.unnecessary)
            .then(|| vec![lsp::DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

/// Where a rule's page is. The pages are kept as a file of the user's, so that the link leads to the rules of this very
/// version, and without a network.
fn code_description(snapshot: &Snapshot, code: &str) -> Option<lsp::CodeDescription> {
    static PAGES: OnceLock<Option<String>> = OnceLock::new();
    if !snapshot.client.links_codes {
        return None;
    }
    let pages = PAGES.get_or_init(|| {
        let kept = disk::cache_page(concat!("rules-", env!("CARGO_PKG_VERSION"), ".md"), RULES);
        let kept =
            kept.inspect_err(|error| tracing::warn!("cannot store the rules' pages: {error}"));
        Some(convert::uri(&kept.ok()?)?.to_string())
    });
    let href = format!("{}#{code}", pages.as_ref()?).parse().ok()?;
    Some(lsp::CodeDescription { href })
}

fn related(
    snapshot: &Snapshot,
    bank: &BankView,
    path: &BankPath,
    ranges: &convert::Ranges,
    finding: &Finding,
) -> Option<Vec<lsp::DiagnosticRelatedInformation>> {
    if finding.related.is_empty() || !snapshot.client.shows_related {
        return None;
    }
    let places = finding.related.iter().filter_map(|related| {
        if is_unknown(snapshot, bank, &related.path) {
            return None;
        }
        let range = if related.path == *path {
            ranges.range(related.span)
        } else {
            snapshot.range(bank, &related.path, related.span)?
        };
        let location = lsp::Location {
            uri: snapshot.uri(bank, &related.path)?,
            range,
        };
        Some(lsp::DiagnosticRelatedInformation {
            location,
            message: related.message.clone(),
        })
    });
    Some(places.collect())
}

/// Files to tell the client about, with all that is needed to do so beside the owner.
pub struct Batch {
    pub snapshot: Snapshot,
    pub places: BTreeSet<Place>,
    /// Files that the client asks about itself, and is not to be told of.
    pub pulled: Pulled,
    pub published: Published,
}

/// Which files the client asks about itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pulled {
    None,
    /// Those that are open.
    Open,
    /// All.
    All,
}

/// Tells the client of each file whose list is another than it knows. Returns what it knows then.
pub fn publish(batch: Batch, outbox: &Outbox) -> Published {
    let Batch {
        snapshot,
        places,
        pulled,
        mut published,
    } = batch;
    for place in places {
        // A panic is logged by the panic hook and costs this file only.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            publish_one(&snapshot, &place, pulled, &mut published, outbox);
        }));
    }
    published
}

fn publish_one(
    snapshot: &Snapshot,
    place: &Place,
    pulled: Pulled,
    published: &mut Published,
    outbox: &Outbox,
) {
    let mut place = place;
    let owner = owner(snapshot, place);
    // The file went from one bank to another: what was said of it there is replaced by what is to be said of it here.
    let is_replaced = match &owner {
        Some(owner) if owner != place => {
            let was_told = published.remove(place).is_some();
            place = owner;
            was_told
        }
        _ => false,
    };
    let open = snapshot.open(place);
    let is_pulled = pulled == Pulled::All || (pulled == Pulled::Open && open.is_some());
    let bank = snapshot.bank(place.bank).filter(|_| !is_pulled);
    let diagnostics = bank
        .map(|bank| diagnostics(snapshot, bank, &place.path))
        .unwrap_or_default();
    let hash = hash(&diagnostics);
    let known = published.get(place).copied();
    if known == hash && !is_replaced {
        return;
    }
    let uri = match open {
        Some(open) => Some(open.uri.clone()),
        None => published_uri(snapshot, place),
    };
    let Some(uri) = uri else { return };
    let version = open.map(|open| open.document.version());
    match hash {
        Some(hash) => published.insert(place.clone(), hash),
        None => published.remove(place),
    };
    let params = lsp::PublishDiagnosticsParams {
        uri,
        diagnostics,
        version,
    };
    outbox.notify("textDocument/publishDiagnostics", params);
}

/// The bank's file that is at the address of a place now.
fn owner(snapshot: &Snapshot, place: &Place) -> Option<Place> {
    let (bank, path) = snapshot.place(&published_uri(snapshot, place)?)?;
    let bank = bank.id;
    Some(Place { bank, path })
}

/// The address of a file, also of one whose bank is gone.
fn published_uri(snapshot: &Snapshot, place: &Place) -> Option<lsp::Uri> {
    let root = snapshot.roots.get(&place.bank)?;
    convert::uri(&root.join(place.path.as_str()))
}

/// A hash of a list; `None` of an empty one, which is what a client knows of a file it never heard of.
fn hash(diagnostics: &[lsp::Diagnostic]) -> Option<u64> {
    let json = (!diagnostics.is_empty()).then(|| serde_json::to_vec(diagnostics))?;
    Some(json.map_or(0, |json| xxh3_64(&json)))
}

/// Whether the client has another text of the file, so that places in it mean nothing.
fn is_unknown(snapshot: &Snapshot, bank: &BankView, path: &BankPath) -> bool {
    let path = path.clone();
    let bank = bank.id;
    snapshot.is_out_of_sync(&Place { bank, path })
}

/// Names the state of a file's findings, for a client that asks again.
pub fn result_id(snapshot: &Snapshot, bank: &BankView, path: &BankPath) -> String {
    let revision = bank.revisions.get(path).copied().unwrap_or_default();
    let unknown = match is_unknown(snapshot, bank, path) {
        true => ".unknown",
        false => "",
    };
    format!("{:x}.{}.{revision}{unknown}", snapshot.session, bank.id)
}
