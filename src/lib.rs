//! qmark.
