//! Whatever edit qmark offers on a valid group, in all the YAML that a consumer takes: every other value of the document
//! is as it was. They are read with a parser that qmark does not use.
//!
//! A refusal is always fine.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::resolve::symbol_at;
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::edit::Edit;
use qmark::ide::actions::{Kind, Request, actions};
use qmark::ide::completion::{Options, completion};
use qmark::ide::rename::{prepare, rename};
use qmark::lint::{Findings, FixContext, fixes_and_suppressions};
use qmark::syntax::frontmatter;
use qmark::text::{Span, TextEdit};
use serde_yaml::Value;

use super::cases::cases;
use super::strategy::{AllYaml, all_yaml};

type Texts = BTreeMap<BankPath, Arc<String>>;

const FRESH: &str = "wholly-new";

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_fix_leaves_every_other_value(go in all_yaml()) {
        let tried = Tried::new(&go);
        let findings = Findings::of_bank(&tried.bank);
        let source = |path: &BankPath| tried.texts.get(path).cloned();
        let list = findings.iter().find(|(path, _)| path.as_str() == GROUP);
        for finding in list.iter().flat_map(|(_, list)| list.iter()) {
            let context = FixContext { bank: &tried.bank, path: &path(GROUP), text: &go.text, sources: &source, finding };
            for fix in fixes_and_suppressions(&context) {
                if let Ok(edit) = fix.edit(&context) {
                    tried.others_stay(&edit, &fix.title)?;
                }
            }
        }
    }

    #[test]
    fn a_refactoring_leaves_every_other_value(go in all_yaml()) {
        let tried = Tried::new(&go);
        let findings = Findings::of_bank(&tried.bank);
        let source = |path: &BankPath| tried.texts.get(path).cloned();
        let places = go.parts.iter().map(|part| Span::at(part.span.start + 1));
        for span in places.chain([Span::at(0), Span::new(0, go.text.len() as u32)]) {
            let request = Request { bank: &tried.bank, findings: &findings, path: &path(GROUP), text: &go.text, sources: &source, span };
            // Fixing all of a file is the same at each place, and takes long.
            let wanted = |kind| kind != Kind::QuickFix && (kind != Kind::FixAll || !span.is_empty());
            for action in actions(&request, &wanted) {
                let Ok(edit) = action.edit(&request) else { continue };
                if action.kind == Kind::Move || action.id.provider == "sortByLevel" {
                    tried.questions_stay(&edit, &action.title)?;
                } else {
                    tried.others_stay(&edit, &action.title)?;
                }
            }
        }
    }

    #[test]
    fn a_rename_changes_the_name_alone(go in all_yaml()) {
        let tried = Tried::new(&go);
        let source = |path: &BankPath| tried.texts.get(path).cloned();
        for offset in (0..go.text.len() as u32).step_by(3) {
            if symbol_at(&tried.bank, &path(GROUP), offset).is_none() {
                continue;
            }
            let Ok(found) = prepare(&tried.bank, &source, &path(GROUP), offset) else { continue };
            let name = found.value;
            let fresh = if name.ends_with(".md") { format!("{FRESH}.md") } else { FRESH.to_owned() };
            let Ok(edit) = rename(&tried.bank, &source, &path(GROUP), offset, &fresh) else { continue };
            tried.only_the_name_changes(&edit, (&name, &fresh))?;
        }
    }

    #[test]
    fn a_completion_leaves_every_other_value(go in all_yaml()) {
        let tried = Tried::new(&go);
        let options = Options { snippets: false, as_is: true, at_quote: false, today: "2024-02-29".to_owned() };
        let end = frontmatter::split(&go.text).body;
        for offset in (0..end).filter(|at| go.text.is_char_boundary(*at as usize)) {
            for item in completion(&tried.bank, &path(GROUP), &go.text, offset, &options).items {
                let edit = TextEdit { span: item.edit.replace, text: item.edit.text.clone() };
                let title = format!("`{}` at {offset}", item.label);
                tried.others_stay(&Edit::texts(&path(GROUP), [edit]), &title)?;
            }
        }
    }
}

