//! What must hold for any text and any history.

mod properties {
    mod bank;
    mod strategy;
    mod syntax;
}
