//! JSON-RPC: what a message asks for, and what is answered.

use gen_lsp_types::ErrorCodes;
use serde_json::{Map, Value, json};

/// A message of the client.
#[derive(Debug)]
pub(super) enum Message {
    /// To be answered.
    Request {
        /// A number or a text.
        id: Value,
        method: String,
        params: Value,
    },
    /// To be heard.
    Notification { method: String, params: Value },
    /// An answer to a request of ours; they are none that we wait for.
    Response,
    /// Neither; the id that it has, or null.
    Invalid { id: Value, why: &'static str },
}

/// Reads a message.
pub(super) fn parse(value: Value) -> Message {
    let Value::Object(mut fields) = value else {
        let why = "a message is an object";
        return Message::Invalid {
            id: Value::Null,
            why,
        };
    };
    let id = fields.remove("id");
    let method = fields.remove("method");
    let params = fields.remove("params").unwrap_or_default();
    match (id, method) {
        (id, None) => unasked(id, &fields),
        (None, Some(Value::String(method))) => Message::Notification { method, params },
        (Some(id), Some(Value::String(method))) if is_id(&id) => {
            Message::Request { id, method, params }
        }
        (id, Some(Value::String(_))) => Message::Invalid {
            id: id.filter(is_id).unwrap_or_default(),
            why: "an id is a number or a text",
        },
        (id, Some(_)) => Message::Invalid {
            id: id.filter(is_id).unwrap_or_default(),
            why: "a method is a text",
        },
    }
}

fn unasked(id: Option<Value>, fields: &Map<String, Value>) -> Message {
    match fields.contains_key("result") || fields.contains_key("error") {
        true => Message::Response,
        false => Message::Invalid {
            id: id.filter(is_id).unwrap_or_default(),
            why: "a message has a method or a result",
        },
    }
}

fn is_id(id: &Value) -> bool {
    id.is_number() || id.is_string()
}

/// The answer to a request.
pub(super) fn answer(id: &Value, result: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "result": result })
}

/// A request that could not be answered.
pub(super) fn refusal(id: &Value, code: ErrorCodes, why: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": why } })
}

/// Something that the client is told.
pub(super) fn notification(method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

/// Something that the client is asked. Requests without parameters must have none.
pub(super) fn request(id: i32, method: &str, params: Option<Value>) -> Value {
    match params {
        Some(params) => json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }),
        None => json!({ "jsonrpc": "2.0", "id": id, "method": method }),
    }
}
