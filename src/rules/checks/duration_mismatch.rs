//! Stated lengths of the incident that none of its times give.

use super::{implausible_date, instants, stated_as};
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
        if let Some((hours, start, end)) = hours_off(cx, duration.minutes) {
            let (start, end) = (stated_as::name(cx, start), stated_as::name(cx, end));
            out.report(
                duration.span,
                format!("`{said}` is {hours} less than from {start} to {end}; perhaps it counts support hours"),
            )
            .at_most(Severity::Info)
            .help(format!("say so beside it (`{said} of support hours`), or write how long it was for users"))
            .subject(said);
            continue;
        }
        let given = given(cx, &instants, &|length| {
            in_unit_of(&said, duration.minutes, length)
        });
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
fn hours_off(cx: &Context, minutes: i64) -> Option<(String, MilestoneKind, MilestoneKind)> {
    let at = |kind| cx.post.milestones.get(kind)?.at.minutes();
    let slack = cx.settings().number("minutes") as i64;
    let starts = [MilestoneKind::Started, MilestoneKind::Detected];
    let ends = [MilestoneKind::Mitigated, MilestoneKind::Resolved];
    let kinds = starts
        .into_iter()
        .flat_map(|start| ends.map(|end| (start, end)));
    let known: Vec<_> = kinds
        .filter_map(|(start, end)| Some(((start, end), (at(start)?, at(end)?))))
        .collect();
    let mut each = known.iter();
    let whole = each.find_map(|(kinds, (start, end))| {
        Some((*kinds, whole_hours(*start, *end, minutes, slack)?))
    });
    let ((start, end), off) = whole.or_else(|| {
        let pairs: Vec<(i64, i64)> = known.iter().map(|(_, times)| *times).collect();
        let (pair, off) = same_off(&pairs, minutes, &repairs(cx), slack)?;
        let (kinds, _) = known.iter().find(|(_, times)| *times == pair)?;
        Some((*kinds, off))
    })?;
    Some((in_words(off), start, end))
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
fn same_off(
    pairs: &[(i64, i64)],
    minutes: i64,
    others: &[i64],
    slack: i64,
) -> Option<((i64, i64), i64)> {
    pairs.iter().find_map(|pair| {
        let (start, end) = pair;
        let off = end - start - minutes;
        let nights = end.div_euclid(DAY) - start.div_euclid(DAY);
        let alike = pairs.iter().filter(|other| other.1 != *end).any(|other| {
            others
                .iter()
                .any(|length| (other.1 - other.0 - length - off).abs() <= slack)
        });
        (alike && nights > 0 && off >= NIGHT * HOUR).then_some((*pair, off))
    })
}

/// The hours between two instants, in minutes, that a length leaves out: whole ones, of each night at least [`NIGHT`].
fn whole_hours(start: i64, end: i64, minutes: i64, slack: i64) -> Option<i64> {
    let nights = end.div_euclid(DAY) - start.div_euclid(DAY);
    let hours = (end - start - minutes + HOUR / 2).div_euclid(HOUR);
    let is_whole = (end - start - minutes - hours * HOUR).abs() <= slack;
    let can_be = nights > 0 && (NIGHT * nights..=DAY / HOUR * nights).contains(&hours);
    (is_whole && can_be).then_some(hours * HOUR)
}

/// What there is to compare with: from started to mitigated and to resolved, else from the first time to the last one.
fn given(cx: &Context, instants: &[i64], in_words: &dyn Fn(i64) -> String) -> String {
    let at = |kind| cx.post.milestones.get(kind)?.at.minutes();
    let to = |kind| {
        let length = at(kind)? - at(MilestoneKind::Started)?;
        Some(in_words(length)).filter(|_| length > 0)
    };
    let name = |kind| stated_as::name(cx, kind);
    match (to(MilestoneKind::Mitigated), to(MilestoneKind::Resolved)) {
        (Some(one), Some(other)) if one != other => format!(
            "; it is {one} from {} to {}, {other} to {}",
            name(MilestoneKind::Started),
            name(MilestoneKind::Mitigated),
            name(MilestoneKind::Resolved)
        ),
        (Some(one), _) | (None, Some(one)) => format!("; the milestones give {one}"),
        (None, None) => match instants {
            [first, .., last] => {
                format!(
                    "; from the first of them to the last it is {}",
                    in_words(last - first)
                )
            }
            _ => String::new(),
        },
    }
}

/// A length in the unit of the stated one: beside "35h 36m" nobody has to turn days into hours, nor hours into minutes beside
/// "399 minutes". Of days the hours are enough.
fn in_unit_of(said: &str, stated: i64, length: i64) -> String {
    let digits: String = said.chars().take_while(char::is_ascii_digit).collect();
    match digits.parse::<i64>() {
        Ok(number) if number == stated && number > HOUR => format!("{length} min"),
        Ok(number) if number > 0 && number == stated / HOUR && length >= DAY => in_hours(length),
        _ => in_words(length),
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
        let (noticed, thursday) = (13 * 60 + 42, 13 * 60 + 42 + 53 * HOUR + 36);
        let (late, noon) = (22 * HOUR + 5, DAY + 12 * HOUR + 16);
        let pairs = [(late, noon), (late, noon + 11)];
        let repaired = [5 * HOUR + 16];
        assert_eq!(
            same_off(&pairs, 5 * HOUR + 27, &repaired, 3),
            Some((pairs[1], 8 * HOUR + 55))
        );
        assert_eq!(same_off(&pairs, 6 * HOUR, &repaired, 3), None);
        let support = whole_hours(noticed, thursday, 35 * HOUR + 36, 3);
        assert_eq!(support, Some(18 * HOUR), "two nights of nine hours");
    }

    #[test]
    fn a_length_is_told_in_the_unit_of_the_stated_one() {
        for (said, stated, length, want) in [
            ("21h 20m", 21 * 60 + 20, 75 * 60 + 41, "75 h 41 min"),
            ("35h", 35 * 60, 52 * 60, "52 h"),
            ("399 minutes", 399, 1397, "1397 min"),
            ("2 h 10 min", 130, 56, "56 min"),
            ("2 days", 2 * DAY, 3 * DAY + 61, "3 days 1 h"),
            ("nine hours", 9 * HOUR, 7 * HOUR, "7 h"),
        ] {
            assert_eq!(in_unit_of(said, stated, length), want, "{said}");
        }
    }
}
