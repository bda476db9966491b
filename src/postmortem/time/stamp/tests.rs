//! Days and times as people write them.

use super::super::{Calendar, Moment, find_stamps as find};
use super::*;

/// `2026-03-14T09:02Z` as far as it is written, `~` where approximate.
fn shown(point: &Point) -> String {
    let calendar = Calendar::new("2026-03-14".parse().ok(), "");
    let date = point.day.and_then(|day| calendar.date(&day));
    let moment = Moment::new(point, date, None);
    let about = if moment.about { "~" } else { "" };
    let iso = moment
        .iso()
        .or_else(|| Some(moment.time?.strftime("%H:%M").to_string()));
    let zone = moment.zone.filter(|_| date.is_none()).unwrap_or_default();
    format!("{about}{}{zone}", iso.unwrap_or_default())
}

fn one(text: &str, place: Place) -> (String, &str) {
    let (stamp, len) = read(text, place).unwrap_or_else(|| panic!("{text}"));
    let until = stamp
        .until
        .map(|to| format!("..{}", shown(&to)))
        .unwrap_or_default();
    (format!("{}{until}", shown(&stamp.from)), &text[len..])
}

#[test]
fn points_and_ranges_at_the_start_of_an_entry() {
    for (text, want, rest) in [
        ("09:02 alert", "09:02", " alert"),
        ("9.02 alert", "09:02", " alert"),
        ("~ 09:02: alert", "~09:02", ": alert"),
        ("around 9:02am - alert", "~09:02", " - alert"),
        ("2026-03-14 09:02 alert", "2026-03-14T09:02", " alert"),
        ("2026-03-14T09:02:33Z alert", "2026-03-14T09:02Z", " alert"),
        (
            "2026-03-14 - 09:02 UTC: alert",
            "2026-03-14T09:02Z",
            ": alert",
        ),
        (
            "2026-03-14 09:02+01:00 alert",
            "2026-03-14T09:02+01:00",
            " alert",
        ),
        (
            "Mar 14, 2026, 09:02 (UTC): alert",
            "2026-03-14T09:02Z",
            ": alert",
        ),
        (
            "Mar 14, 2026 at 09:02 GMT+2 alert",
            "2026-03-14T09:02+02:00",
            " alert",
        ),
        ("Mar 14 0902 UTC: alert", "2026-03-14T09:02Z", ": alert"),
        ("0902 UTC: alert", "09:02UTC", ": alert"),
        ("2026-03-14 0902: alert", "2026-03-14T09:02", ": alert"),
        ("2026-03-14 2026 alerts", "2026-03-14", " 2026 alerts"),
        (
            "3/14/2026 - 09:02 PDT - alert",
            "2026-03-14T09:02-07:00",
            " - alert",
        ),
        (
            "09:02 14th Mar 2026 - alert",
            "2026-03-14T09:02",
            " - alert",
        ),
        (
            "09:02 UTC on 2026-03-14, alert",
            "2026-03-14T09:02Z",
            ", alert",
        ),
        ("14/3 09:02 alert", "2026-03-14T09:02", " alert"),
        ("14.03. 09:02 alert", "2026-03-14T09:02", " alert"),
        ("09:02 - 09:12 alert", "09:02..09:12", " alert"),
        ("09:00-10:00 alert", "09:00..10:00", " alert"),
        (
            "09:02 UTC (block 4711) until 11:40 UTC x",
            "09:02UTC..11:40UTC",
            " x",
        ),
        ("~13:30-13:45", "~13:30..13:45", ""),
        ("2026-03-14T09:02-07:00 x", "2026-03-14T09:02-07:00", " x"),
        ("09:02–09:12 UTC alert", "09:02UTC..09:12UTC", " alert"),
        ("09:02 UTC to 09:12 UTC", "09:02UTC..09:12UTC", ""),
        ("09:02:57-58 alert", "09:02..09:02", " alert"),
        (
            "2026-03-14 09:02 - 2026-03-15 11:00",
            "2026-03-14T09:02..2026-03-15T11:00",
            "",
        ),
        (
            "March 14, 2026 from 09:02 to 11:00 (UTC) x",
            "2026-03-14T09:02Z..2026-03-14T11:00Z",
            " x",
        ),
        ("March 14 - alert", "2026-03-14", " - alert"),
        ("09:02 - 2 nodes fail", "09:02", " - 2 nodes fail"),
        ("16:37 Denver - alert", "16:37Denver", " - alert"),
        ("09:02? alert", "09:02", " alert"),
        ("Tuesday 09:02 alert", "2026-03-17T09:02", " alert"),
    ] {
        let want = want.replace("2026-03-14T11:00Z", "11:00UTC");
        assert_eq!(one(text, Place::Start), (want, rest), "{text}");
    }
}

#[test]
fn fields_take_more_forms() {
    assert_eq!(one("0902", Place::Field).0, "09:02");
    assert_eq!(
        one("0730 - 1230 (UTC)", Place::Field).0,
        "07:30UTC..12:30UTC"
    );
    assert_eq!(one("14/3", Place::Field).0, "2026-03-14");
    assert_eq!(read("0902 alert", Place::Start), None);
    assert_eq!(read("9.02 GB were lost", Place::Prose), None);
    assert_eq!(read("Tuesday we met", Place::Prose), None);
}

#[test]
fn an_afternoon_is_that_of_both_ends() {
    for (text, want) in [
        ("9:30 - 10:15 pm", "21:30..22:15"),
        ("between 4:10 and 5.40 PM", "16:10..17:40"),
        ("Between 9:02 and 9:40", "09:02..09:40"),
        ("11:30 - 1:15 pm", "11:30..13:15"),
        ("9:30 am - 1:15 pm", "09:30..13:15"),
        ("9:30 - 21:15 pm", "09:30..21:15"),
        ("9:30 - 10:15", "09:30..10:15"),
    ] {
        assert_eq!(one(text, Place::Start).0, want, "{text}");
    }
    assert_eq!(one("9:02 and 9:40", Place::Start).0, "09:02");
}

#[test]
fn stamps_in_prose() {
    let all = |text: &str| {
        find(text)
            .iter()
            .map(|stamp| (shown(&stamp.from), text[stamp.range.clone()].to_owned()))
            .collect::<Vec<_>>()
    };
    let pairs = |list: &[(&str, &str)]| {
        list.iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        all(
            "It was down between 12:17 and 12:30 UTC on 2026-03-14 (see https://x.example/2026/01/02)."
        ),
        pairs(&[("12:17UTC", "12:17 and 12:30 UTC on 2026-03-14")])
    );
    assert_eq!(
        all("At about 9:02 am on 14 March version 2.10 of 10.0.0.1 took 3.5 h."),
        pairs(&[("~2026-03-14T09:02", "9:02 am on 14 March")])
    );
    assert_eq!(all("May we ask? On Sunday, it may be 5."), []);
}
