//! The life of the server: messages in, answers out, and what is done when nobody waits.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::io::{self, BufReader, Read, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use gen_lsp_types::ErrorCodes;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::client::{self, Client};
use super::document::{Document, Judged};
use super::frame::{self, Frame};
use super::message::{self, Message};
use super::neighbours::Neighbours;
use super::news::folder_of;
use super::world::World;
use super::{capabilities, diagnostics, uri};
use crate::commands::guarded;
use crate::config::root_of;

/// How often files are looked at that the client does not watch.
const LOOK: Duration = Duration::from_secs(2);

/// A request that the client takes back.
const CANCELLED: ErrorCodes = ErrorCodes::Custom(-32800);

/// What the command line says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The day to take for today.
    pub today: Option<Date>,
    /// No configuration is read.
    pub no_config: bool,
}

/// How a conversation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The client had asked for it.
    Asked,
    /// The client went away.
    Left,
}

/// Talks to a client until it says `exit` or goes away. Fails when nothing can be written any more.
pub fn serve(
    input: impl Read + Send + 'static,
    out: &mut dyn Write,
    options: Options,
) -> io::Result<Ended> {
    let (sender, events) = mpsc::channel();
    let frames = sender.clone();
    std::thread::spawn(move || pump(input, &frames));
    Server::new(out, sender, events, options).run()
}

/// Passes on what comes, until the stream ends.
fn pump(input: impl Read, frames: &Sender<Event>) {
    let mut input = BufReader::new(input);
    while let Ok(Some(frame)) = frame::read(&mut input) {
        if frames.send(Event::Frame(frame)).is_err() {
            return;
        }
    }
    let _ = frames.send(Event::End);
}

/// What happens.
pub(super) enum Event {
    /// A message came.
    Frame(Frame),
    /// No more will come.
    End,
    /// The other post-mortems of a work tree were read.
    Neighbours(PathBuf, Arc<Neighbours>),
}

/// How far the conversation is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Starting,
    Running,
    ShutDown,
}

pub(super) struct Server<'o> {
    out: &'o mut dyn Write,
    pub(super) sender: Sender<Event>,
    events: Receiver<Event>,
    /// What has come and was not answered yet.
    queue: VecDeque<Message>,
    state: State,
    left: bool,
    asked: i32,
    pub(super) client: Client,
    /// By URI.
    pub(super) documents: BTreeMap<String, Document>,
    pub(super) world: World,
    /// The work trees whose post-mortems are being read, and those where they are to be read again.
    pub(super) reading: HashSet<PathBuf>,
    pub(super) outdated: HashSet<PathBuf>,
}

impl<'o> Server<'o> {
    fn new(
        out: &'o mut dyn Write,
        sender: Sender<Event>,
        events: Receiver<Event>,
        options: Options,
    ) -> Self {
        Self {
            out,
            sender,
            events,
            queue: VecDeque::new(),
            state: State::Starting,
            left: false,
            asked: 0,
            client: Client::default(),
            documents: BTreeMap::new(),
            world: World::new(options.no_config, options.today),
            reading: HashSet::new(),
            outdated: HashSet::new(),
        }
    }

    fn run(mut self) -> io::Result<Ended> {
        loop {
            while let Ok(event) = self.events.try_recv() {
                self.take(event)?;
            }
            if let Some(message) = self.queue.pop_front() {
                if is_exit(&message) {
                    break;
                }
                self.answer(message)?;
            } else if self.left {
                break;
            } else if !self.tell_next()? {
                self.wait()?;
            }
        }
        Ok(match self.state {
            State::ShutDown => Ended::Asked,
            _ => Ended::Left,
        })
    }

