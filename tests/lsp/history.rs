//! What the history says of a document that is being typed.

use serde_json::{Value, json};

use super::client::codes;
use super::program::Folder;
use super::{able, of, start};

const PATH: &str = "incidents/2026-03-14-checkout.md";

fn document(actions: &[&str]) -> String {
    let list: String = actions.iter().map(|one| format!("- [ ] {one}\n")).collect();
    format!("---\nstatus: draft\n---\n# Checkout answered 503\n\n## Actions\n\n{list}")
}

fn has_vanished(shown: &[Value]) -> bool {
    codes(shown).contains(&"vanished-action")
}

#[test]
fn an_action_that_is_deleted_is_told_until_it_stands_elsewhere_or_the_change_is_committed() {
    let (cap, page) = (
        "Cap retries of checkout at 2",
        "Page on-call when the pool is full",
    );
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write(PATH, document(&[cap, page]));
    folder.commit_as("Kim", "2026-04-01");
    let uri = of(&folder, PATH);
    let mut client = start(&folder, able());
    client.open(&uri, &document(&[cap, page]));
    assert!(!has_vanished(&client.until(&uri, |_| true)));
    client.change(&uri, 2, [8, 0, 9, 0], "");
    client.until(&uri, has_vanished);
    // It is put into another post-mortem, which is saved.
    let place = folder.write("incidents/2026-05-02-checkout.md", document(&[page]));
    let other = super::client::uri(&place);
    let saved = json!({ "textDocument": { "uri": other } });
    client.tell("textDocument/didSave", saved);
    client.until(&uri, |shown| !has_vanished(shown));
    std::fs::remove_file(place).expect("a file");
    client.tell(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": uri } }),
    );
    client.until(&uri, has_vanished);
    folder.write(PATH, document(&[cap]));
    folder.commit_as("Kim", "2026-04-02");
    client.tell(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": uri } }),
    );
    client.until(&uri, |shown| !has_vanished(shown));
    assert_eq!(client.leave(), 0);
}
