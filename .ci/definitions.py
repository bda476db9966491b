"""The hook's manifest, the action, the workflows and the scripts, each under its own linters: no finding is allowed."""

import re

import tools

WORKFLOW = tools.ROOT / "docs/workflows/post-mortems.yml"


def example(commit):
    """The workflow that users copy, with the action pinned to a commit as it says."""
    return pinned(WORKFLOW, commit)


def pinned(workflow, commit):
    """A workflow with the actions of whys pinned to a commit."""
    text, count = re.subn(r"(whys-dev/whys(?:/\w+)?)@v0\.1\.0", rf"\1@{commit} # v0.1.0", workflow.read_text())
    if not count:
        raise SystemExit(f"clients: {workflow} does not use a release of whys")
    return text


def check_all(checks):
    examples = sorted(WORKFLOW.parent.glob("*.yml"))
    folder = ".github/workflows"
    texts = {f"{folder}/{file.name}": pinned(file, tools.head(tools.ROOT)) for file in examples}
    texts[f"{folder}/ci.yml"] = (tools.ROOT / folder / "ci.yml").read_text()
    workflows = tools.repository("workflows", texts)
    files = [workflows / name for name in texts]
    actions = ["action.yml", "comment/action.yml"]
    python = [".ci", *(f".ci/{name}" for name in ("adoption", "clients", "corpus", "history", "speed"))]
    for command in (
        ["pre-commit", "validate-manifest", ".pre-commit-hooks.yaml", "packaging/pre-commit/.pre-commit-hooks.yaml"],
        ["prek", "validate-manifest", ".pre-commit-hooks.yaml", "packaging/pre-commit/.pre-commit-hooks.yaml"],
        *(["action-validator", file] for file in (*actions, *files)),
        ["check-jsonschema", "--builtin-schema", "vendor.github-actions", *actions],
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files],
        ["actionlint", *files],
        ["jactionlint", *actions],
        ["jactionlint", *texts],
        ["zizmor", "--offline", "--pedantic", *actions, *files],
        ["shellcheck", ".ci/run", *sorted(str(file.relative_to(tools.ROOT)) for file in tools.ROOT.glob("action/*.sh"))],
        ["ruff", "check", "--no-cache", "--line-length", "140", "--target-version", "py311", *python],
    ):
        # jactionlint knows the other workflows of the repository in which it runs.
        done = tools.run(command, cwd=workflows if command[1:] == [*texts] else tools.ROOT)
        checks.check(f"{command[0]} finds nothing in {', '.join(str(part).split('/')[-1] for part in command if '.' in str(part))}",
                     done.returncode == 0, done.stdout)
