//! A whole bank in one string, for tests.
//!
//! ```text
//! //- /go/go.md
//! ---
//! questions:
//!   - question: What is a channel?
//!     answer: $0channels.md
//! //^^^ missing-answer: message
//! ---
//! ```
//!
//! `//- /path` starts a file. `$0` is the cursor; `$1`, `$2` … are the expected places. A line `//^^^ code: message`
//! expects a finding that starts in the line above it; the message is optional. `\r\n` is written as `␍` at the end of
//! a line. `//- /path latin-1` starts a file in that encoding. Text before the first file becomes `/qmark.yaml`, if
//! there is any.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bank::config::Files;
use crate::bank::settings::Problem;
use crate::bank::{Bank, BankPath, CONFIG_FILE, Change, Config, Content, Fault, File};
use crate::edit::Edit;
use crate::lint::Findings;
use crate::text::Lines;

/// A bank written as one string.
pub struct Fixture {
    /// The bank.
    pub bank: Bank,
    /// The texts of the files, without the markers.
    pub texts: BTreeMap<BankPath, String>,
    /// The position of `$0`.
    pub cursor: Option<(BankPath, u32)>,
    /// The positions of `$1` to `$9`, in order.
    pub places: Vec<(BankPath, u32)>,
    /// The expected findings.
    pub expected: Vec<Expected>,
}

/// A finding in a file: line from 0, code, message.
pub type Expected = (BankPath, u32, String, String);

impl Fixture {
    /// Reads a fixture.
    pub fn new(source: &str) -> Self {
        let mut fixture = Self {
            bank: Bank::default(),
            texts: BTreeMap::new(),
            cursor: None,
            places: Vec::new(),
            expected: Vec::new(),
        };
        let mut places = BTreeMap::new();
        let mut latin = Vec::new();
        for (path, is_latin, source) in files(source) {
            let text = fixture.expectations(&path, &source);
            let text = fixture.marks(&path, &text, &mut places);
            latin.extend(is_latin.then(|| path.clone()));
            fixture.texts.insert(path, text);
        }
        fixture.places = places.into_values().collect();
        fixture.bank = Self::bank(&fixture.texts);
        let latin = latin.into_iter().filter_map(|path| {
            // The offset is the same in both encodings: every character before it is one byte.
            let wrong = fixture.texts[&path].find(|c: char| !c.is_ascii())?;
            Some(change(path, Content::Fault(Fault::NotUtf8(wrong as u64))))
        });
        fixture.bank.apply(latin.collect::<Vec<_>>());
        fixture
    }

    /// Reads a fixture of a bank whose authors and guides are the files below `authors` and `guides`.
    pub fn with_people(source: &str) -> Self {
        let files = |glob: &str| Files::new(vec![glob.to_owned()]).expect("a glob");
        let config = Config {
            authors: files("authors/**/*.md"),
            guides: files("guides/**/*.md"),
            ..Config::default()
        };
        Self::with_config(source, config)
    }

    /// Reads a fixture of a bank with this configuration instead of that of its own file.
    pub fn with_config(source: &str, config: Config) -> Self {
        let mut fixture = Self::new(source);
        fixture.bank = Self::configured(config, &[], &fixture.texts);
        fixture
    }

