"""What whys prints and reads, under the schemas that it prints, by the validator that editors and pipelines use."""

import json
import re
import shutil

import tools

DAY = ["--today", "2026-06-01"]
OUTPUTS = {
    "actions": ["actions", "--all", *DAY, "examples"],
    "config-output": ["config", "--all", "examples"],
    "inspect": ["inspect", "examples/postmortems/2026-03-14-checkout-503.md"],
    "lint": ["lint", "--fail-on", "never", "--profile", "bar-raiser", *DAY, "examples"],
    "related": ["related", "examples/postmortems/2026-03-14-checkout-503.md"],
    "review": ["review", *DAY, "examples/postmortems/2026-03-14-checkout-503.md"],
    "rules": ["rules"],
    "templates": ["templates"],
}


def whys(*arguments):
    done = tools.run([tools.ROOT / "target/release/whys", *arguments], merged=False)
    if done.returncode:
        raise SystemExit(f"clients: `whys {' '.join(arguments)}` failed with exit code {done.returncode}")
    return done.stdout


def names():
    """The names of the schemas, as the help lists them."""
    listed = re.search(r"possible values: ([^\]]+)\]", whys("schema", "-h"))
    return re.split(r",\s+", listed[1])


def fits(schema, *files):
    return tools.run(["check-jsonschema", "--schemafile", schema, *files])


def check_all(checks):
    tools.must(["cargo", "build", "--release", "--locked"], CARGO_TARGET_DIR=str(tools.ROOT / "target"))
    work = tools.WORK / "schemas"
    shutil.rmtree(work, ignore_errors=True)
    schemas = {name: work / f"{name}.schema.json" for name in names()}
    tools.write(work, {path.name: whys("schema", name) for name, path in schemas.items()})
    done = tools.run(["check-jsonschema", "--check-metaschema", *schemas.values()])
    checks.check(f"each of {len(schemas)} schemas is one", done.returncode == 0, done.stdout)
    unseen = set(schemas) - set(OUTPUTS) - {"config", "front-matter"}
    checks.check("every output with a schema is tried", not unseen, ", ".join(sorted(unseen)))

    for name, command in OUTPUTS.items():
        printed = json.loads(whys(*command, "--format", "json"))
        without = {key: value for key, value in printed.items() if key != "version"}
        tools.write(work, {f"{name}.json": json.dumps(printed), f"{name}-bad.json": json.dumps(without)})
        done = fits(schemas[name], work / f"{name}.json")
        checks.check(f"what `whys {command[0]}` prints fits its schema", done.returncode == 0, done.stdout)
        bad = fits(schemas[name], work / f"{name}-bad.json").returncode
        checks.check(f"what `whys {command[0]}` would print without a version does not", bad == 1)

    example = re.search(r"```toml\n(.*?)```", (tools.ROOT / "README.md").read_text(), re.DOTALL)[1]
    tools.write(work, {"whys.toml": example, "bad.toml": example.replace("severity =", "severty =")})
    done = fits(schemas["config"], work / "whys.toml")
    checks.check("the whys.toml of the README fits its schema", done.returncode == 0, done.stdout)
    checks.check("a misspelt key in it does not", fits(schemas["config"], work / "bad.toml").returncode == 1)

    # One example shows notations that `--fix` corrects.
    fixed = work / "examples"
    shutil.copytree(tools.ROOT / "examples", fixed)
    whys("lint", "--fix", "--fail-on", "never", str(fixed))
    fronts = {}
    for path in sorted((fixed / "postmortems").glob("*.md")):
        front = re.match(r"---\n(.*?)\n---\n", path.read_text(), re.DOTALL)
        if front:
            fronts[f"{path.stem}.yaml"] = front[1]
    tools.write(work, fronts)
    done = fits(schemas["front-matter"], *(work / name for name in fronts))
    checks.check(f"the front matter of {len(fronts)} examples fits its schema", fronts and done.returncode == 0, done.stdout)
    tools.write(work, {"bad.yaml": "status: draft\ndetected_by: pigeon\n"})
    checks.check("a word of no list does not", fits(schemas["front-matter"], work / "bad.yaml").returncode == 1)
