//! A fix does what it says: the findings afterwards are those of before without the one that is mended, and all that it
//! is not about stays as it was, byte for byte.
//!
//! Tried with the fixes of every finding of every rule in banks of all kinds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::config::Files;
use qmark::bank::settings::{self, Problem};
use qmark::bank::{Bank, BankPath, CONFIG_FILE, Change, Config, Content, File};
use qmark::edit::Edit;
use qmark::lint::{Findings, Fix, FixContext, Safety, Wish, fixes_of, mend};
use qmark::shape;

use super::cases::cases;
use super::done::Done;
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

/// What the bank's own file may say.
const SETTINGS: &[&str] = &[
    "rules:\n  near-topic: hint # for now\n",
    "# Ours.\r\nrules: {title-count: off}\r\nkeys:\r\n  question:\r\n    'weight': number\r\n",
    "topics: [Core, 'Data Type'] # closed\nrules:\n",
    "topics:\n- \"Core\"\n# Old.\n- Beginner\n\n",
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
            true => Content::Markdown(Arc::new(shape::read(text, None))),
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
pub struct Tried {
    pub texts: Texts,
    pub bank: Bank,
    pub findings: Findings,
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

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn each_fix_mends_its_finding_and_nothing_breaks(texts in any_bank()) {
        let before = Tried::new(texts);
        before.each_fix(&mut |context, fix, edit| {
            let after = before.after(edit);
            let done = Done { before: &before, after: &after, context, fix, edit };
            let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                assert!(!edit.is_empty(), "nothing changes");
                if fix.safety != Safety::Silences {
                    done.is_gone();
                }
                done.findings_stay();
                done.the_rest_stays();
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
