//! Checks the structure of the sources: which folder may name which, and how long files and functions may be.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read the sources has failed"
)]

#[path = "tidy/modules.rs"]
mod modules;
#[path = "tidy/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use modules::Graph;

/// The layers from the bottom up; code may name those before its own.
const LAYERS: &[&str] = &[
    "platform", "text", "syntax", "facts", "shape", "bank", "edit", "lint", "stats", "export",
    "review", "import", "ide", "disk", "server", "cli",
];

/// Layers of which neither may name the other, though one is below the other.
const APART: &[(&str, &str)] = &[
    ("disk", "lint"),
    ("disk", "ide"),
    ("disk", "edit"),
    ("disk", "stats"),
    ("disk", "export"),
    ("disk", "review"),
    ("disk", "import"),
    ("lint", "import"),
    ("review", "import"),
    ("lint", "stats"),
    ("lint", "export"),
    ("edit", "stats"),
    ("edit", "export"),
    ("ide", "export"),
    ("server", "export"),
    ("cli", "server"),
    ("cli", "ide"),
];

/// What only these files or folders may name: each big dependency is used in few places.
const DOORS: &[(&str, &[&str])] = &[
    ("ropey::", &["text"]),
    ("granit_parser", &["syntax/yaml/parse.rs"]),
    (
        "pulldown_cmark",
        &[
            "syntax/markdown/body/",
            "syntax/markdown/elements.rs",
            "syntax/markdown/escape.rs",
            "syntax/markdown/markup.rs",
            "syntax/markdown/plain_text.rs",
            "syntax/markdown/render.rs",
            "syntax/markdown/shown.rs",
        ],
    ),
    ("serde_yaml", &["bank/settings"]),
    // The layers above use the table of shapes. This fix tries which change makes a group's YAML valid.
    (
        "shape::group",
        &[
            "shape",
            "lint/fixes/make_yaml",
            "ide/completion/tests/broken.rs",
        ],
    ),
    ("tower_lsp", &["server"]),
    // Which system this is: other modules ask the description of it. Tests make links where there are any.
    ("cfg!(", &["platform"]),
    ("cfg(unix", &["platform", "disk/tests.rs"]),
    ("cfg(not(unix", &["platform"]),
    ("cfg(windows", &["platform"]),
    ("cfg(target", &["platform"]),
    ("env::consts", &["platform"]),
    ("MAIN_SEPARATOR", &["platform"]),
    ("file_path(", &["platform"]),
    ("rustix::", &["platform"]),
    ("anstyle_query", &["platform"]),
    ("fs::canonicalize", &["disk/path.rs", "disk/tests.rs"]),
    ("std::fs", &["disk"]),
    ("notify::", &["disk"]),
    ("tempfile::", &["disk"]),
    ("ignore::", &["disk"]),
    ("etcetera", &["disk/user_cache.rs"]),
    ("memory_stats", &["disk/memory.rs"]),
    (
        "nucleo_matcher",
        &["ide/completion/rank.rs", "ide/workspace_symbols.rs"],
    ),
    ("similar::", &["edit/diff.rs", "cli"]),
    ("annotate_snippets", &["cli"]),
    ("unicode_width", &["text/display.rs", "cli/table.rs"]),
    (
        "csv::",
        &["export/table.rs", "export/anki.rs", "import/table.rs"],
    ),
    ("clap::", &["cli", "main.rs"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli/generate.rs"]),
];

/// The longest files and functions, in lines without tests.
const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 80;

/// Tables, which are as long as what they list.
const TABLES: &[&str] = &["syntax/markdown/slug_table.rs"];

/// Sets of modules that name each other. The list only gets shorter: resolve a circle and remove it here.
const CIRCLES: &[&[&str]] = &[];

fn sources() -> Vec<(String, String)> {
    files_below("src")
}

/// The Rust files below a folder of the checkout, by their path in it.
fn files_below(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    assert!(files.len() > 5, "the sources were not found");
    files
}

/// The part of a file before its tests.
fn code(text: &str) -> &str {
    let opens = |at: &usize| {
        let line = text[*at..].lines().nth(1).unwrap_or_default();
        line.contains("mod ") && line.ends_with('{')
    };
    let mut marks = text.match_indices("#[cfg(test)]\n").map(|(at, _)| at);
    &text[..marks.find(opens).unwrap_or(text.len())]
}

/// Whether a file has nothing but tests or what they need. It may name the layers above its own.
fn is_for_tests(name: &str) -> bool {
    name.ends_with("/tests.rs") || name.contains("/tests/") || name == "fixture.rs"
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[test]
fn imports_go_downward() {
    let mut wrong = Vec::new();
    for (name, text) in sources()
        .into_iter()
        .filter(|(name, _)| !is_for_tests(name))
    {
        let own = name.split(['/', '.']).next().unwrap();
        let Some(rank) = LAYERS.iter().position(|layer| *layer == own) else {
            continue;
        };
        for (number, line) in code(&text)
            .lines()
            .enumerate()
            .filter(|(_, line)| !is_comment(line))
        {
            for (other_rank, other) in LAYERS.iter().enumerate() {
                let named = line.contains(&format!("crate::{other}::"))
                    || line.contains(&format!("use crate::{other};"));
                let apart = APART.contains(&(own, other)) || APART.contains(&(other, own));
                if named && (other_rank > rank || apart) {
                    wrong.push(format!(
                        "src/{name}:{}: `{own}` must not name `{other}`: {}",
                        number + 1,
                        line.trim()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_modules_name_each_other() {
    let sources = sources();
    let product = sources.iter().filter(|(name, _)| !is_for_tests(name));
    let graph = Graph::new(product.map(|(name, text)| (name.as_str(), code(text))));
    println!(
        "{} names that a child takes from its own parent",
        graph.from_parents.len()
    );
    let circles = graph.circles();
    let set = |circle: &&[&str]| circle.iter().map(|module| (*module).to_owned()).collect();
    let known: BTreeSet<BTreeSet<String>> = CIRCLES.iter().map(set).collect();
    let mut wrong = Vec::new();
    for circle in circles.difference(&known) {
        let lines = graph
            .edges
            .iter()
            .filter(|(from, _)| circle.contains(*from));
        let lines =
            lines.flat_map(|(from, to)| to.iter().map(move |(to, items)| (from, to, items)));
        let lines = lines.filter(|(_, to, _)| circle.contains(*to));
        let lines: Vec<String> = lines
            .map(|(from, to, items)| format!("  {from} names {to}::{items:?}"))
            .collect();
        wrong.push(format!(
            "these modules name each other:\n{}",
            lines.join("\n")
        ));
    }
    for circle in known.difference(&circles) {
        wrong.push(format!(
            "{circle:?} is no longer a circle; remove it from CIRCLES in tests/tidy.rs"
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `cargo test --test tidy lines -- --nocapture` prints the lines of each layer, without tests.
#[test]
fn lines_are_counted() {
    let mut layers: BTreeMap<String, usize> = BTreeMap::new();
    for (name, text) in sources().iter().filter(|(name, _)| !is_for_tests(name)) {
        let layer = name.split(['/', '.']).next().unwrap();
        *layers.entry(layer.to_owned()).or_default() += code(text).lines().count();
    }
    for (layer, lines) in &layers {
        println!("{lines:6} {layer}");
    }
    println!("{:6} src", layers.values().sum::<usize>());
}

#[test]
fn each_big_dependency_is_named_in_its_places() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (token, places) in DOORS {
            let allowed = places.iter().any(|place| name.starts_with(place));
            for (number, line) in code(&text).lines().enumerate() {
                if !allowed && !is_comment(line) && line.contains(token) {
                    wrong.push(format!(
                        "src/{name}:{}: only {places:?} may name `{token}`",
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_and_functions_stay_short() {
    let mut wrong = Vec::new();
    for (name, text) in sources()
        .iter()
        .filter(|(name, _)| !TABLES.contains(&name.as_str()) && !is_for_tests(name))
    {
        let lines: Vec<&str> = code(text).lines().collect();
        if lines.len() > FILE_LINES {
            wrong.push(format!(
                "src/{name}: {} lines; at most {FILE_LINES}",
                lines.len()
            ));
        }
        for (start, length, signature) in functions(&lines) {
            if length > FUNCTION_LINES {
                wrong.push(format!(
                    "src/{name}:{start}: {length} lines in `{signature}`; at most {FUNCTION_LINES}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Functions by their first line (from 1), length and signature, found by the indentation of formatted code.
fn functions<'t>(lines: &[&'t str]) -> Vec<(usize, usize, &'t str)> {
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let signature = line.trim_start();
        let opens = [
            "fn ",
            "pub fn ",
            "async fn ",
            "pub async fn ",
            "const fn ",
            "pub const fn ",
            "pub(crate) fn ",
            "pub(super) fn ",
        ];
        if opens.iter().any(|open| signature.starts_with(open)) {
            let end = format!("{}}}", " ".repeat(indent));
            let length = lines[start..]
                .iter()
                .position(|line| *line == end)
                .map_or(1, |at| at + 1);
            found.push((start + 1, length, signature));
        }
    }
    found
}

#[test]
fn every_folder_says_what_it_knows_and_what_not() {
    for (name, text) in sources().iter().filter(|(name, _)| {
        LAYERS
            .iter()
            .any(|layer| *name == format!("{layer}/mod.rs"))
    }) {
        let opening: String = text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect();
        let says = |words: &[&str]| words.iter().any(|word| opening.contains(word));
        assert!(
            says(&["Knows", "knows"]) && says(&["ust not know", "nothing of"]),
            "src/{name} does not say what it must not know"
        );
    }
}

#[test]
fn nothing_is_left_half_done() {
    for (name, text) in sources() {
        for word in ["todo!", "unimplemented!", "FIXME", "XXX"] {
            assert!(!code(&text).contains(word), "src/{name} has a `{word}`");
        }
    }
}

#[test]
fn every_property_runs_on_a_known_seed() {
    let mut seen = 0;
    for (name, text) in [sources(), files_below("tests/properties")].concat() {
        for (at, macro_name) in text.match_indices("proptest! {") {
            let next = text[at + macro_name.len()..].trim_start();
            let configured = [
                "#![proptest_config(cases(",
                "#![proptest_config(crate::cases::cases(",
            ];
            let first = next
                .lines()
                .find(|line| !is_comment(line))
                .unwrap_or_default();
            assert!(
                configured
                    .iter()
                    .any(|start| first.trim_start().starts_with(start)),
                "{name}: a `proptest!` starts with `#![proptest_config(cases(…))]`, see tests/properties/cases.rs"
            );
            seen += 1;
        }
    }
    assert!(seen > 10, "the properties were not found");
}
