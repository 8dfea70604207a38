//! What must hold for any text and any history.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod properties {
    mod actions;
    mod bank;
    mod cases;
    mod checked_bank;
    mod completion;
    mod documents;
    mod duplicates;
    mod fix_effects;
    mod fixes;
    mod import;
    mod moves;
    mod navigation;
    mod observed;
    mod rename;
    mod rename_documents;
    mod sequence;
    mod shapes;
    mod spans;
    mod strategy;
    mod syntax;
    mod texts;
    mod translated_folders;
    mod typing;
    mod untouched;
    mod values;
}
