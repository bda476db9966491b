//! The options of the commands that set whys up: `config`, `schema`, `completions`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::schema::{self, Schema};

/// Show the configuration that holds for a path: every key, its value, and the line or the default that says so.
///
/// It is the whys.toml of the nearest folder at or above the path, up to the root of the work tree; nothing is merged. The
/// output is a whys.toml itself.
#[derive(Args, Debug)]
pub struct ConfigArgs {
    /// A file or folder; without one, the current folder
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub path: PathBuf,
    /// Also the settings of the rules that whys.toml does not set
    #[arg(long)]
    pub all: bool,
    /// How to print it
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: ConfigFormat,
}

/// The formats of `config`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ConfigFormat {
    /// A whys.toml, with comments
    Text,
    /// One object for machines
    Json,
}

/// Print a JSON Schema: of the front matter, of whys.toml, or of what a command prints as JSON.
///
/// They are of draft 2020-12. In what whys prints, later versions add keys and words and take none away, so let a consumer
/// pass over those that it does not know. The schema of the front matter holds the severities and teams of the whys.toml
/// that holds for the current folder.
///
/// Editors complete and check whys.toml with its schema: `whys schema config > .whys.schema.json`, and in the first line
/// of whys.toml `#:schema ./.whys.schema.json`.
#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// Which one
    #[arg(value_name = "NAME", default_value = "front-matter", value_parser = schema())]
    pub schema: &'static Schema,
}

fn schema() -> impl TypedValueParser<Value = &'static Schema> {
    let names = schema::ALL
        .iter()
        .map(|schema| PossibleValue::new(schema.name).help(schema.about));
    PossibleValuesParser::new(names).try_map(|name| Schema::named(&name).ok_or("no schema"))
}

/// Print a script that lets the shell complete commands and options; bash, zsh and fish also complete the names of rules and
/// the ids of actions.
#[derive(Args, Debug)]
#[command(after_help = INSTALL)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Serve editors as a language server (LSP), over standard input and output: what `whys lint` would say of a document as it
/// is typed, fixes, silencers with a reason to fill in, explanations, completions, symbols.
///
/// It is started by an editor; docs/editors.md shows how. Configuration and rules are those of `whys lint`, and are read
/// again when they change. Exit code: 0 when the editor has said goodbye, 1 when it went away without, 2 when nothing could
/// be written.
#[derive(Args, Debug)]
pub struct LspArgs {
    /// Over standard input and output: accepted since many editors say so, and the only way that there is
    #[arg(long)]
    pub stdio: bool,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
}

const INSTALL: &str = "\
Install:
  bash        whys completions bash > ~/.local/share/bash-completion/completions/whys
  zsh         whys completions zsh > \"${fpath[1]}/_whys\"    (a folder of $fpath, before compinit)
  fish        whys completions fish > ~/.config/fish/completions/whys.fish
  powershell  whys completions powershell >> $PROFILE
  elvish      whys completions elvish >> ~/.config/elvish/rc.elv
The names of rules are those of this version: write the script again after an update.";
