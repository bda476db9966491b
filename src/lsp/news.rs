//! What the server hears: texts that change, files that change, and the other post-mortems, which are read meanwhile.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::document::Document;
use super::neighbours::Neighbours;
use super::server::{Event, Server};
use super::{capabilities, uri};
use crate::config::{FILE, MORE, root_of};

impl Server<'_> {
    /// Hears what is told.
    pub(super) fn hear(&mut self, method: &str, params: Value) -> io::Result<()> {
        match method {
            "initialized" if self.client.watches => {
                self.ask("client/registerCapability", Some(capabilities::watching()))
            }
            "textDocument/didOpen" | "textDocument/didChange" | "textDocument/didClose" => {
                if let Err(why) = self.edit(method, params) {
                    return self.log(&format!("{method} was not understood: {why}"));
                }
                match method {
                    "textDocument/didOpen" => self.look(),
                    _ => Ok(()),
                }
            }
            "textDocument/didSave" => {
                let place = params
                    .pointer("/textDocument/uri")
                    .and_then(Value::as_str)
                    .and_then(uri::to_path);
                self.outdated
                    .extend(place.as_deref().and_then(Path::parent).map(root_of));
                self.look()
            }
            "workspace/didChangeWatchedFiles" => {
                let changes = params.get("changes").and_then(Value::as_array);
                let uris = changes
                    .into_iter()
                    .flatten()
                    .filter_map(|change| change.get("uri")?.as_str());
                let places: Vec<PathBuf> = uris.filter_map(uri::to_path).collect();
                let folders = places.iter().filter_map(|place| place.parent());
                self.outdated.extend(folders.map(root_of));
                match places.iter().any(|place| decides(place)) {
                    true => self.reload(),
                    false => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// Reads again what has changed.
    pub(super) fn look(&mut self) -> io::Result<()> {
        match self.world.is_stale() {
            true => self.reload(),
            false => Ok(()),
        }
    }

    fn reload(&mut self) -> io::Result<()> {
        self.world.reload();
        self.outdated
            .extend(self.documents.values().filter_map(folder_of).map(root_of));
        self.forget(|_| true);
        self.refresh()
    }

    /// What was known of documents holds no more.
    pub(super) fn forget(&mut self, which: impl Fn(&Document) -> bool) {
        let documents = self.documents.values_mut();
        documents
            .filter(|document| which(document))
            .for_each(Document::forget);
    }

    /// Lets a client that asks for diagnostics ask again.
    pub(super) fn refresh(&mut self) -> io::Result<()> {
        match self.client.pulls && self.client.refreshes && !self.documents.is_empty() {
            true => self.ask("workspace/diagnostic/refresh", None),
            false => Ok(()),
        }
    }

    /// Has the post-mortems around the open ones read where that was not done, or is to be done again.
    pub(super) fn read_neighbours(&mut self) {
        let known = |folder: &Path| self.world.neighbours(Some(&folder.join("x"))).is_some();
        let folders = self
            .documents
            .values()
            .filter(|one| one.judged.as_ref().is_some_and(|judged| judged.wanted));
        let roots: HashSet<PathBuf> = folders
            .filter_map(folder_of)
            .filter(|folder| !known(folder) || self.outdated.contains(&root_of(folder)))
            .map(root_of)
            .collect();
        for root in roots {
            if !self.reading.insert(root.clone()) {
                continue;
            }
            self.outdated.remove(&root);
            let (sender, configs) = (self.sender.clone(), self.world.configs());
            std::thread::spawn(move || {
                let neighbours = Arc::new(Neighbours::read(&root, &configs));
                let _ = sender.send(Event::Neighbours(root, neighbours));
            });
        }
    }
}

pub(super) fn folder_of(document: &Document) -> Option<&Path> {
    document.place.as_deref()?.parent()
}

/// Whether a file decides how documents are judged.
fn decides(place: &Path) -> bool {
    place.iter().any(|part| part == FILE || part == MORE)
}
