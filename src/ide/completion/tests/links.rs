//! Links in introductions and answers.

use super::{able, accepted, check, list, plain};
use crate::fixture::Fixture;

const FILES: &str = "\
//- /go/content/a.md
# One

## Two & more

<a id=\"three\"></a>
//- /go/content/b (1).md
B
//- /go/content/pic.png
//- /go/notes.txt
//- /go/logo.svg
//- /js/js.md
---
questions:
---
//- /js/content/c.md
C
//- /readme.md
R
";

fn group(body: &str) -> String {
    format!(
        "//- /go/go.md\n---\nquestions:\n  - question: One?\n    answer: a.md\n---\n## Intro\n\n{body}\n{FILES}"
    )
}

#[test]
fn paths_of_this_folder_and_its_neighbours() {
    let all = [
        "logo.svg",
        "content/a.md",
        "content/b (1).md",
        "content/pic.png",
        "../readme.md",
        "content/",
        "../",
    ];
    check(&group("[x]($0"), &all);
    check(&group("[x]($0)"), &all);
    check(&group("[x](con$0tent/a.md)"), &all);
    check(
        &group("[x](content/$0)"),
        &["a.md", "b (1).md", "pic.png", "../"],
    );
    check(&group("[x](../$0"), &["readme.md", "go/", "js/"]);
    check(&group("[x](../js/$0"), &["js.md", "content/", "../"]);
    check(
        &group("![x]($0"),
        &["logo.svg", "content/pic.png", "content/", "../"],
    );
    check(&group("[x](../../$0"), &[]);
    check(&group("[x](/$0"), &[]);
    check(&group("[x](nowhere/$0"), &["../"]);
    check(&group("[x] $0"), &[]);
    check(&group("`[x]($0"), &[]);
    check(&group("```\n[x]($0\n```"), &[]);
}

#[test]
fn paths_from_an_answer() {
    let source =
        FILES.replace("# One\n", "# One [x]($0)\n") + "//- /go/go.md\n---\nquestions:\n---\n";
    check(
        &source,
        &["b (1).md", "pic.png", "../go.md", "../logo.svg", "../"],
    );
}

#[test]
fn anchors_of_the_target() {
    check(
        &group("[x](content/a.md#$0)"),
        &["one", "two--more", "three"],
    );
    check(
        &group("[x](content/a.md#t$0wo)"),
        &["one", "two--more", "three"],
    );
    check(&group("[x](#$0)"), &["intro"]);
    check(&group("[x](content/b%20%281%29.md#$0)"), &[]);
    check(&group("[x](content/none.md#$0)"), &[]);
}

#[test]
fn answers_in_the_group_itself_have_links_too() {
    let inline = |answer: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n  - question: One?\n    answer: {answer}\n---\n{FILES}"
        )
    };
    let content = ["a.md", "b (1).md", "pic.png", "../"];
    check(&inline("|\n      See [x](content/$0"), &content);
    check(&inline("See [x](content/$0)"), &content);
    check(&inline("'See [x](content/$0"), &content);
}

#[test]
fn accepted_links() {
    for (before, label, after) in [
        ("[x]($0", "content/a.md", "[x](content/a.md"),
        ("[x](co$0)", "content/a.md", "[x](content/a.md)"),
        ("[x](content/$0old.md)", "a.md", "[x](content/a.md)"),
        ("[x](content/$0old.md#two)", "a.md", "[x](content/a.md#two)"),
        ("[x](content/$0)", "b (1).md", "[x](content/b%20%281%29.md)"),
        ("[x](<content/$0>)", "b (1).md", "[x](<content/b (1).md>)"),
        (
            "[x](content/a.md#$0one \"t\")",
            "two--more",
            "[x](content/a.md#two--more \"t\")",
        ),
        (
            "é😀 [x](content/a.md#o$0",
            "one",
            "é😀 [x](content/a.md#one",
        ),
    ] {
        let text = accepted(&Fixture::new(&group(before)), label, &able());
        let expected = Fixture::new(&group(after));
        let (path, _) = expected.texts.get_key_value("go/go.md").expect("the group");
        assert_eq!(text, expected.text(path), "{before}");
    }
}

#[test]
fn signs_in_names_of_files() {
    const NAMED: &str = "//- /go/a: b#1.md\n//- /go/100%?<b>.md\n//- /go/it's `(a)`.md\n";
    for (before, label, after) in [
        ("[x]($0)", "a: b#1.md", "[x](a%3A%20b%231.md)"),
        ("[x](<$0>)", "a: b#1.md", "[x](<a%3A b%231.md>)"),
        ("[x](<$0>)", "100%?<b>.md", "[x](<100%25%3F%3Cb%3E.md>)"),
        ("[x]($0)", "100%?<b>.md", "[x](100%25%3F%3Cb%3E.md)"),
        ("[x](<$0>)", "it's `(a)`.md", "[x](<it%27s %60(a)%60.md>)"),
        ("[x]($0)", "it's `(a)`.md", "[x](it%27s%20%60%28a%29%60.md)"),
    ] {
        let fixture = Fixture::new(&(group(before) + NAMED));
        let text = accepted(&fixture, label, &able());
        assert!(text.contains(after), "{text}");
        let body = crate::syntax::markdown::body::read(after);
        let link = body.links().next().expect("a link");
        assert_eq!(link.path, label);
    }
}

/// Eglot compares with the word before the cursor, and Emacs' markdown-mode takes a slash for a part of one.
#[test]
fn the_folders_that_are_typed_are_compared_too() {
    let fixture = Fixture::new(&group("[x](content/b%20$0)"));
    let found = list(&fixture, &plain());
    let item = found.items.iter().find(|item| item.label == "b (1).md");
    let item = item.expect("the file");
    assert_eq!(item.filter, "content/b%20%281%29.md");
    let typed = crate::text::Span::new(item.edit.insert.start, fixture.at().1);
    assert_eq!(typed.slice(fixture.text(fixture.at().0)), "content/b%20");
}
