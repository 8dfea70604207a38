//! The real binary on the command line: exit codes, paths, and every output format.

mod banks;
mod check;
mod docs;
mod export;
mod fix;
mod formats;
mod help;
mod import;
mod init;
mod json_schema;
mod list;
mod manifest;
mod page;
mod pipelines;
mod plain_text;
mod published;
mod release;
mod review;
mod rules;
mod run;
mod stats;
