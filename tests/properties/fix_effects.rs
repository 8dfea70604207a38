//! What a fix did to a bank: to its findings, and to all that the fix is not about.

use qmark::bank::{BankPath, CONFIG_FILE};
use qmark::edit::Edit;
use qmark::facts::group::Group;
use qmark::lint::{Finding, Fix, FixContext, Safety};
use qmark::text::{Span, TextEdit, line_end, line_start};

use super::checked_bank::CheckedBank;
use super::untouched::{Edits, Intended, Leaf, Yaml, all_else_stays, yaml_of};

/// Rules whose fixes let all others see what they could not read before, in the file that is fixed.
const UNCOVER: &[&str] = &[
    "duplicate-key",
    "flattened-group",
    "invalid-yaml",
    "missing-key",
    "unclosed-fence",
    "unknown-key",
];

/// Rules that judge a place by what is elsewhere in the bank: a change there can add their finding, remove it, or have
/// it name another value.
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
    "stated-count",
];

/// Rules that judge a value by itself or by those beside it.
const OF_VALUES: &[&str] = &[
    "repeated-topic",
    "several-levels",
    "unknown-topic",
    "wrong-type",
];

/// Rules that report a whole file and mark its first line.
const WHOLE: &[&str] = &["duplicate-answer-text", "orphan-answer", "stray-file"];

/// The rules whose fixes write rows of a table of contents.
const OF_CONTENTS: &[&str] = &["broken-anchor", "contents-differs", "missing-from-contents"];

/// The rules whose fixes write or remove tags of `<details>`.
const OF_DETAILS: &[&str] = &["stray-details", "unclosed-details"];

/// The rules whose fixes change options and the line that names the right ones.
const OF_OPTIONS: &[&str] = &[
    "no-right-option",
    "repeated-option",
    "translation-answer",
    "unknown-option",
];

/// Whether a text has only tags of `<details>` and `<summary>`, and white space.
fn is_tags(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(tag) = rest.strip_prefix('<') {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let is_own = name.starts_with("details") || name.starts_with("summary");
        let Some(end) = tag.find('>').filter(|_| is_own) else {
            return false;
        };
        rest = tag[end + 1..].trim_start();
    }
    rest.is_empty()
}

/// The line of an entry of a table of contents.
fn row(text: &str, link: Span) -> Span {
    let (start, end) = (link.start as usize, link.end as usize);
    let from = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let to = text[end..]
        .find(['\n', '\r'])
        .map_or(text.len(), |at| end + at);
    Span::new(from as u32, to as u32)
}

