//! `qmark/overview`: a bank as a tree for a view. First its groups, then the questions of a group that is expanded.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::{BankPath, Severity};
use crate::ide::tree_view::{self, Filter, QuestionEntry};
use crate::lint::Finding;
use crate::server::banks::BankView;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// The parameters of `qmark/overview`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OverviewParams {
    /// The group whose questions are wanted; without it, the groups of all banks.
    text_document: Option<lsp::TextDocumentIdentifier>,
    /// Words that the text, the topics or the level of a question must contain.
    #[serde(default)]
    filter: String,
}

/// The answer: one of the lists, the other one is empty.
#[derive(Serialize, Default)]
pub struct Overview {
    banks: Vec<BankNode>,
    levels: Vec<LevelNode>,
}

#[derive(Serialize)]
struct BankNode {
    /// The name of its folder.
    name: String,
    groups: Vec<GroupNode>,
}

#[derive(Serialize)]
struct GroupNode {
    uri: lsp::Uri,
    path: BankPath,
    /// The name of its shape. A `file` is one question, which is its title.
    shape: &'static str,
    title: SmolStr,
    /// How many of its questions match the filter.
    questions: usize,
    /// The path of the file that it is a translation of. It comes after that one.
    original: Option<BankPath>,
    /// Of the group and of its answers.
    findings: Counts,
}

#[derive(Serialize)]
struct LevelNode {
    /// Null for the questions without a level.
    name: Option<SmolStr>,
    questions: Vec<QuestionNode>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct QuestionNode {
    name: String,
    topics: Vec<SmolStr>,
    range: lsp::Range,
    selection_range: lsp::Range,
    /// The answer file, if there is one.
    answer: Option<lsp::Uri>,
    /// Of the question and of its answer file.
    findings: Counts,
}

/// How many findings there are of each severity.
#[derive(Serialize, Clone, Copy, Default)]
struct Counts {
    errors: u32,
    warnings: u32,
    hints: u32,
}

/// The groups of all banks, or the questions of one group.
pub fn overview(
    snapshot: &Snapshot,
    params: OverviewParams,
    context: &RequestContext,
) -> Result<Overview> {
    let filter = Filter::new(&params.filter);
    let Some(group) = params.text_document else {
        return banks(snapshot, &filter, context);
    };
    let levels = snapshot.of(&group.uri, |here| {
        let findings = here.bank.findings_of(&here.path);
        let node = |entry: QuestionEntry| {
            let full = entry.full;
            let within = |finding: &&Finding| {
                full.start <= finding.span.start && finding.span.start < full.end
            };
            let mut counts = Counts::default();
            findings
                .iter()
                .filter(within)
                .for_each(|finding| counts.add(finding));
            let answer = entry.answer.as_ref();
            let in_answer = answer.map(|path| here.bank.findings_of(path));
            in_answer
                .into_iter()
                .flatten()
                .for_each(|finding| counts.add(finding));
            QuestionNode {
                name: entry.name,
                topics: entry.topics,
                range: here.ranges.range(full),
                selection_range: here.ranges.range(entry.named),
                answer: answer.and_then(|path| snapshot.uri(here.bank, path)),
                findings: counts,
            }
        };
        let levels = tree_view::questions(&here.bank.bank, &here.path, &filter).into_iter();
        let level = |level: tree_view::LevelEntry| LevelNode {
            name: level.name,
            questions: level.questions.into_iter().map(node).collect(),
        };
        Some(levels.map(level).collect())
    });
    Ok(Overview {
        levels: levels.unwrap_or_default(),
        ..Overview::default()
    })
}

fn banks(snapshot: &Snapshot, filter: &Filter, context: &RequestContext) -> Result<Overview> {
    let mut banks = Vec::new();
    for bank in &snapshot.banks {
        context.check_cancelled()?;
        let counts = counts_by_group(bank);
        let groups = tree_view::groups(&bank.bank, filter).into_iter();
        let groups = groups.filter_map(|entry| {
            Some(GroupNode {
                uri: snapshot.uri(bank, &entry.path)?,
                findings: counts.get(&entry.path).copied().unwrap_or_default(),
                path: entry.path,
                shape: entry.shape,
                title: entry.title,
                questions: entry.questions,
                original: entry.original,
            })
        });
        let name = bank.folder.root().file_name();
        banks.push(BankNode {
            name: name.map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            groups: groups.collect(),
        });
    }
    Ok(Overview {
        banks,
        ..Overview::default()
    })
}

/// The findings of each group: its own, and those of its answers. Answers of several groups count in each.
fn counts_by_group(bank: &BankView) -> HashMap<BankPath, Counts> {
    let mut counts: HashMap<BankPath, Counts> = HashMap::new();
    for (path, findings) in bank.findings.iter() {
        let groups = match bank.bank.folder_of_answer(path) {
            Some(folder) => bank.bank.groups_in(folder).collect(),
            None => vec![path],
        };
        for group in groups {
            let counts = counts.entry(group.clone()).or_default();
            findings.iter().for_each(|finding| counts.add(finding));
        }
    }
    counts
}

impl Counts {
    fn add(&mut self, finding: &Finding) {
        *match finding.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Hint => &mut self.hints,
        } += 1;
    }
}
