//! Where a range of time ends: "09:02 - 09:12", "from A to B", `16:05:57-58`.

use super::clock::ClockForm;
use super::lex::{self, Read};
use super::stamp::{Place, Point, about, point};

const JOINTS: [&str; 20] = [
    "=>",
    "->",
    "--",
    "-",
    "–",
    "—",
    "→",
    "to ",
    "until ",
    "till ",
    "through to ",
    "through ",
    "up until ",
    "and going through to ",
    "and lasting until ",
    "and lasted until ",
    "and continuing until ",
    "and continued until ",
    "and ending at ",
    "and ",
];

/// What joins the two ends of a range, and its end; "and" joins them in prose, and where `between` opens the range.
pub(super) fn end(text: &str, place: Place, from: &Point, between: bool) -> Read<Point> {
    let rest = after_note(text, from).trim_start_matches([' ', '\u{a0}', '\n']);
    let joint = JOINTS.iter().find(|joint| joins(rest, joint))?;
    // "between A and B": elsewhere "and" joins two points.
    let bare = from
        .clock
        .is_some_and(|clock| clock.form == ClockForm::Bare);
    if *joint == "and " && place != Place::Prose && !bare && !between {
        return None;
    }
    let tail = rest.get(joint.len()..)?;
    let gap = tail.len() - tail.trim_start_matches(lex::is_blank_or_break).len();
    let lead = about(tail.get(gap..)?);
    let skipped = text.len() - tail.len() + gap + lead;
    let inner = match from.clock {
        Some(clock) if clock.form == ClockForm::Bare => Place::Field,
        Some(clock) if clock.form == ClockForm::Dotted => Place::Start,
        _ => place,
    };
    if let Some((mut to, len)) = point(text.get(skipped..)?, inner) {
        // A day behind a clock time's dash is the text's, unless it brings a time of its own.
        if from.clock.is_some() == to.clock.is_some() || from.clock.is_some() && to.day.is_none() {
            to.about = lead > 0;
            return Some((to, skipped + len));
        }
        return None;
    }
    tail_number(text, skipped, from)
}

/// Whether a text begins with a joint, whose blank may be the end of a line.
fn joins(text: &str, joint: &str) -> bool {
    let word = joint.trim_end();
    let behind = text.strip_prefix(word);
    behind.is_some_and(|rest| word.len() == joint.len() || rest.starts_with(lex::is_blank_or_break))
}

/// Behind a short note in brackets, as in "09:02 (block 4711) until 11:40", or behind the bracket that a time stands in, as
/// in "14 March (09:02) to 15 March (11:40)".
fn after_note<'t>(text: &'t str, from: &Point) -> &'t str {
    if let Some(behind) = text.strip_prefix(')') {
        // "(seen at 09:02) and 10:30 …" tells of two things.
        let ranges = from.day.is_some() && !behind.trim_start().starts_with("and ");
        return if ranges { behind } else { text };
    }
    let note = text.trim_start().strip_prefix('(');
    let behind = note.and_then(|note| note.split_once(')'));
    match behind {
        Some((note, behind)) if note.len() <= 40 && !note.contains('\n') => behind,
        _ => text,
    }
}

/// The end of a range that gives only its last part: `16:05:57-58`, `March 5-7`.
fn tail_number(text: &str, skipped: usize, from: &Point) -> Read<Point> {
    let close = skipped <= 2;
    let (_, len) = lex::number(text.get(skipped..)?, 2)?;
    let ends = !text
        .get(skipped + len..)?
        .starts_with(|c: char| c.is_alphanumeric() || c == ':' || c == '.');
    (close && ends && from.clock.is_some()).then(|| (from.clone(), skipped + len))
}
