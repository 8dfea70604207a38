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
use qmark::edit::{Edit, line_end};
use qmark::lint::{Finding, Findings, Fix, FixContext, Safety, Wish, fixes_of, mend};
use qmark::syntax;
use qmark::text::Span;

use super::kept::{Edits, Leaf, Meant, Yaml, all_else_stays, yaml_of};
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

/// Rules whose fixes let all others see what they could not read before, in the file that is mended.
const UNCOVER: &[&str] = &[
    "duplicate-key",
    "invalid-yaml",
    "missing-key",
    "unknown-key",
];

/// Rules that judge a place by what stands elsewhere in the bank: a change there can bring their finding, take it, or
/// have it name another value.
const FAR: &[&str] = &[
    "answer-case-mismatch",
    "answer-outside-content",
    "broken-anchor",
    "broken-link",
    "duplicate-answer-text",
    "duplicate-question",
    "empty-answer",
    "missing-answer",
    "missing-ending",
    "missing-level",
    "near-topic",
    "orphan-answer",
    "shared-answer",
    "similar-question",
    "stray-file",
    "suspicious-answer",
    "title-count",
];

/// Rules that speak of a whole file, and mark its first line, whichever that is.
const WHOLE: &[&str] = &["duplicate-answer-text", "orphan-answer", "stray-file"];

/// Whether a fix for `mended` may bring a finding of the rule `come`, and why that is not its fault.
fn may_bring(mended: &str, come: &str) -> bool {
    let names_a_file = [
        "answer-case-mismatch",
        "answer-outside-content",
        "missing-answer",
        "missing-ending",
        "orphan-answer",
        "shared-answer",
        "stray-file",
        "suspicious-answer",
    ];
    let writes_topics = [
        "duplicate-key",
        "missing-level",
        "missing-topics",
        "near-topic",
        "orphan-answer",
        "repeated-topic",
        "several-levels",
        "unknown-topic",
        "wrong-type",
    ];
    match come {
        // What a file is called and what is in it is judged where something leads to it, which now does.
        "broken-anchor" | "empty-answer" | "shared-answer" | "suspicious-answer" => {
            names_a_file.contains(&mended)
        }
        // A topic is a slip for one that is used more often: each use more or less counts.
        "near-topic" => writes_topics.contains(&mended),
        // A level is missed as soon as half of the others have one.
        "missing-level" => writes_topics.contains(&mended),
        // A question is listed by its file's heading, which is its author's, and is one more than the title says.
        "duplicate-question" | "similar-question" | "title-count" => mended == "orphan-answer",
        // It has the topic that most have, and none where none has any.
        "missing-topics" => mended == "orphan-answer",
        // The file that goes was the only one that led to the other.
        "orphan-answer" => mended == "orphan-answer",
        // A slip for a level hid that the question has two.
        "several-levels" => ["near-topic", "unknown-topic"].contains(&mended),
        // A key that is one of the bank's own now was taken for the one that is missing.
        "missing-key" => mended == "unknown-key",
        // One that is has the type of the value that is mended, and is judged wherever it stands.
        "empty-value" | "wrong-type" => mended == "unknown-key",
        // Two texts that a slip in one of them told apart.
        "duplicate-answer-text" => {
            ["broken-anchor", "broken-link", "unclosed-fence"].contains(&mended)
        }
        _ => false,
    }
}

/// A finding and where it is.
type Found<'t> = (&'t BankPath, &'t Finding);

impl Tried {
    fn found(&self) -> Vec<Found<'_>> {
        let all = self.findings.iter();
        all.flat_map(|(path, list)| list.iter().map(move |finding| (path, finding)))
            .collect()
    }

    fn yaml(&self, path: &BankPath) -> Option<Yaml> {
        yaml_of(self.bank.file(path.as_str())?, &self.texts[path])
    }
}

fn touch(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// What a fix did to a bank.
struct Done<'t> {
    before: &'t Tried,
    after: &'t Tried,
    context: &'t FixContext<'t>,
    fix: &'t Fix,
    edit: &'t Edit,
}

