//! Comments that silence a rule at a place, with a reason.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::reach::{self, Reach};
use crate::diagnostic::Finding;
use crate::fix::{self, Fix};
use crate::markdown::{BlockKind, Document, Span};
use crate::postmortem::PostMortem;
use crate::rules::{Rule, Rules};

/// The rule about silencers that hide nothing.
pub(super) const UNUSED: &str = "unused-silencer";

/// The silencers of a document.
pub(super) struct Silencers {
    all: Vec<Silencer>,
    bad: Vec<Finding>,
    may_be_others: bool,
}

/// One rule silenced by one comment.
struct Silencer {
    rule: String,
    /// The rule's name in the comment.
    span: Span,
    /// The comment, and the names in it.
    comment: Span,
    names: Arc<[Span]>,
    reach: Reach,
    reason: String,
    used: AtomicUsize,
}

/// A silencer that hid something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The rule.
    pub rule: String,
    /// Its name in the comment.
    pub span: Span,
    /// Whether it acts on the whole document.
    pub whole: bool,
    /// Why, as the author says.
    pub reason: String,
    /// How many findings it hid.
    pub findings: usize,
}

impl Silencers {
    /// Reads the silencers of a document. With `may_be_others`, there may be more rules than these.
    pub(super) fn read(post: &PostMortem, rules: &Rules, may_be_others: bool) -> Self {
        let mut silencers = Self {
            all: Vec::new(),
            bad: Vec::new(),
            may_be_others,
        };
        let text = post.doc.text();
        if memchr::memmem::find(text.as_bytes(), b"whys:").is_none() {
            return silencers;
        }
        for comment in reach::comments(&post.doc) {
            let inner = post.doc.source(comment.inner);
            let lead = inner.len() - inner.trim_start().len();
            if let Some(rest) = inner.trim().strip_prefix("whys:") {
                let at = comment.inner.start + lead + "whys:".len();
                silencers.add(post, rules, &comment, rest, at);
            }
        }
        silencers
    }

    fn add(
        &mut self,
        post: &PostMortem,
        rules: &Rules,
        comment: &reach::Remark,
        rest: &str,
        at: usize,
    ) {
        let mut bad = |span: Span, message: String, help: String| {
            let mut finding = Finding::new(span, message);
            finding.help(help);
            self.bad.push(finding);
        };
        let how = || "write `whys: allow RULE: reason`".to_owned();
        let word = rest.split_whitespace().next().unwrap_or_default();
        let word = word.trim_end_matches(':');
        let file = match word {
            _ if !comment.closed => {
                return bad(
                    comment.span,
                    "this silencer is never closed".to_owned(),
                    how(),
                );
            }
            "allow" => false,
            "allow-file" => true,
            _ => {
                return bad(
                    comment.span,
                    format!("`whys: {word}` silences nothing"),
                    how(),
                );
            }
        };
        if file && !is_before_headings(post, comment.span) {
            let help = "move it to the top of the file, or write `allow` for the next block";
            return bad(
                comment.span,
                "`allow-file` stands below the first heading".to_owned(),
                help.to_owned(),
            );
        }
        let from = rest.find(word).unwrap_or_default() + word.len();
        let after = rest.get(from..).unwrap_or_default();
        let (names, reason) = after.split_once(':').unwrap_or((after, ""));
        if names.trim().is_empty() {
            return bad(
                comment.span,
                "this silencer names no rule".to_owned(),
                how(),
            );
        }
        if reason.trim().is_empty() {
            let message = format!("this silencer of {} gives no reason", names.trim());
            return bad(
                comment.span,
                message,
                format!("write `whys: {word} {}: reason`", names.trim()),
            );
        }
        let reach = if file {
            Reach::File
        } else {
            reach::of(&post.doc, comment)
        };
        let spans: Arc<[Span]> = parts(names, at + from).collect();
        for span in spans.iter().copied() {
            let id = post.doc.source(span);
            match rules.get(id) {
                Some(rule) if !rule.may_be_silenced() => bad(
                    span,
                    format!("`{id}` cannot be silenced"),
                    unsilenceable(id),
                ),
                Some(_) => self.all.push(Silencer {
                    rule: id.to_owned(),
                    span,
                    comment: comment.span,
                    names: Arc::clone(&spans),
                    reach,
                    reason: reason.trim().to_owned(),
                    used: AtomicUsize::new(0),
                }),
                None if self.may_be_others && rules.nearest(id).is_none() => {}
                None => bad(span, format!("there is no rule `{id}`"), meant(rules, id)),
            }
        }
    }

