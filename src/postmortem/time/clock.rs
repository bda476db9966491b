//! Clock times: `09:02`, `9.02`, `9:02:33`, `9:02 am`, `5pm`, `0902`, `10h47`, noon.

use jiff::civil::Time;

use super::lex::{self, Read};

/// How a clock time is written: some forms are times only where one is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockForm {
    /// `09:02`, `09:02:33`, `10h47`, noon: plain anywhere.
    Plain,
    /// With am or pm: plain anywhere.
    Meridiem,
    /// `09.02`: may be a number.
    Dotted,
    /// `0902`: may be a number or a year.
    Bare,
}

/// A clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The time; none where only that there was one is written (`11:XX`).
    pub time: Option<Time>,
    /// How it is written.
    pub form: ClockForm,
}

/// A time that its author did not know.
pub(super) const UNKNOWN: Clock = plain(None, ClockForm::Plain);

impl Clock {
    /// The same time behind noon, where it may be meant.
    pub(super) fn in_the_afternoon(self) -> Option<Time> {
        let open = matches!(self.form, ClockForm::Plain | ClockForm::Dotted);
        let time = self.time.filter(|time| open && time.hour() < 12)?;
        time.with().hour(time.hour() + 12).build().ok()
    }

    /// Whether it is a time wherever it stands.
    pub fn is_plain(self) -> bool {
        matches!(self.form, ClockForm::Plain | ClockForm::Meridiem)
    }
}

/// Reads a clock time at the start of `text`.
pub(super) fn read(text: &str) -> Read<Clock> {
    let found = word(text)
        .or_else(|| separated(text))
        .or_else(|| unknown(text))
        .or_else(|| hour(text))
        .or_else(|| bare(text))?;
    let rest = text.get(found.1..)?;
    (!runs_on(rest)).then_some(found)
}

/// Whether what follows makes the digits part of something else: a version, an address, a longer number.
fn runs_on(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('.' | ':' | ',' | '/') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('%') => true,
        Some(c) => c.is_alphanumeric() && !rest.starts_with(['Z', 'U', 'G']) || c == '_',
        None => false,
    }
}

fn word(text: &str) -> Read<Clock> {
    let (word, len) = lex::letters(text)?;
    let time = match word.to_ascii_lowercase().as_str() {
        "noon" | "midday" => lex::time(12, 0, 0),
        "midnight" => lex::time(0, 0, 0),
        _ => return None,
    };
    Some((plain(time, ClockForm::Plain), len))
}

const fn plain(time: Option<Time>, form: ClockForm) -> Clock {
    Clock { time, form }
}

/// Hours and minutes with a separator, seconds and their fraction if any, am or pm if any.
fn separated(text: &str) -> Read<Clock> {
    let (hour, digits) = lex::number(text, 2)?;
    let rest = text.get(digits..)?;
    let mark = rest.chars().next().filter(|c| ":.hH".contains(*c))?;
    let (minute, _) = lex::digits(rest.get(1..)?, 2)?;
    let mut end = digits + 3;
    let mut second = 0;
    let tail = text.get(end..)?;
    if mark != 'h'
        && tail.starts_with([':', '.'])
        && let Some((value, _)) = lex::digits(tail.get(1..)?, 2)
    {
        second = value;
        end += 3 + fraction(text.get(end + 3..)?);
    }
    let (half, len) = meridiem(text.get(end..)?);
    let form = match (half, mark) {
        (Some(_), _) => ClockForm::Meridiem,
        (None, '.') => ClockForm::Dotted,
        (None, _) => ClockForm::Plain,
    };
    let time = lex::time(twelve(hour, half)?, minute, second)?;
    let end = end + len;
    let unit = if half.is_none() && form == ClockForm::Plain {
        hours(text.get(end..)?)
    } else {
        0
    };
    Some((plain(Some(time), form), end + unit))
}

