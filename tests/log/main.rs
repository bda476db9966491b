//! `whys log`: which post-mortem, when, with what beside it, and that nothing is lost whoever else writes.

#[path = "../program/mod.rs"]
mod program;

mod at_once;

use program::{Folder, Ran};

const FILE: &str = "postmortems/2026-03-14-checkout-503.md";
const LIVE: &str = "\u{feff}---\r
title: Checkout answers 503\r
status: live  # keep this\r
started:   '2026-03-14T09:02Z'\r
detected:   # when?\r
---\r
# Checkout answers 503\r
\r
## Timeline (UTC)\r
\r
- 09:02 The error rate passes 1 %  \r
- 09:40 Rolled back\r
\r
## Evidence\r
\r
\tstays\x20\r
";

fn live() -> Folder {
    let folder = Folder::new();
    folder.write(FILE, LIVE);
    folder
}

/// Logs on a day of its own.
fn log(folder: &Folder, args: &[&str]) -> Ran {
    folder.whys(&[&["log", "--today", "2026-03-14"], args].concat())
}

fn text(folder: &Folder) -> String {
    String::from_utf8(folder.read(FILE)).expect("UTF-8")
}

fn files(folder: &Folder, below: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path().join(below))
        .into_iter()
        .flatten();
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("UTF-8")
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// A picture of one pixel, with a text that tells where it was taken.
fn picture(place: &str) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
        let named = [kind, data].concat();
        chunk.extend(&named);
        chunk.extend(crc(&named).to_be_bytes());
        chunk
    };
    let data = b"\x78\x9c\x63\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00";
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0"),
        chunk(b"tEXt", format!("Place\0{place}").as_bytes()),
        chunk(b"IDAT", data),
        chunk(b"IEND", b""),
    ]
    .concat()
}

/// The checksum of PNG (RFC 2083, appendix 15).
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _: u32| {
        if sum & 1 == 1 {
            0xedb8_8320 ^ (sum >> 1)
        } else {
            sum >> 1
        }
    };
    !bytes
        .iter()
        .fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}

#[test]
fn an_entry_goes_into_the_live_post_mortem_and_nothing_else_changes() {
    let folder = live();
    folder.write(
        "postmortems/2026-01-01-older.md",
        LIVE.replace("live", "draft"),
    );
    folder.git(&["init", "-q"]);
    let before = std::fs::metadata(folder.path().join(FILE))
        .expect("a file")
        .permissions();
    let inside = folder.path().join("postmortems");
    let ran = folder
        .command(&[
            "log",
            "--today",
            "2026-03-14",
            "--at",
            "09:12",
            "paged `ledger`",
        ])
        .current_dir(inside)
        .output()
        .expect("whys runs");
    assert_eq!(
        String::from_utf8_lossy(&ran.stdout),
        "2026-03-14-checkout-503.md:12: - 09:12 paged `ledger`\n"
    );
    assert_eq!(
        text(&folder),
        LIVE.replace("- 09:40", "- 09:12 paged `ledger`\r\n- 09:40")
    );
    let after = std::fs::metadata(folder.path().join(FILE))
        .expect("a file")
        .permissions();
    assert_eq!(before, after);
    assert_eq!(
        files(&folder, "postmortems"),
        ["2026-01-01-older.md", "2026-03-14-checkout-503.md"]
    );
}

