#!/usr/bin/env bash
# Lints the post-mortems that a pull request changes; started by action.yml, which gives every input through the environment.
# All that comes from the pull request is data here: it is read, never run, and no runner command in it is obeyed.
# shellcheck source=action/runner.sh
source "$WHYS_ACTION/action/runner.sh"

mkdir -p "${RUNNER_TEMP:-/tmp}"
scratch="$(mktemp -d "${RUNNER_TEMP:-/tmp}/whys.XXXXXX")"
tree="$scratch/tree"
trap 'git worktree remove --force "$tree" 2>/dev/null || true; rm -rf "$scratch"' EXIT
pause

one_of changed-only "$WHYS_CHANGED_ONLY" true false
one_of fail-on "$WHYS_FAIL_ON" error warning info never
one_of config "$WHYS_CONFIG" base head none
one_of summary "$WHYS_SUMMARY" true false
one_of sarif "$WHYS_SARIF" file upload
one_of comment "$WHYS_COMMENT" true false
[[ -z "$WHYS_PROFILE" ]] || one_of profile "$WHYS_PROFILE" facts standard bar-raiser
# A file that is named is judged beside all others, so that an outage that came back is seen.
arguments=(--fail-on "$WHYS_FAIL_ON" --whole-repository)
[[ -z "$WHYS_PROFILE" ]] || arguments+=(--profile "$WHYS_PROFILE")
while IFS= read -r argument; do
  [[ -n "$argument" ]] || continue
  [[ "$argument" =~ ^--(select|ignore|as|today)=[0-9A-Za-z,_-]+$ ]] ||
    fail "the input \`args\` takes --select=, --ignore=, --as= and --today=, one a line; it has \`$(shown "$argument")\`"
  arguments+=("$argument")
