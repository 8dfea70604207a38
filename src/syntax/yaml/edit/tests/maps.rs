//! Keys of mappings.

use super::{applied, check, map, parsed};
use crate::syntax::yaml::edit::map;

#[track_caller]
fn removed(before: &str, index: usize, after: Result<&str, &str>) {
    let change = |before: &str| {
        let node = parsed(before);
        applied(before, map::remove(before, map(&node), 0, index))
    };
    check(before, change, after);
}

#[track_caller]
fn added(before: &str, index: Option<usize>, after: &str) {
    let change = |before: &str| {
        let node = parsed(before);
        let map = map(&node);
        applied(before, map::add(before, map, 0, index, ("k", "v")))
    };
    check(before, change, Ok(after));
}

#[track_caller]
fn added_first(before: &str, after: &str) {
    let change = |before: &str| {
        let node = parsed(before);
        applied(before, map::add_first(before, map(&node), 0, ("k", "v")))
    };
    check(before, change, Ok(after));
}

#[test]
fn a_key_goes_with_its_lines() {
    removed("a: 1\nb: 2 # c\nd: 3\n", 1, Ok("a: 1\nd: 3\n"));
    removed("a: 1\nb: 2", 1, Ok("a: 1\n"));
    removed("a:\nb: 2\n", 0, Ok("b: 2\n"));
    removed("a:\n  - x\n  - y\n# of b\nb: 2\n", 0, Ok("# of b\nb: 2\n"));
    removed("a: |\n  x\n\nb: 2\n", 0, Ok("\nb: 2\n"));
    removed("a: |+\n  x\n\nb: 2\n", 0, Ok("b: 2\n"));
    removed("a: |+\n  x\nb: 2\n\nc: 3\n", 1, Ok("a: |+\n  x\nc: 3\n"));
    removed("a: {x: 1,\n  y: 2}\nb: 2\n", 0, Ok("b: 2\n"));
    removed("'a' :  😀\nb: 2\n", 0, Ok("b: 2\n"));
}

#[test]
fn a_key_goes_with_its_tag_and_anchor() {
    removed("{a: 1, !!str b: 2, c: 3}", 1, Ok("{a: 1, c: 3}"));
    removed("{!!str a: 1, &x !!str b: 2}", 0, Ok("{&x !!str b: 2}"));
    removed("{a: 1, &x b: 2}", 1, Ok("{a: 1}"));
    removed("- !!str a: 1\n  b: 2\n", 0, Ok("- b: 2\n"));
    removed("- a: 1\n  !!str b: 2\n", 0, Ok("- !!str b: 2\n"));
    removed("a: 1\n!!str b: 2\nc: 3\n", 1, Ok("a: 1\nc: 3\n"));
    removed("&x a: 1\n!!str b: 2\n", 0, Ok("!!str b: 2\n"));
}

#[test]
fn a_key_without_a_name_stays_on_its_line() {
    let shares = "`a` shares its line with something else";
    removed("- a: What?\n  : b: 2\n  c: 3\n", 0, Err(shares));
    let marked = "a key is written with `?` on a line of its own; write it as `key: value` first";
    for text in [
        "- ?\n  a: 1\n  b: 2\n",
        "- ? # c\n\n  # d\n    a: 1\n  b: 2\n",
        "- ? &x\n    a: 1\n  b: 2\n",
        "- a: 1\n  ? \n  : 2\n",
    ] {
        removed(text, 0, Err(marked));
    }
    removed("- a: 1\n  ?\n    b: 2\n  c: 3\n", 0, Err(marked));
    removed("- a: What\n    ?\n  b: 2\n", 1, Ok("- a: What\n    ?\n"));
    removed("- a: What\n    ?\n  b: 2\n", 0, Ok("- b: 2\n"));
    let text = "- ?\n    a: 1\n";
    let node = parsed(text);
    let refused = applied(text, map::add_first(text, map(&node), 0, ("k", "v")));
    assert_eq!(refused, Err(marked.to_owned()));
}

