#!/usr/bin/env bash
# Makes one OpenRouter API key with a spending limit and puts it into the key file. See --help.
#
# Runs with bash 3.2 (macOS). Secrets travel on stdin, in shell variables and into the key file; never in any argv.
set -u
umask 077
LC_ALL=C
export LC_ALL

readonly EXIT_USAGE=64 EXIT_TOOL=10 EXIT_NO_MANAGEMENT_KEY=11 EXIT_MANAGEMENT_FILE=12 EXIT_MANAGEMENT_REFUSED=13
readonly EXIT_REQUEST_REFUSED=14 EXIT_UNREACHABLE=15 EXIT_UNCLEAR=16 EXIT_NOT_WRITTEN=17 EXIT_ORPHAN_LEFT=18
readonly EXIT_KEY_FILE=19

usage() {
  cat <<'TEXT'
Usage: provision-openrouter-key.sh [--name NAME] [--limit USD] [--verbose] [--help]

Makes one OpenRouter API key and writes it into the key file as
    export OPENROUTER_API_KEY="sk-or-v1-..."
The last line that sets this name is replaced, or one is added at the end; all other lines stay byte for byte as they
were. The file is replaced in one step. Where it is a link, the file it leads to is replaced and the link stays.

Options:
  --name NAME    begins the key's name at OpenRouter; a unique ending is added       [auto-rotation]
  --limit USD    spending limit of the key in US dollars                             [15.00]
  --verbose      say on stderr what is done
  --help         this text

Environment:
  OPENROUTER_MANAGEMENT_KEY   the management key; OPENROUTER_PROVISIONING_KEY is its old name. Where neither is set, it
                              is read from the file `management-key` beside the key file (mode 600).
  HERBX_KEYS_FILE             the key file   [~/Secrets/approved-for-agents/api-keys.env where that exists,
                              else $XDG_CONFIG_HOME/herbx/api-keys.env; ~/.config where that variable is not set]
  OPENROUTER_BASE_URL         the service    [https://openrouter.ai/api/v1]; http only for this very machine
  HERBX_PROVISION_TIMEOUT     seconds for everything together   [27]
  HERBX_PROVISION_ID          the unique ending of the name; set by herbx   [time and eight random digits]
Proxies are those of curl (https_proxy, ALL_PROXY, NO_PROXY); for an address of this very machine none is used.
Lock, access log, ledger and journal are herbx's: `herbx keys provision` runs this script and keeps them.

The last line on stdout is JSON: {"hash":...,"name":...,"limit":...,"label":...}. It never holds the key.

Exit status:
   0  the key file holds a new key                  15  the service cannot be reached or is failing; no key was made
  10  a tool is missing                             16  unclear: a key may have been made; its name is shown
  11  no management key                             17  the key file could not be written; the key was deleted again
  12  the management key file is open to others     18  the same, but the key could not be deleted; its hash is shown
  13  the management key was refused                19  the key file cannot be replaced; no key was made
  14  the service refused to make the key           64  wrong usage
 129, 130, 143  stopped by a signal
TEXT
}

# --- words to the person ----------------------------------------------------------------------------------------------

verbose=0
management=""
new_key=""

# Prints the text with every key cut to at most twelve characters, and without control characters.
masked() {
  local text=$1
  [ -z "$management" ] || text=${text//"$management"/[management key]}
  [ -z "$new_key" ] || text=${text//"$new_key"/[new key]}
  printf '%s' "$text" | tr '\000-\037\177' ' ' \
    | sed -E -e 's/(sk-or-v1-[A-Za-z0-9_-]{12})[A-Za-z0-9_-]+/\1.../g' \
      -e 's/(sk-or-([^v]|v[^1]|v1[^-])[A-Za-z0-9_-]{9})[A-Za-z0-9_-]+/\1.../g' | cut -c 1-500
}

say() { printf '%s\n' "$(masked "$*")" >&2; }
note() { [ "$verbose" -eq 0 ] || say "$@"; }
fail() {
  local status=$1
  shift
  say "$@"
  exit "$status"
}

# --- arguments --------------------------------------------------------------------------------------------------------

name=auto-rotation
limit=15.00

needs_value() { [ "$2" -ge 2 ] || fail $EXIT_USAGE "$1 needs a value; see --help"; }

while [ $# -gt 0 ]; do
  case $1 in
    --name) needs_value "$1" $#; name=$2; shift 2 ;;
    --name=*) name=${1#*=}; shift ;;
    --limit) needs_value "$1" $#; limit=$2; shift 2 ;;
    --limit=*) limit=${1#*=}; shift ;;
    --verbose | -v) verbose=1; shift ;;
    --help | -h) usage; exit 0 ;;
    *) fail $EXIT_USAGE "unknown argument \`$1\`; see --help" ;;
  esac