done <<<"$WHYS_ARGS"
paths=()
while IFS= read -r path; do
  [[ -n "$path" ]] || continue
  [[ "$path" != /* && "/$path/" != */../* ]] || fail "the input \`paths\` has \`$(shown "$path")\`, which may lie outside the repository"
  paths+=("$path")
done <<<"$WHYS_PATHS"
[[ "$WHYS_EVENT" != pull_request_target ]] ||
  fail "pull_request_target checks out the base, where nothing is changed: run on pull_request, this action needs no secrets"
needs git jq

cd "${GITHUB_WORKSPACE:-.}"
export GIT_TERMINAL_PROMPT=0
head="$(git rev-parse --verify HEAD)" || fail "the workspace is no Git repository: add actions/checkout before this step"

# A checkout of depth 1 has neither the base nor the commits between, so the history is fetched as far as it is needed.
fetch() { git fetch --quiet --no-tags --no-recurse-submodules "$@"; }
commit_of() { git rev-parse --verify --quiet --end-of-options "$1^{commit}"; }
merge_base=""
base="${WHYS_BASE:-$WHYS_EVENT_BASE}"
if [[ -n "$base" || "$WHYS_CHANGED_ONLY" == true ]]; then
  [[ "$base" =~ ^[0-9A-Za-z][0-9A-Za-z._/-]*$ ]] ||
    fail "no base to compare with: run on pull_request or merge_group, or give the input \`base\` a commit, a tag or a branch (it is \`$(shown "$base")\`)"
  base_commit="$(commit_of "$base" || { fetch --depth=1 origin "$base" >&2 && commit_of FETCH_HEAD; })" ||
    fail "the base \`$base\` is not in this clone and cannot be fetched: give actions/checkout \`fetch-depth: 0\`"
  # Whether the commits since the merge base are here; where they begin too late, what they did to the actions is not known.
  border="$(git rev-parse --git-path shallow)"
  is_whole() { [[ ! -s "$border" || "$(git rev-list "$merge_base..$head" | grep -cxFf "$border")" == 0 ]]; }
  for more in 0 50 1000 2147483647; do
    if ((more)); then
      echo "What lies between the merge base and HEAD is not all in this shallow clone: fetching up to $more commits more."
      fetch --deepen="$more" origin "$base_commit" "$head" || fetch --deepen="$more" origin "$base_commit" || break
    fi
    merge_base="$(git merge-base "$base_commit" "$head")" && is_whole && break
    [[ "$(git rev-parse --is-shallow-repository)" == true ]] || break
  done
  [[ -n "$merge_base" ]] ||
    fail "no common commit of the base \`$base\` and of HEAD is in reach: give actions/checkout \`fetch-depth: 0\`"
fi

for path in ${paths[@]+"${paths[@]}"}; do
  at="${path#./}" at="${at%/}"
  [[ "$at" != . ]] || at=""
  git cat-file -e "$head:$at" 2>/dev/null || { [[ -n "$merge_base" ]] && git cat-file -e "$merge_base:$at" 2>/dev/null; } ||
    fail "the input \`paths\` has \`$(shown "$path")\`, which is neither here nor in the base"
done

# The documents are read from a tree of their own, whose configuration is the one that was asked for.
GIT_LFS_SKIP_SMUDGE=1 git worktree add --quiet --detach "$tree" "$head"
if [[ "$WHYS_CONFIG" == none ]]; then
  arguments+=(--no-config)
elif [[ "$WHYS_CONFIG" == base && -n "$merge_base" ]]; then
  config=(':(top,glob)**/whys.toml' ':(top,glob)**/.whys' ':(top,glob)**/.whys/**')
  git -C "$tree" rm -rf --quiet --ignore-unmatch -- "${config[@]}"
  git -C "$tree" diff --cached --name-only -z --no-renames --diff-filter=D "$merge_base" -- "${config[@]}" >"$scratch/config"
  while IFS= read -r -d '' file; do
    git -C "$tree" --literal-pathspecs checkout --quiet "$merge_base" -- "$file"
  done <"$scratch/config"
fi

if [[ "$WHYS_CHANGED_ONLY" == true ]]; then
  git --literal-pathspecs diff --name-only -z --no-renames --diff-filter=d --ignore-submodules=all "$merge_base" "$head" -- \
    ${paths[@]+"${paths[@]}"} >"$scratch/changed"
  # Without a path whys would judge everything.
  mkdir "$scratch/nothing"
  paths=("$scratch/nothing")
  while IFS= read -r -d '' file; do
    # A link may lead anywhere.
    [[ -L "$tree/$file" ]] || paths+=("$file")
  done <"$scratch/changed"
  echo "$((${#paths[@]} - 1)) changed files since the merge base $merge_base"
  arguments+=(--force-exclude)
fi

reports="$(mktemp -d "${RUNNER_TEMP:-/tmp}/whys-reports.XXXXXX")"
mkdir "$reports/comment"
[[ ! "$WHYS_NUMBER" =~ ^[1-9][0-9]{0,9}$ ]] || echo "$WHYS_NUMBER" >"$reports/comment/number"
arguments+=(--output full:- --output "github:$scratch/annotations" --output "json:$reports/report.json"
  --output "sarif:$reports/whys.sarif" --output "markdown:$reports/comment/comment.md" --output "summary:$scratch/summary.md"
  --links "${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_REPOSITORY:-}/blob/$head/")
code=0
(cd "$tree" && "$WHYS_PROGRAM" lint "${arguments[@]}" -- ${paths[@]+"${paths[@]}"} </dev/null) || code=$?
[[ -s "$reports/report.json" ]] || fail "whys ended with exit code $code and wrote no report: see the log above"
if [[ "$WHYS_SUMMARY" == true && -n "$merge_base" ]]; then
  # What the pull request does to the actions; GitHub takes a megabyte, and the report above keeps room for this.
  since=(--since "$merge_base" --format markdown --links "${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_REPOSITORY:-}/blob/$head/")
  [[ "$WHYS_CONFIG" != none ]] || since+=(--no-config)
  # A history may be damaged, partial or of another format; the findings do not depend on it.
  (cd "$tree" && "$WHYS_PROGRAM" actions "${since[@]}" </dev/null) >"$scratch/actions.md" ||
    echo "The history that is here does not tell what became of the actions: the log says why." >"$scratch/actions.md"
  {
    printf '\n## Actions since the merge base\n\n'
    awk '{ sub(/^## /, "### "); size += length($0) * 4 + 1 } size <= 100000 { print; next } { left++ }
      END { if (left) print "\nThere is no room for " left " more lines; `whys actions --since` prints them." }' "$scratch/actions.md"
  } >>"$scratch/summary.md"
fi
resume

cat "$scratch/annotations"
jq -r '"findings=\(.diagnostics | length)", "errors=\([.diagnostics[] | select(.severity == "error")] | length)"' \
  "$reports/report.json" >>"${GITHUB_OUTPUT:-/dev/null}"
printf '%s\n' "report-file=$reports/report.json" "sarif-file=$reports/whys.sarif" "comment-folder=$reports/comment" >>"${GITHUB_OUTPUT:-/dev/null}"
[[ "$WHYS_SUMMARY" == false ]] || cat "$scratch/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
((code < 2)) || fail "whys could not read everything (exit code $code): see the log above"
exit "$code"
