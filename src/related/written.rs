//! Words as a document writes them: what two have in common is told in the words of the one that somebody reads.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

use super::tokens;

/// Each word in the form in which a text has it most often, the first of several; as it is where the text has no form of it.
pub fn as_written(words: &[String], text: &str) -> Vec<String> {
    let stemmer = Stemmer::create(Algorithm::English);
    let stem = |word: &str| stemmer.stem(&word.to_lowercase()).into_owned();
    let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
    let mut forms: HashMap<&str, HashMap<&str, (usize, usize)>> = stems
        .iter()
        .map(|stem| (stem.as_str(), HashMap::new()))
        .collect();
    for (at, word) in tokens::of(text).enumerate() {
        if let Some(forms) = forms.get_mut(stem(word).as_str()) {
            forms.entry(word).or_insert((0, at)).0 += 1;
        }
    }
    let written = stems.iter().zip(words).map(|(stem, word)| {
        let forms = forms.get(stem.as_str()).into_iter().flatten();
        let first_of_most =
            |(_, (count, at)): &(&&str, &(usize, usize))| (*count, std::cmp::Reverse(*at));
        let most = forms.max_by_key(first_of_most);
        most.map_or_else(|| word.clone(), |(form, _)| (*form).to_owned())
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::as_written;

    #[test]
    fn words_are_told_as_the_text_writes_them() {
        let words = ["target", "restart", "kiam", "pool"].map(str::to_owned);
        let text = "Targets restarted; then the targets restarted twice, and all targets of KIAM were gone";
        assert_eq!(
            as_written(&words, text),
            ["targets", "restarted", "KIAM", "pool"]
        );
    }
}
