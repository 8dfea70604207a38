//! How far the reading of a bank has come, for clients that show it.

use serde_json::json;

use super::banks::BankId;
use super::convert::without_null;
use super::state::State;

/// One report of progress.
pub struct Progress {
    /// How client and server call it.
    token: String,
    phase: Phase,
}

enum Phase {
    /// The client has not agreed to it yet.
    Asked,
    /// The work ended before it did.
    EndedEarly,
    Shown,
}

impl State {
    /// The reading of a bank begins.
    pub fn begin_progress(&mut self, bank: BankId) {
        if !self.client.shows_progress || self.workspace.progress.contains_key(&bank) {
            return;
        }
        let token = format!("qmark/read/{}", self.next_revision());
        self.workspace.progress.insert(
            bank,
            Progress {
                token: token.clone(),
                phase: Phase::Asked,
            },
        );
        let params = json!({ "token": token });
        self.ask_client(
            "window/workDoneProgress/create",
            params,
            move |state, answer| {
                state.progress_agreed(bank, answer.is_ok());
            },
        );
    }

    fn progress_agreed(&mut self, bank: BankId, agreed: bool) {
        let Some(progress) = self.workspace.progress.get_mut(&bank) else {
            return;
        };
        if !agreed {
            self.workspace.progress.remove(&bank);
            return;
        }
        let token = progress.token.clone();
        let has_ended = matches!(progress.phase, Phase::EndedEarly);
        progress.phase = Phase::Shown;
        let root = self.roots.get(&bank).and_then(|root| root.file_name());
        let message = root.map(|name| name.to_string_lossy().into_owned());
        let begin = json!({ "kind": "begin", "title": "Reading the question bank", "message": message,
            "cancellable": false });
        self.outbox.notify(
            "$/progress",
            json!({ "token": token, "value": without_null(begin) }),
        );
        if has_ended {
            self.end_progress(bank);
        }
    }

    /// So many files were read.
    pub fn report_progress(&mut self, bank: BankId, files: usize) {
        if let Some(Progress {
            token,
            phase: Phase::Shown,
        }) = self.workspace.progress.get(&bank)
        {
            let value = json!({ "kind": "report", "message": format!("{files} files") });
            self.outbox
                .notify("$/progress", json!({ "token": token, "value": value }));
        }
    }

    /// The bank was read.
    pub fn end_progress(&mut self, bank: BankId) {
        let Some(progress) = self.workspace.progress.get_mut(&bank) else {
            return;
        };
        if matches!(progress.phase, Phase::Asked | Phase::EndedEarly) {
            progress.phase = Phase::EndedEarly;
            return;
        }
        let files = self.banks.iter().find(|live| live.view.id == bank);
        let message = files.map(|live| {
            let bank = &live.view.bank;
            format!(
                "{} questions in {} groups",
                bank.question_count(),
                bank.group_count()
            )
        });
        let value = without_null(json!({ "kind": "end", "message": message }));
        self.outbox.notify(
            "$/progress",
            json!({ "token": progress.token, "value": value }),
        );
        self.workspace.progress.remove(&bank);
    }
}
