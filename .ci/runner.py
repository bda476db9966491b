"""The action's script, started as a runner does it: the inputs and checkouts that need no build of their own.

Workflow commands are read as the runner reads them: `::command properties::data` at the start of a line and, as an older form,
`##[command]data` anywhere in a line; unless commands are stopped.
"""

import re
import shutil

import hook
import hostile
import tools
from api import HEAD, TOKEN
from pull_request import OLD_PATH, Step

ANNOTATIONS = ("error", "warning", "notice")
COMMAND = re.compile(r"\s*::([^ :]+)(?: ([^\n]*?))?::(.*)")
OLDER_COMMAND = re.compile(r"##\[[^\]]+\]")
ESCAPES = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def unescape(text, escapes):
    for escape, meaning in escapes:
        text = text.replace(escape, meaning)
    return text


def obey(log):
    """The commands in a log that a runner would act on, and those that it would not know."""
    stopped, known, unknown = None, [], []
    for line in log.splitlines():
        command = COMMAND.match(line)
        if not command and not stopped and OLDER_COMMAND.search(line):
            unknown.append(line)
        if not command or stopped not in (None, command[1]):
            continue
        if stopped:
            stopped = None
        elif command[1] == "stop-commands":
            stopped = command[3]
        elif command[1] in ANNOTATIONS:
            properties = dict(pair.split("=", 1) for pair in (command[2] or "").split(",") if pair)
            known.append({name: unescape(value, ESCAPES) for name, value in properties.items()}
                         | {"level": command[1], "message": unescape(command[3], ESCAPES[:2] + ESCAPES[4:])})
        else:
            unknown.append(line)
    return known, unknown


class Runner:
    def __init__(self, action, pull):
        self.action, self.pull, self.unknown, self.logs = action, pull, [], ""

    def start(self, commit, shallow=True, prepare="", **inputs):
        """Checks a commit out and starts the script in it."""
        folder = tools.WORK / "runner"
        shutil.rmtree(folder, ignore_errors=True)
        workspace, output, summary = folder / "workspace", folder / "output", folder / "summary"
        (folder / "temp").mkdir(parents=True)
        tools.must(["git", "clone", "--quiet", self.pull.origin, workspace])
        command = self.pull.checkout(commit) if shallow else f"git checkout -q {commit}"
        tools.must(["bash", "-c", f"{command} {prepare}"], cwd=workspace)
        done = self.script("run.sh", workspace, folder, {
            "WHYS_PROGRAM": str(tools.ROOT / "target/release/whys"), "WHYS_PATHS": "", "WHYS_CHANGED_ONLY": "true", "WHYS_PROFILE": "",
            "WHYS_FAIL_ON": "error", "WHYS_ARGS": "", "WHYS_BASE": "", "WHYS_CONFIG": "base", "WHYS_SUMMARY": "true",
            "WHYS_SARIF": "file", "WHYS_COMMENT": "false", "WHYS_EVENT": "pull_request", "WHYS_NUMBER": "7", "WHYS_EVENT_BASE": self.pull.base,
        } | {f"WHYS_{name.upper()}": value for name, value in inputs.items()})
        self.logs += done.stdout
        annotations, unknown = obey(done.stdout)
        self.unknown += unknown
        self.unknown += [f"left behind: {path}" for path in (folder / "temp").iterdir() if not path.name.startswith("whys-reports.")]
        self.unknown += tools.must(["git", "worktree", "list"], cwd=workspace).splitlines()[1:]
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines()) if output.exists() else {}
        return Step(done.returncode == 0, annotations, outputs, summary.read_text() if summary.exists() else "", done.stdout)

    def script(self, name, workspace, folder, variables):
        """Starts a script of the action; one that does not end is ended."""
        done = tools.run(["timeout", "120", self.action / "action" / name], cwd=workspace, **{
            "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(workspace), "RUNNER_TEMP": str(folder / "temp"),
            "GITHUB_OUTPUT": str(folder / "output"), "GITHUB_STEP_SUMMARY": str(folder / "summary"), "GITHUB_REPOSITORY": "example/shop",
            "WHYS_ACTION": str(self.action),
        } | variables)
        print(done.stdout)
        return done


