//! An open document, which is a rope, has the text that a plain string has after the same edits.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qmark::text::{Change, Document, Encoding, Lines};
use qmark_fuzz::input::edited;
use qmark_fuzz::seeds;

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

fuzz_target!(init: seeds::init(), |input: &[u8]| {
    let input = String::from_utf8_lossy(input);
    let (start, edits) = edited(&input);
    let mut document = Document::new(start, 0);
    let mut plain = start.to_owned();
    for (version, edit) in (1..).zip(edits) {
        let encoding = ENCODINGS[edit.number() % 3];
        let lines = Lines::new(&plain);
        let range = edit.range(&plain);
        let position = |offset: usize| lines.position(offset as u32, encoding);
        let ends = (position(range.start), position(range.end));
        let change = Change {
            range: Some(ends),
            text: edit.text.to_owned(),
        };
        // A position cannot be between the two bytes of a line break.
        let range = [ends.0, ends.1].map(|end| lines.offset(end, encoding) as usize);
        plain.replace_range(range[0]..range[1], edit.text);
        document.edit(&[change], encoding, version).expect("an edit");
        assert_eq!(*document.text(), plain);
        assert_eq!(document.line_count(), Lines::new(&plain).len());
    }
});
