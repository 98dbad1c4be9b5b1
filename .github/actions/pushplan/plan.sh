#!/usr/bin/env bash
# Validates and plans. Findings become annotations; the plan becomes the summary, the text of the comment and, where it may be
# applied, a file. Ends with 0: the action ends as pushplan did once all of that is kept.
set -euo pipefail

folder="$RUNNER_TEMP/pushplan"
rm -rf "$folder"
mkdir -p "$folder/comment"
text="$folder/comment/plan.md"
if [[ -n "$LEDGER" ]]; then export PUSHPLAN_LEDGER="$LEDGER"; fi
unset LEDGER API_KEY

set --
if [[ -n "$ENVIRONMENT" ]]; then set -- "$@" --env "$ENVIRONMENT"; fi
code=0
"$PUSHPLAN" validate --format github "$@" || code=$?
if [[ -n "$BASE" ]]; then set -- "$@" --base "$BASE"; fi
if [[ -n "$ALLOW" ]]; then set -- "$@" --allow "$ALLOW"; fi
# Where validate found errors plan finds them too: they are the text of the comment then.
"$PUSHPLAN" plan --format markdown --out "$folder/plan.json" "$@" > "$text" || code=$?
if [[ ! -s "$text" ]]; then
  echo '**Not planned**: pushplan ended before there was a plan. The log of this job says why.' > "$text"
fi
cat "$text" >> "$GITHUB_STEP_SUMMARY"

# What is blocked is not to be applied, also not after somebody merged it all the same.
if ((code != 0)) && [[ -e "$folder/plan.json" ]]; then mv "$folder/plan.json" "$folder/blocked.json"; fi
node "$GITHUB_ACTION_PATH/outputs.mjs" plan "$code" "$folder" >> "$GITHUB_OUTPUT"
