//! Replacing values.

use super::{applied, parsed};
use crate::syntax::yaml::each_scalar;
use crate::syntax::yaml::edit::value;

/// Replaces the scalar `old`, the only one with that text, by `new`; also with CRLF.
#[track_caller]
fn check(before: &str, old: &str, new: &str, after: &str) {
    for line_break in ["\n", "\r\n"] {
        let (before, after) = (
            before.replace('\n', line_break),
            after.replace('\n', line_break),
        );
        let node = parsed(&before);
        let mut edit = None;
        each_scalar(&node, &mut |scalar| {
            if scalar.text.trim() == old {
                let flow = before.contains(['[', '{']);
                edit = Some(value::replace(&before, scalar, 0, new, flow));
            }
        });
        let edit = edit.expect("the value is there");
        assert_eq!(applied(&before, Ok(edit)), Ok(after));
    }
}

#[test]
fn a_value_keeps_its_quotes() {
    check("a: old # c\nb: 1\n", "old", "new", "a: new # c\nb: 1\n");
    check("a: 'old'\n", "old", "it's", "a: 'it''s'\n");
    check(
        "- \"old\" # c",
        "old",
        "say \"so\"",
        "- \"say \\\"so\\\"\" # c",
    );
    check("a: old", "old", "so: it is", "a: 'so: it is'");
    check("a: [x, old]\n", "old", "a, b", "a: [x, 'a, b']\n");
    check("a: old\u{a0}\nb: 1\n", "old", "😀", "a: 😀\nb: 1\n");
    check(
        "a: old\n  and more\nb: 1\n",
        "old and more",
        "new",
        "a: new\nb: 1\n",
    );
    check("a:\n  old\nb: 1\n", "old", "new", "a:\n  new\nb: 1\n");
}

#[test]
fn a_block_becomes_a_line() {
    check(
        "a: |\n  old\n\n\nb: 1\n",
        "old",
        "new",
        "a: new\n\n\nb: 1\n",
    );
    check("a: >-\n  old", "old", "new", "a: new");
    check(
        "a: | # why\n  old\nb: 1\n",
        "old",
        "new",
        "a: new # why\nb: 1\n",
    );
}

#[test]
fn where_nothing_is_written_something_is() {
    check("a:\nb: 1\n", "", "new", "a: new\nb: 1\n");
    check("a: # c\nb: 1\n", "", "new", "a: new # c\nb: 1\n");
    check("'a' : \nb: 1\n", "", "new", "'a' : new \nb: 1\n");
    check("- \n- b\n", "", "new", "- new \n- b\n");
    check("-\n- b\n", "", "new", "- new\n- b\n");
    check("- # c\n- b\n", "", "new", "- new # c\n- b\n");
    check("- b\n-", "", "new", "- b\n- new");
    check("{a, b: 1}\n", "", "new", "{a: new, b: 1}\n");
    check("{a: , b: 1}\n", "", "new", "{a: new , b: 1}\n");
    check("- a:\n  b: 1\n", "", "new", "- a: new\n  b: 1\n");
}
