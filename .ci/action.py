"""The action, through act, with the workflow that users copy, whose use of the action must fail the job.

Two more uses stand behind it, which install a release from a GitHub on loopback, comment there and upload, with every input. (The
first is built from source; more builds would cost more, since act copies the action anew for each.)
"""

import json
import re
import shutil

import definitions
import hook
import runner
import tools
from api import TOKEN, GitHub
from pull_request import CHANGED, OLD_PATH, OUTSIDE, PullRequest, Step

ADDED = """
      - if: always()
        env:
          FINDINGS: ${{{{ steps.whys.outputs.findings }}}}
          ERRORS: ${{{{ steps.whys.outputs.errors }}}}
          REPORT: ${{{{ steps.whys.outputs.report-file }}}}
          SARIF: ${{{{ steps.whys.outputs.sarif-file }}}}
        run: |
          echo "outputs $FINDINGS $ERRORS"
          cp "$REPORT" "$KEEP/report.json"
          cp "$SARIF" "$KEEP/whys.sarif"
      - id: other
        if: always()
        continue-on-error: true
        uses: {uses}
        with:
          version: 9.9.9
          paths: |
            postmortems
          changed-only: true
          profile: facts
          args: |
            --ignore=undated-action
          config: head
          base: {base}
          fail-on: never
          summary: false
          sarif: upload
          comment: true
      - id: again
        if: always()
        continue-on-error: true
        uses: {uses}
        with:
          version: 9.9.9
          comment: true
          fail-on: warning
"""
KEEP = tools.WORK / "kept"
LOGS = tools.WORK / "logs"


def act(pull, action, github):
    done = tools.run(["act", "pull_request", "--json", "--eventpath", pull.event, "--platform", "ubuntu-latest=-self-hosted",
                      "--workflows", pull.path / ".github/workflows/post-mortems.yml", "--no-cache-server", "--secret", f"GITHUB_TOKEN={TOKEN}",
                      "--env", f"GITHUB_API_URL={github.url}", "--env", f"GITHUB_SERVER_URL={github.url}", "--env", f"KEEP={KEEP}",
                      "--local-repository", f"whys-dev/whys@{tools.head(action)}={action}"], cwd=pull.path, merged=False)
    events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    for event in events:
        print(f"  {'/'.join(event.get('stepID', []))}: {event.get('raw', event['msg']).rstrip()}")
    return done.returncode, events


def step(events, name):
    mine = [event for event in events if event.get("stage") == "Main" and event.get("stepID", [""])[0] == name]
    return Step(
        passed=[event["stepResult"] for event in mine if event["stepID"] == [name] and "stepResult" in event] == ["success"],
        # What is a command says act; what it says is read as GitHub's runner does, since act ends the properties at the last `::`.
        annotations=[note for event in mine if event.get("command") in runner.ANNOTATIONS for note in runner.obey(event["raw"])[0]],
        outputs={event["name"]: event["arg"] for event in mine if event.get("command") == "set-output"},
        summary=next((event["content"] for event in mine if event.get("command") == "summary"), ""),
        text="".join(event["msg"] for event in mine if event.get("raw_output")))


def check_annotations(checks, first):
    line = hook.line_of("Dana forgot")
    checks.check(f"the blame is annotated as a warning at {hook.BAD_PATH}:{line}",
                 any((note["level"], note["file"], note["line"]) == ("warning", hook.BAD_PATH, str(line)) for note in first.findings), first)
    line = hook.line_of("08:31")
    checks.check(f"the entry that is out of order is annotated as an error at {hook.BAD_PATH}:{line}",
                 any((note["level"], note["file"], note["line"]) == ("error", hook.BAD_PATH, str(line)) for note in first.findings), first)
    checks.check("every annotation is at a line of a post-mortem that the pull request changed",
                 all(note["file"] in CHANGED and 1 <= int(note["line"]) <= len(hook.GOOD.splitlines()) for note in first.findings), first)
    checks.check("neither a document nor a file name forged an annotation", not any(
        note.get("file") == "README.md" or note.get("title") == "forged" for note in first.annotations), first)
    checks.check("the README, which is no post-mortem, and what only the base changed are left alone",
                 OLD_PATH not in first.text and "README.md:" not in first.text, first)
    checks.check("a link that leads out of the repository is not followed", OUTSIDE not in first.text + first.summary, first)
    for level in runner.ANNOTATIONS:
        count = sum(1 for note in first.findings if note["level"] == level)
        checks.check(f"{count} annotations, at most 10, are of the kind {level}", count <= 10)


