//! What the README shows on a console is what the program writes; `BLESS=1` rewrites it.

use std::path::Path;
use std::process::Command;

const FENCE: &str = "```console\n";

#[test]
fn the_readme_shows_what_the_program_writes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("a README");
    let mut expected = String::new();
    let mut commands = 0;
    for (at, part) in readme.split(FENCE).enumerate() {
        if at == 0 {
            expected.push_str(part);
            continue;
        }
        let (transcript, rest) = part.split_once("```\n").expect("a closed fence");
        expected.push_str(FENCE);
        for command in transcript
            .lines()
            .filter_map(|line| line.strip_prefix("$ "))
        {
            commands += 1;
            expected.push_str(&format!("$ {command}\n{}", run(command)));
        }
        expected.push_str("```\n");
        expected.push_str(rest);
    }
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

/// Standard output and standard error of a command, as a terminal shows them.
fn run(command: &str) -> String {
    let mut words = words(command).into_iter();
    assert_eq!(words.next().as_deref(), Some("whys"), "{command}");
    let output = Command::new(env!("CARGO_BIN_EXE_whys"))
        .args(words)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
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
