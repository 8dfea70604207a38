//! Features that read work in a shape that no layer above `shape` knows.

use std::collections::BTreeSet;
use std::sync::Arc;

use expect_test::expect;

use super::super::write::{FirstQuestions, NewQuestion, Taken, Target, TargetList};
use super::MARK;
use crate::bank::config::Hints;
use crate::bank::{BankPath, Change, Config};
use crate::cli::list;
use crate::edit::question::append;
use crate::edit::verify::{same_but_answer, same_question};
use crate::facts::slot::Part;
use crate::fixture::Fixture;
use crate::ide::actions::{Request, actions};
use crate::ide::completion::{Options, completion};
use crate::ide::definition::definition;
use crate::ide::document_symbols::outline;
use crate::ide::hover::hover;
use crate::ide::inlay_hints::hints;
use crate::ide::on_enter::on_enter;
use crate::ide::references::references;
use crate::ide::rename::rename;
use crate::ide::workspace_symbols::search;
use crate::lint::{Findings, FixContext, fixes_and_suppressions};
use crate::shape;
use crate::stats::{self, AnswerState, Stats};
use crate::text::{Lines, Span, line_start};

mod rules;

const BANK: &str = "\
//- /go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe.
    topics: [Channels]
---
//- /cards.md
Cards to learn by heart.

# Channels
Q: What is a channel?
A: A typed pipe for values.
Q: May a $0closed channel be read?

# Maps
Q: Is a map safe for concurrent use?
A: No.
<!-- lines -->
";

fn cards() -> BankPath {
    BankPath::new("cards.md").expect("a path")
}

/// The bank with the cursor before `at` in the cards.
fn with_cursor(at: &str) -> Fixture {
    let source = BANK.replace("$0", "");
    let (before, after) = source.rsplit_once(at).expect("the place");
    Fixture::new(&format!("{before}$0{at}{after}"))
}

