//! Checks that parts of files have moved and nothing else has changed, by what the files say before and afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::links::Links;
use super::pieces::{Now, Places};
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::edit::Sources;
use crate::edit::verify::{Allowed, Side, says_as_before};
use crate::facts::Facts;
use crate::facts::questions::Placed;
use crate::syntax::markdown::body::Link;
use crate::text::{Refusal, Span, TextEdit, line_start};

/// Which differences of questions are meant.
#[derive(Default)]
pub struct Meant {
    /// The questions that get another number.
    pub numbers: BTreeMap<QuestionRef, Option<u32>>,
    /// The questions whose level and topics come from another heading.
    pub relabelled: BTreeSet<QuestionRef>,
    /// The edits of what follows the numbers of questions, which are in the answers of others too, by file and in order.
    pub follows: BTreeMap<BankPath, Vec<TextEdit>>,
    /// The questions that are written in another form, and checked by what wrote them; each with its new place.
    pub rewritten: BTreeMap<QuestionRef, QuestionRef>,
}

impl Meant {
    /// These edits of a file as it is are meant.
    pub fn follow(&mut self, path: &BankPath, edits: Vec<TextEdit>) {
        let all = self.follows.entry(path.clone()).or_default();
        all.extend(edits);
        all.sort();
    }

    /// The questions of a file get these numbers.
    pub fn renumber(&mut self, path: &BankPath, numbers: Vec<Option<u32>>) {
        let numbers = numbers.into_iter().enumerate();
        self.numbers.extend(numbers.map(|(index, number)| {
            let group = path.clone();
            (QuestionRef { group, index }, number)
        }));
    }
}

/// The files before and afterwards.
pub struct Files<'f> {
    /// The bank before.
    pub bank: &'f Bank,
    /// The texts before.
    pub sources: Sources<'f>,
    /// Where each place comes.
    pub places: &'f Places,
    /// The texts afterwards.
    pub texts: &'f BTreeMap<BankPath, String>,
    /// What they say.
    pub now: &'f BTreeMap<BankPath, Facts>,
}

impl Files<'_> {
    /// Refuses a change after which a question does not say what it said, or there are others.
    pub fn same_questions(&self, meant: &Meant) -> Result<(), Refusal> {
        let mut seen: BTreeSet<(BankPath, u32)> = BTreeSet::new();
        for path in self.texts.keys() {
            let Some(group) = self.bank.group(path.as_str()) else {
                continue;
            };
            let text = (self.sources)(path);
            let text = text.ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))?;
            for (index, placed) in group.questions.iter().enumerate() {
                let at = QuestionRef {
                    group: path.clone(),
                    index,
                };
                if meant.rewritten.contains_key(&at) {
                    continue;
                }
                let came = self.same_question((&at, &text), placed, meant)?;
                seen.insert(came);
            }
        }
        let rewritten = meant.rewritten.values();
        let start = |at: &QuestionRef| {
            let group = self.now.get(&at.group)?.as_group()?;
            Some((at.group.clone(), group.questions.get(at.index)?.start))
        };
        seen.extend(rewritten.filter_map(start));
        let groups = self.now.iter();
        let groups = groups.filter_map(|(path, facts)| Some((path, facts.as_group()?)));
        for (path, group) in groups {
            let mut questions = group.questions.iter();
            let new = questions.find(|placed| !seen.contains(&(path.clone(), placed.start)));
            if let Some(new) = new {
                return Err(differs(new.text().map(|text| text.text)));
            }
        }
        Ok(())
    }

    /// Where the question has come, if it says what it said.
    fn same_question(
        &self,
        (at, text): (&QuestionRef, &Arc<String>),
        placed: Placed<'_>,
        meant: &Meant,
    ) -> Result<(BankPath, u32), Refusal> {
        let asked = placed.text();
        let differs = || differs(asked.map(|asked| asked.text));
        let from = asked.map_or(placed.start, |asked| asked.span.start);
        let Now::At(path, offset) = self.places.of(&at.group, from) else {
            return Err(differs());
        };
        let group = self.now.get(&path).and_then(Facts::as_group);
        let group = group.ok_or_else(|| no_bank(&path))?;
        let is_it = |placed: &Placed<'_>| match placed.text() {
            Some(asked) => asked.span.start == offset,
            None => placed.start == offset,
        };
        let near = group.questions.at_or_before(offset);
        let came = near.and_then(|index| group.questions.get(index));
        let came = came.filter(is_it).ok_or_else(differs)?;
        let own = placed.question.number();
        let allowed = Allowed {
            number: meant.numbers.get(at).copied().unwrap_or(own),
            is_relabelled: meant.relabelled.contains(at),
        };
        let now = self.texts.get(&path).map_or("", |text| text.as_str());
        let follows = meant.follows.get(&at.group).map_or(&[][..], |edits| edits);
        match says_as_before((&side(text, placed), follows), &side(now, came), &allowed) {
            true => Ok((path, came.start)),
            false => Err(differs()),
        }
    }

    /// Refuses a change after which a link leads elsewhere: `links` has where each is to lead.
    pub fn same_links(&self, links: &Links<'_>) -> Result<(), Refusal> {
        for user in links.users() {
            let facts = self.bank.file(user.as_str()).and_then(|file| file.facts());
            let Some(facts) = facts else { continue };
            for (start, link) in facts.links() {
                let Some((here, wanted)) = links.leads(&user, (start, link))? else {
                    continue;
                };
                let Now::At(_, offset) = self.places.of(&user, link.whole.start + start) else {
                    continue;
                };
                let Some(now) = self.now.get(&here) else {
                    continue;
                };
                let mut all = now.links();
                let found = all.find(|(start, link)| link.whole.start + start == offset);
                let led = found.and_then(|(_, link)| {
                    let path = match link.path {
                        "" => Some(here.clone()),
                        path => here.beside(path),
                    };
                    let anchor = link.anchor.filter(|anchor| !anchor.is_empty());
                    Some((path?, anchor.map(str::to_owned)))
                });
                let is_empty = link.path.is_empty() && wanted.1.is_none();
                if led.as_ref() != Some(&wanted) && !is_empty {
                    return Err(Refusal::new(format!(
                        "the link `{}` in `{user}` would lead elsewhere; change it first",
                        shown(link)
                    )));
                }
            }
        }
        Ok(())
    }
}

/// A question, with all lines of its answer.
fn side<'s>(text: &'s str, placed: Placed<'s>) -> Side<'s> {
    let answer = placed.answer().map(|answer| answer.span());
    Side {
        text,
        placed,
        answer: answer.map(|span| Span::new(line_start(text, span.start), span.end)),
    }
}

/// A link as a message names it.
fn shown(link: Link<'_>) -> String {
    let anchor = link.anchor.map(|anchor| format!("#{anchor}"));
    format!("{}{}", link.path, anchor.unwrap_or_default())
}

/// The refusal of a change after which a file has no questions for the bank.
pub fn no_bank(path: &BankPath) -> Refusal {
    Refusal::new(format!(
        "`{path}` would not be read as a file of questions; name it in `documents` of `qmark.yaml` first"
    ))
}

/// The refusal of a change after which a question says something else.
pub fn differs(question: Option<&str>) -> Refusal {
    let question = question.unwrap_or_default();
    Refusal::new(format!(
        "the question `{question}` would be read differently there; move it by hand"
    ))
}
