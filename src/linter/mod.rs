//! Rules over one post-mortem: which of them speak, how loud, what is silenced, what is told as one.

mod baseline;
mod dead;
mod gather;
mod mask;
mod not_stated;
mod reach;
mod run;
mod sign;
mod silencers;
#[cfg(test)]
pub(crate) mod tests;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Finding};
use crate::fix::{self, Fix};
use crate::postmortem::{Kind, PostMortem, Status};
use crate::rules::{Known, Loudness, Need, PageError, Profile, Rule, Rules};
pub use baseline::{Accepted, Against, Baseline};
use run::{Found, Raw};
pub use silencers::Hidden;
use silencers::Silencers;

/// What the user asks for.
pub struct Options {
    /// `--profile`, else `profile` of the configuration; none: standard where the document has a status, else facts.
    pub profile: Option<Profile>,
    /// `--as`: read as if the document had this status.
    pub status: Option<Status>,
    /// The status of a document that has none and is none of those that were there before whys.
    pub assumed: Option<Status>,
    /// Judge templates and documents that are no post-mortems in full.
    pub whole: bool,
    /// Today.
    pub today: Date,
    /// Only these rules; all when empty.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Rules of other configurations of the run, which `select` and `ignore` may name as well.
    pub elsewhere: Vec<String>,
    /// What is known beyond the documents.
    pub known: Known,
    /// The configuration is left out: what it asks for is not known, and what is no rule of whys may be one of the team.
    pub no_config: bool,
    /// Whether several threads may judge one document: for one that somebody waits for.
    pub in_threads: bool,
}

impl Options {
    /// Everything as the documents ask for it.
    pub fn new(today: Date) -> Self {
        Self {
            profile: None,
            status: None,
            assumed: None,
            whole: false,
            today,
            select: Vec::new(),
            ignore: Vec::new(),
            elsewhere: Vec::new(),
            known: Known::default(),
            no_config: false,
            in_threads: false,
        }
    }

    fn selects(&self, id: &str) -> bool {
        (self.select.is_empty() || self.select.iter().any(|s| s == id)) && !self.ignores(id)
    }

    fn ignores(&self, id: &str) -> bool {
        self.ignore.iter().any(|s| s == id)
    }
}

/// The rules and what the user asks for: judges one document after the other, in any thread.
pub struct Linter {
    rules: Rules,
    options: Options,
}

