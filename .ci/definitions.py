"""The hook's manifest, the action, the workflows and the scripts, each under its own linters: no finding is allowed."""

import tools

WORKFLOW = tools.ROOT / "docs/workflows/post-mortems.yml"
RELEASE = "whys-dev/whys@v0.1.0"


def example(commit):
    """The workflow that users copy, with the action pinned to a commit as it says."""
    text = WORKFLOW.read_text()
    if RELEASE not in text:
        raise SystemExit(f"clients: {WORKFLOW} does not use {RELEASE}")
    return text.replace(RELEASE, f"whys-dev/whys@{commit} # v0.1.0")


def check_all(checks):
    workflows = tools.WORK / "workflows/.github/workflows"
    tools.write(workflows, {"post-mortems.yml": example(tools.head(tools.ROOT)),
                            "ci.yml": (tools.ROOT / ".github/workflows/ci.yml").read_text()})
    files = [workflows / "post-mortems.yml", workflows / "ci.yml"]
    for command in (
        ["pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"],
        ["prek", "validate-manifest", ".pre-commit-hooks.yaml"],
        ["action-validator", "action.yml"],
        *(["action-validator", file] for file in files),
        ["check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files],
        ["actionlint", *files],
        ["jactionlint", "action.yml", *files],
        ["zizmor", "--offline", "--pedantic", "action.yml", *files],
        ["shellcheck", ".ci/run", "action/run.sh"],
        ["ruff", "check", "--no-cache", "--line-length", "140", ".ci", ".ci/clients", ".ci/corpus", ".ci/speed"],
    ):
        done = tools.run(command)
        checks.check(f"{command[0]} finds nothing in {', '.join(str(part).split('/')[-1] for part in command if '.' in str(part))}",
                     done.returncode == 0, done.stdout)
