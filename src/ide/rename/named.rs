//! Finds the name at a place that can be renamed.

use smol_str::SmolStr;

use super::super::symbol_at::located;
use super::file::RenamedFile;
use crate::bank::resolve::{Located, Symbol, file_of, linked, question_linked, targets_of};
use crate::bank::{Bank, BankPath, CONFIG_FILE, QuestionRef};
use crate::edit::Sources;
use crate::edit::destination::Destination;
use crate::facts::mark::Mark;
use crate::shape;
use crate::syntax::yaml::edit::value::extent;
use crate::text::{Refusal, Span};

/// What can be renamed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Thing {
    /// A topic.
    Topic(SmolStr),
    /// A level, by this word for it.
    Level(SmolStr),
    /// A file.
    File(RenamedFile),
    /// The id of an author or guide without a file.
    Id(&'static str, SmolStr),
    /// A question in the text of its file.
    Question(QuestionRef),
    /// A heading.
    Heading {
        /// The file that has it.
        file: BankPath,
        /// Its anchor in links.
        anchor: SmolStr,
    },
}

/// A name that can be renamed.
pub struct Named {
    /// The span of the name.
    pub span: Span,
    /// The name.
    pub name: String,
    /// What the name belongs to.
    pub thing: Thing,
}

/// The renamable name at byte `offset` of the file at `path`.
pub fn named(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    offset: u32,
) -> Result<Named, Refusal> {
    let here = located(bank, sources, path, offset)
        .ok_or_else(|| Refusal::new("nothing here can be renamed"))?;
    let text = sources(path).ok_or_else(|| unreadable(path))?;
    let place = Place {
        bank,
        sources,
        path,
        text: &text,
        offset,
    };
    let found = place.thing(&here)?;
    // Between a key and its value the symbol is that of the value, but editors refuse a range without the cursor.
    if !found.span.touches(offset) {
        return Err(Refusal::new(format!("put the cursor on `{}`", found.name)));
    }
    Ok(found)
}

fn unreadable(path: &BankPath) -> Refusal {
    Refusal::new(format!("`{path}` cannot be read"))
}

struct Place<'p> {
    bank: &'p Bank,
    sources: Sources<'p>,
    path: &'p BankPath,
    text: &'p str,
    offset: u32,
}

