//! Lines pasted from a chat, each with its time.

use crate::postmortem::time::{Place, Point, find_stamps, read_stamp};

/// What somebody said.
#[derive(Clone, Debug)]
pub struct Said {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// When, as far as it is written.
    pub point: Point,
    /// Who and what, on one line.
    pub text: String,
}

/// So many words may a name have.
const NAME: usize = 4;

/// What may stand before a time: brackets, bullets, quotation marks.
const OPENING: [char; 9] = ['[', '(', '*', '-', '•', '>', '`', ' ', '\t'];
/// What may stand between a time and what was said.
const CLOSING: [char; 12] = [']', ')', '*', '-', '–', '—', '|', ':', ',', '`', ' ', '\t'];

/// Reads pasted lines: a line that begins with a time, or a name with the time behind it, opens an entry, and lines without
/// one go on with it. Also gives how many lines there are before the first time.
pub fn read(pasted: &str) -> (Vec<Said>, usize) {
    let mut said: Vec<(usize, Point, Vec<String>)> = Vec::new();
    let mut loose: Vec<String> = Vec::new();
    for (number, line) in pasted.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let Some((point, text)) = opening(line).or_else(|| headed(line)) else {
            match said.last_mut() {
                Some((_, _, lines)) => lines.push(line.to_owned()),
                None => loose.push(line.to_owned()),
            }
            continue;
        };
        // A name on a line of its own above the time.
        let name = match text.is_empty() {
            true => named(said.last_mut().map_or(&mut loose, |(_, _, lines)| lines)),
            false => None,
        };
        let lines = name
            .into_iter()
            .chain([text])
            .filter(|text| !text.is_empty());
        said.push((number + 1, point, lines.collect()));
    }
    let whole = said.into_iter().map(|(line, point, lines)| Said {
        line,
        point,
        text: lines.join(" "),
    });
    let told = whole.filter(|one| one.text.contains(char::is_alphanumeric));
    (told.collect(), loose.len())
}

/// "[09:12] kim: paged", "09:12 <kim> paged", "2026-03-14 09:12:33 paged".
fn opening(line: &str) -> Option<(Point, String)> {
    let rest = line.trim_start_matches(OPENING);
    let (stamp, len) = read_stamp(rest, Place::Start)?;
    stamp
        .from
        .clock
        .filter(|clock| clock.is_plain() && clock.time.is_some())?;
    let text = rest.get(len..)?.trim_start_matches(CLOSING);
    let text = match text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((name, said)) if !name.contains([':', '/']) => format!("{name}: {}", said.trim()),
        _ => text.to_owned(),
    };
    Some((stamp.from, text))
}

/// "Kim Larsen  9:12 AM", "kim [9:12 AM]", "Kim — Today at 9:12": a name and the time, above what was said.
fn headed(line: &str) -> Option<(Point, String)> {
    let stamp = find_stamps(line).pop()?;
    stamp
        .from
        .clock
        .filter(|clock| clock.is_plain() && clock.time.is_some())?;
    let behind = line.get(stamp.range.end..)?;
    let before = line.get(..stamp.range.start)?;
    let is_parted =
        before.ends_with("  ") || before.ends_with(['\t', '[', '(']) || before.contains(" — ");
    let before = before
        .trim_end_matches(" at ")
        .trim_end_matches(" Today")
        .trim_end_matches(" today");
    let name = before.trim_matches(|c: char| !c.is_alphanumeric());
    let is_name = (1..=NAME).contains(&name.split_whitespace().count());
    let is_end = !behind.contains(char::is_alphanumeric);
    (is_parted && is_name && is_end).then(|| (stamp.from, format!("{name}:")))
}

/// Takes the last line back that is no more than a name.
fn named(lines: &mut Vec<String>) -> Option<String> {
    let last = lines.last()?;
    let is_name = (1..=NAME).contains(&last.split_whitespace().count())
        && last
            .chars()
            .all(|c| c.is_alphanumeric() || " .-_@'".contains(c));
    let name = lines.pop_if(|_| is_name)?;
    Some(format!("{}:", name.trim_start_matches('@')))
}
