use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tempfile::TempDir;

use super::{Batch, Cache, Folder, Replacement, Search, bank_root, watch};
use crate::bank::config::Files;
use crate::bank::{Bank, BankPath, Config, Content, Fault};
use crate::platform::{LINUX, WEBASSEMBLY, WINDOWS};

const GROUP: &str = "---\nquestions:\n  - question: What?\n    answer: a.md\n---\n";

/// A folder with these files; one whose text is `-> target` is a link to it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), files);
    temp
}

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        match text.strip_prefix("-> ") {
            #[cfg(unix)]
            Some(target) => std::os::unix::fs::symlink(target, path).unwrap(),
            _ => fs::write(path, text).unwrap(),
        }
    }
}

fn open(root: &Path, config: Config) -> Folder {
    Folder::open(root, Arc::new(config), Vec::new())
}

fn names(bank: &Bank) -> Vec<&str> {
    bank.files().map(|(path, _)| path.as_str()).collect()
}

/// In WebAssembly, the folder has the same files.
#[track_caller]
fn check_portable(disk: &Folder) {
    let bank = disk.load(&Cache::default(), &|_| {});
    let config = Arc::clone(disk.config());
    let portable = Folder::open_on(WEBASSEMBLY, disk.root(), config, Vec::new());
    let walked = portable.load(&Cache::default(), &|_| {});
    assert_eq!(names(&walked), names(&bank));
    for (path, file) in bank.files() {
        let read = portable.read(path, &Cache::default());
        assert_eq!(read.as_ref(), Some(file), "{path}");
    }
}

