"""The reports of whys, each under the validator of those who read it: of the examples, and of a repository that wants to do harm."""

import json
import shutil

import tools
from hostile import DOCUMENT, NAMES

FORMATS = ("sarif", "gitlab", "junit", "rdjson")
MULTITOOL = tools.WORK / "npm/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
SHARED = tools.ROOT.parent / "shared/schemas"


def fits_xsd(schema, report):
    script = "import sys, xmlschema; xmlschema.XMLSchema(sys.argv[1]).validate(sys.argv[2])"
    return tools.run([tools.WORK / "python/bin/python", "-c", script, schema, report])


def validate(checks, what, reports):
    sarif, gitlab, junit, rdjson = (reports / f"report.{format}" for format in FORMATS)
    done = tools.run([MULTITOOL, "validate", "--rule-kind", "Sarif;Ghas", sarif])
    # It ends with 0 whatever it finds.
    checks.check(f"SARIF of {what} has no fault for the multitool with the rules of GitHub",
                 "completed successfully" in done.stdout and not any(f" {word} " in done.stdout for word in ("error", "warning", "note")),
                 done.stdout)
    done = tools.run(["check-jsonschema", "--schemafile", ".ci/fixtures/code-quality.schema.json", gitlab])
    fingerprints = [issue["fingerprint"] for issue in json.loads(gitlab.read_text())]
    checks.check(f"the Code Quality report of {what} is one, with fingerprints of its own for each of {len(fingerprints)} findings",
                 done.returncode == 0 and len(fingerprints) == len(set(fingerprints)) > 0, done.stdout)
    done = fits_xsd(".ci/fixtures/junit.xsd", junit)
    checks.check(f"JUnit of {what} fits the schema", done.returncode == 0, done.stdout)
    done = tools.run(["rdformat-validator", "--strict", rdjson])
    checks.check(f"rdjson of {what} is valid", done.returncode == 0, done.stdout)
    if SHARED.exists():
        done = tools.run(["check-jsonschema", "--schemafile", SHARED / "sarif-schema-2.1.0.json", sarif])
        checks.check(f"SARIF of {what} fits the schema of OASIS", done.returncode == 0, done.stdout)
        done = fits_xsd(SHARED / "junit-10.xsd", junit)
        checks.check(f"JUnit of {what} fits the schema of Jenkins", done.returncode == 0, done.stdout)


def check_spoilt(checks, reports):
    """A validator that accepts everything would show nothing."""
    spoilt = reports / "spoilt"
    tools.write(spoilt, {
        "report.sarif": (reports / "report.sarif").read_text().replace('"tool":', '"tol":'),
        "report.gitlab": (reports / "report.gitlab").read_text().replace('"check_name":', '"name":', 1),
        "report.junit": (reports / "report.junit").read_text().replace(" failures=", " failed=", 1),
        "report.rdjson": (reports / "report.rdjson").read_text().replace('"message":', '"text":', 1),
    })
    done = tools.run([MULTITOOL, "validate", "--rule-kind", "Sarif;Ghas", spoilt / "report.sarif"])
    refused = [" error " in done.stdout]
    refused += [tools.run(command).returncode != 0 for command in (
        ["check-jsonschema", "--schemafile", ".ci/fixtures/code-quality.schema.json", spoilt / "report.gitlab"],
        ["rdformat-validator", "--strict", spoilt / "report.rdjson"])]
    refused.append(fits_xsd(".ci/fixtures/junit.xsd", spoilt / "report.junit").returncode != 0)
    checks.check("every validator refuses a report that is spoilt", all(refused), refused)


def lint(whys, folder, reports):
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir(parents=True)
    outputs = [f"--output={format}:{reports}/report.{format}" for format in FORMATS]
    tools.must([whys, "lint", "--fail-on", "never", "--profile", "bar-raiser", "--today", "2026-06-01", *outputs, "."], cwd=folder)


def check_all(checks):
    MULTITOOL.chmod(0o755)
    whys = tools.ROOT / "target/release/whys"
    evil = tools.WORK / "evil"
    shutil.rmtree(evil, ignore_errors=True)
    tools.write(evil, {name: DOCUMENT for name in NAMES})
    for what, folder in (("the examples", tools.ROOT / "examples"), ("hostile documents", evil)):
        reports = tools.WORK / "reports" / folder.name
        lint(whys, folder, reports)
        validate(checks, what, reports)
    check_spoilt(checks, tools.WORK / "reports/examples")
