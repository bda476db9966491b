//! `whys new`: a new post-mortem from a template.

mod ask;
mod editor;
mod people;
mod place;
mod window;

use std::path::Path;

use jiff::civil::Date;

use super::{Io, Outcome, today};
use crate::cli::{Common, NewArgs};
use crate::config::Configs;
use crate::error::{Error, did_you_mean};
use crate::postmortem::{Status, id_of, schema};
use crate::rules::{Known, Needs};
use crate::source::{self, tree};
use crate::template::{Facts, Form, Templates};
use ask::Ask;

/// The template for while the outage goes on.
const LIVE: &str = "live";

pub(super) fn run(args: &NewArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let here = tree::absolute(Path::new("."));
    let config = Configs::new(common.no_config)
        .of(&here)
        .map_err(|errors| io.all_but_last(errors))?;
    // An outage does not wait until a page in `.whys/rules` is mended.
    let rules = config.own_rules();
    let known = config.known();
    let templates = Templates::of(&config);
    templates.source(template(args))?;
    let editor = args.edit.then(editor::named).transpose()?;
    let mut ask = Ask::new(args.no_input);
    let title = match &args.title {
        Some(title) => title.clone(),
        None => ask.text("What do customers see?").ok_or_else(no_title)?,
    };
    let title = one_line(&title)?;
    let given = match &args.severity {
        Some(severity) => Some(listed(severity, &known)?),
        None => ask.valid(
            "Incident severity",
            &severities(&known).join(", "),
            |given| listed(given, &known),
        ),
    };
    let author = people::author(&config);
    let owners = people::Owners::of(&config, &here);
    let mut services = args.services.clone();
    if services.is_empty() {
        services.extend(owners.service_here());
    }
    if services.is_empty() {
        let known = known.services.join(", ");
        services = ask.list("Which services were hit?", &known);
    }
    let team = args.team.clone();
    let team = team.or_else(|| owners.team(&services, author.as_deref()));
    let team = team.or_else(|| ask.text("Which team owns the follow-up?"));
    if services.is_empty() {
        services.extend(owners.only_service(team.as_deref()));
    }
    let started = args.started.clone().or_else(|| {
        ask.valid(
            "When were users first affected?",
            "2026-03-14T09:02Z",
            |given| crate::cli::new::zoned(given).map_err(Error::usage),
        )
    });
    let date = match &started {
        Some(started) => day_of(started),
        None => today(args.today),
    };
    let path = place::path(&config, &here, &title, date)?;
    let changes = window::changes(args, started.as_deref(), &here)?;
    let facts = Facts {
        id_stem: id_of(&tree::shown(&path)),
        status: status(args),
        date: date.to_string(),
        severity: given,
        title,
        started,
        author,
        team,
        services,
        changes,
    };
    let form = Form {
        needs: &Needs::of(&rules),
        known: &known,
    };
    let text = templates.render(template(args), &facts, &form)?;
    let shown = tree::relative(&path);
    source::create(&path, &shown, &text)?;
    writeln!(io.out, "{shown}")?;
    if let Some(editor) = editor {
        io.out.flush()?;
        editor.open(&path)?;
    }
    Ok(Outcome::Clean)
}

fn no_title() -> Error {
    Error::Usage {
        message: "the title is missing".to_owned(),
        help: Some("say what customers see: whys new \"Checkout answers 503\"".to_owned()),
    }
}

fn template(args: &NewArgs) -> &str {
    let usual = if args.live { LIVE } else { "default" };
    args.template.as_deref().unwrap_or(usual)
}

fn status(args: &NewArgs) -> Status {
    match args.live || template(args) == LIVE {
        true => Status::Live,
        false => Status::Draft,
    }
}

/// The title on one line.
fn one_line(given: &str) -> Result<String, Error> {
    let title = given.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().any(char::is_control) {
        true => Err(Error::usage("the title has control characters in it")),
        false => Ok(title),
    }
}

fn severities(known: &Known) -> Vec<&str> {
    let key = schema::find(schema::KEYS, "severity");
    key.map(|key| known.values(key)).unwrap_or_default()
}

/// The incident severity as the list spells it.
fn listed(given: &str, known: &Known) -> Result<String, Error> {
    let listed = severities(known);
    let found = listed
        .iter()
        .find(|one| one.eq_ignore_ascii_case(given.trim()));
    found
        .map(|one| (*one).to_owned())
        .ok_or_else(|| Error::Usage {
            message: format!("there is no incident severity `{given}`"),
            help: did_you_mean(given, listed.iter().copied())
                .or_else(|| Some(format!("there are: {}", listed.join(", ")))),
        })
}

/// The day as it is where the time was written down.
fn day_of(started: &str) -> Date {
    let day = started.get(..10).and_then(|day| day.parse().ok());
    day.unwrap_or_else(|| today(None))
}
