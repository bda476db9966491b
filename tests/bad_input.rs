//! Whatever the input: a clear error or a finding, the rest is done, and the file stays as it is.

mod program;

use std::io::Read;
use std::process::Stdio;

use program::{DOCUMENT, Folder, Ran};

/// Where the finding of [`with_finding`] stands.
const FINDING: &str = "bad.md:9:18: warning[human-error]";

/// The document with a finding in line 9, between `before` and `after`.
fn with_finding(before: &str, after: &str) -> String {
    let cause = "It was down to a human error.";
    let text = DOCUMENT.replace("The pool of connections had no limit.", cause);
    format!("{before}{text}{after}")
}

/// Lints `bad.md` with these bytes; it must stay as it is, and `inspect` must come to the same end.
fn lint(bytes: impl AsRef<[u8]>) -> Ran {
    let folder = Folder::new();
    let bytes = bytes.as_ref();
    folder.write("bad.md", bytes);
    let ran = folder.whys(&["lint", "--format", "concise", "bad.md"]);
    let inspected = folder.whys(&["inspect", "bad.md"]);
    assert_eq!(inspected.code == 2, ran.code == 2, "{}", inspected.err);
    let fixed = folder.whys(&["lint", "--diff", "bad.md"]);
    assert_eq!(fixed.code == 2, ran.code == 2, "{}", fixed.err);
    assert!(!fixed.err.contains("internal error"), "{}", fixed.err);
    assert!(folder.read("bad.md") == bytes, "the file was changed");
    assert!(!ran.err.contains("internal error"), "{}", ran.err);
    ran
}

/// It is read, and what is wrong in it is found where it stands.
fn is_read(bytes: impl AsRef<[u8]>) -> Ran {
    let ran = lint(bytes);
    assert!(ran.code < 2, "{}", ran.err);
    assert!(ran.out.contains(FINDING), "{}", ran.out);
    ran
}

/// It is refused with this error and this advice.
fn is_refused(bytes: impl AsRef<[u8]>, error: &str, help: &str) {
    let ran = lint(bytes);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .starts_with(&format!("error: {error}\n help: {help}\n")),
        "{}",
        ran.err
    );
}

#[test]
fn not_utf8() {
    let error = "bad.md:1:6: is not UTF-8 from here on";
    is_refused(b"# Caf\xe9\n", error, "save it as UTF-8");
}

#[test]
fn utf16() {
    let error = "bad.md:1:1: is not UTF-8 from here on";
    let help = "it looks like UTF-16; save it as UTF-8";
    is_refused(b"\xff\xfe#\0 \0x\0", error, help);
}

#[test]
fn byte_order_mark() {
    let ran = is_read(with_finding("\u{feff}", ""));
    assert!(
        ran.out.contains("bad.md:1:3: info[not-stated]"),
        "{}",
        ran.out
    );
}

#[test]
fn byte_order_mark_before_front_matter() {
    let ran = lint(format!("\u{feff}---\nstatus: review\n---\n{DOCUMENT}"));
    assert!(ran.out.contains("error[missing-section]"), "{}", ran.out);
}

#[test]
fn carriage_returns() {
    let unix = is_read(with_finding("", ""));
    let windows = is_read(with_finding("", "").replace('\n', "\r\n"));
    assert_eq!(unix.out, windows.out);
}

#[test]
fn no_final_newline() {
    is_read(with_finding("", "").trim_end());
}

#[test]
fn nul_bytes() {
    is_read(with_finding("", "\0 and \0\n"));
}

#[test]
fn empty_file() {
    let ran = lint("");
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("bad.md looks like no post-mortem"),
        "{}",
        ran.err
    );
}

#[test]
fn fifty_megabytes() {
    let error = "bad.md: is larger than the 16 MiB that whys reads";
    let help = "move raw data into files of their own and link to them";
    is_refused("a line of a log\n".repeat(50 << 16), error, help);
}

#[test]
fn one_line_of_ten_megabytes() {
    is_read(with_finding("", &"a line without an end ".repeat(10 << 16)));
}

#[test]
fn ten_thousand_nested_lists() {
    is_read(with_finding("", &format!("\n{}x\n", "- ".repeat(10_000))));
}

