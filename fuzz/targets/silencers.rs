//! Any text with silencers: they silence, and change nothing of what is read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use whys_fuzz::holds::only_silence;

fuzz_target!(|text: &str| only_silence(text));
