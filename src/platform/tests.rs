//! Each system, tested on any of them.

use std::collections::BTreeSet;

use super::{HERE, LINUX, MACOS, Platform, WEBASSEMBLY, WINDOWS, caseless, composed, unportable};

/// Checks a function of a path on Linux, and on Windows.
fn check<T: PartialEq<E> + std::fmt::Debug, E: std::fmt::Debug>(
    platform: Platform,
    of: impl Fn(&Platform, &str) -> T,
    cases: impl IntoIterator<Item = (&'static str, E)>,
) {
    for (path, expected) in cases {
        assert_eq!(of(&platform, path), expected, "{path}");
    }
}

#[test]
fn this_system_is_described() {
    assert_eq!(HERE.separator, std::path::MAIN_SEPARATOR);
    let root = if HERE.has_drives { "C:\\" } else { "/" };
    for path in [
        "a",
        "",
        ".",
        "..",
        "/",
        "\\",
        "C:",
        "C:a",
        "\\\\a\\b\\c",
        root,
    ] {
        // The file system's own rules are those of the description.
        let known = std::path::Path::new(path).is_absolute() || HERE.has_drives && path == "C:";
        assert_eq!(HERE.is_absolute(path), known, "{path}");
    }
}

#[test]
fn paths_in_their_usual_form() {
    check(
        LINUX,
        Platform::normal,
        [
            ("/bank/./go//a.md", "/bank/go/a.md"),
            ("/bank/x/../go/", "/bank/go"),
            ("/../a", "/a"),
            ("/", "/"),
            ("a/../b", "b"),
            ("/a\\b.md", "/a\\b.md"),
            ("/C:/a", "/C:/a"),
            ("/ka\u{308}se.md", "/ka\u{308}se.md"),
        ],
    );
    check(
        MACOS,
        Platform::normal,
        [
            ("/ka\u{308}se.md", "/käse.md"),
            ("/Bank/A.md", "/Bank/A.md"),
        ],
    );
    check(
        WINDOWS,
        Platform::normal,
        [
            ("c:/Bank/./go//a.md", "C:\\Bank\\go\\a.md"),
            ("C:\\Bank\\x\\..\\go\\", "C:\\Bank\\go"),
            ("C:\\..\\a", "C:\\a"),
            ("c:", "C:\\"),
            ("C:\\", "C:\\"),
            ("\\\\server\\share\\go/a.md", "\\\\server\\share\\go\\a.md"),
            ("//server/share/../a.md", "\\\\server\\share\\a.md"),
            ("\\\\server", "\\\\server\\"),
            ("\\\\?\\c:\\Bank\\a.md", "C:\\Bank\\a.md"),
            ("\\\\?\\UNC\\server\\share\\a.md", "\\\\server\\share\\a.md"),
            ("\\\\?\\Volume{1}\\a", "\\\\?\\Volume{1}\\a"),
            ("\\\\.\\pipe\\x", "\\\\.\\pipe\\x"),
            ("\\a\\b", "\\a\\b"),
            ("a\\..\\b", "b"),
        ],
    );
}

#[test]
fn absolute_paths() {
    check(
        LINUX,
        Platform::is_absolute,
        [
            ("/", true),
            ("/a", true),
            ("a", false),
            ("", false),
            ("C:\\a", false),
        ],
    );
    check(
        WINDOWS,
        Platform::is_absolute,
        [
            ("C:\\a", true),
            ("c:/a", true),
            ("\\\\server\\share", true),
            ("\\\\?\\C:\\a", true),
            ("\\a", false),
            ("/a", false),
            ("C:a", false),
            ("é:\\a", false),
            ("a\\b", false),
            ("", false),
        ],
    );
}

#[test]
fn what_windows_puts_before_resolved_paths() {
    let plain = |platform: &Platform, path: &str| platform.plain(path).into_owned();
    check(
        WINDOWS,
        plain,
        [
            ("\\\\?\\C:\\Bank\\a.md", "C:\\Bank\\a.md"),
            ("\\\\?\\UNC\\server\\share\\a.md", "\\\\server\\share\\a.md"),
            // Without the prefix, these would be another file or a device.
            ("\\\\?\\C:\\Bank\\aux.md", "\\\\?\\C:\\Bank\\aux.md"),
            ("\\\\?\\C:\\Bank\\a.", "\\\\?\\C:\\Bank\\a."),
            ("\\\\?\\Volume{1}\\a.md", "\\\\?\\Volume{1}\\a.md"),
            ("C:\\a", "C:\\a"),
        ],
    );
    check(LINUX, plain, [("\\\\?\\C:\\a", "\\\\?\\C:\\a")]);
}

#[test]
fn files_of_a_bank_in_its_folder() {
    for (platform, root, path, place) in [
        (LINUX, "/bank", "go/a.md", "/bank/go/a.md"),
        (LINUX, "/", "a.md", "/a.md"),
        (LINUX, "/bank", "C:/x\\y.md", "/bank/C:/x\\y.md"),
        (LINUX, "/bank", "aux.md", "/bank/aux.md"),
        (WINDOWS, "C:\\bank", "go/a.md", "C:\\bank\\go\\a.md"),
        (WINDOWS, "C:\\", "a.md", "C:\\a.md"),
        // A path in a bank never leads out of its folder.
        (WINDOWS, "C:\\bank", "D:/x.md", "C:\\bank\\D:\\x.md"),
        (
            WINDOWS,
            "C:\\bank",
            "go/aux.md",
            "\\\\?\\C:\\bank\\go\\aux.md",
        ),
        (WINDOWS, "\\\\s\\share", "nul", "\\\\?\\UNC\\s\\share\\nul"),
        (WINDOWS, "C:\\bank", "a./b.md", "\\\\?\\C:\\bank\\a.\\b.md"),
    ] {
        assert_eq!(platform.place(root, path), place, "{path} in {root}");
    }
}

#[test]
fn paths_for_readers() {
    let slashed = |platform: &Platform, path: &str| platform.slashed(path).into_owned();
    check(LINUX, slashed, [("a\\b/c.md", "a\\b/c.md")]);
    check(WINDOWS, slashed, [("C:\\a\\b/c.md", "C:/a/b/c.md")]);
    check(
        LINUX,
        Platform::unrooted,
        [("/a/b", "a/b"), ("a/b", "a/b"), ("//a", "a")],
    );
    check(
        WINDOWS,
        Platform::unrooted,
        [
            ("C:/a/b", "a/b"),
            ("//server/share/a", "a"),
            ("\\a", "a"),
            ("a\\b", "a/b"),
        ],
    );
}

#[test]
fn uris_of_files() {
    check(
        LINUX,
        Platform::uri,
        [
            (
                "/a b/käse & 1%.md",
                "file:///a%20b/k%C3%A4se%20%26%201%25.md",
            ),
            ("/", "file:///"),
            ("/a\\b", "file:///a%5Cb"),
        ],
    );
    check(
        WINDOWS,
        Platform::uri,
        [
            ("C:\\a b\\c.md", "file:///C%3A/a%20b/c.md"),
            ("c:/x", "file:///C%3A/x"),
            ("\\\\server\\share\\a.md", "file://server/share/a.md"),
            ("\\\\wsl$\\Debian\\a", "file://wsl%24/Debian/a"),
            ("\\\\?\\C:\\x", "file:///C%3A/x"),
        ],
    );
}

#[test]
fn files_of_uris() {
    // Clients differ in what they escape; the path comes without escapes.
    for (platform, host, path, file) in [
        (LINUX, "", "/bank/./a.md", Some("/bank/a.md")),
        (LINUX, "localhost", "/a.md", Some("/a.md")),
        (LINUX, "", "/c:/a.md", Some("/c:/a.md")),
        (LINUX, "", "a.md", None),
        (LINUX, "", "", None),
        (MACOS, "", "/ka\u{308}se.md", Some("/käse.md")),
        (WINDOWS, "", "/c:/Bank/a.md", Some("C:\\Bank\\a.md")),
        (WINDOWS, "localhost", "/C:/x/../a.md", Some("C:\\a.md")),
        (WINDOWS, "c", "/Bank/a.md", Some("C:\\Bank\\a.md")),
        (
            WINDOWS,
            "server",
            "/share/a.md",
            Some("\\\\server\\share\\a.md"),
        ),
        (
            WINDOWS,
            "",
            "//server/share/a.md",
            Some("\\\\server\\share\\a.md"),
        ),
        (
            WINDOWS,
            "wsl%24",
            "/Debian/a.md",
            Some("\\\\wsl$\\Debian\\a.md"),
        ),
        (WINDOWS, "", "/home/a.md", None),
        (WINDOWS, "", "", None),
    ] {
        let found = platform.path_of_uri(host, path);
        assert_eq!(found.as_deref(), file, "{host} {path}");
    }
}

#[test]
fn names_that_are_one_files() {
    for (a, b, is_one) in [
        ("a.md", "A.MD", true),
        ("Élan.md", "éLAN.md", true),
        ("käse.md", "ka\u{308}se.md", true),
        ("KÄSE.md", "ka\u{308}se.md", true),
        ("ΟΔΟΣ.md", "οδος.md", true),
        ("οδοσ.md", "οδος.md", true),
        ("a.md", "b.md", false),
        ("kase.md", "käse.md", false),
        ("straße.md", "strasse.md", false),
    ] {
        assert_eq!(caseless(a) == caseless(b), is_one, "{a} {b}");
    }
    for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
        let name = c.to_string();
        let once = caseless(&name);
        assert_eq!(caseless(&once), once, "{c:?}");
        assert_eq!(composed(&once), once, "{c:?}");
    }
}