    /// Whether a finding is silenced; notes which silencer did it.
    pub(super) fn silence(&self, rule: &Rule, finding: &Finding) -> bool {
        let mut silenced = false;
        for silencer in self.all.iter().filter(|s| s.rule == rule.id) {
            if silencer.reach.holds(finding.span) {
                silencer.used.fetch_add(1, Ordering::Relaxed);
                silenced = true;
            }
        }
        silenced
    }

    /// Whether something that a rule says at a place would be silenced.
    pub(super) fn hold(&self, rule: &Rule, span: Span) -> bool {
        let mut of_rule = self.all.iter().filter(|s| s.rule == rule.id);
        of_rule.any(|silencer| silencer.reach.holds(span))
    }

    /// Whether any of them names a rule.
    pub(super) fn name(&self, rule: &str) -> bool {
        self.all.iter().any(|silencer| silencer.rule == rule)
    }

    /// Those that hid nothing, of rules that ran; mended where they can hide nothing in any reading of the document.
    pub(super) fn unused(
        &self,
        doc: &Document,
        ran: impl Fn(&str) -> bool,
        is_dead: impl Fn(&str, Reach) -> bool,
    ) -> Vec<Finding> {
        let unused = self
            .all
            .iter()
            .filter(|s| s.used.load(Ordering::Relaxed) == 0 && ran(&s.rule));
        unused
            .map(|s| {
                let message = format!("`{}` has nothing to say {}", s.rule, s.reach.place());
                let mut finding = Finding::new(s.span, message);
                finding.help(format!("delete `{}` here", s.rule));
                finding.fix(s.removal(doc).filter(|_| is_dead(&s.rule, s.reach)));
                finding
            })
            .collect()
    }

    /// Those that hid something, in the order of the document.
    pub(super) fn hidden(&self) -> Vec<Hidden> {
        let used = self
            .all
            .iter()
            .filter(|silencer| silencer.used.load(Ordering::Relaxed) > 0);
        let hidden = used.map(|silencer| Hidden {
            rule: silencer.rule.clone(),
            span: silencer.span,
            whole: silencer.reach == Reach::File,
            reason: silencer.reason.clone(),
            findings: silencer.used.load(Ordering::Relaxed),
        });
        hidden.collect()
    }

    /// What is wrong with silencers.
    pub(super) fn bad(&self) -> Vec<Finding> {
        self.bad.clone()
    }
}

impl Silencer {
    fn removal(&self, doc: &Document) -> Option<Fix> {
        let at = self.names.iter().position(|name| *name == self.span)?;
        let edit = fix::silencer::removal(doc, self.comment, &self.names, at)?;
        let what = match self.names.len() {
            1 => "deletes the comment".to_owned(),
            _ => format!("deletes `{}` from the comment", self.rule),
        };
        Some(Fix::new(what, vec![edit]))
    }
}

/// The names between commas, without blanks around them; `offset` is where the first begins.
fn parts(names: &str, mut offset: usize) -> impl Iterator<Item = Span> + '_ {
    names.split(',').map(move |part| {
        let start = offset + part.len() - part.trim_start().len();
        offset += part.len() + 1;
        Span::new(start, start + part.trim().len())
    })
}

fn is_before_headings(post: &PostMortem, comment: Span) -> bool {
    let heading = post
        .doc
        .blocks()
        .find(|(_, b)| matches!(b.kind, BlockKind::Heading(_)));
    heading.is_none_or(|(_, heading)| comment.start < heading.span.start)
}

fn unsilenceable(id: &str) -> String {
    match id {
        "secret" => "revoke it and take it out; a harmless value is allowed by its fingerprint in `whys.toml`".to_owned(),
        _ => "mend or delete the silencer that it reports".to_owned(),
    }
}

fn meant(rules: &Rules, id: &str) -> String {
    match rules.nearest(id) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`whys rules` lists them".to_owned(),
    }
}
