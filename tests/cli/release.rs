//! A release: the workflows run scripts of the project, for each system that the scripts know; and what the scripts do
//! around the packages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::run::project;

/// What a step of a workflow may start that is not a script of the project.
const PROGRAMS: &[&str] = &["cp", "gh", "rm", "rustup", "sudo"];

/// What has the version, with the number of its lines that do.
const VERSIONS: &[(&str, usize)] = &[
    ("Cargo.toml", 1),
    ("Cargo.lock", 1),
    ("fuzz/Cargo.lock", 1),
    ("packages/npm/package.json", 7),
    ("editors/vscode/package.json", 1),
    ("editors/vscode/package-lock.json", 2),
    ("editors/zed/extension/Cargo.toml", 1),
    ("editors/zed/extension/extension.toml", 1),
    ("editors/shops/mason/package.yaml", 1),
    ("docs/src/pipelines.md", 4),
    ("docs/src/shops.md", 1),
];

/// A change log.
const CHANGES: &str = "\
# Changelog

## [Unreleased]

### Added

- More.

## [0.0.1] - 2020-01-01

- All.
";

fn workflow(name: &str) -> Value {
    let path = project().join(".github/workflows").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The commands of a workflow's steps.
fn commands(workflow: &Value) -> Vec<String> {
    let jobs = workflow["jobs"].as_object().expect("jobs");
    let steps = jobs.values().filter_map(|job| job["steps"].as_array());
    let commands = steps.flatten().filter_map(|step| step["run"].as_str());
    commands.map(str::to_owned).collect()
}

#[test]
fn the_workflows_run_scripts_of_the_project() {
    let mut scripts = BTreeSet::new();
    for name in ["test.yml", "release.yml"] {
        for command in commands(&workflow(name)) {
            for part in command.split("&&").flat_map(|part| part.split("||")) {
                let first = part.split_whitespace().next().expect("a command");
                if PROGRAMS.contains(&first) {
                    continue;
                }
                assert!(is_program(&project().join(first)), "{name} runs `{part}`");
                scripts.insert(first.to_owned());
            }
        }
    }
    for script in ["tests/run", "packages/build", "packages/test"] {
        assert!(scripts.contains(script), "{script} is in {scripts:?}");
    }
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

#[test]
fn the_release_has_each_target_of_the_packages() {
    let about = fs::read_to_string(project().join("packages/about")).expect("the script");
    let (_, rest) = about.split_once("\ntargets=(").expect("the targets");
    let (targets, _) = rest.split_once(')').expect("their end");
    let release = workflow("release.yml");
    let matrix = &release["jobs"]["native"]["strategy"]["matrix"]["include"];
    let built = matrix.as_array().expect("a list");
    let built: Vec<&str> = built
        .iter()
        .filter_map(|job| job["target"].as_str())
        .collect();
    assert_eq!(built, targets.split_whitespace().collect::<Vec<_>>());
}

/// A folder with the scripts and all that has the version.
fn checkout() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let versions = VERSIONS.iter().map(|(path, _)| *path);
    for path in versions.chain(["packages/about", "packages/release"]) {
        let to = folder.path().join(path);
        fs::create_dir_all(to.parent().expect("it has a parent")).expect("folders are made");
        fs::copy(project().join(path), to).expect("files are copied");
    }
    fs::write(folder.path().join("CHANGELOG.md"), CHANGES).expect("files are written");
    folder
}

#[cfg(unix)]
fn release(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(folder.join("packages/release"))
        .args(arguments)
        .env_remove("QMARK_TARGET")
        .output()
        .expect("bash runs")
}

#[cfg(unix)]
#[track_caller]
fn refused(folder: &Path, arguments: &[&str], reason: &str) {
    let output = release(folder, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{arguments:?}: {output:?}");
    assert!(stderr.contains(reason), "{arguments:?}: {stderr}");
}

#[cfg(unix)]
#[track_caller]
fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = release(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[cfg(unix)]
#[test]
fn a_new_version_is_written_wherever_the_old_one_is() {
    let old = env!("CARGO_PKG_VERSION");
    let folder = checkout();
    let root = folder.path();
    refused(root, &["version", old], "already");
    refused(root, &["version", "1.2"], "is not a version");
    refused(
        root,
        &["check", &format!("v{old}")],
        "CHANGELOG.md has no part",
    );
    done(root, &["version", "98.7.6"]);
    for (path, lines) in VERSIONS {
        let before = fs::read_to_string(project().join(path)).expect("the file");
        let after = fs::read_to_string(root.join(path)).expect("the file");
        assert_eq!(before.lines().count(), after.lines().count(), "{path}");
        let changed: Vec<_> = before
            .lines()
            .zip(after.lines())
            .filter(|(before, after)| before != after)
            .collect();
        assert_eq!(changed.len(), *lines, "{path}: {changed:?}");
        for (before, after) in changed {
            assert_eq!(before.replace(old, "98.7.6"), after, "{path}");
        }
    }
    refused(root, &["check", "98.7.6"], "is not `v98.7.6`");
    done(root, &["check", "v98.7.6"]);
    let notes = done(root, &["notes"]);
    assert_eq!(notes.trim_end(), "### Added\n\n- More.");
    let log = fs::read_to_string(root.join("CHANGELOG.md")).expect("the file");
    assert!(
        log.starts_with("# Changelog\n\n## [Unreleased]\n\n## [98.7.6] - 20"),
        "{log}"
    );
}

#[cfg(unix)]
#[test]
fn a_release_has_the_packages_of_all_systems_and_their_checksums() {
    let version = env!("CARGO_PKG_VERSION");
    let folder = checkout();
    let root = folder.path();
    let packages = root.join("all");
    fs::create_dir(&packages).expect("a folder");
    let mut names = vec![
        format!("qmark-{version}.crate"),
        format!("qmark-cli-{version}.tgz"),
        format!("qmark-{version}-universal.vsix"),
        format!("qmark_{version}_amd64.deb"),
        format!("qmark_{version}_arm64.deb"),
    ];
    for (target, suffix, system, tag) in [
        (
            "x86_64-unknown-linux-gnu",
            "tar.gz",
            "linux-x64",
            "manylinux_2_34_x86_64",
        ),
        (
            "aarch64-unknown-linux-gnu",
            "tar.gz",
            "linux-arm64",
            "manylinux_2_34_aarch64",
        ),
        (
            "x86_64-apple-darwin",
            "tar.gz",
            "darwin-x64",
            "macosx_10_12_x86_64",
        ),
        (
            "aarch64-apple-darwin",
            "tar.gz",
            "darwin-arm64",
            "macosx_11_0_arm64",
        ),
        ("x86_64-pc-windows-msvc", "zip", "win32-x64", "win_amd64"),
        ("aarch64-pc-windows-msvc", "zip", "win32-arm64", "win_arm64"),
    ] {
        names.push(format!("qmark-{version}-{target}.{suffix}"));
        names.push(format!("qmark-{version}-{system}.vsix"));
        names.push(format!("qmark-cli-{system}-{version}.tgz"));
        names.push(format!("qmark_cli-{version}-py3-none-{tag}.whl"));
    }
    for name in &names {
        fs::write(packages.join(name), name).expect("files are written");
    }
    done(root, &["checksums", "all"]);
    let sums = fs::read_to_string(packages.join("SHA256SUMS")).expect("the checksums");
    let listed: BTreeSet<&str> = sums
        .lines()
        .filter_map(|line| Some(line.split_once("  ")?.1))
        .collect();
    assert_eq!(listed, names.iter().map(String::as_str).collect());
    // Without any, each is missing.
    fs::create_dir(root.join("none")).expect("a folder");
    let output = release(root, &["checksums", "none"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    let missing = stderr.split("none has no").nth(1).expect("the reason");
    assert_eq!(missing.split_whitespace().count(), names.len(), "{missing}");
    let last = names.last().expect("the last one");
    fs::remove_file(packages.join(last)).expect("the file was there");
    refused(root, &["checksums", "all"], "all has no qmark_cli-");
}