#[test]
fn lists_nested_by_indentation() {
    let item = |depth: usize| format!("{}- x\n", "  ".repeat(depth));
    let list: String = (0..1_500).map(item).collect();
    is_read(with_finding("", &format!("\n{list}")));
}

#[test]
fn ten_thousand_nested_quotes() {
    is_read(with_finding("", &format!("\n{} x\n", ">".repeat(10_000))));
}

#[test]
fn brackets_stars_and_ticks_that_open_and_never_close() {
    let open = format!(
        "\n{}\n\n{}\n\n{}\n",
        "[".repeat(50_000),
        "*a ".repeat(50_000),
        "<a ".repeat(50_000)
    );
    is_read(with_finding("", &open));
}

#[test]
fn yaml_alias_bomb() {
    let list = |anchor: char, of: &str| format!("{anchor}: &{anchor} [{}]\n", [of; 9].join(","));
    let mut front = list('a', "lol");
    for (before, anchor) in ('a'..='h').zip('b'..='i') {
        front.push_str(&list(anchor, &format!("*{before}")));
    }
    let ran = lint(with_finding(&format!("---\n{front}---\n"), ""));
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("error[unreadable-front-matter]"),
        "{}",
        ran.out
    );
}

#[test]
fn yaml_nested_deeper_than_anybody_writes() {
    let ran = lint(with_finding(
        &format!("---\na: {}\n---\n", "[".repeat(50_000)),
        "",
    ));
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("error[unreadable-front-matter]"),
        "{}",
        ran.out
    );
}

#[test]
fn duplicate_keys() {
    let ran = lint(with_finding("---\ntitle: a\ntitle: b\n---\n", ""));
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("bad.md:3:1: error[unreadable-front-matter]"),
        "{}",
        ran.out
    );
}

#[test]
fn broken_toml() {
    let ran = lint(with_finding("+++\ntitle =\n+++\n", ""));
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("bad.md:2:"), "{}", ran.out);
    assert!(
        ran.out.contains("error[unreadable-front-matter]"),
        "{}",
        ran.out
    );
}

#[test]
fn unclosed_front_matter() {
    is_read(with_finding("", "").replace("# Checkout", "--- Checkout"));
}

#[test]
fn unclosed_fence() {
    is_read(with_finding("", "\n```sh\nnever closed: human error\n"));
}

#[test]
fn unclosed_comment() {
    is_read(with_finding("", "\n<!-- never closed: human error\n"));
}

#[test]
fn broken_tables() {
    let tables = "\n| a | b\n|--|\n| 1 | 2 | 3 |\n||||\n|\n\n| due | owner |\n|-|-|\n| | | |x\n";
    is_read(with_finding("", tables));
}

#[test]
fn wide_table() {
    let row = |cell: &str| format!("|{}\n", cell.repeat(5_000));
    is_read(with_finding(
        "",
        &format!("\n{}{}{}", row("a|"), row("-|"), "|x\n".repeat(500)),
    ));
}

#[test]
fn terminal_escapes_in_text() {
    let folder = Folder::new();
    let text = with_finding("", "").replace(
        "It was",
        "\u{1b}[31m\u{1b}]8;;http://x\u{7} ##[stop-commands]x",
    );
    folder.write("bad.md", &text);
    for format in ["full", "concise", "github", "json"] {
        let ran = folder.whys(&["lint", "--format", format, "bad.md"]);
        assert!(
            !ran.out.contains('\u{1b}') && !ran.out.contains('\u{7}'),
            "{}",
            ran.out
        );
        assert!(format == "json" || !ran.out.contains("##["), "{}", ran.out);
        assert!(ran.out.contains("human-error"), "{}", ran.out);
    }
    let ran = folder.whys(&["inspect", "bad.md"]);
    assert!(
        !ran.out.contains('\u{1b}') && !ran.out.contains("##["),
        "{}",
        ran.out
    );
}

#[test]
fn terminal_escapes_in_json() {
    let folder = Folder::new();
    let action = "\n## Actions\n\n- [ ] Cap \u{9b}31m \u{202e}the retries ##[group]x\n";
    folder.write("incidents/bad.md", with_finding("", action));
    for command in [
        ["inspect", "--format", "json", "incidents/bad.md"],
        ["actions", "--format", "json", "incidents/bad.md"],
        ["review", "--format", "json", "incidents/bad.md"],
    ] {
        let ran = folder.whys(&command);
        assert!(
            !ran.out.contains(['\u{9b}', '\u{202e}']) && !ran.out.contains("##["),
            "{}",
            ran.out
        );
        let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        assert!(
            json.to_string().contains("\u{9b}31m \u{202e}the retries"),
            "{}",
            ran.out
        );
    }
}

