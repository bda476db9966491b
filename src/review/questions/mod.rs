//! The questions to ask in the meeting: each generator looks at one part and asks at most a few; the best are picked.
//!
//! The words of the questions are data, `rules/words/en/review-questions.txt`; so are the phrases by which a document
//! shows that there is something to ask.

mod actions;
mod barrier;
mod causes;
mod contradictions;
mod delay;
mod detection;
mod ending;
mod impact;
mod known;
mod luck;
mod matter;
mod prevention;
mod reasons;
mod said;
mod timeline;
mod times;
mod unanswered;
mod wording;

use crate::linter::Verdict;
use crate::postmortem::{PostMortem, Status};
use crate::worded::worded;

use wording::Ask;

/// How many characters of a sentence are quoted.
const LONG: usize = 110;
/// How many characters of each of several sentences are quoted.
const SHORT: usize = 80;
/// How many questions are asked: more than that, and none is answered.
const MOST: usize = 7;

worded! {
    /// What a question is about.
    pub enum Topic {
        /// Facts that contradict each other, or that are not written yet.
        Facts = "facts",
        /// Whether it is over.
        Ending = "ending",
        /// Why it could happen.
        Cause = "cause",
        /// What let it through.
        Barrier = "barrier",
        /// What was known before.
        Known = "known",
        /// Causes and lessons that nobody follows up.
        Unanswered = "unanswered",
        /// Who was hit.
        Impact = "impact",
        /// How it was noticed.
        Detection = "detection",
        /// What took the time.
        Time = "time",
        /// The timeline.
        Timeline = "timeline",
        /// The set of actions.
        Prevention = "prevention",
        /// Single actions.
        Action = "action",
        /// Steps that were meant for the moment.
        Workaround = "workaround",
        /// Luck.
        Luck = "luck",
        /// The same in other places.
        Elsewhere = "elsewhere",
    }
}

/// A question for the meeting.
#[derive(Clone, Debug)]
pub struct Question {
    /// What it is about.
    pub topic: Topic,
    /// Its words, on one line, with the lines in parentheses.
    pub text: String,
    /// The lines that it names, in the order in which it names them.
    pub lines: Vec<usize>,
    weight: u32,
}

/// What the generators look at, and what they ask.
struct Asking<'a> {
    post: &'a PostMortem,
    verdict: &'a Verdict<'a>,
    asked: Vec<Question>,
}

impl Asking<'_> {
    /// Asks `ask`; the weight orders the questions, 100 being what has to be settled before anything else.
    fn ask(&mut self, topic: Topic, weight: u32, ask: Ask) {
        if let Some((text, lines)) = ask.done() {
            self.asked.push(Question {
                topic,
                text,
                lines,
                weight,
            });
        }
    }

    fn line(&self, at: usize) -> usize {
        self.post.doc.line(at)
    }
}

/// What may be asked while the outage goes on.
const LIVE: [Topic; 4] = [
    Topic::Facts,
    Topic::Impact,
    Topic::Detection,
    Topic::Timeline,
];

/// The questions about a document of this status, the most important first.
pub(super) fn of(
    post: &PostMortem,
    verdict: &Verdict<'_>,
    status: Option<Status>,
) -> Vec<Question> {
    let mut asking = Asking {
        post,
        verdict,
        asked: Vec::new(),
    };
    contradictions::ask_for(&mut asking);
    ending::ask_for(&mut asking);
    causes::ask_for(&mut asking);
    barrier::ask_for(&mut asking);
    known::ask_for(&mut asking);
    unanswered::ask_for(&mut asking);
    prevention::ask_for(&mut asking);
    impact::ask_for(&mut asking);
    detection::ask_for(&mut asking);
    delay::ask_for(&mut asking);
    timeline::ask_for(&mut asking);
    actions::ask_for(&mut asking);
    luck::ask_for(&mut asking);
    if status == Some(Status::Live) {
        asking.asked.retain(|one| LIVE.contains(&one.topic));
    }
    pick(asking.asked)
}

/// The weightiest, one a topic and none that quotes what another one quotes.
fn pick(mut asked: Vec<Question>) -> Vec<Question> {
    asked.sort_by_key(|question| std::cmp::Reverse(question.weight));
    let mut picked: Vec<Question> = Vec::new();
    for question in asked {
        let quotes =
            |known: &Question| quoted(known).is_some() && quoted(known) == quoted(&question);
        let again = |known: &Question| known.topic == question.topic || quotes(known);
        if picked.len() < MOST && !picked.iter().any(again) {
            picked.push(question);
        }
    }
    picked
}

/// What a question quotes first.
fn quoted(question: &Question) -> Option<&str> {
    let (_, behind) = question.text.split_once('“')?;
    behind.split_once('”').map(|(quoted, _)| quoted)
}