const GROUP: &str = "go/go.md";
const LIST: &str = "questions";

fn path(text: &str) -> BankPath {
    BankPath::new(text).unwrap()
}

/// The frontmatter of a text, as another parser reads it.
fn values(text: &str) -> Option<Value> {
    let front = frontmatter::split(text).front?;
    let mut value: Value = serde_yaml::from_str(front.yaml.slice(text)).ok()?;
    value.apply_merge().ok()?;
    Some(value)
}

/// The questions of a frontmatter.
fn questions(front: &Value) -> &[Value] {
    let list = front.get(LIST).and_then(Value::as_sequence);
    list.map_or(&[], Vec::as_slice)
}

/// The value without its tags: those of the core schema say what is plain to see.
fn untagged(value: Option<&Value>) -> Option<Value> {
    Some(match value? {
        Value::Tagged(tagged) => untagged(Some(&tagged.value))?,
        other => other.clone(),
    })
}

struct Tried<'g> {
    go: &'g AllYaml,
    texts: Texts,
    bank: Bank,
    front: Value,
}

impl<'g> Tried<'g> {
    /// A bank with the group, which the other parser takes.
    fn new(go: &'g AllYaml) -> Self {
        let front = values(&go.text).unwrap_or_else(|| panic!("not YAML:\n{}", go.text));
        let files = [
            (GROUP, go.text.as_str()),
            (
                "js/js.md",
                "---\nquestions:\n  - question: What is JS?\n    answer: one.md\n    topics: [Core, Data Type]\n---\n",
            ),
            ("go/content/one.md", "# One\n"),
            ("go/content/two.md", "# Two\n\nSee [one](one.md).\n"),
            ("go/content/orphan.md", "# Orphan\n"),
            ("js/content/one.md", "# One\n"),
        ];
        let texts: Texts = files
            .into_iter()
            .map(|(name, text)| (path(name), Arc::new(text.to_owned())))
            .collect();
        let mut bank = Bank::new(Arc::new(Config::default()));
        bank.apply(texts.iter().map(|(path, text)| {
            let content = Content::read(path, text, &Config::default(), None);
            let file = Arc::new(File {
                path: path.clone(),
                content,
            });
            Change {
                path: path.clone(),
                file: Some(file),
            }
        }));
        Self {
            go,
            texts,
            bank,
            front,
        }
    }

    fn after(&self, edit: &Edit) -> Texts {
        let source = |path: &BankPath| self.texts.get(path).cloned();
        let mut texts = self.texts.clone();
        for (path, text) in edit.apply(&source).expect("an edit that can be made") {
            match text {
                Some(text) => texts.insert(path, text.into()),
                None => texts.remove(&path),
            };
        }
        texts
    }

    /// The group's values afterwards.
    fn front_after(&self, edit: &Edit, title: &str) -> Result<Value, TestCaseError> {
        let texts = self.after(edit);
        let group = path(GROUP);
        let text = &texts[edit.moves.get(&group).unwrap_or(&group)];
        let broken =
            || TestCaseError::fail(format!("{title} breaks\n{}\ninto\n{text}", self.go.text));
        values(text).ok_or_else(broken)
    }

    /// All entries that the edit does not touch have their keys and values.
    fn others_stay(&self, edit: &Edit, title: &str) -> Result<(), TestCaseError> {
        let Some(edits) = edit.texts.get(&path(GROUP)) else {
            return Ok(());
        };
        let after = self.front_after(edit, title)?;
        let touched = |span: Span| edits.iter().any(|edit| touches(edit.span, span));
        for part in self.go.parts_of(None).filter(|part| !touched(part.span)) {
            if part.key != LIST {
                self.is_same((&self.front, &after), &part.key, title)?;
            }
        }
        let list = self.go.parts_of(None).find(|part| part.key == LIST);
        let key = list.map(|part| Span::new(part.span.start, part.span.start + LIST.len() as u32));
        // A completed key of the list gives the list another name.
        match key.is_some_and(touched) {
            true => Ok(()),
            false => self.other_questions_stay(&after, &touched, title),
        }
    }

