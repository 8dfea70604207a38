//! Every fix can be made and leaves all that it is not about as it was, and fixing twice is fixing once.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use qmark_fuzz::input::{edited, files};
use qmark_fuzz::properties::checked_bank::{CheckedBank, check_fixing_twice};
use qmark_fuzz::properties::fix_effects::FixEffects;
use qmark_fuzz::seeds;

fuzz_target!(init: seeds::init(), |input: &[u8]| {
    let input = String::from_utf8_lossy(input);
    let (bank, _) = edited(&input);
    let texts = files(bank).into_iter().map(|(path, text)| (path, Arc::from(text)));
    let before = CheckedBank::new(texts.collect());
    before.each_fix(&mut |context, fix, edit| {
        let after = before.after(edit);
        let effects = FixEffects { before: &before, after: &after, context, fix, edit };
        effects.the_rest_stays();
    });
    check_fixing_twice(&before, false);
    check_fixing_twice(&before, true);
});
