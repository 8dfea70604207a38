//! Completes relative links: files, folders, and the anchors of a file.

use foldhash::HashMap;

use super::item_list::{ItemList, item};
use super::{Edit, Item, Kind, rank};
use crate::bank::contents_match::anchors as anchors_of;
use crate::bank::{Bank, BankPath, Entry, File};
use crate::edit::destination::encode;
use crate::facts::group::Group;
use crate::syntax::markdown::link::decode;
use crate::syntax::markdown::partial_link::{PartialLink, link_at};
use crate::syntax::markdown::slug::heading_anchor;
use crate::text::{Span, line_start};

/// How many files of a neighbouring folder are considered.
const NEXT: usize = 500;

/// The targets that the link at `offset` can have, in the markdown of `text` that begins at `start`.
pub(super) fn in_markdown(
    bank: &Bank,
    path: &BankPath,
    text: &str,
    start: u32,
    offset: u32,
) -> ItemList {
    let Some(link) = link_at(text, start, offset) else {
        return ItemList::default();
    };
    match link.anchor {
        Some(anchor) => anchors(
            bank,
            path,
            text,
            &link,
            Span::new(anchor.start, offset),
            anchor,
        ),
        None => paths(bank, path, text, &link, offset),
    }
}

fn anchors(
    bank: &Bank,
    path: &BankPath,
    text: &str,
    link: &PartialLink,
    typed: Span,
    whole: Span,
) -> ItemList {
    let written = decode(link.path.slice(text));
    let target = if written.is_empty() {
        Some(path.clone())
    } else {
        path.beside(&written)
    };
    let file = target.and_then(|target| bank.file(target.as_str()));
    let Some(body) = file.and_then(|file| file.body()) else {
        return ItemList::default();
    };
    let asked = file.and_then(|file| file.group()).map(questions_by_anchor);
    let headings = body.headings().map(|heading| {
        let question = asked.as_ref().and_then(|asked| asked.get(heading.anchor));
        let detail = match question {
            Some(question) => question.clone(),
            None => format!("heading of level {}", heading.level),
        };
        (heading.anchor, Some(detail))
    });
    let mut all: Vec<_> = headings
        .chain(body.ids().iter().map(|id| (&*id.name, None)))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    // The anchor of the heading that the text of the link names comes first.
    let named = heading_anchor(shown(text, link));
    all.sort_by_key(|(name, _)| *name != named);
    let (kept, incomplete) = rank::keep(all, typed.slice(text), |(name, _)| name);
    let items = kept.into_iter().map(|(name, detail)| Item {
        detail,
        edit: Edit {
            insert: typed,
            replace: whole,
            // The anchor of a heading has none of these characters; the `id` of an element may.
            text: encode(name, link.angle, true),
        },
        ..item(name, Kind::Anchor, whole, String::new())
    });
    ItemList {
        items: items.collect(),
        incomplete,
    }
}

/// The questions that are headings, by their anchors: each with its number and its text.
fn questions_by_anchor(group: &Group) -> HashMap<&str, String> {
    let anchors = anchors_of(group, group.questions.iter());
    let asked = group.questions.iter().zip(anchors);
    let asked = asked.filter_map(|(placed, anchor)| {
        let text = placed.text()?.text;
        let shown = match placed.question.number() {
            Some(number) => format!("{number}. {text}"),
            None => text.to_owned(),
        };
        Some((anchor?, shown))
    });
    asked.collect()
}

/// The text of a link before its destination.
fn shown<'t>(text: &'t str, link: &PartialLink) -> &'t str {
    let before = text[..link.path.start as usize].trim_end_matches('<');
    let line = &before[line_start(text, link.path.start) as usize..];
    let inside = line.strip_suffix("](").unwrap_or("");
    inside.rfind('[').map_or("", |at| &inside[at + 1..])
}

/// A possible continuation of a path.
struct Candidate {
    /// As written after the folders that are typed.
    written: String,
    kind: Kind,
    file: Option<BankPath>,
}

fn paths(bank: &Bank, path: &BankPath, text: &str, link: &PartialLink, offset: u32) -> ItemList {
    let typed = Span::new(link.path.start, offset).slice(text);
    let folders = typed.rfind('/').map_or(0, |at| at + 1);
    // The folder that the typed path names.
    let folder = path.beside(&format!("{}_", decode(&typed[..folders])));
    let Some(folder) = folder.filter(|_| !typed.starts_with('/')) else {
        return ItemList::default();
    };
    let linkable = Linkable {
        bank,
        from: path,
        image: link.image,
        here: folder.folder(),
    };
    let (kept, incomplete) =
        rank::keep(linkable.all(folders == 0), &typed[folders..], |candidate| {
            &candidate.written
        });
    let items = kept.into_iter().map(|candidate| {
        // The typed folders are part of the filter text: some editors treat a slash as part of the completed word.
        let written = encode(&candidate.written, link.angle, true);
        let name = format!("{}{written}", &typed[..folders]);
        let insert = Span::new(link.path.start, offset);
        let replace = link.path;
        Item {
            file: candidate.file,
            edit: Edit {
                insert,
                replace,
                text: name.clone(),
            },
            filter: name,
            ..item(&candidate.written, candidate.kind, replace, String::new())
        }
    });
    ItemList {
        items: items.collect(),
        incomplete,
    }
}

/// What a link may lead to.
struct Linkable<'a> {
    bank: &'a Bank,
    /// The file that contains the link.
    from: &'a BankPath,
    image: bool,
    /// The folder that the typed path names.
    here: &'a str,
}

impl Linkable<'_> {
    /// Files of the folder, then those of its subfolders and of its parent (`next`), then folders.
    fn all(&self, next: bool) -> Vec<Candidate> {
        let mut files = Vec::new();
        let mut folders = Vec::new();
        for entry in self.bank.entries_in(self.here) {
            match entry {
                Entry::File(file) => files.extend(self.file(file, "")),
                Entry::Folder(path) => folders.push(path),
            }
        }
        let above = crate::bank::path::parent(self.here);
        if next {
            for folder in &folders {
                let prefix = format!("{}/", last(folder));
                let inner = self.bank.files_in(folder).take(NEXT);
                files.extend(inner.filter_map(|file| self.file(file, &prefix)));
            }
            let outer = above
                .into_iter()
                .flat_map(|above| self.bank.files_in(above).take(NEXT));
            files.extend(outer.filter_map(|file| self.file(file, "../")));
        }
        let up = above.map(|_| "../".to_owned());
        let names = folders
            .iter()
            .map(|folder| format!("{}/", last(folder)))
            .chain(up);
        files.extend(names.map(|written| Candidate {
            written,
            kind: Kind::Folder,
            file: None,
        }));
        files
    }

    /// The file, if it is a likely link target: markdown or an image; for an image link, images only.
    fn file(&self, file: &File, prefix: &str) -> Option<Candidate> {
        let path = &file.path;
        let wanted = is_image(path) || (file.is_markdown() && !self.image);
        (wanted && path != self.from).then(|| Candidate {
            written: format!("{prefix}{}", path.name()),
            kind: Kind::File,
            file: file.is_markdown().then(|| path.clone()),
        })
    }
}

fn last(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

fn is_image(path: &BankPath) -> bool {
    let extension = path
        .name()
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(
        &*extension,
        "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "avif"
    )
}
