/**
 * Scenario scripts in the manner of Go's testscript: commands, then txtar blocks (`-- name --`) with files.
 *   fixture SET             copies fixtures/payments-api/SET to the current directory
 *   env K=V | env -u K      for the commands that follow      cd DIR | mkdir DIR
 *   exec PROGRAM WORD…      runs it; words may stand in '…'   shell LINE      runs it with sh
 *   exit N                  exit code of the last command; without such a line it must be 0
 *   stdout RE, stderr RE    output of the last command, `^` and `$` at lines; with `!` before it: no match
 *   exists PATH…            all are there; with `!`: none is    cmp A B    same bytes; with `!`: they differ
 *   json FILE POINTER JSON  value in a file or in `stdout`; `absent` for a member that is not there
 *   refuses N RE            exit N, empty stdout, one message on stderr that matches, no stack
 *   skip-unless NAME…       tools and rights that the machine must have, see needs.ts
 * `$WORK` and `$REPO` stand for the scenario's directory and the repository. An unknown word is a failure.
 */
export type Scenario = {
  readonly name: string;
  readonly steps: readonly { readonly line: number; readonly text: string }[];
  readonly files: ReadonlyMap<string, string>;
  /** Names of all `skip-unless` lines. */
  readonly needs: readonly string[];
};

/** Reads a script. Throws a SyntaxError when a file stands there twice. */
export function parseScenario(name: string, text: string): Scenario {
  const [script = "", ...blocks] = text.replace(/\n?$/, "\n").split(/^-- (\S+) --\n/m);
  const files = new Map<string, string>();
  for (let index = 0; index < blocks.length; index += 2) {
    const [file = "", content = ""] = blocks.slice(index, index + 2);
    if (files.has(file)) throw new SyntaxError(`${name}: the file ${file} stands there twice`);
    files.set(file, content);
  }
  const lines = script.split("\n").map((line, index) => ({ line: index + 1, text: line.trim() }));
  const steps = lines.filter((step) => step.text !== "" && !step.text.startsWith("#"));
  const skips = steps.filter((step) => step.text.startsWith("skip-unless "));
  return { name, steps, files, needs: skips.flatMap((skip) => wordsOf(skip.text).slice(1)) };
}

/** Words at spaces; `'…'` keeps spaces and may be empty. */
export function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ""));
}