/// Whether a fix for `fixed` may cause a finding of the rule `come`, and why that is correct.
fn may_bring(fixed: &str, come: &str) -> bool {
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
    // The rest of the value counts now, wherever it is judged: a question may be one that already exists.
    if ["cut-by-comment", "wrong-type"].contains(&fixed)
        && (FAR.contains(&come) || OF_VALUES.contains(&come))
    {
        return true;
    }
    match come {
        // What a file is called and what is in it is judged where something leads to it, which now does.
        // Of many links to a missing heading the first are reported: when one is fixed, the next one is.
        "broken-anchor" if fixed == "broken-anchor" => true,
        "broken-anchor" | "empty-answer" | "shared-answer" | "suspicious-answer" => {
            names_a_file.contains(&fixed)
        }
        // A row leads to no files, a group does; and links that were code lead somewhere.
        "unclosed-fence" => ["flattened-group", "unclosed-fence"].contains(&fixed),
        // A topic is a slip for one that is used more often: each use more or less counts.
        "near-topic" => writes_topics.contains(&fixed),
        // A level is reported as missing as soon as half of the others have one.
        "missing-level" => writes_topics.contains(&fixed) || fixed == "unknown-key",
        // A question is listed by its file's heading, which is its author's, and is one more than the title says.
        "stated-count" => fixed == "orphan-answer",
        // The same; and the options are part of what a question asks.
        "duplicate-question" | "similar-question" => {
            ["orphan-answer", "repeated-option", "unanswered"].contains(&fixed)
        }
        // It has the topic that most have, and none where none has any. A key that is one of the bank's own now was read
        // as the topics, or the level that goes was the only topic.
        "missing-topics" => ["orphan-answer", "several-levels", "unknown-key"].contains(&fixed),
        // The file that goes was the only one that led to the other.
        "orphan-answer" => fixed == "orphan-answer",
        // A topic that is a level now may be one more than the question has.
        "several-levels" => {
            ["duplicate-key", "near-topic", "unknown-topic", "wrong-type"].contains(&fixed)
        }
        // A key that is one of the bank's own now was read as the one that is missing, or others look like a slip for
        // it.
        "missing-key" | "unknown-key" => fixed == "unknown-key",
        // One that is has the type of the value that is fixed, and is judged wherever it is.
        "empty-value" | "wrong-type" => fixed == "unknown-key",
        // What is missing comes as a placeholder, which is a finding until it is replaced.
        "placeholder" => [
            "missing-answer",
            "missing-ending",
            "missing-key",
            "unanswered",
        ]
        .contains(&fixed),
        // Of the questions without an answer, or without a right option, some are reported where most have one. Empty
        // options come where most questions have options.
        "unanswered" => fixed == "unanswered",
        "no-right-option" => ["no-right-option", "unanswered", "unknown-option"].contains(&fixed),
        // The options tell what a question asks, and the right ones how it is answered.
        "contradicting-answers" => OF_OPTIONS.contains(&fixed),
        // Another topic of the list is nearer to it than the one that was proposed, or the first that is near. What was not
        // a list of topics is one now, and is checked as such.
        "unknown-topic" => ["duplicate-key", "unknown-topic", "wrong-type"].contains(&fixed),
        // Two texts that differed only by a slip in one of them.
        "duplicate-answer-text" => {
            let texts = ["broken-anchor", "broken-link", "unclosed-fence"];
            // A file is compared with the other answers once something names it.
            texts.contains(&fixed) || names_a_file.contains(&fixed)
        }
        _ => false,
    }
}

/// A finding and where it is.
type Found<'t> = (&'t BankPath, &'t Finding);

impl CheckedBank {
    fn found(&self) -> Vec<Found<'_>> {
        let all = self.findings.iter();
        all.flat_map(|(path, list)| list.iter().map(move |finding| (path, finding)))
            .collect()
    }

    /// Whether a place of a group is in none of its questions.
    fn is_in_head(&self, path: &BankPath, span: Span) -> bool {
        let group = self.bank.group(path.as_str());
        group.is_some_and(|group| group.question_at(span.start).is_none())
    }

    fn yaml(&self, path: &BankPath) -> Option<Yaml> {
        yaml_of(self.bank.file(path.as_str())?, &self.texts[path])
    }
}

fn touch(a: Span, b: Span) -> bool {
    a.start <= b.end && b.start <= a.end
}

/// What a fix did to a bank.
pub struct FixEffects<'t> {
    pub before: &'t CheckedBank,
    pub after: &'t CheckedBank,
    pub context: &'t FixContext<'t>,
    pub fix: &'t Fix,
    pub edit: &'t Edit,
}

