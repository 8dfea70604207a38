//! Completes missing keys.

use super::item_list::{ItemList, item};
use super::template::fill;
use super::{At, Item, Kind, question};
use crate::bank::config::{Profile, ValueType};
use crate::bank::keys::{Keys, is_reference_key};
use crate::bank::schema::KeyRef;
use crate::shape::cursor::{KeyContext, KeyDraft, Mapping, QuestionDraft, ValueDraft};

/// The keys that can be added to the mapping.
pub(super) fn complete(at: &At<'_>, mapping: &Mapping, context: &KeyContext) -> ItemList {
    let is_present = |name: &str| context.present.iter().any(|present| present == name);
    let keys = at.keys(mapping);
    let mut keys: Vec<_> = keys
        .iter()
        .filter(|key| !is_present(key.name) && is_offered(at, mapping, key))
        .collect();
    let needed = |key: &KeyRef<'_>| key.required || key.required_beside.is_some_and(is_present);
    keys.sort_by_key(|key| !needed(key));
    // In flow style there is no useful template for a list of mappings.
    keys.retain(|key| {
        let plain = matches!(key.value_type, ValueType::Map | ValueType::Questions);
        !(context.flow && plain)
    });
    let config = at.bank.config();
    let values = Values {
        today: &at.options.today,
        question: question::draft(at),
        head: Keys::of_group(config, config.profile != Profile::None),
    };
    let drafts: Vec<_> = keys.iter().map(|key| values.draft(key)).collect();
    let templates = (at.shape.keys)(at.text, at.context, mapping, context, &drafts);
    let items = keys.iter().zip(&templates).map(|(key, template)| {
        let detail = if needed(key) { "required" } else { "optional" };
        let described = Item {
            detail: Some(detail.to_owned()),
            documentation: Some(key.doc.to_owned()),
            ..item(key.name, Kind::Key, context.span, String::new())
        };
        fill(template, described, at.text, context.span, at.options)
    });
    ItemList {
        items: items.collect(),
        incomplete: false,
    }
}

/// Whether to offer the key: keys of a profile are not offered if the configuration disables profiles.
fn is_offered(at: &At<'_>, mapping: &Mapping, key: &KeyRef<'_>) -> bool {
    let is_of_profile = !mapping.is_in_questions() && key.is_of_format;
    at.bank.config().profile != Profile::None
        || !is_of_profile
        || key.required
        || is_reference_key(key.name)
}

/// The values that new keys get.
struct Values<'a> {
    today: &'a str,
    question: QuestionDraft,
    /// The keys of a head with the key that is being written, which may decide the profile.
    head: Keys<'a>,
}

impl Values<'_> {
    fn draft<'d>(&'d self, key: &KeyRef<'d>) -> KeyDraft<'d> {
        let value = match key.value_type {
            ValueType::Strings => ValueDraft::List,
            ValueType::Map if !key.keys.is_empty() => {
                let required = self.head.inside(key.name).iter().filter(|key| key.required);
                ValueDraft::Map(required.map(|key| self.draft(&key)).collect())
            }
            ValueType::Questions => ValueDraft::Questions(&self.question),
            ValueType::Date => ValueDraft::Text(self.today),
            _ => ValueDraft::Empty,
        };
        KeyDraft {
            name: key.name,
            value,
        }
    }
}

impl At<'_> {
    /// The keys of a mapping of this group.
    pub(super) fn keys(&self, mapping: &Mapping) -> Keys<'_> {
        let config = self.bank.config();
        let head = || Keys::of_group(config, self.bank.is_roadmap(self.path.as_str()));
        match mapping {
            Mapping::Head => head(),
            Mapping::Inner(name) => head().inside(name),
            Mapping::Question => Keys::of_question(config),
        }
    }
}
