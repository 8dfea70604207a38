//! Abilities that are offered only while a bank wants them: two formatters of one file get in each other's way, so
//! nobody hears of ours before it is switched on.

use serde_json::{Value, json};

use super::state::State;

/// The requests of formatting; each is the name of its registration, too.
const FORMATTING: [&str; 2] = ["textDocument/formatting", "textDocument/rangeFormatting"];

impl State {
    /// Registers formatting when the first bank switches it on, and takes it back when the last one switches it off.
    pub fn offer_formatting(&mut self) {
        let wanted = self.banks.iter().any(|bank| bank.view.bank.config().format);
        if !self.client.registers_formatting || wanted == self.offers_formatting {
            return;
        }
        self.offers_formatting = wanted;
        let (method, params) = if wanted {
            let selector = json!([{ "scheme": "file", "pattern": "**/*.{md,markdown}" }]);
            let options = json!({ "documentSelector": selector });
            let one = |method: &str| json!({ "id": method, "method": method, "registerOptions": options });
            let all: Vec<Value> = FORMATTING.iter().map(|method| one(method)).collect();
            ("client/registerCapability", json!({ "registrations": all }))
        } else {
            let one = |method: &&str| json!({ "id": method, "method": method });
            let all: Vec<Value> = FORMATTING.iter().map(one).collect();
            // The protocol spells it so.
            (
                "client/unregisterCapability",
                json!({ "unregisterations": all }),
            )
        };
        self.ask_client(method, params, |_, answer| {
            if let Err(reason) = answer {
                tracing::warn!("the client does not let formatting come and go: {reason}");
            }
        });
    }
}