#[cfg(unix)]
#[test]
fn terminal_escapes_in_file_names() {
    let folder = Folder::new();
    let name = "incident \u{1b}[2J\n::error::forged.md";
    folder.write(name, with_finding("", ""));
    for format in ["full", "concise", "github"] {
        let ran = folder.whys(&["lint", "--format", format]);
        let both = format!("{}{}", ran.out, ran.err);
        assert!(!both.contains('\u{1b}'), "{both}");
        assert!(
            !both.lines().any(|line| line.starts_with("::error::forged")),
            "{both}"
        );
        assert!(both.contains("human-error"), "{both}");
    }
    let ran = folder.whys(&["lint", "\u{1b}[2J\n::error::none.md"]);
    assert_eq!(ran.code, 2);
    assert!(
        !ran.err.contains('\u{1b}') && ran.err.lines().count() == 2,
        "{}",
        ran.err
    );
}

#[cfg(unix)]
#[test]
fn symbolic_links_out_of_the_tree() {
    let outside = Folder::new();
    outside.write("incidents/secret.md", with_finding("", ""));
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder.write("incidents/here.md", DOCUMENT);
    let link = |target: &str, name: &str| {
        let target = outside.path().join(target);
        std::os::unix::fs::symlink(target, folder.path().join(name)).expect("a link");
    };
    link("incidents/secret.md", "incidents/file.md");
    link("incidents", "incidents/folder");
    let found = folder.whys(&["lint", "--format", "json"]);
    assert!(found.out.contains("\"files\":1,"), "{}", found.out);
    let hook = folder.whys(&["lint", "--force-exclude", "incidents/file.md"]);
    assert_eq!((hook.code, hook.out.as_str()), (0, ""));
    assert!(hook.err.contains("no post-mortem found"), "{}", hook.err);
}

#[cfg(unix)]
#[test]
fn unreadable_files_among_readable_ones() {
    let folder = Folder::new();
    std::os::unix::fs::symlink("loop.md", folder.path().join("loop.md")).expect("a link");
    folder.write("good.md", with_finding("", ""));
    folder.write("folder.md/file", "");
    let ran = folder.whys(&[
        "lint", "--format", "concise", "loop.md", "none.md", "good.md",
    ]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("error: loop.md: cannot be read: "),
        "{}",
        ran.err
    );
    assert!(
        ran.err
            .contains("error: none.md: there is no such file or folder"),
        "{}",
        ran.err
    );
    assert!(
        ran.out.contains("good.md:9:18: warning[human-error]"),
        "{}",
        ran.out
    );
}

#[cfg(unix)]
#[test]
fn files_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.write("bad.md", DOCUMENT);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o000)).expect("a mode");
    // The superuser reads everything.
    if std::fs::read(&path).is_ok() {
        return;
    }
    let ran = folder.whys(&["lint", "bad.md"]);
    assert_eq!(ran.code, 2);
    let error = "error: bad.md: cannot be read: permission denied\n help: check its permissions\n";
    assert!(ran.err.starts_with(error), "{}", ran.err);
}

#[test]
fn closed_pipe() {
    let folder = Folder::new();
    for n in 0..400 {
        folder.write(&format!("incidents/{n}.md"), with_finding("", ""));
    }
    for command in [
        &["lint"][..],
        &["inspect", "."],
        &["actions"],
        &["rules"],
        &["--help"],
    ] {
        let mut child = folder
            .command(command)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("whys starts");
        drop(child.stdout.take());
        let mut told = String::new();
        let err = child.stderr.as_mut().expect("a pipe");
        err.read_to_string(&mut told).expect("UTF-8");
        let code = child.wait().expect("whys ends").code();
        assert_eq!(code, Some(0), "{command:?}: {told}");
        assert!(
            !told.contains("error") && !told.contains("panic"),
            "{command:?}: {told}"
        );
    }
}
