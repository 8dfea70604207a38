//! Writes a row that was the frontmatter of a group as that frontmatter.

use crate::edit::group_of_row::group_of_row;
use crate::lint::fix::{Fix, FixContext, FixProvider};

/// The frontmatter above the rest of the file.
pub const FIX: FixProvider = FixProvider {
    description: "Write the row as the frontmatter of a group, above the rest of the file, if it then reads as the same questions",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    // Where a topic ends is a guess if it has several words.
    let edit = group_of_row(context.bank, context.path, context.text).into_iter();
    let fix = |edit| Fix::guess("Write the row as a group", move |_| Ok(Clone::clone(&edit)));
    edit.map(|edit| fix(edit).preferred().of_any_shape())
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, safeties, titles};

    const CODE: &str = "flattened-group";

    #[test]
    fn a_row_becomes_the_group_that_it_was() {
        let before = "//- /go.md
# Copied␍
␍
| title | questions |␍
|---|---|␍
| Go | [[{question What is a channel?} {answer channels.md} {topics [Core]}] [{question What is a map?} {answer maps.md} {topics [Core Beginner]}] [{question What is a slice?} {answer slices.md}]] |␍
␍
Text.
";
        let after = "//- /go.md
---␍
title: Go␍
questions:␍
  - question: What is a channel?␍
    answer: channels.md␍
    topics:␍
      - Core␍
  - question: What is a map?␍
    answer: maps.md␍
    topics:␍
      - Core␍
      - Beginner␍
  - question: What is a slice?␍
    answer: slices.md␍
    topics: []␍
---␍
# Copied␍
␍
␍
Text.
";
        check(CODE, "Write the row as a group", before, after);
        assert_eq!(safeties(CODE, before), "Unsafe*");
        assert_eq!(titles(CODE, after), [""; 0]);
    }

    #[test]
    fn a_row_that_would_not_be_the_same_stays() {
        let row = "[[{question What is a channel?} {answer channels.md}] [{question What is a map?} {answer maps.md}] [{question What is a slice?} {weight 3}]]";
        let titles = titles(CODE, &format!("//- /go.md\n{row}\n"));
        assert_eq!(titles, [""; 0]);
    }
}
