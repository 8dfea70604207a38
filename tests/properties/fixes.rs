//! A fix does what it says: the findings afterwards are those of before without the one that is fixed, and all that it
//! is not about stays as it was, byte for byte.
//!
//! Tried with the fixes of every finding of every rule in banks of all kinds.

use proptest::prelude::*;
use qmark::bank::{BankPath, CONFIG_FILE};
use qmark::lint::Safety;

use super::cases::cases;
use super::checked_bank::{CheckedBank, Texts, check_fixing_twice};
use super::fix_effects::FixEffects;
use super::shapes::{any_file, of_each_shape};
use super::strategy::{apply, splice};

/// What answers and other pages may hold.
const PAGES: &[&str] = &[
    "",
    " \r\n",
    "# Two\n\ntext\n",
    "# What is *one*?\r\n\r\nSee [x](two.md#tow) and [y](www.example.org).\r\n\r\n## Tow thirds\r\n",
    "text without a break",
    "```js\ncode\n",
    "---\nname: Ada\n---\n",
    "[s](sub) ![i](../x.png) 😀",
];

/// Where pages can be.
const PLACES: &[&str] = &[
    "go/content/one.md",
    "go/content/One.md",
    "go/content/two.md",
    "go/content/three.md",
    "go/content/five.md",
    "go/content/api-endpoint.md",
    "go/content/two.md.md",
    "go/content/blank.md",
    "go/three.md",
    "go/README.md",
    "js/content/one.md",
    "js/content/thre.md",
    "js/x.png",
    "authors/ada.md",
    "authors/gracy.md",
    "guides/start.md",
];

/// Groups that are written otherwise than most.
const GROUPS: &[&str] = &[
    "---\ntitle: Top 50 Questions\nquestions: []\n---\n",
    "---\ntitle: x\nquestions: # none yet\nending: tow.md\n---\n",
    "---\nauthorId: grace\ndate: 2024-01-01\nrelatedGuidesId: strat\nquestions: [{question: 'One, two?', answer: one.md, topics: [Core, Core, 'C, D']}, {question: What is three?, answer: one.md, topics: [Core]}]\n---\n[a](content/two.md#tow)\n",
    "---\r\nquestions:\r\n- question: What is one?\r\n  answer: ONE.md\r\n  topics: [Beginner, Core]\r\n  level: Advanced\r\n- question: What are two?\r\n  answer: |+\r\n    one.md\r\n\r\n\r\nseo: {title: 'The 9 Questions', keywords: []}\r\n---\r\n# Intro",
    "---\nquestions:\n  - question: What about three?\n    answer: two.md\n    topics:\n      - Core\n      - Beginner # easy\n  - question: What about two?\n    answer: two.md\n    topics:\n      - Cores\n  - question: What about five?\n    answer: ./five.md\n  - question: Api?\n    answer: api-endpoint\n  - {answer: one.MD, question: One?, topic: []}\n  - question: One\n    answer: two.md.md\n---\n",
    "---\nquestions:\n  - qestion: What?\n    answer: tow.md\n    question: What?\n    topics:\n  - question: 'Why\n    answer: one.md\n  - topics: Core\n---\n",
    "---\nquestion:\n  - question: What?\n    answer: one.md\n---\n",
];

/// Files with a group that became a row.
const ROWS: &[&str] = &[
    "# Go\n\n| title | seo | questions |\n|---|---|---|\n| Top 50: Go | [{keywords [go quiz go]}] | [[{question What is one?} {answer one.md} {topics [Core]}] [{question What are two?} {answer tow.md} {topics [Data Type Core]}] [{question What: three?} {answer A word.} {level Hard}]] |\n\n[a](content/two.md#tow)\n",
    "Above.\r\n\r\norder briefTitle title date questions ending\r\n4 Go All of Go 2024-01-01 [[{question What is one?} {answer one.md} {topics [Core Beginner]}] [{question What is one?} {answer one.md} {topics [Core Core]}] [{question '} {answer \"} {topics []}]] tow.md\r\nText.",
    "{question One} {answer a} {question Two} {answer b} {question Three} {answer c}",
];

