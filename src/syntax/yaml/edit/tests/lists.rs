//! Items of lists.

use super::{applied, check, list, parsed};
use crate::syntax::yaml::edit::list;

#[track_caller]
fn removed(before: &str, index: usize, after: Result<&str, &str>) {
    let change = |before: &str| {
        let node = parsed(before);
        let list = list(&node).expect("a list");
        applied(before, list::remove(before, list, 0, index))
    };
    check(before, change, after);
}

#[track_caller]
fn inserted_after(before: &str, index: usize, after: &str) {
    let change = |before: &str| {
        let node = parsed(before);
        let list = list(&node).expect("a list");
        applied(before, list::insert_after(before, list, 0, index, "new"))
    };
    check(before, change, Ok(after));
}

#[track_caller]
fn first(before: &str, after: &str) {
    let change = |before: &str| {
        let node = parsed(before);
        let list = list(&node).expect("a list");
        applied(before, list::insert_first(before, list, 0, "new"))
    };
    check(before, change, Ok(after));
}

#[test]
fn an_item_goes_with_its_line() {
    removed("- a\n- b\n", 0, Ok("- b\n"));
    removed("- a\n- b", 1, Ok("- a\n"));
    removed(
        "t:\n  - a\n  # of b\n  - b\n  # of d\n  - d\n",
        1,
        Ok("t:\n  - a\n  # of b\n  # of d\n  - d\n"),
    );
    removed(
        "- t:\n  - 😀\n  - b\n  - c\n",
        0,
        Ok("- t:\n  - b\n  - c\n"),
    );
    removed("-\tx\n-\ty\n", 0, Ok("-\ty\n"));
    removed("-\n  a\n- b\n", 0, Ok("- b\n"));
    removed("-\n- b\n", 0, Ok("- b\n"));
    removed("- a\n  and more\n- b\n", 0, Ok("- b\n"));
}

#[test]
fn an_item_goes_with_its_comma() {
    removed("t: [a, b, c] # d\n", 0, Ok("t: [b, c] # d\n"));
    // An anchor or tag without a value becomes the next item.
    removed("t: [a, &b]\n", 0, Ok("t: [&b]\n"));
    removed("t: [a, &b , c]\n", 0, Ok("t: [&b , c]\n"));
    removed("t: [a, !!str , c]\n", 1, Ok("t: [a, c]\n"));
    removed("t: [ a , 'b' , c ]\n", 1, Ok("t: [ a , c ]\n"));
    removed("t: [a, b, c]\n", 2, Ok("t: [a, b]\n"));
    removed("t: [a, b,]\n", 1, Ok("t: [a,]\n"));
    removed("t: [\n  a,\n  b # c\n  ]\n", 0, Ok("t: [\n  b # c\n  ]\n"));
}

#[test]
fn several_items_go_together() {
    let text = "t: [a, b, c, d, e] # f\n";
    let gone = |places: &[usize]| {
        let node = parsed(text);
        let edits = list::remove_all(text, list(&node).expect("a list"), 0, places);
        edits.map(|edits| crate::text::apply(text, &edits).expect("no overlap"))
    };
    assert_eq!(gone(&[0, 1, 3]).as_deref(), Ok("t: [c, e] # f\n"));
    assert_eq!(gone(&[1, 3, 4]).as_deref(), Ok("t: [a, c] # f\n"));
    assert!(gone(&[0, 1, 2, 3, 4]).is_err());
}

#[test]
fn what_would_take_more_with_it_is_refused() {
    removed("- a\n", 0, Err("it is the only item of its list"));
    removed("[a]\n", 0, Err("it is the only item of its list"));
    removed(
        "- - a\n  - b\n",
        0,
        Err("the item shares its line with something else"),
    );
    removed("- - a\n  - b\n", 1, Ok("- - a\n"));
    let comment = "a comment next to it would be removed too";
    removed("[a, # of a\n b]\n", 0, Err(comment));
    removed("- a\n- b # c\n- d\n", 1, Err(comment));
    removed("- a\n- # c\n  b\n- d\n", 1, Err(comment));
    removed("- a\n- | # c\n  b\n- d\n", 1, Err(comment));
    removed("- a\n-\n  # c\n  b\n- d\n", 1, Err(comment));
    removed("- # c\n- b\n", 0, Err(comment));
    removed("- a\n- 'b # c'\n- d\n", 1, Ok("- a\n- d\n"));
    removed("- a\n- |\n  # b\n- d\n", 1, Ok("- a\n- d\n"));
    removed("[a, # of a\n b]\n", 1, Err(comment));
    removed("[a, 'b # c']\n", 1, Ok("[a]\n"));
}

#[test]
fn kept_blank_lines_stay_with_their_block() {
    removed("- a\n- |+\n  x\n\n- b\n", 1, Ok("- a\n- b\n"));
    removed("- |+\n  x\n- b\n\n- c\n", 1, Ok("- |+\n  x\n- c\n"));
    removed("- |\n  x\n\n- b\n\n- c\n", 1, Ok("- |\n  x\n\n\n- c\n"));
    inserted_after("- |+\n  x\n\n- b\n", 0, "- |+\n  x\n\n- new\n- b\n");
    inserted_after("- |\n  x\n\n- b\n", 0, "- |\n  x\n- new\n\n- b\n");
}

#[test]
fn an_item_comes_as_its_neighbours_are() {
    inserted_after("- a\n- b # c\n", 0, "- a\n- new\n- b # c\n");
    inserted_after("- a\n- b # c\n", 1, "- a\n- b # c\n- new\n");
    inserted_after("t:\n  -   a", 0, "t:\n  -   a\n  -   new");
    inserted_after(
        "- t:\n    - a\n    - b\n  l: 1\n",
        1,
        "- t:\n    - a\n    - b\n    - new\n  l: 1\n",
    );
    inserted_after("- - a\n  - b\n", 0, "- - a\n  - new\n  - b\n");
    inserted_after("-\n    a\n- b\n", 0, "-\n    a\n- new\n- b\n");
    inserted_after("- # c\n- b\n", 0, "- # c\n- new\n- b\n");
    inserted_after("t: [a, b,]\n", 1, "t: [a, b, new,]\n");
    inserted_after(
        "t: [\n  a, # c\n  b # d\n]\n",
        1,
        "t: [\n  a, # c\n  b, new # d\n]\n",
    );
    first(
        "t:\n  # c\n  - a\n  - b\n",
        "t:\n  # c\n  - new\n  - a\n  - b\n",
    );
    first("- - a\n  - b\n", "- - new\n  - a\n  - b\n");
    first("-\n  a\n", "- new\n-\n  a\n");
    first("t: [ a, b ]\n", "t: [ new, a, b ]\n");
}
