//! The client's settings, and which of them apply to which folder.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::convert;

/// The client's settings as it sent them. They are checked when a bank is read.
#[derive(Default, Debug)]
pub struct Settings {
    /// Those of `initialize`.
    initial: Value,
    /// Those for folders that have none of their own.
    common: Value,
    /// The complete settings of each folder, not only what differs.
    of_folders: HashMap<PathBuf, Value>,
}

impl Settings {
    /// The settings of `initialize`.
    pub fn initial(settings: Value) -> Self {
        let initial = convert::without_null(settings);
        Settings {
            common: initial.clone(),
            initial,
            of_folders: HashMap::new(),
        }
    }

    /// The settings with new common ones and new ones of each folder. For a common `null`, those of `initialize` stay;
    /// a folder with `null` has none of its own.
    pub fn updated(
        &self,
        common: Value,
        folders: impl IntoIterator<Item = (PathBuf, Value)>,
    ) -> Self {
        let own = folders
            .into_iter()
            .filter(|(_, settings)| !settings.is_null());
        Settings {
            initial: self.initial.clone(),
            common: match convert::without_null(common) {
                Value::Null => self.initial.clone(),
                common => common,
            },
            of_folders: own
                .map(|(folder, settings)| (folder, convert::without_null(settings)))
                .collect(),
        }
    }

    /// The settings of a folder, or of a bank outside all folders.
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
        let settings = Settings::default().updated(
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
    fn what_came_first_holds_until_something_else_is_sent() {
        let initial = Settings::initial(json!({ "answers": "all" }));
        assert_eq!(*initial.of(None), json!({ "answers": "all" }));
        let silent = initial.updated(Value::Null, []);
        assert_eq!(*silent.of(None), json!({ "answers": "all" }));
        let other = silent.updated(json!({}), []);
        assert_eq!(*other.of(None), json!({}));
        assert_eq!(
            *other.updated(Value::Null, []).of(None),
            json!({ "answers": "all" })
        );
    }
}
