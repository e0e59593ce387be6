# Turns what `herbx --experimental-dump-help` says into pages: Markdown and man(7). Used by scripts/document-commands.

# Every command with its full name, in the order of the help; those that are hidden, and `help`, are left out.
def pages:
  def walk($path): . as $command | ($path + [$command.commandName]) as $here
    | ({path: $here} + $command),
      ($command.subcommands // [] | .[] | select(.shouldDisplay != false and .commandName != "help") | walk($here));
  [.command | walk([])];

def shown: [.arguments // [] | .[] | select(.shouldDisplay)];
def spelled: if .kind == "long" then "--\(.name)" elif .kind == "short" then "-\(.name)" else "-\(.name)" end;
def names: [.names // [] | .[] | spelled];
def value: "<\(.valueName // "value")>";
def repeats: if .isRepeating then " ..." else "" end;
def heading: .sectionTitle // (if .kind == "positional" then "Arguments" else "Options" end);
# As a person types it.
def form:
  if .kind == "positional" then value + repeats
  elif .kind == "option" then (names | join(", ")) + " " + value
  else names | join(", ") end;
def default_words: if (.defaultValue // "") == "" then "" else " Default: \(.defaultValue)." end;
def sentence: ((.abstract // "") | gsub("\n"; " ")) + default_words;

# The line of usage: what must be given, and that there is more.
def usage:
  shown as $all
  | ([$all[] | select(.kind != "positional" and .isOptional == false) | form]
    + (if any($all[]; .kind != "positional" and .isOptional) then ["[options]"] else [] end)
    + [$all[] | select(.kind == "positional") | if .isOptional then "[\(form)]" else form end]
    + (if (.subcommands // []) | any(.shouldDisplay != false and .commandName != "help") then ["<subcommand>"] else [] end))
  | join(" ");

# Arguments by their sections, in the order in which the sections first appear.
def sections: shown | reduce .[] as $argument ([];
    ($argument | heading) as $title
    | (map(.title) | index($title)) as $place
    | if $place then .[$place].arguments += [$argument] else . + [{title: $title, arguments: [$argument]}] end);

# --- Markdown ---------------------------------------------------------------------------------------------------------

# Outside code spans, so that nothing is taken for a tag or for the end of a table's cell.
def md: gsub("\\|"; "\\|") | gsub("<"; "\\<");
def md_code: "`" + gsub("\\|"; "\\|") + "`";

# A discussion is text, and behind EXAMPLES: command lines, each with a line that says what it is for.
def explanation: (.discussion // "") | (split("EXAMPLES:\n")[0] // "") | rtrimstr("\n\n");
def examples: (.discussion // "") | split("EXAMPLES:\n")[1] // "" | split("\n")
  | [range(0; length - 1; 2) as $at | {line: (.[$at] | ltrimstr("  ")), purpose: (.[$at + 1] | gsub("^ +"; ""))}];

def md_page:
  "## \(.path | join(" "))\n",
  ((.abstract // "") | md) + "\n",
  "```\n\(.path | join(" ")) \(usage)\n```\n",
  (if explanation != "" then (explanation | md) + "\n" else empty end),
  (if examples != [] then "```", (examples[] | "\(.line)  # \(.purpose)"), "```\n" else empty end),
  (sections[] | "| \(.title | md) | |", "| --- | --- |", (.arguments[] | "| \(form | md_code) | \(sentence | md) |"), "");

def cli_md:
  "# Commands and options",
  "",
  "Made by `scripts/document-commands --cli docs/cli.md` from what the program says of itself; a test holds it against",
  "the program. Do not edit by hand.",
  "",
  "| command | what it does |", "| --- | --- |",
  (pages[] | "| [\(.path | join(" "))](#\(.path | join("-"))) | \((.abstract // "") | md) |"),
  "",
  (pages[] | md_page);

# --- man(7) -----------------------------------------------------------------------------------------------------------

def roff: gsub("\\\\"; "\\e") | gsub("-"; "\\-") | gsub("(?<start>^|\n)(?<mark>[.'])"; "\(.start)\\&\(.mark)");

def man_name: .path | join("-");

def man_page($version; $all):
  . as $page
  | ".TH \"\(man_name | ascii_upcase | roff)\" 1 \"\" \"herbx \($version)\" \"herbx\"",
    ".SH NAME", "\(man_name | roff) \\- \((.abstract // "") | rtrimstr(".") | roff)",
    ".SH SYNOPSIS", ".B \(.path | join(" ") | roff)", (usage | roff),
    (if explanation != "" then ".SH DESCRIPTION", (explanation | gsub("\n\n"; "\n.PP\n") | roff) else empty end),
    ([$all[] | select(.path[:-1] == $page.path)]
      | if length > 0 then ".SH COMMANDS",
          (.[] | ".TP", "\\fB\(.path | join(" ") | roff)\\fR", ((.abstract // "") | roff))
        else empty end),
    (sections[] | ".SH \(.title | ascii_upcase | roff)", (.arguments[] | ".TP", ".B \(form | roff)", (sentence | roff))),
    (if examples != [] then ".SH EXAMPLES", (examples[] | ".TP", ".B \(.line | roff)", (.purpose | roff)) else empty end),
    (if .path == ["herbx"] then
      ".SH FILES",
      ".TP", ".I ~/.config/herbx/api\\-keys.env", "the key in force; its owner's alone",
      ".TP", ".I ~/.config/herbx/management\\-key", "makes the next keys; its owner's alone",
      ".SH ENVIRONMENT",
      ".TP", ".B HERBX_BASE_URL, HERBX_KEYS_FILE, HERBX_PROVISION_SCRIPT",
      "stand for the options of the same names; an option goes before them",
      ".TP", ".B OPENROUTER_API_KEY", "the key, where the key file holds none",
      ".TP", ".B OPENROUTER_MANAGEMENT_KEY", "the management key, in place of its file",
      ".TP", ".B NO_COLOR", "no colours"
    else empty end),
    ([$all[] | select(.path != $page.path)
      | select((.path[:-1] == $page.path) or (.path == $page.path[:-1])
          or (($page.path | length) > 1 and .path[:-1] == $page.path[:-1])) | man_name]
      | if length > 0 then ".SH SEE ALSO", (map("\\fB\(roff)\\fR(1)") | join(", ")) else empty end);

# One page, by the name of its file without `.1`.
def man($name; $version): pages as $all | $all[] | select(man_name == $name) | man_page($version; $all);
