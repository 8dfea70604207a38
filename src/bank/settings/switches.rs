//! The settings that are on or off.

use serde_json::Value;

use super::reader::Reader;
use crate::bank::config::Config;

/// A setting that is on or off: its full name, and where it is kept.
type Switch = (&'static str, fn(&mut Config) -> &mut bool);

const SWITCHES: &[Switch] = &[
    ("lens.levels", |config| &mut config.lens.levels),
    ("lens.findings", |config| &mut config.lens.findings),
    ("lens.answers", |config| &mut config.lens.answers),
    ("inlayHints.answers", |config| &mut config.hints.answers),
];

impl Reader<'_> {
    /// Reads the switches of the setting `part`; those that are given already stay.
    pub(super) fn switches(&mut self, part: &str, value: &Value) {
        let known = || {
            let names = SWITCHES.iter().map(|(name, _)| *name);
            names.filter_map(|name| name.strip_prefix(part)?.strip_prefix('.'))
        };
        self.each_entry(value, |reader, name, value| {
            let full = SWITCHES
                .iter()
                .find(|(full, _)| *full == format!("{part}.{name}"));
            let Some((full, place)) = full else {
                let known: Vec<&str> = known().collect();
                return reader.unknown(name, &format!("a switch of `{part}`"), &known);
            };
            let on = reader.typed::<bool>(value, "`true` or `false`");
            if let Some(on) = on.filter(|_| reader.config.given.insert(full)) {
                *place(&mut reader.config) = on;
            }
        });
    }
}
