//! Every relative link of a page leads to a file, and its anchor to a heading of that file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use qmark::syntax::markdown::slug::heading_anchor;

use super::{Page, pages, resolved};
use crate::run::project;

/// The anchors of a page, and where its links lead.
#[derive(Default)]
struct Contents {
    anchors: BTreeSet<String>,
    links: Vec<String>,
}

fn contents(text: &str) -> Contents {
    let mut found = Contents::default();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                found.links.push(dest_url.into_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    *heading += &words;
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let anchor = heading_anchor(&heading.take().unwrap_or_default());
                let before = uses.entry(anchor.clone()).or_default();
                let suffix = match *before {
                    0 => String::new(),
                    times => format!("-{times}"),
                };
                *before += 1;
                found.anchors.insert(anchor + &suffix);
            }
            _ => {}
        }
    }
    found
}

/// Why a link of a page is broken.
fn fault(page: &Page, link: &str, own: &Contents) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = match path {
        "" => page.path.clone(),
        path => resolved(&page.path, path),
    };
    let file = project().join(&target);
    if !file.exists() {
        return Some(format!("`{target}` does not exist"));
    }
    if anchor.is_empty() || !target.ends_with(".md") {
        return None;
    }
    let text = fs::read_to_string(file).expect("a page");
    let is_there = match path {
        "" => own.anchors.contains(anchor),
        _ => contents(&text).anchors.contains(anchor),
    };
    (!is_there).then(|| format!("`{target}` has no heading `#{anchor}`"))
}

#[test]
fn every_link_of_the_pages_leads_somewhere() {
    let mut faults = Vec::new();
    let mut links = 0;
    for page in pages() {
        let own = contents(&page.text);
        for link in &own.links {
            links += 1;
            if let Some(fault) = fault(&page, link, &own) {
                faults.push(format!("{}: [{link}]: {fault}", page.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(links > 200, "only {links} links were found");
}

#[test]
fn every_page_of_the_site_is_in_its_contents() {
    let pages = pages();
    let path = "docs/src/SUMMARY.md";
    let summary = pages.iter().find(|page| page.path == path);
    let listed = contents(&summary.expect("the contents").text).links;
    let listed: Vec<String> = listed.iter().map(|link| resolved(path, link)).collect();
    for page in &pages {
        if page.path.starts_with("docs/src/") && page.path != path {
            assert!(listed.contains(&page.path), "{} is not listed", page.path);
        }
    }
    let once: BTreeSet<&String> = listed.iter().collect();
    assert_eq!(once.len(), listed.len(), "a page is listed twice");
}

#[test]
fn broken_links_are_found() {
    let page = Page {
        path: "docs/src/check.md".to_owned(),
        text: "# One\n\n# One\n".to_owned(),
    };
    let own = contents(&page.text);
    let fault = |link| fault(&page, link, &own);
    assert_eq!(fault("#one-1"), None);
    assert_eq!(fault("../../README.md"), None);
    assert_eq!(fault("https://example.org/a"), None);
    assert!(fault("#two").is_some());
    assert!(fault("nowhere.md").is_some());
    assert!(fault("start.md#nowhere").is_some());
}
