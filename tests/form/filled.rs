//! Every template, filled in with facts, lints clean at every status.

use super::program::Folder;
use super::{PICTURE, fill, new};

/// What `whys lint` says above info, with the document as it is and as if it had another status.
fn loud(folder: &Folder, path: &str, status: &str) -> String {
    let args = [
        "lint",
        "--format",
        "concise",
        "--as",
        status,
        "--today",
        "2026-04-20",
        "--profile",
        "standard",
        path,
    ];
    let ran = folder.whys(&args);
    assert_eq!(ran.code, 0, "{path} at {status}: {}", ran.out);
    let lines = ran.out.lines().filter(|line| !line.contains(": info["));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn a_new_document_has_no_error_at_live_and_draft() {
    for template in whys::template::names() {
        let folder = Folder::new();
        let (path, _) = new(&folder, template);
        assert_eq!(loud(&folder, &path, "live"), "", "{template}");
        loud(&folder, &path, "draft");
    }
}

#[test]
fn filled_in_with_facts_it_is_clean_at_every_status() {
    for template in whys::template::names().filter(|name| !["ccadb", "live"].contains(name)) {
        let folder = Folder::new();
        let (path, text) = new(&folder, template);
        let filled = fill(&text).replace("reviewed_by:\n", "").replace(
            "<!-- Who has to be told",
            "Nobody: no data was reached. <!-- Who",
        );
        let filled = filled.replacen(
            "\n---\n",
            "\nreviewed_by: [sam, li]\npresented_on: 2026-04-17\n---\n",
            1,
        );
        assert!(!filled.contains(":  #"), "{filled}");
        folder.write(&path, filled);
        folder.write("postmortems/refused-vouchers.png", PICTURE);
        for status in ["live", "draft", "review", "final"] {
            assert_eq!(loud(&folder, &path, status), "", "{template} at {status}");
        }
    }
}

#[test]
fn the_first_screen_filled_in_is_clean_while_live() {
    let folder = Folder::new();
    let (path, text) = new(&folder, "live");
    folder.write(&path, fill(&text));
    assert_eq!(loud(&folder, &path, "live"), "");
}

#[test]
fn the_report_of_an_authority_filled_in_is_clean_at_every_status() {
    let folder = Folder::new();
    let (path, text) = new(&folder, "ccadb");
    let mut filled = text;
    for (field, value) in CCADB {
        assert!(filled.contains(field), "{field}: {filled}");
        filled = filled.replacen(field, value, 1);
    }
    let filled = filled.replacen(
        "\n---\n",
        "\nreviewed_by: [sam, li]\npresented_on: 2026-04-17\n---\n",
        1,
    );
    folder.write(&path, filled);
    for status in ["live", "draft", "review", "final"] {
        assert_eq!(loud(&folder, &path, status), "", "at {status}");
    }
}

/// A field of the form, and the field with its value.
#[rustfmt::skip]
const CCADB: &[(&str, &str)] = &[
    ("severity:  #", "severity: SEV3  #"),
    ("team:  #", "team: pki/issuance  #"),
    ("services: []", "services: [issuance]"),
    ("moderator:  #", "moderator: li  #"),
    ("bar_raiser:  #", "bar_raiser: sam  #"),
    ("incident_lead:  #", "incident_lead: tom  #"),
    ("started:  #", "started: 2026-04-06T09:14Z  #"),
    ("detected:  #", "detected: 2026-04-06T10:31Z  #"),
    ("mitigated:  #", "mitigated: 2026-04-06T12:02Z  #"),
    ("resolved:  #", "resolved: 2026-04-06T13:40Z  #"),
    ("detected_by:  #", "detected_by: alert  #"),
    ("trigger:  #", "trigger: config-push  #"),
    ("causes: []", "causes: [software, process]"),
    ("customers:  #", "customers: 212  #"),
    ("requests_failed:  #", "requests_failed: none  #"),
    ("p99_latency_ms:  #", "p99_latency_ms: none  #"),
    ("data_lost:  #", "data_lost: none  #"),
    ("basis:  #", "basis: measured  #"),
    ("note:  #", "note: counted from the issuance log  #"),
    ("unique ID:\n", "unique ID: A004711\n"),
    ("Incident description:\n", "Incident description: From 09:14 to 12:02 UTC on 6 April 2026 we issued 340 certificates to 212 subscribers whose policy OID was that of another profile.\n"),
    ("start date:\n", "start date: 2026-04-06\n"),
    ("identified date:\n", "identified date: 2026-04-06\n"),
    ("end date:\n", "end date: 2026-04-06\n"),
    ("Relevant policies:\n", "Relevant policies: Baseline Requirements, 7.1.2.7\n"),
    ("disclosure:\n", "disclosure: Self-reported, after an alert of our own linter\n"),
    ("number of certificates:\n", "number of certificates: 340\n"),
    ("valid\" certificates:\n", "valid\" certificates: 0 of 340\n"),
    ("certificate types:\n", "certificate types: TLS server certificates, organisation validated\n"),
    ("heuristic:\n", "heuristic: All 340 certificates are in the appendix\n"),
    ("or why not?:\n", "or why not?: Yes, at 10:44, until the profile was restored\n"),
    ("Analysis:\n", "Analysis: 212 subscribers had to replace 340 certificates; no key was exposed, no data was lost\n"),
    ("considerations:\n", "considerations: N/A, no relying party reported a failure\n"),
    ("- 2026-03-14 08:55 Configuration 4711 is merged -->\n", "-->\n\nAll times are UTC.\n\n- 2026-04-03 14:20 Profile 4711 is merged\n- 2026-04-06 09:14 **Started.** The first certificate of the profile is issued\n- 2026-04-06 10:31 **Detected.** The alert of the linter pages the on-call engineer\n- 2026-04-06 10:44 Issuance is stopped\n- 2026-04-06 12:02 **Mitigated.** The profile is restored\n- 2026-04-06 13:40 **Resolved.** All 340 certificates are revoked\n"),
    ("| --- | --- | --- |\n", "| --- | --- | --- |\n| 1991234 | 2025-02-11 | Another profile with the OID of its neighbour |\n"),
    ("#1: title\n", "#1: a profile accepts any OID\n"),
    ("Description:\n", "Description: The editor of profiles takes any OID that is registered, whichever profile it belongs to\n"),
    ("Timeline:\n", "Timeline: Possible since profiles became configurable on 2024-05-02\n"),
    ("Detection:\n", "Detection: Our linter runs on samples of 1 %, so its alert came 77 minutes after the first certificate\n"),
    ("other factors:\n", "other factors: The sample let 300 certificates go out before one of them was looked at\n"),
    ("methodology used:\n", "methodology used: Why, asked five times over, with the two engineers who wrote the editor\n"),
    ("well:\n", "well: Every certificate was logged to CT, so all 340 were found in ten minutes\n"),
    ("didn't go well:\n", "didn't go well: Revoking 340 certificates by hand took 96 minutes\n"),
    ("lucky:\n", "lucky: It was a Monday with 340 certificates in three hours, and not the 9,000 of a Thursday\n"),
    ("Additional:\n", "Additional: N/A\n"),
    ("Due Date | Status |\n| --- | --- | --- | --- | --- | --- |\n", "Due Date | Status | Owner |\n| --- | --- | --- | --- | --- | --- | --- |\n| Reject a profile in the editor when its OID is not in the list of its type | Prevent | Contributing Factor #1 | A profile with a foreign OID is refused in staging | 2026-05-08 | Ongoing | @tom |\n| Lint every certificate before it is signed, and page the on-call on the first failure | Detect | Contributing Factor #1 | A foreign OID pages within 1 min in staging | 2026-05-15 | Ongoing | @ana |\n| Add `ca revoke --list FILE`, which revokes 1,000 certificates in 5 min | Mitigate | Contributing Factor #1 | 1,000 test certificates in 5 min | 2026-06-12 | Ongoing | @kim |\n"),
    ("based. -->\n", "based. -->\n\n```text\n2026-04-06T09:14:07Z issued 04:7a:1f policy 2.999.1.2 expected 2.999.1.1\n```\n"),
];