impl Place<'_> {
    fn thing(&self, here: &Located) -> Result<Named, Refusal> {
        if let Some(key) = &here.key {
            let key = key.0.last().map_or("", |key| key);
            return Err(Refusal::new(match here.symbol {
                Symbol::Key(_) => format!("`{key}` is a key, which cannot be renamed"),
                _ => format!("`{key}` is a key; put the cursor on its value"),
            }));
        }
        if let Symbol::Question(at) | Symbol::Number(at) = &here.symbol
            && let Some(found) = self.question(here.span, at)
        {
            return Ok(found);
        }
        match &linked(self.bank, here.symbol.clone()) {
            Symbol::Choice(..) | Symbol::OptionsKey(_) => {
                Err(Refusal::new("options cannot be renamed"))
            }
            Symbol::Question(_) | Symbol::Number(_) => {
                Err(Refusal::new("questions without a text cannot be renamed"))
            }
            Symbol::InlineAnswer(_) => Err(Refusal::new(
                "an inline answer cannot be renamed; only an answer file can",
            )),
            Symbol::Topic(name) => self.word(here, name, Thing::Topic(name.clone())),
            Symbol::Level(word) => self.word(here, word, Thing::Level(word.clone())),
            Symbol::AnswerRef(at) => self.answer(here, &at.group),
            Symbol::Ending(group) => self.answer(here, group),
            Symbol::Author(id) => self.id(here, "authorId", id),
            Symbol::Guide(id) => self.id(here, "relatedGuidesId", id),
            Symbol::File(file) => Ok(Named {
                span: here.span,
                name: file.name().to_owned(),
                thing: Thing::File(RenamedFile::there(file)),
            }),
            symbol @ Symbol::Heading { file, anchor } => {
                // The text of a question may be a part of its heading.
                let heading = targets_of(self.bank, symbol).pop();
                let span = heading.map_or(here.span, |heading| heading.name);
                self.heading(file.clone(), anchor, span)
            }
            Symbol::Link { anchor, .. } => self.link(here, anchor.as_deref()),
            Symbol::Key(_) => Err(Refusal::new("a key cannot be renamed")),
        }
    }

    /// The question, if it has a text that can be changed; `span` is where the cursor is.
    fn question(&self, span: Span, at: &QuestionRef) -> Option<Named> {
        let group = self.bank.group(at.group.as_str());
        let group = group.filter(|group| shape::is_writable(group))?;
        let placed = group.questions.get(at.index)?;
        let text = placed.text().filter(|text| !text.text.is_empty())?;
        let is_here = at.group == *self.path && text.span.touches(self.offset);
        let written = text.span.slice(&(self.sources)(&at.group)?).to_owned();
        let is_value = text.span.end <= group.split.body;
        let own = if is_value { text.inner() } else { text.span };
        Some(Named {
            span: if is_here { own } else { span },
            name: if is_value {
                text.text.to_owned()
            } else {
                written
            },
            thing: Thing::Question(at.clone()),
        })
    }

    fn word(&self, here: &Located, word: &str, thing: Thing) -> Result<Named, Refusal> {
        let span = match self.path.as_str() {
            CONFIG_FILE => here.span,
            _ => self.value(here)?.1,
        };
        let name = word.to_owned();
        Ok(Named { span, name, thing })
    }

    /// The value at the cursor, and the span of its text without quotes.
    fn value(&self, here: &Located) -> Result<(Mark<'_>, Span), Refusal> {
        let facts = self.bank.file(self.path.as_str());
        let facts = facts.and_then(|file| file.facts());
        let mark = facts.and_then(|facts| facts.mark(here.slot.as_ref()?));
        let mark = mark.ok_or_else(|| Refusal::new("the value no longer exists"))?;
        let inner = mark.inner();
        // Of a value whose quotes are never closed the first is marked, too.
        let open = mark.span == inner
            && inner.len() as usize == mark.text.len() + 1
            && inner.slice(self.text).starts_with(['\'', '"']);
        let start = inner.start + u32::from(open);
        let span = extent(self.text, Span::new(start, inner.end.max(start)));
        // With the cursor before or after the quotes, they are part of the span.
        let touched = if span.touches(self.offset) {
            span
        } else {
            here.span
        };
        Ok((mark, touched))
    }

    /// The file that `answer` or `ending` names.
    fn answer(&self, here: &Located, group: &BankPath) -> Result<Named, Refusal> {
        let (mark, span) = self.value(here)?;
        let written = self
            .bank
            .answer_path(group, mark.text)
            .ok_or_else(|| Refusal::new(format!("`{}` points outside the bank", mark.text)))?;
        let file = file_of(self.bank, &here.symbol);
        Ok(Named {
            span: self.last_part(span, written.name()),
            name: written.name().to_owned(),
            thing: Thing::File(RenamedFile::written(written, file)),
        })
    }

    fn id(&self, here: &Located, key: &'static str, id: &str) -> Result<Named, Refusal> {
        let (_, span) = self.value(here)?;
        let (files, what) = match key {
            "authorId" => (&self.bank.config().authors, "authors"),
            _ => (&self.bank.config().guides, "guides"),
        };
        let thing = match file_of(self.bank, &here.symbol) {
            Some(file) => Thing::File(RenamedFile::by_id(&file)),
            None if files.is_empty() => {
                return Err(Refusal::new(format!(
                    "the bank has no setting `{what}`; set it in {CONFIG_FILE} first"
                )));
            }
            None => Thing::Id(key, id.into()),
        };
        Ok(Named {
            span,
            name: id.to_owned(),
            thing,
        })
    }

    /// The file or heading that a link refers to.
    fn link(&self, here: &Located, anchor: Option<&str>) -> Result<Named, Refusal> {
        let facts = self
            .bank
            .file(self.path.as_str())
            .and_then(|file| file.facts());
        let in_value = facts.is_some_and(|facts| here.span.start < facts.body_start());
        let found = Destination::at(self.text, here.span, in_value).ok_or_else(|| {
            Refusal::new("the text of a link cannot be renamed; put the cursor on its target")
        })?;
        let file = file_of(self.bank, &here.symbol);
        if let (Some(span), Some(anchor)) = (found.anchor(), anchor)
            && span.start <= self.offset
        {
            let file =
                file.ok_or_else(|| Refusal::new("the link does not point to a file of the bank"))?;
            return self.heading(file, anchor, span);
        }
        let Symbol::Link {
            file: Some(written),
            ..
        } = &here.symbol
        else {
            return Err(Refusal::new("the link points outside the bank"));
        };
        if file.is_none() && self.bank.has_folder(written) {
            return Err(Refusal::new(format!(
                "`{written}` is a folder; rename it in the file tree"
            )));
        }
        Ok(Named {
            span: self.last_part(found.path(), written.name()),
            name: written.name().to_owned(),
            thing: Thing::File(RenamedFile::written(written.clone(), file)),
        })
    }

    /// The part of `span` that is the file name itself, if the span ends with it as written and the cursor is on it.
    fn last_part(&self, span: Span, name: &str) -> Span {
        let start = span.end.saturating_sub(name.len() as u32);
        let last = Span::new(start.max(span.start), span.end);
        if last.slice(self.text) == name && last.touches(self.offset) {
            last
        } else {
            span
        }
    }

    /// The heading, or the question that is in it.
    fn heading(&self, file: BankPath, anchor: &str, span: Span) -> Result<Named, Refusal> {
        let question = question_linked(self.bank, &file, anchor);
        if let Some(found) = question.and_then(|at| self.question(span, &at)) {
            return Ok(found);
        }
        let text = (self.sources)(&file).ok_or_else(|| unreadable(&file))?;
        let facts = self.bank.file(file.as_str()).and_then(|file| file.facts());
        let heading = facts.and_then(|facts| {
            let heading = facts.body().headings().find(|it| it.anchor == anchor)?;
            Some(heading.span.shift(facts.body_start()))
        });
        let heading =
            heading.ok_or_else(|| Refusal::new(format!("`{file}` has no heading `#{anchor}`")))?;
        Ok(Named {
            span,
            name: heading.slice(&text).to_owned(),
            thing: Thing::Heading {
                file,
                anchor: anchor.into(),
            },
        })
    }
}
