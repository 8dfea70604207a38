use crate::bank::config::{Config, Profile};
use crate::bank::keys::is_reference_key;
use crate::bank::schema::KeyRef;
use crate::bank::{Severity, schema};
use crate::facts::Facts;
use crate::lint::finding::{About, Within};
use crate::lint::fixes::key_name;
use crate::lint::keys::{self, KeyedMap, holds_questions};
use crate::lint::rule::{Check, FileContext, Found, GroupContext, QuestionContext, Rule};
use crate::syntax::yaml::Entry;

pub const RULE: Rule = Rule {
    code: "unknown-key",
    severity: Severity::Warning,
    summary: "A key is defined neither by the format nor under `keys` in `qmark.yaml`",
    page: "\
## What it finds
A key that is not defined for a question, for a group, or for its `seo` or `sitemap`; a file whose list of questions is
under another key than `questions`; an unknown setting in `qmark.yaml`. It is an error if the key is a misspelling of one
that a question or a group requires.

A group that is not of the profile `roadmap` (see `missing-key`) can have other keys. Among these, only misspellings of
known keys are reported, unless `qmark.yaml` lists the group's other keys under `keys`.

## Why
The value of an unknown key is silently ignored.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    anwser: A typed pipe.
---
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe.
    videoId: abc
---
//- /qmark.yaml
keys:
  question:
    videoId: {type: string}
```

## What to do
Correct the name. If the bank uses custom keys, list them in `qmark.yaml` under `keys`.
",
    checks: &[
        Check::File(check_file),
        Check::Group(check_group),
        Check::Question(check_question),
    ],
    fixes: &[key_name::NAME, key_name::REMOVE, key_name::DECLARE],
};

fn check_question(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    if let Some(question) = keys::question(context) {
        check(&question, "a question", found);
    }
}

fn check_group(context: &GroupContext<'_>, found: &mut Found<'_>) {
    // The frontmatter of a file whose questions are not in it has keys of its own.
    if context.group.yaml().is_none() {
        return;
    }
    let bank = context.bank;
    let config = bank.config();
    // Where neither the profile nor the bank says which keys there are, a group can have others.
    let is_open = config.group_keys.is_empty() && !bank.is_roadmap(context.path.as_str());
    for map in keys::head(context) {
        match map.name {
            "seo" if !is_open => check(&map, "`seo`", found),
            "sitemap" if !is_open => check(&map, "`sitemap`", found),
            "seo" | "sitemap" => {}
            _ if is_open => check_slips(&map, config, found),
            _ => check(&map, "a group", found),
        }
    }
}

/// The names in the head of a group of any kind that are certainly slips.
fn check_slips(keyed: &KeyedMap<'_>, config: &Config, found: &mut Found<'_>) {
    let is_known = |name: &str| config.profile != Profile::None || is_reference_key(name);
    for (index, entry) in keyed.map.entries.iter().enumerate() {
        let name = entry.key.text.as_str();
        let intended = keyed
            .intended(name)
            .filter(|key| is_known(key.name) && is_certain_slip(entry, key));
        if name.is_empty() || (keyed.key(name).is_none() && intended.is_some()) {
            report(keyed, index, intended, "a group", found);
        }
    }
}

/// Whether no other key can be intended: the two differ in case and separators only, or in a letter (in long names two),
/// or the value is a mapping of just what belongs under the key. A name such as `author` or `data` is a bank's own.
fn is_certain_slip(entry: &Entry, key: &KeyRef<'_>) -> bool {
    let plain = |text: &str| text.replace(['-', '_'], "").to_lowercase();
    let (name, intended) = (plain(&entry.key.text), plain(key.name));
    let allowed = match name.chars().count().min(intended.chars().count()) {
        0..5 => 0,
        5..10 => 1,
        _ => 2,
    };
    let belongs = |entry: &Entry| key.keys.iter().any(|key| key.name == entry.key.text);
    let inside = entry.value.as_map().map(|map| &map.entries);
    strsim::damerau_levenshtein(&name, &intended) <= allowed
        || inside.is_some_and(|inside| !inside.is_empty() && inside.iter().all(belongs))
}

fn check(keyed: &KeyedMap<'_>, what: &str, found: &mut Found<'_>) {
    for (index, entry) in keyed.map.entries.iter().enumerate() {
        let name = entry.key.text.as_str();
        if keyed.key(name).is_none() {
            report(keyed, index, keyed.intended(name), what, found);
        }
    }
}

fn report(
    keyed: &KeyedMap<'_>,
    index: usize,
    intended: Option<KeyRef<'_>>,
    what: &str,
    found: &mut Found<'_>,
) {
    let entry = &keyed.map.entries[index];
    let name = entry.key.text.as_str();
    if name.is_empty() {
        found
            .add(entry.key.span, "missing key before the colon")
            .about(keyed.about_key(index));
        return;
    }
    let needed = intended
        .is_some_and(|key| keys::build_needs(key.name) && keyed.map.get(key.name).is_none());
    let severity = if needed {
        Severity::Error
    } else {
        RULE.severity
    };
    let advice = match (intended, elsewhere(name, what)) {
        (Some(key), _) => format!("; did you mean `{}`?", key.name),
        (None, Some(place)) => format!("; it belongs in {place}"),
        (None, None) => String::new(),
    };
    found
        .add_as(
            severity,
            entry.key.span,
            format!("`{name}` is not a key of {what}{advice}"),
        )
        .about(keyed.about_key(index));
}

/// The other place that the key belongs in.
fn elsewhere(name: &str, what: &str) -> Option<&'static str> {
    let places = [
        ("a group", "the head of the group", schema::GROUP_KEYS),
        ("a question", "a question", schema::QUESTION_KEYS),
        ("`seo`", "`seo`", schema::SEO_KEYS),
        ("`sitemap`", "`sitemap`", schema::SITEMAP_KEYS),
    ];
    let mut other = places.into_iter().filter(|(place, ..)| *place != what);
    other
        .find(|(.., keys)| keys.iter().any(|key| key.name == name))
        .map(|(_, message, _)| message)
}

/// A file that is not a group only because its list of questions has another name.
fn check_file(context: &FileContext<'_>, found: &mut Found<'_>) {
    keys::config_problems(context, found);
    let Some(Facts::Page(page)) = context.file.facts().map(|facts| &**facts) else {
        return;
    };
    let head = page.head().filter(|head| head.errors.is_empty());
    let Some(map) = head.map(|head| &head.map) else {
        return;
    };
    for (index, entry) in map.entries.iter().enumerate() {
        if holds_questions(entry) {
            let message = format!(
                "`{}` is not a key of a group; did you mean `questions`?",
                entry.key.text
            );
            found
                .add_as(Severity::Error, entry.key.span, message)
                .about(About::Key(Within::Head, map.number(index)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::bank::Severity;
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    #[test]
    fn slips_and_strangers() {
        Fixture::new(
            "//- /go/go.md
---
Order: 1␍
//^^^ unknown-key: `Order` is not a key of a group; did you mean `order`?
title: Go
keywords: [go]␍
//^^^ unknown-key: `keywords` is not a key of a group; it belongs in `seo`
colour: red␍
//^^^ unknown-key: `colour` is not a key of a group
seo: {title: a, keyword: [b], ogImageUrl: c}␍
//^^^ unknown-key: `keyword` is not a key of `seo`; did you mean `keywords`?
sitemap:
  priority: 1
  changeFreq: daily
//^^^ unknown-key: `changeFreq` is not a key of `sitemap`; did you mean `changefreq`?
questions:
  - question: x
    answer: y
    hint: z
//^^^ unknown-key: `hint` is not a key of a question
    ending: z.md
//^^^ unknown-key: `ending` is not a key of a question; it belongs in the head of the group
  - {questoin: x, answer: y, topics: [a], level: b}
//^^^ unknown-key: `questoin` is not a key of a question; did you mean `question`?
  - question: 'broken
    colour: red
endign: a.md
//^^^ unknown-key: `endign` is not a key of a group; did you mean `ending`?
---
",
        )
        .check_findings("unknown-key");
    }

    #[test]
    fn a_group_of_another_kind_can_have_its_own_keys() {
        let own = "tags: [a]
layout: post
permalink: /x
author: Ada
data: x
keywords: [go]
heading: Go
level: Beginner
image: {url: x}
";
        let slips = "titel: Go
//^^^ unknown-key: `titel` is not a key of a group; did you mean `title`?
Order: 1
//^^^ unknown-key: `Order` is not a key of a group; did you mean `order`?
brief_title: Go
//^^^ unknown-key: `brief_title` is not a key of a group; did you mean `briefTitle`?
relatedGuideId: x
//^^^ unknown-key: `relatedGuideId` is not a key of a group; did you mean `relatedGuidesId`?
sea: {title: x, keywords: []}
//^^^ unknown-key: `sea` is not a key of a group; did you mean `seo`?
";
        let bank = |settings: &str, head: &str| {
            format!("{settings}//- /go/go.md\n---\n{head}questions: []\n---\n")
        };
        Fixture::new(&bank("", &format!("{own}{slips}"))).check_findings("unknown-key");
        Fixture::new(&bank(
            "profile: none\n",
            &format!(
                "{own}titel: x\nOrder: 1\nendign: x.md\n//^^^ unknown-key: `endign` is not a key of a group; did you mean `ending`?\n"
            ),
        ))
        .check_findings("unknown-key");
        // A bank that lists its keys has no others.
        Fixture::new(&bank(
            "keys: {group: {tags: list}}\n",
            "tags: [a]\nlayout: post\n//^^^ unknown-key: `layout` is not a key of a group\n",
        ))
        .check_findings("unknown-key");
    }

    #[test]
    fn a_broken_head_is_not_judged() {
        Fixture::new("//- /go/go.md\n---\ntitel: a\nname: b: c\nquestions: []\n---\n")
            .check_findings("unknown-key");
    }

    #[test]
    fn a_banks_own_keys_are_known() {
        Fixture::new(
            "keys:
  group: {cover: string}
  question: {videoId: string}
colours: []
//^^^ unknown-key: `colours` is not a setting
rules: {unknown-keys: off}
//^^^ unknown-key: `unknown-keys` is not a rule; did you mean `unknown-key`?
//- /go/go.md
---
cover: a.png
videoId: b
//^^^ unknown-key
questions:
  - question: x
    videoId: a
    videoID: b
//^^^ unknown-key: `videoID` is not a key of a question; did you mean `videoId`?
---
",
        )
        .check_findings("unknown-key");
    }

    #[test]
    fn questions_under_another_name() {
        Fixture::new(
            "//- /go/go.md
---
title: Go
question:
//^^^ unknown-key: `question` is not a key of a group; did you mean `questions`?
  - question: x
    answer: y
---
//- /guides/a.md
---
title: Go
faq:
  - q: x
  - question
  - {question: x}
items: [a, b]
---
",
        )
        .check_findings("unknown-key");
    }

    #[test]
    fn a_file_with_one_question_has_keys_of_its_own() {
        Fixture::new(
            "\
//- /debugging/leak.md
---
question: How do you find a memory leak?
order: 3
topic: [Memory]
difficulty: hard
---

Compare two heap snapshots.
",
        )
        .check_findings("unknown-key");
    }

    #[test]
    fn it_is_an_error_where_the_build_needs_the_key() {
        for (key, severity) in [("anwser", Severity::Error), ("topic", Severity::Warning)] {
            let text =
                format!("//- /go/go.md\n---\nquestions:\n  - question: x\n    {key}: y\n---\n");
            let findings = Findings::of_bank(&Fixture::new(&text).bank);
            let mut list = findings.of("go/go.md").iter();
            let found = list.find(|f| f.code == "unknown-key").unwrap();
            assert_eq!(found.severity, severity, "{key}");
            let text = format!("rules: {{unknown-key: hint}}\n{text}");
            let findings = Findings::of_bank(&Fixture::new(&text).bank);
            let mut list = findings.of("go/go.md").iter();
            let found = list.find(|f| f.code == "unknown-key").unwrap();
            assert_eq!(found.severity, Severity::Hint, "{key}");
        }
    }
}
