#!/usr/bin/env bash
# Puts whys on the runner and says where: a release whose checksum stands in releases.tsv, else a build of the action's own source.
# Started in the folder of the action.
# shellcheck source=action/runner.sh
source "$WHYS_ACTION/action/runner.sh"

own="$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)"
version="${WHYS_VERSION:-$own}"
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]] ||
  fail "the input \`version\` must be a version such as 0.1.0; it is \`$(shown "$version")\`"

case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
  Linux-X64) target=x86_64-unknown-linux-gnu ;;
  Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  *) target="" ;;
esac
checksum="$(awk -F '\t' -v version="$version" -v target="$target" '$1 == version && $2 == target { print $3 }' action/releases.tsv)"

answer() { echo "program=$1" >>"$GITHUB_OUTPUT"; }

if [[ -n "$checksum" ]]; then
  needs curl tar
  [[ "$checksum" =~ ^[0-9a-f]{64}$ ]] || fail "the checksum of $version for $target in releases.tsv is no SHA-256"
  folder="$(mktemp -d "${RUNNER_TEMP:-/tmp}/whys-$version.XXXXXX")"
  archive="whys-$version-$target.tar.gz"
  address="${GITHUB_SERVER_URL:-https://github.com}/${WHYS_REPOSITORY:-whys-dev/whys}/releases/download/v$version/$archive"
  curl --silent --show-error --fail --location --max-time 300 --retry 3 --output "$folder/$archive" "$address" ||
    fail "the release $version cannot be downloaded from $address"
  if command -v sha256sum >/dev/null; then sum="$(sha256sum "$folder/$archive")"; else sum="$(shasum -a 256 "$folder/$archive")"; fi
  [[ "${sum%% *}" == "$checksum" ]] || fail "the checksum of $archive is ${sum%% *}, and releases.tsv says $checksum: it is not run"
  tar -xzf "$folder/$archive" -C "$folder" whys
  echo "whys $version for $target, whose checksum is that of releases.tsv"
  answer "$folder/whys"
elif [[ "$version" == "$own" ]]; then
  needs cargo
  pause
  CARGO_TARGET_DIR="$PWD/target" cargo build --release --locked || fail "whys cannot be built: see the log above"
  resume
  answer "$PWD/target/release/whys"
else
  fail "there is no checksum of whys $version for $target in releases.tsv of this action: leave the input \`version\` out, or take a later action"
fi