def check_install(checks, runner, github):
    def install(version="9.9.9", checksum=github.checksum):
        folder = tools.WORK / "install"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(runner.action, folder / "action", ignore=shutil.ignore_patterns("target", ".git"))
        (folder / "temp").mkdir()
        (folder / "action/action/releases.tsv").write_text(f"9.9.9\tx86_64-unknown-linux-gnu\t{checksum}\n")
        done = runner.script("install.sh", folder / "action", folder, {
            "WHYS_ACTION": str(folder / "action"), "WHYS_VERSION": version, "RUNNER_OS": "Linux", "RUNNER_ARCH": "X64",
            "GITHUB_SERVER_URL": github.url})
        return Step(done.returncode == 0, obey(done.stdout)[0], {}, "", done.stdout)

    checks.check("a release whose checksum is another is not run",
                 install(checksum="0" * 64).fails_with("checksum", "it is not run"), github.checksum)
    checks.check("a version without a checksum is refused", install("8.8.8").fails_with("no checksum of whys 8.8.8", "releases.tsv"))
    checks.check("a version that is none is refused", install("9.9.9/../evil").fails_with("`version`", "0.1.0"))


def check_writing(checks, runner, github):
    """What may be written, and where it may not."""
    folder = tools.WORK / "writing"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "temp").mkdir(parents=True)
    text = folder / "comment.md"
    text.write_text("# x\n")
    before = len(github.comments)

    def write(script, **variables):
        done = runner.script(script, runner.pull.path, folder, {
            "WHYS_TOKEN": TOKEN, "WHYS_FILE": str(text), "WHYS_FORK": "false", "WHYS_NUMBER": "7", "WHYS_HEAD": "",
            "GITHUB_REF": "refs/pull/7/merge", "GITHUB_API_URL": github.url} | variables)
        return Step(done.returncode == 0, obey(done.stdout)[0], {}, "", done.stdout)

    for script in ("comment.sh", "upload.sh"):
        forked = write(script, WHYS_FORK="true")
        checks.check(f"{script} writes nothing for a fork, says so and passes", forked.passed and len(forked.annotations) == 1, forked)
    checks.check("a number that is none is refused", write("comment.sh", WHYS_NUMBER="7/../8").fails_with("no pull request"))
    refused = write("comment.sh", WHYS_TOKEN="another")
    checks.check("a token that may not write fails and says what it needs", refused.fails_with("pull-requests: write"), refused)
    (folder / "number").write_text("7\n")
    text.write_text(f"{hostile.LINES}{hostile.MARKUP}\n")
    artifact = {"WHYS_NUMBER_FILE": str(folder / "number"), "WHYS_HEAD": HEAD}
    moved = write("comment_fork.sh", **artifact | {"WHYS_HEAD": HEAD[::-1]})
    checks.check("an artifact for another commit than that of the run is refused", moved.fails_with("is not the one"), moved)
    (folder / "number").write_text("8/../7\n")
    checks.check("an artifact that names no pull request is refused", write("comment_fork.sh", **artifact).fails_with("no pull request"))
    (folder / "number").write_text("7\n")
    checks.check("nothing was written by any of them", len(github.comments) == before)
    forked = write("comment_fork.sh", **artifact)
    body = github.own_comments()[-1]["body"]
    checks.check("the artifact of a fork is written, without tags, pictures and calls, whoever wrote it", forked.passed
                 and "forged" in body and not re.search(r"@kim|<img|<script|!\[", body), f"{forked}\n{body}")
    checks.check("the token is nowhere in the log", TOKEN not in runner.logs + refused.text)
    big = folder / "big.md"
    big.write_text("é" * 70_000)
    written = write("comment.sh", WHYS_FILE=str(big))
    checks.check("a comment that is too long is cut", written.passed and len(github.own_comments()[0]["body"]) < 65_536, written)


