import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { binary, hasBinary } from "./support/binary.ts";

/**
 * The commands of the README that are marked run as they stand there, on the compiled program, one after the other in
 * a directory with the samples in reports/ and stages/: `<!-- test -->`, `<!-- test: exit 1 -->`, `<!-- test: needs jq -->`.
 */
const root = resolve(import.meta.dir, "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

type Block = {
  readonly title: string;
  readonly script: string;
  readonly exit: number;
  readonly lacks: readonly string[];
};

/** Tool that a block may need → a command that only works with it. */
const probes: ReadonlyMap<string, readonly string[]> = new Map([
  ["jq", ["jq", "--version"]],
  ["python3-cryptography", ["python3", "-c", "import cryptography"]],
]);

const path = "/usr/local/bin:/usr/bin:/bin";

const blocks = [...readme.matchAll(/<!-- test(?:: ([^\n]*?))? -->\n```sh\n(.*?)```\n/gs)].map(
  ([, words = "", script = ""]): Block => {
    const needs = /\bneeds (\S+)/.exec(words)?.[1];
    return {
      title: script.split("\n")[0] ?? "",
      script,
      exit: Number(/\bexit (\d)/.exec(words)?.[1] ?? 0),
      lacks: needs === undefined || has(needs) ? [] : [needs],
    };
  },
);

function has(need: string): boolean {
  const probe = probes.get(need);
  if (probe === undefined) throw new SyntaxError(`README.md: a block needs ${need}, which this test does not know`);
  try {
    return Bun.spawnSync([...probe], { env: { PATH: path }, stdout: "ignore", stderr: "ignore" }).exitCode === 0;
  } catch {
    return false;
  }
}

test("the README has commands that are run", () => {
  expect(blocks.length).toBeGreaterThan(4);
  expect(readme.match(/<!-- test/g)?.length).toBe(blocks.length);
});

describe.skipIf(!hasBinary)("commands of the README", () => {
  const folder = mkdtempSync(join(tmpdir(), "fixops-readme-"));
  const work = join(folder, "work");
  mkdirSync(join(folder, "bin"));
  symlinkSync(binary, join(folder, "bin/fixops"));
  cpSync(join(root, "fixtures/payments-api/no-go"), join(work, "reports"), { recursive: true });
  cpSync(join(root, "fixtures/payments-api/stages"), join(work, "stages"), { recursive: true });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const { title, script, exit, lacks } of blocks) {
    const name = lacks.length === 0 ? title : `${title} (skipped: no ${lacks.join(", ")} here)`;
    test.skipIf(lacks.length > 0)(name, () => {
      const env = { PATH: `${join(folder, "bin")}:${path}` };
      const child = Bun.spawnSync(["sh", "-e", "-u", "-c", script], { cwd: work, env, stdin: "ignore" });
      const said = `${child.stdout}${child.stderr}`;
      expect(child.exitCode === exit ? "" : `exit code ${child.exitCode}, not ${exit}\n${said}`).toBe("");
    });
  }
});
