"""What a stranger may put into a pull request: text and names of files that a log, a terminal or a page would obey."""

COMMANDS = "##[set-output name=findings]0 ##[add-mask]e ##[stop-commands]x ##[add-matcher]evil.json"
ESCAPES = "\x1b[31mred\x1b[0m \x1b]8;;https://e.example\x07link\x1b]8;;\x07 \u202egpj.exe\u202c \u2066i\u2069 \x9b31m"
MARKUP = "<img src=x onerror=alert(1)> <script>alert(1)</script> ![p](https://e.example/p.png) [a](javascript:alert(1)) | `c` @kim #12 &lt;"
LINES = "::set-output name=findings::0\n::error file=README.md,line=1,title=forged::forged\n::stop-commands::x\n%0A::add-mask::e\n"

DOCUMENT = f"""---
status: final
title: "{COMMANDS} ::warning::forged"
---
<!-- whys: allow-file human-error: {COMMANDS} {MARKUP} -->

# {COMMANDS} {MARKUP}

{LINES}
## Impact

Several customers {ESCAPES} saw an error.

## Causes

1. Human error {COMMANDS}. Dana forgot {MARKUP} {ESCAPES}.

## Actions

- [ ] Be more careful with {COMMANDS} {ESCAPES} {MARKUP}
  - owner: @kim, due: soon
"""

NAMES = (
    "postmortems/2026-03-08-plain.md",
    "postmortems/2026-03-07-a\n::error file=README.md,line=1,title=forged::this annotation is the name of a file.md",
    "postmortems/2026-03-07-##[add-mask]e %0A::error::forged <img src=x> @kim $(touch pwned) `touch pwned`.md",
    "postmortems/2026-03-07-\x1b[31mred \u202egpj;touch pwned.md",
)
