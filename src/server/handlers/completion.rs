//! What can be typed at a place.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::banks::BankId;
use super::super::client::Client;
use super::super::mail::Asker;
use super::super::snapshot::{Here, Snapshot};
use crate::bank::BankPath;
use crate::ide::completion::{self, Edit, Item, Kind, Options};

/// The file that an item stands for, on its way to the client and back.
#[derive(Serialize, Deserialize)]
struct Stands {
    bank: BankId,
    path: String,
}

/// The list of what can be typed.
pub fn completion(
    snapshot: &Snapshot,
    params: lsp::CompletionParams,
    asker: &Asker,
) -> Result<Option<lsp::CompletionResponse>> {
    asker.still_waits()?;
    let client = &snapshot.client;
    let typed = params.context.and_then(|it| it.trigger_character);
    let options = Options {
        snippets: client.snippets,
        as_is: client.indents_as_is,
        at_quote: typed.is_some_and(|it| it == "'" || it == "\""),
        today: today(),
    };
    Ok(snapshot.at(&params.text_document_position, |here| {
        let bank = &here.bank.bank;
        let found = completion::completion(bank, &here.path, here.text, here.offset, &options);
        let items = found
            .items
            .into_iter()
            .map(|it| item(client, here, it))
            .collect();
        Some(
            lsp::CompletionList {
                is_incomplete: found.incomplete,
                items,
            }
            .into(),
        )
    }))
}

/// The documentation of an item that somebody looks at.
pub fn resolve(
    snapshot: &Snapshot,
    mut item: lsp::CompletionItem,
    _asker: &Asker,
) -> Result<lsp::CompletionItem> {
    let data = item
        .data
        .clone()
        .and_then(|data| serde_json::from_value::<Stands>(data).ok());
    let text = data.and_then(|stands| {
        let path = BankPath::new(&stands.path)?;
        snapshot.text(snapshot.bank(stands.bank)?, &path)
    });
    if let Some(said) = text.and_then(|text| completion::documentation(&text)) {
        item.documentation = Some(documentation(&snapshot.client, said));
    }
    Ok(item)
}

fn item(client: &Client, here: &Here, mut item: Item) -> lsp::CompletionItem {
    // A quote or a folder in front makes what is typed longer than the label may be.
    if client.types_labels && !item.label.ends_with(&item.filter) {
        item.label.clone_from(&item.filter);
    }
    let stands = item.file.map(|path| Stands {
        bank: here.bank.id,
        path: path.to_string(),
    });
    let format = match item.snippet {
        true => lsp::InsertTextFormat::SNIPPET,
        false => lsp::InsertTextFormat::PLAIN_TEXT,
    };
    lsp::CompletionItem {
        kind: Some(kind(item.kind)),
        detail: item.detail,
        documentation: item.documentation.map(|said| documentation(client, said)),
        sort_text: Some(item.sort),
        filter_text: (item.filter != item.label).then_some(item.filter),
        label: item.label,
        insert_text_format: Some(format),
        insert_text_mode: item.as_is.then_some(lsp::InsertTextMode::AS_IS),
        text_edit: Some(edit(client, here, item.edit)),
        data: stands.and_then(|stands| serde_json::to_value(stands).ok()),
        ..Default::default()
    }
}

fn edit(client: &Client, here: &Here, edit: Edit) -> lsp::CompletionTextEdit {
    let replace = here.ranges.range(edit.replace);
    if client.insert_replace && edit.insert != edit.replace {
        let insert = here.ranges.range(edit.insert);
        return lsp::InsertReplaceEdit {
            new_text: edit.text,
            insert,
            replace,
        }
        .into();
    }
    lsp::TextEdit {
        range: replace,
        new_text: edit.text,
    }
    .into()
}

fn documentation(client: &Client, value: String) -> lsp::Documentation {
    if client.markdown_completion {
        let kind = lsp::MarkupKind::Markdown;
        return lsp::Documentation::MarkupContent(lsp::MarkupContent { kind, value });
    }
    lsp::Documentation::String(value)
}

fn kind(kind: Kind) -> lsp::CompletionItemKind {
    match kind {
        Kind::Key => lsp::CompletionItemKind::PROPERTY,
        Kind::Question => lsp::CompletionItemKind::SNIPPET,
        Kind::File | Kind::NewFile => lsp::CompletionItemKind::FILE,
        Kind::Folder => lsp::CompletionItemKind::FOLDER,
        Kind::Topic => lsp::CompletionItemKind::ENUM_MEMBER,
        Kind::Level => lsp::CompletionItemKind::ENUM,
        Kind::Value => lsp::CompletionItemKind::VALUE,
        Kind::Anchor => lsp::CompletionItemKind::REFERENCE,
    }
}

/// Today in UTC, as `YYYY-MM-DD`.
fn today() -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |now| now.as_secs());
    date(now / (24 * 60 * 60))
}

/// The date so many days after 1970-01-01. Years start in March here, so that a leap day is a
/// year's last, and 400 of them have always the same days.
fn date(days: u64) -> String {
    let since_march_0 = days + 719_468;
    let era = since_march_0 / 146_097;
    let day_of_era = since_march_0 % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_have_dates() {
        let cases = [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (789, "1972-02-29"),
            (790, "1972-03-01"),
            (11_016, "2000-02-29"),
            (20_454, "2026-01-01"),
            (20_818, "2026-12-31"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ];
        for (days, expected) in cases {
            assert_eq!(date(days), expected);
        }
    }
}
