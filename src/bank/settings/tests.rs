use serde_json::json;

use super::*;
use crate::bank::config::{Hints, Lenses, Profile, Setting, Severity, ValueType};
use crate::shape::documents::{AnswerForm, Decision, FileKind, KeyNames, Label, Opener, Reading};

const RULES: &[&str] = &["missing-answer", "near-topic"];

/// The problems in the text as `code place: message`, sorted by place.
#[track_caller]
fn check(text: &str, expected: &[&str]) -> Config {
    let lines = [
        text.to_owned(),
        text.replace('\n', "\r\n"),
        format!("\u{feff}{text}"),
    ];
    let configs = lines.map(|text| {
        let (config, problems) = read(&text, RULES);
        let shown: Vec<String> = problems
            .iter()
            .map(|p| {
                assert!(!p.span.is_empty(), "{p:?} in {text:?}");
                format!("{} {:?}: {}", p.code, p.span.slice(&text), p.message)
            })
            .collect();
        assert_eq!(shown, expected, "in {text:?}");
        config
    });
    let [config, crlf, bom] = configs;
    assert!(config == crlf && config == bom);
    config
}

#[test]
fn every_setting_is_read() {
    let config = check(
        "answers: answers
levels:
  - Junior
  - name: Senior
    synonyms: [Expert, Lead]
topics: [Go, Rust]
authors: people/*.md
guides: ['guides/**']
exclude: [drafts, './old/']
keys:
  group:
    cover: {type: string, required: true, doc: The picture.}
  question:
    videoId: string
    minutes: {type: number}
    note:
rules:
  near-topic: off
  missing-answer: hint
maxFileSize: 4096
documents: [{files: notes}]
infer: false
lens: {levels: false, findings: true}
inlayHints:
  answers: true
format: true
",
        &[],
    );
    assert_eq!(config.answers, "answers");
    assert_eq!(
        (
            config.level("lead"),
            config.level("junior"),
            config.level("Beginner")
        ),
        (Some(1), Some(0), None)
    );
    assert_eq!(config.topics, Some(vec!["Go".into(), "Rust".into()]));
    assert!(config.authors.contains("people/a.md") && !config.authors.contains("people/x/a.txt"));
    assert!(config.guides.contains("guides/a/b.md"));
    assert!(config.exclude.contains("drafts/a/b.md") && config.exclude.contains("old/a.md"));
    assert!(!config.exclude.contains("other/drafts.md"));
    let cover = &config.group_keys[0];
    assert_eq!(
        (&*cover.name, cover.value_type, cover.required, &*cover.doc),
        ("cover", ValueType::String, true, "The picture.")
    );
    let mut types: Vec<_> = config
        .question_keys
        .iter()
        .map(|k| (&*k.name, k.value_type))
        .collect();
    types.sort_unstable_by_key(|(name, _)| *name);
    assert_eq!(
        types,
        [
            ("minutes", ValueType::Number),
            ("note", ValueType::Any),
            ("videoId", ValueType::String)
        ]
    );
    assert_eq!(config.rules["near-topic"], Setting::Off);
    assert_eq!(config.rules["missing-answer"], Setting::As(Severity::Hint));
    assert_eq!(config.max_file_size, 4096);
    let Lenses {
        levels,
        findings,
        answers,
    } = config.lens;
    assert_eq!((levels, findings, answers), (false, true, true));
    assert!(config.hints.answers);
    assert!(!config.given.contains("format"));
}

#[test]
fn values_are_those_of_yaml() {
    let config = check(
        "maxFileSize: 0x1000
topics: [!!str 5, 2024-01-01, &a Go, yes]
levels: [*a]
exclude: &e {x: y}
lens: {<<: {levels: FALSE}, answers: True}
rules: {1: off}
",
        &[
            "wrong-type \"{x: y}\": expected a list, not a mapping",
            "unknown-key \"1\": `1` is not a rule",
        ],
    );
    assert_eq!(config.max_file_size, 4096);
    assert_eq!(
        config.topics.unwrap_or_default(),
        ["5", "2024-01-01", "Go", "yes"]
    );
    assert_eq!(config.levels[0].name, "Go");
    assert!(!config.lens.levels && config.lens.answers);
}

#[test]
fn nothing_is_the_default() {
    for text in ["", "# only a comment\n", "---\n", "{}\n", "~\n"] {
        assert!(check(text, &[]) == Config::default(), "{text:?}");
    }
}

#[test]
fn a_wrong_name_is_marked_at_the_name() {
    let config = check(
        "answer: x
levels: [A]
keys:
  questions: {a: string}
  question:
    b: {typ: string}
rules:
  near-topics: off
  colours: off
levls: [B]
lens: {level: false}
inlayHints: {levels: true}
",
        &[
            "unknown-key \"answer\": `answer` is not a setting; did you mean `answers`?",
            "unknown-key \"questions\": `questions` is not a place for keys; did you mean `question`?",
            "unknown-key \"typ\": `typ` is not a key here; did you mean `type`?",
            "unknown-key \"near-topics\": `near-topics` is not a rule; did you mean `near-topic`?",
            "unknown-key \"colours\": `colours` is not a rule",
            "unknown-key \"levls\": `levls` is not a setting; did you mean `levels`?",
            "unknown-key \"level\": `level` is not a switch of `lens`; did you mean `levels`?",
            "unknown-key \"levels\": `levels` is not a switch of `inlayHints`",
        ],
    );
    assert_eq!(config.levels.len(), 1);
    assert!(config.rules.is_empty());
}

#[test]
fn a_wrong_value_is_marked_at_the_value() {
    let config = check(
        "answers: a/b
levels:
  - A
  - 5
  - {synonyms: [C]}
  - {name: B, synonyms: [a]}
topics: Go
authors: ['a[', 'b/*.md']
guides: {a: b}
keys:
  question:
    title: {type: text, required: maybe}
    topics: list
rules:
  near-topic: loud
  missing-answer:
exclude:
maxFileSize: 0
lens:
  levels: often
  answers: 1
inlayHints: true
",
        &[
            "wrong-type \"a/b\": `a/b` is a path; write only the folder's name",
            "wrong-type \"5\": `5` is not text",
            "wrong-type \"{synonyms: [C]}\": this level has no `name`",
            "wrong-type \"a\": `a` is already a name of the level `A`",
            "wrong-type \"Go\": `Go` is not a list",
            "wrong-type \"'a['\": `a[` is not a valid glob: unclosed character class; missing ']'",
            "wrong-type \"{a: b}\": expected a list, not a mapping",
            "wrong-type \"text\": `text` is not a type: `string`, `number`, `boolean`, `date`, `list`, `map` or `any`",
            "wrong-type \"maybe\": `maybe` is not `true` or `false`",
            "wrong-type \"list\": `topics` is a built-in key; only custom keys belong here",
            "wrong-type \"loud\": `loud` is not `off`, `hint`, `warning` or `error`",
            "empty-value \"missing-answer\": no value; expected `off`, `hint`, `warning` or `error`",
            "empty-value \"exclude\": no value; expected a list",
            "wrong-type \"0\": `0` is out of range: 1 to 4294967295 bytes",
            "wrong-type \"often\": `often` is not `true` or `false`",
            "wrong-type \"1\": `1` is not `true` or `false`",
            "wrong-type \"true\": `true` is not a mapping of `key: value`",
        ],
    );
    assert_eq!(config.answers, "content");
    assert_eq!(config.levels.len(), 2);
    assert_eq!(config.authors.globs, ["b/*.md"]);
    assert_eq!(config.question_keys.len(), 1);
    assert_eq!(config.max_file_size, 8 << 20);
    assert_eq!(config.lens, Lenses::default());
    assert_eq!(config.hints, Hints::default());
}

#[test]
fn one_broken_setting_costs_only_itself() {
    let config = check(
        "answers: texts
topics: [Go, 'Ru
rules:
  near-topic: off
",
        &["invalid-yaml \"'Ru\": unclosed quote"],
    );
    assert_eq!(config.answers, "texts");
    assert_eq!(config.rules.len(), 1);
}

#[test]
fn the_parts_of_a_broken_file_share_their_anchors() {
    let config = check(
        "topics: &t [Go, Rust]
levels: [&a A]
answers: 'open
exclude: *t
authors: [*a, *b]
guides: *b
",
        &[
            "invalid-yaml \"'open\": unclosed quote",
            "invalid-yaml \"*b\": `*b` is an alias without an anchor `&b` above it; put the value in quotes if it is text",
            "invalid-yaml \"*b\": `*b` is an alias without an anchor `&b` above it; put the value in quotes if it is text",
        ],
    );
    assert_eq!(config.exclude.globs, ["Go", "Rust"]);
}

#[test]
fn the_first_of_keys_with_one_name_counts() {
    let text = "answers: a
levels: [A]
rules: {near-topic: off, near-topic: error}
lens: {levels: false}
answers: b
lens: {levels: true, answers: false}
levels: 5
";
    let twice = [
        "duplicate-key \"near-topic\": `near-topic` is set twice; remove one of the two",
        "duplicate-key \"answers\": `answers` is set twice; remove one of the two",
        "duplicate-key \"lens\": `lens` is set twice; remove one of the two",
        "duplicate-key \"levels\": `levels` is set twice; remove one of the two",
    ];
    let whole = check(text, &twice);
    assert_eq!(whole.answers, "a");
    assert_eq!(whole.levels.len(), 1);
    assert_eq!(whole.rules["near-topic"], Setting::Off);
    assert!(!whole.lens.levels && whole.lens.answers);
    let broken = format!("{text}topics: [Go\n");
    let broken = read(&broken, RULES).0;
    assert_eq!(broken.answers, "a");
    assert_eq!(broken.levels.len(), 1);
    assert_eq!(broken.rules["near-topic"], Setting::Off);
    assert!(!broken.lens.levels);
}

#[test]
fn texts_that_are_no_settings() {
    check(
        "- a\n",
        &["wrong-type \"- a\": the configuration must be lines of `key: value`"],
    );
    check(
        "answers\n",
        &["wrong-type \"answers\": the configuration must be lines of `key: value`"],
    );
    check(
        "answers: a\nanswers: b\n",
        &["duplicate-key \"answers\": `answers` is set twice; remove one of the two"],
    );
    check(
        "  topics: [\n",
        &["invalid-yaml \"[\": unclosed bracket '['"],
    );
    check(
        "topics: []\nanswers: !x y\n",
        &[
            "invalid-yaml \"!x\": `!x` is a tag that this value cannot have; put a value that starts with `!` in quotes",
        ],
    );
    check(
        "answers: *a\n",
        &[
            "invalid-yaml \"*a\": `*a` is an alias without an anchor `&a` above it; put the value in quotes if it is text",
        ],
    );
}

#[test]
fn the_file_wins_over_the_editor() {
    let (file, _) = read(
        "answers: a\nrules: {near-topic: off}\nkeys: {question: {x: string}}\nlens: {levels: false}\n",
        RULES,
    );
    let editor = json!({
        "answers": "b",
        "authors": "people/*.md",
        "guides": null,
        "rules": {"near-topic": "error", "missing-answer": "hint"},
        "keys": {"question": {"x": "number", "y": "number"}},
        "lens": {"levels": true, "answers": false},
        "inlayHints": {"answers": true},
    });
    let (config, wrong) = from_json(&file, &editor, RULES);
    assert_eq!(wrong, [""; 0]);
    assert_eq!(config.answers, "a");
    assert_eq!(config.authors.globs, ["people/*.md"]);
    let Lenses {
        levels,
        findings,
        answers,
    } = config.lens;
    assert_eq!((levels, findings, answers), (false, true, false));
    assert!(config.hints.answers);
    assert_eq!(config.rules["near-topic"], Setting::Off);
    assert_eq!(config.rules["missing-answer"], Setting::As(Severity::Hint));
    let types: Vec<_> = config
        .question_keys
        .iter()
        .map(|k| (&*k.name, k.value_type))
        .collect();
    assert_eq!(types, [("x", ValueType::String), ("y", ValueType::Number)]);
}

#[test]
fn an_editors_mistakes_have_their_path() {
    let editor = json!({"levels": ["A", {"name": 3}], "maxfilesize": 1, "rules": []});
    let (config, mut wrong) = from_json(&Config::default(), &editor, RULES);
    wrong.sort();
    assert_eq!(
        wrong,
        [
            "levels[1].name: `3` is not text",
            "maxfilesize: `maxfilesize` is not a setting; did you mean `maxFileSize`?",
            "rules: expected a mapping of `key: value`, not a list",
        ]
    );
    assert_eq!(config.levels.len(), 1);
    for none in [json!(null), json!({})] {
        assert!(from_json(&Config::default(), &none, RULES) == (Config::default(), vec![]));
    }
    assert_eq!(from_json(&Config::default(), &json!("x"), RULES).1.len(), 1);
}

#[test]
fn the_banks_of_this_repository_are_right() {
    for text in [
        include_str!("../../../content/qmark.yaml"),
        include_str!("../../../tests/banks/broken/qmark.yaml"),
    ] {
        let (config, problems) = read(text, RULES);
        assert_eq!(problems, []);
        assert!(config.authors.contains("authors/a.md"));
    }
}

#[test]
fn the_profile_and_what_its_keys_must_be() {
    let keys = "keys:
  group:
    order: {required: false}
    ending: {required: true}
    seo.keywords: {required: false}
    tags: list
";
    for (word, profile) in [
        ("roadmap", Profile::Roadmap),
        ("none", Profile::None),
        ("auto", Profile::Auto),
    ] {
        let config = check(&format!("profile: {word}\n{keys}"), &[]);
        assert_eq!(config.profile, profile);
        let set = ["order", "ending", "isNew", "tags"].map(|key| config.is_required(None, key));
        assert_eq!(set, [Some(false), Some(true), None, None]);
        assert_eq!(config.is_required(Some("seo"), "keywords"), Some(false));
        assert_eq!(config.is_required(None, "keywords"), None);
        assert_eq!(config.group_keys.len(), 1);
    }
    let config = check(
        "profile: website
keys:
  group:
    order: number
    title: {type: string}
    seo: {requird: true}
    isNew: {required: maybe}
    questions: {required: false}
    date: {required: false}
",
        &[
            "wrong-type \"website\": `website` is not `roadmap`, `none` or `auto`",
            "wrong-type \"number\": `order` is a key of the format; write `order: {required: true}` or `order: {required: false}`",
            "wrong-type \"string\": `title` is a key of the format; only `required` can be set for it",
            "unknown-key \"requird\": `requird` is not a key here; did you mean `required`?",
            "wrong-type \"maybe\": `maybe` is not `true` or `false`",
            "wrong-type \"{required: false}\": every group has `questions`; that cannot be changed here",
        ],
    );
    assert_eq!(config.profile, Profile::Auto);
    assert_eq!(config.is_required(None, "date"), Some(false));
    assert!(config.group_keys.is_empty());
}

#[test]
fn the_profile_in_an_editors_settings() {
    let settings = json!({
        "profile": "none",
        "keys": {"group": {"order": {"required": true}, "isNew": {"required": false}}},
    });
    let (config, wrong) = from_json(&Config::default(), &settings, RULES);
    assert_eq!(wrong, [""; 0]);
    assert_eq!(config.profile, Profile::None);
    let file = "profile: roadmap\nkeys: {group: {order: {required: false}}}\n";
    let (file, _) = read(file, RULES);
    let (config, _) = from_json(&file, &settings, RULES);
    assert_eq!(config.profile, Profile::Roadmap);
    let set = ["order", "isNew"].map(|key| config.is_required(None, key));
    assert_eq!(set, [Some(false), Some(false)]);
}

#[test]
fn documents_are_read() {
    let config = check(
        "documents:
  - files: [README.md, 'notes/**']
    shape: document
    opener: h3
    answers: folded
    level: [heading, suffix]
    topic: heading
    translations: README.{lang}.md
  - files: cards
    shape: file
    level: [frontmatter, suffix]
    keys: {level: difficulty, topics: [tags, category], question: prompt, answer: reply}
  - {files: old, shape: none}
infer: false
",
        &[],
    );
    let [first, cards, second] = config.documents.list() else {
        panic!("{:?}", config.documents);
    };
    let reading = Reading {
        shape: Some(FileKind::Document),
        opener: Some(Opener::Heading(Some(3))),
        answers: Some(AnswerForm::Folded),
        level: vec![Label::Heading, Label::Suffix],
        topic: vec![Label::Heading],
        keys: KeyNames::default(),
        translations: Some("README.{lang}.md".into()),
        levels: Vec::new(),
    };
    assert_eq!(first.reading, reading);
    let keys = KeyNames {
        question: vec!["prompt".into()],
        answer: vec!["reply".into()],
        level: vec!["difficulty".into()],
        topics: vec!["tags".into(), "category".into()],
    };
    assert_eq!(cards.reading.keys, keys);
    assert_eq!(cards.reading.level, [Label::Frontmatter, Label::Suffix]);
    assert_eq!(second.reading.shape, Some(FileKind::Page));
    let is_read = |path| config.documents.decide(path) == Decision::Set(&reading);
    assert!(is_read("notes/a/b.md") && !is_read("old/a.md") && !is_read("other.md"));
}

#[test]
fn places_in_the_path_know_the_levels_of_the_bank() {
    let documents = "documents: [{files: a, level: folder}, {files: b, level: line}]\n";
    let levels = "levels: [{name: Low, synonyms: [l]}, High]\n";
    for text in [
        format!("{documents}{levels}"),
        format!("{levels}{documents}"),
    ] {
        let config = check(&text, &[]);
        let [in_path, in_line] = config.documents.list() else {
            panic!("{:?}", config.documents);
        };
        assert_eq!(in_path.reading.levels, ["Low", "l", "High"]);
        assert_eq!(in_line.reading.levels, [""; 0]);
    }
    // The levels of the editor count where the file has none.
    let (file, _) = read(documents, RULES);
    let (config, _) = from_json(&file, &json!({"levels": ["One"]}), RULES);
    assert_eq!(config.documents.list()[0].reading.levels, ["One"]);
}

#[test]
fn every_place_and_key_is_read() {
    check(
        "documents:
  - {files: a, shape: document, topic: [heading, line, frontmatter, file-name, folder], level: [heading, suffix, line, frontmatter, file-name, folder]}
  - {files: b, shape: file, topic: [line, frontmatter, file-name, folder], level: [suffix, line, frontmatter, file-name, folder], keys: {question: q, answer: a, level: l, topics: t}}
  - {files: c, level: none, topic: none, keys: {level: l, topics: t}}
  - {files: d, shape: document, keys: {level: l, topics: t}}
",
        &[],
    );
}

#[test]
fn what_a_shape_does_not_have_is_refused() {
    let no_questions = "has no effect here: the files have no questions; remove it, or write `shape: document` or `shape: file`";
    let of_document = "has no effect here: the questions of a document are in its text; remove it, or write `shape: file`";
    check(
        "documents:
  - {files: b, shape: topics, answers: prose}
  - {files: c, shape: file, opener: h2, level: heading}
  - {files: d, opener: h3, keys: {question: text, answer: reply}, topic: suffix}
  - {files: e, shape: none, keys: {level: rank}}
",
        &[
            &format!("wrong-type \"prose\": `answers` {no_questions}"),
            "wrong-type \"h2\": `opener` has no effect here: a file with `shape: file` is one question; remove it, or write `shape: document`",
            "wrong-type \"heading\": `level: heading` has no effect here: a file with one question has no heading above it; write `frontmatter`, `line`, `suffix`, `file-name` or `folder`",
            &format!("wrong-type \"text\": `keys.question` {of_document}"),
            &format!("wrong-type \"reply\": `keys.answer` {of_document}"),
            "wrong-type \"suffix\": `topic: suffix` has no effect here: a mark after the question's text is a level, never a topic; write `line` or `heading`",
            &format!("wrong-type \"{{level: rank}}\": `keys` {no_questions}"),
        ],
    );
}

#[test]
fn mistakes_in_documents_have_their_place() {
    check(
        "documents:
  - shape: document
  - files: '[a'
    shape: documents
    openr: h3
    level: [heading, sufix]
    keys: {difficulty: level, topics: []}
    translations: fr/README.md
    answers:
  - notes
infer: yes please
",
        &[
            "wrong-type \"shape: document\": this rule has no `files`; add the files that it is about, as in `files: questions/*.md`",
            "wrong-type \"'[a'\": `[a` is not a valid glob: unclosed character class; missing ']'",
            "wrong-type \"documents\": `documents` is not a shape: `document`, `file`, `topics` or `none`",
            "unknown-key \"openr\": `openr` is not a key of a rule; did you mean `opener`?",
            "wrong-type \"sufix\": `sufix` is not a place of labels: `heading`, `suffix`, `line`, `frontmatter`, `file-name`, `folder` or `none`",
            "unknown-key \"difficulty\": `difficulty` is not the meaning of a key; the meanings are `question`, `answer`, `level` or `topics`, as in `level: difficulty`",
            "wrong-type \"fr/README.md\": `fr/README.md` needs `{lang}` where the language is, as in `README.{lang}.md`",
            "empty-value \"answers\": no value; expected a form of answers: `prose`, `folded`, `boxes`, `letters` or `none`",
            "wrong-type \"notes\": `notes` is not a mapping of `key: value`",
            "wrong-type \"yes please\": `yes please` is not `true` or `false`",
        ],
    );
}
