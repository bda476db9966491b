//! By what an action is called on the command line: its id, or its place.

use crate::error::Error;
use crate::postmortem::{Action, PostMortem};
use crate::source::tree;

/// So many actions are named where one is not enough.
const TOLD: usize = 5;

/// An action by all that it may be called.
#[derive(Clone, Debug)]
pub struct Named {
    /// The path of its post-mortem as given or found.
    pub path: String,
    /// Its line.
    pub line: usize,
    /// Where in it, in characters from 1.
    pub column: usize,
    /// The how manieth action of its post-mortem it is, from 0.
    pub at: usize,
    /// Its id.
    pub id: Option<String>,
    /// Its text.
    pub text: String,
}

/// The actions of a post-mortem by their names.
pub fn names(post: &PostMortem) -> Vec<Named> {
    let actions = post.actions.iter().enumerate();
    let place = |action: &Action| post.doc.position(action.span.start);
    let named = actions.map(|(at, action)| Named {
        path: post.path.clone(),
        line: place(action).line,
        column: place(action).column,
        at,
        id: action.id.as_ref().map(|id| id.value.clone()),
        text: action.text.clone(),
    });
    named.collect()
}

/// The file and the line of a name that is a place.
pub fn place(name: &str) -> Option<(&str, usize)> {
    let (path, line) = name.rsplit_once(':')?;
    Some((path, line.parse().ok()?)).filter(|(path, _)| !path.is_empty())
}

/// The only action that is called so.
pub fn find<'n>(all: &'n [Named], name: &str) -> Result<&'n Named, Error> {
    let found = match place(name) {
        Some((path, line)) => at_place(all, path, line),
        None => with_id(all, name),
    };
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(Error::Usage {
            message: format!("no action is called `{name}`"),
            help: Some(near(all, name)),
        }),
        several => Err(Error::Usage {
            message: format!("`{name}` is the name of {} actions", several.len()),
            help: Some(format!("name one by its place: {}", told(several))),
        }),
    }
}

/// The ids and places that may have been meant.
fn near(all: &[Named], name: &str) -> String {
    let lower = name.to_lowercase();
    let ids = || all.iter().filter_map(|one| one.id.as_deref());
    let mut near: Vec<&str> = match place(name) {
        Some(_) => Vec::new(),
        None => {
            let like = ids().filter(|id| is_near(&id.to_lowercase(), &lower));
            like.collect()
        }
    };
    near.sort_unstable();
    near.dedup();
    if let Some((path, line)) = place(name) {
        let mut here: Vec<&Named> = all.iter().filter(|one| is_at(one, path)).collect();
        here.sort_by_key(|one| one.line.abs_diff(line));
        here.truncate(TOLD);
        if !here.is_empty() {
            return format!("the nearest actions there: {}", told(&here));
        }
    }
    match near.as_slice() {
        [] => "name it by its id, or by its place as `whys actions --all` prints it: FILE:LINE"
            .to_owned(),
        near => format!(
            "there are: {}",
            near.iter()
                .take(TOLD)
                .copied()
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

/// Whether an id may have been meant by a name: one or two letters off, or longer.
fn is_near(id: &str, name: &str) -> bool {
    let bare = |text: &str| text.strip_prefix("a-").unwrap_or(text).to_owned();
    let (id, name) = (bare(id), bare(name));
    !name.is_empty()
        && (id.starts_with(&name) || strsim::osa_distance(&id, &name) <= 2 && name.len() > 2)
}

fn told(actions: &[&Named]) -> String {
    let places = actions
        .iter()
        .take(TOLD)
        .map(|one| format!("{}:{}", one.path, one.line));
    let mut places: Vec<String> = places.collect();
    if actions.len() > TOLD {
        places.push("…".to_owned());
    }
    places.join(", ")
}

fn at_place<'n>(all: &'n [Named], path: &str, line: usize) -> Vec<&'n Named> {
    let at = all.iter().filter(|one| one.line == line);
    at.filter(|one| is_at(one, path)).collect()
}

fn is_at(one: &Named, path: &str) -> bool {
    let absolute = |path: &str| tree::absolute(std::path::Path::new(path));
    absolute(&one.path) == absolute(path)
}

/// By the whole id, else by the beginning of one of ours.
fn with_id<'n>(all: &'n [Named], name: &str) -> Vec<&'n Named> {
    let name = name.to_lowercase();
    let having = |is: &dyn Fn(&str) -> bool| -> Vec<&'n Named> {
        let with = all
            .iter()
            .filter(|one| one.id.as_ref().is_some_and(|id| is(&id.to_lowercase())));
        with.collect()
    };
    let whole = having(&|id| id == name || id.strip_prefix("a-") == Some(name.as_str()));
    match whole.is_empty() {
        true => having(&|id| {
            let rest = id.strip_prefix("a-");
            rest.is_some_and(|rest| {
                rest.starts_with(&name) || id.starts_with(&name) && name.len() > 2
            })
        }),
        false => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(id: &str, line: usize) -> Named {
        Named {
            path: "incidents/a.md".to_owned(),
            line,
            column: 1,
            at: 0,
            id: Some(id.to_owned()),
            text: String::new(),
        }
    }

    #[test]
    fn an_action_is_found_by_the_beginning_of_its_id_where_it_is_the_only_one() {
        let all = [
            named("A-7kq2", 3),
            named("A-7m3x", 5),
            named("1", 9),
            named("1", 11),
        ];
        for (name, line) in [
            ("A-7kq2", 3),
            ("7kq2", 3),
            ("7K", 3),
            ("a-7m", 5),
            ("incidents/a.md:9", 9),
        ] {
            assert_eq!(
                find(&all, name).map(|one| one.line).ok(),
                Some(line),
                "{name}"
            );
        }
        for name in ["7", "a-", "1", "k", "incidents/a.md:4", "A-7kq21"] {
            assert!(find(&all, name).is_err(), "{name}");
        }
        let told = find(&all, "1").expect_err("two").to_string();
        assert!(told.contains("2 actions"), "{told}");
    }
}
