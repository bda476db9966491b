//! The overview page that is kept in a file.

use std::path::Path;

use crate::commands::{Io, Outcome};
use crate::error::Error;
use crate::ledger::Ledger;
use crate::report::actions_page::{Markup, overview};
use crate::report::diff;
use crate::source::{self, tree};

/// The lines between which a part of a file is written.
const BEGIN: &str = "<!-- whys-actions -->";
const END: &str = "<!-- /whys-actions -->";

/// What a page of its own begins with: a file that does not is somebody else's.
const OWN: &str = "<!-- Written by `whys actions`: change the post-mortems, not this file. -->";

/// Writes the page, or shows how it differs.
pub(super) fn run(
    path: &Path,
    writes: bool,
    ledger: &Ledger,
    io: &mut Io<'_>,
) -> Result<Outcome, Error> {
    let place = tree::absolute(path);
    let shown = tree::shown(path);
    let markup = match path.extension().and_then(|end| end.to_str()) {
        Some("html" | "htm") => Markup::Html,
        _ => Markup::Markdown,
    };
    let before = match place.exists() {
        true => Some(source::file(&place, &shown)?),
        false => None,
    };
    let folder = place.parent().unwrap_or(Path::new("/"));
    let page = overview(ledger, folder, markup)?;
    let after = match &before {
        Some(before) => placed(before, &page, markup, &shown)?,
        None => whole(&page),
    };
    if before.as_deref() == Some(after.as_str()) {
        return Ok(Outcome::Clean);
    }
    match (writes, before) {
        (false, before) => {
            let text = diff(&shown, before.as_deref().unwrap_or_default(), &after);
            io.out.write_all(text.as_bytes())?;
            io.out.flush()?;
            io.summary(&format!(
                "{shown} is not as `whys actions --write {shown}` writes it"
            ));
            Ok(Outcome::Findings)
        }
        (true, Some(before)) => {
            source::replace(&place, &shown, &before, &after)?;
            Ok(Outcome::Clean)
        }
        (true, None) => {
            source::create(&place, &shown, &after)?;
            Ok(Outcome::Clean)
        }
    }
}

/// The page as a file of its own. A comment may stand before the type of an HTML document.
fn whole(page: &str) -> String {
    format!("{OWN}\n{page}")
}

/// The file with the page in it: between the marks, else in place of the page that stood there before.
fn placed(before: &str, page: &str, markup: Markup, shown: &str) -> Result<String, Error> {
    let refused = |message: &str, help: &str| Error::Refused {
        path: shown.to_owned(),
        message: message.to_owned(),
        help: help.to_owned(),
    };
    if let Some((start, rest)) = before.split_once(BEGIN) {
        let Some((_, end)) = rest.split_once(END) else {
            return Err(refused(
                &format!("`{BEGIN}` is never closed"),
                &format!("put `{END}` below it"),
            ));
        };
        let (line, part) = match markup {
            Markup::Markdown => ("\n\n", page.trim()),
            Markup::Html => ("\n", body(page)),
        };
        return Ok(format!("{start}{BEGIN}{line}{part}{line}{END}{end}"));
    }
    match before.starts_with(OWN) || before.trim().is_empty() {
        true => Ok(whole(page)),
        false => Err(refused(
            "was not written by whys, and has no place for the actions",
            &format!(
                "put the lines `{BEGIN}` and `{END}` where they shall stand, or name another file"
            ),
        )),
    }
}

/// What a page of HTML has between the marks of its main part.
fn body(page: &str) -> &str {
    let inner = page
        .split_once("<main>")
        .and_then(|(_, rest)| rest.split_once("</main>"));
    inner.map_or(page, |(inner, _)| inner).trim()
}
