//! A fix does what it says: its finding is gone, nothing graver comes, all else stays as it was.
//!
//! Tried with the fixes of every finding of every rule in banks of all kinds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::config::Files;
use qmark::bank::settings::{self, Problem};
use qmark::bank::{Bank, BankPath, CONFIG_FILE, Change, Config, Content, File, Severity};
use qmark::edit::Edit;
use qmark::lint::{Finding, Findings, Fix, FixContext, Safety, Wish, fixes_of, mend};
use qmark::syntax;
use qmark::syntax::question::Question;
use qmark::syntax::yaml::{Entry, Node};
use qmark::text::Span;

use super::strategy::{apply, group, splice};

type Texts = BTreeMap<BankPath, Arc<str>>;

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

/// A group as somebody may leave it.
fn any_group() -> impl Strategy<Value = String> {
    let written =
        prop_oneof![3 => group(), 2 => prop::sample::select(GROUPS).prop_map(str::to_owned)];
    (written, prop::collection::vec(splice(), 0..3)).prop_map(|(text, splices)| {
        splices
            .iter()
            .fold(text, |text, splice| apply(&text, splice))
    })
}

fn any_bank() -> impl Strategy<Value = Texts> {
    let page = (prop::sample::select(PLACES), prop::sample::select(PAGES));
    let groups = (
        any_group(),
        prop::option::of(any_group()),
        prop::option::of(any_group()),
    );
    (groups, prop::collection::vec(page, 0..9)).prop_map(|((go, more, js), pages)| {
        let groups = [
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

/// What the bank's own file sets, and where authors and guides are.
fn config(own: Option<&str>) -> (Config, Vec<Problem>) {
    let files = |glob: &str| Files::new(vec![glob.to_owned()]).unwrap();
    let read = |text| settings::read(text, &qmark::lint::codes());
    let (config, problems) = own.map_or_else(Default::default, read);
    let config = Config {
        authors: files("authors/*.md"),
        guides: files("guides/*.md"),
        ..config
    };
    (config, problems)
}

fn bank_of(texts: &Texts) -> Bank {
    let is_config = |path: &BankPath| path.as_str() == CONFIG_FILE;
    let own = texts.iter().find(|(path, _)| is_config(path));
    let (config, problems) = config(own.map(|(_, text)| &**text));
    let mut bank = Bank::new(Arc::new(config));
    bank.apply(texts.iter().map(|(path, text)| {
        let content = match path.is_markdown() {
            true => Content::Markdown(Arc::new(syntax::read(text, None))),
            false if is_config(path) => Content::Config(problems.as_slice().into()),
            false => Content::Other,
        };
        let path = path.clone();
        Change {
            path: path.clone(),
            file: Some(Arc::new(File { path, content })),
        }
    }));
    bank
}

fn with(texts: &Texts, changed: impl IntoIterator<Item = (BankPath, Option<Arc<str>>)>) -> Texts {
    let mut texts = texts.clone();
    for (path, text) in changed {
        match text {
            Some(text) => texts.insert(path, text),
            None => texts.remove(&path),
        };
    }
    texts
}

/// A bank with what was found in it.
struct Tried {
    texts: Texts,
    bank: Bank,
    findings: Findings,
}

impl Tried {
    fn new(texts: Texts) -> Self {
        let bank = bank_of(&texts);
        let findings = Findings::of_bank(&bank);
        Self {
            texts,
            bank,
            findings,
        }
    }

    /// How many findings there are by `key`.
    fn count<K: Ord>(&self, key: impl Fn(&BankPath, &Finding) -> Option<K>) -> BTreeMap<K, usize> {
        let mut counts = BTreeMap::new();
        for (path, list) in self.findings.iter() {
            for key in list.iter().filter_map(|finding| key(path, finding)) {
                *counts.entry(key).or_default() += 1;
            }
        }
        counts
    }

    /// Calls `visit` with every fix that can be made, and its change; with one of a title in a file.
    fn each_fix(&self, visit: &mut dyn FnMut(&FixContext<'_>, &Fix, &Edit)) {
        let mut seen = BTreeSet::new();
        let source = |path: &BankPath| self.texts.get(path).cloned();
        for (path, list) in self.findings.iter() {
            for finding in list.iter() {
                let context = FixContext {
                    bank: &self.bank,
                    path,
                    text: &self.texts[path],
                    sources: &source,
                    finding,
                };
                for fix in fixes_of(&context) {
                    let new = seen.insert((path, finding.code, fix.title.clone()));
                    if let Some(edit) = fix.edit(&context).ok().filter(|_| new) {
                        visit(&context, &fix, &edit);
                    }
                }
            }
        }
    }

    fn after(&self, edit: &Edit) -> Self {
        let source = |path: &BankPath| self.texts.get(path).cloned();
        let changed = edit
            .apply(&source)
            .expect("a change that is planned can be made");
        let changed = changed
            .into_iter()
            .map(|(path, text)| (path, text.map(Arc::from)));
        Self::new(with(&self.texts, changed))
    }
}

/// Rules whose fixes let others see what they could not read before: an answer that is named at last may be missing.
const UNCOVER: &[&str] = &[
    "duplicate-key",
    "invalid-yaml",
    "missing-key",
    "unknown-key",
];

/// The fix's finding is gone: there are fewer of its code and message in its file than before.
fn is_gone(before: &Tried, after: &Tried, context: &FixContext<'_>) {
    let same = |path: &BankPath, finding: &Finding| {
        let own = path == context.path
            && (finding.code, &finding.message) == (context.finding.code, &context.finding.message);
        own.then_some(())
    };
    let (before, after) = (before.count(same), after.count(same));
    assert!(
        after.get(&()).copied().unwrap_or(0) < before[&()],
        "the finding is still there"
    );
}

/// No error came that was not there. A file that gets cited may turn out to be empty, which nobody saw before; and one
/// that is made for a name is, to whoever writes that name with other capitals, no longer missing.
fn nothing_graver(before: &Tried, after: &Tried) {
    let errors = |_: &BankPath, finding: &Finding| {
        let error = finding.severity == Severity::Error && finding.code != "empty-answer";
        error.then_some(match finding.code {
            "missing-ending" | "answer-case-mismatch" => "missing-answer",
            code => code,
        })
    };
    let held = before.count(errors);
    for (code, count) in after.count(errors) {
        assert!(
            count <= held.get(code).copied().unwrap_or(0),
            "a new {code}"
        );
    }
}

/// The questions that the change does not touch are the same values as before.
fn the_rest_stays(before: &Tried, after: &Tried, edit: &Edit) {
    for (path, edits) in &edit.texts {
        let now = edit.moves.get(path).unwrap_or(path);
        let (Some(old), Some(new)) = (
            before.bank.group(path.as_str()),
            after.bank.group(now.as_str()),
        ) else {
            continue;
        };
        let is_whole = |question: &Question| question.is_whole();
        if !old.questions.iter().all(|placed| is_whole(placed.question))
            || !old.head.errors.is_empty()
        {
            continue;
        }
        let meets = |span: Span| {
            edits
                .iter()
                .any(|edit| edit.span.start < span.end && span.start < edit.span.end)
        };
        let untouched = old.questions.iter().filter(|placed| {
            let node = placed.question.node.span().shift(placed.start);
            // Blank lines that a block scalar keeps are its question's, too.
            let end = node.end.max(placed.span().end.saturating_sub(1));
            !meets(node)
                && !edits.iter().any(|edit| {
                    edit.span.is_empty() && node.start <= edit.span.start && edit.span.start <= end
                })
        });
        let mut all = new
            .questions
            .iter()
            .map(|placed| values(&placed.question.node));
        for placed in untouched {
            let own = values(&placed.question.node);
            assert!(
                all.any(|values| values == own),
                "another question changed: {own}"
            );
        }
        assert!(
            new.questions.iter().all(|placed| is_whole(placed.question)),
            "a question broke"
        );
    }
}

/// What a node says, wherever it stands.
fn values(node: &Node) -> String {
    let many = |parts: Vec<String>| format!("[{}]", parts.join(", "));
    match node {
        Node::Scalar(scalar) => format!("{:?} {:?}", scalar.text, scalar.style),
        Node::List(list) => many(list.items.iter().map(values).collect()),
        Node::Map(map) => {
            let entries = map.entries.iter();
            let entry = |entry: &Entry| format!("{:?}: {}", entry.key.text, values(&entry.value));
            many(entries.map(entry).collect())
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_fix_mends_its_finding_and_nothing_breaks(texts in any_bank()) {
        let before = Tried::new(texts);
        before.each_fix(&mut |context, fix, edit| {
            let after = before.after(edit);
            let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                assert!(!edit.is_empty(), "nothing changes");
                if fix.safety != Safety::Silences {
                    is_gone(&before, &after, context);
                }
                if !UNCOVER.contains(&context.finding.code) {
                    nothing_graver(&before, &after);
                }
                the_rest_stays(&before, &after, edit);
            }));
            if let Err(panic) = told {
                eprintln!("{}: {:?}\n`{}` gives {edit:#?}", context.path, context.finding, fix.title);
                std::panic::resume_unwind(panic);
            }
        });
    }

    #[test]
    fn mending_twice_is_mending_once(texts in any_bank(), grave in prop::bool::ANY) {
        let wish = Wish {
            of: &|_| true,
            within: &|_| true,
            up_to: if grave { Safety::Unsafe } else { Safety::Safe },
            moves_files: true,
        };
        let mended = |tried: &Tried| {
            let source = |path: &BankPath| tried.texts.get(path).cloned();
            mend(&tried.bank, &tried.findings, &source, wish)
        };
        let before = Tried::new(texts);
        let once = mended(&before);
        let after = Tried::new(with(&before.texts, once.files.clone()));
        let twice = mended(&after);
        prop_assert_eq!(&twice.files, &BTreeMap::new(), "{:#?}, after {:#?}", twice.made, once.made);
    }
}