/// "h", "hrs" and the like behind the digits: their length.
fn hours(text: &str) -> usize {
    let unit = ["hrs", " hrs", "h", " h", " hours"].iter().find(|unit| {
        let behind = text.strip_prefix(**unit);
        behind.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    unit.map_or(0, |unit| unit.len())
}

/// `.342` or `,342` behind the seconds.
fn fraction(text: &str) -> usize {
    if !text.starts_with(['.', ',']) {
        return 0;
    }
    let digits = text.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    if digits == 0 { 0 } else { digits + 1 }
}

/// `11:XX`, `--:--`, `??:??`, `HH:mm`: a time that its author did not know.
fn unknown(text: &str) -> Read<Clock> {
    if text
        .get(..5)
        .is_some_and(|form| form.eq_ignore_ascii_case("hh:mm"))
    {
        return Some((plain(None, ClockForm::Plain), 5));
    }
    let blank = |c: char| "xX?-_–—".contains(c);
    let (hours, minutes) = text.split_once(':')?;
    let known = |s: &str| s.len() <= 2 && !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let dashes: String = minutes.chars().take_while(|c| blank(*c)).take(2).collect();
    let unknown = (2..=6).contains(&hours.len()) && hours.chars().all(blank) || known(hours);
    (unknown && dashes.chars().count() == 2).then(|| {
        (
            plain(None, ClockForm::Plain),
            hours.len() + 1 + dashes.len(),
        )
    })
}

/// Whether the digits are the year of a day (`2026-03-??`).
fn begins_day(text: &str) -> bool {
    let rest = text.get(4..).and_then(|rest| rest.strip_prefix('-'));
    let month = rest.and_then(|rest| lex::digits(rest, 2).and_then(|(_, len)| rest.get(len..)));
    month.is_some_and(|rest| rest.starts_with('-'))
}

/// `5pm`, `5 p.m.`
fn hour(text: &str) -> Read<Clock> {
    let (hour, digits) = lex::number(text, 2)?;
    let (half, len) = meridiem(text.get(digits..)?);
    let time = lex::time(twelve(hour, Some(half?))?, 0, 0)?;
    Some((plain(Some(time), ClockForm::Meridiem), digits + len))
}

/// `0902`, `0902 hrs`, `930am`
fn bare(text: &str) -> Read<Clock> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(3..=4).contains(&count) {
        return None;
    }
    let (hour, minute) = text.get(..count)?.split_at(count - 2);
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    let (half, len) = meridiem(text.get(count..)?);
    if half.is_none() && (count == 3 || begins_day(text)) {
        return None;
    }
    let form = match half {
        Some(_) => ClockForm::Meridiem,
        None => ClockForm::Bare,
    };
    let time = lex::time(twelve(hour, half)?, minute, 0)?;
    let hours = if half.is_none() {
        hours(text.get(count..)?)
    } else {
        0
    };
    Some((plain(Some(time), form), count + len + hours))
}

/// am or pm (true) and its length; nothing when there is none.
fn meridiem(text: &str) -> (Option<bool>, usize) {
    let trimmed = text.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let lead = text.len() - trimmed.len();
    let bytes: Vec<u8> = trimmed.bytes().take(5).collect();
    let Some(first) = bytes.first().map(u8::to_ascii_lowercase) else {
        return (None, 0);
    };
    if !matches!(first, b'a' | b'p') || lead > 3 {
        return (None, 0);
    }
    let len = match bytes.get(1..) {
        Some([b'.', b'm' | b'M', b'.', ..]) => 4,
        Some([b'.', b'm' | b'M', ..]) => 3,
        Some([b'm' | b'M', b'.', ..]) => 2,
        Some([b'm' | b'M', ..]) => 2,
        Some([] | [b' ' | b')' | b'\n' | b',' | b':' | b'-', ..]) if lead == 0 => 1,
        _ => return (None, 0),
    };
    let after = trimmed.get(len..).and_then(|s| s.chars().next());
    match after.is_some_and(char::is_alphanumeric) {
        true => (None, 0),
        false => (Some(first == b'p'), lead + len),
    }
}

/// The hour on a clock of 24 hours; none where am or pm makes no sense of it (13 pm stays 13).
fn twelve(hour: u32, pm: Option<bool>) -> Option<u32> {
    match pm {
        None => Some(hour),
        Some(_) if hour > 12 => Some(hour),
        Some(false) => Some(hour % 12),
        Some(true) => Some(hour % 12 + 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_times_in_every_notation() {
        for (text, want, rest) in [
            ("09:02 the alert", "09:02", " the alert"),
            ("9:02", "09:02", ""),
            ("9.02 alert", "09:02", " alert"),
            ("12:53.34 x", "12:53:34", " x"),
            ("23:59:59.123 x", "23:59:59", " x"),
            ("9:02am - x", "09:02", " - x"),
            ("9:02 PM x", "21:02", " x"),
            ("12:10 a.m. x", "00:10", " x"),
            ("5pm", "17:00", ""),
            ("5 p.m., x", "17:00", ", x"),
            ("9:02a", "09:02", ""),
            ("0730 | x", "07:30", " | x"),
            ("0730hrs x", "07:30", " x"),
            ("09:02h x", "09:02", " x"),
            ("09:02 hrs x", "09:02", " x"),
            ("930am", "09:30", ""),
            ("10h47 x", "10:47", " x"),
            ("14:30pm", "14:30", ""),
            ("noon", "12:00", ""),
            ("midnight UTC", "00:00", " UTC"),
            ("10:00Z", "10:00", "Z"),
        ] {
            let (clock, len) = read(text).unwrap_or_else(|| panic!("{text}"));
            let time = clock.time.unwrap_or_else(|| panic!("{text}")).to_string();
            assert_eq!(time.strip_suffix(":00").unwrap_or(&time), want, "{text}");
            assert_eq!(&text[len..], rest, "{text}");
        }
    }

    #[test]
    fn numbers_are_no_clock_times() {
        for text in [
            "1.2.3",
            "10.0.0.1",
            "25:00",
            "12:60",
            "9999",
            "12:345",
            "1:5",
            "99.99%",
            "v10:00",
            "3 pmax",
            "1.25",
            "12:30:45:50",
            "aws",
            "pm",
            "",
            "-",
        ] {
            let found = read(text).filter(|(clock, _)| clock.form != ClockForm::Dotted);
            assert_eq!(found, None, "{text}");
        }
        assert_eq!(read("99.10"), None);
        assert_eq!(read("10.30%"), None);
    }

    #[test]
    fn unknown_minutes_are_a_time_without_a_value() {
        for text in ["11:XX", "--:--", "??:??", "11:??"] {
            assert_eq!(
                read(text).map(|(c, len)| (c.time, len)),
                Some((None, text.len())),
                "{text}"
            );
        }
    }
}
