import { toolName } from "../../../domain/version.ts";
import type { CompletionWords } from "./words.ts";

/**
 * Completion scripts: static tables in the language of each shell, so that a key press starts no process.
 * All words come from our own tables: letters, digits and hyphens, which no shell takes for anything else.
 */

/** A script for one of the four shells. */
export function completionScript(shell: "bash" | "zsh" | "fish" | "powershell", words: CompletionWords): string {
  if (shell === "fish") return fishScript(words);
  if (shell === "powershell") return powershellScript(words);
  return shell === "zsh" ? zshScript(words) : `${bashScript(words)}complete -o default -F _${toolName} ${toolName}\n`;
}

/** bash 3.2 and later: macOS still has that one. */
function bashScript(words: CompletionWords): string {
  return `_${toolName}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path="" next="" flags="" word
  COMPREPLY=()
  case "$prev" in
${optionCases(words, (options) => `COMPREPLY=($(compgen -W "${options}" -- "$cur")); return`)}
    ${words.takesPath.join("|")}) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    ${words.takesText.join("|")}) return ;;
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${pathCases(words)}
    esac
  done
  case "$path" in
${tableCases(words)}
  esac
  case "$cur" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")) ;;
    *) COMPREPLY=($(compgen -W "$next" -- "$cur")) ;;
  esac
}
`;
}

/** zsh runs the function of bash: its own bashcompinit gives it the same variables. */
function zshScript(words: CompletionWords): string {
  return `#compdef ${toolName}
autoload -U +X bashcompinit && bashcompinit
${bashScript(words)}complete -o default -F _${toolName} ${toolName}
`;
}

function optionCases(words: CompletionWords, reply: (options: string) => string): string {
  return [...words.options].map(([flag, options]) => `    ${flag}) ${reply(options.join(" "))} ;;`).join("\n");
}

/** `audit logs` is reached by the word `logs` after the path `audit`; other words are values. */
function pathCases(words: CompletionWords): string {
  const paths = [...words.next.keys()].filter((path) => path !== "");
  return paths.map((path) => `      "${path.includes(" ") ? path : ` ${path}`}") path="${path}" ;;`).join("\n");
}

function tableCases(words: CompletionWords): string {
  return [...words.next]
    .map(([path, next]) => {
      const flags = words.flags.get(path) ?? ["--help"];
      return `    "${path}") next="${next.join(" ")}" flags="${flags.join(" ")}" ;;`;
    })
    .join("\n");
}

function fishScript(words: CompletionWords): string {
  const next = [...words.next].filter(([, after]) => after.length > 0);
  const lines = next.map(([path, after]) => fishLine(path, `-f -a "${after.join(" ")}"`));
  for (const [path, flags] of words.flags) {
    for (const flag of flags) lines.push(fishLine(path, `-l ${flag.slice(2)}${fishValue(flag, words)}`));
  }
  return `${lines.join("\n")}\n`;
}

/** A line that holds after all words of a path, and not after a word that leads further down. */
function fishLine(path: string, rest: string): string {
  const seen = path.split(" ").map((word) => `__fish_seen_subcommand_from ${word}`);
  return `complete -c ${toolName} -n "${path === "" ? "__fish_use_subcommand" : seen.join("; and ")}" ${rest}`;
}

function fishValue(flag: string, words: CompletionWords): string {
  const options = words.options.get(flag);
  if (options !== undefined) return ` -x -a "${options.join(" ")}"`;
  if (words.takesPath.includes(flag)) return " -r -F";
  return words.takesText.includes(flag) ? " -x" : "";
}

function powershellScript(words: CompletionWords): string {
  const table = [...words.next].map(([path, next]) => {
    const flags = words.flags.get(path) ?? ["--help"];
    return `    '${path}' = @(${[...next, ...flags].map((word) => `'${word}'`).join(", ")})`;
  });
  return `Register-ArgumentCompleter -Native -CommandName ${toolName} -ScriptBlock {
  param($word, $line, $position)
  $table = @{
${table.join("\n")}
  }
  $path = ''
  foreach ($element in $line.CommandElements | Select-Object -Skip 1) {
    $next = "$path $element".Trim()
    if ($element.Extent.EndOffset -lt $position -and $table.ContainsKey($next)) { $path = $next }
  }
  $table[$path] | Where-Object { $_ -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}