    /// The texts of the files, as edits take them.
    pub fn sources(&self) -> impl Fn(&BankPath) -> Option<Arc<String>> + '_ {
        |path| self.texts.get(path).map(|text| Arc::new(text.clone()))
    }

    /// The bank with these texts.
    pub fn bank(texts: &BTreeMap<BankPath, String>) -> Bank {
        let config = texts.iter().find(|(path, _)| path.as_str() == CONFIG_FILE);
        let (config, problems) = config.map_or_else(
            || (Config::default(), Vec::new()),
            |(_, text)| crate::bank::settings::read(text, &crate::lint::known_codes()),
        );
        Self::configured(config, &problems, texts)
    }

    fn configured(
        config: Config,
        problems: &[Problem],
        texts: &BTreeMap<BankPath, String>,
    ) -> Bank {
        let mut bank = Bank::new(Arc::new(config));
        let config = Arc::clone(bank.config());
        bank.apply(texts.iter().map(|(path, text)| {
            let content = match path.as_str() {
                CONFIG_FILE => Content::Config(problems.into()),
                _ => Content::read(path, text, &config, None),
            };
            change(path.clone(), content)
        }));
        bank
    }

    /// The file and offset of `$0`.
    #[track_caller]
    pub fn at(&self) -> (&BankPath, u32) {
        let (path, offset) = self.cursor.as_ref().expect("the fixture has a $0");
        (path, *offset)
    }

    /// The text of a file.
    #[track_caller]
    pub fn text(&self, path: &BankPath) -> &str {
        self.texts
            .get(path)
            .unwrap_or_else(|| panic!("the fixture has no {path}"))
    }

    /// Checks that the change turns this bank into the bank `after`.
    #[track_caller]
    pub fn becomes(&self, edit: &Edit, after: &str) {
        let source = |path: &BankPath| self.texts.get(path).map(|text| Arc::new(text.clone()));
        let changed = edit.apply(&source).expect("the change can be made");
        let mut texts = self.texts.clone();
        for (path, text) in changed {
            match text {
                Some(text) => texts.insert(path, text),
                None => texts.remove(&path),
            };
        }
        assert_eq!(shown(&texts), shown(&Self::new(after).texts));
    }

    /// Checks that the findings of `code` are exactly the expected ones, at the expected places.
    #[track_caller]
    pub fn check_findings(&self, code: &str) {
        let findings = Findings::of_bank(&self.bank);
        let mut found = Vec::new();
        for (path, list) in findings.iter() {
            let lines = Lines::new(self.text(path));
            let one = list.iter().filter(|finding| finding.code == code);
            found.extend(one.map(|f| {
                (
                    path.clone(),
                    lines.line_of(f.span.start),
                    f.code.to_owned(),
                    f.message.clone(),
                )
            }));
        }
        let mut expected: Vec<_> = self
            .expected
            .iter()
            .filter(|(_, _, c, _)| c == code)
            .collect();
        expected.sort_by_key(|(path, line, ..)| (path, *line));
        let same = |(e, f): (&&Expected, &Expected)| {
            (&e.0, e.1, &e.2) == (&f.0, f.1, &f.2) && (e.3.is_empty() || e.3 == f.3)
        };
        let equal = expected.len() == found.len() && expected.iter().zip(&found).all(same);
        assert!(equal, "expected {expected:#?}\nfound {found:#?}");
    }

    /// Removes the lines `//^^^` and records the findings that they expect.
    fn expectations(&mut self, path: &BankPath, source: &str) -> String {
        let mut text = String::new();
        let mut line_number = 0;
        for line in source.split_inclusive('\n') {
            if let Some(expected) = line.trim_start().strip_prefix("//^^^") {
                let (code, message) = expected
                    .trim()
                    .split_once(": ")
                    .unwrap_or((expected.trim(), ""));
                self.expected.push((
                    path.clone(),
                    u32::max(line_number, 1) - 1,
                    code.to_owned(),
                    message.to_owned(),
                ));
            } else {
                text.push_str(&line.replace("␍\n", "\r\n"));
                line_number += 1;
            }
        }
        text
    }

    /// Removes the markers `$0` to `$9` and records their positions.
    fn marks(
        &mut self,
        path: &BankPath,
        source: &str,
        places: &mut BTreeMap<u32, (BankPath, u32)>,
    ) -> String {
        let mut text = String::new();
        let mut rest = source;
        while let Some(at) = rest.find('$') {
            text.push_str(&rest[..at]);
            let here = (path.clone(), text.len() as u32);
            match rest[at + 1..].chars().next().and_then(|c| c.to_digit(10)) {
                Some(digit) => {
                    if digit == 0 {
                        self.cursor = Some(here);
                    } else {
                        places.insert(digit, here);
                    }
                    rest = &rest[at + 2..];
                }
                None => {
                    text.push('$');
                    rest = &rest[at + 1..];
                }
            }
        }
        text + rest
    }
}

/// Writes a bank as one string again.
pub fn shown(texts: &BTreeMap<BankPath, String>) -> String {
    let file = |(path, text): (&BankPath, &String)| format!("//- /{path}\n{text}");
    texts.iter().map(file).collect()
}

fn change(path: BankPath, content: Content) -> Change {
    let file = Arc::new(File {
        path: path.clone(),
        content,
    });
    Change {
        path,
        file: Some(file),
    }
}

/// The files: path, whether it is in Latin-1, text.
fn files(source: &str) -> Vec<(BankPath, bool, String)> {
    let mut files: Vec<(BankPath, bool, String)> = Vec::new();
    let mut config = String::new();
    for line in source.trim_start_matches('\n').split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("//- ") {
            let name = path.trim().trim_end_matches(" latin-1");
            let path_here = BankPath::new(name).expect("a path after //-");
            files.push((path_here, name != path.trim(), String::new()));
        } else if let Some((.., text)) = files.last_mut() {
            text.push_str(line);
        } else {
            config.push_str(line);
        }
    }
    if !config.trim().is_empty() {
        let path = BankPath::new(CONFIG_FILE).expect("a path");
        files.push((path, false, config));
    }
    files
}
