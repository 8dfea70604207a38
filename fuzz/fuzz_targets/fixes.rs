//! Every fix can be made and leaves the questions that it does not touch as they were, and fixing twice is fixing once.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use qmark::bank::BankPath;
use qmark::edit::Edit;
use qmark::facts::question::Question;
use qmark::text::{Span, TextEdit};
use qmark_fuzz::input::{edited, files};
use qmark_fuzz::properties::checked_bank::{CheckedBank, check_fixing_twice};
use qmark_fuzz::seeds;

fuzz_target!(init: seeds::init(), |input: &[u8]| {
    let input = String::from_utf8_lossy(input);
    let (bank, _) = edited(&input);
    // Each fix of each finding reads the bank again: longer ones take seconds.
    if bank.len() > 800 {
        return;
    }
    let texts = files(bank).into_iter().map(|(path, text)| (path, Arc::from(text)));
    let before = CheckedBank::new(texts.collect());
    before.each_fix(&mut |context, fix, edit| {
        let after = before.after(edit);
        for path in edit.texts.keys() {
            let now = edit.moves.get(path).unwrap_or(path);
            let kept = untouched(&before, path, edit);
            let left = questions(&after, now);
            // All of them, in their order.
            let mut left = left.iter();
            let stay = kept.iter().all(|kept| left.any(|(_, left)| left == kept));
            assert!(stay, "`{}` of {:?} gives {edit:#?}", fix.title, context.finding);
        }
    });
    check_fixing_twice(&before, false);
    check_fixing_twice(&before, true);
});

/// The questions of a group whose frontmatter is YAML without anchors: where they are, and what they say.
fn questions<'b>(checked: &'b CheckedBank, path: &BankPath) -> Vec<(Span, &'b Question)> {
    let group = checked.bank.group(path.as_str());
    let group = group.filter(|group| {
        let all_read = group
            .questions
            .iter()
            .all(|placed| placed.question.is_whole());
        group.head.errors.is_empty() && all_read && !group.is_linked()
    });
    let questions = group.map(|group| group.questions.iter());
    let questions = questions.into_iter().flatten();
    questions
        .map(|placed| (placed.span(), &**placed.question))
        .collect()
}

/// The questions of a file that an edit does not touch, nor the one after, which the edit may join to it.
fn untouched<'b>(before: &'b CheckedBank, path: &BankPath, edit: &Edit) -> Vec<&'b Question> {
    let questions = questions(before, path);
    let is_touched = |at: usize| {
        let touches = |edit: &TextEdit, span: Span| {
            edit.span.start <= span.end && span.start <= edit.span.end
        };
        let mut spans = questions[at..].iter().take(2).map(|(span, _)| *span);
        spans.any(|span| edit.texts[path].iter().any(|edit| touches(edit, span)))
    };
    let untouched = (0..questions.len()).filter(|at| !is_touched(*at));
    untouched.map(|at| questions[at].1).collect()
}
