//! Where a new post-mortem goes, and under which name.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::config::{Config, FILE_NAME};
use crate::error::Error;
use crate::source::tree;

/// Where post-mortems lie in repositories that have some.
const USUAL_FOLDERS: [&str; 9] = [
    "docs/postmortems",
    "docs/post-mortems",
    "docs/incidents",
    "docs/incident-reports",
    "postmortems",
    "post-mortems",
    "postmortem",
    "incidents",
    "incident-reports",
];

/// The absolute path of a new post-mortem.
pub(super) fn path(
    config: &Config,
    here: &Path,
    title: &str,
    date: Date,
) -> Result<PathBuf, Error> {
    let path = folder(config, here).join(file_name(config, title, date)?);
    stays(&path, here)?;
    Ok(path)
}

fn file_name(config: &Config, title: &str, date: Date) -> Result<String, Error> {
    let slug = slug(title).ok_or_else(|| Error::Usage {
        message: "the title has no letter and no digit".to_owned(),
        help: Some("say what customers see: \"Checkout answers 503\"".to_owned()),
    })?;
    let pattern = config.documents.file_name.as_deref().unwrap_or(FILE_NAME);
    Ok(pattern
        .replace("{date}", &date.to_string())
        .replace("{year}", &format!("{:04}", date.year()))
        .replace("{month}", &format!("{:02}", date.month()))
        .replace("{slug}", &slug))
}

/// The title's words in lower case, as many of them as a file name can take.
fn slug(title: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let mut slug = String::new();
    let lower = title.to_lowercase();
    for word in lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !slug.is_empty() && slug.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST));
    }
    (!slug.is_empty()).then_some(slug)
}

fn folder(config: &Config, here: &Path) -> PathBuf {
    if let (Some(root), Some(folder)) = (&config.folder, &config.documents.folder) {
        return root.join(folder);
    }
    let root = tree::work_tree(here).unwrap_or(here);
    let mut usual = USUAL_FOLDERS.iter().map(|folder| root.join(folder));
    usual
        .find(|folder| folder.is_dir())
        .unwrap_or_else(|| root.join("postmortems"))
}

/// A folder may be a link: what is written through it must not leave the repository.
fn stays(path: &Path, here: &Path) -> Result<(), Error> {
    let root = tree::work_tree(here).unwrap_or(here);
    let mut above = path.ancestors().skip(1);
    let there = above.find(|folder| folder.exists()).unwrap_or(root);
    match there.starts_with(root) && tree::leads_out(there, root) {
        false => Ok(()),
        true => Err(Error::Refused {
            path: tree::relative(path),
            message: format!("leads out of {}", tree::shown(root)),
            help: "set `folder` of [documents] in whys.toml to a folder of the repository"
                .to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_has_words_only() {
        let slug = |title| slug(title).unwrap_or_default();
        assert_eq!(
            slug("Checkout: 503 for 1/5 of users!"),
            "checkout-503-for-1-5-of-users"
        );
        assert_eq!(slug("Übergabe an ÖPNV"), "übergabe-an-öpnv");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        let long = "long ".repeat(40);
        assert_eq!(slug(&long), ["long"; 12].join("-"));
        assert_eq!(slug("?!"), "");
    }
}
