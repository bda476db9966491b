"""Prints each check with its result, at the end those that failed once more, and counts them."""

import sys


class Checks:
    def __init__(self, name):
        self.name = name
        self.checks = 0
        self.failed = []

    def check(self, what, holds, detail=""):
        self.checks += 1
        if not holds:
            self.failed.append(what)
        print(f"{'ok    ' if holds else 'FAILED'} {self.name}: {what}", flush=True)
        if not holds and detail:
            print("       " + str(detail).replace("\n", "\n       "), flush=True)
        return bool(holds)

    def end(self):
        for what in self.failed:
            print(f"FAILED {self.name}: {what}", flush=True)
        print(f"{self.name}: {self.checks} checks, {len(self.failed)} failed", flush=True)
        sys.exit(1 if self.failed or not self.checks else 0)
