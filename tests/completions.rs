//! `whys completions`: the scripts, and what bash makes of its own.

mod program;

use std::io::Write;
use std::process::Command;

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
    let bash = Command::new("bash")
        .args(["--norc", "-c", &ask])
        .current_dir(folder.path())
        .output();
    let Ok(bash) = bash else {
        // Written past the harness, which would keep it to itself.
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: there is no bash to try the script with"
        );
        return None;
    };
    assert!(bash.status.success(), "{bash:?}");
    let offered = String::from_utf8(bash.stdout).expect("UTF-8");
    Some(offered.lines().map(str::to_owned).collect())
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
