//! The documents of a command: found, configured, read.

use std::path::Path;
use std::sync::Arc;

use super::each::each;
use super::{Io, Outcome};
use crate::config::{Config, Configs};
use crate::error::Error;
use crate::postmortem::{PostMortem, ReadOptions};
use crate::source::{How, Request, Source, select};

/// What became of the documents of a run.
pub(super) struct Done<T> {
    /// What the work made of each that is wanted, in order.
    pub(super) results: Vec<T>,
    /// Whether all could be read.
    pub(super) outcome: Outcome,
}

/// A document with its configuration, before it is read.
pub(super) struct Configured {
    pub(super) source: Source,
    pub(super) config: Arc<Config>,
}

/// Finds the documents and their configuration; what cannot be had is told.
pub(super) fn find(
    request: Request<'_>,
    configs: &Configs,
    io: &mut Io<'_>,
) -> Result<(Vec<Configured>, Outcome), Error> {
    let selection = select(request, configs).map_err(|errors| io.all_but_last(errors))?;
    let mut outcome = Outcome::Clean;
    for error in &selection.errors {
        io.error(error);
        outcome = Outcome::Failed;
    }
    let mut documents = Vec::new();
    for source in selection.sources {
        let config = configs
            .of_document(&source.place)
            .map_err(|errors| io.all_but_last(errors))?;
        documents.push(Configured { source, config });
    }
    Ok((documents, outcome))
}

/// Reads every document and does `work` on those that are wanted, in parallel; what cannot be read is told.
pub(super) fn read<T: Send>(
    found: (Vec<Configured>, Outcome),
    io: &mut Io<'_>,
    work: impl Fn(&PostMortem, &Path, &Arc<Config>, How) -> Result<T, Error> + Sync,
) -> Done<T> {
    let in_threads = found.0.len() == 1;
    open(found, io, |source, config| {
        let (how, place) = (source.how, source.place.clone());
        let options = ReadOptions {
            in_threads,
            ..config.read_options(&source.path)
        };
        let post = crate::read(source.read()?, &options);
        how.wants(&post)
            .then(|| work(&post, &place, config, how))
            .transpose()
    })
}

/// Does `work` on every document, which has to read it and to ask whether it is wanted, in parallel; what cannot be done
/// is told.
pub(super) fn open<T: Send>(
    found: (Vec<Configured>, Outcome),
    io: &mut Io<'_>,
    work: impl Fn(Source, &Arc<Config>) -> Result<Option<T>, Error> + Sync,
) -> Done<T> {
    let (documents, mut outcome) = found;
    let results = each(documents, io.progress, |document| {
        work(document.source, &document.config)
    });
    let mut wanted = Vec::new();
    for result in results {
        match result {
            Ok(one) => wanted.extend(one),
            Err(error) => {
                io.error(&error);
                outcome = Outcome::Failed;
            }
        }
    }
    Done {
        results: wanted,
        outcome,
    }
}
