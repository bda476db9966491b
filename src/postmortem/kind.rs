//! Whether a document is a post-mortem at all.

use std::sync::LazyLock;

use regex::Regex;

use super::{Fact, Metadata, ReadOptions, SectionKind, Sections};
use crate::markdown::{BlockKind, Document, InlineKind};
use crate::phrases::Matcher;
use crate::worded::worded;
use crate::words;

worded! {
    /// What a document is.
    pub enum Kind {
        /// A post-mortem.
        PostMortem = "postmortem",
        /// A form to fill in.
        Template = "template",
        /// Anything else.
        Other = "other",
    }
}

/// The kinds of sections that tell a post-mortem from other documents.
const TELLING: [SectionKind; 4] = [
    SectionKind::Timeline,
    SectionKind::Impact,
    SectionKind::Causes,
    SectionKind::Actions,
];

/// A day or a clock time, in text or in a path.
static MOMENT: LazyLock<Regex> = LazyLock::new(|| {
    let months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    let pattern = format!(
        r"(?:^|[^0-9a-z])(?:\d{{4}}[-/.]\d\d|20\d{{6}}|\d\d?[:.]\d\d|\d\d?[-_/]\d\d?[-_/]\d\d|(?:{months})[a-z]* \d|\d(?:st|nd|rd|th)? (?:{months}))"
    );
    words::regex(&pattern).unwrap_or_else(|_| unreachable!("a fixed pattern"))
});

/// What nobody has filled in; many of the entries begin and end with brackets, so word boundaries are theirs to state.
static UNFILLED: LazyLock<Matcher> = LazyLock::new(|| words::within("template-titles"));

/// Whether the words of a path (`/` between its parts) say that post-mortems lie there.
pub fn path_says_post_mortem(path: &str) -> bool {
    let list = words::set("path-words");
    path.split('/').any(|part| {
        let spaced = spaced(part);
        let words: Vec<&str> = spaced.split(' ').collect();
        let pairs = words.windows(2).map(|pair| pair.join(" "));
        words.iter().any(|w| list.contains(w)) || pairs.into_iter().any(|p| list.contains(&*p))
    })
}

/// Whether the content alone makes it a post-mortem, wherever it lies: a status of ours, two telling sections, one under
/// a title that names an incident and its day, or a day and a title that calls it one.
pub fn content_says_post_mortem(
    metadata: &Metadata,
    sections: &Sections,
    title: Option<&Fact<String>>,
) -> bool {
    let title = title.map_or("", |t| t.value.as_str());
    match telling(sections) {
        _ if metadata.status.is_some() => true,
        _ if metadata.date.is_some() && is_called_post_mortem(title) => true,
        0 => false,
        1 => path_says_post_mortem(title) && MOMENT.is_match(title),
        _ => true,
    }
}

/// "Website downtime post-mortem", but not "How we write post-mortems".
fn is_called_post_mortem(title: &str) -> bool {
    words::phrases("titles-of-post-mortems").is_match(title)
        && !words::phrases("titles-about-post-mortems").is_match(title)
}

fn telling(sections: &Sections) -> usize {
    TELLING
        .iter()
        .filter(|&&kind| sections.first(kind).is_some())
        .count()
}

pub(super) fn read(
    doc: &Document,
    metadata: &Metadata,
    sections: &Sections,
    title: Option<&Fact<String>>,
    options: &ReadOptions,
) -> Kind {
    let file = options.path.rsplit('/').next().unwrap_or_default();
    if metadata.status.is_none() && is_form(doc, title, file) {
        return Kind::Template;
    }
    let named = path_says_post_mortem(&options.path);
    let found = match general_name(file) {
        _ if content_says_post_mortem(metadata, sections, title) => true,
        Some(General::History) => false,
        Some(General::Index) => named && telling(sections) >= 1,
        None => named && (telling(sections) >= 1 || is_dated(doc, &options.path)),
    };
    if found { Kind::PostMortem } else { Kind::Other }
}

fn is_dated(doc: &Document, path: &str) -> bool {
    let at = path.rmatch_indices('/').nth(1).map_or(0, |(at, _)| at);
    let name = path.get(at..).unwrap_or(path);
    MOMENT.is_match(doc.running_text()) || MOMENT.is_match(name)
}

/// File names that say nothing about the content.
enum General {
    /// The page of a folder.
    Index,
    /// The history of a software.
    History,
}

fn general_name(file: &str) -> Option<General> {
    let stem = file.split('.').next().unwrap_or_default().to_lowercase();
    match stem.as_str() {
        "readme" | "index" | "_index" | "summary" => Some(General::Index),
        "changelog" | "changes" | "history" | "news" | "release-notes" | "releases" => {
            Some(General::History)
        }
        _ => None,
    }
}

/// Whether the title or the file name still waits to be filled in.
fn is_form(doc: &Document, title: Option<&Fact<String>>, file: &str) -> bool {
    let stem = file.split('.').next().unwrap_or_default();
    let title_text = title.map_or("", |t| t.value.as_str());
    [title_text, stem]
        .iter()
        .any(|name| says_template(name) || UNFILLED.is_match(name))
        || title_has_placeholder_tag(doc, title)
}

