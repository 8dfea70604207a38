//! Pages that are clearly ones of levels and topics, so that a rule can give them that shape. No page has it by its text
//! alone: what it names becomes vocabulary of the bank.

use std::collections::BTreeMap;

use crate::bank::{Bank, BankPath};
use crate::edit::Sources;
use crate::shape::documents::FileKind;
use crate::shape::names_topics;

/// Those of the `open` pages, each with its shape. `source` gives the texts.
pub fn topics_pages(
    bank: &Bank,
    source: Sources<'_>,
    is_open: &dyn Fn(&BankPath) -> bool,
) -> BTreeMap<BankPath, FileKind> {
    let pages = bank.files().filter(|(path, file)| {
        let is_page = file.facts().is_some_and(|facts| facts.as_page().is_some());
        is_page && is_open(path) && !bank.is_answer(path)
    });
    let clear = pages.filter(|(path, _)| {
        let text = source(path);
        text.is_some_and(|text| names_topics(&bank.config().input(path, &text)))
    });
    clear
        .map(|(path, _)| (path.clone(), FileKind::Topics))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::topics_pages;
    use crate::bank::BankPath;
    use crate::fixture::Fixture;

    #[test]
    fn answers_and_files_with_questions_are_none() {
        let page = "# Topics\n\n## Easy\n\n- HTTP\n- Files\n\n## Hard\n\n- Logs\n- B-trees\n";
        let group = "---\nquestions:\n- {question: What?, answer: a.md}\n---\n";
        let fixture = Fixture::new(&format!(
            "//- /a.md\n{page}//- /named.md\n{page}//- /go/go.md\n{group}{page}//- /go/content/a.md\n{page}//- /b.md\nText.\n"
        ));
        let text = |path: &BankPath| fixture.texts.get(path).cloned();
        let source = |path: &BankPath| text(path).map(Arc::new);
        let found = topics_pages(&fixture.bank, &source, &|path| path.as_str() != "named.md");
        let found: Vec<&str> = found.keys().map(BankPath::as_str).collect();
        assert_eq!(found, ["a.md"]);
    }
}