#[test]
fn the_stored_spelling_counts_where_case_may_not() {
    for (platform, asked, stored, spelling) in [
        (LINUX, "Go/A.md", "go/a.md", "Go/A.md"),
        (MACOS, "Go/A.md", "go/a.md", "go/a.md"),
        (WINDOWS, "Go/A.md", "go/a.md", "go/a.md"),
        (WINDOWS, "go/a.md", "go/a.md", "go/a.md"),
        // A link is not another spelling.
        (WINDOWS, "go/a.md", "go/b.md", "go/a.md"),
    ] {
        assert_eq!(platform.spelling(asked, stored), spelling);
    }
    assert_eq!(MACOS.named("ka\u{308}se.md"), "käse.md");
    assert_eq!(LINUX.named("ka\u{308}se.md"), "ka\u{308}se.md");
}

#[test]
fn names_that_every_system_can_have() {
    for (name, reason) in [
        ("channels.md", ""),
        ("Ünïcode 😀 (1).md", ""),
        ("console.md", ""),
        ("com.md", ""),
        ("com0.md", ""),
        ("com10.md", ""),
        ("what?.md", "a file name cannot contain `?`"),
        ("a:b.md", "a file name cannot contain `:`"),
        ("a\\b.md", "a file name cannot contain `\\\\`"),
        ("a\tb.md", "a file name cannot contain `\\t`"),
        (" a.md", "` a.md` is not a valid file name on every system"),
        ("a.md.", "`a.md.` is not a valid file name on every system"),
        ("", "`` is not a valid file name on every system"),
        ("NUL.md", "`NUL.md` is the name of a device on Windows"),
        ("com².md", "`com².md` is the name of a device on Windows"),
        ("aux .md", "`aux .md` is the name of a device on Windows"),
        ("Con.md", "`Con.md` is the name of a device on Windows"),
        (
            "lpt1.x.md",
            "`lpt1.x.md` is the name of a device on Windows",
        ),
    ] {
        assert_eq!(unportable(name).unwrap_or_default(), reason, "{name}");
    }
    let long = |bytes: usize| format!("{}.md", "é".repeat((bytes - 3) / 2));
    assert!(unportable(&long(255)).is_none() && unportable(&long(257)).is_some());
}

