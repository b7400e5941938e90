/**
 * Writes the tables of README.md from the program's own tables, and what it prints: `bun scripts/docs.ts`.
 * What is made stands between `<!-- made: NAME -->` and `<!-- end -->`. `--check` writes nothing and ends with 1 when one is stale.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rules } from "../src/assess/index.ts";
import { type ErrorCode, errorCodes, exitCodeOfCode } from "../src/domain/error.ts";
import { inputKinds } from "../src/domain/input-file.ts";
import type { CommandTable, RunnableCommand } from "../src/doors/cli/command.ts";
import { commands } from "../src/doors/cli/commands/index.ts";
import { allExits } from "../src/doors/cli/help.ts";
import type { Format } from "../src/ingest/format.ts";
import { formats } from "../src/ingest/formats/index.ts";

const readme = join(import.meta.dir, "../README.md");

type Row = readonly string[];

async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((word) => word !== "--check");
  if (unknown !== undefined) {
    console.error(`docs does not know ${unknown}; it takes --check or nothing`);
    return 3;
  }
  const found = readFileSync(readme, "utf8");
  const made = fill(found, await tables());
  if (args.includes("--check") && made !== found) {
    console.error(`stale tables in README.md: ${staleOf(found, made).join(", ")}; run: bun scripts/docs.ts`);
    return 1;
  }
  if (made !== found) writeFileSync(readme, made);
  return 0;
}

const marked = /(?<=<!-- made: ([a-z-]+) -->\n).*?(?=<!-- end -->)/gs;

/** Replaces every marked table. Throws a RangeError when the text has not exactly the tables that there are. */
function fill(text: string, contents: ReadonlyMap<string, string>): string {
  const names = [...text.matchAll(marked)].map(([, name = ""]) => name);
  const wanted = [...contents.keys()];
  if (names.toSorted().join() !== wanted.toSorted().join()) {
    throw new RangeError(`README.md has the tables ${names.join(", ")}; expected ${wanted.join(", ")}`);
  }
  return text.replace(marked, (_, name: string) => contents.get(name) ?? "");
}

function staleOf(found: string, made: string): readonly string[] {
  const fresh = new Map([...made.matchAll(marked)].map(([content, name]) => [name, content]));
  return [...found.matchAll(marked)].flatMap(([content, name = ""]) => (fresh.get(name) === content ? [] : [name]));
}

async function tables(): Promise<ReadonlyMap<string, string>> {
  const loaded = await loadAll("", commands);
  return new Map([
    [
      "commands",
      table(
        ["command", "does"],
        loaded.map(({ name, summary }) => [code(name), summary]),
      ),
    ],
    ["exit-codes", table(["code", "means"], allExits)],
    ["error-codes", table(["exit", "code", "means"], errors())],
    [
      "rules",
      table(
        ["rule", "holds when", "a failure is"],
        rules.map((rule) => [code(rule.id), rule.title, rule.enforce]),
      ),
    ],
    [
      "formats",
      table(["flag", "formats whose main role it is, and versions where their files tell them"], inputFormats()),
    ],
    ["environment", table(["variable", "means"], environmentOf(loaded))],
    ["decision", `\`\`\`text\n${decision()}\`\`\`\n`],
  ]);
}

/** Every command that runs something, with what stands above it in its name. */
async function loadAll(path: string, from: CommandTable): Promise<readonly RunnableCommand[]> {
  const found: RunnableCommand[] = [];
  for (const [word, entry] of from) {
    if ("commands" in entry) found.push(...(await loadAll(`${path}${word} `, entry.commands)));
    else found.push((await entry.load()).command);
  }
  return found;
}

function errors(): readonly Row[] {
  return Object.entries(errorCodes).map(([name, meaning]) => [
    String(exitCodeOfCode(name as ErrorCode)),
    code(name),
    meaning,
  ]);
}

function inputFormats(): readonly Row[] {
  const named = ({ title, versions }: Format): string => [title, versions.join(", ")].join(" ").trim();
  return inputKinds.map((kind) => {
    const own = formats.filter(({ kinds }) => kinds[0] === kind).map(named);
    return [code(`--${kind}`), own.toSorted((a, b) => a.localeCompare(b, "en")).join("; ")];
  });
}

/** What the help of all commands says, each variable once. */
function environmentOf(loaded: readonly RunnableCommand[]): readonly Row[] {
  const meanings = new Map(loaded.flatMap(({ environment = [] }) => environment));
  return [...meanings].map(([name, meaning]) => [code(name), meaning]);
}

/** What a gate prints on one of the samples, at a fixed time. */
function decision(): string {
  const root = join(import.meta.dir, "..");
  const work = mkdtempSync(join(tmpdir(), "fixops-docs-"));
  try {
    cpSync(join(root, "fixtures/payments-api/conditional"), work, { recursive: true });
    const words = ["make-decision", "--input", ".", "--app-name", "payments-api", "--as-of", "2026-08-25T12:00:00Z"];
    const env = { PATH: process.env["PATH"], NO_COLOR: "1" };
    const child = Bun.spawnSync([process.execPath, join(root, "src/main.ts"), ...words], { cwd: work, env });
    if (child.exitCode !== 2) throw new Error(`the sample ended with ${child.exitCode}, not 2: ${child.stderr}`);
    return child.stdout.toString();
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function table(head: Row, rows: readonly Row[]): string {
  if (rows.length === 0) throw new RangeError(`no rows for the table of ${head.join(", ")}`);
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |\n`).join("");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function code(text: string): string {
  return `\`${text}\``;
}

process.exit(await main(process.argv.slice(2)));
