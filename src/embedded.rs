//! The rule pages, word lists and templates that ship inside the binary.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
