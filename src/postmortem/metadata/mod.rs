//! What a machine should know of a post-mortem: the front matter, and facts of that sort stated in the body.

mod body;
mod date;
mod front;
mod heading;
mod people;

use jiff::civil::Date;

pub(super) use body::is_about_all;
pub(super) use date::names_something_else;
pub(super) use front::nested as nested_keys;

use super::labels::{self, Label};
use super::time::{Calendar, days_between};
use super::{Fact, ReadOptions, Sections, sections};
use crate::markdown::{BlockKind, Document, FrontError, FrontValue, Span, front_matter_of};
use crate::worded::worded;
use crate::words;

worded! {
    /// The life of a post-mortem.
    #[derive(PartialOrd, Ord)]
    pub enum Status {
        /// The outage goes on.
        Live = "live",
        /// Being written.
        Draft = "draft",
        /// Before and in the meeting.
        Review = "review",
        /// Done.
        Final = "final",
    }
}

worded! {
    /// Who may see it.
    #[derive(Default)]
    pub enum Visibility {
        /// Everybody.
        #[default]
        Public = "public",
        /// Left out of overviews, reports, comments and exports.
        Restricted = "restricted",
    }
}

/// The days that the names of a document name, each with its year.
#[derive(Clone, Debug, Default)]
pub struct NamedDays {
    /// In the title.
    pub title: Option<Fact<jiff::civil::Date>>,
    /// In the name of the file or its folder.
    pub file: Option<jiff::civil::Date>,
    /// `date:` of the front matter.
    pub date: Option<Fact<jiff::civil::Date>>,
}

/// The facts of the front matter, and those of that sort that the body states.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// Every key of the front matter with its value, in order.
    pub keys: Vec<(Fact<String>, FrontValue)>,
    /// Why the front matter could not be read.
    pub error: Option<FrontError>,
    /// `id:`
    pub id: Option<Fact<String>>,
    /// `title:`
    pub title: Option<Fact<String>>,
    /// The day of the incident, `YYYY-MM-DD`: front matter, "Date:" line, title or file name.
    pub date: Option<Fact<String>>,
    /// Whether the date is plainly that of the incident: `started`, the title or the file's name tell it. A bare `date`
    /// is often that of the document.
    pub date_is_sure: bool,
    /// A whys status.
    pub status: Option<Fact<Status>>,
    /// The incident severity as written.
    pub severity: Option<Fact<String>>,
    /// The org unit.
    pub team: Option<Fact<String>>,
    /// The services.
    pub services: Vec<Fact<String>>,
    /// The accountable author.
    pub author: Option<Fact<String>>,
    /// The moderator.
    pub moderator: Option<Fact<String>>,
    /// The advisor.
    pub bar_raiser: Option<Fact<String>>,
    /// Who led the response.
    pub incident_lead: Option<Fact<String>>,
    /// What set it off, as written.
    pub trigger: Option<Fact<String>>,
    /// `causes:`, the categories.
    pub cause_categories: Vec<Fact<String>>,
    /// The earlier post-mortem that this one repeats.
    pub repeat_of: Option<Fact<String>>,
    /// Related post-mortems.
    pub related: Vec<Fact<String>>,
    /// Who reviewed it.
    pub reviewed_by: Vec<Fact<String>>,
    /// When it was presented.
    pub presented_on: Option<Fact<String>>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The days that title, file name and `date:` name.
    pub named_days: NamedDays,
    /// What the body states in labelled lines and tables of key facts: the fact (`severity`, `started` …) and the value.
    pub body: Vec<(&'static str, Fact<String>)>,
    /// What settles days without a year and dates such as `3/4/2026` anywhere in the document.
    pub calendar: Calendar,
}

