//! Completion.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::ide::completion::{self, Edit, Item, Kind, Options};
use crate::server::banks::BankId;
use crate::server::client::Client;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Here, Snapshot};
use crate::text::TextEdit;

/// The file of an item; the `data` of the protocol.
#[derive(Serialize, Deserialize)]
struct Data {
    bank: BankId,
    path: String,
}

/// The completion items at a position.
pub fn completion(
    snapshot: &Snapshot,
    params: lsp::CompletionParams,
    _context: &RequestContext,
) -> Result<Option<lsp::CompletionResponse>> {
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
        let mut found = completion::completion(bank, &here.path, here.text, here.offset, &options);
        if found.items.is_empty() {
            let sources = |path: &_| snapshot.text(here.bank, path);
            let place = (here.text, here.offset);
            found = completion::new_file(bank, &sources, &here.path, place, &options);
        }
        let uri = &params.text_document_position.text_document.uri;
        let writes_half = |edit: &Edit| {
            let (span, text) = (edit.replace, edit.text.clone());
            snapshot.meets_half(uri, &TextEdit { span, text })
        };
        let items = found
            .items
            .into_iter()
            .filter(|it| !writes_half(&it.edit))
            .map(|it| item(client, here, it))
            .collect();
        Some(
            lsp::CompletionList {
                // Files that are not read yet can have more items: the client asks again.
                is_incomplete: found.incomplete || !here.bank.is_loaded,
                items,
            }
            .into(),
        )
    }))
}

/// The documentation of an item that is selected.
pub fn resolve(
    snapshot: &Snapshot,
    mut item: lsp::CompletionItem,
    _context: &RequestContext,
) -> Result<lsp::CompletionItem> {
    let data = item
        .data
        .clone()
        .and_then(|data| serde_json::from_value::<Data>(data).ok());
    let text = data.and_then(|data| {
        let path = BankPath::new(&data.path)?;
        snapshot.text(snapshot.bank(data.bank)?, &path)
    });
    if let Some(said) = text.and_then(|text| completion::documentation(&text)) {
        item.documentation = Some(documentation(&snapshot.client, said));
    }
    Ok(item)
}

fn item(client: &Client, here: &Here, mut item: Item) -> lsp::CompletionItem {
    // With a quote or a folder before it, the typed text can be longer than the label.
    if client.types_labels && !item.label.ends_with(&item.filter) {
        item.label.clone_from(&item.filter);
    }
    let data = item.file.map(|path| Data {
        bank: here.bank.id,
        path: path.to_string(),
    });
    let format = match item.snippet {
        true => lsp::InsertTextFormat::SNIPPET,
        false => lsp::InsertTextFormat::PLAIN_TEXT,
    };
    lsp::CompletionItem {
        insert_text: (item.snippet && client.types_snippet_labels).then(String::new),
        kind: Some(kind(item.kind)),
        detail: item.detail,
        documentation: item.documentation.map(|said| documentation(client, said)),
        sort_text: Some(item.sort),
        filter_text: (item.filter != item.label).then_some(item.filter),
        label: item.label,
        insert_text_format: Some(format),
        insert_text_mode: item.as_is.then_some(lsp::InsertTextMode::AS_IS),
        text_edit: Some(edit(client, here, item.edit)),
        data: data.and_then(|data| serde_json::to_value(data).ok()),
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

/// Today in the user's time zone, as `YYYY-MM-DD`.
fn today() -> String {
    day_in(&TimeZone::system(), Timestamp::now())
}

fn day_in(zone: &TimeZone, now: Timestamp) -> String {
    zone.to_datetime(now).date().to_string()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::day_in;

    #[test]
    fn today_is_the_authors_day() {
        // Zones as `TZ` describes them: hours west of Greenwich, and when summer is.
        for (zone, now, day) in [
            ("UTC0", "2024-02-28T23:59:59Z", "2024-02-28"),
            ("UTC0", "2024-02-29T00:00:00Z", "2024-02-29"),
            ("JST-9", "2024-02-28T15:00:00Z", "2024-02-29"),
            ("JST-9", "2024-02-28T14:59:59Z", "2024-02-28"),
            ("EST5", "2024-01-01T04:59:59Z", "2023-12-31"),
            ("<+14>-14", "2023-12-31T10:00:00Z", "2024-01-01"),
            (
                "CET-1CEST,M3.5.0,M10.5.0/3",
                "2024-06-30T22:30:00Z",
                "2024-07-01",
            ),
            (
                "CET-1CEST,M3.5.0,M10.5.0/3",
                "2024-12-30T22:30:00Z",
                "2024-12-30",
            ),
        ] {
            let described = TimeZone::posix(zone).expect("a zone");
            let now: Timestamp = now.parse().expect("a moment");
            assert_eq!(day_in(&described, now), day, "{zone} {now}");
        }
    }
}
