//! A page's two parts; the build script asks for them, too.

/// Parts a page into its front matter and its text.
pub(crate) fn part(page: &str) -> Option<(&str, &str)> {
    let rest = page.strip_prefix("---\n")?;
    let end = rest.find("\n---\n")?;
    Some((rest.get(..end + 1)?, rest.get(end + 5..)?))
}
