//! Renames a file within its folder.

use super::merge::{Uses, merging};
use crate::bank::resolve::{Symbol, uses_of};
use crate::bank::{Bank, BankPath, CONFIG_FILE, Target};
use crate::edit::update_references::{Moves, update_references};
use crate::edit::{Edit, Planned, Sources, file_name, needed};
use crate::platform::{caseless, difference};
use crate::shape::frontmatter;
use crate::text::Refusal;

/// A file to rename.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RenamedFile {
    /// Its path, even if it does not exist.
    path: BankPath,
    /// Whether it exists. A missing file that is referenced can be renamed, too.
    is_there: bool,
    /// Another spelling by which it was found; references with that spelling are renamed as well.
    written: Option<BankPath>,
    /// Whether the author sees an id, which is its name without the extension.
    by_id: bool,
}

impl RenamedFile {
    /// An existing file.
    pub fn there(path: &BankPath) -> Self {
        Self {
            path: path.clone(),
            is_there: true,
            written: None,
            by_id: false,
        }
    }

    /// The file of an author or a guide, known by its id.
    pub fn by_id(path: &BankPath) -> Self {
        Self {
            by_id: true,
            ..Self::there(path)
        }
    }

    /// The id of the author or guide that the file describes, if it does.
    pub fn id(&self, bank: &Bank) -> Option<&str> {
        let id = self.path.stem();
        let holders = [bank.author(id), bank.guide(id)];
        holders.contains(&Some(&self.path)).then_some(id)
    }

    /// The file that `written` names, if `file` exists, or a missing one.
    pub fn written(written: BankPath, file: Option<BankPath>) -> Self {
        match file {
            Some(file) => Self {
                written: (written != file).then_some(written),
                ..Self::there(&file)
            },
            None => Self {
                is_there: false,
                ..Self::there(&written)
            },
        }
    }
}

/// Renames a file to `name`, with all references to it.
pub fn rename(bank: &Bank, sources: Sources<'_>, renamed: &RenamedFile, name: &str) -> Planned {
    let old = &renamed.path;
    if old.as_str() == CONFIG_FILE {
        return Err(Refusal::new(format!("`{CONFIG_FILE}` must have this name")));
    }
    let name = new_name(old, name, renamed.by_id)?;
    check_name(&name)?;
    let new = beside(old, &name)?;
    free(bank, sources, renamed, &new)?;
    let written = renamed
        .written
        .iter()
        .map(|path| (path.clone(), new.clone()));
    let moves = Moves::new(written.chain([(old.clone(), new.clone())]));
    let followed = update_references(bank, sources, &moves);
    if let Some((path, span)) = followed.unresolved.first() {
        let text = sources(path).unwrap_or_default();
        let place = needed::line(&text, path, span.start);
        return Err(Refusal::new(format!(
            "{place} refers to `{}` in a form that cannot be updated to `{}`",
            old.name(),
            new.name()
        )));
    }
    let mut edit = followed.edit;
    edit.confirm = joined(bank, renamed, &new);
    if renamed.is_there && new != *old {
        edit.moves.insert(old.clone(), new);
    }
    Ok(edit)
}

/// The confirmation for a name that other places use already although no such file exists.
fn joined(bank: &Bank, renamed: &RenamedFile, new: &BankPath) -> Option<String> {
    let uses = |path: &BankPath| uses_of(bank, &Symbol::File(path.clone())).len();
    let is_own = |path: &BankPath| caseless(path.as_str()) == caseless(new.as_str());
    let is_renamed = !is_own(&renamed.path) && !renamed.written.as_ref().is_some_and(is_own);
    let others = if is_renamed { uses(new) } else { 0 };
    let written = renamed.written.as_ref().map_or(0, uses);
    (others > 0).then(|| {
        let old = Uses::new(renamed.path.name(), uses(&renamed.path) + written);
        merging(&old, &Uses::new(new.name(), others))
    })
}

