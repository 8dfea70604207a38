//! Adds the keys that are missing, each with a value of the right kind to be looked at.

use std::collections::BTreeMap;

use super::create_answer::from_name;
use super::shared::marked_key::{self, MarkedMap};
use crate::bank::config::Profile;
use crate::bank::config::ValueType;
use crate::bank::keys::Keys;
use crate::bank::schema::KeyRef;
use crate::edit::{Edit, Planned, answer_file, new_group};
use crate::facts::promise;
use crate::facts::question::Question;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::syntax::markdown::placeholder;
use crate::syntax::yaml::edit::indent::step;
use crate::syntax::yaml::edit::map;
use crate::syntax::yaml::quote::quoted;
use crate::syntax::yaml::{Map, Style};
use crate::text::{Refusal, Span, TextEdit, line_break, line_start};

/// The keys that are missing where the finding is, in one fix; before that, the hyphen that split a question.
pub const FIX: FixProvider = FixProvider {
    description: "Add the missing keys with values to check, or join the question with the one above",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let mut fixes = Vec::new();
    if split_question(context).is_some() {
        let title = "Join it with the question above";
        fixes.push(Fix::guess(title, join).preferred());
    }
    let Some((_, keys)) = wanted(context) else {
        return fixes;
    };
    let names: Vec<String> = keys.iter().map(|key| format!("`{}`", key.name)).collect();
    let title = match names.split_last() {
        None => return fixes,
        Some((one, [])) => format!("Add {one}"),
        Some((last, rest)) if rest.len() < 3 => format!("Add {} and {last}", rest.join(", ")),
        Some(_) => format!("Add the {} missing keys", names.len()),
    };
    let fix = Fix::guess(title, add);
    fixes.push(match fixes.is_empty() {
        true => fix.preferred(),
        false => fix,
    });
    fixes
}

/// The mapping that the finding is about, and the keys that can be added to it. A date is not for us to make up.
fn wanted<'b>(context: &FixContext<'b>) -> Option<(MarkedMap<'b>, Vec<KeyRef<'b>>)> {
    let place = marked_key::marked_map(context)?;
    let mut keys = place.keyed.missing();
    keys.retain(|key| key.value_type != ValueType::Date);
    Some((place, keys))
}

fn add(context: &FixContext<'_>) -> Planned {
    let found = wanted(context).filter(|(_, keys)| !keys.is_empty());
    let (place, keys) = found.ok_or_else(|| Refusal::new("no key is missing now"))?;
    let values = Values::new(context, &place);
    if let Some(at) = between_braces(context.text, &place) {
        let entry = |key: &KeyRef<'_>| format!("{}: {}", key.name, values.of(key, None));
        let text = keys.iter().map(entry).collect::<Vec<_>>().join(", ");
        let span = Span::at(at);
        return Ok(Edit::texts(context.path, [TextEdit { span, text }]));
    }
    let mut edits: Vec<TextEdit> = Vec::new();
    for key in &keys {
        let edit = one(context, &place, key, &values)?;
        edits.push(edit);
    }
    Ok(Edit::texts(context.path, edits))
}

/// Where the first key of an empty mapping goes: after its brace. `None` for any other mapping.
fn between_braces(text: &str, place: &MarkedMap<'_>) -> Option<u32> {
    let map = &place.keyed.map;
    let span = map.span.shift(place.start);
    let is_empty = map.entries.is_empty() && text.get(span.range())?.starts_with('{');
    is_empty.then_some(span.start + 1)
}

/// The key after the last of those that usually precede it.
fn one(
    context: &FixContext<'_>,
    place: &MarkedMap<'_>,
    key: &KeyRef<'_>,
    values: &Values<'_>,
) -> Result<TextEdit, Refusal> {
    let (text, map) = (context.text, &*place.keyed.map);
    if map.entries.is_empty() {
        return above_questions(context, key, values);
    }
    let flow = map::is_flow(text, map, place.start);
    let column = map::column(text, map, place.start);
    let value = values.of(key, if flow { None } else { Some(column) });
    let before = place
        .keyed
        .keys()
        .take_while(|other| other.name != key.name);
    let before = before.filter_map(|other| {
        map.entries
            .iter()
            .position(|entry| entry.key.text == other.name)
    });
    match before.last() {
        Some(last) => map::add(text, map, place.start, Some(last), (key.name, &value)),
        None => map::add_first(text, map, place.start, (key.name, &value)),
    }
}