done

case $name in
  '' | *[[:cntrl:]]*) fail $EXIT_USAGE "--name must be a text without control characters" ;;
esac
[[ $limit =~ ^(0|[1-9][0-9]*)(\.[0-9]+)?$ && $limit =~ [1-9] ]] \
  || fail $EXIT_USAGE "--limit must be an amount above zero such as 15.00, not \`$limit\`"

budget=${HERBX_PROVISION_TIMEOUT:-27}
[[ $budget =~ ^[1-9][0-9]{0,3}$ && $budget -ge 6 ]] \
  || fail $EXIT_USAGE "HERBX_PROVISION_TIMEOUT must be whole seconds, 6 at least, not \`$budget\`"

base_url=${OPENROUTER_BASE_URL:-https://openrouter.ai/api/v1}
base_url=${base_url%/}
# The rules that herbx itself goes by: https anywhere, http for this very machine only; no user, query or fragment. What is
# on this machine is never asked through a proxy, which would see the management key in clear.
octet='(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
loopback="^(localhost|\[::1\]|127(\.$octet){1,3})\$"
[[ $base_url =~ ^(https?)://(\[[0-9A-Fa-f:.]+\]|[^][:space:]/:@?#\\[]+)(:[0-9]+)?(/[^[:space:]@?#\\]*)?$ ]] \
  || fail $EXIT_USAGE "OPENROUTER_BASE_URL must look like https://host/api/v1, without user, query or fragment;" \
    "this one does not"
scheme=${BASH_REMATCH[1]}
if [[ $(printf '%s' "${BASH_REMATCH[2]}" | tr '[:upper:]' '[:lower:]') =~ $loopback ]]; then
  connection=(--proto "=$scheme" --noproxy '*')
else
  [ "$scheme" = https ] \
    || fail $EXIT_USAGE "OPENROUTER_BASE_URL must begin with https:// (http:// only for this very machine), not \`$base_url\`"
  connection=(--proto '=https')
fi

for tool in curl jq; do
  command -v "$tool" >/dev/null || fail $EXIT_TOOL "$tool is missing; install it (apt-get install $tool, brew install $tool)"
done

# --- the key file -----------------------------------------------------------------------------------------------------

default_key_file() {
  local procedure=${HOME:-.}/Secrets/approved-for-agents/api-keys.env settings=${XDG_CONFIG_HOME:-}
  if [ -e "$procedure" ]; then
    printf '%s' "$procedure"
    return
  fi
  case $settings in /*) ;; *) settings=${HOME:-.}/.config ;; esac
  printf '%s' "$settings/herbx/api-keys.env"
}

given_file=${HERBX_KEYS_FILE:-$(default_key_file)}
# A tilde that no shell has replaced, as in a quoted value.
case $given_file in \~/*) given_file=${HOME:-.}/${given_file:2} ;; esac

folder_of() {
  case $1 in
    */*) local folder=${1%/*}; printf '%s' "${folder:-/}" ;;
    *) printf '.' ;;
  esac
}

# Follows a link to the file it leads to, which need not exist yet.
following_links() {
  local path=$1 target count=0
  while [ -L "$path" ] && [ $count -lt 40 ]; do
    target=$(readlink "$path")
    case $target in
      /*) path=$target ;;
      *) path=$(folder_of "$path")/$target ;;
    esac
    count=$((count + 1))
  done
  printf '%s' "$path"
}

key_file=$(following_links "$given_file")
folder=$(folder_of "$key_file")
temporary=""
trap '[ -z "$temporary" ] || rm -f "$temporary"' EXIT

# The line that a shell would take last; nothing where there is none.
line_of_key() {
  [ -e "$key_file" ] || return 0
  awk '/^[ \t]*(export[ \t]+)?OPENROUTER_API_KEY[ \t]*=/ { last = NR } END { if (last) print last }' "$key_file"
}

mkdir -p "$folder" 2>/dev/null || fail $EXIT_KEY_FILE "cannot make the folder \`$folder\` for the key file; no key was made"
if [ -e "$key_file" ]; then
  [ -f "$key_file" ] || fail $EXIT_KEY_FILE "the key file \`$key_file\` is no regular file; no key was made"
  [ -O "$key_file" ] || fail $EXIT_KEY_FILE "the key file \`$key_file\` belongs to another user; no key was made"
  [ -r "$key_file" ] || fail $EXIT_KEY_FILE "cannot read the key file \`$key_file\`; type: chmod 600 \"$key_file\"; no key was made"
  # Its lines could not be told apart, and the one would be replaced with all others.
  if [ "$(tr -cd '\n' <"$key_file" | wc -c)" -eq 0 ] && [ "$(tr '\r' '\n' <"$key_file" | grep -c .)" -gt 1 ]; then
    fail $EXIT_KEY_FILE "the lines of the key file \`$key_file\` end with carriage returns alone; save it with line feeds; no key was made"
  fi
fi

# The temporary file comes before the key: a folder that cannot be written must cost nothing.
temporary=$(mktemp "$folder/.api-keys.XXXXXXXX" 2>/dev/null) \
  || fail $EXIT_KEY_FILE "cannot write into the folder \`$folder\` of the key file; no key was made"

# --- the management key -----------------------------------------------------------------------------------------------

mode_of() { stat -L -c %a "$1" 2>/dev/null || stat -L -f %Lp "$1"; }

management=${OPENROUTER_MANAGEMENT_KEY:-${OPENROUTER_PROVISIONING_KEY:-}}
# Neither this key nor the one that is to be replaced is any business of curl or jq.
unset OPENROUTER_MANAGEMENT_KEY OPENROUTER_PROVISIONING_KEY OPENROUTER_API_KEY
management_file=""
if [ -z "$management" ]; then
  management_file=$(folder_of "$given_file")/management-key
  [ -e "$management_file" ] || management_file=$folder/management-key
  [ -e "$management_file" ] || fail $EXIT_NO_MANAGEMENT_KEY "no management key: set OPENROUTER_MANAGEMENT_KEY, or write it" \
    "into \`$management_file\` and type: chmod 600 \"$management_file\"; no key was made"
  case $(mode_of "$management_file") in
    *[1-7][0-7] | *[0-7][1-7]) fail $EXIT_MANAGEMENT_FILE "the management key file \`$management_file\` is open to others;" \
      "type: chmod 600 \"$management_file\"; no key was made" ;;
  esac
  if [ ! -O "$management_file" ] || [ ! -r "$management_file" ]; then
    fail $EXIT_MANAGEMENT_FILE "the management key file \`$management_file\` belongs to another user or cannot be read;" \
      "no key was made"
  fi
  management=$(tr -d ' \t\r\n' <"$management_file")
fi
place=${management_file:+"management key file \`$management_file\`"}
place=${place:-"variable OPENROUTER_MANAGEMENT_KEY"}
[ -n "$management" ] || fail $EXIT_NO_MANAGEMENT_KEY "the $place is empty: write the key into it; no key was made"
[[ $management =~ ^[!-~]+$ ]] || fail $EXIT_NO_MANAGEMENT_KEY "the $place holds characters that no key has; no key was made"

# --- the service ------------------------------------------------------------------------------------------------------

SECONDS=0
seconds_left() { printf '%s' $((budget - SECONDS)); }

# call METHOD PATH SECONDS [BODY]: leaves the body in $answer, the status in $http (000: none), curl's own in $curl_exit.
call() {
  local method=$1 path=$2 patience=$3 body=${4:-} reply quoted left
  left=$(seconds_left)
  [ "$patience" -le "$left" ] || patience=$left
  if [ "$patience" -lt 1 ]; then
    answer="" http=000 curl_exit=28
    return
  fi
  quoted=${management//\\/\\\\}
  quoted=${quoted//\"/\\\"}
  note "$method $base_url$path (at most $patience s)"
  reply=$(printf 'header = "Authorization: Bearer %s"\n' "$quoted" | curl -q --silent --config - "${connection[@]}" --request "$method" \
    --max-time "$patience" --max-filesize 4194304 --header 'Accept: application/json' \
    ${body:+--header 'Content-Type: application/json' --data-binary "$body"} \
    --write-out '\n%{http_code}' "$base_url$path")
  curl_exit=$?
  http=${reply##*$'\n'}
  answer=${reply%$'\n'*}
  [[ $http =~ ^[0-9]{3}$ ]] || http=000
  note "status $http (curl exit $curl_exit)"
}

# What the service says of an error, or the answer's beginning where it is no JSON.
reason() {
  local text
  text=$(printf '%s' "$answer" | jq -r '.error.message // .error // empty | tostring' 2>/dev/null)
  printf '%s' "${text:-status $http}"
}

# Deletes one key. Gone already is as good.
delete_key() {
  call DELETE "/keys/$1" "$short"
  case $http in 2?? | 404) return 0 ;; *) return 1 ;; esac
}

# Lists all keys, page by page, and leaves in $orphans the hashes of those that bear the unique name.
# Fails where the list could not be read to its end.
find_orphans() {
  local offset=0 page hashes count previous=""
  orphans=""
  while [ $offset -lt 20000 ]; do
    call GET "/keys?offset=$offset" "$short"
    # What hangs on it is whether a key is lost: worth a second try.
    [ "$http" = 200 ] || call GET "/keys?offset=$offset" "$short"
    [ "$http" = 200 ] || return 1
    page=$(printf '%s' "$answer" | jq -r --arg name "$unique" '
      .data | (length | tostring), (.[0].hash // ""), (.[] | select(.name == $name) | .hash)' 2>/dev/null) || return 1
    count=$(printf '%s\n' "$page" | sed -n 1p)
    [ "$count" != 0 ] || return 0
    # A service without pages answers the same list for every offset.
    hashes=$(printf '%s\n' "$page" | sed -n 2p)
    [ "$hashes" != "$previous" ] || return 0
    previous=$hashes
    orphans="$orphans $(printf '%s\n' "$page" | tail -n +3 | tr '\n' ' ')"
    offset=$((offset + count))
  done
  return 1
}

# Deletes every key with the unique name except $1. Fails where one may be left.
delete_orphans() {
  local hash
  find_orphans || return 1
  for hash in $orphans; do
    [ "$hash" != "${1:-}" ] || continue
    note "deleting the orphan $hash"
    delete_key "$hash" || return 1
  done
}

random_ending() { od -An -N4 -tx1 /dev/urandom | tr -d ' \n'; }

ending=${HERBX_PROVISION_ID:-$(date -u +%Y%m%dT%H%M%SZ)-$(random_ending)}
[[ $ending =~ ^[A-Za-z0-9._-]+$ ]] || fail $EXIT_USAGE "HERBX_PROVISION_ID must be letters, digits, dots and dashes"
unique=$name-$ending
short=$((budget / 6))

trap 'say "stopped while making the key \`$unique\`; look for it with: herbx keys list"; exit 130' INT
trap 'say "stopped while making the key \`$unique\`; look for it with: herbx keys list"; exit 143' TERM
trap 'say "stopped while making the key \`$unique\`; look for it with: herbx keys list"; exit 129' HUP

# Tries once. Status 0: the key is in $new_key and $hash. 1: surely none was made. 2: one may have been made.
create() {
  local body
  body=$(jq -cn --arg name "$unique" --arg limit "$limit" '{name: $name, limit: ($limit | tonumber)}')
  call POST /keys $((budget / 3)) "$body"
  case $curl_exit in
    0) ;;
    # The request never left: address, connection or TLS (curl's list of exit codes).
    3 | 5 | 6 | 7 | 35 | 51 | 58 | 60 | 77) return 1 ;;
    *) return 2 ;;
  esac
  case $http in
    2??)
      new_key=$(printf '%s' "$answer" | jq -r 'if (.key | type) == "string" then .key else empty end' 2>/dev/null)
      hash=$(printf '%s' "$answer" | jq -r 'if (.data.hash | type) == "string" then .data.hash else empty end' 2>/dev/null)
      # Shown masked by the service; anything longer than a masked key is not passed on.
      label=$(printf '%s' "$answer" | jq -r 'if (.data.label | type) == "string" and (.data.label | length) <= 21
        then .data.label else empty end' 2>/dev/null)
      # Only characters that stand for themselves between double quotes.
      [[ $new_key =~ ^[A-Za-z0-9._~+/=:@%-]+$ && $hash =~ ^[A-Za-z0-9._-]+$ ]] && return 0
      new_key=""
      return 2
      ;;
    401 | 403) fail $EXIT_MANAGEMENT_REFUSED "the management key was refused ($http): $(reason); no key was made." \
      "Check it at https://openrouter.ai/settings/management-keys" ;;
    429) return 1 ;;
    4?? | 3??) fail $EXIT_REQUEST_REFUSED "the service refused to make the key ($http): $(reason); no key was made" ;;
    *) return 2 ;;
  esac
}

unclear() {
  fail $EXIT_UNCLEAR "unclear: a key named \`$unique\` may have been made, and could not be looked for ($(problem));" \
    "list the keys and delete it before you try again"
}

problem() {
  case $curl_exit in
    0) reason ;;
    6) printf 'the host of %s is not known' "$base_url" ;;
    7) printf 'no connection to %s' "$base_url" ;;
    28) printf 'no answer in time from %s' "$base_url" ;;
    *) printf 'curl exit %s for %s' "$curl_exit" "$base_url" ;;
  esac
}

hash="" label="" answer="" http=000 curl_exit=0 orphans=""
create
outcome=$?
if [ $outcome -ne 0 ]; then
  first=$(problem)
  say "no key from the first request ($first); trying once more"
  if [ $outcome -eq 2 ]; then delete_orphans || unclear; fi
  sleep 1
  create
  second=$?
  if [ $second -ne 0 ]; then
    last=$(problem)
    if [ $outcome -eq 2 ] || [ $second -eq 2 ]; then delete_orphans || unclear; fi
    fail $EXIT_UNREACHABLE "the service cannot be reached or is failing ($last); no key was made; try again later"
  fi
  # A slow first request may have made its key only now.
  if [ $outcome -eq 2 ]; then
    delete_orphans "$hash" || say "a second key named \`$unique\` may exist; list the keys and delete all but $hash"
  fi
fi
note "made the key $unique ($hash)"

# --- the key into the file --------------------------------------------------------------------------------------------

give_back() {
  if delete_key "$hash"; then
    fail $EXIT_NOT_WRITTEN "cannot write the key file \`$key_file\`; the new key was deleted again"
  fi
  fail $EXIT_ORPHAN_LEFT "cannot write the key file \`$key_file\`, and the new key \`$unique\` ($hash) could not be deleted;" \
    "type: herbx keys revoke $hash"
}

# All lines but the one, as they are. Bytes only: the file may hold any encoding.
new_text() {
  local line
  line=$(line_of_key) || return 1
  if [ -n "$line" ]; then
    [ "$line" -eq 1 ] || head -n $((line - 1)) "$key_file" || return 1
    printf 'export OPENROUTER_API_KEY="%s"\n' "$new_key" || return 1
    tail -n +$((line + 1)) "$key_file" || return 1
    return 0
  fi
  if [ -s "$key_file" ]; then
    cat "$key_file" || return 1
    # The last line may lack its end.
    [ -z "$(tail -c 1 "$key_file" | tr -d '\n' | tr '\000' x)" ] || printf '\n' || return 1
  fi
  printf 'export OPENROUTER_API_KEY="%s"\n' "$new_key"
}

# GNU sync takes a file; the one of macOS takes none and synchronizes all.
synchronize() { sync "$1" 2>/dev/null || sync; }

# From here on the key exists: a signal must not leave it both paid for and lost.
trap '' INT TERM HUP
if ! { new_text >"$temporary" && chmod 600 "$temporary" && synchronize "$temporary" && mv -f "$temporary" "$key_file"; } \
  2>/dev/null; then
  give_back
fi
temporary=""
synchronize "$folder"

# --- what came of it --------------------------------------------------------------------------------------------------

masked_key() {
  local body=${new_key#sk-or-v1-} prefix="" shown
  [ "$body" = "$new_key" ] || prefix=sk-or-v1-
  shown=$((${#body} / 3))
  [ $shown -le 12 ] || shown=12
  printf '%s%s...' "$prefix" "${body:0:$shown}"
}

say "new key $(masked_key) named $unique with a limit of $limit USD is in $given_file"
jq -cn --arg hash "$hash" --arg name "$unique" --arg limit "$limit" --arg shown "$label" \
  '{hash: $hash, name: $name, limit: ($limit | tonumber), label: (if $shown == "" then null else $shown end)}'
