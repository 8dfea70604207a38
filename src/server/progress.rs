//! Progress reports while banks are read, for clients that show them.

use std::collections::HashMap;

use serde_json::json;

use super::banks::{BankId, Banks};
use super::connection::{Connection, Pending};
use super::convert::without_null;
use crate::text::count;

/// The reports under way.
#[derive(Default)]
pub struct ProgressReports {
    of: HashMap<BankId, Progress>,
    last_token: u64,
}

struct Progress {
    token: String,
    phase: Phase,
}

enum Phase {
    /// The client has not agreed to it yet.
    Requested,
    /// The reading ended before the client agreed.
    EndedEarly,
    Shown,
}

impl ProgressReports {
    /// The reading of a bank begins.
    pub fn begin(&mut self, bank: BankId, connection: &mut Connection) {
        if !connection.client.shows_progress || self.of.contains_key(&bank) {
            return;
        }
        self.last_token += 1;
        let token = format!("qmark/read/{}", self.last_token);
        let params = json!({ "token": token });
        let phase = Phase::Requested;
        self.of.insert(bank, Progress { token, phase });
        let method = "window/workDoneProgress/create";
        connection.request(method, params, Pending::Progress(bank));
    }

    /// The client agreed to show a report, or did not.
    pub fn answered(&mut self, bank: BankId, agreed: bool, banks: &Banks, connection: &Connection) {
        let Some(progress) = self.of.get_mut(&bank) else {
            return;
        };
        if !agreed {
            self.of.remove(&bank);
            return;
        }
        let has_ended = matches!(progress.phase, Phase::EndedEarly);
        progress.phase = Phase::Shown;
        let root = banks.root(bank).and_then(|root| root.file_name());
        let message = root.map(|name| name.to_string_lossy().into_owned());
        let begin = json!({ "kind": "begin", "title": "Reading the question bank", "message": message,
            "cancellable": false });
        let params = json!({ "token": progress.token, "value": without_null(begin) });
        connection.outbox.notify("$/progress", params);
        if has_ended {
            self.end(bank, banks, connection);
        }
    }

    /// So many files were read.
    pub fn report(&self, bank: BankId, files: usize, connection: &Connection) {
        if let Some(Progress {
            token,
            phase: Phase::Shown,
        }) = self.of.get(&bank)
        {
            let value = json!({ "kind": "report", "message": format!("{files} files") });
            let params = json!({ "token": token, "value": value });
            connection.outbox.notify("$/progress", params);
        }
    }

    /// The reading of a bank ended.
    pub fn end(&mut self, bank: BankId, banks: &Banks, connection: &Connection) {
        let Some(progress) = self.of.get_mut(&bank) else {
            return;
        };
        if !matches!(progress.phase, Phase::Shown) {
            progress.phase = Phase::EndedEarly;
            return;
        }
        let message = banks.get(bank).map(|view| {
            let questions = count(view.bank.question_count(), "question");
            format!("{questions} in {}", view.bank.shapes())
        });
        let value = without_null(json!({ "kind": "end", "message": message }));
        let params = json!({ "token": progress.token, "value": value });
        connection.outbox.notify("$/progress", params);
        self.of.remove(&bank);
    }
}
