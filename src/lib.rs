//! whys: the bar raiser for post-mortems kept as Markdown in Git.
//!
//! Data flows one way: `source → markdown → postmortem → rules → linter → report`; `ledger` is `postmortem` over many
//! documents.

pub mod adopt;
pub mod advance;
pub mod baseline;
mod both;
pub mod cli;
pub mod commands;
pub mod config;
pub mod diagnostic;
mod embedded;
pub mod error;
pub mod examples;
pub mod fix;
pub mod git;
pub mod init;
pub mod ledger;
pub mod linter;
pub mod lsp;
pub mod markdown;
mod phrases;
pub mod pictures;
pub mod postmortem;
pub mod record;
pub mod related;
pub mod report;
pub mod review;
pub mod rules;
pub mod schema;
pub mod secrets;
pub mod source;
pub mod template;
mod worded;
pub mod words;

use markdown::Document;
use postmortem::{Followed, PostMortem, ReadOptions};

/// Reads a file's text: the one way from text to facts. Secrets are hidden first, so that no output can hold them.
pub fn read(text: String, options: &ReadOptions) -> PostMortem {
    let (text, secrets) = secrets::hide(text);
    PostMortem {
        secrets,
        ..PostMortem::read(Document::parse(text), options)
    }
}

/// Reads as much of a file's text as following its actions takes, secrets hidden as in [`read`].
pub fn follow(text: String, options: &ReadOptions) -> Followed {
    let (text, _) = secrets::hide(text);
    Followed::read(Document::parse(text), options)
}
