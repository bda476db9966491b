"""Installs the clients, at the versions that .ci/tools pins, and runs them. All of it stays below target/clients."""

import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "clients"
DEBIAN = {"git": "git", "jq": "jq", "node": "nodejs", "npm": "npm", "cargo": "cargo", "emacs": "emacs-nox elpa-eglot", "/usr/bin/nvim": "neovim",
          "chromium": "chromium", "java": "default-jre-headless"}
GIT_CONFIG = """[user]
\tname = Mira
\temail = mira@example.com
[init]
\tdefaultBranch = main
[commit]
\tgpgsign = false
[advice]
\tdetachedHead = false
[safe]
\tdirectory = *
"""


def environment():
    work = str(WORK)
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("GITHUB_", "RUNNER_", "ACTIONS_", "PRE_COMMIT", "PREK_")) and name != "SKIP"}
    return kept | {
        "PATH": f"{work}/python/bin:{work}/rust/bin:{work}/npm/node_modules/.bin:{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": f"{work}/gitconfig", "GIT_CONFIG_NOSYSTEM": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "PRE_COMMIT_HOME": f"{work}/pre-commit", "PREK_HOME": f"{work}/prek",
        "XDG_CACHE_HOME": f"{work}/cache", "XDG_CONFIG_HOME": f"{work}/config", "XDG_DATA_HOME": f"{work}/data",
        "PIP_CACHE_DIR": f"{work}/cache/pip", "UV_CACHE_DIR": f"{work}/cache/uv", "npm_config_cache": f"{work}/cache/npm",
        # pre-commit and prek build the same dependencies: once is enough.
        "CARGO_TARGET_DIR": f"{work}/cargo", "CARGO_TERM_COLOR": "never", "NO_COLOR": "1",
    }


def run(command, cwd=ROOT, merged=True, **extra):
    """Runs a command to its end; both of its outputs are one text, in the order in which they came."""
    print("$", *command, flush=True)
    return subprocess.run([str(part) for part in command], check=False, cwd=cwd, env=environment() | extra, text=True, errors="replace",
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT if merged else subprocess.DEVNULL)


def must(command, cwd=ROOT, **extra):
    done = run(command, cwd, **extra)
    if done.returncode:
        raise SystemExit(f"clients: `{' '.join(map(str, command))}` failed with exit code {done.returncode}:\n{done.stdout}")
    return done.stdout.strip()


def install():
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "gitconfig").write_text(GIT_CONFIG)
    missing = [package for command, packages in DEBIAN.items() if not shutil.which(command) for package in packages.split()]
    if missing:
        must(["apt-get", "update"])
        must(["apt-get", "install", "--yes", "--no-install-recommends", *missing])
    must(["python3", "-m", "venv", "--clear", WORK / "python"])
    must([WORK / "python/bin/pip", "install", "--quiet", "--only-binary", ":all:", "-r", ".ci/tools/requirements.txt"])
    npm = WORK / "npm"
    npm.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / ".ci/tools" / name, npm / name)
    must(["npm", "ci", "--no-audit", "--no-fund"], cwd=npm)
    for command in ("pre-commit", "prek", "act", "actionlint", "zizmor", "check-jsonschema", "cargo", "git", "jq"):
        print(f"  {must([command, '--version']).splitlines()[0]}")


def repository(name, files):
    """A new Git repository with one commit of the files."""
    path = WORK / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    must(["git", "init", "--quiet"], cwd=path)
    commit(path, files, "start")
    return path


def write(path, files):
    for name, text in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def commit(path, files, message):
    write(path, files)
    must(["git", "add", "--all"], cwd=path)
    must(["git", "commit", "--quiet", "--no-verify", "--message", message], cwd=path)
    return head(path)


def head(path):
    return must(["git", "rev-parse", "HEAD"], cwd=path)