/// `Post-mortem template`, `incident-template`: "template" beside nothing but general words.
fn says_template(name: &str) -> bool {
    let spaced = spaced(name);
    let (forms, others): (Vec<&str>, Vec<&str>) = spaced
        .split(' ')
        .filter(|w| !w.is_empty())
        .partition(|w| matches!(*w, "template" | "templates"));
    let general = words::set("template-words");
    let general = |w: &&str| general.contains(*w) || w.chars().all(|c| c.is_ascii_digit());
    // A number that long is a date: the post-mortem of an incident about templates.
    let dated = others.iter().any(|w| w.len() >= 4 && w.starts_with("20"));
    !forms.is_empty() && !dated && others.iter().all(general)
}

/// `# Incident <title>`: CommonMark takes the placeholder for a tag.
fn title_has_placeholder_tag(doc: &Document, title: Option<&Fact<String>>) -> bool {
    let Some(title) = title else { return false };
    let heading = doc
        .roots()
        .take_while(|&id| doc.block(id).span.start <= title.span.start)
        .filter(|&id| matches!(doc.kind(id), BlockKind::Heading(_)))
        .last();
    let Some(heading) = heading.filter(|&id| doc.block(id).span.covers(title.span.start)) else {
        return false;
    };
    let tags = doc.block_text(heading).inlines();
    tags.filter(|i| i.kind == InlineKind::Html)
        .any(|i| UNFILLED.is_match(doc.source(i.span)))
}

/// Lower case, with single blanks between runs of letters and digits.
fn spaced(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postmortem::PostMortem;

    fn kind(path: &str, text: &str) -> Kind {
        let options = ReadOptions {
            path: path.to_owned(),
            ..ReadOptions::default()
        };
        PostMortem::read(Document::parse(text.to_owned()), &options).kind
    }

    const BODY: &str = "\n\n## Impact\n\n3 users\n\n## Timeline\n\n- 10:00 x\n";

    #[test]
    fn two_telling_sections_make_a_post_mortem_anywhere() {
        assert_eq!(
            kind("notes/a.md", &format!("# Outage{BODY}")),
            Kind::PostMortem
        );
        assert_eq!(kind("notes/a.md", "# Notes\n\n## Impact\n"), Kind::Other);
        assert_eq!(
            kind("README.md", "# Incidents\n\n- [one](one.md)\n"),
            Kind::Other
        );
    }

    #[test]
    fn a_title_that_calls_it_one_needs_a_day() {
        let blog = |title: &str, day: &str| {
            kind(
                "blog/a.md",
                &format!("---\ntitle: {title}\ndate: {day}\n---\n\nIt was down.\n"),
            )
        };
        assert_eq!(
            blog("Website downtime postmortem", "2026-05-02"),
            Kind::PostMortem
        );
        assert_eq!(
            blog("Post-mortem from last night's outage", "2026-05-02"),
            Kind::PostMortem
        );
        assert_eq!(blog("Website downtime postmortem", "soon"), Kind::Other);
        assert_eq!(blog("How we write post-mortems", "2026-05-02"), Kind::Other);
        assert_eq!(blog("Our post-mortem process", "2026-05-02"), Kind::Other);
        assert_eq!(
            blog("Why we lost a list of orders - post-mortem", "2026-05-02"),
            Kind::PostMortem
        );
        assert_eq!(blog("Our incident process", "2026-05-02"), Kind::Other);
    }

    #[test]
    fn a_telling_path_needs_a_time_or_a_section() {
        assert_eq!(
            kind("incidents/a.md", "On 3 May we had no water.\n"),
            Kind::PostMortem
        );
        assert_eq!(kind("incidents/guide.md", "How we work.\n"), Kind::Other);
        assert_eq!(
            kind("docs/post_mortem_mar.md", "at 10:31 it broke\n"),
            Kind::PostMortem
        );
        assert_eq!(kind("incidental/a.md", "at 10:31 it broke\n"), Kind::Other);
        assert_eq!(
            kind("postmortems/CHANGELOG.md", "2026-01-01 x\n"),
            Kind::Other
        );
    }

    #[test]
    fn forms_are_told_by_name_or_title() {
        for (path, title) in [
            ("incidents/template.md", "Incident"),
            ("incidents/postmortem-template.md", "Incident"),
            ("incidents/a.md", "Incident report template"),
            ("incidents/a.md", "YYYY-MM-DD: short title"),
            ("incidents/a.md", "Incident <title>"),
            ("incidents/a.md", "[Incident name]"),
            ("incidents/PMyyyy-nnn.md", "Incident"),
        ] {
            let text = format!("# {title}{BODY}");
            assert_eq!(kind(path, &text), Kind::Template, "{path} {title}");
        }
        for (path, title) in [
            ("incidents/2026-05-02-template.md", "E-mails without text"),
            ("incidents/a.md", "Broken e-mail template sent to customers"),
            ("incidents/a.md", "[RESOLVED] 2026-05-02 search down"),
        ] {
            let text = format!("# {title}{BODY}");
            assert_eq!(kind(path, &text), Kind::PostMortem, "{path} {title}");
        }
    }
}
