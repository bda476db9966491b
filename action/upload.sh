#!/usr/bin/env bash
# Hands the SARIF report to code scanning, as github/codeql-action/upload-sarif does.
# shellcheck source=action/runner.sh
source "$WHYS_ACTION/action/runner.sh"

[[ "${WHYS_FORK:-}" != true ]] || {
  echo "::notice title=whys::SARIF is not uploaded for a pull request from a fork; it is the output sarif-file"
  exit 0
}
[[ -n "${WHYS_TOKEN:-}" ]] || fail "\`sarif: upload\` needs a token"
needs curl jq gzip base64
cd "${GITHUB_WORKSPACE:-.}"
scratch="$(mktemp -d "${RUNNER_TEMP:-/tmp}/whys.XXXXXX")"
trap 'rm -rf "$scratch"' EXIT

# The alerts belong to the commit that was judged.
commit="$(git rev-parse --verify HEAD)" ref="$GITHUB_REF"
if [[ "$commit" == "${WHYS_HEAD:-}" && "${WHYS_NUMBER:-}" =~ ^[1-9][0-9]{0,9}$ ]]; then ref="refs/pull/$WHYS_NUMBER/head"; fi
gzip -c "$WHYS_FILE" | base64 | tr -d '\n' >"$scratch/sarif"
jq -n --arg commit "$commit" --arg ref "$ref" --rawfile sarif "$scratch/sarif" \
  '{commit_sha: $commit, ref: $ref, sarif: $sarif, tool_name: "whys"}' >"$scratch/body"
pause
api POST "repos/$GITHUB_REPOSITORY/code-scanning/sarifs" "$scratch/body" >"$scratch/answer" ||
  fail "the SARIF report cannot be uploaded: the job needs \`permissions: security-events: write\`, and a private repository code security"
echo "SARIF upload $(jq .id "$scratch/answer")"
resume