def check_all(checks, action, pull, first, github):
    runner = Runner(action, pull)

    def finds_the_same(what, step):
        checks.check(f"{what} finds the same", not step.passed and step.findings == first.findings and step.counts == first.counts, step)

    def finds_nothing(what, step):
        checks.check(f"{what} passes, says so and annotates nothing", step.passed and not step.annotations
                     and step.counts == {"findings": "0", "errors": "0"} and "No post-mortem is changed" in step.summary, step)

    def fails(what, step, *words):
        checks.check(f"{what} fails and says what to do", step.fails_with(*words), step)

    finds_the_same("the head in a whole clone", runner.start(pull.head, shallow=False))
    finds_the_same("the head at depth 1", runner.start(pull.head))
    merge = runner.start(pull.merge)
    finds_the_same("the merge commit at depth 1", merge)
    checks.check("at depth 1 the summary has the actions that the pull request opens", merge.tells_of_opened_actions(), merge)
    finds_the_same("a branch as base", runner.start(pull.head, base="main"))
    finds_the_same("a merge group", runner.start(pull.merge, event="merge_group"))
    finds_the_same("config: none", runner.start(pull.head, config="none"))
    finds_nothing("a pull request that touches no post-mortem", runner.start(pull.unrelated))
    finds_nothing("a pull request that changes no file", runner.start(pull.base))
    lenient = runner.start(pull.head, fail_on="never")
    checks.check("fail-on: never passes with the same findings", lenient.passed and lenient.findings == first.findings, lenient)
    checks.check("fail-on: warning fails", not runner.start(pull.head, config="head", profile="facts", fail_on="warning").passed)
    quiet = runner.start(pull.head, config="head")
    checks.check("config: head lets the pull request silence a rule", first.blames() and quiet.findings and not quiet.blames(), quiet)
    checks.check("a good post-mortem passes", not any(one["path"] == hook.GOOD_PATH for one in first.report()["diagnostics"]
                                                      if one["severity"] == "error"), first)
    everything = runner.start(pull.head, changed_only="false")
    checks.check("changed-only: false judges what was there before as well",
                 any(one["path"] == OLD_PATH for one in everything.report()["diagnostics"]), everything)
    one = runner.start(pull.head, paths=hook.BAD_PATH)
    checks.check("paths limits what is judged", {found["path"] for found in one.report()["diagnostics"]} == {hook.BAD_PATH}, one)
    selected = runner.start(pull.head, args="--select=blamed-person\n--as=final\n", fail_on="never")
    checks.check("args are options of whys", {found["rule"] for found in selected.report()["diagnostics"]} == {"blamed-person"}, selected)
    endless = runner.start(pull.endless, config="head")
    checks.check("a rule of the pull request that would never end is ended", "endless" in endless.text and not endless.passed, endless)
    fails("another option", runner.start(pull.head, args="--output=json:/tmp/evil"), "`args`", "--select=")
    fails("a path that is nowhere", runner.start(pull.head, paths="postmortems\npostmortms"), "`paths`", "postmortms")
    fails("a path out of the repository", runner.start(pull.head, paths="../other"), "`paths`", "outside")
    fails("a word that is neither true nor false", runner.start(pull.head, comment="perhaps"), "`comment`", "true false")
    fails("an unknown severity", runner.start(pull.head, fail_on="sometimes\n::warning::forged"), "`fail-on`", "error warning info never")
    fails("an unknown profile", runner.start(pull.head, profile="loud"), "`profile`", "bar-raiser")
    fails("an unknown configuration", runner.start(pull.head, config="../evil"), "`config`", "base head none")
    fails("a base that is an option", runner.start(pull.head, base="--upload-pack=evil"), "no base")
    fails("an event without a base", runner.start(pull.head, event="push", event_base=""), "no base", "`base`")
    fails("pull_request_target", runner.start(pull.base, event="pull_request_target"), "run on pull_request")
    fails("a base that is nowhere", runner.start(pull.head, base="no-such-branch"), "no-such-branch", "fetch-depth: 0")
    fails("a base out of reach", runner.start(pull.head, prepare="&& git remote remove origin"), "fetch-depth: 0")
    fails("a workspace without a repository", runner.start(pull.head, prepare="&& rm -rf .git && git init -q"), "actions/checkout")
    check_install(checks, runner, github)
    check_writing(checks, runner, github)
    log = tools.WORK / "logs/scripts.log"
    log.write_text(runner.logs)
    proof = tools.run(["gha-command-proof", "log", "--strict", log])
    checks.check("no command in the logs of the script is forged, legacy or unknown", proof.returncode == 0, proof.stdout)
    checks.check("no run left a file or a work tree behind, or printed a command that the runner does not know", not runner.unknown,
                 "\n".join(runner.unknown))
