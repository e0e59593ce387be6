# shellcheck shell=bash
# Sourced by scripts/test and scripts/quickstart: brings a bare machine to where the package builds.
# Runs with bash 3.2 (macOS). Whatever is there already is left alone.

say() { printf '%s\n' "$*"; }

# stop SENTENCE HINT
stop() {
  printf 'error: %s\nhint: %s\n' "$1" "$2" >&2
  exit 1
}

# wrong_usage SENTENCE: ends a script that was started in a way it does not know.
wrong_usage() {
  printf 'error: %s\nhint: scripts/%s --help\n' "$1" "${0##*/}" >&2
  exit 64
}

# value_of OPTION [VALUE]: prints the value that an option needs.
value_of() {
  [ $# -gt 1 ] || wrong_usage "\`$1\` needs a value"
  printf '%s' "$2"
}

has() { command -v "$1" >/dev/null 2>&1; }

# A home is needed by swift and by tests; a machine that builds in a container may have none, or one that is read-only.
prepare_home() {
  if [ -n "${HOME:-}" ] && touch "$HOME/.herbx-probe" 2>/dev/null; then
    rm -f "$HOME/.herbx-probe"
    return 0
  fi
  [ -z "${HOME:-}" ] || say "the home folder \`$HOME\` cannot be written; .build/home stands in for it"
  HOME=$PWD/.build/home
  mkdir -p "$HOME"
  export HOME
}

# The project's own folder, where everything is built.
need_writable() {
  if ! mkdir -p .build 2>/dev/null || ! touch .build/probe 2>/dev/null; then
    stop "\`$PWD\` cannot be written" "copy the project to a folder of your own"
  fi
  rm -f .build/probe
}

# Debian's package, and what Homebrew calls it where the Mac does not bring it along.
brew_name() {
  case $1 in
    nghttp2-server) say nghttp2 ;;
    chromium | fish | jq | shellcheck | tmux) say "$1" ;;
  esac
}

is_installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

apt_updated=
apt_install() {
  if [ -z "$apt_updated" ]; then
    as_root apt-get update -qq </dev/null || say "apt-get update failed; going on with the package lists that are there"
    apt_updated=yes
  fi
  as_root apt-get install -y -qq --no-install-recommends "$@" </dev/null >.build/apt.log 2>&1
}

# need_packages PACKAGE…: without these nothing builds.
need_packages() {
  local missing=() package
  case $(uname -s) in
    Darwin)
      tell_brew "$@"
      return 0
      ;;
  esac
  if ! has apt-get; then
    say "this is no Debian: please see to it that the equivalents of these are installed: $*"
    return 0
  fi
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "installing ${missing[*]}"
  if [ "$(id -u)" -ne 0 ] && ! has sudo; then
    stop "packages are missing and this is neither root nor is there a sudo" "as root: apt-get install ${missing[*]}"
  fi
  apt_install "${missing[@]}" && return 0
  tail -n 5 .build/apt.log >&2
  stop "apt-get could not install ${missing[*]}" "install them by hand, then start this again; the log is .build/apt.log"
}

# want_packages PACKAGE…: tests that need one of these are skipped, and say so, where it cannot be had.
want_packages() {
  local package
  if [ "$(uname -s)" = Darwin ] || ! has apt-get; then
    need_packages "$@"
    return 0
  fi
  for package in "$@"; do
    is_installed "$package" && continue
    if [ "$(id -u)" -ne 0 ] && ! has sudo; then
      say "$package is not installed, and only root could install it"
      continue
    fi
    say "installing $package"
    apt_install "$package" || say "$package could not be installed; what needs it will be skipped"
  done
}

tell_brew() {
  local package name names=()
  for package in "$@"; do
    name=$(brew_name "$package")
    if [ -z "$name" ] || has "$name"; then continue; fi
    [ "$name" = nghttp2 ] && has nghttpd && continue
    names+=("$name")
  done
  [ ${#names[@]} -eq 0 ] || say "missing on this Mac: brew install ${names[*]}"
}

# On the path, or in one of the places where installers put it. Asked before anything is installed.
find_swift() {
  local folder
  for folder in "$HOME/.local/share/swiftly/bin" "$HOME/.swiftly/bin" /opt/swift/usr/bin /usr/share/swift/usr/bin; do
    has swift && break
    [ -x "$folder/swift" ] && PATH=$folder:$PATH
  done
  has swift || stop "there is no Swift on this machine; nothing was installed" \
    "get Swift 6.3 or later from https://www.swift.org/install, then start this again"
}

# Swift 6.3 or later. It starts only once the libraries that it needs are there.
check_swift() {
  local version
  version=$(swift --version 2>&1 | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1) || version=
  case $version in
    '') stop "\`swift --version\` does not say which version it is, but: $(swift --version 2>&1 | head -n 1)" \
      "start it by hand; a missing library comes with the packages that https://www.swift.org/install names" ;;
    [0-5].* | 6.[0-2]) stop "swift is \`$version\`, and herbx needs 6.3" "get it from https://www.swift.org/install" ;;
  esac
  say "swift $version"
}

# The compiler, the headers and the tools that building and running herbx need.
prepare_machine() {
  need_writable
  prepare_home
  find_swift
  need_packages ca-certificates curl g++ git jq libcurl4-openssl-dev pkg-config tzdata \
    binutils libncurses6 libsqlite3-0 libxml2 zlib1g-dev # the last five for the compiler itself
  check_swift
}

# build_telling LOG COMMAND…: a build whose output goes to a file; every 20 s (or $interval) a line says how far it is.
build_telling() {
  local log=$1 told=$SECONDS
  shift
  say "   the whole output: tail -f $log"
  "$@" 2>&1 </dev/null | while IFS= read -r line; do
    printf '%s\n' "$line"
    [[ $line == \[* && $((SECONDS - told)) -ge ${interval:-20} ]] || continue
    told=$SECONDS
    say "   ${line:0:100}" >&3
  done 3>&1 >"$log"
  return "${PIPESTATUS[0]}"
}
