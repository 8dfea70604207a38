//! Completes missing keys.

use super::draft::{Draft, item};
use super::template::Template;
use super::{At, Completions, Item, Kind, question};
use crate::bank::config::Profile;
use crate::bank::config::ValueType;
use crate::bank::keys::{Keys, is_reference_key};
use crate::bank::schema::KeyRef;
use crate::shape::cursor::KeyContext;
use crate::shape::group::style::{Style, marks, step};

/// The keys that can be added to the mapping at `path`.
pub(super) fn complete(at: &At<'_>, path: &[&str], key: &KeyContext) -> Completions {
    drafts(at, path, key).finish()
}

/// The same as a draft, to combine with other items.
pub(super) fn drafts(at: &At<'_>, path: &[&str], place: &KeyContext) -> Draft {
    let is_new =
        path == ["questions", "-"] && place.after_dash && place.present.is_empty() && !place.colon;
    let mut items: Vec<Item> = is_new
        .then(|| question::after_hyphen(at, place))
        .into_iter()
        .collect();
    let is_present = |name: &str| place.present.iter().any(|present| present == name);
    let belonging = keys_at(at, path);
    let mut keys: Vec<_> = belonging
        .iter()
        .flat_map(|keys| keys.iter())
        .filter(|key| !is_present(key.name) && is_offered(at, path, key))
        .collect();
    let needed = |key: &KeyRef<'_>| key.required || key.required_beside.is_some_and(is_present);
    keys.sort_by_key(|key| !needed(key));
    let forms = Forms::new(at, path, place.flow);
    // In flow style there is no useful template for a list of mappings.
    keys.retain(|key| {
        let plain = matches!(key.value_type, ValueType::Map | ValueType::Questions);
        !(place.flow && plain)
    });
    items.extend(keys.iter().map(|key| {
        let detail = if needed(key) { "required" } else { "optional" };
        let described = Item {
            detail: Some(detail.to_owned()),
            documentation: Some(key.doc.to_owned()),
            ..item(key.name, Kind::Key, place.span, String::new())
        };
        let gap = Template::default().text(if place.gap { " " } else { "" });
        let template = if place.colon {
            gap.text(key.name)
        } else {
            forms.write(gap, key, place.column)
        };
        template.fill(described, at.text, place.span, at.options)
    }));
    Draft {
        items,
        incomplete: false,
    }
}

/// The keys that belong at `path`.
fn keys_at<'a>(at: &'a At<'_>, path: &[&str]) -> Option<Keys<'a>> {
    match path {
        [] => Some(at.head_keys()),
        ["questions", "-"] => Some(Keys::of_question(at.bank.config())),
        [name] => Some(at.head_keys().inside(name)),
        _ => None,
    }
}

/// Whether to offer the key: keys of a profile are not offered if the configuration disables profiles.
fn is_offered(at: &At<'_>, path: &[&str], key: &KeyRef<'_>) -> bool {
    let is_of_profile = path.first() != Some(&"questions") && key.is_of_format;
    at.bank.config().profile != Profile::None
        || !is_of_profile
        || key.required
        || is_reference_key(key.name)
}

/// How values of keys are written in this file.
struct Forms<'a> {
    today: &'a str,
    /// The style of the neighbouring questions.
    style: Style,
    /// The indentation of mappings.
    step: u32,
    /// The column of the questions' hyphens.
    list: u32,
    /// The defaults of a new question.
    new: question::New,
    /// The keys of a head with the key that is being written, which may decide the profile.
    head: Keys<'a>,
}

impl<'a> Forms<'a> {
    fn new(at: &At<'a>, path: &[&str], flow: bool) -> Self {
        let step = step(at.text, at.yaml);
        let style = at.style();
        let config = at.bank.config();
        Self {
            today: &at.options.today,
            // A list in the head has no neighbours that show a style.
            style: if path.first() == Some(&"questions") {
                Style {
                    flow: flow || style.flow,
                    ..style
                }
            } else {
                Style {
                    hyphens: step,
                    flow,
                    ..style
                }
            },
            step,
            list: step,
            new: question::New::at(at),
            head: Keys::of_group(config, config.profile != Profile::None),
        }
    }

    /// `template` followed by the key, at `column`, and a value of its type.
    fn write(&self, template: Template, key: &KeyRef<'_>, column: u32) -> Template {
        let name = key.name;
        match key.value_type {
            ValueType::Strings => self.list(template, name, column),
            ValueType::Map if !key.keys.is_empty() => {
                let required = self.head.inside(name).iter().filter(|key| key.required);
                required.fold(template.text(format!("{name}:")), |template, key| {
                    let column = column + self.step;
                    self.write(template.line(column), &key, column)
                })
            }
            ValueType::Questions => {
                let column = column + self.list;
                let dash = template.text(format!("{name}:")).line(column).text("- ");
                self.new.write(dash, self.style, column + 2)
            }
            ValueType::Date => template.text(format!("{name}: {}", self.today)),
            _ => template.text(format!("{name}: ")).stop(),
        }
    }

    fn list(&self, template: Template, name: &str, column: u32) -> Template {
        let quote = marks(self.style.topic);
        if self.style.flow {
            let open = template.text(format!("{name}: [{quote}")).stop();
            return open.text(format!("{quote}]"));
        }
        let first = template
            .text(format!("{name}:"))
            .line(column + self.style.hyphens);
        first.text(format!("- {quote}")).stop().text(quote)
    }
}

impl At<'_> {
    /// The keys of this group's head.
    pub(super) fn head_keys(&self) -> Keys<'_> {
        let roadmap = self.bank.is_roadmap(self.path.as_str());
        Keys::of_group(self.bank.config(), roadmap)
    }

    /// The style of the neighbouring questions.
    pub(super) fn style(&self) -> Style {
        match self.context.item {
            Some(item) => Style::beside(self.text, self.yaml, item.span.start, item.dash),
            None => Style::of_first(self.text, self.yaml),
        }
    }
}
