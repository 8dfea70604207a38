//! Capabilities that are registered while the server runs.

use serde_json::{Value, json};

use super::client::Client;
use super::connection::{Connection, Pending};

/// Registers watched files and changes of settings, where the client takes such registrations.
pub fn register(connection: &mut Connection) {
    let registrations = registrations(&connection.client);
    if !registrations.is_empty() {
        let params = json!({ "registrations": registrations });
        let pending = Pending::Registration;
        connection.request("client/registerCapability", params, pending);
    }
}

fn registrations(client: &Client) -> Vec<Value> {
    let register = |method: &str, options: Value| json!({ "id": method, "method": method, "registerOptions": options });
    let mut all = Vec::new();
    if client.watches_files {
        // Every file: a link may lead to any, and ignore files decide what belongs to a bank.
        let options = json!({ "watchers": [{ "globPattern": "**/*" }] });
        all.push(register("workspace/didChangeWatchedFiles", options));
    }
    if client.registers_settings {
        let options = json!({ "section": "qmark" });
        all.push(register("workspace/didChangeConfiguration", options));
    }
    all
}
