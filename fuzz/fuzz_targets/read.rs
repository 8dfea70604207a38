//! Any bytes are read in every shape, and each span of what was read slices the text to what it says.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qmark_fuzz::properties::spans::check_spans;
use qmark_fuzz::seeds;

fuzz_target!(
    init: seeds::init(),
    |input: &[u8]| check_spans(&String::from_utf8_lossy(input))
);
