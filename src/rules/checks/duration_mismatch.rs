//! Stated lengths of the incident that none of its times give.

use super::{implausible_date, instants};
use crate::diagnostic::{Findings, Severity};
use crate::postmortem::time::{find_durations, in_hours, in_words};
use crate::postmortem::{MilestoneKind, StatedDuration};
use crate::rules::{Context, prose};

/// Minutes.
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// The fewest hours of a night and the fringes of two days in which nobody has support.
const NIGHT: i64 = 8;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let instants = instants::all(cx.post);
    // What a wrong digit makes of the times is told by another rule.
    let slips = implausible_date::slips(cx, cx.settings().count("days") as i64);
    if instants.len() < 2 || !slips.is_empty() {
        return;
    }
    for duration in cx
        .post
        .milestones
        .durations
        .iter()
        .filter(|duration| duration.whole && !duration.bound)
    {
        if any_pair_gives(&instants, duration.minutes, tolerance(cx, duration)) {
            continue;
        }
        let said = cx
            .doc()
            .source(duration.span)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let words = unit(&said);
        let given = given(cx, words);
        if let Some(hours) = hours_off(cx, duration.minutes).map(words) {
            out.report(
                duration.span,
                format!("`{said}` is {hours} less than from start to end; perhaps it counts support hours"),
            )
            .at_most(Severity::Info)
            .help("say so beside it, such as `7 h 43 min of support hours`, or write how long it was for users")
            .subject(said);
            continue;
        }
        out.report(
            duration.span,
            format!("no two of the times are `{said}` apart{given}"),
        )
        .help("correct the duration or the times, or say from when to when it runs")
        .subject(said);
    }
}

fn tolerance(cx: &Context, duration: &StatedDuration) -> i64 {
    let settings = cx.settings();
    let percent = settings.number(if duration.about {
        "about-percent"
    } else {
        "percent"
    });
    let share = (duration.minutes as f64 * percent / 100.0).round() as i64;
    let rounded = rounding(cx.doc().source(duration.span), duration.minutes);
    share.max(settings.number("minutes") as i64).max(rounded)
}

/// How much a length may be rounded that is told in its largest unit alone: "8 hours" is anything from half past seven on.
/// The unit is what the number must be multiplied by, in whatever language it stands.
fn rounding(said: &str, minutes: i64) -> i64 {
    // Months are told of what began long before anybody wrote times down.
    const UNITS: [(i64, i64); 4] = [
        (30 * DAY, 1000 * DAY),
        (7 * DAY, 3 * DAY),
        (DAY, DAY / 2),
        (HOUR, HOUR / 2),
    ];
    if said.split([' ', '-', '\u{a0}']).count() > 2 {
        return 0;
    }
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    let plain = !said.contains(['.', ',']);
    let unit = match digits.parse::<i64>() {
        // "ten hours"
        Err(_) => UNITS.iter().find(|(unit, _)| minutes % unit == 0),
        Ok(number) => UNITS
            .iter()
            .find(|(unit, _)| plain && number.saturating_mul(*unit) == minutes),
    };
    unit.map_or(0, |(_, rounded)| *rounded)
}

/// Whether any two of the sorted instants are that far apart.
fn any_pair_gives(instants: &[i64], minutes: i64, tolerance: i64) -> bool {
    instants.iter().any(|&from| {
        let at = instants.partition_point(|&to| to < from + minutes - tolerance);
        instants
            .get(at)
            .is_some_and(|&to| to <= from + minutes + tolerance)
    })
}

/// By how much a length falls short of the incident where nights lie within and whole hours are missing: who counts the hours
/// of support leaves out all others.
fn hours_off(cx: &Context, minutes: i64) -> Option<i64> {
    let at = |kind| cx.post.milestones.get(kind)?.at.minutes();
    let slack = cx.settings().number("minutes") as i64;
    let starts = [MilestoneKind::Started, MilestoneKind::Detected];
    let ends = [MilestoneKind::Mitigated, MilestoneKind::Resolved];
    let pairs = starts
        .into_iter()
        .flat_map(|start| ends.map(|end| (at(start), at(end))));
    pairs
        .clone()
        .find_map(|(start, end)| whole_hours(start?, end?, minutes, slack))
        .or_else(|| {
            let pairs: Vec<(i64, i64)> = pairs.filter_map(|(start, end)| start.zip(end)).collect();
            same_off(&pairs, minutes, &repairs(cx), slack)
        })
}

/// The lengths that are said to be those until it was repaired, in minutes.
fn repairs(cx: &Context) -> Vec<i64> {
    let found = prose::find(cx.doc(), cx.phrases("lengths-of-repair"));
    found
        .filter_map(|found| {
            let behind = found.around.as_str().get(found.range().end..)?;
            let behind = behind.trim_start_matches([' ', ':', '*', '|']);
            let line = behind.lines().next()?;
            let (range, length) = find_durations(line).into_iter().next()?;
            (range.start == 0).then(|| length.minutes())
        })
        .collect()
}

