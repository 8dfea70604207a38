//! Findings as JUnit XML: a suite for each file with findings, a test case for each finding. The elements and attributes are
//! those of the schema that Jenkins has for it. There are no times, so that the same bank gives the same report.

use std::collections::HashMap;
use std::io::Write;

use super::escape::escape_line;
use super::report::{Entry, Report, Source, Sources};
use super::{Failure, concise};
use crate::bank::Severity;
use crate::text::Encoding;

/// The findings of a file.
struct Suite {
    path: String,
    cases: Vec<Case>,
}

/// A finding.
struct Case {
    /// Unique in its file, and without the line, so that a service finds it again after an edit elsewhere.
    name: String,
    code: &'static str,
    message: String,
    /// The line of the format `concise`, and one for each related place.
    text: String,
    is_failure: bool,
}

/// Writes a failed test case for each finding of a severity that `fails`, and one that passed for each other. A service
/// refuses a report without test cases, so there is one that passed if nothing was found.
pub fn write(
    report: &Report,
    fails: &dyn Fn(Severity) -> bool,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut suites: Vec<Suite> = Vec::new();
    let mut names: HashMap<(String, String), usize> = HashMap::new();
    report.each(|entry, sources| {
        let source = sources.of(entry.path);
        let mut case = case(entry, &source, sources);
        case.is_failure = fails(entry.finding.severity);
        let repeated = names.entry((source.shown.clone(), case.name.clone()));
        let repeated = *repeated.and_modify(|count| *count += 1).or_insert(1);
        if repeated > 1 {
            case.name += &format!(" ({repeated})");
        }
        match suites.last_mut().filter(|suite| suite.path == source.shown) {
            Some(suite) => suite.cases.push(case),
            None => suites.push(Suite {
                path: source.shown.clone(),
                cases: vec![case],
            }),
        }
        Ok::<(), Failure>(())
    })?;
    if suites.is_empty() {
        suites.push(clean(report));
    }
    write_suites(&suites, out)
}

/// The suite of a report without findings, with one test case that passed.
fn clean(report: &Report) -> Suite {
    let case = Case {
        name: "check".to_owned(),
        code: "",
        message: String::new(),
        text: report.counts().to_string(),
        is_failure: false,
    };
    Suite {
        path: "qmark".to_owned(),
        cases: vec![case],
    }
}

fn case(entry: &Entry<'_>, source: &Source, sources: &mut Sources<'_>) -> Case {
    let finding = entry.finding;
    let mut text = concise::line(entry, source);
    for related in &finding.related {
        let source = sources.of(&related.path);
        let (start, _) = source.points(related.span, Encoding::Utf32);
        let (line, column) = (start.line, start.column);
        let place = format!("{}:{line}:{column}: {}", source.shown, related.message);
        text += &format!("\n{}", escape_line(&place));
    }
    Case {
        name: format!("{}: {}", finding.code, finding.message),
        code: finding.code,
        message: finding.message.clone(),
        text,
        is_failure: false,
    }
}

fn write_suites(suites: &[Suite], out: &mut dyn Write) -> Result<(), Failure> {
    let all = suites.iter().flat_map(|suite| &suite.cases);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="qmark" {}>"#, counts(all))?;
    for suite in suites {
        let (path, counts) = (escape(&suite.path), counts(&suite.cases));
        writeln!(out, r#"  <testsuite name="{path}" {counts}>"#)?;
        for case in &suite.cases {
            write_case(&suite.path, case, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    Ok(writeln!(out, "</testsuites>")?)
}

/// How many test cases there are, and how many of them failed, as attributes.
fn counts<'c>(cases: impl IntoIterator<Item = &'c Case>) -> String {
    let (mut tests, mut failures) = (0, 0);
    for case in cases {
        tests += 1;
        failures += usize::from(case.is_failure);
    }
    format!(r#"tests="{tests}" failures="{failures}" errors="0""#)
}

fn write_case(path: &str, case: &Case, out: &mut dyn Write) -> Result<(), Failure> {
    // Services take a name of a class to end at its last dot.
    let class = escape(path.strip_suffix(".md").unwrap_or(path));
    let (name, text) = (escape(&case.name), escape_text(&case.text));
    writeln!(out, r#"    <testcase classname="{class}" name="{name}">"#)?;
    if case.is_failure {
        let (code, message) = (escape(case.code), escape(&case.message));
        writeln!(
            out,
            r#"      <failure type="{code}" message="{message}">{text}</failure>"#
        )?;
    } else {
        writeln!(out, "      <system-out>{text}</system-out>")?;
    }
    Ok(writeln!(out, "    </testcase>")?)
}

/// The value of an attribute, in one line.
fn escape(text: &str) -> String {
    escape_text(&escape_line(text))
}

/// Text between tags. Control characters, which XML does not allow, are escaped before.
fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            // The two other characters that XML does not allow.
            '\u{fffe}' | '\u{ffff}' => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_does_not_allow_is_escaped() {
        assert_eq!(
            escape("a < b & \"c\" > d"),
            "a &lt; b &amp; &quot;c&quot; &gt; d"
        );
        assert_eq!(escape("a\u{1b}\n\u{ffff}😀"), "a\\u{1b}\\n\\u{ffff}😀");
        assert_eq!(escape_text("a\nb"), "a\nb");
    }
}
