#!/usr/bin/env bash
# Writes the comment that the job of a fork left as an artifact. Whoever opens a pull request decides what that job does, so both files
# are data: the number must be of a pull request whose head is the commit that the run was for, and in the text nothing may be
# called, shown from elsewhere or hidden.
# shellcheck source=action/runner.sh
source "$WHYS_ACTION/action/runner.sh"

needs curl jq
scratch="$(mktemp -d "${RUNNER_TEMP:-/tmp}/whys.XXXXXX")"
trap 'rm -rf "$scratch"' EXIT
[[ -f "$WHYS_FILE" && ! -L "$WHYS_FILE" && -f "$WHYS_NUMBER_FILE" && ! -L "$WHYS_NUMBER_FILE" ]] || fail "the artifact has no comment and no number"
number="$(head -c 12 "$WHYS_NUMBER_FILE" | tr -d '\n')"
[[ "$number" =~ ^[1-9][0-9]{0,9}$ ]] || fail "the artifact names no pull request"
[[ "$WHYS_HEAD" =~ ^[0-9a-f]{40}$ ]] || fail "there is no head: this action is for the event workflow_run"
api GET "repos/$GITHUB_REPOSITORY/pulls/$number" >"$scratch/pull" || fail "pull request $number cannot be read"
[[ "$(jq -r .head.sha "$scratch/pull")" == "$WHYS_HEAD" ]] || fail "pull request $number is not the one that the run was for, or has moved on"

# As whys writes it, nothing of this is there; as somebody else may, it would be.
head -c 60000 "$WHYS_FILE" | jq -Rrs 'gsub("@(?<next>[0-9A-Za-z])"; "@\u200b\(.next)") | gsub("!\\["; "!\u200b[")
  | gsub("<(?<next>[!/A-Za-z])"; "<\u200b\(.next)") | gsub("<\u200bbr>"; "<br>")' >"$scratch/text"
WHYS_FILE="$scratch/text" WHYS_NUMBER="$number" WHYS_FORK=false "$WHYS_ACTION/action/comment.sh"
