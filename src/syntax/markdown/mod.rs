//! Markdown as CommonMark reads it: blocks, links, anchors, words and fingerprints of a body.

mod anchors;
pub mod body;
mod compact;
mod details;
pub mod elements;
pub mod escape;
mod fence;
pub mod fingerprint;
mod html;
mod lanes;
pub mod link;
mod markup;
pub mod partial_link;
pub mod placeholder;
pub mod plain_text;
pub mod render;
pub mod reparse;
mod safe_tags;
pub mod shown;
pub mod slug;
mod slug_table;
mod words;
