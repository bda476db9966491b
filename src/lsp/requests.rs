//! What is asked of a document, and what is told of it.

use std::sync::Arc;

use gen_lsp_types::{
    ErrorCodes, LspErrorCodes, Position, Range, TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::document::Document;
use super::server::Server;
use super::view::View;
use super::{actions, completion, definition, diagnostics, hover, symbols};

/// Why a request is not answered.
type Refused = (ErrorCodes, String);

// The parameters, as far as they are read: what a client says besides may have any form.

#[derive(Deserialize)]
struct Named {
    uri: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Of {
    text_document: Named,
    previous_result_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct At {
    text_document: Named,
    position: Position,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Within {
    text_document: Named,
    range: Range,
    #[serde(default)]
    context: actions::Context,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opened {
    text_document: OpenedDocument,
}

#[derive(Deserialize)]
struct OpenedDocument {
    uri: String,
    #[serde(default)]
    version: i32,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    text_document: Versioned,
    content_changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Versioned {
    uri: String,
    version: Option<i32>,
}

/// A change of a range; of the whole text where none is given.
#[derive(Deserialize)]
struct Change {
    range: Option<Range>,
    text: String,
}

impl Server<'_> {
    /// Answers a request.
    pub(super) fn request(&mut self, method: &str, params: Value) -> Result<Value, Refused> {
        match method {
            "textDocument/diagnostic" => self.diagnose(read(params)?),
            "textDocument/hover" => self.at(params, hover::at),
            "textDocument/completion" => self.at(params, completion::at),
            "textDocument/definition" => self.at(params, definition::at),
            "textDocument/documentSymbol" => {
                let of: Of = read(params)?;
                Ok(self.of(&of.text_document.uri, |view| to_value(&symbols::all(view))))
            }
            "textDocument/codeAction" => {
                let within: Within = read(params)?;
                let work = |view: &View<'_>| {
                    to_value(&actions::within(view, within.range, &within.context))
                };
                Ok(self.of(&within.text_document.uri, work))
            }
            "codeAction/resolve" => self.resolve(params),
            "workspace/executeCommand" => self.execute(&params),
            _ => Err((
                ErrorCodes::MethodNotFound,
                format!("there is no `{method}` here"),
            )),
        }
    }

    /// Takes in what has become of a text.
    pub(super) fn edit(&mut self, method: &str, params: Value) -> Result<(), String> {
        match method {
            "textDocument/didOpen" => {
                let opened: Opened = parse(params)?;
                let OpenedDocument { uri, version, text } = opened.text_document;
                let document = Document::new(&uri, version, text);
                self.documents.insert(uri, document);
            }
            "textDocument/didChange" => {
                let changed: Changed = parse(params)?;
                let document = self.documents.get_mut(&changed.text_document.uri);
                let document = document.ok_or("the document is not open")?;
                for change in changed.content_changes {
                    let text = change.text;
                    let change = match change.range {
                        Some(range) => TextDocumentContentChangePartial {
                            range,
                            text,
                            ..TextDocumentContentChangePartial::default()
                        }
                        .into(),
                        None => TextDocumentContentChangeWholeDocument { text }.into(),
                    };
                    document.text.change(change, self.client.encoding);
                }
                document.version = changed.text_document.version.unwrap_or(document.version);
                document.forget();
            }
            _ => {
                let of: Of = parse(params)?;
                let uri = of.text_document.uri;
                if self.documents.remove(&uri).is_some() && !self.client.pulls {
                    let params = diagnostics::published(&uri, None, Vec::new());
                    let told = self.notify("textDocument/publishDiagnostics", &params);
                    told.map_err(|error| error.to_string())?;
                }
            }
        }
        Ok(())
    }

    fn diagnose(&mut self, of: Of) -> Result<Value, Refused> {
        let previous = of.previous_result_id.as_deref();
        let uri = &of.text_document.uri;
        let found = self.of(uri, |view| {
            let list = diagnostics::all(uri, view.document, &view.judged, view.client);
            diagnostics::report(&list, previous)
        });
        Ok(match found {
            Value::Null => diagnostics::report(&[], previous),
            found => found,
        })
    }

    fn at<R: Serialize>(
        &mut self,
        params: Value,
        work: impl FnOnce(&View<'_>, usize) -> R,
    ) -> Result<Value, Refused> {
        let at: At = read(params)?;
        Ok(self.of(&at.text_document.uri, |view| {
            to_value(&work(view, view.offset(at.position)))
        }))
    }

    /// Does `work` on a document; null when it is not open.
    fn of(&mut self, uri: &str, work: impl FnOnce(&View<'_>) -> Value) -> Value {
        let Some(judged) = self.judged(uri) else {
            return Value::Null;
        };
        let Some(document) = self.documents.get(uri) else {
            return Value::Null;
        };
        work(&View {
            uri: uri.into(),
            document,
            judged,
            client: &self.client,
            neighbours: self.world.neighbours(document.place.as_deref()),
            today: self.world.day(),
        })
    }

    /// Works out the edit of an action that was offered without.
    fn resolve(&mut self, mut action: Value) -> Result<Value, Refused> {
        let uri = action.pointer("/data/uri").and_then(Value::as_str);
        let Some(uri) = uri.map(str::to_owned) else {
            return Ok(action);
        };
        let version = action.pointer("/data/version").and_then(Value::as_i64);
        let open = self.documents.get(&uri);
        if open.map(|document| i64::from(document.version)) != version {
            let why = "the document has changed since this was offered: ask again".to_owned();
            return Err((
                ErrorCodes::Custom(LspErrorCodes::ContentModified.into()),
                why,
            ));
        }
        let edit = self.of(&uri, |view| to_value(&actions::resolve(view, &action)));
        if !edit.is_object() {
            let why = "it would change more than it should, so nothing is changed".to_owned();
            return Err((ErrorCodes::Custom(LspErrorCodes::RequestFailed.into()), why));
        }
        if let Some(fields) = action.as_object_mut() {
            fields.insert("edit".to_owned(), edit);
        }
        Ok(action)
    }

    /// Explains a rule: opens its page where the client can, else says it in a message. Gives the page, for clients that
    /// show it themselves.
    fn execute(&mut self, params: &Value) -> Result<Value, Refused> {
        let command = params
            .get("command")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if command != actions::EXPLAIN {
            return Err((
                ErrorCodes::InvalidParams,
                format!("there is no command `{command}`"),
            ));
        }
        let argument = |at: usize| {
            params
                .pointer(&format!("/arguments/{at}"))
                .and_then(Value::as_str)
        };
        let (rule, uri) = (argument(0).unwrap_or_default(), argument(1));
        let own = uri
            .and_then(|uri| self.judged(uri))
            .and_then(|judged| judged.judge.clone());
        let built_in;
        let rules = match &own {
            Some(judge) => judge.linter.rules(),
            None => {
                built_in = Arc::new(crate::rules::Rules::built_in());
                &*built_in
            }
        };
        let Some(rule) = rules.get(rule) else {
            return Err((
                ErrorCodes::InvalidParams,
                format!("there is no rule `{rule}`"),
            ));
        };
        let explained = actions::explained(rule);
        let told = match self.client.opens_pages {
            true => self.ask("window/showDocument", Some(explained.page)),
            false => self.notify(
                "window/showMessage",
                &json!({ "type": 3, "message": explained.short }),
            ),
        };
        told.map_err(|error| (ErrorCodes::InternalError, error.to_string()))?;
        Ok(Value::String(explained.text))
    }
}

fn read<T: for<'de> Deserialize<'de>>(params: Value) -> Result<T, Refused> {
    parse(params).map_err(|why| (ErrorCodes::InvalidParams, why))
}

fn parse<T: for<'de> Deserialize<'de>>(params: Value) -> Result<T, String> {
    serde_json::from_value(params).map_err(|error| error.to_string())
}

fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
