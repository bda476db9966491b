"""Prints each check with its result, and counts them."""

import sys


class Checks:
    def __init__(self, name):
        self.name = name
        self.results = []

    def check(self, what, holds, detail=""):
        self.results.append(bool(holds))
        print(f"{'ok    ' if holds else 'FAILED'} {self.name}: {what}", flush=True)
        if not holds and detail:
            print("       " + str(detail).replace("\n", "\n       "), flush=True)
        return bool(holds)

    def end(self):
        failed = self.results.count(False)
        print(f"{self.name}: {len(self.results)} checks, {failed} failed", flush=True)
        sys.exit(1 if failed or not self.results else 0)
