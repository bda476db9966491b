//! Months as terms: by name, or in numbers.

use crate::words;

/// "march", "mar"
pub(super) fn is_month_name(word: &str) -> bool {
    words::entries("months").any(|month| month.split('|').any(|name| name == word))
}

/// "March", "mid-March", "March 2027", "2027-03"
pub(super) fn is_month(text: &str) -> bool {
    if is_numbered_month(text) {
        return true;
    }
    let lower = text.to_lowercase();
    let mut words = lower
        .split([' ', '-'])
        .filter(|word| !["early", "mid", "late", "end", "of"].contains(word));
    let month = words.next().is_some_and(is_month_name);
    let year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    month && words.next().is_none_or(year) && words.next().is_none()
}

/// "2027-03", "03/2027"
fn is_numbered_month(text: &str) -> bool {
    let Some((a, b)) = text.split_once(['-', '/']) else {
        return false;
    };
    let (year, month) = if a.len() == 4 { (a, b) } else { (b, a) };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let century = year.len() == 4 && digits(year) && year.starts_with("20");
    let month = (1..=2).contains(&month.len()) && digits(month);
    century && month && (a.len() != 4 || text.contains('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_by_name_and_in_numbers() {
        for (text, want) in [
            ("March", true),
            ("mid-March", true),
            ("March 2027", true),
            ("2027-03", true),
            ("03/2027", true),
            ("3/2027", true),
            ("2027/03", false),
            ("1990-03", false),
            ("24/7", false),
            ("2027-003", false),
            ("March of bugs", false),
        ] {
            assert_eq!(is_month(text), want, "{text}");
        }
    }
}