/// In a head that has nothing but its questions.
fn above_questions(
    context: &FixContext<'_>,
    key: &KeyRef<'_>,
    values: &Values<'_>,
) -> Result<TextEdit, Refusal> {
    let group = context.group();
    let at = group.map_or(0, |group| group.opening.start);
    if group.is_none() || line_start(context.text, at) != at {
        return Err(Refusal::new(
            "no existing key shows where to insert this one",
        ));
    }
    let line_break = line_break(context.text);
    Ok(TextEdit {
        span: Span::at(at),
        text: format!(
            "{}:{}{line_break}",
            key.name,
            spaced(&values.of(key, Some(0)))
        ),
    })
}

/// The value with the space between it and its colon.
fn spaced(value: &str) -> String {
    match value.starts_with(['\n', '\r']) {
        true => value.to_owned(),
        false => format!(" {value}"),
    }
}

/// What the values are made of.
struct Values<'c> {
    context: &'c FixContext<'c>,
    map: &'c Map,
    /// The name of the group.
    name: String,
    step: u32,
}

impl<'c> Values<'c> {
    fn new(context: &'c FixContext<'c>, place: &'c MarkedMap<'c>) -> Self {
        let yaml = context.group().and_then(|group| group.split.front);
        Self {
            context,
            map: &place.keyed.map,
            name: from_name(context.path.stem()),
            step: yaml.map_or(2, |front| step(context.text, front.yaml)),
        }
    }

    /// A value for the key, as YAML; `column` is that of the key, `None` between braces.
    fn of(&self, key: &KeyRef<'_>, column: Option<u32>) -> String {
        let flow = column.is_none();
        match key.value_type {
            ValueType::Number if key.name == "order" => {
                new_group::next_order(self.context.bank).to_string()
            }
            ValueType::Number => "0".to_owned(),
            ValueType::Share => self.of_most("priority").unwrap_or("0.7".to_owned()),
            ValueType::OneOf(words) => self
                .of_most(key.name)
                .or_else(|| words.first().map(|word| (*word).to_owned()))
                .unwrap_or_default(),
            ValueType::Bool => "false".to_owned(),
            ValueType::Map => self.mapping(key, column),
            ValueType::Strings => format!(
                "[{}]",
                quoted(&self.name.to_lowercase(), Style::Plain, true)
            ),
            ValueType::Date => placeholder::DATE.to_owned(),
            ValueType::String | ValueType::Questions | ValueType::Any => {
                quoted(&self.text(key.name), Style::Plain, flow)
            }
        }
    }

    fn mapping(&self, key: &KeyRef<'_>, column: Option<u32>) -> String {
        let config = self.context.bank.config();
        let head = Keys::of_group(config, config.profile != Profile::None);
        let inner = head.inside(key.name).iter().filter(|key| key.required);
        let inner: Vec<KeyRef<'_>> = inner.collect();
        let Some(column) = column.filter(|_| !inner.is_empty()) else {
            let pairs = inner
                .iter()
                .map(|key| format!("{}: {}", key.name, self.of(key, None)));
            return format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "));
        };
        let line = line_break(self.context.text);
        let column = column + self.step;
        let indent = " ".repeat(column as usize);
        let lines = inner.iter().map(|key| {
            let value = spaced(&self.of(key, Some(column)));
            format!("{line}{indent}{}:{value}", key.name)
        });
        lines.collect()
    }

    /// A text for the key: that of a related key of the group, or one made of the group's name.
    fn text(&self, key: &str) -> String {
        let group = self.context.group();
        let known = |names: &[&str]| {
            let mut values = names.iter().filter_map(|name| group?.head.map.string(name));
            // A wrong number of questions is not for another title to repeat.
            let count = group.map_or(0, |group| group.questions.len());
            let value = values.find(|value| !promise::is_broken(&value.text, count));
            value.map(|value| value.text.to_string())
        };
        match key {
            "title" | "briefTitle" => known(&["title", "briefTitle"]).unwrap_or(self.name.clone()),
            "description" | "briefDescription" => known(&["description", "briefDescription"])
                .unwrap_or_else(|| format!("Questions about {}.", self.name)),
            "answer" => self.answer(),
            "question" => {
                let file = self.map.string("answer").map(|answer| answer.text.as_str());
                let stem = file.and_then(|file| file.strip_suffix(".md"));
                stem.map_or(placeholder::TEXT.to_owned(), |stem| {
                    format!("{}?", from_name(stem))
                })
            }
            _ => placeholder::TEXT.to_owned(),
        }
    }

