#!/usr/bin/env bash
# The work of action.yml. All input comes in environment variables, never in the text of the script.
set -euo pipefail

if ! command -v node >/dev/null; then
  echo '::error title=flinklint::Node 20.19 or newer is needed: put actions/setup-node before this action.'
  exit 2
fi

# Released versions carry dist/, so this only looks; an unreleased commit is built here.
node "$GITHUB_ACTION_PATH/tools/prepare.mjs"

results="$RUNNER_TEMP/flinklint"
sarif="$results/flinklint.sarif"
annotations="$results/annotations.txt"
rm -rf "$results"
mkdir -p "$results"

arguments=(--format text --format "sarif:$sarif" --format "github:$annotations")
option() { # name, value: an empty input is one that was not given
  if [ -n "$2" ]; then arguments+=("$1" "$2"); fi
}
option --settings "$FLINKLINT_SETTINGS"
option --flink-version "$FLINKLINT_FLINK_VERSION"
option --platform "$FLINKLINT_PLATFORM"
option --profile "$FLINKLINT_PROFILE"
option --fail-on "$FLINKLINT_FAIL_ON"
option --max-warnings "$FLINKLINT_MAX_WARNINGS"
option --baseline "$FLINKLINT_BASELINE"
arguments+=(--)
while IFS= read -r path; do
  if [ -n "$path" ]; then arguments+=("$path"); fi
done <<<"$FLINKLINT_PATHS"

status=0
node "$GITHUB_ACTION_PATH/dist/cli.cjs" check "${arguments[@]}" || status=$?

{
  echo "status=$status"
  # Wrong usage leaves no report behind, and then there is nothing to upload.
  if [ -s "$sarif" ]; then
    echo "sarif-file=$sarif"
    echo "findings=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1], "utf8")).runs[0].results.length' "$sarif")"
  fi
  if [ -s "$annotations" ]; then echo "annotations=$annotations"; fi
} >>"$GITHUB_OUTPUT"
