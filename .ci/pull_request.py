"""The pull request that the action is tried with: bad post-mortems, hostile ones, a configuration and a toolchain of its own."""

import json
import shutil

import hook
import hostile
import tools

OLD_PATH = "postmortems/2026-01-20-old-one.md"
QUIET = "[rules.blamed-person]\nseverity = \"off\"\n"
LINK = "postmortems/2026-03-09-link.md"
OUTSIDE = "the contents of a file outside of the repository"

# A rule that the pull request brings along: it speaks only where its own configuration is asked for.
OWN_RULE = """---
group: language
summary: It uses a word of our own.
why: Whoever joins later cannot look it up.
question: What does the handbook call it?
facts: warning
standard: error
from: draft
check: phrases
settings:
  message: "`{found}` is a word of our own"
  help: say what it does
  phrases: [flux capacitor]
---
# A rule of our own

Text.
"""
# One that would never end, if it could.
ENDLESS_RULE = OWN_RULE.replace("check: phrases", "check: require").replace("""  message: "`{found}` is a word of our own"
  help: say what it does
  phrases: [flux capacitor]
""", """  condition: (range(99999) | map("string") | join) is matches("(x+x+)+y")
  message: never
  help: never
""")


def shown(name):
    """A name as a finding gives it: what a log would obey is shown, not printed."""
    for text, harmless in (("\n", "␊"), ("\x1b", "␛"), ("\u202e", "\ufffd"), ("##[", "##\u200b[")):
        name = name.replace(text, harmless)
    return name


CHANGED = [hook.BAD_PATH, hook.GOOD_PATH, *map(shown, hostile.NAMES)]


class PullRequest:
    """A repository whose checked-out branch is the head; its base has moved on since, and touched a bad post-mortem there."""

    def __init__(self):
        self.path = path = tools.repository("pull-request", {"README.md": "# Shop\n", OLD_PATH: hook.BAD})
        outside = tools.WORK / "outside.md"
        outside.write_text(hook.BAD.replace("Dana forgot", f"Dana forgot {OUTSIDE}"))
        tools.must(["git", "switch", "--quiet", "--create", "labels"], cwd=path)
        (path / LINK).symlink_to(outside)
        self.head = tools.commit(path, {
            hook.BAD_PATH: hook.BAD, hook.GOOD_PATH: hook.GOOD, **{name: hostile.DOCUMENT for name in hostile.NAMES},
            "README.md": "# Shop\n\nDana forgot to write this.\n", "whys.toml": QUIET, ".whys/rules/own.md": OWN_RULE,
            ".cargo/config.toml": "[build]\nrustc-wrapper = \"/nowhere/evil\"\n", "rust-toolchain.toml": "[toolchain]\nchannel = \"evil\"\n",
        }, "blank labels")
        tools.must(["git", "switch", "--quiet", "main"], cwd=path)
        self.base = tools.commit(path, {OLD_PATH: hook.BAD + "\nA later remark.\n"}, "touch an old one")
        tools.must(["git", "switch", "--quiet", "--create", "merge"], cwd=path)
        tools.must(["git", "merge", "--quiet", "--no-edit", "labels"], cwd=path)
        self.merge = tools.head(path)
        tools.must(["git", "switch", "--quiet", "--create", "unrelated", self.base], cwd=path)
        self.unrelated = tools.commit(path, {"README.md": "# A shop\n"}, "no post-mortem")
        tools.must(["git", "switch", "--quiet", "--create", "endless", "labels"], cwd=path)
        self.endless = tools.commit(path, {".whys/rules/endless.md": ENDLESS_RULE}, "a rule without an end")
        tools.must(["git", "switch", "--quiet", "labels"], cwd=path)
        self.origin = tools.WORK / "origin"
        shutil.rmtree(self.origin, ignore_errors=True)
        tools.must(["git", "clone", "--quiet", "--bare", path, self.origin])
        self.event = tools.WORK / "event.json"
        repository = {"repo": {"full_name": "example/shop"}}
        self.event.write_text(json.dumps({"pull_request": {"number": 7, "base": {"sha": self.base, "ref": "main"} | repository,
                                                           "head": {"sha": self.head, "ref": "labels"} | repository}}))

    def checkout(self, commit):
        """Shell commands that make the workspace what actions/checkout makes of it at depth 1."""
        return f"rm -rf .git && git init -q && git remote add origin 'file://{self.origin}' && " \
            f"git fetch -q --depth=1 origin {commit} && git checkout -qf FETCH_HEAD"


class Step:
    """What a runner saw of one step."""

    def __init__(self, passed, annotations, outputs, summary, text):
        self.passed, self.annotations, self.outputs, self.summary, self.text = passed, annotations, outputs, summary, text
        self.findings = [note for note in annotations if "file" in note]
        self.counts = {name: outputs.get(name) for name in ("findings", "errors")}

    def count(self, name):
        return int(self.outputs.get(name) or 0)

    def report(self):
        with open(self.outputs["report-file"], encoding="utf-8") as file:
            return json.load(file)

    def blames(self):
        return [one for one in self.report()["diagnostics"] if one["rule"] == "blamed-person"]

    def tells_of_opened_actions(self):
        _, _, told = self.summary.partition("## Actions since the merge base")
        return "open action" in told and "\n### opened\n" in told

    def fails_with(self, *words):
        return not self.passed and len(self.annotations) == 1 and all(word in self.annotations[0]["message"] for word in words)

    def __str__(self):
        return f"passed: {self.passed}\nannotations: {self.annotations}\noutputs: {self.outputs}\n{self.summary}\n{self.text}"