#[track_caller]
fn check(files: &[(&str, &str)], config: Config, expected: &[&str]) {
    let temp = folder(files);
    let disk = open(temp.path(), config);
    let bank = disk.load(&Cache::default(), &|_| {});
    assert_eq!(names(&bank), expected);
    check_portable(&disk);
    // The same rules decide about a single file.
    for (path, _) in files {
        let path = BankPath::new(path).unwrap();
        let read = disk.read(&path, &Cache::default());
        assert_eq!(read.as_ref(), bank.file(path.as_str()), "{path}");
    }
    // And about files and folders that something happened to.
    let all: Vec<PathBuf> = fs::read_dir(temp.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let mut built = Bank::new(Arc::clone(disk.config()));
    let updates = disk.updates(&all, &built, &Cache::default());
    built.apply(updates.changes);
    assert_eq!(names(&built), expected);
}

#[test]
fn a_bank_is_what_git_would_not_ignore() {
    let files = &[
        (".gitignore", "drafts/\n*.tmp.md\n"),
        (".hidden.md", "x"),
        (".git/x.md", "x"),
        ("drafts/a.md", "x"),
        ("go/a.tmp.md", "x"),
        ("go/content/.gitignore", "local.md\n"),
        ("go/content/a.md", "x"),
        ("go/content/local.md", "x"),
        ("go/go.md", GROUP),
        ("go/picture.png", "x"),
        ("go/vendor/a.md", "x"),
        ("node_modules/x/README.md", "x"),
        ("qmark.yaml", ""),
        ("vendor.md", "x"),
    ];
    let expected = &[
        "go/content/a.md",
        "go/go.md",
        "go/picture.png",
        "qmark.yaml",
        "vendor.md",
    ];
    // With the repository and without.
    check(files, Config::default(), expected);
    let without: Vec<_> = files
        .iter()
        .copied()
        .filter(|(path, _)| !path.starts_with(".git/"))
        .collect();
    check(&without, Config::default(), expected);
}

#[test]
fn excluded_files_and_folders_are_left_out() {
    let config = Config {
        exclude: Files::new(vec!["old".into(), "**/README.md".into()]).unwrap(),
        ..Config::default()
    };
    let files = &[
        ("README.md", "x"),
        ("go/README.md", "x"),
        ("go/go.md", GROUP),
        ("old/deep/a.md", "x"),
        ("older.md", "x"),
    ];
    check(files, config, &["go/go.md", "older.md"]);
}

#[test]
fn ignore_files_above_count_within_a_repository_only() {
    let above = ("../.gitignore", "a.md\n");
    for (repository, expected) in [(false, &["a.md", "b.md"][..]), (true, &["b.md"])] {
        let temp = folder(&[("bank/a.md", "x"), ("bank/b.md", "x")]);
        let root = temp.path().join("bank");
        write(&root, &[above]);
        if repository {
            fs::create_dir(temp.path().join(".git")).unwrap();
        }
        let disk = open(&root, Config::default());
        let bank = disk.load(&Cache::default(), &|_| {});
        assert_eq!(names(&bank), expected);
        check_portable(&disk);
    }
}

#[test]
fn the_nearest_of_the_ignore_files_above_and_below_decides() {
    let temp = folder(&[
        (".git/x", ""),
        (".gitignore", "drafts/\n*.tmp.md\n/bank/top.md\n"),
        ("bank/.gitignore", "!kept.tmp.md\n!drafts/\n"),
        ("bank/a.tmp.md", "x"),
        ("bank/kept.tmp.md", "x"),
        ("bank/top.md", "x"),
        ("bank/drafts/a.md", "x"),
        ("bank/drafts/.gitignore", "b.md\n"),
        ("bank/drafts/b.md", "x"),
        ("bank/in/top.md", "x"),
    ]);
    let disk = open(&temp.path().join("bank"), Config::default());
    let bank = disk.load(&Cache::default(), &|_| {});
    let expected = ["drafts/a.md", "in/top.md", "kept.tmp.md"];
    assert_eq!(names(&bank), expected);
    check_portable(&disk);
}

#[test]
fn what_cannot_be_read_is_a_fault() {
    let temp = folder(&[("big.md", "12345678"), ("fits.md", "1234567")]);
    fs::write(temp.path().join("latin.md"), b"caf\xe9").unwrap();
    fs::write(temp.path().join("latin.png"), b"caf\xe9").unwrap();
    let config = Config {
        max_file_size: 7,
        ..Config::default()
    };
    let bank = open(temp.path(), config).load(&Cache::default(), &|_| {});
    let content = |path| &bank.file(path).unwrap().content;
    assert_eq!(*content("big.md"), Content::Fault(Fault::TooLarge(8)));
    assert_eq!(*content("latin.md"), Content::Fault(Fault::NotUtf8(3)));
    assert_eq!(*content("latin.png"), Content::Other);
    assert!(bank.file("fits.md").unwrap().facts().is_some());
}

#[cfg(unix)]
#[test]
fn links_never_lead_out_of_the_bank() {
    let temp = folder(&[
        ("secret.md", "x"),
        ("bank/a.md", "inside"),
        ("bank/to-inside.md", "-> a.md"),
        ("bank/to-outside.md", "-> ../secret.md"),
        ("bank/to-nothing.md", "-> gone.md"),
        ("bank/to-itself.md", "-> to-itself.md"),
        ("bank/to-folder.md", "-> sub"),
        ("bank/sub/loop", "-> .."),
        ("bank/sub/out", "-> ../.."),
        ("bank/sub/b.md", "x"),
    ]);
    let disk = open(&temp.path().join("bank"), Config::default());
    let bank = disk.load(&Cache::default(), &|_| {});
    assert_eq!(names(&bank), ["a.md", "sub/b.md", "to-inside.md"]);
    let read = |path| {
        let path = BankPath::new(path).unwrap();
        (
            disk.read(&path, &Cache::default()).is_some(),
            disk.text(&path),
        )
    };
    assert_eq!(read("to-inside.md"), (true, Some("inside".to_owned())));
    for path in [
        "to-outside.md",
        "to-itself.md",
        "to-folder.md",
        "sub/out/secret.md",
        "sub/loop/a.md",
        "sub",
    ] {
        assert_eq!(read(path), (false, None), "{path}");
    }
}

#[test]
fn updates_lead_to_what_a_fresh_start_finds() {
    let temp = folder(&[
        ("go/go.md", GROUP),
        ("go/content/a.md", "x"),
        ("go/content/b.md", "x"),
        ("js/js.md", GROUP),
    ]);
    let root = temp.path();
    let disk = open(root, Config::default());
    let cache = Cache::default();
    let mut bank = disk.load(&cache, &|_| {});

    fs::remove_file(root.join("go/content/b.md")).unwrap();
    fs::write(root.join("go/content/a.md"), "changed").unwrap();
    fs::rename(root.join("js"), root.join("ts")).unwrap();
    write(root, &[("new/deep/c.md", "x")]);
    let touched = ["go/content/b.md", "go/content/a.md", "js", "ts", "new"].map(|p| root.join(p));
    let updates = disk.updates(&touched, &bank, &cache);
    assert!(!updates.reload);
    let changed: Vec<_> = updates
        .changes
        .iter()
        .map(|change| (change.path.as_str(), change.file.is_some()))
        .collect();
    assert_eq!(
        changed,
        [
            ("go/content/a.md", true),
            ("go/content/b.md", false),
            ("js/js.md", false),
            ("new/deep/c.md", true),
            ("ts/js.md", true),
        ]
    );
    let rescanned = disk.rescan(&bank, &cache, &|_| {});
    assert_eq!(
        format!("{rescanned:?}"),
        format!("{:?}", updates.changes),
        "a rescan finds the same"
    );
    bank.apply(updates.changes);
    assert!(disk.rescan(&bank, &cache, &|_| {}).is_empty());
    // Nothing happened to these.
    assert!(disk.updates(&touched, &bank, &cache).changes.is_empty());
}

#[test]
fn the_configuration_and_ignore_files_ask_for_a_reload() {
    let temp = folder(&[
        (".gitignore", "ignored/"),
        ("go/go.md", GROUP),
        ("ignored/.gitignore", ""),
    ]);
    let disk = open(temp.path(), Config::default());
    let bank = Bank::default();
    for (path, reload) in [
        ("qmark.yaml", true),
        (".gitignore", true),
        ("go/.gitignore", true),
        ("go/qmark.yaml", false),
        ("ignored/.gitignore", false),
        ("go/go.md", false),
        ("", true),
    ] {
        let touched: PathBuf = temp.path().join(path).components().collect();
        let updates = disk.updates(&[touched], &bank, &Cache::default());
        assert_eq!(updates.reload, reload, "{path}");
    }
}

#[test]
fn the_root_is_the_nearest_folder_with_a_configuration() {
    let temp = folder(&[
        ("bank/qmark.yaml", ""),
        ("bank/go/go.md", GROUP),
        ("x/y.md", ""),
    ]);
    let root = fs::canonicalize(temp.path()).unwrap();
    for (path, expected) in [
        ("bank", "bank"),
        ("bank/go", "bank"),
        ("bank/go/go.md", "bank"),
        ("bank/go/..", "bank"),
        ("bank/..", ""),
        ("x", "x"),
        ("x/y.md", "x"),
        ("", ""),
    ] {
        let expected: PathBuf = root.join(expected).components().collect();
        assert_eq!(bank_root(&root.join(path)), expected, "{path}");
    }
}

#[test]
fn a_search_ends_at_the_first_file_of_a_bank() {
    let temp = folder(&[
        (".gitignore", "left/out\n"),
        ("left/out/a.md", GROUP),
        ("vendor/a.md", GROUP),
        (".hidden/a.md", GROUP),
        ("texts/a.md", "Text.\n"),
        ("z/b.md", GROUP),
        ("a/b/c.md", GROUP),
    ]);
    let search = |config: Config| open(temp.path(), config).search();
    let found = |path: &str| Search::Found(BankPath::new(path).unwrap());
    assert_eq!(search(Config::default()), found("z/b.md"));
    let exclude = |globs: &[&str]| Config {
        exclude: Files::new(globs.iter().map(|glob| (*glob).into()).collect()).unwrap(),
        ..Config::default()
    };
    assert_eq!(search(exclude(&["z"])), found("a/b/c.md"));
    assert_eq!(search(exclude(&["z", "a"])), Search::Nothing(1));
    write(temp.path(), &[("z/qmark.yaml", "")]);
    assert_eq!(search(Config::default()), found("z/qmark.yaml"));
}

#[test]
fn a_search_in_a_large_folder_is_given_up() {
    let pages: Vec<String> = (0..501).map(|n| format!("{n:03}.md")).collect();
    let mut files: Vec<(&str, &str)> = pages.iter().map(|path| (path.as_str(), "")).collect();
    files.push(("z/a.md", GROUP));
    let temp = folder(&files);
    let search = || open(temp.path(), Config::default()).search();
    assert_eq!(search(), Search::GivenUp(500));
    // What comes early is found.
    write(temp.path(), &[("000.md", GROUP)]);
    let first = BankPath::new("000.md").unwrap();
    assert_eq!(search(), Search::Found(first));
}

#[track_caller]
fn reported(batches: &Receiver<Batch>, wanted: &Path) {
    loop {
        let batch = batches
            .recv_timeout(Duration::from_secs(20))
            .unwrap_or_else(|_| panic!("no change of {} was reported", wanted.display()));
        match batch {
            Batch::Paths(paths) if paths.iter().any(|path| path == wanted) => return,
            Batch::Paths(paths) => assert!(
                !paths.iter().any(|path| path.ends_with("index")),
                "{paths:?}"
            ),
            Batch::Rescan => panic!("no overflow is to be expected"),
        }
    }
}

#[test]
fn a_watcher_reports_changes_and_ends() {
    let temp = folder(&[("go/content/a.md", "x"), (".git/index", "x")]);
    let root = fs::canonicalize(temp.path()).unwrap();
    let (send, batches) = channel();
    let watcher = watch(&root, move |batch| {
        // Once the test has ended nobody listens.
        let _ = send.send(batch);
    })
    .unwrap();
    let file = root.join("go/content/a.md");
    fs::write(root.join(".git/index"), "y").unwrap();
    fs::write(&file, "y").unwrap();
    reported(&batches, &file);
    fs::remove_file(&file).unwrap();
    reported(&batches, &file);
    fs::create_dir_all(root.join("new/content")).unwrap();
    reported(&batches, &root.join("new"));
    fs::write(root.join("new/content/b.md"), "x").unwrap();
    reported(&batches, &root.join("new/content/b.md"));
    drop(watcher);
    // The thread ends and drops the sender.
    while batches.recv_timeout(Duration::from_secs(20)).is_ok() {}
}

/// A bank on a system that ignores case. What Linux has in place of it is a link: the system finds one file by two names.
#[cfg(unix)]
fn with_two_spellings() -> (TempDir, [Folder; 2]) {
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir(temp.path().join("go")).unwrap();
    fs::write(temp.path().join("go/a.md"), "A").unwrap();
    std::os::unix::fs::symlink("go", temp.path().join("Go")).unwrap();
    std::os::unix::fs::symlink("go/a.md", temp.path().join("b.md")).unwrap();
    std::os::unix::fs::symlink("a.md", temp.path().join("go/A.md")).unwrap();
    let open = |platform| {
        let config = Arc::new(Config::default());
        Folder::open_on(platform, temp.path(), config, Vec::new())
    };
    let folders = [open(LINUX), open(WINDOWS)];
    (temp, folders)
}

#[cfg(unix)]
#[test]
fn a_name_is_that_which_is_stored() {
    let (_temp, [exact, ignoring]) = with_two_spellings();
    for (asked, stored) in [
        ("go/a.md", "go/a.md"),
        ("go/A.md", "go/a.md"),
        ("Go/a.md", "go/a.md"),
        ("Go/new.md", "go/new.md"),
        ("b.md", "b.md"),
        ("new/a.md", "new/a.md"),
    ] {
        let asked = BankPath::new(asked).unwrap();
        assert_eq!(ignoring.spelling(&asked).as_str(), stored);
        assert_eq!(exact.spelling(&asked), asked);
    }
    // What a rename asks for is not what is there.
    for (asked, new) in [("Go/A.md", "go/A.md"), ("A.md", "A.md")] {
        let asked = BankPath::new(asked).unwrap();
        assert_eq!(ignoring.new_spelling(&asked).as_str(), new);
        assert_eq!(exact.new_spelling(&asked), asked);
    }
}

#[test]
fn names_that_windows_has_a_meaning_for() {
    let temp = tempfile::tempdir().unwrap();
    let open = |platform| {
        let config = Arc::new(Config::default());
        Folder::open_on(platform, temp.path(), config, Vec::new())
    };
    let part = BankPath::new("a:b.md").unwrap();
    let create = |folder: &Folder| {
        folder.write(&[Replacement {
            path: &part,
            before: None,
            after: Some("A"),
        }])
    };
    let refused = create(&open(WINDOWS)).unwrap_err().to_string();
    assert_eq!(
        refused,
        "cannot write `a:b.md`: this system has no files of such a name; nothing was written"
    );
    create(&open(LINUX)).unwrap();
    let has = |platform, path: &str| open(platform).has(&BankPath::new(path).unwrap());
    assert!(has(LINUX, "a:b.md") && !has(WINDOWS, "a:b.md"));
    // It exists, so this system lets a file have the name of a device.
    fs::write(temp.path().join("aux.md"), "A").unwrap();
    assert!(has(LINUX, "aux.md") && has(WINDOWS, "aux.md"));
}
