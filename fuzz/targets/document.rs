//! Any text: it is read, judged, reviewed and reported inside its file, and so it is without one of its lines.

#![no_main]

use libfuzzer_sys::fuzz_target;
use whys_fuzz::holds::{is_judged, is_read, without_line};

fuzz_target!(|text: &str| {
    is_judged(text);
    let lines = text.lines().count();
    if lines > 1 {
        // Which of them is not chance, so that what is found can be seen again.
        is_read(&without_line(text, text.len() % lines));
    }
});
