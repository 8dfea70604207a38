//! What must hold for any text and any history.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod properties {
    mod actions;
    mod bank;
    mod cases;
    mod completion;
    mod done;
    mod fixes;
    mod kept;
    mod knowledge;
    mod navigation;
    mod rename;
    mod strategy;
    mod syntax;
    mod values;
}
