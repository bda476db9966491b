"""The action's script, started as a runner does it: the inputs and checkouts that need no build of their own.

Workflow commands are read as the runner reads them: `::command properties::data` at the start of a line and, as an older form,
`##[command]data` anywhere in a line; unless commands are stopped.
"""

import re
import shutil

import hook
import tools
from pull_request import Step

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
        self.action, self.pull, self.unknown = action, pull, []

    def start(self, commit, shallow=True, prepare="", **inputs):
        """Checks a commit out and starts the script in it."""
        folder = tools.WORK / "runner"
        shutil.rmtree(folder, ignore_errors=True)
        workspace, output, summary = folder / "workspace", folder / "output", folder / "summary"
        (folder / "temp").mkdir(parents=True)
        tools.must(["git", "clone", "--quiet", self.pull.origin, workspace])
        command = self.pull.checkout(commit) if shallow else f"git checkout -q {commit}"
        tools.must(["bash", "-c", f"{command} {prepare}"], cwd=workspace)
        done = tools.run([self.action / "action/run.sh"], cwd=workspace, **{
            "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": str(workspace), "RUNNER_TEMP": str(folder / "temp"),
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_REPOSITORY": "example/shop",
            "WHYS_ACTION": str(self.action), "WHYS_PROFILE": "", "WHYS_FAIL_ON": "error", "WHYS_BASE": "", "WHYS_CONFIG": "base",
            "WHYS_EVENT": "pull_request", "WHYS_EVENT_BASE": self.pull.base,
        } | {f"WHYS_{name.upper()}": value for name, value in inputs.items()})
        print(done.stdout)
        annotations, unknown = obey(done.stdout)
        self.unknown += unknown
        self.unknown += [f"left behind: {path}" for path in (folder / "temp").iterdir()]
        self.unknown += tools.must(["git", "worktree", "list"], cwd=workspace).splitlines()[1:]
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines()) if output.exists() else {}
        return Step(done.returncode == 0, annotations, outputs, summary.read_text() if summary.exists() else "", done.stdout)


def check_all(checks, action, pull, first):
    tools.must(["cargo", "build", "--release", "--locked"], CARGO_TARGET_DIR=str(tools.ROOT / "target"))
    (action / "target/release").mkdir(parents=True)
    shutil.copy(tools.ROOT / "target/release/whys", action / "target/release/whys")
    runner = Runner(action, pull)

    def finds_the_same(what, step):
        checks.check(f"{what} finds the same", not step.passed and step.findings == first.findings and step.outputs == first.outputs, step)

    def finds_nothing(what, step):
        checks.check(f"{what} passes, says so and annotates nothing", step.passed and not step.annotations
                     and step.outputs == {"findings": "0", "errors": "0"} and "No post-mortem is changed." in step.summary, step)

    def fails(what, step, *words):
        checks.check(f"{what} fails and says what to do", step.fails_with(*words), step)

    finds_the_same("the head in a whole clone", runner.start(pull.head, shallow=False))
    finds_the_same("the head at depth 1", runner.start(pull.head))
    finds_the_same("the merge commit at depth 1", runner.start(pull.merge))
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
    checks.check("a good post-mortem passes", not any(note["file"] == hook.GOOD_PATH for note in first.findings if note["level"] == "error"), first)
    fails("an unknown severity", runner.start(pull.head, fail_on="sometimes\n::warning::forged"), "`fail-on`", "error warning info never")
    fails("an unknown profile", runner.start(pull.head, profile="loud"), "`profile`", "bar-raiser")
    fails("an unknown configuration", runner.start(pull.head, config="../evil"), "`config`", "base head none")
    fails("a base that is an option", runner.start(pull.head, base="--upload-pack=evil"), "no base")
    fails("an event without a base", runner.start(pull.head, event="push", event_base=""), "no base", "`base`")
    fails("pull_request_target", runner.start(pull.base, event="pull_request_target"), "run on pull_request")
    fails("a base that is nowhere", runner.start(pull.head, base="no-such-branch"), "no-such-branch", "fetch-depth: 0")
    fails("a base out of reach", runner.start(pull.head, prepare="&& git remote remove origin"), "fetch-depth: 0")
    fails("a workspace without a repository", runner.start(pull.head, prepare="&& rm -rf .git && git init -q"), "actions/checkout")
    checks.check("no run left a file or a work tree behind, or printed a command that the runner does not know", not runner.unknown,
                 "\n".join(runner.unknown))