#[test]
fn a_merged_key_is_not_written_here() {
    let reason = |key| format!("`{key}` is not written here; it comes from the merge `<<`");
    for text in ["<<: {a: 1, b: 2}\nc: 3\n", "{<<: [{a: 1}, {b: 2}], c: 3}"] {
        removed(text, 0, Err(&reason("a")));
        removed(text, 1, Err(&reason("b")));
    }
    removed("{<<: {a: 1, b: 2}, c: 3}", 2, Ok("{<<: {a: 1, b: 2}}"));
    removed(
        "{c: 3, <<: [{a: 1}, {b: 2}]}",
        0,
        Ok("{<<: [{a: 1}, {b: 2}]}"),
    );
    removed("- c: 3\n  <<: {a: 1}\n", 0, Ok("- <<: {a: 1}\n"));
}

#[test]
fn the_first_key_leaves_its_place_to_the_next() {
    removed("- a: 1 # c\n  b: 2\n", 0, Ok("- b: 2\n"));
    removed(
        "- a: |\n    x\n\n  b: 2\n  c: 3\n",
        0,
        Ok("- b: 2\n  c: 3\n"),
    );
    removed(
        "- a: 1\n  # of b\n  b: 2\n",
        0,
        Err("there is a comment between `a` and the key below it"),
    );
    removed("-\n  a: 1\n  b: 2\n", 0, Ok("-\n  b: 2\n"));
}

#[test]
fn a_key_goes_with_its_comma() {
    removed("{a: 1, b: 2}\n", 0, Ok("{b: 2}\n"));
    removed("{a: 1, b: 2}\n", 1, Ok("{a: 1}\n"));
    removed("{a, b: }\n", 0, Ok("{b: }\n"));
    removed("{a, b: }\n", 1, Ok("{a }\n"));
    removed(
        "{a: 1, # c\n b: 2}\n",
        0,
        Err("a comment next to it would be removed too"),
    );
}

#[test]
fn what_would_break_the_mapping_is_refused() {
    removed("a: 1\n", 0, Err("it is the only key of its mapping"));
    removed(
        "? a\n: 1\n? b\n: 2\n",
        0,
        Err("`a` shares its line with something else"),
    );
    let text = "? a\n: 1\n";
    let node = parsed(text);
    let refused = applied(text, map::add(text, map(&node), 0, None, ("k", "v")));
    assert_eq!(
        refused,
        Err("the keys are not written as `key: value`, each on its own line".to_owned())
    );
}

#[test]
fn a_key_comes_as_its_neighbours_are() {
    added("a: 1 # c\nb: 2\n", Some(0), "a: 1 # c\nk: v\nb: 2\n");
    added("a: 1\nb: 2", None, "a: 1\nb: 2\nk: v");
    added("- a: 1\n  b: 2\n", None, "- a: 1\n  b: 2\n  k: v\n");
    added("-   a:\n", None, "-   a:\n    k: v\n");
    added(
        "a:\n  - x\n  # c\nb: 2\n",
        Some(0),
        "a:\n  - x\nk: v\n  # c\nb: 2\n",
    );
    added(
        "a: |+\n  x\n\nb: 2\n",
        Some(0),
        "a: |+\n  x\n\nk: v\nb: 2\n",
    );
    added("a: |\n  x\n\nb: 2\n", Some(0), "a: |\n  x\nk: v\n\nb: 2\n");
    added("{a: 1, b: }\n", None, "{a: 1, b:, k: v }\n");
    added("{a}\n", None, "{a, k: v}\n");
    added_first("# c\na: 1\n", "# c\nk: v\na: 1\n");
    added_first("- a: 1\n  b: 2\n", "- k: v\n  a: 1\n  b: 2\n");
    added_first("{a: 1}\n", "{k: v, a: 1}\n");
}
