use crate::bank::Severity;
use crate::facts::group::Group;
use crate::lint::fixes::add_keys;
use crate::lint::keys::{self, KeyedMap};
use crate::lint::rule::{Check, Found, GroupContext, QuestionContext, Rule};
use crate::syntax::suppression::Suppression;

pub const RULE: Rule = Rule {
    code: "missing-key",
    severity: Severity::Error,
    summary: "A required key is missing",
    page: "\
## What it finds
A question without `question` or `answer`, or without a custom key that `qmark.yaml` requires. Missing topics are reported
by `missing-topics`.

A group requires only `questions`. A group of the profile `roadmap` also requires the keys of that format: `order`,
`briefTitle`, `briefDescription`, `title`, `description`, `isNew`, `seo` and `sitemap`, the keys of the last two, and a
`date` if it has an `authorId`. A group has this profile if it has `seo`, `sitemap` or `briefTitle`. `qmark.yaml` can set
the profile for the whole bank, and whether a key is required:

```yaml
profile: roadmap     # every group; `none` for no group, `auto` as above
keys:
  group:
    order: {required: false}
    seo.keywords: {required: false}
    ending: {required: true}
```

## Why
A question without its text or its answer cannot be shown. A site that publishes `roadmap` groups cannot build the page
without `seo`. Without one of the other keys a part of the page stays empty, and an author's page without a date is sorted
arbitrarily.

## Example
An extra hyphen turns one question into two.
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
  - answer: A typed pipe.
---
```
```good
//- /go/go.md
---
order: 1
briefTitle: Go
briefDescription: Questions about Go.
title: Go Questions
description: Questions about Go and its library.
isNew: false
seo:
  title: Go Questions
  description: Questions about Go and its library.
  keywords: [go]
sitemap:
  priority: 1
  changefreq: monthly
questions:
  - question: What is a channel?
    answer: A typed pipe.
---
```

## What to do
Add the key, or remove the hyphen that splits a question.
",
    checks: &[Check::Group(check_group), Check::Question(check_question)],
    fixes: &[add_keys::FIX],
};

fn check_question(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    if let Some(question) = keys::question(context) {
        check(&question, found);
    }
}

fn check_group(context: &GroupContext<'_>, found: &mut Found<'_>) {
    for map in keys::head(context) {
        if map.name != "this group" || !is_allowed_below(context.group) {
            check(&map, found);
        }
        check_beside(&map, found);
    }
}

/// Whether a comment in or above the first line of keys allows this: no comment can be in the fence above it, where
/// the finding is.
fn is_allowed_below(group: &Group) -> bool {
    let first = group.head.map.entries.first();
    first.is_some_and(|entry| {
        let here = |allow: &&Suppression| allow.span.touches(entry.key.span.start);
        let allows = group.head.suppressions.iter().filter(here);
        allows
            .flat_map(|allow| &allow.codes)
            .any(|code| code == RULE.code)
    })
}

/// One finding for all that is missing in one place.
fn check(keyed: &KeyedMap<'_>, found: &mut Found<'_>) {
    let missing: Vec<_> = keyed.missing().into_iter().map(|key| key.name).collect();
    if missing.is_empty() {
        return;
    }
    let split = missing == ["question"] && keyed.map.get("answer").is_some();
    let advice = match split {
        true => "; if it belongs to the question above, remove the hyphen",
        false => "",
    };
    let name = match keyed.name {
        name @ ("seo" | "sitemap") => format!("`{name}`"),
        name => name.to_owned(),
    };
    let message = format!("{name} has no {}{advice}", list(&missing));
    found.add(keyed.place, message).about(keyed.about());
}

/// Keys that another key makes necessary.
fn check_beside(keyed: &KeyedMap<'_>, found: &mut Found<'_>) {
    for (cause, key) in keyed.missing_beside() {
        found.add(
            cause.key.span,
            format!("`{}` also requires `{}`", cause.key.text, key.name),
        );
    }
}

fn list(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and no {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    const HEAD: &str = "order: 1
briefTitle: Go
briefDescription: b
title: t
description: d
isNew: false
seo: {title: a, description: b, keywords: [c]}
sitemap: {priority: 1, changefreq: daily}
";

    #[track_caller]
    fn check(head: &str, questions: &str) {
        Fixture::new(&format!(
            "//- /go/go.md\n---\n{head}questions:\n{questions}---\n"
        ))
        .check_findings("missing-key");
    }

    #[test]
    fn in_questions() {
        check(
            HEAD,
            "  - question: a
    answer: b
  - question: c␍
//^^^ missing-key: this question has no `answer`
    topics: [x]␍
  - answer: d.md␍
//^^^ missing-key: this question has no `question`; if it belongs to the question above, remove the hyphen
  # A comment above
  - topics: [x]
//^^^ missing-key: this question has no `question` and no `answer`
  - {level: a, answer: b}
//^^^ missing-key
  - {}
//^^^ missing-key: this question has no `question` and no `answer`
",
        );
    }

    #[test]
    fn what_other_rules_say_is_not_said_again() {
        check(
            HEAD,
            "  - question: a
    anwser: a slip
  - question: b
    answer:
  - 'no mapping'
  -
  - question: 'broken
    topics: [x]
",
        );
    }

    #[test]
    fn in_heads() {
        Fixture::new(
            "//- /go/go.md
---
//^^^ missing-key: this group has no `order`, `briefDescription`, `description`, `isNew` and no `seo`
briefTitle: a
titel: b
sitemap:␍
//^^^ missing-key: `sitemap` has no `priority`
  changefreq: daily␍
questions: [{question: a, answer: b}]
---
//- /go/broken.md
---
title: a: b
questions: []
---
//- /go/page.md
---
title: a
---
",
        )
        .check_findings("missing-key");
    }

    #[test]
    fn only_the_profile_asks_for_more_than_questions() {
        Fixture::new(
            "//- /plain.md
---
questions: [{question: a, answer: b}]
---
//- /other.md
---
title: Of another kind
order: 2
isNew: true
authorId: ada
permalink: /x
questions: [{question: a, answer: b}]
---
//- /brief.md
---
//^^^ missing-key: this group has no `order`, `briefDescription`, `title`, `description`, `isNew`, `seo` and no `sitemap`
briefTitle: a
questions: []
---
//- /map.md
---
//^^^ missing-key
sitemap: {priority: 1}
//^^^ missing-key: `sitemap` has no `changefreq`
questions: []
---
//- /seo.md
---
//^^^ missing-key
seo:
questions: []
---
",
        )
        .check_findings("missing-key");
    }

    #[test]
    fn the_configuration_says_which_profile_a_bank_has() {
        Fixture::new(
            "profile: none
//- /a.md
---
briefTitle: a
seo: {}
authorId: ada
questions: [{topics: [b]}]
//^^^ missing-key: this question has no `question` and no `answer`
---
",
        )
        .check_findings("missing-key");
        Fixture::new(
            "profile: roadmap
//- /a.md
---
//^^^ missing-key: this group has no `order`, `briefTitle`, `briefDescription`, `title`, `description`, `isNew`, `seo` and no `sitemap`
authorId: ada
//^^^ missing-key: `authorId` also requires `date`
questions: []
---
",
        )
        .check_findings("missing-key");
    }

    #[test]
    fn each_key_can_be_optional_or_required_by_name() {
        let keys = "keys:
  group:
    order: {required: false}
    isNew: {required: false}
    date: {required: false}
    ending: {required: true}
    seo.keywords: {required: false}
    seo.ogImageUrl: {required: true}
";
        let head = HEAD.replace("order: 1\n", "").replace("isNew: false\n", "");
        let head = head.replace(
            "seo: {title: a, description: b, keywords: [c]}\n",
            "seo: {title: a, description: b}\n//^^^ missing-key: `seo` has no `ogImageUrl`\n",
        );
        Fixture::new(&format!(
            "{keys}//- /go.md
---
//^^^ missing-key: this group has no `ending`
{head}authorId: ada
questions: []
---
//- /plain.md
---
//^^^ missing-key: this group has no `ending`
questions: []
---
"
        ))
        .check_findings("missing-key");
    }

    #[test]
    fn an_author_may_allow_it() {
        for head in [
            "# qmark: allow(missing-key)\nbriefTitle: a\n",
            "briefTitle: a # qmark: allow(missing-key)\n",
        ] {
            check(head, "  - question: a # qmark: allow(missing-key)\n");
        }
        Fixture::new("//- /a.md\n---\n//^^^ missing-key\nbriefTitle: a\norder: 1 # qmark: allow(missing-key)\nquestions: []\n---\n")
            .check_findings("missing-key");
    }

    #[test]
    fn an_author_needs_a_date() {
        check(
            &format!("{HEAD}authorId: sam\n//^^^ missing-key: `authorId` also requires `date`\n"),
            "",
        );
        check(&format!("{HEAD}authorId: sam\ndate: 2024-05-24\n"), "");
        check(&format!("{HEAD}authorId:\n"), "");
        check(&format!("{HEAD}date: 2024-05-24\n"), "");
        check(&format!("{HEAD}authorId: sam\nDate: 2024-05-24\n"), "");
    }

    #[test]
    fn a_banks_own_keys_can_be_required() {
        Fixture::new(&format!(
            "keys: {{group: {{cover: {{required: true}}}}, question: {{videoId: {{required: true}}, note: string}}}}
//- /go/go.md
---
//^^^ missing-key: this group has no `cover`
{HEAD}questions:
  - question: a
//^^^ missing-key: this question has no `videoId`
    answer: b
  - question: a
    answer: b
    videoId: c
---
"
        ))
        .check_findings("missing-key");
    }
}
