# shellcheck shell=bash
# What the scripts of the action share; to be sourced. Nothing here runs or obeys anything of a pull request.
set -euo pipefail

# While commands are stopped the runner prints lines such as `::error::` and does not act on them.
token="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
stopped=""
pause() { stopped=1 && echo "::stop-commands::$token"; }
resume() { [[ -z "$stopped" ]] || { echo "::$token::" && stopped=""; }; }

# Ends the step with an annotation, whose text must be our own or go through `shown`.
fail() {
  resume
  echo "::error title=whys::$1"
  exit 2
}

shown() { echo "${1//[^0-9A-Za-z.\/_-]/?}"; }

one_of() {
  local input="$1" value="$2" allowed
  shift 2
  for allowed in "$@"; do [[ "$value" == "$allowed" ]] && return; done
  fail "the input \`$input\` must be one of: $*; it is \`$(shown "$value")\`"
}

needs() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "$program is not on this runner: add a step that installs it"
  done
}

# Asks the API of GitHub: method, address below it, and a file with the body, if any. Prints the answer; the token goes through a
# file and not through the arguments, which every process may read.
api() {
  local method="$1" url="${GITHUB_API_URL:-https://api.github.com}/$2" body="${3:-}" options=()
  [[ -z "$body" ]] || options=(--data-binary "@$body" --header 'Content-Type: application/json')
  curl --silent --show-error --fail-with-body --max-time 60 --retry 3 --request "$method" --header 'Accept: application/vnd.github+json' \
    --header 'X-GitHub-Api-Version: 2022-11-28' --config <(printf 'header = "Authorization: Bearer %s"\n' "$WHYS_TOKEN") ${options[@]+"${options[@]}"} "$url"
}
