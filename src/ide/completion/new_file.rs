//! Completes a whole file: a new one beside files that have one question each.

use super::item_list::{ItemList, item};
use super::template::fill;
use super::{Completions, Item, Kind, Options};
use crate::bank::{Bank, BankPath};
use crate::edit::Sources;
use crate::facts::group::Group;
use crate::shape::template::Part;
use crate::shape::typing_of;
use crate::shape::write::TargetList;
use crate::text::{Span, line_at};

/// How many other files show which values all files have.
const OTHERS: usize = 20;

/// The text of a new file at `path`, of which nothing but the start of a frontmatter is typed, like that of the file beside
/// it that is before it by name.
pub fn new_file(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    (text, offset): (&str, u32),
    options: &Options,
) -> Completions {
    let typed = text.trim();
    let is_new = typed.len() <= 3 && typed.bytes().all(|byte| byte == b'-');
    match is_new && bank.group(path.as_str()).is_none() {
        true => whole(bank, sources, path, (text, offset), options).unwrap_or_default(),
        false => Completions::default(),
    }
}

fn whole(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    (text, offset): (&str, u32),
    options: &Options,
) -> Option<Completions> {
    let line = line_at(text, offset);
    if line.slice(text).trim() != text.trim() {
        return None;
    }
    let beside = bank.groups_in(path.folder()).filter(|other| {
        let group = bank.group(other.as_str());
        group
            .and_then(typing_of)
            .is_some_and(|typing| typing.file.is_some())
    });
    let beside: Vec<&BankPath> = beside.collect();
    let after = beside.partition_point(|other| *other < path);
    let model = beside.get(after.saturating_sub(1))?;
    let group = bank.group(model.as_str())?;
    let source = sources(model)?;
    let others = beside.iter().filter(|other| *other != model).take(OTHERS);
    let others: Vec<&Group> = others
        .filter_map(|other| bank.group(other.as_str()))
        .collect();
    let list = TargetList {
        text: &source,
        group,
    };
    let mut written = (typing_of(group)?.file?)(&list, &others)?;
    let is_ended = (line.end as usize) < text.len();
    if is_ended && matches!(written.parts.last(), Some(Part::Line(_))) {
        // Some editors show an empty file as one empty line: its line break ends the new file.
        written.parts.pop();
    }
    let described = Item {
        detail: Some(format!("like `{}`", model.name())),
        filter: "---".to_owned(),
        ..item(
            "new question",
            Kind::Question,
            Span::default(),
            String::new(),
        )
    };
    let items = vec![fill(&written, described, text, line, options)];
    let list = ItemList {
        items,
        incomplete: false,
    };
    Some(list.finish())
}
