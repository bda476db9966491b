"""The action, through act, with the workflow that users copy, whose use of the action must fail the job.

Another use, with every input, is added behind it. (More uses cost more: act copies the action anew for each, and whys is built again.)
"""

import json
import re
import shutil

import definitions
import hook
import runner
import tools
from pull_request import HOSTILE_NAMES, OLD_PATH, PullRequest, Step

ADDED = """
      - if: always()
        env:
          FINDINGS: ${{{{ steps.whys.outputs.findings }}}}
          ERRORS: ${{{{ steps.whys.outputs.errors }}}}
        run: echo "outputs $FINDINGS $ERRORS"
      - id: other
        if: always()
        continue-on-error: true
        uses: {uses}
        with:
          profile: facts
          config: head
          base: {base}
          fail-on: never
"""


def act(pull, action):
    done = tools.run(["act", "pull_request", "--json", "--eventpath", pull.event, "--platform", "ubuntu-latest=-self-hosted",
                      "--workflows", pull.path / ".github/workflows/post-mortems.yml", "--no-cache-server",
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
                 any((note["level"], note["file"], note["line"]) == ("warning", hook.BAD_PATH, str(line)) for note in first.blames()), first)
    line = hook.line_of("08:31")
    checks.check(f"the entry that is out of order is annotated as an error at {hook.BAD_PATH}:{line}",
                 any((note["level"], note["file"], note["line"]) == ("error", hook.BAD_PATH, str(line)) for note in first.findings), first)
    checks.check("every annotation is at a line of a post-mortem that the pull request changed",
                 all(note["file"] in (hook.BAD_PATH, hook.GOOD_PATH, *HOSTILE_NAMES) and 1 <= int(note["line"]) <= len(hook.GOOD.splitlines())
                     for note in first.findings), first)
    checks.check("the post-mortem with the hostile name is annotated under its name",
                 any(note["file"] in HOSTILE_NAMES for note in first.findings), first)
    checks.check("neither a document nor a file name forged an annotation", not any(
        note.get("file") == "README.md" or note.get("title") == "forged" for note in first.annotations), first)
    checks.check("the README, which is no post-mortem, and what only the base changed are left alone",
                 OLD_PATH not in first.text and "README.md:" not in first.text, first)
    for level in runner.ANNOTATIONS:
        count = sum(1 for note in first.findings if note["level"] == level)
        checks.check(f"{count} annotations, at most 10, are of the kind {level}", count <= 10)


def check_counts(checks, first, text):
    errors = sum(1 for note in first.findings if note["level"] == "error")
    checks.check(f"the outputs count {first.count('findings')} findings, {first.count('errors')} of them errors, and no fewer are annotated",
                 first.count("findings") >= len(first.findings) > 0 and first.count("errors") >= errors > 0, first)
    checks.check("the outputs reach the next step", f"outputs {first.count('findings')} {first.count('errors')}\n" in text, text)
    rows = [row for row in first.summary.splitlines() if re.match(r"\| (error|warning|info) \|", row)]
    checks.check("the summary counts the errors and has a row for every finding",
                 f"{first.count('errors')} error" in first.summary and len(rows) == first.count("findings"), first.summary)
    hidden = first.count("findings") - len(first.findings)
    checks.check(f"the summary tells of the {hidden} findings without an annotation",
                 (f"{hidden} more" in first.summary) == (hidden > 0), first.summary)
    checks.check("the hostile name breaks no row of the summary", not re.search(r"^\s*::", first.summary, re.MULTILINE), first.summary)


def check_all(checks):
    action = tools.WORK / "action"
    shutil.rmtree(action, ignore_errors=True)
    tools.must(["git", "clone", "--quiet", "--no-hardlinks", tools.ROOT, action])
    pull = PullRequest()
    workflow = definitions.example(tools.head(action)).rstrip() + ADDED.format(uses=f"whys-dev/whys@{tools.head(action)}", base=pull.base)
    tools.write(pull.path, {".github/workflows/post-mortems.yml": workflow})
    code, events = act(pull, action)
    first, other = step(events, "whys"), step(events, "other")
    checks.check("the action is built and runs, though the pull request brings a Cargo configuration and a toolchain", first.outputs, first)
    checks.check("the step fails, and so do the job and act", code == 1 and not first.passed, f"act ended with {code}\n{first}")
    check_annotations(checks, first)
    check_counts(checks, first, "".join(event["msg"] for event in events if event.get("raw_output")))
    checks.check("profile: facts finds no error here, but tells what is not stated",
                 other.passed and other.count("errors") == 0 and "not-stated" in str(other.findings), other)
    checks.check("whys.toml of the pull request counts with config: head, and only then", first.blames() and not other.blames(), other)
    runner.check_all(checks, action, pull, first)
