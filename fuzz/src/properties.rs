//! The checks that the property tests make, too.

#[path = "../../tests/properties/checked_bank.rs"]
pub mod checked_bank;
#[path = "../../tests/properties/observed.rs"]
pub mod observed;
#[path = "../../tests/properties/spans.rs"]
pub mod spans;
