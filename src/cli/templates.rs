//! The options of `whys templates`.

use clap::{Args, ValueEnum};

/// List the templates of post-mortems, or show one.
///
/// Those in .whys/templates take the place of the built-in ones of their names. They are filled in by minijinja, and can
/// extend and include each other; `builtin/NAME` is always the one that ships with whys.
#[derive(Args, Debug)]
pub struct TemplatesArgs {
    /// Print the source of this one, or of what they are made of (`parts/causes`)
    #[arg(long, value_name = "NAME", conflicts_with = "format")]
    pub show: Option<String>,
    /// How to print the list
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: TemplatesFormat,
}

/// The formats of `templates`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TemplatesFormat {
    /// For people
    Text,
    /// One object for machines
    Json,
}