def check_counts(checks, first, text):
    all_told = first.report()["diagnostics"]
    errors = [one for one in all_told if one["severity"] == "error"]
    checks.check(f"the outputs count {len(all_told)} findings, {len(errors)} of them errors, as the report does",
                 first.counts == {"findings": str(len(all_told)), "errors": str(len(errors))} and errors, first)
    checks.check("the outputs reach the next step", f"outputs {first.count('findings')} {first.count('errors')}\n" in text, text)
    rows = [row for row in first.summary.splitlines() if re.match(r"\| (\*\*error\*\*|warning|info) \|", row)]
    checks.check("the summary counts the errors and has a row for every finding",
                 f"{len(errors)} errors" in first.summary and len(rows) == len(all_told), first.summary)
    hidden = len(all_told) - len(first.findings)
    last = first.annotations[-1]
    checks.check(f"the last annotation tells of the {hidden} findings without one",
                 hidden > 0 and last["level"] == "notice" and str(hidden) in last["message"], last)
    checks.check("the summary has the review of each changed post-mortem, and what is silenced in whole files",
                 first.summary.count("<summary>Review of ") == len(CHANGED) and "in the whole file" in first.summary, first.summary)
    checks.check("the summary has what the pull request does to the actions",
                 first.tells_of_opened_actions(), first.summary)
    checks.check("nothing in the summary is a command, a tag, a picture or a call",
                 not re.search(r"^\s*::|##\[|(?<!\\)<(img|script)|!\[|@kim|\x1b|\u202e", first.summary, re.MULTILINE), first.summary)


def check_log(checks, what, text):
    """A log as the runner reads it."""
    LOGS.mkdir(exist_ok=True)
    log = LOGS / f"{re.sub(r'[^a-z]+', '-', what)}.log"
    log.write_text(text)
    done = tools.run(["gha-command-proof", "log", "--strict", log])
    checks.check(f"no command in the log of {what} is forged, legacy or unknown", done.returncode == 0, done.stdout)


def check_others(checks, other, again, github):
    checks.check("a release whose checksum is in the table is installed, with every input given", other.passed, other)
    found = json.dumps(other.annotations)
    checks.check("profile: facts finds no error here, but tells what is not stated",
                 "not-stated" in found and not any(note["level"] == "error" for note in other.findings if note["file"] == hook.BAD_PATH), other)
    checks.check("whys.toml of the pull request counts with config: head, and its silence", "blamed-person" not in found, other)
    checks.check("summary: false writes none", not other.summary, other.summary)
    checks.check("fail-on: warning fails", not again.passed and again.count("findings") > 0, again)
    checks.check("SARIF is uploaded for the commit that was judged", len(github.uploads) == 1
                 and github.uploads[0]["sarif"]["runs"][0]["results"], github.uploads)
    own = github.own_comments()
    checks.check("the comment was written once, and written anew the second time", len(own) == 1 and own[0].get("edited"), own)
    checks.check("the comment of somebody else with the same mark is as it was", github.comments[0]["body"].endswith("I was here first"))
    body = own[0]["body"] if own else ""
    checks.check("the comment tells the findings, calls nobody, and has no tag, picture or command",
                 "**error**" in body and not re.search(r"@kim|(?<!\\)<(img|script)|!\[|##\[|^\s*::", body, re.MULTILINE), body)
    checks.check("the API was asked for nothing else", not github.refused, github.refused)


def check_all(checks):
    tools.must(["cargo", "build", "--release", "--locked"], CARGO_TARGET_DIR=str(tools.ROOT / "target"))
    tools.must(["cargo", "install", "--quiet", "--locked", "--version", "=1.0.0", "gha-command-proof", "--root", tools.WORK / "rust"])
    for folder in (KEEP, LOGS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    action = tools.WORK / "action"
    shutil.rmtree(action, ignore_errors=True)
    tools.must(["git", "clone", "--quiet", "--no-hardlinks", tools.ROOT, action])
    github = GitHub(tools.ROOT / "target/release/whys")
    releases = (action / "action/releases.tsv").read_text()
    tools.commit(action, {"action/releases.tsv": f"{releases}9.9.9\tx86_64-unknown-linux-gnu\t{github.checksum}\n"}, "a release")
    pull = PullRequest()
    workflow = definitions.example(tools.head(action)).rstrip() + ADDED.format(uses=f"whys-dev/whys@{tools.head(action)}", base=pull.base)
    tools.write(pull.path, {".github/workflows/post-mortems.yml": workflow})
    code, events = act(pull, action, github)
    first = step(events, "whys")
    first.outputs["report-file"] = KEEP / "report.json"
    checks.check("the action is built and runs, though the pull request brings a Cargo configuration and a toolchain",
                 first.count("findings") > 0 and (KEEP / "whys.sarif").exists(), first)
    checks.check("the step fails, and so do the job and act", code == 1 and not first.passed, f"act ended with {code}\n{first}")
    check_annotations(checks, first)
    check_counts(checks, first, "".join(event["msg"] for event in events if event.get("raw_output")))
    check_log(checks, "the job that act ran", "".join(event.get("raw", event["msg"]).rstrip("\n") + "\n" for event in events
                                                      if event.get("raw_output") or "command" in event and "raw" in event))
    check_others(checks, step(events, "other"), step(events, "again"), github)
    runner.check_all(checks, action, pull, first, github)
