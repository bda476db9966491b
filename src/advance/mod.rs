//! A post-mortem with what its next status needs: sections and keys that are not there are put in, and nothing else changes.

mod keys;
mod place;

use crate::error::Error;
use crate::fix::set;
use crate::postmortem::{PostMortem, ReadOptions, Status};
use crate::template::{Facts, Form, Templates};

/// A post-mortem that was moved on.
#[derive(Debug)]
pub struct Advanced {
    /// Its text.
    pub text: String,
    /// The headings of the sections that were put in.
    pub sections: Vec<&'static str>,
    /// The keys of the front matter that were put in.
    pub keys: Vec<&'static str>,
    /// The sections for which there is no place that leaves all others as they are read.
    pub left: Vec<&'static str>,
}

/// What documents are like here.
pub struct Forms<'a> {
    /// What each status needs.
    pub form: Form<'a>,
    /// How its sections are written.
    pub templates: &'a Templates,
}

/// The text with what `status` needs, and with this status.
pub fn advance(
    text: &str,
    options: &ReadOptions,
    status: Status,
    date: String,
    forms: &Forms<'_>,
) -> Result<Advanced, Error> {
    let mut post = crate::read(text.to_owned(), options);
    let mut advanced = Advanced {
        text: text.to_owned(),
        sections: Vec::new(),
        keys: Vec::new(),
        left: Vec::new(),
    };
    let facts = facts(&post, status, date);
    let parts = forms.form.needs.parts(status);
    let missing: Vec<_> = parts.filter(|part| !post.has(part.kind)).collect();
    for part in missing {
        let section = forms.templates.render_part(part, &facts, &forms.form)?;
        match place::put(&advanced.text, options, &post, part.kind, &section) {
            Some((changed, after)) => {
                advanced.text = changed;
                post = after;
                advanced.sections.push(part.heading);
            }
            None => advanced.left.push(part.heading),
        }
    }
    let unset = |text: &str, unset: set::Unset| unset.refused(text, &options.path);
    if post.metadata.status.as_ref().map(|stated| stated.value) != Some(status) {
        let value = set::Value::text(status.word());
        advanced.text = set::set(&advanced.text, &["status"], &value)
            .map_err(|error| unset(&advanced.text, error))?;
    }
    let missing = keys::missing(&post, status, &forms.form);
    if let Some((changed, keys)) = keys::put(&advanced.text, &missing, &forms.form, status) {
        advanced.text = changed;
        advanced.keys = keys;
    }
    Ok(advanced)
}

/// What the templates are told of a document that is there.
fn facts(post: &PostMortem, status: Status, date: String) -> Facts {
    let metadata = &post.metadata;
    let value =
        |fact: &Option<crate::markdown::Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
    Facts {
        title: value(&post.title).unwrap_or_else(|| post.id.clone()),
        status,
        date,
        started: None,
        author: value(&metadata.author),
        team: value(&metadata.team),
        severity: value(&metadata.severity),
        services: metadata
            .services
            .iter()
            .map(|service| service.value.clone())
            .collect(),
        id_stem: post.id.clone(),
        changes: None,
    }
}
