#!/usr/bin/env bash
# Sends what was approved, and nothing else: the plan of the merged pull request. Ends with 0, as plan.sh does.
set -euo pipefail

folder="$RUNNER_TEMP/pushplan"
mkdir -p "$folder"
if [[ -n "$API_KEY" ]]; then export INSIDER_API_KEY="$API_KEY"; fi
if [[ -n "$LEDGER" ]]; then export PUSHPLAN_LEDGER="$LEDGER"; fi
unset API_KEY LEDGER

set --
if [[ -n "$ENVIRONMENT" ]]; then set -- "$@" --env "$ENVIRONMENT"; fi
if [[ -z "$PLAN" && -e "$folder/approved/plan.json" ]]; then PLAN="$folder/approved/plan.json"; fi
result="$folder/run.json"
code=0
if [[ -n "$PLAN" ]]; then
  # A shell does not pass signals on, and waits for its child first: pushplan gets its own, settles what is under way, and
  # ends with 8. The second signal makes it leave at once.
  "$PUSHPLAN" apply "$PLAN" --yes --json "$@" > "$result" &
  child=$!
  trap 'kill -TERM "$child" 2> /dev/null || true' INT TERM
  wait "$child" || code=$?
  while kill -0 "$child" 2> /dev/null; do
    code=0
    wait "$child" || code=$?
  done
  node "$GITHUB_ACTION_PATH/outputs.mjs" apply "$code" "$folder" >> "$GITHUB_OUTPUT"
else
  # Nobody has seen what would be sent. Nothing to send is no harm; anything else needs a pull request.
  "$PUSHPLAN" plan --out "$folder/plan.json" "$@" || code=$?
  node "$GITHUB_ACTION_PATH/outputs.mjs" unreviewed "$code" "$folder" >> "$GITHUB_OUTPUT"
fi
