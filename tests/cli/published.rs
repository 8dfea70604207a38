//! What is published says the same everywhere: one version, one name, one account.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::run::project;

fn text(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The values that follow `key = "` at the start of a line.
fn toml(text: &str, key: &str) -> Vec<String> {
    let start = format!("{key} = \"");
    let values = text
        .lines()
        .filter_map(|line| line.strip_prefix(&start)?.split('"').next());
    values.map(str::to_owned).collect()
}

/// The systems that a binary is built for, in the words of npm.
fn systems() -> BTreeSet<String> {
    let about = text("packages/about");
    let names = about
        .split("npm_system=")
        .skip(1)
        .filter_map(|rest| rest.split_whitespace().next());
    names
        .filter(|name| name.contains('-'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn all_manifests_have_one_version() {
    let version = env!("CARGO_PKG_VERSION");
    let npm = json("packages/npm/package.json");
    let extension = json("editors/vscode/package.json");
    let locked = json("editors/vscode/package-lock.json");
    let mut versions = vec![
        ("packages/npm/package.json", &npm["version"]),
        ("editors/vscode/package.json", &extension["version"]),
        ("editors/vscode/package-lock.json", &locked["version"]),
    ];
    let programs = npm["optionalDependencies"].as_object().expect("programs");
    versions.extend(programs.values().map(|version| ("the program", version)));
    for (place, found) in versions {
        assert_eq!(found, version, "{place}");
    }
    let wheel = text("packages/wheel/pyproject.toml");
    assert!(
        wheel.contains("dynamic = [\"version\"]"),
        "maturin takes it from Cargo.toml"
    );
    assert!(toml(&wheel, "version").is_empty());
}

#[test]
fn npm_and_pypi_have_one_name_and_each_system_its_program() {
    let npm = json("packages/npm/package.json");
    let name = npm["name"].as_str().expect("a name");
    let wheel = text("packages/wheel/pyproject.toml");
    assert_eq!(toml(&wheel, "name"), [name]);
    let programs = npm["optionalDependencies"].as_object().expect("programs");
    let programs: BTreeSet<String> = programs.keys().cloned().collect();
    let systems = systems();
    assert_eq!(systems.len(), 6, "{systems:?}");
    let expected: BTreeSet<String> = systems
        .iter()
        .map(|system| format!("{name}-{system}"))
        .collect();
    assert_eq!(programs, expected);
    let starter = text("packages/npm/bin/qmark.js");
    assert!(starter.contains(&format!(
        "`{name}-${{process.platform}}-${{process.arch}}/bin/"
    )));
}

#[test]
fn all_files_name_the_account_of_the_manifest() {
    let own = env!("CARGO_PKG_REPOSITORY");
    let (host, name) = own
        .trim_start_matches("https://")
        .split_once('/')
        .expect("a host");
    let account = name.split('/').next().expect("an account");
    let tracked = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(project())
        .output()
        .expect("git runs");
    let mut named = 0;
    for path in String::from_utf8_lossy(&tracked.stdout)
        .split('\0')
        .filter(|path| !path.is_empty())
    {
        // Files that are not text name nothing; one that is deleted, neither.
        let Ok(text) = fs::read_to_string(project().join(path)) else {
            continue;
        };
        for rest in text.split(&format!("{host}/")).skip(1) {
            let mut parts =
                rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-_.{}$".contains(c)));
            let (found, of) = (parts.next(), parts.next());
            if of.is_some_and(|of| of.trim_end_matches('.') == "qmark" || of == "qmark.git") {
                named += 1;
                assert_eq!(found, Some(account), "{path} names another account");
            }
        }
    }
    // Without a repository of git, as in a package, nothing is listed.
    let is_checkout = Path::new(&project()).join(".git").exists();
    assert!(named > 0 || !is_checkout);
}
