//! Banks on disk, for servers to read.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A temporary folder with files.
pub struct Bank {
    folder: TempDir,
}

impl Bank {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let bank = Bank {
            folder: TempDir::with_prefix("qmark bank+").unwrap(),
        };
        for (path, text) in files {
            bank.write(path, text);
        }
        bank
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap()
        } else {
            fs::remove_file(path).unwrap()
        }
    }

    pub fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// The URI of a file.
    pub fn uri(&self, path: &str) -> String {
        uri_of(&self.path(path))
    }

    /// Parameters of `initialize` with the bank as the workspace.
    pub fn initialize(&self, capabilities: Value) -> Value {
        let folder = json!({ "uri": self.uri(""), "name": "bank" });
        json!({ "capabilities": capabilities, "workspaceFolders": [folder] })
    }
}

/// The URI of a file, in the spelling of most clients.
pub fn uri_of(path: &Path) -> String {
    let mut uri = String::from("file://");
    for byte in path.to_str().unwrap().trim_end_matches('/').bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

/// A group with questions and their answers.
pub fn group(questions: &[(&str, &str)]) -> String {
    let mut text = String::from(HEAD);
    for (question, answer) in questions {
        text.push_str(&format!(
            "  - question: {question}\n    answer: {answer}\n    topics:\n      - 'Core'\n"
        ));
    }
    text + "---\n\nIntroduction.\n"
}

const HEAD: &str = "---
order: 1
briefTitle: 'Go'
briefDescription: 'Questions on Go'
title: 'Go Questions'
description: 'Questions on Go'
isNew: false
seo:
  title: 'Go Questions'
  description: 'Questions on Go'
  keywords:
    - 'go'
sitemap:
  priority: 1
  changefreq: 'monthly'
questions:
";