/// What there is to say about one document.
#[derive(Debug, Default)]
pub struct Verdict<'r> {
    /// In the order of the document.
    pub diagnostics: Vec<Diagnostic<'r>>,
    /// How many findings are silenced.
    pub silenced: usize,
    /// The silencers that did it.
    pub hidden: Vec<Hidden>,
    /// What the baseline hides, or takes.
    pub accepted: Accepted,
    /// How many findings were there before.
    pub old: usize,
    /// What stands in the baseline and was not found.
    pub stale: Accepted,
    /// The rules that looked and told what they found one by one, where there is a baseline.
    pub looked: Vec<&'r str>,
    /// Rules that could not be decided.
    pub failures: Vec<PageError>,
    /// What can be mended though there is nothing to report: another notation than the usual one, an action without an id. With
    /// the rule that reads it, or [`fix::ACTION_ID`].
    pub tidy: Vec<(&'r str, Fix)>,
    /// The rules that could not judge the document, or not all of it, and what they need.
    pub unchecked: Vec<(Need, &'r Rule)>,
}

/// How a document is read.
struct Reading {
    profile: Profile,
    status: Option<Status>,
    only_live: bool,
}

impl Linter {
    /// A linter; says which rule of `select` or `ignore` does not exist, and the one that was probably meant.
    pub fn new(rules: Rules, options: Options) -> Result<Self, UnknownRule> {
        for id in options.select.iter().chain(&options.ignore) {
            if rules.get(id).is_none() && !options.elsewhere.contains(id) {
                let nearest = rules.nearest(id).map(str::to_owned);
                return Err(UnknownRule {
                    id: id.clone(),
                    nearest,
                });
            }
        }
        Ok(Self { rules, options })
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether there is no such rule, for certain.
    pub fn is_gone(&self, rule: &str) -> bool {
        !self.options.no_config && self.rules.get(rule).is_none()
    }

    /// Whether the document is judged in full; else only by the rules that speak while an outage goes on.
    pub fn judges_in_full(&self, post: &PostMortem) -> bool {
        self.options.whole || post.kind == Kind::PostMortem
    }

    /// Judges a document.
    pub fn lint(&self, post: &PostMortem) -> Verdict<'_> {
        self.lint_against(post, Against::default())
    }

    /// Judges a document; what is accepted or was there before is not told.
    pub fn lint_against<'a>(
        &self,
        post: &PostMortem,
        against: impl Into<Against<'a>>,
    ) -> Verdict<'_> {
        self.judge(post, &self.reading(post), against.into())
    }

    /// Judges a document as a bar raiser would if it had this status, whatever profile and status are asked for.
    pub fn lint_as(&self, post: &PostMortem, status: Status) -> Verdict<'_> {
        let reading = Reading {
            profile: Profile::BarRaiser,
            status: Some(status),
            only_live: false,
        };
        self.judge(post, &reading, Against::default())
    }

    /// The status that a document has: the one asked for, else its own, else the one that new documents have.
    pub fn status(&self, post: &PostMortem) -> Option<Status> {
        let stated = post.metadata.status.as_ref().map(|status| status.value);
        self.options.status.or(stated).or(self.options.assumed)
    }

    /// Whether a document is read by the status that new documents have, since nothing else says one.
    pub fn assumes(&self, post: &PostMortem) -> bool {
        let options = &self.options;
        options.status.is_none()
            && options.assumed.is_some()
            && options.profile != Some(Profile::Facts)
            && post.metadata.status.is_none()
            && self.judges_in_full(post)
    }

    fn judge(&self, post: &PostMortem, reading: &Reading, against: Against<'_>) -> Verdict<'_> {
        let silencers = Silencers::read(post, &self.rules, self.options.no_config);
        let Found {
            mut raws,
            mut tidy,
            failures,
            unchecked,
        } = self.run(post, reading, &silencers);
        if self.options.select.is_empty() {
            let ids = fix::missing_ids(post).into_iter();
            tidy.extend(ids.map(|fix| (fix::ACTION_ID, fix)));
        }
        sign::sign(post, &mut raws);
        let before = raws.len();
        raws.retain(|raw| {
            !(raw.rule.may_be_silenced() && silencers.silence(raw.rule, &raw.finding))
        });
        let mut silenced = before - raws.len();
        let (absent, mut told): (Vec<_>, Vec<_>) = raws
            .into_iter()
            .partition(|raw| raw.loudness == Loudness::NotStated);
        told.retain(|raw| self.options.selects(&raw.rule.id));
        let (mut own, hidden) = self.own(post, reading, absent, &silencers, &unchecked);
        sign::sign(post, &mut own);
        silenced += hidden;
        told.extend(own);
        let baseline = against.baseline;
        let accepted = baseline.hide(&mut told);
        let before = told.len();
        if let Some(known) = against.before {
            Baseline::Hides(known).hide(&mut told);
        }
        let old = before - told.len();
        let looked = match baseline {
            Baseline::None => Vec::new(),
            _ => self.looked(reading, &failures, &unchecked),
        };
        told.sort_by_key(|raw| (raw.finding.span, raw.rule.page.group));
        let mut diagnostics = gather::gather(post, told);
        let mut hidden = silencers.hidden();
        mask::mask(&post.doc, &mut diagnostics, &mut hidden);
        Verdict {
            diagnostics,
            silenced,
            hidden,
            stale: baseline.stale(&accepted, &looked, self),
            accepted,
            old,
            looked,
            failures: failures.into_iter().map(|(_, failure)| failure).collect(),
            tidy,
            unchecked,
        }
    }

    fn reading(&self, post: &PostMortem) -> Reading {
        let status = self.status(post);
        let default = match status {
            Some(_) => Profile::Standard,
            None => Profile::Facts,
        };
        let profile = self.options.profile.unwrap_or(default);
        Reading {
            profile,
            status: match profile {
                Profile::Facts => None,
                _ => Some(status.unwrap_or(Status::Final)),
            },
            only_live: !self.judges_in_full(post),
        }
    }

    fn loudness(&self, rule: &Rule, reading: &Reading) -> Loudness {
        if self.options.ignores(&rule.id) || reading.only_live && rule.page.from != Status::Live {
            return Loudness::Silent;
        }
        rule.page.loudness(reading.profile, reading.status)
    }

    /// What the linter itself finds and is not silenced: the line of what is not stated, faults of silencers; and how much is.
    fn own<'l>(
        &'l self,
        post: &PostMortem,
        reading: &Reading,
        absent: Vec<Raw<'l>>,
        silencers: &Silencers,
        unchecked: &[(Need, &Rule)],
    ) -> (Vec<Raw<'l>>, usize) {
        let ran = |rule: &Rule| {
            let loudness = self.loudness(rule, reading);
            loudness != Loudness::Silent
                && self.is_needed(rule, &loudness, silencers)
                && !unchecked
                    .iter()
                    .any(|(_, unchecked)| unchecked.id == rule.id)
        };
        let readings = dead::Readings::new(self, post, silencers);
        let (mut raws, mut silenced) = (Vec::new(), 0);
        // Which silencers hid nothing is known when all others have spoken.
        let (last, first): (Vec<_>, Vec<_>) = self
            .rules
            .iter()
            .filter(|rule| rule.is_of_the_linter())
            .partition(|rule| rule.page.check == silencers::UNUSED);
        for rule in first.into_iter().chain(last) {
            let loudness = self.loudness(rule, reading);
            let found: Vec<Finding> = match rule.page.check.as_str() {
                _ if loudness == Loudness::Silent => continue,
                not_stated::ID => not_stated::line(post, &absent, |id| self.tells(id))
                    .into_iter()
                    .collect(),
                _ if !self.options.selects(&rule.id) => continue,
                silencers::UNUSED => silencers.unused(
                    &post.doc,
                    |id| self.rules.get(id).is_some_and(&ran),
                    |id, reach| readings.is_dead(id, reach),
                ),
                _ => silencers.bad(),
            };
            let is_hidden =
                |finding: &Finding| rule.may_be_silenced() && silencers.silence(rule, finding);
            let (hidden, shown): (Vec<_>, Vec<_>) = found.into_iter().partition(is_hidden);
            silenced += hidden.len();
            raws.extend(shown.into_iter().map(|finding| Raw {
                rule,
                loudness: loudness.clone(),
                finding,
                of: None,
                fingerprint: String::new(),
            }));
        }
        (raws, silenced)
    }

    /// Whether what a rule misses is a part of the line of what is not stated.
    fn tells(&self, id: &str) -> bool {
        !self.options.ignores(not_stated::ID)
            && (self.options.selects(not_stated::ID) || self.options.selects(id))
    }
}

/// A rule that is asked for and does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// Its name as written.
    pub id: String,
    /// The one that was probably meant.
    pub nearest: Option<String>,
}
