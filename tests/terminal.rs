//! `whys new` before somebody at a terminal: it asks for what is missing, and only there.
#![cfg(unix)]

mod program;

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::Stdio;

use program::Folder;
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// The side of a pseudo-terminal where a person sits, and that of the program.
fn terminal() -> (File, OwnedFd) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
    grantpt(&person).expect("it is ours");
    unlockpt(&person).expect("it may be used");
    let name = ptsname(&person, Vec::new()).expect("its name");
    let flags = OFlags::RDWR | OFlags::NOCTTY;
    let program = open(&name, flags, Mode::empty()).expect("its other side");
    (File::from(person), program)
}

/// Runs whys at a terminal where somebody types `answers`; gives the exit code, what it printed, and what the terminal
/// showed.
fn at_terminal(folder: &Folder, args: &[&str], answers: &str) -> (i32, String, String) {
    let (mut person, program) = terminal();
    let mut command = folder.command(args);
    command.stdin(Stdio::from(program.try_clone().expect("a copy")));
    command.stderr(Stdio::from(program));
    command.stdout(Stdio::piped());
    let child = command.spawn().expect("whys starts");
    // What the program holds of the terminal must end with it, for this side to see the end.
    drop(command);
    person.write_all(answers.as_bytes()).expect("typed");
    let output = child.wait_with_output().expect("whys ends");
    let mut shown = Vec::new();
    let mut part = [0; 4096];
    // On Linux the end of the other side is an error, and no end of file.
    while let Ok(count @ 1..) = person.read(&mut part) {
        shown.extend_from_slice(&part[..count]);
    }
    (
        output.status.code().expect("an exit code"),
        String::from_utf8(output.stdout).expect("UTF-8"),
        String::from_utf8_lossy(&shown).into_owned(),
    )
}

#[test]
fn somebody_at_a_terminal_is_asked_for_what_is_missing() {
    let folder = Folder::new();
    let answers = "Checkout answers 503\nSEV2\ncheckout, gateway\n\n2026-03-14T09:02Z\n";
    let args = ["new", "--today", "2026-03-14", "--template", "default"];
    let (code, out, shown) = at_terminal(&folder, &args, answers);
    assert_eq!(code, 0, "{shown}");
    assert_eq!(out, "postmortems/2026-03-14-checkout-answers-503.md\n");
    assert!(shown.contains("Enter leaves a question open."), "{shown}");
    let text = String::from_utf8(folder.read(out.trim_end())).expect("UTF-8");
    for line in [
        "severity: SEV2",
        "services: [checkout, gateway]",
        "started: 2026-03-14T09:02Z",
    ] {
        assert!(
            text.lines().any(|own| own.starts_with(line)),
            "{line}\n{text}"
        );
    }
}

#[test]
fn nobody_is_asked_with_no_input() {
    let folder = Folder::new();
    let args = ["new", "--today", "2026-03-14", "--no-input"];
    let (code, out, shown) = at_terminal(&folder, &args, "Checkout answers 503\n");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(shown.contains("the title is missing"), "{shown}");
    assert!(!shown.contains("What do customers see?"), "{shown}");
}
