//! Codes that rules had before.

/// Codes that rules had before, each with the code that it has now. The old code goes on working in settings, comments
/// and options.
pub const FORMER: &[(&str, &str)] = &[("title-count", "stated-count")];

/// The code that the rule of this name has now.
pub fn current(code: &str) -> &str {
    let former = FORMER.iter().find(|(former, _)| *former == code);
    former.map_or(code, |(_, now)| now)
}

/// The code that the rule had before, if it had another.
pub fn former(code: &str) -> Option<&'static str> {
    let former = FORMER.iter().find(|(_, now)| *now == code);
    former.map(|(former, _)| *former)
}
