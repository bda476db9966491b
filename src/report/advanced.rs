//! What `whys advance` has done, and what stops a post-mortem.

use std::fmt::Write;

use super::visible;
use crate::advance::Advanced;
use crate::postmortem::Status;
use crate::review::Stop;

/// A post-mortem that was moved on.
pub fn text(
    path: &str,
    was: Option<Status>,
    status: Status,
    done: &Advanced,
    stops: &[Stop],
) -> String {
    let path = visible(path);
    let mut out = match was {
        Some(was) if was == status => format!("{path} is {}\n", status.word()),
        Some(was) => format!("{path}: {} → {}\n", was.word(), status.word()),
        None => format!("{path} is now {}\n", status.word()),
    };
    let lists = [
        ("sections added", &done.sections),
        ("keys added", &done.keys),
        ("no place was found for", &done.left),
    ];
    for (what, names) in lists {
        if !names.is_empty() {
            let _ = writeln!(out, "{what}: {}", names.join(", "));
        }
    }
    told(&mut out, &path, stops);
    out
}

/// A post-mortem that does not become final.
pub fn refused(path: &str, stops: &[Stop]) -> String {
    let path = visible(path);
    let mut out = format!("{path} stays as it is\n");
    told(&mut out, &path, stops);
    out
}

fn told(out: &mut String, path: &str, stops: &[Stop]) {
    for stop in stops {
        let status = stop.status.word();
        let _ = match stop.errors.len() {
            0 => writeln!(out, "nothing stops it from {status}"),
            1 => writeln!(out, "1 error stops it from {status}:"),
            count => writeln!(out, "{count} errors stop it from {status}:"),
        };
        for error in &stop.errors {
            let message = visible(&error.message);
            let _ = writeln!(out, "{path}:{}: {}: {message}", error.line, error.rule);
        }
    }
}

/// So many errors.
pub fn errors(count: usize) -> String {
    match count {
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    }
}
