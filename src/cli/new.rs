//! The options of `whys new`.

use clap::Args;
use jiff::civil::Date;

/// Write a new post-mortem from a template.
///
/// It goes into the folder of whys.toml, else into the first of docs/postmortems, docs/incidents, postmortems,
/// incidents … that exists, else into postmortems. The path is printed; nothing is ever overwritten.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// What customers see: "Checkout answers 503 to one customer in five"
    pub title: String,
    /// The outage goes on: only the one screen that is needed now
    #[arg(long, conflicts_with = "template")]
    pub live: bool,
    /// The template to use
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub template: String,
    /// The unit that owns the follow-up, such as payments/checkout
    #[arg(long)]
    pub team: Option<String>,
    /// The incident severity, such as SEV2
    #[arg(long)]
    pub severity: Option<String>,
    /// A service that was hit; may be repeated
    #[arg(long = "service", value_name = "SERVICE")]
    pub services: Vec<String>,
    /// When users were first affected, with a zone: 2026-03-14T09:02Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub started: Option<String>,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
}

/// A time with its zone, kept as it was written: the document says it in the same words.
fn moment(text: &str) -> Result<String, String> {
    let text = text.trim();
    let zoned = text.parse::<jiff::Timestamp>().is_ok();
    zoned
        .then(|| text.to_owned())
        .ok_or_else(|| "write a time with a zone, as 2026-03-14T09:02Z".to_owned())
}
