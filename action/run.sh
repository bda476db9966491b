#!/usr/bin/env bash
# Lints the post-mortems that a pull request changes; started by action.yml, which gives every input through the environment.
# All that comes from the pull request is data here: it is read, never run, and no runner command in it is obeyed.
set -euo pipefail

# While commands are stopped the runner prints lines such as `::error::` and does not act on them.
token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
pause() { stopped=1 && echo "::stop-commands::$token"; }
resume() { [[ -z "$stopped" ]] || echo "::$token::" && stopped=""; }
stopped=""

fail() {
  resume
  echo "::error title=whys::$1"
  exit 2
}

scratch="$(mktemp -d "${RUNNER_TEMP:-/tmp}/whys.XXXXXX")"
tree="$scratch/tree"
trap 'git worktree remove --force "$tree" 2>/dev/null || true; rm -rf "$scratch"' EXIT
pause

shown() { echo "${1//[^0-9A-Za-z.\/_-]/?}"; }
one_of() {
  local input="$1" value="$2" allowed
  shift 2
  for allowed in "$@"; do [[ "$value" == "$allowed" ]] && return; done
  fail "the input \`$input\` must be one of: $*; it is \`$(shown "$value")\`"
}
one_of fail-on "$WHYS_FAIL_ON" error warning info never
one_of config "$WHYS_CONFIG" base head none
[[ -z "$WHYS_PROFILE" ]] || one_of profile "$WHYS_PROFILE" facts standard bar-raiser
base="${WHYS_BASE:-$WHYS_EVENT_BASE}"
[[ "$base" =~ ^[0-9A-Za-z][0-9A-Za-z._/-]*$ ]] ||
  fail "no base to compare with: run on pull_request or merge_group, or give the input \`base\` a commit, a tag or a branch (it is \`$(shown "$base")\`)"
[[ "$WHYS_EVENT" != pull_request_target ]] ||
  fail "pull_request_target checks out the base, where nothing is changed: run on pull_request, this action needs no secrets"
command -v jq >/dev/null || fail "jq is not on this runner: add a step that installs it"

cd "${GITHUB_WORKSPACE:-.}"
export GIT_TERMINAL_PROMPT=0
head="$(git rev-parse --verify HEAD)" || fail "the workspace is no Git repository: add actions/checkout before this step"

# A checkout of depth 1 has neither the base nor the commits between, so the history is fetched as far as it is needed.
fetch() { git fetch --quiet --no-tags --no-recurse-submodules "$@"; }
commit_of() { git rev-parse --verify --quiet --end-of-options "$1^{commit}"; }
base_commit="$(commit_of "$base" || { fetch --depth=1 origin "$base" >&2 && commit_of FETCH_HEAD; })" ||
  fail "the base \`$base\` is not in this clone and cannot be fetched: give actions/checkout \`fetch-depth: 0\`"
merge_base=""
for more in 0 50 1000 2147483647; do
  if ((more)); then
    echo "The merge base is not in this shallow clone: fetching up to $more commits more."
    fetch --deepen="$more" origin "$base_commit" "$head" || fetch --deepen="$more" origin "$base_commit" || break
  fi
  merge_base="$(git merge-base "$base_commit" "$head")" && break
  [[ "$(git rev-parse --is-shallow-repository)" == true ]] || break
done
[[ -n "$merge_base" ]] ||
  fail "no common commit of the base \`$base\` and of HEAD is in reach: give actions/checkout \`fetch-depth: 0\`"

config=(':(top,glob)**/whys.toml' ':(top,glob)**/.whys' ':(top,glob)**/.whys/**')
changed=()
git diff --name-only -z --no-renames --diff-filter=d --ignore-submodules=all "$merge_base" "$head" -- \
  "${config[@]/#:(top,/:(top,exclude,}" >"$scratch/changed"
while IFS= read -r -d '' file; do changed+=("$file"); done <"$scratch/changed"
echo "${#changed[@]} changed files since the merge base $merge_base"

# The documents are read from a tree of their own, whose configuration is the one that was asked for.
GIT_LFS_SKIP_SMUDGE=1 git worktree add --quiet --detach "$tree" "$head"
if [[ "$WHYS_CONFIG" == base ]]; then
  git -C "$tree" rm -rf --quiet --ignore-unmatch -- "${config[@]}"
  git -C "$tree" diff --cached --name-only -z --no-renames --diff-filter=D "$merge_base" -- "${config[@]}" >"$scratch/config"
  while IFS= read -r -d '' file; do
    git -C "$tree" --literal-pathspecs checkout --quiet "$merge_base" -- "$file"
  done <"$scratch/config"
fi

arguments=(--force-exclude --fail-on "$WHYS_FAIL_ON" --output full:-
  --output "github:$scratch/annotations" --output "json:$scratch/report.json")
[[ -z "$WHYS_PROFILE" ]] || arguments+=(--profile "$WHYS_PROFILE")
[[ "$WHYS_CONFIG" != none ]] || arguments+=(--no-config)

code=0
if ((${#changed[@]})); then
  (cd "$tree" && "$WHYS_ACTION/target/release/whys" lint "${arguments[@]}" -- "${changed[@]}" </dev/null) || code=$?
else
  # Without a path whys would lint the whole folder.
  echo '{"version":1,"files":0,"silenced":0,"diagnostics":[]}' >"$scratch/report.json"
  : >"$scratch/annotations"
fi
[[ -s "$scratch/report.json" ]] || fail "whys ended with exit code $code and wrote no report: see the log above"
resume

# The runner keeps 10 annotations of a kind a step; the summary tells how many more there are.
awk 'match($0, /^::(error|warning|notice) /) && seen[substr($0, 1, RLENGTH)]++ < 10' "$scratch/annotations"

jq -r '"findings=\(.diagnostics | length)", "errors=\([.diagnostics[] | select(.severity == "error")] | length)"' \
  "$scratch/report.json" >>"${GITHUB_OUTPUT:-/dev/null}"
jq -r --arg blob "${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_REPOSITORY:-}/blob/$head" \
  -f "$WHYS_ACTION/action/summary.jq" "$scratch/report.json" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
((code < 2)) || fail "whys could not read everything (exit code $code): see the log above"
exit "$code"