impl Done<'_> {
    /// The fix's finding is gone: none of its code and message is at its place, or there are fewer of them in its file.
    fn is_gone(&self) {
        let (own, path) = (self.context.finding, self.context.path);
        let is_alike = |(there, finding): &Found<'_>| {
            *there == self.moved(path) && finding.code == own.code && finding.message == own.message
        };
        let before = self.before.found();
        let before = before.iter().filter(|(there, finding)| {
            *there == path && finding.code == own.code && finding.message == own.message
        });
        let after: Vec<_> = self.after.found().into_iter().filter(is_alike).collect();
        let place = self.place(path, own.span);
        let is_there = |(_, finding): &Found<'_>| touch(place, finding.span);
        let gone = after.len() < before.count() || !after.iter().any(is_there);
        assert!(gone, "the finding is still there");
    }

    /// Whether nothing but comments and settings change.
    fn silences(&self) -> bool {
        self.fix.safety == Safety::Silences && self.edit.deletes.is_empty()
    }

    fn edits(&self, path: &BankPath) -> Option<Edits<'_>> {
        Some(Edits::new(
            &self.before.texts[path],
            self.edit.texts.get(path)?,
        ))
    }

    /// Where a place is afterwards.
    fn place(&self, path: &BankPath, span: Span) -> Span {
        self.edits(path).map_or(span, |edits| edits.place(span))
    }

    /// Where a file is afterwards.
    fn moved<'p>(&'p self, path: &'p BankPath) -> &'p BankPath {
        self.edit.moves.get(path).unwrap_or(path)
    }

    /// Whether the change reaches a place: the question that it is in, or its line; the fence stands for the whole head.
    fn reaches(&self, path: &BankPath, span: Span) -> bool {
        let group = self.before.bank.group(path.as_str());
        let question = group.and_then(|group| group.questions.get(group.question_at(span.start)?));
        let facts = self
            .before
            .bank
            .file(path.as_str())
            .and_then(|file| file.facts());
        let head = facts.and_then(|facts| facts.split().front);
        let head = head.filter(|front| touch(front.open, span));
        let line = || Span::new(span.start, line_end(&self.before.texts[path], span.end));
        let around = match (question, head) {
            (Some(placed), _) => placed.span(),
            (None, Some(front)) => front.yaml,
            (None, None) => line(),
        };
        let mut edits = self.edit.texts.get(path).into_iter().flatten();
        edits.any(|edit| touch(edit.span, around))
    }

    /// Whether a finding of before is this one of now: at the same place, with the same words unless those are about
    /// something that changed.
    fn is_same(&self, (path, old): Found<'_>, (there, new): Found<'_>) -> bool {
        let place = WHOLE.contains(&old.code) || touch(self.place(path, old.span), new.span);
        let far = FAR.contains(&old.code) || may_bring(self.context.finding.code, old.code);
        let far = far || self.reaches(path, old.span);
        self.moved(path) == there
            && kin(old.code) == kin(new.code)
            && place
            && (old.message == new.message || far)
    }

    /// The findings are those of before without the one that is mended.
    fn findings_stay(&self) {
        let (mut gone, mut come) = (self.before.found(), self.after.found());
        for same_words in [true, false] {
            come.retain(|new| {
                let fits = |old: &Found<'_>| {
                    (old.1.message == new.1.message || !same_words) && self.is_same(*old, *new)
                };
                let at = gone.iter().position(fits);
                at.map(|at| gone.remove(at)).is_none()
            });
        }
        let own = self.context.finding.code;
        for (path, new) in come {
            let uncovered = UNCOVER.contains(&own)
                && (FAR.contains(&new.code) || self.edit.texts.contains_key(path));
            let allowed = !self.silences() && (uncovered || may_bring(own, new.code));
            assert!(allowed, "new in `{path}`: {new:?}");
        }
        for (path, old) in gone {
            let fixed = old.code == own;
            let along = FAR.contains(&old.code)
                || self.reaches(path, old.span)
                || self.edit.deletes.contains(path);
            let settings = path.as_str() == CONFIG_FILE && self.reaches(path, old.span);
            let allowed = fixed || settings || (!self.silences() && along);
            assert!(allowed, "gone from `{path}`, too: {old:?}");
        }
    }

    /// All that the change is not about is there as it was, byte for byte.
    fn the_rest_stays(&self) {
        for path in self.edit.texts.keys() {
            let edits = self.edits(path).expect("edits of it");
            let new = &self.after.texts[self.moved(path)];
            self.only_what_is_marked_goes(path, &edits);
            let Some(before) = self.before.yaml(path) else {
                continue;
            };
            let after = self.after.yaml(self.moved(path)).expect("what it was");
            let meant = Meant {
                leaf: &self.meant(path, &before),
                comment: &|comment| {
                    path == self.context.path && comment == self.context.finding.span
                },
            };
            all_else_stays(&before, &after, new, &edits, meant);
        }
    }

    /// Outside of YAML nothing goes but what the finding marks.
    fn only_what_is_marked_goes(&self, path: &BankPath, edits: &Edits<'_>) {
        let facts = self
            .before
            .bank
            .file(path.as_str())
            .and_then(|file| file.facts());
        let body = facts.map_or(u32::MAX, |facts| facts.body_start());
        let marked = self.context.finding.span;
        for cut in edits.cut().filter(|cut| cut.end > body) {
            let own =
                path == self.context.path && marked.start <= cut.start && cut.end <= marked.end;
            assert!(own, "{cut:?} goes");
        }
    }

    /// What the fix is there to change: the entries or items that the finding marks, here or as having part in it, and
    /// other places that say the same.
    fn meant<'d>(&'d self, path: &'d BankPath, yaml: &'d Yaml) -> impl Fn(&Leaf) -> bool + 'd {
        let finding = self.context.finding;
        let related = finding.related.iter().map(|it| (&it.path, it.span));
        let marked = related.chain([(self.context.path, finding.span)]);
        let own = marked
            .filter(move |(there, _)| *there == path)
            .map(|(_, span)| span);
        let parts: Vec<Span> = own.filter_map(|span| yaml.part_at(span)).collect();
        let own = self.before.yaml(self.context.path);
        let said = own.and_then(|own| Some(own.leaf_at(finding.span)?.text.clone()));
        // The setting of the rule.
        let rule = ["rules", finding.code];
        move |leaf| {
            let inside = |part: &Span| part.start <= leaf.span.start && leaf.span.end <= part.end;
            let is_rule = path.as_str() == CONFIG_FILE && leaf.keys == rule;
            parts.iter().any(inside) || said.as_ref() == Some(&leaf.text) || is_rule
        }
    }
}

/// Rules of one family: each says of the same place what the other would say if that were another file's fault.
fn kin(code: &str) -> &str {
    match code {
        // A name is missing, or there in another case, or there and empty.
        "answer-case-mismatch" | "empty-answer" | "missing-ending" => "missing-answer",
        // The file is missing, or the heading in it.
        "broken-anchor" => "broken-link",
        code => code,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

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
