# shellcheck shell=bash
# Sourced by scripts/install and scripts/package: a release build, and the files of an installation laid out in a folder.
# Expects scripts/lib/prepare.bash.

# Where the shells look for completions below the prefix. Debian's zsh keeps those of packages apart.
zsh_folder=share/zsh/site-functions

# A build that runs where no Swift is: its runtime is linked in. (On a Mac it is part of the system.)
release_options() {
  say -c
  say release
  [ "$(uname -s)" = Darwin ] || say --static-swift-stdlib
}

# build_release: leaves the path of the program in $program.
build_release() {
  local options=() option
  while IFS= read -r option; do options+=("$option"); done < <(release_options)
  say "== building herbx for release (the first time 10 to 30 minutes, as busy as the machine is)" >&2
  mkdir -p .build
  if ! build_telling .build/release-build.log swift build "${options[@]}" --product herbx >&2; then
    tail -n 30 .build/release-build.log >&2
    stop "the build failed" "read .build/release-build.log"
  fi
  program=$(swift build "${options[@]}" --show-bin-path </dev/null)/herbx
}

# What is given with --herbx must be herbx, and start here.
check_program() {
  { [ -f "$program" ] && [ -x "$program" ]; } || stop "\`$program\` is no program" "give the built herbx with --herbx"
  "$program" --version >/dev/null 2>&1 \
    || stop "\`$program\` does not start: $("$program" --version 2>&1 | head -n 1)" "build it on this machine, without --herbx"
}

# A program for other machines must not need Swift's libraries, which they lack.
check_self_contained() {
  local needed
  [ "$(uname -s)" != Darwin ] || return 0
  has readelf || stop "there is no readelf, to see which libraries the program needs" "install binutils"
  needed=$(readelf -d "$program" | sed -nE 's/.*\(NEEDED\).*\[(lib(swift|Foundation|_Foundation|dispatch|BlocksRuntime)[^]]*)\].*/\1/p' | paste -sd ' ' -)
  [ -z "$needed" ] || stop "\`$program\` does not start where no Swift is: it needs $needed" \
    "leave out --herbx, or build it with: swift build -c release --static-swift-stdlib --product herbx"
}

# stage_documents FOLDER: README.md, and beside it docs, so that its links lead somewhere.
stage_documents() {
  mkdir -p "$1"
  install -m 644 README.md "$1/README.md"
  (cd docs && find . -type f ! -name '.*') | while IFS= read -r file; do
    mkdir -p "$1/docs/$(dirname "$file")"
    install -m 644 "docs/$file" "$1/docs/$file"
  done
}

# stage FOLDER: lays out bin, share and the rest in FOLDER, as they stand below the prefix.
stage() {
  local folder=$1
  mkdir -p "$folder/bin" "$folder/share/herbx" "$folder/share/bash-completion/completions" "$folder/$zsh_folder" \
    "$folder/share/fish/vendor_completions.d"
  install -m 755 "$program" "$folder/bin/herbx"
  strip "$folder/bin/herbx"
  install -m 755 scripts/provision-openrouter-key.sh "$folder/share/herbx/provision-openrouter-key.sh"
  scripts/document-commands --herbx "$folder/bin/herbx" --man "$folder/share/man/man1"
  "$folder/bin/herbx" --generate-completion-script bash >"$folder/share/bash-completion/completions/herbx"
  "$folder/bin/herbx" --generate-completion-script zsh >"$folder/$zsh_folder/_herbx"
  "$folder/bin/herbx" --generate-completion-script fish >"$folder/share/fish/vendor_completions.d/herbx.fish"
  stage_documents "$folder/share/doc/herbx"
  if [ "$(uname -s)" = Linux ]; then
    mkdir -p "$folder/lib/systemd/user"
    install -m 644 "docs/herbx-run@.service" "$folder/lib/systemd/user/herbx-run@.service"
  fi
  find "$folder" -type d -exec chmod 755 {} +
  find "$folder/share" -type f ! -name '*.sh' -exec chmod 644 {} +
}
