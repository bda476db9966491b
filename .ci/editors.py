"""The language server, in Neovim (that of PyPI and that of Debian), in Emacs with Eglot, and with a strict client."""

import json
import os
import re
import shutil
import tomllib

import tools

SCRIPTS = tools.ROOT / ".ci/editors"
FILE = "incidents/2026-03-14-checkout.md"
DRAFT = """---
title: Checkout answered 503
status: draft
severty: SEV2
---
# Checkout answered 503

## Causes

🚨 The operator should have known better.

## Actions

- [ ] Cap retries at 2
  - owner: @ana, due: 2026-07-01, addresses: C1
"""


def program():
    return os.environ.get("WHYS", str(tools.ROOT / "target/release/whys"))


def block(heading, language, nth=0):
    """What docs/editors.md has people copy for an editor."""
    section = (tools.ROOT / "docs/editors.md").read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(rf"^```{language}\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)[nth]


def conversation(checks, name, setup, command):
    """Runs a client, set up as the documentation says, that prints a line for each check."""
    path = tools.repository(f"editor-{name.split()[0].lower()}-{checks.checks}", {FILE: DRAFT})
    (path / ".git/setup").write_text(setup)
    # Set-ups name the program alone, and not its place.
    there = path / ".git/bin"
    there.mkdir()
    (there / "whys").symlink_to(os.path.abspath(program()))
    done = tools.run(command, cwd=path, WHYS_SETUP=str(path / ".git/setup"), WHYS_FILE=str(path / FILE), HOME=str(path),
                     PATH=f"{there}:{tools.environment()['PATH']}")
    lines = [line.split(" ", 1) for line in done.stdout.splitlines() if line.startswith(("ok ", "FAILED "))]
    for result, what in lines:
        checks.check(f"{name}: {what}", result == "ok")
    checks.check(f"{name} comes to its end", done.returncode == 0 and len(lines) >= 11, done.stdout)


def check_strict(checks):
    path = tools.repository("editor-strict", {FILE: DRAFT})
    test = shutil.copy(SCRIPTS / "test_strict.py", path)
    done = tools.run(["python", "-m", "pytest", "-q", "-p", "no:cacheprovider", test], cwd=path, WHYS=program(),
                     WHYS_FILE=str(path / FILE))
    print(done.stdout)
    checks.check("a strict client, as four editors", done.returncode == 0 and "4 passed" in done.stdout, done.stdout)


def check_read(checks):
    """Editors that are in no package registry: what is to be copied for them can be read."""
    languages = tomllib.loads(block("Helix", "toml"))
    named = languages["language"][0]["language-servers"]
    checks.check("Helix: the set-up names a server that it has", all(name in languages["language-server"] for name in named), languages)
    package = json.loads(block("VS Code", "json"))
    path = tools.repository("editor-vscode", {package["main"]: block("VS Code", "js")})
    done = tools.run(["node", "--check", path / package["main"]])
    checks.check("VS Code: the extension can be read", done.returncode == 0, done.stdout)


def check_all(checks):
    # An error in the script must not leave it waiting for somebody.
    nvim = ["--headless", "-u", "NONE", "-c", f"luafile {SCRIPTS / 'nvim.lua'}", "-c", "cquit 1"]
    conversation(checks, "Neovim of PyPI", block("Neovim", "lua"), [tools.WORK / "python/bin/nvim", *nvim])
    conversation(checks, "Neovim of Debian", block("Neovim", "lua", 1), ["/usr/bin/nvim", *nvim])
    conversation(checks, "Emacs", block("Emacs", "elisp"), ["emacs", "-Q", "--batch", "-l", SCRIPTS / "eglot.el"])
    check_strict(checks)
    check_read(checks)
