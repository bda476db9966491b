//! Questions on a terminal. Without one nothing is asked, so that no script ever waits.

use std::io::{BufRead, IsTerminal, Write};

use crate::error::Error;
use crate::report::visible;

/// So often a question is asked again whose answer is wrong.
const TRIALS: usize = 3;

/// Whom to ask.
pub(super) struct Ask<'i> {
    /// None where there is nobody to ask, or nobody answers any more.
    from: Option<Box<dyn BufRead + 'i>>,
    to: Box<dyn Write + 'i>,
    /// Whether it was told how to answer.
    told: bool,
}

impl Ask<'static> {
    /// Whoever sits before the terminal, unless `no_input` forbids to ask.
    pub(super) fn new(no_input: bool) -> Self {
        let is_terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        let from: Option<Box<dyn BufRead>> = match is_terminal && !no_input {
            true => Some(Box::new(std::io::stdin().lock())),
            false => None,
        };
        Self {
            from,
            to: Box::new(std::io::stderr()),
            told: false,
        }
    }
}

impl Ask<'_> {
    /// A text.
    pub(super) fn text(&mut self, question: &str) -> Option<String> {
        self.answer(question, "")
    }

    /// Texts with commas between them; `known` are some of them.
    pub(super) fn list(&mut self, question: &str, known: &str) -> Vec<String> {
        let answer = self.answer(question, known).unwrap_or_default();
        let parts = answer.split(',').map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// A text that `read` accepts, such as `example`.
    pub(super) fn valid<T>(
        &mut self,
        question: &str,
        example: &str,
        read: impl Fn(&str) -> Result<T, Error>,
    ) -> Option<T> {
        for _ in 0..TRIALS {
            match read(&self.answer(question, example)?) {
                Ok(value) => return Some(value),
                Err(wrong) => {
                    let help = wrong.help().map(|help| format!("; {help}"));
                    self.tell(&format!("{wrong}{}\n", help.unwrap_or_default()));
                }
            }
        }
        None
    }

    fn answer(&mut self, question: &str, example: &str) -> Option<String> {
        self.from.as_ref()?;
        if !std::mem::replace(&mut self.told, true) {
            self.tell("Enter leaves a question open.\n");
        }
        let example = match example {
            "" => String::new(),
            example => format!(" ({example})"),
        };
        self.tell(&format!("{question}{example} "));
        let mut line = String::new();
        match self.from.as_mut()?.read_line(&mut line) {
            // Nobody is there any more, or what is said is no text.
            Ok(0) | Err(_) => {
                self.from = None;
                self.tell("\n");
                None
            }
            Ok(_) => Some(line.trim().to_owned()).filter(|line| !line.is_empty()),
        }
    }

    fn tell(&mut self, text: &str) {
        let (text, end) = match text.strip_suffix('\n') {
            Some(text) => (text, "\n"),
            None => (text, ""),
        };
        // When standard error is gone, there is nobody left to ask.
        let _ = write!(self.to, "{}{end}", visible(text)).and_then(|()| self.to.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask<'i>(answers: &'i str, told: &'i mut Vec<u8>) -> Ask<'i> {
        Ask {
            from: Some(Box::new(answers.as_bytes())),
            to: Box::new(told),
            told: false,
        }
    }

    #[test]
    fn answers_are_read_line_by_line() {
        let mut told = Vec::new();
        let mut asked = ask("Checkout is down\n\n a, b ,, c\nx\n7\n", &mut told);
        assert_eq!(asked.text("Title?").as_deref(), Some("Checkout is down"));
        assert_eq!(asked.text("Team?"), None);
        assert_eq!(asked.list("Services?", "a, b, c"), ["a", "b", "c"]);
        let number = |text: &str| text.parse::<u8>().map_err(|_| Error::usage("no number"));
        assert_eq!(asked.valid("How many?", "1", number), Some(7));
        // The end of the input answers all that is still to be asked.
        assert_eq!(asked.text("More?"), None);
        assert_eq!(asked.text("And more?"), None);
        drop(asked);
        let told = String::from_utf8(told).expect("UTF-8");
        assert_eq!(
            told,
            "Enter leaves a question open.\nTitle? Team? Services? (a, b, c) How many? (1) no number\nHow many? (1) More? \n"
        );
    }

    #[test]
    fn an_answer_that_stays_wrong_is_none() {
        let mut told = Vec::new();
        let mut asked = ask("x\ny\nz\n7\n", &mut told);
        let number = |text: &str| text.parse::<u8>().map_err(|_| Error::usage("no number"));
        assert_eq!(asked.valid("How many?", "", number), None);
        assert_eq!(asked.text("Next?").as_deref(), Some("7"));
    }
}
