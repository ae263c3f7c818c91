# A flow that stays in one phase of its life until it may go on, and tries to write whatever it can when its run is
# not its own any more. For tests that do harm meanwhile; needs curl.
# PUPPET_DIRECTORY: where its files lie; it stays only if there is a file hold, until there is a file PHASE.release.
# PUPPET_PHASE: ahead, starting, running, ending, cancelling or extra. PUPPET_TAG: of its task run.
me=$PUPPET_DIRECTORY/$PUPPET_PHASE.$$
held=no
[ -e "$PUPPET_DIRECTORY/hold" ] && held=yes
: > "$me.born"

# call PATH BODY [MARK]: asked until the API itself has answered; the answer and its status
call() {
  while :; do
    answer=$(curl -s --max-time 90 -H "authorization: Bearer $PREFECT_API_KEY" -H 'content-type: application/json' \
      -H "x-puppet: ${3:-free}" -d "$2" -w ' HTTP %{http_code}' "$PREFECT_API_URL$1") || answer='<none'
    case $answer in
      '<'* | *'HTTP 5'??) sleep 0.2 ;;
      *) return ;;
    esac
  done
}

# propose TYPE [MARK] [FORCE]: under one id, whatever gets lost
propose() {
  id=$(cat /proc/sys/kernel/random/uuid)
  while :; do
    call "/flow_runs/$PREFECT__FLOW_RUN_ID/set_state" \
      "{\"state\": {\"type\": \"$1\"}, \"force\": ${3:-false}, \"proposal_id\": \"$id\"}" "${2:-free}"
    verdict=$(echo "$answer" | sed -n 's/.*"status": *"\([A-Z]*\)".*/\1/p')
    [ "$verdict" = WAIT ] || break
    : > "$me.waits"
    sleep 1
  done
  echo "$1 ${verdict:-${answer##* }}" >> "$me.diary"
}

log() {
  call /logs/ "[{\"name\": \"puppet\", \"level\": 20, \"message\": \"$1\", \"flow_run_id\": \"$PREFECT__FLOW_RUN_ID\",
    \"timestamp\": \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"}]"
  echo "log ${answer##* }" >> "$me.diary"
}

task() {
  call /task_runs/ "{\"flow_run_id\": \"$PREFECT__FLOW_RUN_ID\", \"task_key\": \"step\", \"dynamic_key\": \"$$\",
    \"tags\": [\"$PUPPET_TAG\"]}"
  echo "task ${answer##* }" >> "$me.diary"
}

takeSlot() {
  task
  step=$(echo "$answer" | sed 's/^[^{]*{"id":"\([^"]*\)".*/\1/')
  call "/task_runs/$step/set_state" '{"state": {"type": "RUNNING"}}'
}

stay() {
  while [ $held = yes ] && [ ! -e "$PUPPET_DIRECTORY/$PUPPET_PHASE.release" ]; do
    sleep 0.5
  done
}

# what a process might do that does not take no for an answer
struggle() {
  log 'too late'
  task
  propose COMPLETED free true
  propose RUNNING free true
  exit 0
}

[ "$PUPPET_PHASE" = starting ] && stay
[ "$PUPPET_PHASE" = cancelling ] && trap ': > "$me.asked"' TERM
propose RUNNING
[ "$verdict" = ACCEPT ] || struggle
log begun
[ "$PUPPET_PHASE" = running ] && takeSlot
: > "$me.begun"
if [ "$PUPPET_PHASE" = ending ] && [ $held = yes ]; then
  propose COMPLETED held
else
  [ "$PUPPET_PHASE" = starting ] || stay
  [ -e "$me.asked" ] && exit 143 # in its own time
  propose COMPLETED
fi
[ "$verdict" = ACCEPT ] || struggle
