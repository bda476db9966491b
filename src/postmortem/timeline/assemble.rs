//! From marks to entries: which of them are events, on which day and in which zone.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::Entry;
use super::lead::Lead;
use super::walk::Mark;
use crate::markdown::{BlockId, Span, Text};
use crate::postmortem::Metadata;
use crate::postmortem::time::{Calendar, ClockForm, Day, Moment, Zone};

/// What is carried from one entry to the next.
struct Carried<'z> {
    calendar: Calendar,
    /// The day of entries that name none.
    date: Option<Date>,
    /// The first day of which an entry is.
    first: Option<Date>,
    /// The day that is stated for all entries that name none.
    default: Option<Date>,
    /// The day of the incident, where it is surely known.
    incident: Option<Date>,
    /// The list in which an entry of a day before that names no time: the times beside it are of the incident again.
    aside: Option<BlockId>,
    /// The last clock time, and the block it stands in.
    last: Option<(Time, BlockId)>,
    zone: Option<Zone>,
    stated: Option<&'z Zone>,
}

/// The entries of a timeline.
pub(super) fn entries(
    marks: Vec<Mark<'_>>,
    metadata: &Metadata,
    zone: Option<&Zone>,
) -> Vec<Entry> {
    let calendar = metadata.calendar;
    let stated = metadata
        .date
        .as_ref()
        .and_then(|date| date.value.parse().ok());
    let mut carried = Carried {
        calendar,
        date: stated,
        first: None,
        default: None,
        incident: stated.filter(|_| metadata.date_is_sure),
        aside: None,
        last: None,
        zone: None,
        stated: zone,
    };
    let events = events(marks);
    let mut entries: Vec<Entry> = Vec::with_capacity(events.len());
    for event in events {
        match event {
            Event::Day(lead) => carried.set_day(&lead),
            Event::Zone(zone) => carried.zone = Some(zone),
            Event::Entry(event) => entries.push(carried.entry(event)),
            Event::Number(number) => carried.set_number(number),
            Event::AllOn(day) => carried.default = carried.calendar.date(&day),
        }
    }
    entries
}

impl Carried<'_> {
    fn set_day(&mut self, lead: &Lead<'_>) {
        // The first day of the week is any near that of the incident, a later one goes on from the one above it.
        let day = lead.stamp.from.day;
        let before = match (self.first, self.date, self.calendar.anchor) {
            (None, Some(date), Some(anchor)) if date == anchor => None,
            _ => self.date,
        };
        self.date = day.and_then(|day| self.calendar.date_near(&day, before));
        self.first = self.first.or(self.date);
        self.aside = None;
        self.last = None;
    }

    /// "Day 2": counted from the first one.
    fn set_number(&mut self, number: i64) {
        let first = self.first.or(self.date);
        self.date = first.and_then(|day| day.checked_add((number - 1).days()).ok());
        self.first = first;
        self.last = None;
    }

    fn entry(&mut self, event: Happening<'_>) -> Entry {
        let (lead, block) = (&event.lead, event.block);
        let point = &lead.stamp.from;
        let mut clock = point.clock.and_then(|clock| clock.time);
        if let Some(later) = self.afternoon(lead, block) {
            clock = Some(later);
        }
        let dated = point.day.is_some();
        if dated {
            self.set_day(lead);
            let before = point.clock.is_none() && self.date < self.incident;
            self.aside = Some(block).filter(|_| before);
        } else if self.aside == Some(block) {
            (self.date, self.aside) = (self.incident, None);
        } else if self.default.is_some() {
            self.date = self.default;
        } else if self.is_past_midnight(clock, block) {
            self.date = self.date.and_then(|date| date.checked_add(1.day()).ok());
        }
        if let Some(time) = clock {
            self.last = Some((time, block));
        }
        self.first = self.first.or(self.date);
        // A zone written in the first entry that has one holds for those below it that have none.
        if self.zone.is_none() && self.stated.is_none() {
            self.zone.clone_from(&point.zone);
        }
        let zone = self.zone.as_ref().or(self.stated);
        let until = lead.stamp.until.as_ref().map(|to| {
            let date = to
                .day
                .and_then(|day| self.calendar.date_near(&day, self.date));
            Moment::new(to, date.or(self.date), zone)
        });
        let date = self.date.filter(|_| !point.unknown);
        let mut at = Moment::new(point, date, zone);
        at.time = clock;
        Entry {
            at,
            dated,
            until,
            time_span: lead.time.span(),
            text: event.text,
            below: event.below,
            span: event.span,
            block,
        }
    }

    /// On a clock of twelve hours without am and pm, `1.05` below `12.50` is in the afternoon; a day of its own leaves no
    /// order from which to tell.
    fn afternoon(&self, lead: &Lead<'_>, block: BlockId) -> Option<Time> {
        if lead.stamp.from.day.is_some() {
            return None;
        }
        let clock = lead
            .stamp
            .from
            .clock
            .filter(|clock| clock.form != ClockForm::Meridiem)?;
        let (last, before) = self.last?;
        let digits = lead
            .time
            .as_str()
            .trim_start_matches(|c: char| !c.is_ascii_digit());
        let single =
            digits.find(|c: char| !c.is_ascii_digit()) == Some(1) && !digits.starts_with('0');
        if !single || before != block || !(12..=19).contains(&last.hour()) {
            return None;
        }
        let later = clock.time?.checked_add(12.hours()).ok()?;
        let gap = (later.hour() - last.hour(), later >= last);
        ((0..=4).contains(&gap.0) && gap.1).then_some(later)
    }

    fn is_past_midnight(&self, clock: Option<Time>, block: BlockId) -> bool {
        let above = self.last.filter(|(_, before)| *before == block);
        let times = clock.zip(above);
        times.is_some_and(|(now, (last, _))| is_next_day(last, now))
    }
}