#[test]
fn a_milestone_stands_in_the_front_matter_too() {
    let folder = live();
    let ran = log(
        &folder,
        &["--at", "09:12", "--milestone", "detected", "an alert pages"],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let expected = LIVE
        .replace("detected:   #", "detected: 2026-03-14T09:12Z   #")
        .replace("- 09:40", "- 09:12 **Detected.** an alert pages\r\n- 09:40");
    assert_eq!(text(&folder), expected);
    let ran = log(
        &folder,
        &[
            "--at",
            "09:58",
            "--milestone",
            "mitigated",
            "back to normal",
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(text(&folder).contains("# when?\r\nmitigated: 2026-03-14T09:58Z\r\n---\r\n"));
    let ran = log(&folder, &["--milestone", "ended", "x"]);
    assert!(
        ran.code == 2 && ran.err.contains("mitigated"),
        "{}",
        ran.err
    );
}

#[test]
fn none_two_or_an_unreadable_one_are_told_by_name() {
    let folder = Folder::new();
    folder.write(FILE, LIVE.replace("live", "draft"));
    let ran = log(&folder, &["x"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("no post-mortem here is live") && ran.err.contains("new --live"),
        "{}",
        ran.err
    );
    assert_eq!(
        log(&folder, &["--file", FILE, "--at", "09:50", "named"]).code,
        0
    );
    assert!(text(&folder).contains("- 09:50 named\r\n"));
    folder.write(FILE, LIVE);
    folder.write("incidents/ledger.md", LIVE);
    let ran = log(&folder, &["x"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("2 post-mortems are live: incidents/ledger.md, postmortems/"),
        "{}",
        ran.err
    );
    for (args, told) in [
        (
            &["--file", "gone.md", "x"][..],
            "gone.md: there is no such file",
        ),
        (&["--at", "nine", "x"], "write a time as 09:12"),
        (&["  "], "the entry says nothing"),
        (&["--from", "-"], "no line begins with a time"),
        (&[], "required"),
    ] {
        let ran = log(&folder, args);
        assert!(
            ran.code == 2 && ran.err.contains(told),
            "{args:?}: {}",
            ran.err
        );
    }
    assert_eq!(text(&folder), LIVE);
}

#[test]
fn a_picture_is_kept_beside_without_what_it_tells() {
    let folder = live();
    folder.write("shot.gif", picture("Berlin"));
    for _ in 0..2 {
        let ran = log(
            &folder,
            &["--at", "09:12", "the `p99` | now", "--attach", "shot.gif"],
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let kept = files(&folder, "postmortems/assets");
    let [name] = &kept[..] else {
        panic!("{kept:?}")
    };
    assert!(
        name.starts_with("2026-03-14-checkout-503-") && name.ends_with(".png"),
        "{name}"
    );
    let bytes = folder.read(&format!("postmortems/assets/{name}"));
    assert!(bytes.starts_with(b"\x89PNG") && !bytes.windows(6).any(|part| part == b"Berlin"));
    let entry = format!("- 09:12 the `p99` \\| now ![the p99 \\| now](assets/{name})\r\n");
    assert_eq!(
        text(&folder),
        LIVE.replace("- 09:40", &format!("{entry}{entry}- 09:40"))
    );
    let lint = folder.whys(&["lint", "--format", "concise", FILE]);
    assert!(!lint.out.contains("image"), "{}", lint.out);

    // A file of the name that has other bytes stays.
    folder.write(&format!("postmortems/assets/{name}"), "mine");
    let before = text(&folder);
    let ran = log(&folder, &["x", "--attach", "shot.gif"]);
    assert!(
        ran.code == 2 && ran.err.contains("nothing was overwritten"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read(&format!("postmortems/assets/{name}")), b"mine");
    assert_eq!(text(&folder), before);
}

#[test]
fn what_is_no_small_picture_is_refused_and_leaves_nothing() {
    let folder = live();
    folder.write("a.png", "<svg/>");
    folder.write("b.png", [picture("Berlin"), vec![0; 3000]].concat());
    folder.write("whys.toml", "[log]\nlargest-picture = 2\n");
    for (name, told) in [
        (
            "a.png",
            "a.png: is no PNG, JPEG or WebP picture by its content",
        ),
        ("b.png", "b.png: has 4 kB, and a picture may have 2 kB"),
        ("c.png", "c.png: there is no such file"),
        (".", "is a folder"),
    ] {
        let ran = log(&folder, &["x", "--attach", name]);
        assert!(ran.code == 2 && ran.err.contains(told), "{}", ran.err);
    }
    let ran = log(&folder, &["x", "--no-config", "--attach", "b.png", "a.png"]);
    assert!(ran.code == 2 && ran.err.contains("a.png"), "{}", ran.err);
    assert_eq!(text(&folder), LIVE);
    assert_eq!(
        files(&folder, "postmortems"),
        ["2026-03-14-checkout-503.md"]
    );
}

#[test]
fn a_chat_becomes_entries() {
    let folder = live();
    let chat = "Kim  9:10 AM\nsees 503\n[09:55] li: all good\nsays the `probe`\n[09:03] kim: x\n- [ ] forged | y\n";
    let ran = folder.run(
        &["log", "--today", "2026-03-14", "--from", "-"],
        &[],
        chat.as_bytes(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let expected = LIVE
        .replace(
            "1 %  \r\n",
            "1 %  \r\n- 09:03 kim: x - \\[ \\] forged \\| y\r\n- 09:10 Kim: sees 503\r\n",
        )
        .replace(
            "Rolled back\r\n",
            "Rolled back\r\n- 09:55 li: all good says the `probe`\r\n",
        );
    assert_eq!(text(&folder), expected);
    assert_eq!(ran.out.lines().count(), 3, "{}", ran.out);
}

#[test]
fn a_link_is_followed_and_a_secret_is_told() {
    let folder = live();
    let ran = log(
        &folder,
        &["--at", "09:50", "key AKIAQWERTYUIOP234567 leaked"],
    );
    assert!(ran.code == 0 && ran.err.contains("secret"), "{}", ran.err);
    assert!(!ran.out.contains("AKIAQWERTYUIOP234567"), "{}", ran.out);
}
