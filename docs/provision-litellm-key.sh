#!/usr/bin/env bash
# Makes one virtual key of a LiteLLM proxy and puts it into the key file: an example of your own way of making keys.
#
#   herbx extract --base-url https://litellm.example.org/v1 --provision-script docs/provision-litellm-key.sh …
#
# What herbx promises to such a program: `--name NAME --limit USD`, HERBX_KEYS_FILE (where the key goes),
# OPENROUTER_BASE_URL (the service in use), HERBX_PROVISION_ID (a unique ending for the name), no standard input, 30 s.
# What herbx expects of it: exit status 0 once the key file holds a new OPENROUTER_API_KEY, and any other where no key was
# made; the last line of stderr is shown; the last line of stdout may be {"hash":…,"name":…}. Never the key itself.
set -u
umask 077

fail() { printf '%s\n' "$*" >&2; exit 1; }
name=auto-rotation limit=15.00
while [ $# -gt 0 ]; do
  case $1 in
    --name) name=${2:?--name needs a value}; shift 2 ;;
    --limit) limit=${2:?--limit needs a value}; shift 2 ;;
    *) fail "unknown argument $1" ;;
  esac
done
key_file=${HERBX_KEYS_FILE:?HERBX_KEYS_FILE must name the key file}
base=${OPENROUTER_BASE_URL:?OPENROUTER_BASE_URL must name the proxy}
proxy=${base%/v1}
proxy=${proxy%/api}
unique=$name-${HERBX_PROVISION_ID:-$(date -u +%Y%m%dT%H%M%SZ)-$$}
case $proxy in
  http://127.0.0.1:* | http://localhost:*) connection=(--proto '=http' --noproxy '*') ;;
  https://*) connection=(--proto '=https') ;;
  *) fail "the proxy's address must begin with https://" ;;
esac

# The proxy's master key: from the environment, else from `management-key` beside the key file (mode 600).
master=${OPENROUTER_MANAGEMENT_KEY:-}
[ -n "$master" ] || master=$(tr -d ' \t\r\n' <"$(dirname "$key_file")/management-key") || fail "no master key"
unset OPENROUTER_MANAGEMENT_KEY OPENROUTER_API_KEY

# Lines that end with carriage returns alone cannot be told apart: with the one all would be replaced.
if [ -s "$key_file" ] && [ "$(tr -cd '\n' <"$key_file" | wc -c)" -eq 0 ] \
  && [ "$(tr '\r' '\n' <"$key_file" | grep -c .)" -gt 1 ]; then
  fail "the lines of $key_file end with carriage returns alone; save it with line feeds; no key was made"
fi

# The temporary file comes first: a folder that cannot be written must cost nothing.
temporary=$(mktemp "$(dirname "$key_file")/.api-keys.XXXXXXXX") || fail "cannot write beside $key_file; no key was made"
trap 'rm -f "$temporary"' EXIT

answer=$(printf 'header = "Authorization: Bearer %s"\n' "$master" | curl -q --silent --config - "${connection[@]}" \
  --max-time 20 --header 'Content-Type: application/json' --write-out '\n%{http_code}' --data-binary \
  "$(jq -cn --arg name "$unique" --arg limit "$limit" '{key_alias: $name, max_budget: ($limit | tonumber)}')" \
  "$proxy/key/generate") || {
  # Whether the proxy has made a key is not known: 16 tells herbx so.
  printf 'no answer from %s; look for the key %s\n' "$proxy" "$unique" >&2
  exit 16
}
status=${answer##*$'\n'}
answer=${answer%$'\n'*}
[ "$status" = 200 ] || fail "the proxy answered $status: $(jq -r '.error.message // .detail // empty' <<<"$answer" | head -c 300)"
key=$(jq -r '.key // empty' <<<"$answer")
[[ $key =~ ^[A-Za-z0-9._~+/=:@%-]+$ ]] || { echo "the proxy's answer holds no key" >&2; exit 16; }

# Every line but the one as it was; the last that sets the name counts.
line=$(awk '/^[ \t]*(export[ \t]+)?OPENROUTER_API_KEY[ \t]*=/ { last = NR } END { print last + 0 }' "$key_file" 2>/dev/null || echo 0)
new_text() {
  if [ "$line" -gt 0 ]; then
    head -n $((line - 1)) "$key_file"
    printf 'export OPENROUTER_API_KEY="%s"\n' "$key"
    tail -n +$((line + 1)) "$key_file"
  else
    [ ! -e "$key_file" ] || cat "$key_file"
    printf 'export OPENROUTER_API_KEY="%s"\n' "$key"
  fi
}
if ! { new_text >"$temporary" && mv -f "$temporary" "$key_file"; }; then
  echo "the key $unique could not be written into $key_file" >&2
  exit 18
fi
jq -c --arg name "$unique" '{hash: (.token_id // .token // null), name: $name}' <<<"$answer"
