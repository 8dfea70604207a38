//! The shapes of question files, and how to make texts of each. A new shape gets one line here, and every property that
//! holds for all of them tries it too.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::strategy::Union;

use super::strategy::group;

/// A shape of question files.
pub struct Shape {
    /// Its name in the product's table.
    pub name: &'static str,
    /// Healthy files of it.
    pub files: fn() -> BoxedStrategy<String>,
}

/// All shapes.
pub const SHAPES: &[Shape] = &[Shape {
    name: "group",
    files: || group().boxed(),
}];

/// The cases of a property that tries so many of each shape.
pub const fn of_each_shape(cases: u32) -> u32 {
    cases * SHAPES.len() as u32
}

/// Healthy files of all shapes, as many of each.
pub fn any_file() -> impl Strategy<Value = String> {
    Union::new(SHAPES.iter().map(|shape| (shape.files)()))
}

#[test]
fn every_shape_has_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/shape");
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        let has_texts = SHAPES.iter().any(|shape| *shape.name == name);
        assert!(
            has_texts || !entry.path().is_dir(),
            "{name:?} is missing in tests/properties/shapes.rs"
        );
    }
}
