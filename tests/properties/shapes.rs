//! The shapes of question files, and how to make texts of each. A new shape gets one line here, and every property that
//! holds for all of them tries it too.

use proptest::prelude::*;
use proptest::strategy::Union;

use super::cases::cases;
use super::documents::{document, single};
use super::strategy::group;

/// A shape of question files.
pub struct Shape {
    /// Its name in the product's table.
    pub name: &'static str,
    /// Files of it.
    pub files: fn() -> BoxedStrategy<String>,
    /// How many of them are tried while ten of groups are. Reading them is one engine, which takes fewer.
    pub share: u32,
}

/// All shapes.
pub const SHAPES: &[Shape] = &[
    Shape {
        name: "group",
        files: || group().boxed(),
        share: 10,
    },
    Shape {
        name: "document",
        files: || document().boxed(),
        share: 4,
    },
    Shape {
        name: "file",
        files: || single().boxed(),
        share: 1,
    },
];

/// The cases of a property that tries so many groups, and of the other shapes their share.
pub const fn of_each_shape(cases: u32) -> u32 {
    let (mut all, mut index) = (0, 0);
    while index < SHAPES.len() {
        all += SHAPES[index].share;
        index += 1;
    }
    cases * all / SHAPES[0].share
}

/// Files of all shapes, of each its share.
pub fn any_file() -> impl Strategy<Value = String> {
    Union::new_weighted(
        SHAPES
            .iter()
            .map(|shape| (shape.share, (shape.files)()))
            .collect(),
    )
}

#[test]
fn every_shape_has_texts() {
    for shape in qmark::shape::SHAPES {
        assert!(
            SHAPES.iter().any(|own| own.name == shape.name),
            "`{}` is missing in tests/properties/shapes.rs",
            shape.name
        );
    }
}

proptest! {
    #![proptest_config(cases(50))]

    #[test]
    fn a_healthy_file_is_read_in_its_shape(number in 0..SHAPES.len(), file in any_file_of_each()) {
        let facts = qmark::shape::read(&qmark::shape::Input::inferred("a.md", &file[number]), None);
        prop_assert_eq!(facts.as_group().map(|group| group.shape), Some(SHAPES[number].name));
    }
}

/// A file of each shape, in their order.
fn any_file_of_each() -> impl Strategy<Value = Vec<String>> {
    let files = SHAPES.iter().map(|shape| (shape.files)());
    files.collect::<Vec<_>>()
}