    fn other_questions_stay(
        &self,
        after: &Value,
        touched: &dyn Fn(Span) -> bool,
        title: &str,
    ) -> Result<(), TestCaseError> {
        let (old, new) = (questions(&self.front), questions(after));
        let mut rest = new.iter();
        for (number, question) in old.iter().enumerate() {
            let own = || self.go.parts_of(Some(number));
            if !own().any(|part| touched(part.span)) {
                let there = rest.any(|other| other == question);
                let text = &self.go.text;
                prop_assert!(
                    there,
                    "{title} changes question {number} of\n{text}\ninto {after:#?}"
                );
            } else if old.len() == new.len() {
                let others = own().filter(|part| !touched(part.span) && part.is_entry());
                for part in others {
                    self.is_same((question, &new[number]), &part.key, title)?;
                }
                rest = new[number + 1..].iter();
            }
        }
        Ok(())
    }

    fn is_same(
        &self,
        (old, new): (&Value, &Value),
        key: &str,
        title: &str,
    ) -> Result<(), TestCaseError> {
        let (old, new) = (untagged(old.get(key)), untagged(new.get(key)));
        prop_assert_eq!(old, new, "{} changes `{}` of\n{}", title, key, self.go.text);
        Ok(())
    }

    /// The questions of the bank ask the same, with the same topics and level.
    fn questions_stay(&self, edit: &Edit, title: &str) -> Result<(), TestCaseError> {
        let asked = |texts: &Texts| {
            let groups = texts
                .iter()
                .filter(|(path, _)| !path.as_str().contains("content"));
            let fronts = groups.filter_map(|(_, text)| values(text));
            let all = fronts.flat_map(|front| questions(&front).to_vec());
            let said = |question: &Value, key: &str| format!("{:?}", untagged(question.get(key)));
            let mut all: Vec<_> = all
                .map(|it| ["question", "topics", "level"].map(|key| said(&it, key)))
                .collect();
            all.sort();
            all
        };
        let after = self.after(edit);
        let front = self.front_after(edit, title)?;
        prop_assert_eq!(
            asked(&self.texts),
            asked(&after),
            "{} loses something of\n{}",
            title,
            self.go.text
        );
        let head = self.go.parts_of(None);
        for part in head.filter(|part| part.key != LIST && part.key != "ending") {
            self.is_same((&self.front, &front), &part.key, title)?;
        }
        Ok(())
    }

    /// With the old name in the place of the new one all values are what they were. Of names that differ in case, one is a
    /// slip, and a new name removes it.
    fn only_the_name_changes(
        &self,
        edit: &Edit,
        (name, fresh): (&str, &str),
    ) -> Result<(), TestCaseError> {
        let after = self.front_after(edit, fresh)?;
        let (mut before, mut back) = (self.front.clone(), after);
        each_text(&mut before, &mut |text| *text = text.to_lowercase());
        each_text(&mut back, &mut |text| {
            *text = text.replace(fresh, name).to_lowercase()
        });
        prop_assert_eq!(
            &back,
            &before,
            "`{}` as `{}` in\n{}",
            name,
            fresh,
            self.go.text
        );
        Ok(())
    }
}

/// Whether an edit is in a part: one at the border of two is in the first, too.
fn touches(edit: Span, part: Span) -> bool {
    edit.start <= part.end && part.start < edit.end
}

fn each_text(value: &mut Value, change: &mut dyn FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Sequence(list) => list.iter_mut().for_each(|item| each_text(item, change)),
        Value::Mapping(map) => map
            .iter_mut()
            .for_each(|(_, value)| each_text(value, change)),
        Value::Tagged(tagged) => each_text(&mut tagged.value, change),
        _ => {}
    }
}
