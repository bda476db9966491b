//! What the README shows on a console is what the program writes; `BLESS=1` rewrites it.

use std::path::Path;
use std::process::Command;

/// What runs in this repository.
const FENCE: &str = "```console\n";

/// What runs in a repository of its own, from the first of these blocks to the last.
const OUTAGE: &str = "```console outage\n";

#[test]
fn the_readme_shows_what_the_program_writes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("a README");
    let outage = outage();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (expected, commands) = rerun(&readme, FENCE, here);
    let (expected, more) = rerun(&expected, OUTAGE, outage.path());
    assert!(more >= 7, "the README shows no outage");
    assert!(commands > 0, "the README shows no command");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &expected).expect("a README");
    } else {
        assert!(
            readme == expected,
            "the README is out of date; run BLESS=1 cargo test --test readme\n{expected}"
        );
    }
}

/// The text with what the commands in its blocks write in a folder, and how many there are.
fn rerun(readme: &str, fence: &str, folder: &Path) -> (String, usize) {
    let mut expected = String::new();
    let mut commands = 0;
    for (at, part) in readme.split(fence).enumerate() {
        if at == 0 {
            expected.push_str(part);
            continue;
        }
        let (transcript, rest) = part.split_once("```\n").expect("a closed fence");
        expected.push_str(fence);
        for command in transcript
            .lines()
            .filter_map(|line| line.strip_prefix("$ "))
        {
            commands += 1;
            expected.push_str(&format!("$ {command}\n{}", run(command, folder)));
        }
        expected.push_str("```\n");
        expected.push_str(rest);
    }
    (expected, commands)
}

/// The repository of a team during an outage, with a screenshot in it.
fn outage() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for args in [
        &["init", "-q"][..],
        &["config", "user.name", "Ana"],
        &["config", "user.email", "ana@larkspur.example"],
    ] {
        let mut git = Command::new("git");
        let status = git.args(args).current_dir(folder.path()).status();
        assert!(status.expect("Git starts").success(), "{args:?}");
    }
    let picture = "examples/postmortems/assets/2026-03-14-ledger-connections.png";
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join(picture);
    std::fs::copy(picture, folder.path().join("errors.png")).expect("a picture");
    folder
}

/// Standard output and standard error of a command, as a terminal shows them.
fn run(command: &str, folder: &Path) -> String {
    let mut words = words(command).into_iter();
    assert_eq!(words.next().as_deref(), Some("whys"), "{command}");
    let output = Command::new(env!("CARGO_BIN_EXE_whys"))
        .args(words)
        .current_dir(folder)
        .output()
        .expect("whys starts");
    let told = [output.stdout, output.stderr].concat();
    String::from_utf8(told).expect("UTF-8")
}

/// The words of a command; double quotes keep some together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}
