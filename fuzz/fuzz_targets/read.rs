//! Any bytes are read in every shape, and each span of what was read slices the text to what it says.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qmark_fuzz::input::edited;
use qmark_fuzz::properties::spans::check_spans;
use qmark_fuzz::seeds;

fuzz_target!(init: seeds::init(), |input: &[u8]| {
    let input = String::from_utf8_lossy(input);
    let (text, edits) = edited(&input);
    check_spans(text);
    if !edits.is_empty() {
        check_spans(&edits.iter().fold(text.to_owned(), |text, edit| edit.apply(&text)));
    }
});
