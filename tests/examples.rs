//! What the first command of the README prints on `examples/`, which `.ci/run` compares too; `BLESS=1` rewrites it.

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_examples_print_what_is_expected() {
    let expected = root().join("tests/expected/lint-examples.txt");
    let printed = lint(&[]);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&expected, &printed).expect("a file");
    }
    let expected = std::fs::read_to_string(&expected).expect("a file");
    assert!(
        printed == expected,
        "tests/expected/lint-examples.txt is out of date; run BLESS=1 cargo test --test examples\n{printed}"
    );
}

/// The file is compared on days that nobody knows yet.
#[test]
fn the_examples_print_the_same_on_every_day() {
    let printed = lint(&["--today", "2026-11-25"]);
    for day in ["2026-12-31", "2027-08-01", "2029-12-31"] {
        assert_eq!(lint(&["--today", day]), printed, "{day}");
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Standard output of `whys lint examples`, in which there are errors.
fn lint(more: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_whys"))
        .args(["lint", "examples"])
        .args(more)
        .current_dir(root())
        .output()
        .expect("whys starts");
    assert_eq!(output.status.code(), Some(1), "some examples are bad");
    String::from_utf8(output.stdout).expect("UTF-8")
}