/// What a length leaves out of the incident, in minutes, where another length leaves out as much of another part of it: both
/// leave out the same night.
fn same_off(pairs: &[(i64, i64)], minutes: i64, others: &[i64], slack: i64) -> Option<i64> {
    pairs.iter().find_map(|(start, end)| {
        let off = end - start - minutes;
        let nights = end.div_euclid(DAY) - start.div_euclid(DAY);
        let alike = pairs.iter().filter(|other| other.1 != *end).any(|other| {
            others
                .iter()
                .any(|length| (other.1 - other.0 - length - off).abs() <= slack)
        });
        (alike && nights > 0 && off >= NIGHT * HOUR).then_some(off)
    })
}

/// The hours between two instants, in minutes, that a length leaves out: whole ones, of each night at least [`NIGHT`].
fn whole_hours(start: i64, end: i64, minutes: i64, slack: i64) -> Option<i64> {
    let nights = end.div_euclid(DAY) - start.div_euclid(DAY);
    let hours = (end - start - minutes + HOUR / 2).div_euclid(HOUR);
    let is_whole = (end - start - minutes - hours * HOUR).abs() <= slack;
    let can_be = nights > 0 && (NIGHT * nights..=DAY / HOUR * nights).contains(&hours);
    (is_whole && can_be && !are_swapped(end - start, minutes)).then_some(hours * HOUR)
}

/// Whether the hours of one length are those of another in digits of another order: 35 h 36 min for 53 h 36 min is a slip.
fn are_swapped(one: i64, other: i64) -> bool {
    let digits = |minutes: i64| {
        let mut digits = (minutes / HOUR).to_string().into_bytes();
        digits.sort_unstable();
        digits
    };
    digits(one) == digits(other)
}

/// How to word a length beside another: in hours where that one counts more of them than a day has.
fn unit(said: &str) -> fn(i64) -> String {
    let lengths = find_durations(said);
    let is_long = lengths.first().is_some_and(|(_, one)| one.minutes() > DAY);
    // "35h 36m", and neither "2 days" nor "1.5 Tage": a letter of hours opens its unit.
    let unit = said.trim_start_matches(|c: char| !c.is_alphabetic());
    match is_long && unit.starts_with(['h', 'H']) {
        true => in_hours,
        false => in_words,
    }
}

/// From started to mitigated and to resolved.
fn given(cx: &Context, words: fn(i64) -> String) -> String {
    let at = |kind| cx.post.milestones.get(kind)?.at.minutes();
    let to = |kind| {
        let length = at(kind)? - at(MilestoneKind::Started)?;
        Some(words(length)).filter(|_| length > 0)
    };
    match (to(MilestoneKind::Mitigated), to(MilestoneKind::Resolved)) {
        (Some(one), Some(other)) if one != other => {
            format!("; it is {one} from started to mitigated, {other} to resolved")
        }
        (Some(one), _) | (None, Some(one)) => format!("; the milestones give {one}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_pair_will_do_within_the_tolerance() {
        let times = [542, 552, 594, 598];
        assert!(any_pair_gives(&times, 42, 3) && any_pair_gives(&times, 60, 9));
        assert!(!any_pair_gives(&times, 130, 4) && !any_pair_gives(&times, 25, 3));
    }

    #[test]
    fn a_length_is_worded_as_the_one_beside_it() {
        let words = |said: &str| unit(said)(53 * HOUR + 36);
        assert_eq!(words("35h 36m"), "53 h 36 min");
        assert_eq!([words("2 days"), words("4h 12m")], ["2 days 5 h"; 2]);
    }

    #[test]
    fn a_length_in_one_unit_is_rounded() {
        for (said, minutes, rounded) in [
            ("8 hours", 480, 30),
            ("8h", 480, 30),
            ("8 Stunden", 480, 30),
            ("eight hours", 480, 30),
            ("2 days", 2880, 720),
            ("480 minutes", 480, 0),
            ("1.5 hours", 90, 0),
            ("42 min", 42, 0),
            ("7 h 43 min", 463, 0),
        ] {
            assert_eq!(rounding(said, minutes), rounded, "{said}");
        }
    }

    #[test]
    fn whole_hours_of_nights_may_be_left_out() {
        let (monday, tuesday) = (12 * 60 + 15, DAY + 10 * 60);
        assert_eq!(
            whole_hours(monday, tuesday, 4 * 60 + 45, 3),
            Some(17 * HOUR)
        );
        assert_eq!(whole_hours(monday, tuesday, 4 * 60 + 20, 3), None);
        assert_eq!(whole_hours(monday, tuesday, 18 * 60 + 45, 3), None);
        assert_eq!(whole_hours(monday, monday + 10 * HOUR, HOUR, 3), None);
        let swapped = (13 * 60 + 42, 13 * 60 + 42 + 53 * HOUR + 36);
        let (late, noon) = (22 * HOUR + 5, DAY + 12 * HOUR + 16);
        let pairs = [(late, noon), (late, noon + 11)];
        let repaired = [5 * HOUR + 16];
        assert_eq!(
            same_off(&pairs, 5 * HOUR + 27, &repaired, 3),
            Some(8 * HOUR + 55)
        );
        assert_eq!(same_off(&pairs, 6 * HOUR, &repaired, 3), None);
        assert_eq!(whole_hours(swapped.0, swapped.1, 35 * HOUR + 36, 3), None);
    }
}
