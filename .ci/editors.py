"""The language server, in Neovim (that of PyPI and that of Debian), in Emacs with Eglot, and with a strict client."""

import os
import shutil

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


def conversation(checks, name, command):
    """Runs a client that prints a line for each check."""
    path = tools.repository(f"editor-{name.split()[0].lower()}-{len(checks.results)}", {FILE: DRAFT})
    whys = os.environ.get("WHYS", str(tools.ROOT / "target/release/whys"))
    done = tools.run(command, cwd=path, WHYS=whys, WHYS_FILE=str(path / FILE), HOME=str(path))
    lines = [line.split(" ", 1) for line in done.stdout.splitlines() if line.startswith(("ok ", "FAILED "))]
    for result, what in lines:
        checks.check(f"{name}: {what}", result == "ok")
    checks.check(f"{name} comes to its end", done.returncode == 0 and len(lines) >= 11, done.stdout)


def check_strict(checks):
    path = tools.repository("editor-strict", {FILE: DRAFT})
    whys = os.environ.get("WHYS", str(tools.ROOT / "target/release/whys"))
    test = shutil.copy(SCRIPTS / "test_strict.py", path)
    done = tools.run(["python", "-m", "pytest", "-q", "-p", "no:cacheprovider", test], cwd=path, WHYS=whys, WHYS_FILE=str(path / FILE))
    print(done.stdout)
    checks.check("a strict client, as four editors", done.returncode == 0 and "4 passed" in done.stdout, done.stdout)


def check_all(checks):
    nvim = ["--headless", "-u", "NONE", "-c", f"luafile {SCRIPTS / 'nvim.lua'}"]
    conversation(checks, "Neovim of PyPI", [tools.WORK / "python/bin/nvim", *nvim])
    conversation(checks, "Neovim of Debian", ["/usr/bin/nvim", *nvim])
    conversation(checks, "Emacs", ["emacs", "-Q", "--batch", "-l", SCRIPTS / "eglot.el"])
    check_strict(checks)
