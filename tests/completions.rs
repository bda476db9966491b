//! `whys completions`: the scripts, and what bash makes of its own.

mod program;

use std::io::Write;
use std::process::{Command, Output};

use program::Folder;

/// The script of a shell.
fn script(shell: &str) -> String {
    let ran = Folder::new().whys(&["completions", shell]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
    ran.out
}

#[test]
fn every_shell_has_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = script(shell);
        assert!(
            script.contains("completions") && script.contains("fail-on"),
            "{shell}"
        );
    }
    for shell in ["bash", "fish", "zsh"] {
        assert!(script(shell).contains("vague-action"), "{shell}");
    }
    let ran = Folder::new().whys(&["completions", "tcsh"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

#[test]
fn help_says_how_to_install_each() {
    let help = Folder::new().whys(&["completions", "--help"]).out;
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(
            help.contains(&format!("whys completions {shell} >")),
            "{help}"
        );
    }
}

/// What bash prints in a folder; none where there is no bash, which is told.
fn bash(folder: &Folder, ask: &str) -> Option<Output> {
    let bash = Command::new("bash")
        .args(["--norc", "-c", ask])
        .current_dir(folder.path())
        .output();
    if bash.is_err() {
        // Written past the harness, which would keep it to itself.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: there is no bash to try the script with"
        );
    }
    bash.ok()
}

/// What bash offers for the last of the words.
fn offered(words: &[&str]) -> Option<Vec<String>> {
    let folder = Folder::new();
    folder.write("whys.bash", script("bash"));
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let at = words.len() - 1;
    let before = words.get(at - 1)?;
    let ask = format!(
        "source ./whys.bash && COMP_WORDS=({}) COMP_CWORD={at} && _whys whys '{}' '{before}' && printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        quoted.join(" "),
        words[at],
    );
    let bash = bash(&folder, &ask)?;
    assert!(bash.status.success(), "{bash:?}");
    let offered = String::from_utf8(bash.stdout).expect("UTF-8");
    Some(offered.lines().map(str::to_owned).collect())
}

#[test]
fn bash_completes_the_ids_of_open_actions() {
    let folder = Folder::new();
    folder.write(
        "incidents/a.md",
        "# Outage\n\n## Actions\n\n- [ ] **A-7kq2** Cap retries at 2\n- [ ] Raise the pool to 120\n- [x] **A-m3dx** Split the pool\n",
    );
    folder.write("whys.bash", script("bash"));
    let whys = env!("CARGO_BIN_EXE_whys");
    for (line, words, expected) in [
        (
            "whys actions done A-",
            &["actions", "done", "A-"][..],
            &["A-7kq2"][..],
        ),
        (
            "whys actions due ",
            &["actions", "due", ""],
            &["A-7kq2", "incidents/a.md:6"],
        ),
        (
            "whys actions reopen ",
            &["actions", "reopen", ""],
            &["A-m3dx"],
        ),
        (
            "whys actions drop incidents/a.md:",
            &["actions", "drop", "incidents/a.md", ":"],
            &["6"],
        ),
        (
            "whys actions done --ev",
            &["actions", "done", "--ev"],
            &["--evidence"],
        ),
        (
            "whys actions assign A-7kq2 --to ",
            &["actions", "assign", "A-7kq2", "--to", ""],
            &[],
        ),
    ] {
        let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
        let at = words.len();
        let ask = format!(
            "source ./whys.bash; complete -p whys >&2; COMP_WORDS=('{whys}' {}); COMP_CWORD={at}; COMP_LINE='{line}'; COMP_POINT={}; _whys_actions '{whys}' '{}' '{}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            quoted.join(" "),
            line.len(),
            words[at - 1],
            words[at - 2],
        );
        let Some(bash) = bash(&folder, &ask) else {
            return;
        };
        let offered = String::from_utf8(bash.stdout).expect("UTF-8");
        let offered: Vec<&str> = offered.lines().filter(|line| !line.is_empty()).collect();
        if expected.is_empty() {
            assert!(
                !offered.iter().any(|one| one.starts_with("A-")),
                "{line}: {offered:?}"
            );
        } else {
            assert_eq!(offered, expected, "{line}");
        }
        assert!(String::from_utf8_lossy(&bash.stderr).contains("-F _whys_actions"));
    }
}

#[test]
fn zsh_and_fish_ask_for_the_ids_of_actions() {
    let zsh = script("zsh");
    assert!(zsh.starts_with("#compdef whys\n"));
    assert_eq!(zsh.matches(":_whys_actions'").count(), 5, "{zsh}");
    let fish = script("fish");
    assert_eq!(fish.matches("whys actions --quiet --format ids").count(), 2);
}

#[test]
fn bash_completes_commands_and_names_of_rules() {
    for (words, expected) in [
        (&["whys", "li"][..], &["lint"][..]),
        (&["whys", "explain", "human-e"], &["human-error"]),
        (&["whys", "lint", "--select", "human-e"], &["human-error"]),
        (&["whys", "check", "--ignore", "human-e"], &["human-error"]),
        (&["whys", "schema", "front"], &["front-matter"]),
    ] {
        if let Some(offered) = offered(words) {
            assert_eq!(offered, expected, "{words:?}");
        }
    }
}
