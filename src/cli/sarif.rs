//! Findings as SARIF 2.1.0, the OASIS standard for results of static analysis.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::Failure;
use super::escape::write_json;
use super::report::{Report, Source};
use crate::bank::Severity;
use crate::lint::RULES;
use crate::platform::{HERE, encoded};
use crate::text::{Encoding, Span};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What relative addresses start from, by the name that services know it by.
const SOURCE_ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool,
    column_kind: &'static str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    original_uri_base_ids: BTreeMap<&'static str, Address>,
    results: Vec<Result_<'r>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<RuleEntry>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleEntry {
    id: &'static str,
    short_description: Text<'static>,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text<'r> {
    text: &'r str,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result_<'r> {
    rule_id: &'r str,
    rule_index: usize,
    level: &'static str,
    message: Text<'r>,
    locations: [Location<'r>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'r> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'r>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Address,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    byte_offset: u32,
    byte_length: u32,
}

pub fn write(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    let mut results = Vec::new();
    report.each(|entry, sources| {
        let finding = entry.finding;
        let related = finding.related.iter().map(|related| Location {
            physical_location: place(&sources.of(&related.path), related.span),
            message: Some(Text {
                text: &related.message,
            }),
        });
        let related_locations = related.collect();
        let rule_index = RULES
            .iter()
            .position(|rule| rule.code == finding.code)
            .unwrap_or(0);
        results.push(Result_ {
            rule_id: finding.code,
            rule_index,
            level: level(finding.severity),
            message: Text {
                text: &finding.message,
            },
            locations: [Location {
                physical_location: place(&sources.of(entry.path), finding.span),
                message: None,
            }],
            related_locations,
        });
        Ok::<(), Failure>(())
    })?;
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: tool(),
            column_kind: "utf16CodeUnits",
            original_uri_base_ids: report
                .here()
                .map(|here| (SOURCE_ROOT, folder_address(here)))
                .into_iter()
                .collect(),
            results,
        }],
    };
    write_json(out, &log)?;
    Ok(writeln!(out)?)
}

fn tool() -> Tool {
    let rules = RULES.iter().map(|rule| RuleEntry {
        id: rule.code,
        short_description: Text { text: rule.summary },
        help: Help {
            text: rule.summary,
            markdown: rule.whole_page(),
        },
        default_configuration: Configuration {
            level: level(rule.severity),
        },
    });
    Tool {
        driver: Driver {
            name: "qmark",
            version: env!("CARGO_PKG_VERSION"),
            rules: rules.collect(),
        },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn place(source: &Source, span: Span) -> PhysicalLocation {
    let (start, end) = source.points(span, Encoding::Utf16);
    PhysicalLocation {
        artifact_location: address(&source.shown),
        region: Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
            byte_offset: span.start,
            byte_length: span.len(),
        },
    }
}

fn address(shown: &str) -> Address {
    if HERE.is_absolute(shown) {
        return Address {
            uri: HERE.uri(shown),
            uri_base_id: None,
        };
    }
    Address {
        uri: encoded(shown),
        uri_base_id: Some(SOURCE_ROOT),
    }
}

/// The address of a folder ends in a slash, so that relative ones can follow.
fn folder_address(folder: &Path) -> Address {
    let mut uri = HERE.uri(&folder.to_string_lossy());
    if !uri.ends_with('/') {
        uri.push('/');
    }
    Address {
        uri,
        uri_base_id: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_uris() {
        assert_eq!(address("go/a b.md").uri, "go/a%20b.md");
        assert_eq!(folder_address(Path::new("/a b")).uri, "file:///a%20b/");
        assert_eq!(folder_address(Path::new("/")).uri, "file:///");
        let far = address("/x/y.md");
        assert_eq!(
            (far.uri.as_str(), far.uri_base_id),
            ("file:///x/y.md", None)
        );
        assert_eq!(address("x.md").uri_base_id, Some(SOURCE_ROOT));
    }
}