#[test]
fn the_outline_has_its_sections() {
    let fixture = Fixture::new(BANK);
    let parts = outline(&fixture.bank, &cards(), fixture.text(&cards()));
    let shown: Vec<_> = parts
        .iter()
        .map(|part| {
            let inner: Vec<_> = part.parts.iter().map(|part| part.name.as_str()).collect();
            format!("{} ({}): {}", part.name, part.detail, inner.join(" "))
        })
        .collect();
    let expected = [
        "Channels (2 questions): What is a channel? May a closed channel be read?",
        "Maps (1 question): Is a map safe for concurrent use?",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn a_search_finds_its_questions() {
    let fixture = Fixture::new(BANK);
    let found = search(&fixture.bank, "closed", 10);
    let found: Vec<_> = found
        .iter()
        .map(|found| (&found.path, found.span.slice(fixture.text(&found.path))))
        .collect();
    assert_eq!(found, [(&cards(), "May a closed channel be read?")]);
}

#[test]
fn hover_shows_the_answer() {
    let fixture = with_cursor("Is a map");
    let findings = Findings::of_bank(&fixture.bank);
    let (path, offset) = fixture.at();
    let text = hover(&fixture.bank, &|_| None, &findings, path, offset).expect("a hover");
    assert!(text.value.contains("No."), "{}", text.value);
    assert_eq!(
        text.span.slice(fixture.text(path)),
        "Is a map safe for concurrent use?"
    );
}

const NOTES: &str = "\
//- /notes.md
- [What is a channel?](#1-what-is-a-channel)
- [Is there more?](#2-is-there-more)

# Channels

## 1. What is a $0channel?

$1A typed *pipe*, see [maps](maps.md).

### For what?

For values.

## 2. Is there more?

## 3. Which is one?
Level: Easy

- [ ] A file
- [x] A pipe
Key: B

<!-- later -->
<!-- lines -->
//- /maps.md
# Maps
";

fn notes() -> BankPath {
    BankPath::new("notes.md").expect("a path")
}

#[test]
fn an_answer_below_its_question_is_counted_shown_and_found() {
    let fixture = Fixture::new(NOTES);
    let bank = &fixture.bank;
    let group = bank.group("notes.md").expect("a group");
    let shown: Vec<_> = stats::questions(bank, &|_| true)
        .map(|question| (question.answer.state, question.answer.words))
        .collect();
    let expected = [
        (AnswerState::Answered, Some(9)),
        (AnswerState::None, None),
        (AnswerState::Empty, Some(0)),
    ];
    assert_eq!(shown, expected);
    let lengths = Stats::of(bank).lengths;
    assert_eq!((lengths.files, lengths.inline, lengths.words), (0, 1, 9));
    let parts = outline(bank, &notes(), fixture.text(&notes()));
    let question = &parts[0].parts[0];
    assert_eq!(&*question.detail, "9 words");
    assert!(
        question
            .full
            .slice(fixture.text(&notes()))
            .trim_end()
            .ends_with("For values.")
    );
    let (path, offset) = fixture.at();
    let found = definition(bank, path, offset).expect("the answer");
    let places = found
        .value
        .iter()
        .map(|target| (target.path.clone(), target.name.start));
    assert_eq!(places.collect::<Vec<_>>(), fixture.places);
    let anchors = (0..4).map(|index| group.heading_of(index).map(|heading| heading.anchor));
    let expected = [
        Some("1-what-is-a-channel"),
        Some("2-is-there-more"),
        Some("3-which-is-one"),
        None,
    ];
    assert_eq!(anchors.collect::<Vec<_>>(), expected);
}

#[test]
fn a_question_in_a_heading_is_hovered_referenced_and_renamed_with_it() {
    let fixture = Fixture::new(NOTES);
    let (path, offset) = fixture.at();
    let sources = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let findings = Findings::of_bank(&fixture.bank);
    let text = hover(&fixture.bank, &sources, &findings, path, offset).expect("a hover");
    assert!(
        text.value.contains("**Answer** · 9 words"),
        "{}",
        text.value
    );
    assert!(text.value.contains("A typed *pipe*"), "{}", text.value);
    assert!(text.value.contains("Linked from"), "{}", text.value);
    let uses = references(&fixture.bank, &sources, path, offset, true).expect("uses");
    let uses = uses
        .flat_map(|file| file.spans)
        .map(|span| span.slice(fixture.text(path)));
    assert_eq!(
        uses.collect::<Vec<_>>(),
        ["#1-what-is-a-channel", "1. What is a channel?"]
    );
    let edit = rename(&fixture.bank, &sources, path, offset, "1. Pipes?").expect("a rename");
    let after = NOTES.replace("1. What is a channel?", "1. Pipes?");
    let after = after.replace("1. What is a $0channel?", "1. Pipes?");
    fixture.becomes(
        &edit,
        &after
            .replace("#1-what-is-a-channel", "#1-pipes")
            .replace("$1", ""),
    );
}

#[test]
fn a_hint_tells_the_length_of_an_answer_below() {
    let config = Config {
        hints: Hints { answers: true },
        ..Config::default()
    };
    let fixture = Fixture::with_config(NOTES, config);
    let text = fixture.text(&notes());
    let all = Span::new(0, text.len() as u32);
    let hints = hints(&fixture.bank, &notes(), text, all).into_iter();
    let hints = hints.map(|hint| format!("{}: {}", line_before(text, hint.at), hint.label));
    let expected = [
        "## 1. What is a channel?: 9 words",
        "## 3. Which is one?: empty",
    ];
    assert_eq!(hints.collect::<Vec<_>>(), expected);
}

/// The text of the line before the offset.
fn line_before(text: &str, at: u32) -> &str {
    Span::new(line_start(text, at), at).slice(text)
}

#[test]
fn options_key_number_and_contents_are_read() {
    let fixture = Fixture::new(NOTES);
    let text = fixture.text(&notes());
    let group = fixture.bank.group("notes.md").expect("a group");
    let placed = group.questions.get(2).expect("a question");
    let at = |span: Span| span.shift(placed.start).slice(text);
    let options = placed.question.options().iter();
    let options = options.map(|option| (at(option.marker), &*option.text.text, option.is_right));
    let expected = [("[ ]", "A file", false), ("[x]", "A pipe", true)];
    assert_eq!(options.collect::<Vec<_>>(), expected);
    let key = placed.question.options_key().map(|key| key.text);
    assert_eq!(
        (key, placed.question.number_mark().map(at)),
        (Some("B"), Some("3"))
    );
    let contents = group.contents.iter();
    let contents = contents.map(|entry| (&*entry.text, entry.anchor.as_deref()));
    let expected = [
        ("What is a channel?", Some("1-what-is-a-channel")),
        ("Is there more?", Some("2-is-there-more")),
    ];
    assert_eq!(contents.collect::<Vec<_>>(), expected);
}

#[test]
fn references_of_a_topic_are_in_both_files() {
    let fixture = with_cursor("Channels\n");
    let (path, offset) = fixture.at();
    let uses = references(&fixture.bank, &|_| None, path, offset, true).expect("uses");
    let uses = uses.flat_map(|file| {
        let text = fixture.text(&file.path);
        let spans = file.spans.into_iter();
        spans.map(move |span| (file.path.to_string(), span.slice(text)))
    });
    let uses: Vec<_> = uses.collect();
    let expected = [("cards.md", "Channels"), ("go.md", "Channels")];
    let expected = expected.map(|(path, text)| (path.to_owned(), text));
    assert_eq!(uses, expected);
}

#[test]
fn a_question_is_found_again_in_another_shape() {
    let fixture = Fixture::new(BANK);
    let findings = Findings::of_bank(&fixture.bank);
    let found: Vec<_> = findings
        .iter()
        .flat_map(|(path, list)| list.iter().map(move |finding| (path.as_str(), finding)))
        .filter(|(_, finding)| finding.code == "duplicate-question")
        .map(|(path, finding)| {
            (
                path,
                finding
                    .span
                    .slice(fixture.text(&BankPath::new(path).expect("a path"))),
            )
        })
        .collect();
    assert_eq!(found, [("go.md", "What is a channel?")]);
}

#[test]
fn list_and_statistics_count_its_questions() {
    let fixture = Fixture::new(BANK);
    let bank = &fixture.bank;
    let lines: Vec<_> = stats::questions(bank, &|path| path == "cards.md")
        .map(|question| {
            list::line(
                None,
                bank,
                None,
                &bank.same_questions(question.group),
                question,
            )
        })
        .map(|line| serde_json::to_value(line).expect("JSON"))
        .map(|line| {
            format!(
                "{} {} {} {}",
                line["index"], line["question"], line["topics"], line["answer"]["inline"]
            )
        })
        .collect();
    let expected = [
        r#"0 "What is a channel?" ["Channels"] "A typed pipe for values.""#,
        r#"1 "May a closed channel be read?" ["Channels"] null"#,
        r#"2 "Is a map safe for concurrent use?" ["Maps"] "No.""#,
    ];
    assert_eq!(lines, expected);
    let stats = Stats::of(bank);
    assert_eq!(
        (stats.totals.groups, stats.totals.answers.questions),
        (2, 4)
    );
    assert_eq!(stats.totals.topics, 2);
}

const READ_ONLY: &str =
    "qmark cannot write questions of the shape `lines`; change the file by hand";

#[test]
fn each_edit_of_a_question_is_refused() {
    let fixture = Fixture::new(BANK);
    let text = fixture.text(&cards());
    let group = fixture.bank.group("cards.md").expect("a group");
    assert!(!shape::is_writable(group));
    let list = TargetList { text, group };
    let placed = group.questions.get(0).expect("a question");
    let target = Target {
        text,
        group,
        placed,
    };
    let new = [NewQuestion::default()];
    let taken = Taken {
        from: group,
        texts: Vec::new(),
    };
    let refusals = [
        target.replace(Part::Text, "x").err(),
        target.remove_topics(&[0]).err(),
        target.add_level("Easy", true).err(),
        target.link_answer("a.md").err(),
        target.inline_answer("A").err(),
        list.append(&new).err(),
        list.take(0..1).err(),
        list.put(&taken).err(),
        list.reorder(0..2, &[1, 0]).err(),
        taken.read().err(),
        FirstQuestions::Taken(&taken).file(&[]).err(),
        TargetList::check_movable(group, "the questions").err(),
        append(&fixture.bank.config().input(&cards(), text), group, &new).err(),
    ];
    for refusal in refusals {
        assert_eq!(refusal.map(|refusal| refusal.0).as_deref(), Some(READ_ONLY));
    }
}

#[test]
fn nothing_that_writes_it_is_offered_but_comments_that_allow_findings() {
    const ALLOWING: [&str; 3] = [
        "Allow `duplicate-question` here",
        "Allow `duplicate-question` in this file",
        "Turn `duplicate-question` off in `qmark.yaml`",
    ];
    // A finding in the cards: the second question repeats the first one.
    let source = BANK
        .replace("$0", "")
        .replace("A: No.", "A: No.\nQ: What is a channel?");
    let fixture = Fixture::new(&source);
    let (path, text) = (cards(), fixture.text(&cards()));
    let findings = Findings::of_bank(&fixture.bank);
    assert!(!findings.of(path.as_str()).is_empty());
    let sources = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let starts = text.match_indices('\n').map(|(at, _)| at as u32 + 1);
    let cursors = std::iter::once(0).chain(starts).map(Span::at);
    let mut offered = BTreeSet::new();
    for span in cursors.chain([Span::new(0, text.len() as u32)]) {
        let request = Request {
            bank: &fixture.bank,
            findings: &findings,
            path: &path,
            text,
            sources: &sources,
            span,
        };
        let actions = actions(&request, &|_| true).into_iter();
        offered.extend(actions.map(|action| action.title));
    }
    // These write to the configuration or to another file only.
    let elsewhere = [
        "Import the questions of this file into…",
        "This is not a question bank",
        "Write what qmark inferred to qmark.yaml",
    ];
    let expected = ALLOWING.into_iter().chain(elsewhere).map(str::to_owned);
    assert_eq!(offered, expected.collect());
    for finding in findings.of(path.as_str()) {
        let context = FixContext {
            bank: &fixture.bank,
            path: &path,
            text,
            sources: &sources,
            finding,
        };
        let fixes = fixes_and_suppressions(&context).into_iter();
        let titles: Vec<String> = fixes.map(|fix| fix.title).collect();
        assert_eq!(titles, ALLOWING);
    }
}

#[test]
fn a_topic_of_it_is_not_renamed() {
    for at in ["Channels\nQ", "Maps"] {
        let fixture = with_cursor(at);
        let (path, offset) = fixture.at();
        let sources = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        let renamed = rename(&fixture.bank, &sources, path, offset, "Pipes");
        let refusal = renamed.expect_err("it is refused");
        assert_eq!(refusal.0, READ_ONLY, "{at}");
    }
}

#[test]
fn a_level_of_it_is_not_renamed() {
    let bank = "levels: [Beginner, Hard]\n//- /go.md\n---\nquestions:\n  - level: $0Beginner\n---\n//- /cards.md\n# Beginner\nQ: Why?\n<!-- lines -->\n";
    let fixture = Fixture::new(bank);
    let (path, offset) = fixture.at();
    let sources = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let renamed = rename(&fixture.bank, &sources, path, offset, "Easy");
    assert_eq!(renamed.expect_err("it is refused").0, READ_ONLY);
}

#[test]
fn a_heading_without_questions_uses_its_topic() {
    let group = "levels: [Beginner, Hard]\n//- /go.md\n---\nquestions:\n  - question: Why?\n    topics: [TOPICS]\n---\n";
    for (word, heading) in [("Maps", "Maps"), ("Beginner", "beginner")] {
        let topics = "Maps, Beginner".replace(word, &format!("$0{word}"));
        let group = group.replace("TOPICS", &topics);
        let cards = |heading: &str| {
            format!("//- /cards.md\n# Other\nQ: Why not?\n# {heading}\n<!-- lines -->\n")
        };
        let used = |fixture: &Fixture| {
            let (path, offset) = fixture.at();
            let uses = references(&fixture.bank, &|_| None, path, offset, true).expect("uses");
            uses.map(|file| file.path.to_string()).collect::<Vec<_>>()
        };
        let renamed = |fixture: &Fixture| {
            let (path, offset) = fixture.at();
            let text = |path: &BankPath| fixture.texts.get(path);
            let sources = |path: &BankPath| text(path).map(|text| Arc::new(text.clone()));
            rename(&fixture.bank, &sources, path, offset, "Pipes")
        };
        let mut fixture = Fixture::new(&(group.clone() + &cards(heading)));
        assert_eq!(used(&fixture), ["go.md", "cards.md"]);
        assert_eq!(renamed(&fixture).expect_err("it is refused").0, READ_ONLY);
        // An edit that changes only the heading.
        let other = Fixture::new(&(group + &cards("Else")));
        let file = other.bank.file("cards.md").cloned();
        let path = self::cards();
        fixture.bank.apply([Change { path, file }]);
        assert_eq!(used(&fixture), ["go.md"]);
        let refusal = renamed(&fixture).err().map(|refusal| refusal.0);
        assert_ne!(refusal.as_deref(), Some(READ_ONLY));
    }
}

/// The labels of the completions at `$0` in the cards.
fn offered(cards: &str) -> Vec<String> {
    let source = format!("//- /go.md\n# Pipes\n//- /cards.md\n{cards}<!-- lines -->\n");
    let fixture = Fixture::new(&source);
    let (path, offset) = fixture.at();
    let text = fixture.text(path);
    let found = completion(&fixture.bank, path, text, offset, &Options::default());
    found.items.into_iter().map(|item| item.label).collect()
}

#[test]
fn completion_offers_links_and_no_keys() {
    assert_eq!(offered("Q: What?\nA: See [it]($0)\n"), ["go.md"]);
    assert_eq!(offered("Q: What?\nA: See [it](go.md#$0)\n"), ["pipes"]);
    for cards in [
        "Q: $0What?\n",
        "Q: What?\n$0",
        "---\n$0\n---\nQ: What?\n<!-- lines -->\n",
        "---\ntopics: [$0]\n---\nQ: What?\n",
    ] {
        assert_eq!(offered(cards), [""; 0], "{cards}");
    }
}

/// The shape is asked in the body, too, and before the links there.
#[test]
fn completion_offers_what_the_shape_expects() {
    let offered = |cards: &str| {
        let source = format!("//- /content/pipe.md\nA pipe.\n//- /cards.md\n{cards}");
        let fixture = Fixture::new(&source);
        let (path, offset) = fixture.at();
        let text = fixture.text(path);
        let found = completion(&fixture.bank, path, text, offset, &Options::default());
        let items = found.items.into_iter();
        items
            .map(|item| (item.label, item.edit.replace.slice(text).to_owned()))
            .collect::<Vec<_>>()
    };
    let file = |written: &str| vec![("pipe.md".to_owned(), written.to_owned())];
    for front in ["", "---\ntitle: Cards\n---\n"] {
        let cards = |answer: &str| format!("{front}Q: What?\n{answer}\n<!-- lines -->\n");
        assert_eq!(offered(&cards("A: $0")), file(""), "{front}");
        assert_eq!(offered(&cards("A: pi$0p")), file("pip"), "{front}");
        assert_eq!(offered(&cards("A: x\nB: $0")), [], "{front}");
    }
}

#[test]
fn a_line_break_changes_nothing_else() {
    let fixture =
        Fixture::new("//- /cards.md\n---\ntags:\n- a\n$0\n---\nQ: What?\n<!-- lines -->\n");
    let (path, offset) = fixture.at();
    assert_eq!(
        on_enter(&fixture.bank, path, fixture.text(path), offset),
        None
    );
}

#[test]
fn questions_are_compared_by_what_they_say() {
    let questions = |text: &str| {
        let text = &format!("{text}{MARK}\n");
        let facts = crate::shape::read(&crate::shape::Input::inferred("cards.md", text), None);
        let group = facts.as_group().expect("questions");
        let all = group.questions.iter().map(|placed| placed.question.clone());
        all.collect::<Vec<_>>()
    };
    let one = questions("Q: Why?\nA: So.\n");
    for (text, same) in [
        ("\n\nQ: Why?\nA: So.\n", true),
        ("Q: Why not?\nA: So.\n", false),
        ("Q: Why?\nA: Because.\n", false),
        ("Q: Why?\n", false),
    ] {
        assert_eq!(same_question(&one[0], &questions(text)[0]), same, "{text}");
    }
    for (text, same) in [
        ("Q: Why?\nA: Because.\n", true),
        ("Q: Why?\nA: So.\n", false),
        ("Q: Why not?\nA: Because.\n", false),
        ("Q: Why?\n", false),
        (
            "---\nquestions:\n- question: Why?\n  answer: Because.\n---\n",
            false,
        ),
    ] {
        let same_but = same_but_answer(&one[0], &questions(text)[0], "Because.");
        assert_eq!(same_but, same, "{text}");
    }
}

#[test]
fn the_configuration_says_which_files_are_documents() {
    let groups = |config: &str| {
        let fixture = Fixture::new(&format!("{config}\n{BANK}"));
        let groups = fixture.bank.groups().map(BankPath::to_string);
        groups.collect::<Vec<_>>().join(" ")
    };
    for (config, expected) in [
        ("infer: true", "cards.md go.md"),
        ("infer: false", "go.md"),
        ("documents: [{files: cards.md}]", "cards.md go.md"),
        ("documents: [{files: other.md}]", "go.md"),
        ("documents: [{files: '*.md', shape: none}]", "go.md"),
        (
            "documents: [{files: '*.md', shape: document}]\ninfer: false",
            "cards.md go.md",
        ),
        ("documents: [{files: '*.md', shape: file}]", "go.md"),
    ] {
        assert_eq!(groups(config), expected, "{config}");
    }
}

#[test]
fn a_listed_question_has_its_line_number_anchor_options_and_answer() {
    let fixture = Fixture::new(&NOTES.replace("Level: Easy", "Level: easy"));
    let lines = Lines::new(fixture.text(&notes()));
    let listed = stats::questions(&fixture.bank, &|path| path == "notes.md")
        .map(|question| {
            list::line(
                None,
                &fixture.bank,
                Some(&lines),
                &fixture.bank.same_questions(question.group),
                question,
            )
        })
        .map(|line| serde_json::to_string(&line).expect("JSON"));
    let listed: Vec<_> = listed.collect();
    expect![[r#"
        {"group":"notes.md","index":0,"id":"1-what-is-a-channel","question":"What is a channel?","level":null,"topics":["Channels"],"answer":{"lines":[8,12]},"exists":true,"words":9,"line":6,"number":1,"shape":"lines","options":null,"translations":[]}
        {"group":"notes.md","index":1,"id":"2-is-there-more","question":"Is there more?","level":null,"topics":["Channels"],"answer":null,"exists":false,"words":null,"line":14,"number":2,"shape":"lines","options":null,"translations":[]}
        {"group":"notes.md","index":2,"id":"3-which-is-one","question":"Which is one?","level":"Beginner","topics":["Channels"],"answer":{"lines":[23,23]},"exists":true,"words":0,"line":16,"number":3,"shape":"lines","options":[{"text":"A file","right":false},{"text":"A pipe","right":true}],"translations":[]}"#]].assert_eq(&listed.join("\n"));
    let fixture = Fixture::new("//- /a.md\nQ: What?\nLevel: Guru\nA: That.\n<!-- lines -->\n");
    let listed = stats::questions(&fixture.bank, &|_| true)
        .map(|question| {
            list::line(
                None,
                &fixture.bank,
                None,
                &fixture.bank.same_questions(question.group),
                question,
            )
        })
        .map(|line| serde_json::to_string(&line).expect("JSON"));
    let listed: Vec<_> = listed.collect();
    expect![[r#"{"group":"a.md","index":0,"id":null,"question":"What?","level":"Guru","topics":[],"answer":{"inline":"That."},"exists":true,"words":1,"line":null,"number":null,"shape":"lines","options":null,"translations":[]}"#]].assert_eq(&listed.join("\n"));
}