/// What the bank's own file may say.
const SETTINGS: &[&str] = &[
    "rules:\n  near-topic: hint # for now\n",
    "# Ours.\r\nrules: {title-count: off}\r\nkeys:\r\n  question:\r\n    'weight': number\r\n",
    "topics: [Core, 'Data Type'] # closed\nrules:\n",
    "topics:\n- \"Core\"\n# Old.\n- Beginner\n\n",
];

/// A file of questions as an author may leave it.
fn any_questions() -> impl Strategy<Value = String> {
    let written =
        prop_oneof![3 => any_file(), 2 => prop::sample::select(GROUPS).prop_map(str::to_owned)];
    (written, prop::collection::vec(splice(), 0..3)).prop_map(|(text, splices)| {
        splices
            .iter()
            .fold(text, |text, splice| apply(&text, splice))
    })
}

/// A row as an author may leave it.
fn any_row() -> impl Strategy<Value = String> {
    let row = prop::sample::select(ROWS);
    (row, prop::collection::vec(splice(), 0..3)).prop_map(|(row, splices)| {
        let mut text = row.to_owned();
        for splice in &splices {
            text = apply(&text, splice);
        }
        text
    })
}

fn any_bank() -> impl Strategy<Value = Texts> {
    any_bank_of(any_questions())
}

/// A bank with a file of these, other groups and pages.
fn any_bank_of(questions: impl Strategy<Value = String>) -> impl Strategy<Value = Texts> {
    let page = (prop::sample::select(PLACES), prop::sample::select(PAGES));
    let groups = (
        questions,
        prop::option::of(any_questions()),
        prop::option::of(any_questions()),
    );
    let settings = prop::option::weighted(0.3, prop::sample::select(SETTINGS));
    let pages = prop::collection::vec(page, 0..9);
    (groups, pages, settings).prop_map(|((go, more, js), pages, settings)| {
        let groups = [
            (CONFIG_FILE, settings.map(str::to_owned)),
            ("go/go.md", Some(go)),
            ("go/more.md", more),
            ("js/js.md", js),
        ];
        let groups = groups
            .into_iter()
            .filter_map(|(path, text)| Some((path, text?)));
        let pages = pages
            .into_iter()
            .map(|(path, text)| (path, text.to_owned()));
        let files = pages.chain(groups);
        files
            .map(|(path, text)| (BankPath::new(path).unwrap(), text.into()))
            .collect()
    })
}

/// Checks that each fix removes its finding and changes nothing that it is not about.
pub fn check_each_fix(before: &CheckedBank) {
    check_fixes(before, &|_| true);
}

/// Checks the fixes of the rules for which `checks` is true.
#[allow(clippy::print_stderr, reason = "libtest shows it with the failure")]
fn check_fixes(before: &CheckedBank, checks: &dyn Fn(&str) -> bool) {
    before.each_fix(&mut |context, fix, edit| {
        if !checks(context.finding.code) {
            return;
        }
        let after = before.after(edit);
        let effects = FixEffects {
            before,
            after: &after,
            context,
            fix,
            edit,
        };
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            assert!(!edit.is_empty(), "nothing changes");
            if fix.safety != Safety::Suppresses {
                effects.is_gone();
            }
            effects.findings_stay();
            effects.the_rest_stays();
        }));
        if let Err(panic) = checked {
            eprintln!(
                "{}: {:?}\n`{}` gives {edit:#?}",
                context.path, context.finding, fix.title
            );
            std::panic::resume_unwind(panic);
        }
    });
}

proptest! {
    #![proptest_config(cases(of_each_shape(100)))]

    #[test]
    fn each_fix_removes_its_finding_and_nothing_else_changes(texts in any_bank()) {
        check_each_fix(&CheckedBank::new(texts));
    }

    #[test]
    fn a_row_becomes_a_group_and_nothing_is_lost(texts in any_bank_of(any_row())) {
        check_fixes(&CheckedBank::new(texts), &|code| code == "flattened-group");
    }

    #[test]
    fn fixing_twice_is_fixing_once(texts in any_bank(), grave in prop::bool::ANY) {
        check_fixing_twice(&CheckedBank::new(texts), grave);
    }
}
