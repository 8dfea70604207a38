//! `qmark stats --format html`: the page, read by an HTML reader instead of a browser.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::run::{folder, project, qmark};

/// An element of a page.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// Child elements, in order.
    children: Vec<Element>,
    /// All text in it, at any depth.
    text: String,
}

impl Element {
    /// Reads a page, which must be well-formed: elements closed in order, attributes quoted, only known entities.
    #[track_caller]
    fn read(page: &str) -> Self {
        let rest = page.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
        let mut open = vec![Self::new("")];
        let mut rest = rest;
        while let Some((text, tag)) = rest.split_once('<') {
            let (tag, after) = tag.split_once('>').expect("a tag ends");
            assert!(!text.contains('>'), "a bare > in {text}");
            let text = plain(text);
            open.iter_mut().for_each(|element| element.text += &text);
            if let Some(name) = tag.strip_prefix('/') {
                let closed = open.pop().expect("something is open");
                assert_eq!(closed.name, name, "closed out of turn");
                open.last_mut().expect("its parent").children.push(closed);
            } else {
                let element = Self::of_tag(tag.trim_end_matches('/'));
                match tag.ends_with('/') {
                    true => open.last_mut().expect("its parent").children.push(element),
                    false => open.push(element),
                }
            }
            rest = after;
        }
        assert_eq!((open.len(), rest.trim()), (1, ""), "something is left open");
        open.remove(0)
    }

    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            attributes: BTreeMap::new(),
            children: Vec::new(),
            text: String::new(),
        }
    }

    #[track_caller]
    fn of_tag(tag: &str) -> Self {
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric()), "<{tag}>");
        let mut element = Self::new(name);
        while let Some((key, value)) = rest.split_once("=\"") {
            let (value, after) = value.split_once('"').expect("a closing quote");
            let twice = element
                .attributes
                .insert(key.trim().to_owned(), plain(value));
            assert!(twice.is_none(), "<{tag}>");
            rest = after;
        }
        assert_eq!(rest.trim(), "", "<{tag}>");
        element
    }

    /// All descendants with this name.
    fn all<'e>(&'e self, name: &str) -> Vec<&'e Self> {
        let inner = self.children.iter().flat_map(|child| {
            let own = (child.name == name).then_some(child);
            own.into_iter().chain(child.all(name))
        });
        inner.collect()
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// The table with a class: the cell texts of its body rows.
    #[track_caller]
    fn table(&self, class: &str) -> Vec<Vec<String>> {
        let tables = self.all("table");
        let is_it = |table: &&&Self| table.attribute("class").split(' ').any(|c| c == class);
        let table = tables.iter().find(is_it).expect(class);
        let body = table.all("tbody")[0];
        let cells = |row: &&Self| row.children.iter().map(|cell| cell.text.clone()).collect();
        body.all("tr").iter().map(cells).collect()
    }
}

/// The text with entities decoded.
#[track_caller]
fn plain(text: &str) -> String {
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    let entities = known.iter().map(|(entity, _)| text.matches(entity).count());
    assert_eq!(text.matches('&').count(), entities.sum::<usize>(), "{text}");
    known
        .iter()
        .fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c))
}

/// A number as formatted on a page.
fn shown(number: &Value) -> String {
    match number.as_u64() {
        Some(0) => "–".to_owned(),
        _ => number.to_string(),
    }
}

/// The page and the JSON statistics of a bank of the project.
#[track_caller]
fn page_of(bank: &str) -> (Element, Value) {
    let print = |format| qmark(&project(), &["stats", "--format", format, bank]);
    let (page, again) = (print("html"), print("html"));
    assert_eq!((page.code, page.stderr.as_str()), (0, ""));
    assert_eq!(page.stdout, again.stdout, "the same bank, the same page");
    (Element::read(&page.stdout), print("json").json())
}

const BANKS: &[&str] = &["content", "tests/banks/broken", "tests/cli"];

#[test]
fn a_page_is_well_formed_and_can_be_read_without_seeing_it() {
    for bank in BANKS {
        let (page, _) = page_of(bank);
        let html = page.all("html")[0];
        assert_eq!(html.attribute("lang"), "en");
        assert_eq!((page.all("h1").len(), page.all("main").len()), (1, 1));
        assert_eq!(
            page.all("h1")[0].text,
            bank.rsplit('/').next().unwrap_or("")
        );
        for section in page.all("section") {
            let heading = section.all("h2")[0];
            assert_eq!(
                section.attribute("aria-labelledby"),
                heading.attribute("id")
            );
        }
        let mut ids: Vec<&str> = page.all("h2").iter().map(|h| h.attribute("id")).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|two| two[0] != two[1]), "{ids:?}");
        for table in page.all("table") {
            assert!(!table.all("caption")[0].text.is_empty());
            for heading in table.all("th") {
                assert!(["row", "col"].contains(&heading.attribute("scope")));
            }
            let columns = table.all("thead")[0].all("th").len();
            for row in table.all("tr") {
                assert_eq!(row.children.len(), columns, "{}", row.text);
            }
        }
        for chart in page.all("svg") {
            assert_eq!(chart.attribute("aria-hidden"), "true");
        }
    }
}

