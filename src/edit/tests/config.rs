//! The configuration file.

use std::sync::Arc;

use crate::bank::{Bank, BankPath, CONFIG_FILE};
use crate::edit::{Planned, config};

fn made(
    text: Option<&str>,
    change: impl Fn(&dyn Fn(&BankPath) -> Option<Arc<String>>) -> Planned,
) -> Result<String, String> {
    let source = |_: &BankPath| text.map(|text: &str| Arc::new(text.to_owned()));
    let edit = change(&source).map_err(|refusal| refusal.0)?;
    let after = edit.apply(&source).expect("applies");
    let file = BankPath::new(CONFIG_FILE).expect("a path");
    Ok(after[&file].clone().expect("the file stays"))
}

#[track_caller]
fn set(before: Option<&str>, path: &[&str], after: Result<&str, &str>) {
    for line_break in ["\n", "\r\n"] {
        let broken = |text: &str| match before {
            Some(_) => text.replace('\n', line_break),
            None => text.to_owned(),
        };
        let text = before.map(broken);
        let found = made(text.as_deref(), |source| {
            config::set(&Bank::default(), source, path, "off")
        });
        let expected = after.map(broken).map_err(str::to_owned);
        assert_eq!(found, expected, "{before:?}");
    }
}

#[test]
fn a_setting_comes_where_it_belongs() {
    let path = &["rules", "near-topic"];
    let fresh = "rules:\n  near-topic: off\n";
    set(None, path, Ok(fresh));
    set(Some("\n"), path, Ok("rules:\n  near-topic: off\n"));
    set(
        Some("# ours\n"),
        path,
        Ok("# ours\nrules:\n  near-topic: off\n"),
    );
    set(
        Some("answers: texts # so\n"),
        path,
        Ok("answers: texts # so\nrules:\n  near-topic: off\n"),
    );
    set(
        Some("keys:\n    question: {x: string}\n# end\n"),
        path,
        Ok("keys:\n    question: {x: string}\nrules:\n    near-topic: off\n# end\n"),
    );
    set(
        Some("rules:\n  # why\n  missing-key: hint # so\nanswers: a\n"),
        path,
        Ok("rules:\n  # why\n  missing-key: hint # so\n  near-topic: off\nanswers: a\n"),
    );
    set(
        Some("rules:\n  near-topic: hint # so\n"),
        path,
        Ok("rules:\n  near-topic: off # so\n"),
    );
    set(
        Some("rules: {missing-key: off}\n"),
        path,
        Ok("rules: {missing-key: off, near-topic: off}\n"),
    );
    set(Some("rules: {}\n"), path, Ok("rules: {near-topic: off}\n"));
    set(
        Some("rules: # none yet\na: 1\n"),
        path,
        Ok("rules: # none yet\n  near-topic: off\na: 1\n"),
    );
    set(
        Some("{answers: a}\n"),
        path,
        Ok("{answers: a, rules: {near-topic: off}}\n"),
    );
    set(
        Some("\u{feff}a: 1\n"),
        path,
        Ok("\u{feff}a: 1\nrules:\n  near-topic: off\n"),
    );
    set(
        Some("a: 1\n"),
        &["keys", "question", "it's: so"],
        Ok("a: 1\nkeys:\n  question:\n    'it''s: so': off\n"),
    );
}

#[test]
fn what_is_no_place_for_it_is_refused() {
    let path = &["rules", "near-topic"];
    set(
        Some("rules: [\n"),
        path,
        Err("`qmark.yaml` is not valid YAML; fix it first"),
    );
    set(
        Some("- rules\n"),
        path,
        Err("`qmark.yaml` is not valid YAML; fix it first"),
    );
    set(
        Some("rules: [near-topic]\n"),
        path,
        Err("`rules` in `qmark.yaml` is not a mapping, so a key cannot be added"),
    );
}

#[test]
fn a_list_gets_an_item() {
    let append = |text: &str| {
        made(Some(text), |source| {
            config::append(source, "topics", "A, B")
        })
    };
    assert_eq!(
        append("topics: [x]\n"),
        Ok("topics: [x, 'A, B']\n".to_owned())
    );
    assert_eq!(
        append("topics:\r\n- \"x\" # c\r\na: 1\r\n"),
        Ok("topics:\r\n- \"x\" # c\r\n- \"A, B\"\r\na: 1\r\n".to_owned())
    );
    assert_eq!(
        append("a: 1\n"),
        Err("`qmark.yaml` has no list `topics`".to_owned())
    );
}
