//! qmark.

pub mod syntax {
    pub mod slug;
    mod slug_table;
}
pub mod text;
