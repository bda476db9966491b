//! The options of `whys new`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

/// Write a new post-mortem from a template.
///
/// It goes into the folder of whys.toml, else into the first of docs/postmortems, docs/incidents, postmortems,
/// incidents … that exists, else into postmortems. The path is printed; nothing is ever overwritten.
///
/// The author is whoever Git says you are. The team is the owner of the service, by [services] of whys.toml or CODEOWNERS,
/// else the only team of [teams] that you are in. On a terminal whys asks for what it does not know; without one it never
/// waits.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// What customers see: "Checkout answers 503 to one customer in five"
    pub title: Option<String>,
    /// The outage goes on: only the one screen that is needed now
    #[arg(long)]
    pub live: bool,
    /// The template to use: see `whys templates`; without it `default`, and `live` with --live
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
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
    #[arg(long, value_name = "TIME", value_parser = zoned)]
    pub started: Option<String>,
    /// List the commits, merges and tags since then: a time with a zone, a day, or how long before --until (6h, 2d)
    #[arg(long, value_name = "TIME", value_parser = since)]
    pub since: Option<Since>,
    /// Up to then [default: when it started, else now]
    #[arg(long, value_name = "TIME", requires = "since", value_parser = moment)]
    pub until: Option<Timestamp>,
    /// List those of this repository, too; may be repeated
    #[arg(long = "repo", value_name = "PATH", requires = "since")]
    pub repositories: Vec<PathBuf>,
    /// Open it in $VISUAL or $EDITOR
    #[arg(long)]
    pub edit: bool,
    /// Ask nothing, also on a terminal
    #[arg(long)]
    pub no_input: bool,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
}

/// The beginning of a window of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// This moment.
    At(Timestamp),
    /// So long before its end.
    Before(SignedDuration),
}

/// A time with its zone, kept as it was written: the document says it in the same words.
pub(crate) fn zoned(text: &str) -> Result<String, String> {
    let text = text.trim();
    let zoned = text.parse::<Timestamp>().is_ok();
    zoned
        .then(|| text.to_owned())
        .ok_or_else(|| "write a time with a zone, as 2026-03-14T09:02Z".to_owned())
}

/// A time with a zone, or the beginning of a day in UTC.
fn moment(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    let day = || {
        format!("{}T00:00Z", text.parse::<Date>().ok()?)
            .parse()
            .ok()
    };
    // A time begins with a day as well.
    let day = (text.len() == 10).then(day).flatten();
    day.or_else(|| text.parse().ok())
        .ok_or_else(|| "write a time with a zone, as 2026-03-14T09:02Z, or a day".to_owned())
}

fn since(text: &str) -> Result<Since, String> {
    if let Ok(at) = moment(text) {
        return Ok(Since::At(at));
    }
    let days = SpanRelativeTo::days_are_24_hours();
    let length = text.trim().parse::<Span>().ok();
    let length = length.and_then(|span| span.to_duration(days).ok());
    let length = length.filter(|length| length.is_positive());
    length.map(Since::Before).ok_or_else(|| {
        "write a time with a zone (2026-03-14T09:02Z), a day, or a length (6h, 2d)".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_begins_at_a_time_a_day_or_before_its_end() {
        let at = |text: &str| Since::At(text.parse().expect("a time"));
        assert_eq!(since("2026-03-14T09:02Z"), Ok(at("2026-03-14T09:02Z")));
        assert_eq!(since("2026-03-14"), Ok(at("2026-03-14T00:00Z")));
        assert_eq!(
            since("6h"),
            Ok(Since::Before(SignedDuration::from_hours(6)))
        );
        assert_eq!(
            since("2d"),
            Ok(Since::Before(SignedDuration::from_hours(48)))
        );
        for wrong in ["", "yesterday", "-6h", "0h", "2026-03-14T09:02", "1 month"] {
            assert!(since(wrong).is_err(), "{wrong}");
        }
    }
}
