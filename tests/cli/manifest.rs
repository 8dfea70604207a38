//! The settings in the manifest of the VS Code extension are generated from the settings of the server.

use std::fs;

use serde_json::{Map, Value, json};

use crate::rules::keep;
use crate::run::{project, qmark};

const MANIFEST: &str = "editors/vscode/package.json";

/// Settings that are edited as one value; the parts of all others have their own entries.
const WHOLE: &[&str] = &["keys", "rules"];

/// The schema of `qmark.yaml`.
pub fn bank_schema() -> Value {
    qmark(&project(), &["schema"]).json()
}

/// The settings as a manifest declares them, by their full names.
fn declared() -> Map<String, Value> {
    let mut settings = Map::new();
    let schema = bank_schema();
    for (name, setting) in schema["properties"].as_object().expect("settings") {
        match setting["properties"].as_object() {
            Some(parts) if !WHOLE.contains(&name.as_str()) => {
                for (part, setting) in parts {
                    settings.insert(format!("qmark.{name}.{part}"), of_resource(setting));
                }
            }
            _ => {
                settings.insert(format!("qmark.{name}"), of_resource(setting));
            }
        }
    }
    settings
}

/// A setting with its description as markdown, for editors' forms. It can be set per workspace folder, since each may
/// be a bank.
fn of_resource(setting: &Value) -> Value {
    let mut setting = setting.clone();
    let words = setting["description"].take();
    setting["markdownDescription"] = json!(format!(
        "{}. Overridden by the bank's `qmark.yaml`.",
        words.as_str().expect("a description")
    ));
    let map = setting.as_object_mut().expect("a schema");
    map.remove("description");
    map.insert("scope".to_owned(), json!("resource"));
    setting
}

#[test]
fn the_extensions_schema_is_made_from_the_settings() {
    let printed = qmark(&project(), &["schema"]).stdout;
    keep("editors/vscode/schemas/qmark.schema.json", &printed);
}

#[test]
fn the_extensions_settings_are_made_from_the_settings() {
    let manifest = fs::read_to_string(project().join(MANIFEST)).unwrap();
    let title = "\"title\": \"Question banks\"";
    let (before, rest) = manifest.split_once(title).expect("the section is there");
    let (head, rest) = rest
        .split_once("\"properties\": {")
        .expect("and its settings");
    let end = "\n        }";
    let at = if rest.starts_with('}') {
        0
    } else {
        rest.find(end).unwrap() + end.len() - 1
    };
    let after = &rest[at + 1..];
    let settings = serde_json::to_string_pretty(&declared()).unwrap();
    let settings = settings.replace('\n', "\n        ");
    let expected = format!("{before}{title}{head}\"properties\": {settings}{after}");
    keep(MANIFEST, &expected);
    let _: Value = serde_json::from_str(&expected).expect("still JSON");
}
