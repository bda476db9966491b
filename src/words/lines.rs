//! The form of a word list. The build script reads lists with it, too.

/// The entries of the text of a list, in its order.
pub(crate) fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| {
            line.split_once(" #")
                .map_or(line, |(entry, _)| entry)
                .trim()
        })
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}