/// Reads the front matter, then what the body states; the front matter wins.
pub(super) fn read(
    doc: &Document,
    sections: &Sections,
    labels: &[Label<'_>],
    options: &ReadOptions,
) -> Metadata {
    let front = doc.front_matter();
    let mut metadata = Metadata {
        keys: front.keys,
        error: front.error,
        ..Metadata::default()
    };
    front::read(&mut metadata);
    body::read(&mut metadata, sections, labels);
    if let Some((date, sure)) = date::read(doc, &metadata, sections, labels, &options.path) {
        metadata.date = Some(date);
        metadata.date_is_sure = sure;
    }
    metadata.named_days = date::named(doc, &metadata, &options.path);
    metadata.calendar = date::calendar(doc, &metadata);
    metadata
}

/// A page that tells of an incident is dated at most so many days after it.
const DAYS_TO_PAGE: i64 = 60;

impl Metadata {
    /// Whether the story may know the day of the incident better: nothing else tells it, or only the day of the page does.
    pub(super) fn may_be_dated_by_story(&self) -> bool {
        self.status.is_none() && (self.date.is_none() || self.is_dated_by_page())
    }

    /// Whether the date is a bare `date:` of the front matter.
    fn is_dated_by_page(&self) -> bool {
        let places = self.date.as_ref().zip(self.get("date"));
        !self.date_is_sure && places.is_some_and(|(date, value)| date.span == value.span)
    }

    /// Takes the day that the story tells, unless that of the page says otherwise.
    pub(super) fn date_by_story(&mut self, told: Option<(Date, Span)>) {
        let Some((day, span)) = told else { return };
        let page: Option<Date> = self.date.as_ref().and_then(|date| date.value.parse().ok());
        if page.is_none_or(|page| (1..=DAYS_TO_PAGE).contains(&days_between(day, page))) {
            self.date = Some(Fact::new(day.to_string(), span));
            self.calendar.anchor = Some(day);
        }
    }

    /// Who has a role: author, moderator, bar raiser, incident lead.
    pub fn roles(&self) -> impl Iterator<Item = &Fact<String>> {
        let roles = [
            &self.author,
            &self.moderator,
            &self.bar_raiser,
            &self.incident_lead,
        ];
        roles.into_iter().flatten()
    }

    /// The value of a key of the front matter.
    pub fn get(&self, key: &str) -> Option<&FrontValue> {
        self.keys
            .iter()
            .find(|(k, _)| k.value == key)
            .map(|(_, value)| value)
    }
}

/// What the front matter of a text says, with nothing that would take reading it all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The id.
    pub id: String,
    /// A whys status.
    pub status: Option<Status>,
}

/// Reads the front matter of the document at `path`, and nothing else.
pub fn glance(path: &str, text: &str) -> Glance {
    let doc = Document::parse(front_matter_of(text).to_owned());
    let mut metadata = Metadata {
        keys: doc.front_matter().keys,
        ..Metadata::default()
    };
    front::read(&mut metadata);
    Glance {
        id: id(path, &metadata),
        status: metadata.status.map(|status| status.value),
    }
}

/// The title: front matter, else the first heading, unless that is the name of a section.
pub(super) fn title(doc: &Document, metadata: &Metadata) -> Option<Fact<String>> {
    let heading = || {
        let mut headings = doc.blocks().filter_map(|(id, block)| match block.kind {
            BlockKind::Heading(level) => Some((id, level)),
            _ => None,
        });
        let (id, level) = headings.next()?;
        let text = heading::without_marker(doc.block_text(id)).trim();
        // A name at the top, above all others, is what somebody calls the document.
        let is_section = (level > 1 || headings.any(|(_, other)| other == 1))
            && sections::is_name(text.as_str());
        // "## Owner: @ana": a fact that is written as a heading.
        let is_fact = level > 1
            && text
                .as_str()
                .split_once(": ")
                .is_some_and(|(key, value)| value.starts_with('@') || labels::fact(key).is_some());
        let is_title = !text.is_blank() && !is_section && !is_fact;
        let text = heading::without_export_id(text);
        is_title.then(|| Fact::new(text.as_str().replace('\n', " "), text.span()))
    };
    let subject = || {
        let subject = labels::subject(doc)?;
        Some(Fact::new(subject.as_str().to_owned(), subject.span()))
    };
    metadata.title.clone().or_else(subject).or_else(heading)
}

/// The name of a file without its known extensions.
pub(crate) fn stem(file: &str) -> &str {
    let endings = [
        ".html.md.erb",
        ".md.erb",
        ".markdown",
        ".mdx",
        ".qmd",
        ".md",
    ];
    let stem = endings.iter().find_map(|ending| file.strip_suffix(ending));
    stem.unwrap_or(file)
}

/// The id: `id:`, else that of the path.
pub(super) fn id(path: &str, metadata: &Metadata) -> String {
    match &metadata.id {
        Some(id) => id.value.clone(),
        None => id_of(path),
    }
}

/// The id that a path gives: the file name without its known extensions; README and the like take the folder's name.
pub(crate) fn id_of(path: &str) -> String {
    let mut parts = path.rsplit('/').filter(|p| !p.is_empty() && *p != ".");
    let file = parts.next().unwrap_or_default();
    let stem = stem(file);
    let general = ["readme", "index", "context", "postmortem", "post-mortem"];
    match general.contains(&stem.to_lowercase().as_str()) {
        true => parts.next().unwrap_or(stem).to_owned(),
        false => stem.to_owned(),
    }
}

