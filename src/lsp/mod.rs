//! `whys lsp`: the language server. Editors send a document as it is typed and are told what `whys lint` would say of it.
//!
//! One thread reads messages, one answers them in order, and one now and then reads the other post-mortems. A document is
//! judged when no message waits any more, so that whoever types fast waits for one judgement only.

mod actions;
mod capabilities;
mod client;
mod completion;
mod definition;
mod diagnostics;
mod document;
mod frame;
mod hover;
mod message;
mod neighbours;
mod news;
mod requests;
mod server;
mod stamps;
mod symbols;
mod text;
mod uri;
mod view;
mod world;

pub use server::{Ended, Options, serve};
