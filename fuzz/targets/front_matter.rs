//! Any front matter: its keys and values have their places in it, and the document below is read all the same. A text that
//! begins with `+` is read as TOML.

#![no_main]

use libfuzzer_sys::fuzz_target;
use whys_fuzz::holds::{is_read, mends_once, stays_in_front};

fuzz_target!(|front: &str| {
    let (fence, front) = match front.strip_prefix('+') {
        Some(front) => ("+++", front),
        None => ("---", front),
    };
    let text =
        format!("{fence}\n{front}\n{fence}\n# Checkout answered 503\n\n- [ ] Cap the retries\n");
    stays_in_front(&text);
    is_read(&text);
    mends_once(&text);
});
