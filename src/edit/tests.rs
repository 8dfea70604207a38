//! Tests of changes that keep what they do not mean: aliases, the configuration, the questions of a group.

mod aliases;
mod config;
mod in_documents;
mod question;