#[test]
fn what_each_system_can_hold() {
    let on =
        |path: &str| [LINUX, MACOS, WINDOWS, WEBASSEMBLY].map(|platform| platform.can_hold(path));
    assert_eq!(on("go/a.md"), [true; 4]);
    assert_eq!(on("go/aux.md"), [true; 4]);
    for path in ["go/a:b.md", "a\\b.md", "a?.md", "a\n.md"] {
        assert_eq!(on(path), [true, true, false, true], "{path:?}");
    }
    assert_eq!(on("a\0"), [false; 4]);
}

#[test]
fn a_uri_leads_back_to_its_path() {
    let names = [
        "a.md", "a b", "100%.md", "käse.md", "#1", "a+b", "c;d", "[x]",
    ];
    for (platform, roots) in [
        (LINUX, &["/", "/bank/"][..]),
        (WINDOWS, &["C:\\", "Z:\\bank\\", "\\\\server\\share\\"][..]),
    ] {
        let paths = roots
            .iter()
            .flat_map(|root| names.map(|name| format!("{root}{name}")));
        let paths: BTreeSet<String> = paths.collect();
        for path in paths {
            let uri = platform.uri(&path);
            let after = uri.strip_prefix("file://").unwrap();
            let (host, inside) = after.split_at(after.find('/').unwrap());
            let inside = percent_encoding::percent_decode_str(inside)
                .decode_utf8()
                .unwrap();
            assert_eq!(
                platform.path_of_uri(host, &inside).as_ref(),
                Some(&path),
                "{uri}"
            );
        }
    }
}