#[test]
fn the_numbers_are_those_of_the_json() {
    for bank in &BANKS[..2] {
        let (page, stats) = page_of(bank);
        let rows = |list: &str| stats[list].as_array().expect("a list").clone();
        let groups = rows("groups").into_iter().map(|group| {
            let title = group["title"].as_str().expect("a title");
            let name = format!("{title} {}", group["path"].as_str().expect("a path"));
            let levels = group["levels"].as_array().expect("levels").iter();
            let numbers = levels.chain([&group["withoutLevel"], &group["questions"]]);
            [name]
                .into_iter()
                .chain(numbers.map(shown))
                .collect::<Vec<_>>()
        });
        assert_eq!(page.table("groups"), groups.collect::<Vec<_>>());
        let coverage = rows("coverage").into_iter();
        let coverage = coverage.filter(|row| row["level"].is_string() || row["questions"] != 0);
        let coverage = coverage.map(|row| {
            let name = row["level"].as_str().unwrap_or("No\u{a0}level").to_owned();
            vec![name, shown(&row["answered"]), shown(&row["questions"])]
        });
        let found = page.table("coverage").into_iter();
        let found = found.map(|cells| cells[..3].to_vec());
        assert_eq!(found.collect::<Vec<_>>(), coverage.collect::<Vec<_>>());
        let topics = rows("topics").into_iter().map(|topic| {
            let once = if topic["questions"] == 1 {
                " used once"
            } else {
                ""
            };
            let name = topic["name"].as_str().expect("a name").to_owned() + once;
            vec![name, shown(&topic["questions"]), shown(&topic["groups"])]
        });
        assert_eq!(page.table("topics"), topics.collect::<Vec<_>>());
        let buckets = stats["lengths"]["buckets"]
            .as_array()
            .expect("buckets")
            .iter();
        let buckets = buckets.map(|bucket| vec![shown(&bucket["files"]), shown(&bucket["inline"])]);
        let found = page.table("lengths").into_iter();
        let found = found.map(|cells| cells[1..].to_vec());
        assert_eq!(found.collect::<Vec<_>>(), buckets.collect::<Vec<_>>());
        let figures: Vec<&str> = page.all("dd").iter().map(|dd| dd.text.as_str()).collect();
        assert_eq!(figures[0], stats["totals"]["questions"].to_string());
        assert_eq!(figures[5], stats["totals"]["orphans"].to_string());
        let orphans = page
            .all("ul")
            .into_iter()
            .find(|ul| ul.attribute("class") == "paths");
        let orphans = orphans.map_or(Vec::new(), |list| list.all("li"));
        let orphans = orphans.iter().map(|item| Value::from(item.text.as_str()));
        assert_eq!(orphans.collect::<Vec<_>>(), rows("orphans"));
    }
}

#[test]
fn what_an_author_writes_is_text() {
    let script = "<script>alert('1 & 2')</script>";
    let group = format!(
        "---\nbriefTitle: \"{script}\"\nquestions:\n  - {{question: \"{script}?\", answer: gone.md, topics: [\"{script}\"]}}\n---\n"
    );
    let bank = folder(&[("<b>&'/a.md", &group), ("<b>&'/content/<o>.md", "o")]);
    let file = bank.path().join("page.html");
    let arguments = ["stats", "--format", "html", "--output", "page.html"];
    let output = qmark(bank.path(), &arguments);
    assert_eq!((output.code, output.stdout.as_str()), (0, ""));
    let page = Element::read(&fs::read_to_string(file).expect("it is written"));
    assert!(page.all("script").is_empty() && page.all("b").is_empty());
    assert_eq!(page.table("groups")[0][0], format!("{script} <b>&'/a.md"));
    assert_eq!(page.table("topics")[0][0], format!("{script} used once"));
    assert_eq!(
        page.table("lacking"),
        [[
            "No such file",
            &format!("“{script}?”"),
            "<b>&'/content/gone.md"
        ]]
    );
    let part = qmark(bank.path(), &["stats", "--format", "html", "<b>&'"]);
    assert_eq!(Element::read(&part.stdout).all("h1")[0].text, "<b>&'");
}
