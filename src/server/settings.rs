//! The client's settings, and where which of them hold.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::convert;

/// What the client says of its settings. What is wrong in them shows when a bank is read.
#[derive(Default, Debug)]
pub struct Settings {
    /// Those that came with `initialize`.
    initial: Value,
    /// They hold where a folder has none of its own.
    common: Value,
    /// Those that hold in a folder of the workspace: all of them, not only what differs.
    of_folders: HashMap<PathBuf, Value>,
}

impl Settings {
    /// The settings that came with `initialize`.
    pub fn initial(settings: Value) -> Self {
        let initial = convert::without_null(settings);
        Settings {
            common: initial.clone(),
            initial,
            of_folders: HashMap::new(),
        }
    }

    /// The settings as the client tells them now: those outside of folders, and those of each folder. Null says nothing:
    /// outside of folders what came with `initialize` holds on, and a folder has none of its own.
    pub fn told(&self, common: Value, folders: impl IntoIterator<Item = (PathBuf, Value)>) -> Self {
        let own = folders
            .into_iter()
            .filter(|(_, settings)| !settings.is_null());
        Settings {
            initial: self.initial.clone(),
            common: match convert::without_null(common) {
                Value::Null => self.initial.clone(),
                said => said,
            },
            of_folders: own
                .map(|(folder, settings)| (folder, convert::without_null(settings)))
                .collect(),
        }
    }

    /// The settings of a folder, or of a bank that is in no folder of the workspace.
    pub fn of(&self, folder: Option<&Path>) -> &Value {
        let own = folder.and_then(|folder| self.of_folders.get(folder));
        own.unwrap_or(&self.common)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_folders_settings_hold_in_it() {
        let settings = Settings::default().told(
            json!({ "answers": "all", "exclude": null }),
            [
                (PathBuf::from("/one"), json!({ "answers": "one" })),
                (PathBuf::from("/two"), Value::Null),
                (PathBuf::from("/three"), json!({})),
            ],
        );
        let cases = [
            (Some("/one"), json!({ "answers": "one" })),
            (Some("/two"), json!({ "answers": "all" })),
            (Some("/three"), json!({})),
            (Some("/four"), json!({ "answers": "all" })),
            (None, json!({ "answers": "all" })),
        ];
        for (folder, expected) in cases {
            assert_eq!(*settings.of(folder.map(Path::new)), expected, "{folder:?}");
        }
    }
    #[test]
    fn what_came_first_holds_until_something_else_is_told() {
        let initial = Settings::initial(json!({ "answers": "all" }));
        assert_eq!(*initial.of(None), json!({ "answers": "all" }));
        let silent = initial.told(Value::Null, []);
        assert_eq!(*silent.of(None), json!({ "answers": "all" }));
        let other = silent.told(json!({}), []);
        assert_eq!(*other.of(None), json!({}));
        assert_eq!(
            *other.told(Value::Null, []).of(None),
            json!({ "answers": "all" })
        );
    }
}
