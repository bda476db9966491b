//! A rule's page for the terminal.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Look};

use super::visible;
use crate::postmortem::Status;
use crate::rules::{Rule, Setting, Voice};

const BOLD: Look = Look::new().bold();
const HEADING: Look = Look::new().bold().underline();
const CODE: Look = AnsiColor::Cyan.on_default();
const DIM: Look = Look::new().dimmed();
const BAD: Look = AnsiColor::Yellow.on_default().bold();
const GOOD: Look = AnsiColor::Green.on_default().bold();

/// What the rule reports, how loud, and the text of its page. Colours are stripped later, where they do not belong.
pub fn text(rule: &Rule) -> String {
    let mut out = String::new();
    head(&mut out, rule);
    let mut fence: Option<Fence> = None;
    // The first lines are the page's title, which the head has told.
    let body = rule
        .text
        .trim_start()
        .lines()
        .skip_while(|line| line.starts_with("# "));
    for line in body.skip_while(|line| line.is_empty()) {
        let line: &str = &visible(line);
        match &fence {
            Some(open) if line == open.end => fence = None,
            Some(open) => {
                let _ = writeln!(out, "{}", format!("{}{line}", open.indent).trim_end());
            }
            None => match Fence::open(line) {
                Some(open) => {
                    out.push_str(&open.label());
                    fence = Some(open);
                }
                None => prose(&mut out, line),
            },
        }
    }
    out
}

fn head(out: &mut String, rule: &Rule) {
    let page = &rule.page;
    let _ = writeln!(
        out,
        "{BOLD}{}{BOLD:#}: {}\n",
        rule.id,
        visible(&page.summary)
    );
    if let Some(path) = rule.path() {
        let _ = writeln!(out, "  {DIM}page{DIM:#}      {}", visible(path));
    }
    let _ = writeln!(out, "  {DIM}group{DIM:#}     {}", page.group.word());
    let facts = match page.facts {
        Voice::NotStated => "a part of the one line of what is not stated",
        voice => voice.word(),
    };
    let _ = writeln!(out, "  {DIM}facts{DIM:#}     {facts}");
    let _ = writeln!(
        out,
        "  {DIM}standard{DIM:#}  {}",
        standard(page.standard, page.from)
    );
    if let Some(fix) = &page.fix {
        let _ = writeln!(out, "  {DIM}--fix{DIM:#}     {fix}");
    }
    for name in page.settings.names() {
        let value = page.settings.get(name).map(value).unwrap_or_default();
        let setting = format!("{name} = {value}");
        let _ = writeln!(out, "  {DIM}setting{DIM:#}   {}", visible(&setting));
    }
    let _ = writeln!(
        out,
        "\n{}\n{BOLD}Ask:{BOLD:#} {}\n",
        visible(&page.why),
        visible(&page.question)
    );
}

fn standard(voice: Voice, from: Status) -> String {
    let word = from.word();
    match voice {
        Voice::Silent | Voice::NotStated => "silent".to_owned(),
        Voice::Info => format!("silent; info under bar-raiser, from {word} on"),
        Voice::Rising => format!("a warning from draft on, an error from {word} on"),
        voice => format!("{}, from {word} on", voice.word()),
    }
}

/// A setting as it would stand in `whys.toml`.
fn value(setting: &Setting) -> String {
    match setting {
        Setting::Flag(flag) => flag.to_string(),
        Setting::Number(number) => number.to_string(),
        Setting::Text(text) => format!("{text:?}"),
        Setting::List(list) => format!("{list:?}"),
        Setting::Table(table) => {
            let entries: Vec<String> = table.iter().map(|(k, v)| format!("{k} = {v}")).collect();
            format!("{{ {} }}", entries.join(", ")).replace("{  }", "{}")
        }
    }
}

/// A code fence of the page.
struct Fence {
    end: String,
    info: String,
    indent: &'static str,
}

impl Fence {
    fn open(line: &str) -> Option<Fence> {
        let info = line.trim_start_matches('`');
        let ticks = line.len() - info.len();
        (ticks >= 3).then(|| Fence {
            end: "`".repeat(ticks),
            info: info.trim().to_owned(),
            indent: "    ",
        })
    }

    fn label(&self) -> String {
        let mut words = self.info.split_whitespace();
        match (words.next(), words.next()) {
            (Some("md"), Some("bad")) => format!("  {BAD}reported:{BAD:#}\n"),
            (Some("md"), Some("good")) => format!("  {GOOD}fine:{GOOD:#}\n"),
            (Some("text"), Some("output")) => format!("  {DIM}what whys says:{DIM:#}\n"),
            (_, Some(file)) => format!("  {DIM}{file}:{DIM:#}\n"),
            _ => String::new(),
        }
    }
}

fn prose(out: &mut String, line: &str) {
    let heading = line.trim_start_matches('#');
    if heading.len() < line.len() && heading.starts_with(' ') {
        let _ = writeln!(out, "{HEADING}{}{HEADING:#}", heading.trim());
        return;
    }
    // Every second piece between backticks is code.
    for (at, piece) in line.split('`').enumerate() {
        match at % 2 {
            0 => out.push_str(piece),
            _ => {
                let _ = write!(out, "{CODE}{piece}{CODE:#}");
            }
        }
    }
    out.push('\n');
}
