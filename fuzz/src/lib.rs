//! What the fuzz targets share: the form of their inputs, the first inputs, and the checks of the property tests.

pub mod input;
pub mod properties;
pub mod seeds;
