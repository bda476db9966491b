//! The fenced blocks of a page.

/// A fenced block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence<'p> {
    /// What stands behind the opening ticks.
    pub info: &'p str,
    /// The lines inside.
    pub text: &'p str,
    /// Where they begin, in bytes of the page.
    pub start: usize,
    /// The line of the opening ticks, from 1.
    pub line: usize,
}

/// The fenced blocks of a page, in order; of one that is never closed, its line.
pub fn fences(page: &str) -> Result<Vec<Fence<'_>>, usize> {
    let mut found = Vec::new();
    let mut open: Option<(&str, Fence<'_>)> = None;
    let mut at = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        let info = bare.trim_start_matches('`');
        let ticks = bare.get(..bare.len() - info.len()).unwrap_or_default();
        match open {
            None if ticks.len() >= 3 => {
                let fence = Fence {
                    info: info.trim(),
                    text: "",
                    start: at + line.len(),
                    line: number + 1,
                };
                open = Some((ticks, fence));
            }
            Some((opened, fence)) if bare == opened => {
                let text = page.get(fence.start..at).unwrap_or_default();
                found.push(Fence { text, ..fence });
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    match open {
        Some((_, fence)) => Err(fence.line),
        None => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_ends_at_as_many_ticks() {
        let page = "x\n\n````md bad\n```sh\na\n```\n````\n\n```text output\n```\n";
        let found = fences(page).expect("closed");
        let seen: Vec<_> = found.iter().map(|f| (f.info, f.text, f.line)).collect();
        assert_eq!(
            seen,
            [("md bad", "```sh\na\n```\n", 3), ("text output", "", 9)]
        );
        assert_eq!(fences("a\n```md bad\nb\n"), Err(2));
    }
}
