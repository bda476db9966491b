//! The ids that front matter states: which files of a repository state one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{Origin, origin, read};
use crate::git::{Files, Id, Kept, memory};
use crate::markdown::front_matter_of;
use crate::postmortem::glance;

/// How much of a file is read for its front matter.
const HEAD: u64 = 16 << 10;

/// The name under which the ids are kept.
const NAME: &str = "ids";

/// By the name of the bytes of a file, the id that they state, in lower case; an empty one where they state none.
type ByBytes = HashMap<Id, String>;

/// The id that the front matter of a file states, in lower case. A file that cannot be read states none; that it cannot
/// be read is told elsewhere.
pub(super) fn id(origin: &Origin, place: &Path) -> Option<String> {
    of_head(&origin.head(place, HEAD), |_| true)
}

/// The same, none where the front matter as it is written is not `wanted`.
pub(super) fn id_where(
    origin: &Origin,
    place: &Path,
    wanted: impl Fn(&str) -> bool,
) -> Option<String> {
    of_head(&origin.head(place, HEAD), wanted)
}

/// The files that Git keeps at and below a folder, by the ids that they state. Reading ten thousand of them takes many times
/// as long as all the rest of a commit hook, so what their bytes state is kept for the next run.
pub(super) fn by_id(files: &Files, folder: &Path) -> HashMap<String, Vec<PathBuf>> {
    let git = files.folder();
    let known: Option<ByBytes> = git.as_ref().and_then(|git| memory::recall(git, NAME));
    let mut known = known.unwrap_or_default();
    let all = origin::markdown_below(files, folder);
    let unknown: Vec<&Kept> = all
        .iter()
        .filter(|kept| !known.contains_key(&kept.id))
        .collect();
    let read: ByBytes = unknown
        .into_par_iter()
        .filter_map(|kept| Some((kept.id, of_kept(files, kept)?)))
        .collect();
    let is_new = !read.is_empty();
    known.extend(read);
    if let Some(git) = git.filter(|_| is_new) {
        let here = all.iter();
        let here = here.filter_map(|kept| Some((kept.id, known.get(&kept.id)?)));
        // A folder that cannot be written is no error.
        let _ = memory::keep(&git, NAME, &here.collect::<HashMap<_, _>>());
    }
    let mut by_id: HashMap<String, Vec<PathBuf>> = HashMap::new();
    for kept in all {
        if let Some(id) = known.get(&kept.id).filter(|id| !id.is_empty()) {
            by_id.entry(id.clone()).or_default().push(kept.place);
        }
    }
    by_id
}

/// What the bytes of a file state; none where they are not here, as in a partial clone.
fn of_kept(files: &Files, kept: &Kept) -> Option<String> {
    let bytes = files.bytes(kept.id, "").ok()?;
    Some(of_head(&read::head_of(bytes, HEAD), |_| true).unwrap_or_default())
}

fn of_head(head: &str, wanted: impl Fn(&str) -> bool) -> Option<String> {
    let front = front_matter_of(head);
    let may_state = front.lines().any(may_be_id) && wanted(front);
    // The id of no path is empty.
    let id = may_state.then(|| glance("", head).id.to_lowercase());
    id.filter(|id| !id.is_empty())
}

/// Whether a line of front matter may hold the id: most have none, and their values need not be read.
fn may_be_id(line: &str) -> bool {
    let key = line.split([':', '=']).next().unwrap_or_default();
    let key = key.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    key.ends_with("id") || key.ends_with("identifier")
}

#[cfg(test)]
mod tests {
    use super::of_head;

    #[test]
    fn an_id_is_what_front_matter_states() {
        let stated = |head| of_head(head, |_| true);
        assert_eq!(stated("---\nid: PM-7\n---\n"), Some("pm-7".to_owned()));
        assert_eq!(stated("---\nticket_id: PM-7\n---\n"), None);
        assert_eq!(stated("---\nid: ''\n---\n"), None);
        assert_eq!(stated("id: PM-7\n"), None);
        assert_eq!(of_head("---\nid: PM-7\n---\n", |_| false), None);
    }
}
