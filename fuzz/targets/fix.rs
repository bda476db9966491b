//! Any text: fixes made twice are those made once, and the text that they leave is read as before.

#![no_main]

use libfuzzer_sys::fuzz_target;
use whys_fuzz::holds::mends_once;

fuzz_target!(|text: &str| {
    mends_once(text);
});