    fn answer(&self) -> String {
        let question = self.map.string("question").map(|text| text.text.as_str());
        match question.map(answer_file::stem) {
            Some(stem) if !stem.is_empty() => format!("{stem}.md"),
            _ => placeholder::TEXT.to_owned(),
        }
    }

    /// What most of the bank's other groups have under this key of `sitemap`.
    fn of_most(&self, key: &str) -> Option<String> {
        let bank = self.context.bank;
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for group in bank.groups().filter_map(|path| bank.group(path.as_str())) {
            let sitemap = group
                .head
                .map
                .value("sitemap")
                .and_then(|node| node.as_map());
            let value = sitemap.and_then(|map| map.value(key)?.as_scalar());
            if let Some(value) = value.filter(|value| !value.text.trim().is_empty()) {
                *counts.entry(&value.text).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        match (most, key) {
            (Some((value, _)), _) => Some(value.to_owned()),
            (None, "changefreq") => Some("monthly".to_owned()),
            (None, _) => None,
        }
    }
}

/// The question above, when it lacks just what this one has.
fn split_question<'b>(context: &FixContext<'b>) -> Option<&'b Question> {
    let group = context.group().filter(|group| group.block().is_some())?;
    let (index, placed) = context.question()?;
    let above = group.questions.get(index.checked_sub(1)?)?.question;
    let (Some(upper), Some(lower)) = (above.map(), placed.question.map()) else {
        return None;
    };
    let clash = |name: &str| upper.get(name).is_some();
    let fits = above.is_whole()
        && upper.get("question").is_some()
        && lower.get("question").is_none()
        && lower.get("answer").is_some()
        && !lower.entries.iter().any(|entry| clash(&entry.key.text))
        && column(
            context,
            above
                .report_span()
                .shift(group.questions.get(index - 1)?.start),
        ) == column(context, placed.question.report_span().shift(placed.start));
    fits.then_some(above)
}

fn column(context: &FixContext<'_>, key: Span) -> u32 {
    key.start - line_start(context.text, key.start)
}

