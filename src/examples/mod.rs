//! The examples of a rule's page as tests: what is bad is reported as the page shows, what is good is not.

mod around;
mod beside;
mod fences;
mod history;
mod run;

use std::path::Path;
use std::sync::Arc;

use crate::config::{Config, TeamRules};
use crate::rules::Profile;

use around::Around;
pub use fences::{Fence, fences};

/// What is wrong with a page's examples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line of the page, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
    /// What whys says about the example, where that is the point.
    pub output: Option<String>,
}

/// What became of a page's examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tested {
    /// How many examples there are.
    pub examples: usize,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    /// Whether any finding, or any notation that is read as it is, can be fixed.
    pub fixable: bool,
    /// The page with the outputs as they are, when they differ.
    pub blessed: Option<String>,
}

/// Runs the examples on a page. `id` must be a rule of whys or one of `team_rules`.
pub fn test(id: &str, page: &str, team_rules: &Arc<TeamRules>) -> Tested {
    let mut tested = Tested::default();
    let fences = match fences(page) {
        Ok(fences) => fences,
        Err(line) => {
            tested.say(line, "this fence is never closed");
            return tested;
        }
    };
    let mut blessed = Blessed::new(page);
    let mut config = Config::of_rules(Arc::clone(team_rules));
    let mut around = Around::default();
    let mut shown: Option<String> = None;
    let (mut bad, mut good) = (0, 0);
    for fence in &fences {
        let is_bad = fence.info.starts_with("md bad");
        if fence.info != "text output" && shown.take().is_some() {
            tested.say(fence.line, "the bad example above has no output");
        }
        if fence.info == "toml around" {
            if let Err(problem) = around.parse(fence.text) {
                tested.say(fence.line, &problem);
            }
        } else if let Some(info) = fence.info.strip_prefix("md committed ") {
            if let Err(problem) = around.commit(info.trim(), fence.text) {
                tested.say(fence.line, &problem);
            }
        } else if let Some(path) = fence.info.strip_prefix("md beside ") {
            around.add(path.trim(), fence.text);
        } else if fence.info.starts_with("toml") {
            match Config::parse(
                fence.text,
                "whys.toml",
                Path::new("/"),
                Arc::clone(team_rules),
            ) {
                Ok(read) => config = read,
                Err(errors) => {
                    for error in errors {
                        tested.say(fence.line, &error.to_string());
                    }
                }
            }
        } else if is_bad || fence.info.starts_with("md good") {
            let output = match profile(fence.info)
                .map(|profile| run::output(id, fence.text, profile, &config, &mut around))
            {
                Some(Ok(seen)) => {
                    tested.fixable |= seen.fixable;
                    seen.output
                }
                Some(Err(problem)) => {
                    tested.say(fence.line, &problem);
                    continue;
                }
                None => {
                    tested.say(fence.line, "there is no such profile");
                    continue;
                }
            };
            tested.examples += 1;
            match (is_bad, output.trim().is_empty()) {
                (true, true) => tested.say(fence.line, "this bad example is not reported"),
                (false, false) => tested.show(fence.line, "this good example is reported", &output),
                _ => {}
            }
            bad += usize::from(is_bad);
            good += usize::from(!is_bad);
            shown = is_bad.then_some(output);
        } else if fence.info == "text output" {
            match shown.take() {
                None => tested.say(fence.line, "an output without a bad example above it"),
                Some(output) if output != fence.text => {
                    tested.show(fence.line, "the output differs", &output);
                    blessed.put(fence, &output);
                }
                Some(_) => {}
            }
        }
    }
    if shown.is_some() {
        let last = fences.last().map_or(1, |fence| fence.line);
        tested.say(
            last,
            "this bad example has no output: a fence `text output` is due below it",
        );
    }
    if bad == 0 || good == 0 {
        tested.say(1, "the page needs a bad and a good example");
    }
    tested.blessed = blessed.changed();
    tested
}

/// The profile that a fence names behind `profile=`.
fn profile(info: &str) -> Option<Profile> {
    match info.rsplit_once("profile=") {
        Some((_, name)) => Profile::parse(name),
        None => Some(Profile::BarRaiser),
    }
}

impl Tested {
    fn say(&mut self, line: usize, message: &str) {
        self.problems.push(Problem {
            line,
            message: message.to_owned(),
            output: None,
        });
    }

    fn show(&mut self, line: usize, message: &str, output: &str) {
        self.problems.push(Problem {
            line,
            message: message.to_owned(),
            output: Some(output.to_owned()),
        });
    }
}

/// A page whose outputs are written anew, from its beginning on.
struct Blessed<'p> {
    page: &'p str,
    text: String,
    done: usize,
}

impl<'p> Blessed<'p> {
    fn new(page: &'p str) -> Self {
        Self {
            page,
            text: String::with_capacity(page.len()),
            done: 0,
        }
    }

    fn put(&mut self, fence: &Fence<'_>, output: &str) {
        let before = self.page.get(self.done..fence.start).unwrap_or_default();
        self.text.extend([before, output]);
        self.done = fence.start + fence.text.len();
    }

    fn changed(mut self) -> Option<String> {
        if self.done == 0 {
            return None;
        }
        self.text
            .push_str(self.page.get(self.done..).unwrap_or_default());
        Some(self.text)
    }
}
