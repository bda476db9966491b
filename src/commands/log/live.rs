//! Which post-mortem is meant.

use std::path::{Path, PathBuf};

use crate::commands::Io;
use crate::config::Configs;
use crate::error::Error;
use crate::markdown::Document;
use crate::postmortem::{Outline, Status, glance};
use crate::source::{self, Request, tree};

/// The post-mortem to write into.
pub(super) struct Live {
    /// As people read its path.
    pub(super) path: String,
    /// Absolute.
    pub(super) place: PathBuf,
}

impl Live {
    fn new(place: PathBuf) -> Self {
        let path = tree::relative(&place);
        Self { path, place }
    }

    /// The folder in which the file itself lies, behind a link to it.
    pub(super) fn folder(&self) -> PathBuf {
        let real = self.place.canonicalize();
        let real = real.as_deref().unwrap_or(&self.place);
        real.parent().unwrap_or(Path::new("/")).to_owned()
    }
}

/// The named post-mortem, else the only one of the work tree that is live.
pub(super) fn find(
    named: Option<&Path>,
    configs: &Configs,
    io: &mut Io<'_>,
) -> Result<Live, Error> {
    if let Some(path) = named {
        let live = Live::new(tree::absolute(path));
        source::file(&live.place, &live.path)?;
        return Ok(live);
    }
    let here = tree::absolute(Path::new("."));
    let root = [tree::work_tree(&here).unwrap_or(&here).to_owned()];
    let request = Request {
        paths: &root,
        ..Request::default()
    };
    let found = source::select(request, configs).map_err(|errors| io.all_but_last(errors))?;
    for error in &found.errors {
        io.error(error);
    }
    let mut live: Vec<Live> = Vec::new();
    for source in found.sources {
        let (how, place) = (source.how, source.place.clone());
        let Ok(text) = source.read() else { continue };
        let path = tree::relative(&place);
        if glance(&path, &text).status != Some(Status::Live) {
            continue;
        }
        let config = configs
            .of_document(&place)
            .map_err(|errors| io.all_but_last(errors))?;
        let outline = Outline::read(&Document::parse(text), &config.read_options(&path));
        if how.wants_outline(&outline) {
            live.push(Live { path, place });
        }
    }
    match live.len() {
        1 => Ok(live.remove(0)),
        0 => Err(Error::Usage {
            message: "no post-mortem here is live".to_owned(),
            help: Some(
                "`whys new --live \"What customers see\"` begins one, `--file` names any other"
                    .to_owned(),
            ),
        }),
        count => {
            let paths: Vec<&str> = live.iter().map(|live| live.path.as_str()).collect();
            Err(Error::Usage {
                message: format!("{count} post-mortems are live: {}", paths.join(", ")),
                help: Some(format!("say which one: --file {}", paths[0])),
            })
        }
    }
}
