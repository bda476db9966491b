//! Quotes what the author wrote, short enough for a message.

use crate::postmortem::Action;

/// How many characters of a text stand in a message.
const MOST: usize = 60;

/// The beginning of an action's text in quotation marks, cut at a word.
pub(crate) fn action(action: &Action) -> String {
    text(&action.text)
}

/// The beginning of `text` in quotation marks, cut at a word.
pub(crate) fn text(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = line.char_indices().nth(MOST) else {
        return format!("“{line}”");
    };
    let head = &line[..cut];
    let words = head.rfind(' ').map_or(head, |blank| &head[..blank]);
    format!("“{} …”", words.trim_end_matches([',', ';', ':', '.', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let long = "Reject unknown keys in the values of all charts, in every environment, before the merge";
        assert_eq!(
            text(long),
            "“Reject unknown keys in the values of all charts, in every …”"
        );
        assert_eq!(text("Improve\n  logging"), "“Improve logging”");
        assert_eq!(text(&"é".repeat(90)).chars().count(), 64);
    }
}