/// Whether a bare clock time is on the day after that of the one above it: more than 12 hours before it, or in the morning
/// where that was in the evening and a night lies between.
pub(super) fn is_next_day(last: Time, now: Time) -> bool {
    let minutes = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
    let back = minutes(last) - minutes(now);
    let night = last.hour() >= EVENING && now.hour() < NOON && back > SHORTEST_BACK;
    back > 12 * 60 || night
}

/// From this hour on work may rest until the next morning.
const EVENING: i8 = 17;
const NOON: i8 = 12;
/// In minutes: entries that are only out of order lie closer.
const SHORTEST_BACK: i32 = 7 * 60;

/// So much of the text below a heading belongs to the text of its entry.
const MOST_TEXT: usize = 240;
/// So much of what stands below an entry is kept.
const MOST_BELOW: usize = 1000;

fn one_line(text: Text<'_>) -> String {
    text.as_str().replace('\n', " ")
}

/// What counts, in order.
enum Event<'d> {
    Day(Lead<'d>),
    Zone(Zone),
    /// "Day 2".
    Number(i64),
    /// The day of all entries that name none.
    AllOn(Day),
    Entry(Happening<'d>),
}

/// What becomes an entry.
struct Happening<'d> {
    lead: Lead<'d>,
    text: String,
    below: String,
    block: BlockId,
    span: Span,
}

/// Decides what is an event. Items without a time count only below a day under which nothing has one: each of them is
/// an event of that day; where there are none, the day's own text or the paragraphs below it are one.
fn events(marks: Vec<Mark<'_>>) -> Vec<Event<'_>> {
    let mut events = Vec::with_capacity(marks.len());
    let mut marks = marks.into_iter().peekable();
    while let Some(mark) = marks.next() {
        match mark {
            Mark::Zone(zone) => events.push(Event::Zone(zone)),
            Mark::Number(number) => events.push(Event::Number(number)),
            Mark::AllOn(day) => events.push(Event::AllOn(day)),
            Mark::From(lead) => events.push(Event::Day(lead)),
            Mark::Plain { .. } => {}
            Mark::Event {
                lead,
                block,
                span,
                heading,
            } => {
                let (mut text, mut below) = (one_line(lead.rest), String::new());
                while let Some(Mark::Plain { text: more, .. }) =
                    marks.next_if(|mark| matches!(mark, Mark::Plain { .. }))
                {
                    let fits = text.is_empty() || text.len() + more.as_str().len() < MOST_TEXT;
                    if heading && fits && below.is_empty() {
                        text = format!("{text} {}", one_line(more)).trim().to_owned();
                    } else if below.len() < MOST_BELOW {
                        below = format!("{below}\n{}", one_line(more));
                    }
                }
                events.push(Event::Entry(Happening {
                    lead,
                    text,
                    below,
                    block,
                    span,
                }));
            }
            Mark::Day { lead, block } => {
                let mut below = Vec::new();
                while let Some(mark) =
                    marks.next_if(|m| matches!(m, Mark::Plain { .. } | Mark::Zone(_)))
                {
                    below.push(mark);
                }
                let timed = matches!(marks.peek(), Some(Mark::Event { lead, .. }) if lead.stamp.from.day.is_none());
                events.push(Event::Day(lead.clone()));
                day_events(lead, block, below, timed, &mut events);
            }
        }
    }
    events
}

fn day_events<'d>(
    day: Lead<'d>,
    block: BlockId,
    below: Vec<Mark<'d>>,
    timed: bool,
    events: &mut Vec<Event<'d>>,
) {
    let mut items: Vec<(Text<'d>, BlockId)> = Vec::new();
    let mut prose: Option<Text<'d>> = None;
    for mark in below {
        match mark {
            Mark::Zone(zone) => events.push(Event::Zone(zone)),
            Mark::Plain {
                text,
                block,
                item: true,
            } => items.push((text, block)),
            Mark::Plain { text, .. } => prose = prose.or(Some(text)),
            _ => {}
        }
    }
    if timed {
        return;
    }
    let list = items.first().map(|(_, list)| *list);
    for (text, list) in items.iter().filter(|(_, block)| Some(*block) == list) {
        let lead = Lead {
            rest: *text,
            ..day.clone()
        };
        events.push(Event::Entry(Happening {
            text: one_line(*text),
            below: String::new(),
            lead,
            block: *list,
            span: text.span(),
        }));
    }
    if items.is_empty() {
        let text = Some(day.rest)
            .filter(|rest| !super::lead::is_bare(*rest))
            .or(prose);
        if let Some(rest) = text {
            let span = day.time.span().join(rest.span());
            let lead = Lead { rest, ..day };
            let text = one_line(rest);
            events.push(Event::Entry(Happening {
                lead,
                text,
                below: String::new(),
                block,
                span,
            }));
        }
    }
}