    /// Waits for something to happen; meanwhile looks whether files have changed that nobody watches.
    fn wait(&mut self) -> io::Result<()> {
        match self.events.recv_timeout(LOOK) {
            Ok(event) => self.take(event),
            Err(RecvTimeoutError::Timeout) => self.look(),
            Err(RecvTimeoutError::Disconnected) => {
                self.left = true;
                Ok(())
            }
        }
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::End => self.left = true,
            Event::Frame(Frame::Broken(why)) => {
                return self.send(&message::refusal(
                    &Value::Null,
                    ErrorCodes::ParseError,
                    &why,
                ));
            }
            Event::Frame(Frame::Json(value)) => match message::parse(value) {
                Message::Notification { method, params } if method == "$/cancelRequest" => {
                    return self.cancel(&params);
                }
                message => self.queue.push_back(message),
            },
            Event::Neighbours(root, neighbours) => {
                self.reading.remove(&root);
                self.forget(|document| {
                    folder_of(document).is_some_and(|folder| root_of(folder) == root)
                });
                self.world.meet(root, neighbours);
                return self.refresh();
            }
        }
        Ok(())
    }

    /// Takes back a request that waits.
    fn cancel(&mut self, params: &Value) -> io::Result<()> {
        let cancelled = params.get("id");
        let is_it = |message: &Message| matches!(message, Message::Request { id, .. } if Some(id) == cancelled);
        match self
            .queue
            .iter()
            .position(is_it)
            .and_then(|at| self.queue.remove(at))
        {
            Some(Message::Request { id, .. }) => {
                self.send(&message::refusal(&id, CANCELLED, "cancelled"))
            }
            _ => Ok(()),
        }
    }

    fn answer(&mut self, message: Message) -> io::Result<()> {
        match message {
            Message::Response => Ok(()),
            Message::Invalid { id, why } => {
                self.send(&message::refusal(&id, ErrorCodes::InvalidRequest, why))
            }
            Message::Notification { method, params } => {
                if self.state != State::Running {
                    return Ok(());
                }
                let heard = guarded(None, || Ok(self.hear(&method, params)));
                heard.unwrap_or_else(|error| self.log(&error.to_string()))
            }
            Message::Request { id, method, params } => {
                let done = match (self.state, method.as_str()) {
                    (State::Starting, "initialize") => Ok(self.initialize(&params)),
                    (State::Starting, _) => Err((
                        ErrorCodes::ServerNotInitialized,
                        "`initialize` comes first".to_owned(),
                    )),
                    (State::ShutDown, _) => Err((
                        ErrorCodes::InvalidRequest,
                        "the server is shut down".to_owned(),
                    )),
                    (State::Running, "initialize") => Err((
                        ErrorCodes::InvalidRequest,
                        "this is done already".to_owned(),
                    )),
                    (State::Running, "shutdown") => {
                        self.state = State::ShutDown;
                        Ok(Value::Null)
                    }
                    (State::Running, _) => {
                        let done = guarded(None, || Ok(self.request(&method, params)));
                        done.unwrap_or_else(|error| {
                            Err((ErrorCodes::InternalError, error.to_string()))
                        })
                    }
                };
                match done {
                    Ok(result) => self.send(&message::answer(&id, &result)),
                    Err((code, why)) => self.send(&message::refusal(&id, code, &why)),
                }
            }
        }
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.client = Client::of(params);
        self.state = State::Running;
        // Paths are shown as `whys lint` would show them there.
        if let Some(folder) = client::root_of(params).and_then(uri::to_path) {
            let _ = std::env::set_current_dir(folder);
        }
        serde_json::to_value(capabilities::initialized(&self.client)).unwrap_or_default()
    }

    /// Tells the client of a document that it does not know enough of; false when it knows all.
    fn tell_next(&mut self) -> io::Result<bool> {
        let next = self.documents.iter().find(|(_, document)| !document.told);
        let Some(uri) = next
            .map(|(uri, _)| uri.clone())
            .filter(|_| !self.client.pulls)
        else {
            self.read_neighbours();
            return Ok(false);
        };
        let judged = guarded(None, || Ok(self.judged(&uri)));
        let Some(document) = self.documents.get_mut(&uri) else {
            return Ok(true);
        };
        document.told = true;
        match judged {
            Ok(Some(judged)) => {
                let list = diagnostics::all(&uri, document, &judged, &self.client);
                let params = diagnostics::published(&uri, Some(document.version), list);
                self.notify("textDocument/publishDiagnostics", &params)?;
            }
            Ok(None) => {}
            Err(error) => self.log(&error.to_string())?,
        }
        Ok(true)
    }

    /// A document as it is judged; none when it is not open.
    pub(super) fn judged(&mut self, uri: &str) -> Option<Rc<Judged>> {
        let document = self.documents.get(uri)?;
        if let Some(judged) = &document.judged {
            return Some(Rc::clone(judged));
        }
        let judged = Rc::new(self.world.judge(document));
        let document = self.documents.get_mut(uri)?;
        document.judged = Some(Rc::clone(&judged));
        Some(judged)
    }

    /// Tells the client something.
    pub(super) fn notify(&mut self, method: &str, params: &Value) -> io::Result<()> {
        self.send(&message::notification(method, params))
    }

    /// Asks the client something; nobody waits for the answer.
    pub(super) fn ask(&mut self, method: &str, params: Option<Value>) -> io::Result<()> {
        self.asked += 1;
        self.send(&message::request(self.asked, method, params))
    }

    pub(super) fn log(&mut self, text: &str) -> io::Result<()> {
        self.notify("window/logMessage", &json!({ "type": 2, "message": text }))
    }

    fn send(&mut self, message: &Value) -> io::Result<()> {
        frame::write(self.out, message)
    }
}

fn is_exit(message: &Message) -> bool {
    matches!(message, Message::Notification { method, .. } if method == "exit")
}
