//! Where a range of time ends: "09:02 - 09:12", "from A to B", `16:05:57-58`.

use super::clock::ClockForm;
use super::lex::{self, Read};
use super::stamp::{Place, Point, about, point};

/// What joins the two ends of a range, and its end.
pub(super) fn end(text: &str, place: Place, from: &Point) -> Read<Point> {
    let rest = after_note(text).trim_start_matches([' ', '\u{a0}', '\n']);
    let joints = [
        "--", "-", "–", "—", "→", "to ", "until ", "till ", "through ", "and ",
    ];
    let joint = joints.iter().find(|joint| rest.starts_with(**joint))?;
    // "between A and B": elsewhere "and" joins two points.
    if *joint == "and " && place != Place::Prose {
        return None;
    }
    let tail = rest.get(joint.len()..)?;
    let gap = lex::blanks(tail);
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

/// Behind a short note in brackets, as in "09:02 (block 4711) until 11:40".
fn after_note(text: &str) -> &str {
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
