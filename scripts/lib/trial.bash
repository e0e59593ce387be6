# shellcheck shell=bash
# Sourced by the files of scripts/trials.d, which scripts/trials starts in the project's folder: a built herbx, a folder
# that goes away, a simulated service, and the table on standard output. What goes on is told on standard error.
# Expects `set -euo pipefail`.

# shellcheck source=scripts/lib/prepare.bash
. scripts/lib/prepare.bash

trial=$(basename "$0")
trial_began=$SECONDS
trial_failed=0
# The simulated service's process.
simulator=

# --help and --keep DIR are every trial's; the rest of the command line is in $trial_options.
trial_options=()
folder=
while [ $# -gt 0 ]; do
  case $1 in
    --help) awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"; exit 0 ;;
    --keep)
      mkdir -p "${2:?--keep needs a folder}"
      folder=$(cd "$2" && pwd)
      trial_kept=yes
      shift 2
      ;;
    *) trial_options+=("$1"); shift ;;
  esac
done
set -- ${trial_options[@]+"${trial_options[@]}"}
[ -n "$folder" ] || folder=$(mktemp -d)

clean_up() {
  [ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true
  [ -n "${trial_kept:-}" ] || rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# unknown_option OPTION
unknown_option() {
  printf 'error: no such option: %s\nhint: scripts/trials %s --help\n' "$1" "$trial" >&2
  exit 64
}

# row NAME VALUE…: a line of the table.
row() { printf '%-52s %s\n' "$1" "${*:2}"; }

# claim NAME COMMAND…: a line that says whether the command succeeded. One that fails fails the trial.
claim() {
  local name=$1
  shift
  if "$@" >>"$folder/claims.log" 2>&1; then
    row "$name" holds
  else
    row "$name" FAILS
    trial_failed=1
  fi
}

# The last line of a trial.
finish_trial() {
  row "wall time" "$((SECONDS - trial_began)) s"
  exit "$trial_failed"
}

# Leaves the program's path in $herbx.
build_herbx() {
  herbx=${HERBX_PROGRAM:-}
  [ -z "$herbx" ] || return 0
  say "== building herbx" >&2
  swift build --product herbx >.build/trial-build.log 2>&1 </dev/null \
    || { tail -n 30 .build/trial-build.log >&2; stop "the build failed" "read .build/trial-build.log"; }
  herbx=$(swift build --show-bin-path </dev/null)/herbx
}

# make_images COUNT [DIR]: whole JPEGs of 8 x 8 grey pixels, with a number in a comment, so that all differ.
# DIR is $folder/input by default.
make_images() {
  local number into=${2:-$folder/input}
  mkdir -p "$into"
  for ((number = 1; number <= $1; number++)); do
    {
      # A comment of 300 digits; quantization, frame, Huffman tables of one code each, scan, end.
      printf '\377\330\377\376\001\056%0300d' "$number"
      printf '\377\333\000\103\000'
      printf '\001%.0s' {1..64}
      printf '\377\300\000\013\010\000\010\000\010\001\001\021\000'
      printf '\377\304\000\046\000\001%016d\020\001%016d' 0 0 | tr 0 '\000'
      printf '\377\332\000\010\001\001\000\000\077\000\077\377\331'
    } >"$into/$(printf 'sheet-%05d.jpg' "$number")"
  done
}

# start_simulator OPTION…: a simulated service; its address, its key and its management key are where herbx looks.
start_simulator() {
  : >"$folder/service.json"
  "$herbx" simulator "$@" >"$folder/service.json" 2>"$folder/service.log" &
  simulator=$!
  until [ -s "$folder/service.json" ]; do
    kill -0 "$simulator" 2>/dev/null || stop "the simulator did not start" "read $folder/service.log"
    sleep 0.1
  done
  (
    umask 077
    mkdir -p "$folder/keys"
    jq -r '"export OPENROUTER_API_KEY=\"" + .key + "\""' "$folder/service.json" >"$folder/keys/api-keys.env"
    jq -r .management_key "$folder/service.json" >"$folder/keys/management-key"
  )
  HERBX_BASE_URL=$(jq -r .base_url "$folder/service.json")
  HERBX_KEYS_FILE=$folder/keys/api-keys.env
  export HERBX_BASE_URL HERBX_KEYS_FILE
}

# What the simulated service has seen, as JSON.
simulator_report() { curl -sf "$(jq -r .report_url "$folder/service.json")"; }

# swift_trial REGEX: the Swift tests that are marked `.trial("NAME")`, as one claim.
swift_trial() {
  swift build --build-tests >.build/trial-build.log 2>&1 </dev/null \
    || { tail -n 30 .build/trial-build.log >&2; stop "the build failed" "read .build/trial-build.log"; }
  HERBX_TRIAL=$trial swift test --skip-build --disable-xctest --filter "$1" >"$folder/swift-test.log" 2>&1 </dev/null || true
  LC_ALL=C grep -aE '^(✔|✘) Test ("|[a-z])' "$folder/swift-test.log" \
    | sed -E 's/^(.) Test (.*) (passed|failed) after ([0-9.]+) seconds.*/\3\t\2\t\4 s/' \
    | while IFS=$'\t' read -r outcome name seconds; do row "${name:0:80}" "$outcome, $seconds"; done
  claim "all of them passed, and there were some" \
    grep -aqE 'Test run with [1-9][0-9]* tests? .*passed' "$folder/swift-test.log"
  grep -aE '^(✘|↳)' "$folder/swift-test.log" >&2 || true
}

mkdir -p .build
prepare_home