/// Whether a value states nothing: empty, dashes, "TBD", "unknown" and the like.
fn says_nothing(value: &str) -> bool {
    let value = value.trim().to_lowercase();
    !value.contains(char::is_alphanumeric) || words::set("null-values").contains(value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postmortem::PostMortem;

    fn read(text: &str, path: &str) -> Metadata {
        let options = ReadOptions {
            path: path.to_owned(),
            ..ReadOptions::default()
        };
        PostMortem::read(Document::parse(text.to_owned()), &options).metadata
    }

    fn value(fact: &Option<Fact<String>>) -> &str {
        fact.as_ref().map_or("", |fact| fact.value.as_str())
    }

    #[test]
    fn the_marker_of_a_conflict_is_no_part_of_the_title() {
        let text = "<<<<<<< HEAD\n  Wrong entry of the resolver\n=======\nWrong entry of the resolver\n>>>>>>> 1f\n";
        let post = PostMortem::read(Document::parse(text.to_owned()), &ReadOptions::default());
        assert_eq!(value(&post.title), "Wrong entry of the resolver");
    }

    #[test]
    fn our_own_keys() {
        let text = "---\ntitle: T\nstatus: Review\nseverity: SEV2\nteam: payments/checkout\nservices: [checkout, ledger]\nauthor: ana\nmoderator: li\nbar_raiser: sam\nincident_lead: tom\nstarted: 2026-03-14T09:02Z\ntrigger: config-push\ncauses: [software]\nrepeat_of: x\nreviewed_by: [sam]\npresented_on: 2026-03-28\nvisibility: restricted\n---\n";
        let found = read(text, "a.md");
        assert_eq!(found.status.map(|s| s.value), Some(Status::Review));
        assert_eq!(value(&found.date), "2026-03-14");
        assert_eq!(value(&found.severity), "SEV2");
        assert_eq!(value(&found.bar_raiser), "sam");
        assert_eq!(found.services.len(), 2);
        assert_eq!(found.visibility, Visibility::Restricted);
        assert_eq!(value(&found.presented_on), "2026-03-28");
    }

    #[test]
    fn keys_of_others_where_the_meaning_is_plain() {
        let text = "+++\ntitle = \"T\"\ndate = \"2026-03-15T08:00:00.000Z\"\nauthors = [\"Ana Berg\", \"@tom\"]\naffectedSystems = [\"checkout\"]\nstate = \"open\"\nresolved = true\nseverity = \"\"\n+++\n";
        let found = read(text, "a.md");
        assert_eq!(value(&found.author), "Ana Berg, tom");
        assert_eq!(
            found.services.first().map(|s| s.value.as_str()),
            Some("checkout")
        );
        assert_eq!(found.severity, None);
        assert_eq!(found.status, None);
        assert_eq!(value(&found.date), "2026-03-15");
    }

    #[test]
    fn facts_of_the_body() {
        let text = "# Checkout answered 503\n\n- **Severity**: SEV2\n- **Services**: checkout, ledger\n- Authors: @ana and Tom\n- Date of incident: 14th March 2026\n\n## Actions\n\n- Severity: none of this\n- Team: x\n";
        let found = read(text, "2026-04-01-checkout.md");
        assert_eq!(value(&found.severity), "SEV2");
        assert_eq!(value(&found.author), "ana, Tom");
        assert_eq!(found.services.len(), 2);
        assert_eq!(found.team, None);
    }

    #[test]
    fn the_name_of_a_section_is_no_title() {
        let title = |text: &str| {
            let post = PostMortem::read(Document::parse(text.to_owned()), &ReadOptions::default());
            post.title.map(|title| title.value)
        };
        assert_eq!(title("## Summary\n\nAll was slow.\n\n## Timeline\n"), None);
        assert_eq!(
            title("## Owner: @ana\n## Involved:\n- @tom\n\n# Overview\n"),
            None
        );
        let slow = Some("Checkout slow".to_owned());
        assert_eq!(title("## Checkout slow\n\n## Summary\n"), slow);
        let mail = "From: Ana <ana@larkspur.example>\nTo: all\nSubject: Checkout slow\nDate: Mon, 16 Mar 2026 10:12:44 +0200\n\n## Summary\n";
        assert_eq!(title(mail), slow);
        let general = Some("Incident report".to_owned());
        assert_eq!(title("# Incident report\n\n## Summary\n"), general);
    }

    #[test]
    fn the_day_of_the_incident_comes_from_the_plainest_place() {
        for (text, path, want) in [
            ("# Outage of 14 March 2026", "2026-03-16-x.md", "2026-03-14"),
            ("# Outage", "2026-03-16-x.md", "2026-03-16"),
            ("---\ndate: 2026-03-20\n---\n# Outage", "x.md", "2026-03-20"),
            (
                "---\ndate: 2026-03-20\n---\n# Outage",
                "2026-03-16-x.md",
                "2026-03-16",
            ),
            ("# Outage\n\nDate: 14.3.2026", "x.md", "2026-03-14"),
            (
                "---\ndate: 2026-03-20\nincident_date: 2026-03-14\n---\n# Outage",
                "2026-03-20-x.md",
                "2026-03-14",
            ),
            ("# Outage\n\nDate: 3/4/2026", "x.md", ""),
            (
                "# Outage\n\nStart: 2026-03-14 09:02\n",
                "2026-03-16-x.md",
                "2026-03-14",
            ),
        ] {
            assert_eq!(value(&read(text, path).date), want, "{text} {path}");
        }
    }
}
