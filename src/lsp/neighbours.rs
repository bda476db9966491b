//! The other post-mortems of a work tree: what they are called and whom they name. Reading them takes long in a large
//! repository, so a thread of its own does it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Configs;
use crate::markdown::Document;
use crate::postmortem::{Outline, ReadOptions, glance};
use crate::rules::{Others as _, Repository as _};
use crate::source::{self, Others, Repositories, Request, Scope, Source, select};

/// How much of a file is read: front matter and the first sections.
const HEAD: u64 = 16 << 10;

/// The other post-mortems, and what they have in common.
pub(super) struct Neighbours {
    /// As the linter asks for them.
    pub(super) others: Arc<Others>,
    /// The latest first.
    pub(super) posts: Vec<Post>,
    /// Whom they name in their front matter, and CODEOWNERS.
    pub(super) people: BTreeSet<String>,
    pub(super) services: BTreeSet<String>,
    pub(super) teams: BTreeSet<String>,
}

/// One of them.
pub(super) struct Post {
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) place: PathBuf,
}

impl Neighbours {
    /// Reads those below a folder. What cannot be read is left out: it is told when it is opened.
    pub(super) fn read(root: &Path, configs: &Arc<Configs>) -> Self {
        let paths = [root.to_owned()];
        let request = Request {
            paths: &paths,
            ..Request::default()
        };
        let sources = select(request, configs).map(|selection| selection.sources);
        let sources = sources.unwrap_or_default();
        let others = Others::of(sources.iter(), Scope::Run, Arc::clone(configs));
        // Asked once, they know their names: not while somebody waits.
        let _ = others.find(&root.join("x.md").to_string_lossy(), "");
        let mut all = Self {
            others: Arc::new(others),
            posts: Vec::new(),
            people: BTreeSet::new(),
            services: BTreeSet::new(),
            teams: BTreeSet::new(),
        };
        for source in sources {
            all.add(source);
        }
        let owners = Repositories::default().code_owners(&root.join("x.md").to_string_lossy());
        let people = owners.iter().filter_map(|owner| owner.strip_prefix('@'));
        all.people
            .extend(people.filter(|name| !name.contains('/')).map(str::to_owned));
        all.posts
            .sort_by(|a, b| (&b.date, &a.id).cmp(&(&a.date, &b.id)));
        all
    }

    /// The post-mortem of an id, whatever the case of its letters.
    pub(super) fn named(&self, id: &str) -> Option<&Post> {
        let mut posts = self.posts.iter();
        posts.find(|post| post.id.eq_ignore_ascii_case(id))
    }

    fn add(&mut self, source: Source) {
        let Ok(head) = source::head(&source.place, HEAD) else {
            return;
        };
        let options = ReadOptions {
            path: source.path.clone(),
            ..ReadOptions::default()
        };
        let id = glance(&source.path, &head).id;
        let outline = Outline::read(&Document::parse(head), &options);
        if !source.how.wants_outline(&outline) {
            return;
        }
        let metadata = outline.metadata;
        let roles = [
            metadata.author,
            metadata.moderator,
            metadata.bar_raiser,
            metadata.incident_lead,
        ];
        let people = roles.into_iter().flatten().chain(metadata.reviewed_by);
        self.people.extend(people.map(|name| name.value));
        self.services
            .extend(metadata.services.into_iter().map(|service| service.value));
        self.teams.extend(metadata.team.map(|team| team.value));
        self.posts.push(Post {
            id,
            title: outline.title.map(|title| title.value),
            date: metadata.date.map(|date| date.value),
            place: source.place,
        });
    }
}
