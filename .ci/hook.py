"""The hook, through pre-commit and prek: a bad post-mortem is refused by a real `git commit`, all else goes through.

Both build it from source with `try-repo`; the commits are made with the hook that installs the wheel, and `whys-system` is tried once.
"""

import shutil

import tools

GOOD = (tools.ROOT / ".ci/fixtures/good.md").read_text()
BAD = (tools.ROOT / ".ci/fixtures/bad.md").read_text()
BAD_PATH = "postmortems/2026-03-05-blank-labels.md"
GOOD_PATH = "postmortems/2026-02-10-search-504.md"


WHEELS = tools.WORK / "wheels"
# That it builds from source is what is looked at; to make it fast as well would take minutes, and for either client anew.
QUICK_BUILD = {"CARGO_PROFILE_RELEASE_LTO": "off", "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16", "CARGO_PROFILE_RELEASE_OPT_LEVEL": "1"}
FIND_WHEELS = {"PIP_FIND_LINKS": str(WHEELS), "UV_FIND_LINKS": str(WHEELS)}


def commit(path, files, *arguments):
    tools.write(path, files)
    tools.must(["git", "add", "--", *files], cwd=path)
    return tools.run(["git", "commit", "--message", "change", *arguments], cwd=path, **FIND_WHEELS)


def check_try_repo(checks, client, hook="whys", repository=tools.ROOT, **extra):
    path = tools.repository(f"try-{client}-{hook}", {"README.md": "# Shop\n"})
    tools.write(path, {BAD_PATH: BAD, GOOD_PATH: GOOD})
    tools.must(["git", "add", "--all"], cwd=path)
    done = tools.run([client, "try-repo", repository, hook, "--verbose", "--files", BAD_PATH, "README.md"], cwd=path, **QUICK_BUILD, **extra)
    print(done.stdout)
    what = f"{client} try-repo {hook}"
    checks.check(f"{what} refuses a bad post-mortem", done.returncode == 1, f"exit code {done.returncode}")
    checks.check(f"{what} shows the finding at its line", f"{BAD_PATH}:{line_of('Dana forgot')}:" in done.stdout)
    checks.check(f"{what} shows nothing of a file that was not given", GOOD_PATH not in done.stdout)


def mirror():
    """The repository of the hook without Rust, as packaging/README.md describes it, and the wheel that it installs."""
    shutil.rmtree(WHEELS, ignore_errors=True)
    tools.must(["maturin", "build", "--release", "--locked", "--out", WHEELS], CARGO_TARGET_DIR=str(tools.ROOT / "target"))
    files = ("pyproject.toml", ".pre-commit-hooks.yaml", "README.md")
    return tools.repository("mirror", {name: (tools.ROOT / "packaging/pre-commit" / name).read_text() for name in files})


def line_of(text):
    return next(number for number, line in enumerate(BAD.splitlines(), 1) if text in line)


def check_commits(checks, client, repository):
    print(f"the hook of {client}, from the wheel")
    config = f"repos:\n- repo: {repository}\n  rev: {tools.head(repository)}\n  hooks:\n  - id: whys\n    args: [--fail-on, error]\n"
    path = tools.repository(f"commits-{client}", {"README.md": "# Shop\n", ".pre-commit-config.yaml": config})
    print(tools.must([client, "install", "--install-hooks"], cwd=path, **FIND_WHEELS))
    start = tools.head(path)

    refused = commit(path, {BAD_PATH: BAD})
    print(refused.stdout)
    checks.check("git commit of a bad post-mortem is refused", refused.returncode == 1, f"exit code {refused.returncode}")
    checks.check("the refusal shows the finding at its line", f"{BAD_PATH}:{line_of('Dana forgot')}:" in refused.stdout)
    checks.check("no commit was made", tools.head(path) == start)
    checks.check("the post-mortem is as it was", (path / BAD_PATH).read_text() == BAD)

    # What is staged counts, not what the work tree holds.
    tools.write(path, {BAD_PATH: GOOD})
    staged = tools.run(["git", "commit", "--message", "the staged one is still bad"], cwd=path)
    checks.check("git commit is refused for what is staged, though the work tree is good", staged.returncode == 1, staged.stdout)
    checks.check("no commit was made of it either", tools.head(path) == start)
    tools.must(["git", "rm", "--cached", "--force", "--quiet", BAD_PATH], cwd=path)
    (path / BAD_PATH).unlink()

    for what, files in (("a good post-mortem", {GOOD_PATH: GOOD}), ("a README", {"README.md": "# Shop\n\nHuman error.\n"}),
                        ("a file that is no Markdown", {"shop.py": "print('shop')\n"})):
        before = tools.head(path)
        done = commit(path, files)
        print(done.stdout)
        checks.check(f"git commit of {what} goes through", done.returncode == 0 and tools.head(path) != before, done.stdout)

    tools.commit(path, {BAD_PATH: BAD}, "a bad one that went around the hook")
    everything = tools.run([client, "run", "--all-files"], cwd=path, **FIND_WHEELS)
    checks.check(f"{client} run --all-files finds a bad post-mortem that is committed", everything.returncode == 1, everything.stdout)
    checks.check(f"{client} run --all-files names it", BAD_PATH in everything.stdout, everything.stdout)
    unrelated = commit(path, {"README.md": "# The shop\n"})
    checks.check("git commit that touches no post-mortem goes through beside a bad one", unrelated.returncode == 0, unrelated.stdout)


def check_all(checks):
    repository = mirror()
    for client in ("pre-commit", "prek"):
        check_commits(checks, client, repository)
        check_try_repo(checks, client)
    path = f"{tools.ROOT / 'target/release'}:{tools.environment()['PATH']}"
    check_try_repo(checks, "pre-commit", "whys-system", PATH=path)
