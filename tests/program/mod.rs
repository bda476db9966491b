//! The built program, run in a folder of its own.

#![allow(dead_code, unreachable_pub)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A post-mortem without a status, in which nothing but what a test adds is wrong.
pub const DOCUMENT: &str = "\
# Checkout answered 503 to one customer in five

## Impact

1,240 customers got an error page.

## Causes

The pool of connections had no limit.
";

/// How a run ended and what it wrote.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A folder that is gone when the test is over.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).expect("a file")
    }

    /// Runs whys here.
    pub fn whys(&self, args: &[&str]) -> Ran {
        self.run(args, &[], b"")
    }

    /// Runs whys here with variables and standard input.
    pub fn run(&self, args: &[&str], variables: &[(&str, &str)], input: &[u8]) -> Ran {
        let mut child = self
            .command(args)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("whys starts");
        // Whoever does not read its standard input closes it early.
        let _ = child.stdin.take().expect("a pipe").write_all(input);
        let output = child.wait_with_output().expect("whys ends");
        Ran {
            code: output.status.code().expect("an exit code"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// whys with nothing of the machine's own configuration.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whys"));
        command.args(args);
        self.alone(&mut command);
        command
    }

    /// Runs Git here.
    pub fn git(&self, args: &[&str]) {
        self.git_with(args, &[]);
    }

    /// Commits everything that is here, as somebody and on some day.
    pub fn commit_as(&self, name: &str, day: &str) {
        let (email, at) = (
            format!("{name}@larkspur.example"),
            format!("{day}T12:00:00Z"),
        );
        let variables = [
            ("GIT_AUTHOR_NAME", name),
            ("GIT_AUTHOR_EMAIL", &email),
            ("GIT_AUTHOR_DATE", &at),
            ("GIT_COMMITTER_DATE", &at),
        ];
        self.git(&["add", "."]);
        self.git_with(
            &["commit", "-q", "--allow-empty", "-m", "Change"],
            &variables,
        );
    }

    fn git_with(&self, args: &[&str], variables: &[(&str, &str)]) {
        let mut command = Command::new("git");
        command.args([
            "-c",
            "user.name=Ana",
            "-c",
            "user.email=ana@larkspur.example",
        ]);
        self.alone(command.args(args));
        command.envs(variables.iter().copied());
        let output = command.output().expect("Git starts");
        assert!(output.status.success(), "git {args:?}: {output:?}");
    }

    fn alone(&self, command: &mut Command) {
        command.current_dir(self.path()).env("HOME", self.path());
        for name in [
            "GIT_DIR",
            "GIT_INDEX_FILE",
            "GIT_WORK_TREE",
            "GIT_AUTHOR_NAME",
            "GIT_AUTHOR_EMAIL",
            "XDG_CONFIG_HOME",
            "GITHUB_ACTIONS",
            "CLICOLOR_FORCE",
        ] {
            command.env_remove(name);
        }
    }
}

/// The rules of the findings of a run with `--format json`.
pub fn rules(ran: &Ran) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = report["diagnostics"].as_array().expect("a list");
    let rules = findings
        .iter()
        .map(|one| one["rule"].as_str().expect("a rule"));
    rules.map(str::to_owned).collect()
}