impl FixEffects<'_> {
    /// The fix's finding is gone: none of its code and message is at its place, or there are fewer of them in its file.
    pub fn is_gone(&self) {
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
    fn only_suppresses(&self) -> bool {
        self.fix.safety == Safety::Suppresses && self.edit.deletes.is_empty()
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

    /// Whether the change reaches a place: the question that it is in, or its line; for the fence, the whole head.
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
        if self.moved(path) != there || kin(old.code) != kin(new.code) {
            return false;
        }
        // In a head with invalid YAML, another line can be reported once one of it changes.
        let heads = self.edit.texts.contains_key(path)
            && self.before.is_in_head(path, old.span)
            && self.after.is_in_head(there, new.span);
        if old.code == "invalid-yaml" && heads {
            return true;
        }
        let far = FAR.contains(&old.code)
            || FAR.contains(&new.code)
            || may_bring(self.context.finding.code, old.code)
            || self.reaches(path, old.span);
        let place = WHOLE.contains(&old.code) || touch(self.place(path, old.span), new.span);
        place && (old.message == new.message || far)
    }

    /// The findings are those of before without the one that is fixed.
    pub fn findings_stay(&self) {
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
            // A text that could not be read may have named any spelling of the name; now it names one.
            let spared = new.code == "orphan-answer" && self.before.bank.may_be_referenced(path);
            let allowed =
                !self.only_suppresses() && (uncovered || spared || may_bring(own, new.code));
            assert!(allowed, "new in `{path}`: {new:?}");
        }
        for (path, old) in gone {
            let fixed = old.code == own;
            // The update of an entry also corrects its text and its number.
            let in_row = OF_CONTENTS.contains(&own) && OF_CONTENTS.contains(&old.code);
            let along = in_row
                || FAR.contains(&old.code)
                || self.reaches(path, old.span)
                || self.edit.deletes.contains(path);
            let settings = path.as_str() == CONFIG_FILE && self.reaches(path, old.span);
            // A block of code without an end hides questions and links.
            let uncovered = own == "unclosed-fence" && path == self.context.path;
            let along = along || uncovered;
            let allowed = fixed || settings || (!self.only_suppresses() && along);
            assert!(allowed, "`{own}`: gone from `{path}`, too: {old:?}");
        }
    }

    /// All that the change is not about is there as it was, byte for byte.
    pub fn the_rest_stays(&self) {
        for path in self.edit.texts.keys() {
            let edits = self.edits(path).expect("edits of it");
            let new = &self.after.texts[self.moved(path)];
            self.only_what_is_marked_goes(path, &edits);
            self.other_questions_stay(path);
            let Some(before) = self.before.yaml(path) else {
                continue;
            };
            let after = self.after.yaml(self.moved(path)).expect("what it was");
            let intended = Intended {
                leaf: &self.intended(path, &before),
                comment: &|comment| {
                    path == self.context.path && comment == self.context.finding.span
                },
            };
            all_else_stays(&before, &after, new, &edits, intended);
        }
    }

    /// Each question in the body of a file that no edit touches is there with its text, answer, options and anchor.
    fn other_questions_stay(&self, path: &BankPath) {
        let group = |checked: &CheckedBank, path: &BankPath| {
            let group = checked.bank.group(path.as_str());
            group
                .filter(|group| group.yaml().is_none() && group.row().is_none())
                .cloned()
        };
        let Some(before) = group(self.before, path) else {
            return;
        };
        let there = self.moved(path);
        let after = group(self.after, there).expect("its questions");
        let now = (0..after.questions.len()).map(|at| said(&after, &self.after.texts[there], at));
        let mut now = now.peekable();
        for (at, placed) in before.questions.iter().enumerate() {
            let mut edits = self.edit.texts[path].iter();
            if edits.any(|edit| touch(edit.span, placed.span())) {
                continue;
            }
            let own = said(&before, &self.before.texts[path], at);
            let found = now.any(|other| {
                let is_anchor = own.3.is_none() || own.3 == other.3;
                is_anchor && (&own.0, &own.1, &own.2) == (&other.0, &other.1, &other.2)
            });
            assert!(found, "{own:?} is gone");
        }
    }

    /// Outside of YAML nothing is deleted but what the finding marks. The row of a group goes with its keys, and each of
    /// their words comes again. A row of a table of contents changes as a whole, and those after a new one are numbered.
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
            let again = || {
                self.context.finding.code == "flattened-group"
                    && comes_again(cut.slice(&self.before.texts[path]), &self.edit.texts[path])
            };
            let in_contents = || {
                let text = &self.before.texts[path];
                let entries = facts.and_then(|facts| facts.as_group());
                let mut entries = entries.into_iter().flat_map(|group| group.contents.iter());
                OF_CONTENTS.contains(&self.context.finding.code)
                    && entries
                        .any(|entry| row(text, entry.span).cover(cut) == row(text, entry.span))
            };
            let code = self.context.finding.code;
            let in_tags =
                || OF_DETAILS.contains(&code) && is_tags(cut.slice(&self.before.texts[path]));
            let in_options = || OF_OPTIONS.contains(&code) && self.is_in_options(path, cut);
            let is_mended = again() || in_contents() || in_tags() || in_options();
            assert!(own || is_mended, "{cut:?} goes");
        }
    }

    /// Whether a part is in the mark of an option of the finding's question, or in its key; for an option that goes, in the
    /// lines of the options.
    fn is_in_options(&self, path: &BankPath, cut: Span) -> bool {
        let group = self.before.bank.group(path.as_str());
        let at = self.context.finding.span.start;
        let question = group.and_then(|group| group.questions.get(group.question_at(at)?));
        question.is_some_and(|placed| {
            let holds = |span: Span| span.cover(cut) == span;
            let options = placed.question.options().iter();
            let mut marks = options.clone().map(|option| option.marker);
            let in_mark = marks.any(|mark| holds(mark.shift(placed.start)));
            let in_lines = || {
                let whole = options.map(|option| option.marker.cover(option.text.span));
                let whole = whole.reduce(Span::cover).unwrap_or_default();
                let whole = whole.shift(placed.start);
                let text = &self.before.texts[path];
                holds(Span::new(line_start(text, whole.start), whole.end))
            };
            let key = placed.question.options_key();
            let in_key = key.is_some_and(|key| holds(key.span.shift(placed.start)));
            let goes = self.context.finding.code == "repeated-option";
            in_mark || in_key || goes && in_lines()
        })
    }

    /// What the fix is meant to change: the entries or items that the finding marks, here or as having part in it, and
    /// other places that say the same.
    fn intended<'d>(&'d self, path: &'d BankPath, yaml: &'d Yaml) -> impl Fn(&Leaf) -> bool + 'd {
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
            let is_said = said.as_ref() == Some(&leaf.text);
            parts.iter().any(inside) || is_said || is_rule || self.counts(path, leaf)
        }
    }

    /// Whether a value is a title whose number of questions was right, and is right after the fix, too, which adds questions.
    fn counts(&self, path: &BankPath, leaf: &Leaf) -> bool {
        let count = |checked: &CheckedBank, path: &BankPath| {
            let group = checked.bank.group(path.as_str());
            group.map_or(0, |group| group.questions.len())
        };
        let (was, is) = (
            count(self.before, path),
            count(self.after, self.moved(path)),
        );
        let text = &self.before.texts[path];
        let inside =
            |edit: &&TextEdit| leaf.span.start <= edit.span.start && edit.span.end <= leaf.span.end;
        let follows = |edit: &TextEdit| {
            edit.span.slice(text).parse() == Ok(was) && edit.text.parse() == Ok(is)
        };
        let mut own = self.edit.texts[path].iter().filter(inside);
        let is_title = leaf
            .keys
            .last()
            .is_some_and(|key| key == "title" || key == "briefTitle");
        is_title && is > was && own.all(follows)
    }
}

