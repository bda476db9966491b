//! A short text many times over: what costs more than its length shows as a slow input, or as memory.

#![no_main]

use libfuzzer_sys::fuzz_target;
use whys_fuzz::holds::is_judged;

/// Long enough for what grows with the square of it to run into the time limit.
const LENGTH: usize = 96 << 10;

fuzz_target!(|text: &str| {
    if !text.is_empty() {
        is_judged(&text.repeat(LENGTH / text.len()));
    }
});
