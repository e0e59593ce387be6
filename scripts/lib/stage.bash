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
  say "== building herbx for release (the first time this takes many minutes)" >&2
  mkdir -p .build
  if ! swift build "${options[@]}" --product herbx >.build/release-build.log 2>&1 </dev/null; then
    tail -n 30 .build/release-build.log >&2
    stop "the build failed" "read .build/release-build.log"
  fi
  program=$(swift build "${options[@]}" --show-bin-path </dev/null)/herbx
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
  find "$folder" -type d -exec chmod 755 {} +
  find "$folder/share" -type f ! -name '*.sh' -exec chmod 644 {} +
}