/// The text of a question, its answer, its options and which are right, and its anchor.
type Said = (Option<String>, String, Vec<(String, bool)>, Option<String>);

fn said(group: &Group, text: &str, index: usize) -> Said {
    let placed = group.questions.get(index).expect("a question");
    let answer = placed.answer().map(|answer| answer.span().slice(text));
    let options = placed.question.options().iter();
    (
        placed.text().map(|asked| asked.text.to_owned()),
        answer.unwrap_or_default().to_owned(),
        options
            .map(|it| (it.text.text.to_string(), it.is_right))
            .collect(),
        group
            .heading_of(index)
            .map(|heading| heading.anchor.to_owned()),
    )
}

/// Whether each word of a text is written by the edits, as often as in the text.
fn comes_again(text: &str, edits: &[TextEdit]) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let mut words: Vec<String> = words.map(str::to_owned).collect();
        words.retain(|word| !word.is_empty());
        words
    };
    let mut written: Vec<String> = edits.iter().flat_map(|edit| words(&edit.text)).collect();
    words(text).iter().all(|word| {
        let place = written.iter().position(|other| other == word);
        place.map(|place| written.swap_remove(place)).is_some()
    })
}

/// Rules of one family: each reports for the same place what the other would report if the cause were in another file.
fn kin(code: &str) -> &str {
    match code {
        // A name is missing, or there in another case, or there and empty.
        "answer-case-mismatch" | "empty-answer" | "missing-ending" => "missing-answer",
        // The file is missing, or the heading in it.
        "broken-anchor" => "broken-link",
        // A slip is reported by one of the two: by the latter once the intended topic is used more often.
        "unknown-topic" => "near-topic",
        code => code,
    }
}
