#!/usr/bin/env bash
# Keeps one comment on a pull request up to date: writes it, or writes it anew where it stands.
# shellcheck source=action/runner.sh
source "$WHYS_ACTION/action/runner.sh"

marker="<!-- whys:comment -->"
[[ "${WHYS_FORK:-}" != true ]] || {
  echo "::notice title=whys::a pull request from a fork may not be commented on from here: docs/github-action.md shows the workflow that may"
  exit 0
}
[[ "$WHYS_NUMBER" =~ ^[1-9][0-9]{0,9}$ ]] || fail "there is no pull request to comment on: \`comment\` is for the event pull_request"
[[ "$GITHUB_REPOSITORY" =~ ^[0-9A-Za-z._-]+/[0-9A-Za-z._-]+$ ]] || fail "the name of the repository is not known"
[[ -n "${WHYS_TOKEN:-}" ]] || fail "\`comment\` needs a token"
needs curl jq
scratch="$(mktemp -d "${RUNNER_TEMP:-/tmp}/whys.XXXXXX")"
trap 'rm -rf "$scratch"' EXIT
pause

# GitHub takes 65,536 characters.
jq -Rs --arg marker "$marker" '{body: ($marker + "\n" + .[:65000])}' "$WHYS_FILE" >"$scratch/body"

# Only a comment of our own is written anew: somebody else's may begin with the same mark.
author="${WHYS_AUTHOR:-github-actions[bot]}"
comment="" page=1
while ((page <= 100)); do
  api GET "repos/$GITHUB_REPOSITORY/issues/$WHYS_NUMBER/comments?per_page=100&page=$page" >"$scratch/comments" ||
    fail "the comments of the pull request cannot be read: the job needs \`permissions: pull-requests: write\`"
  comment="$(jq -r --arg marker "$marker" --arg author "$author" \
    'first(.[] | select(.user.login == $author and (.body | startswith($marker))) | .id) // empty' "$scratch/comments")"
  [[ -z "$comment" && "$(jq length "$scratch/comments")" == 100 ]] || break
  page=$((page + 1))
done
if [[ "$comment" =~ ^[0-9]+$ ]]; then
  api PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$comment" "$scratch/body" >"$scratch/answer" || fail "the comment cannot be written anew"
  echo "comment $comment is up to date"
else
  api POST "repos/$GITHUB_REPOSITORY/issues/$WHYS_NUMBER/comments" "$scratch/body" >"$scratch/answer" ||
    fail "the comment cannot be written: the job needs \`permissions: pull-requests: write\`"
  echo "comment $(jq .id "$scratch/answer") is new"
fi
resume