/// Renames an id without a file, wherever it is written.
pub fn rename_id(
    bank: &Bank,
    sources: Sources<'_>,
    key: &'static str,
    id: &str,
    new: &str,
) -> Planned {
    let (target, taken) = match key {
        "authorId" => (Target::Author(id.into()), bank.author(new)),
        _ => (Target::Guide(id.into()), bank.guide(new)),
    };
    check_name(new)?;
    if let Some(other) = taken {
        return Err(Refusal::new(format!(
            "`{new}` already exists as `{other}`; to refer to it, edit the value instead"
        )));
    }
    let mut edit = Edit::default();
    for user in bank.users(&target) {
        let head = bank.group(user.as_str()).map(|group| &group.head);
        let value = head.and_then(|head| Some((head, head.map.string(key)?)));
        if let Some((head, old)) = value.filter(|(_, old)| old.text == id) {
            let text =
                sources(&user).ok_or_else(|| Refusal::new(format!("`{user}` cannot be read")))?;
            edit.add(&user, [frontmatter::replace(&text, head, old, new)]);
        }
    }
    let others = match key {
        "authorId" => bank.users(&Target::Author(new.into())).count(),
        _ => bank.users(&Target::Guide(new.into())).count(),
    };
    let old = Uses::new(id, edit.texts.len());
    edit.confirm = (others > 0).then(|| merging(&old, &Uses::new(new, others)));
    Ok(edit)
}

fn beside(old: &BankPath, name: &str) -> Result<BankPath, Refusal> {
    let path = old
        .beside(name)
        .filter(|path| path.folder() == old.folder());
    path.ok_or_else(|| Refusal::new(format!("`{name}` is not a file name")))
}

/// The complete name for `name`: with the current extension if it was omitted.
fn new_name(old: &BankPath, name: &str, by_id: bool) -> Result<String, Refusal> {
    check_name(name)?;
    let (_, extension) = old.name().rsplit_once('.').unwrap_or((old.name(), ""));
    if extension.is_empty() {
        return Ok(name.to_owned());
    }
    let is_kept = |last: &str| last == extension || old.is_markdown() && last == "md";
    match name.rsplit_once('.') {
        Some((stem, last)) if is_kept(last) => {
            if stem.is_empty() {
                return Err(Refusal::new(format!("`{name}` is only an extension")));
            }
            Ok(name.to_owned())
        }
        // `node.js` is a name, but `closure.mdx` and `closure.MD` are mistakes.
        Some((_, last)) if !by_id && is_page(last) => Err(Refusal::new(format!(
            "`{name}` does not end in `.{extension}`, so references to it would break"
        ))),
        _ => Ok(format!("{name}.{extension}")),
    }
}

fn is_page(extension: &str) -> bool {
    let pages = ["md", "mdx", "markdown", "txt"];
    pages
        .iter()
        .any(|page| extension.eq_ignore_ascii_case(page))
}

/// Refuses names that leave the folder, and names that are not valid on every system.
fn check_name(name: &str) -> Result<(), Refusal> {
    match name.find(['/', '\\']) {
        Some(at) => Err(Refusal::new(format!(
            "`{name}` contains `{}`; to move the file, use the file tree",
            &name[at..=at]
        ))),
        None => file_name::check_name(name),
    }
}

/// Refuses the path of an existing file, a path that differs from one in case only, and a path that is not part of the
/// bank.
fn free(
    bank: &Bank,
    sources: Sources<'_>,
    renamed: &RenamedFile,
    new: &BankPath,
) -> Result<(), Refusal> {
    let old = &renamed.path;
    let others = bank.other_cases(new);
    if let Some(other) = others.iter().find(|other| *other != old) {
        return Err(Refusal::new(format!(
            "`{}` differs from `{}` only {}, and some systems treat both as one file",
            new.name(),
            other.name(),
            difference(new.name(), other.name())
        )));
    }
    // On a case-insensitive file system, the old file also has the new name.
    let is_same_file = others.contains(old) || new == old;
    if bank.file(new.as_str()).is_some_and(|_| new != old)
        || !is_same_file && sources(new).is_some()
    {
        return Err(Refusal::new(format!("the file `{new}` already exists")));
    }
    if bank.config().exclude.contains(new.as_str()) {
        return Err(Refusal::new(format!(
            "`exclude` in {CONFIG_FILE} excludes `{new}` from the bank"
        )));
    }
    let ids = [
        (
            bank.author(old.stem()),
            bank.author(new.stem()),
            "an author",
        ),
        (bank.guide(old.stem()), bank.guide(new.stem()), "a guide"),
    ];
    for (holder, other, what) in ids {
        let renamed = holder == Some(old) && new.stem() != old.stem();
        if let Some(other) = other.filter(|_| renamed) {
            return Err(Refusal::new(format!(
                "`{}` is already {what}: `{other}`",
                new.stem()
            )));
        }
    }
    Ok(())
}