fn join(context: &FixContext<'_>) -> Planned {
    let found = split_question(context).and(context.question());
    let (_, placed) = found.ok_or_else(|| Refusal::new("the question no longer exists"))?;
    let dash = placed.question.marker.shift(placed.start);
    Ok(Edit::text(context.path, dash, " "))
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, safeties, titles};

    #[track_caller]
    fn yaml(title: &str, before: &str, after: &str) {
        for line_break in ["\n", "␍\n"] {
            let bank = |yaml: &str| {
                let text = format!("---\n{yaml}---\n").replace('\n', line_break);
                format!("//- /node-js/node-js.md\n{text}")
            };
            check("missing-key", title, &bank(before), &bank(after));
        }
    }

    #[test]
    fn a_whole_head() {
        let roadmap =
            |yaml: &str| format!("profile: roadmap\n//- /node-js/node-js.md\n---\n{yaml}---\n");
        check(
            "missing-key",
            "Add the 8 missing keys",
            &roadmap("questions: []\n"),
            &roadmap(
                "order: 1\nbriefTitle: Node js\nbriefDescription: Questions about Node js.\ntitle: Node js\ndescription: Questions about Node js.\nisNew: false\nseo:\n  title: Node js\n  description: Questions about Node js.\n  keywords: [node js]\nsitemap:\n  priority: 0.7\n  changefreq: monthly\nquestions: []\n",
            ),
        );
    }

    #[test]
    fn in_an_empty_mapping() {
        for (before, after) in [
            (
                "sitemap: {}",
                "sitemap: {priority: 0.7, changefreq: monthly}",
            ),
            (
                "sitemap: { } # soon",
                "sitemap: {priority: 0.7, changefreq: monthly } # soon",
            ),
        ] {
            let head = "order: 1\nbriefTitle: Go\nbriefDescription: x\ntitle: Go\ndescription: x\nisNew: false\nseo: {title: x, description: x, keywords: [x]}";
            let bank =
                |sitemap| format!("//- /go/go.md\n---\n{head}\n{sitemap}\nquestions: []\n---\n");
            check(
                "missing-key",
                "Add `priority` and `changefreq`",
                &bank(before),
                &bank(after),
            );
        }
    }

    #[test]
    fn what_the_configuration_makes_optional_is_not_added() {
        let bank = |yaml: &str| {
            format!(
                "keys: {{group: {{isNew: {{required: false}}, seo.keywords: {{required: false}}}}}}\n//- /go/go.md\n---\norder: 1\nbriefTitle: Go\nbriefDescription: B\ntitle: T\ndescription: D\n{yaml}sitemap: {{priority: 1, changefreq: daily}}\nquestions: []\n---\n"
            )
        };
        check(
            "missing-key",
            "Add `seo`",
            &bank(""),
            &bank("seo:\n  title: T\n  description: D\n"),
        );
    }

    #[test]
    fn where_a_key_usually_stands() {
        let rest = "isNew: true\nseo: {title: x, description: y, keywords: []} # so\n";
        let sitemap = "sitemap:\n  priority: 0.7\n  changefreq: monthly\n";
        let first = "briefTitle: 'Node: js'\nbriefDescription: B\ntitle: T\n";
        yaml(
            "Add `order`, `description` and `sitemap`",
            &format!("{first}{rest}questions: []\n"),
            &format!("order: 1\n{first}description: B\n{rest}{sitemap}questions: []\n"),
        );
    }

    #[test]
    fn a_title_that_promises_what_the_group_has() {
        let rest = "order: 1\nbriefDescription: B\n";
        let list = "description: D\nisNew: true\nseo: {title: x, description: y, keywords: []}\nsitemap: {priority: 0.5, changefreq: weekly}\nquestions:\n  - question: Q?\n    answer: A.\n    topics: [x]\n";
        for (title, brief) in [
            ("3 Node Questions", "Node js"),
            ("1 Node Question", "1 Node Question"),
        ] {
            yaml(
                "Add `briefTitle`",
                &format!("{rest}title: {title}\n{list}"),
                &format!(
                    "order: 1\nbriefTitle: {brief}\nbriefDescription: B\ntitle: {title}\n{list}"
                ),
            );
        }
    }

    #[test]
    fn as_the_other_groups_have_it() {
        let head = |order: &str, sitemap: &str| {
            format!(
                "---\norder: {order}\nbriefTitle: A\nbriefDescription: B\ntitle: A\ndescription: B\nisNew: true\nseo: {{title: A, description: B, keywords: []}}\n{sitemap}questions: []\n---\n"
            )
        };
        let other = head("7", "sitemap: {priority: 0.5, changefreq: weekly}\n");
        let bank = |own: &str| format!("//- /b/b.md\n{other}//- /a/a.md\n{own}");
        check(
            "missing-key",
            "Add `changefreq`",
            &bank(&head("1", "sitemap:\n    priority: 1\n")),
            &bank(&head(
                "1",
                "sitemap:\n    priority: 1\n    changefreq: weekly\n",
            )),
        );
        check(
            "missing-key",
            "Add `order`",
            &bank(
                &head("1", "sitemap: {priority: 0.5, changefreq: weekly}\n")
                    .replace("order: 1\n", ""),
            ),
            &bank(&head("8", "sitemap: {priority: 0.5, changefreq: weekly}\n")),
        );
        let endless = |own: &str| {
            format!(
                "//- /b/b.md\n{}//- /a/a.md\n{own}",
                other.replace("7", "inf")
            )
        };
        let own = head("1", "sitemap: {priority: 0.5, changefreq: weekly}\n");
        check(
            "missing-key",
            "Add `order`",
            &endless(&own.replace("order: 1\n", "")),
            &endless(&own),
        );
    }

    #[test]
    fn in_a_question() {
        yaml(
            "Add `answer`",
            "questions:\n  - question: What's a 😀 channel?\n    topics: [x]\n",
            "questions:\n  - question: What's a 😀 channel?\n    answer: what's-a-channel.md\n    topics: [x]\n".replace("what's", "what-s").as_str(),
        );
        yaml(
            "Add `question`",
            "questions:\n  - answer: event-loop.md\n",
            "questions:\n  - question: Event loop?\n    answer: event-loop.md\n",
        );
    }

    #[test]
    fn a_hyphen_too_many() {
        let before = "questions:\n  - question: Q?\n  - answer: A. # so\n    topics: [x]\n";
        yaml(
            "Join it with the question above",
            before,
            "questions:\n  - question: Q?\n    answer: A. # so\n    topics: [x]\n",
        );
        let bank = format!("//- /a/a.md\n---\n{before}---\n");
        let offered = titles("missing-key", &bank);
        assert_eq!(
            offered[offered.len() - 2..],
            ["Join it with the question above", "Add `question`"]
        );
        assert!(safeties("missing-key", &bank).ends_with("Unsafe* Unsafe"));
    }

    #[test]
    fn a_date_is_not_made_up() {
        let bank = "profile: roadmap\n//- /a/a.md\n---\nauthorId: ada\nquestions: []\n---\n";
        assert_eq!(titles("missing-key", bank), ["Add the 8 missing keys"]);
    }
}
