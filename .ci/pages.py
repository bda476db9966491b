"""The overview page of the examples, as those see it who check HTML and whether everybody can read it."""

import shutil

import tools

NPM = tools.WORK / "npm"
VNU = NPM / "node_modules/vnu-jar/build/dist/vnu.jar"
PAGE = tools.ROOT / "examples/open-actions.html"


def axe(pages):
    pictures = tools.WORK / "pictures"
    pictures.mkdir(exist_ok=True)
    return tools.run(["node", ".ci/page.mjs", pictures, *pages], WHYS_NPM=str(NPM), WHYS_CHROMIUM=shutil.which("chromium") or "")


def check_all(checks):
    done = tools.run(["java", "-jar", VNU, "--Werror", PAGE])
    checks.check("the overview page has no fault for the Nu HTML checker", done.returncode == 0, done.stdout)
    done = axe([PAGE])
    checks.check("the overview page has no fault for axe on a phone, a desk and paper, and asks the network for nothing",
                 done.returncode == 0 and "1 pages in 4 views, 0 findings" in done.stdout, done.stdout)
    spoilt = tools.WORK / "spoilt.html"
    spoilt.write_text(PAGE.read_text().replace("<html lang=", "<html data-lang=").replace("<h1", "<img src='https://example.com/x.png'><h1", 1))
    refused = [tools.run(["java", "-jar", VNU, "--Werror", spoilt]).returncode, axe([spoilt]).returncode]
    checks.check("both refuse a page that is spoilt", all(refused), refused)
