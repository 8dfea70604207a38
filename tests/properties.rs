//! What must hold for any text and any history.

mod properties {
    mod bank;
    mod navigation;
    mod strategy;
    mod syntax;
}
