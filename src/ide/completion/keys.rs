//! Keys that are not there yet.

use super::draft::{Draft, item};
use super::template::Template;
use super::{At, Completions, Item, Kind, question};
use crate::bank::config::Form;
use crate::bank::schema::{KeyRef, group_key, group_keys, nested_keys, question_keys};
use crate::edit::style::{Style, marks, step};
use crate::syntax::place::KeyPlace;

/// The keys that can be typed in the mapping at `path`.
pub(super) fn complete(at: &At<'_>, path: &[&str], key: &KeyPlace) -> Completions {
    drafts(at, path, key).finish()
}

/// The same, to be joined with more.
pub(super) fn drafts(at: &At<'_>, path: &[&str], place: &KeyPlace) -> Draft {
    let is_new =
        path == ["questions", "-"] && place.after_dash && place.present.is_empty() && !place.colon;
    let mut items: Vec<Item> = is_new
        .then(|| question::behind_hyphen(at, place))
        .into_iter()
        .collect();
    let is_present = |name: &str| place.present.iter().any(|present| present == name);
    let mut keys: Vec<_> = keys_of(at, path)
        .into_iter()
        .filter(|key| !is_present(key.name))
        .collect();
    let needed = |key: &KeyRef<'_>| key.required || key.required_beside.is_some_and(is_present);
    keys.sort_by_key(|key| !needed(key));
    let forms = Forms::new(at, path);
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

fn keys_of<'a>(at: &'a At<'_>, path: &[&str]) -> Vec<KeyRef<'a>> {
    let config = at.bank.config();
    match path {
        [] => group_keys(config).collect(),
        ["questions", "-"] => question_keys(config).collect(),
        [name] => group_key(config, name)
            .into_iter()
            .flat_map(|key| nested_keys(key.keys))
            .collect(),
        _ => Vec::new(),
    }
}

/// What the value of a key looks like in this file.
struct Forms<'a> {
    today: &'a str,
    /// How the questions next to the place are written.
    style: Style,
    /// How far mappings are indented.
    step: u32,
    /// The column of the questions' hyphens.
    list: u32,
}

impl<'a> Forms<'a> {
    fn new(at: &At<'a>, path: &[&str]) -> Self {
        let step = step(at.text, at.place.yaml);
        let style = at.style();
        Self {
            today: &at.options.today,
            // Of a list in the head no neighbour tells how it is written.
            style: if path.first() == Some(&"questions") {
                style
            } else {
                Style {
                    hyphens: step,
                    flow: false,
                    ..style
                }
            },
            step,
            list: step,
        }
    }

    /// `template`, then the key and its value's form. The key stands at `column`.
    fn write(&self, template: Template, key: &KeyRef<'_>, column: u32) -> Template {
        let name = key.name;
        match key.form {
            Form::Strings => self.list(template, name, column),
            Form::Map if !key.keys.is_empty() => {
                let required = nested_keys(key.keys).filter(|key| key.required);
                required.fold(template.text(format!("{name}:")), |template, key| {
                    let column = column + self.step;
                    self.write(template.line(column), &key, column)
                })
            }
            Form::Questions => {
                let column = column + self.list;
                let dash = template.text(format!("{name}:")).line(column).text("- ");
                question::whole(dash, self.style, column + 2)
            }
            Form::Date => template.text(format!("{name}: {}", self.today)),
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
    /// How the questions next to the place are written.
    pub(super) fn style(&self) -> Style {
        match self.place.item {
            Some(item) => Style::beside(self.text, self.place.yaml, item.span.start, item.dash),
            None => Style::of_first(self.text, self.place.yaml),
        }
    }
}
