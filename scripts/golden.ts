/**
 * Evidence that later versions have to verify and replay: `bun scripts/golden.ts VERSION` writes test/golden/VERSION with
 * the program in dist (`FIXOPS_BINARY` names another), which has to be of that version. A directory that is there stays.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = join(import.meta.dir, "..");
const fixtures = join(root, "fixtures/payments-api");

/** What a key file is called where it is made → under test/golden. Private keys that sign are thrown away. */
const keptKeys: Readonly<Record<string, string>> = {
  "signing.key.pub": "test-signing.pub",
  "log.key.pub": "test-log.pub",
  "fernet.key": "test-fernet.key",
  "age.key": "test-age-identity.txt",
};

const sign = ["--sign", "--signing-key", "signing.key", "--log-key", "log.key"];

/** Evidence directory → release, what it is decided on besides, and how it is sealed. */
type Kind = {
  readonly release: "go" | "no-go" | "conditional";
  readonly verdictCode: number;
  readonly more: readonly string[];
  readonly seal: (recipient: string) => readonly string[];
};

const stages = ["requirements.csv", "tfplan.json", "k8s.yaml", "telemetry.json"];

const kinds: Readonly<Record<string, Kind>> = {
  plain: { release: "no-go", verdictCode: 1, more: [], seal: () => [] },
  signed: { release: "go", verdictCode: 0, more: stages, seal: () => sign },
  fernet: {
    release: "conditional",
    verdictCode: 2,
    more: [],
    seal: () => ["--encrypt", "--evidence-key-file", "fernet.key"],
  },
  age: { release: "no-go", verdictCode: 1, more: [], seal: (recipient) => [...sign, "--recipient", recipient] },
};

function main([version, ...others]: readonly string[]): number {
  if (version === undefined || others.length > 0) return refuse("give one version, such as 0.1.0", 3);
  const binary = resolve(root, process.env["FIXOPS_BINARY"] ?? "dist/fixops");
  const target = join(root, "test/golden", version);
  if (existsSync(target)) return refuse(`${target} is there already, and golden evidence is never made anew`, 6);
  const own = run([binary, "--version"], root, [0]).trim().split(/\s+/);
  if (!own.includes(version)) return refuse(`${binary} is of the version ${own.join(" ")}`, 3);
  const work = mkdtempSync(join(tmpdir(), "fixops-golden-"));
  try {
    makeEvidence(binary, work);
    keep(work, target);
  } finally {
    rmSync(work, { recursive: true });
  }
  console.log(`${target}: ${Object.keys(kinds).join(", ")}`);
  return 0;
}

function refuse(message: string, code: number): number {
  console.error(message);
  return code;
}

function makeEvidence(binary: string, work: string): void {
  run([binary, "keys", "generate", "--output", "signing.key"], work, [0]);
  run([binary, "keys", "generate", "--output", "log.key"], work, [0]);
  run([binary, "keys", "generate", "--type", "fernet", "--output", "fernet.key"], work, [0]);
  const told = run([binary, "keys", "generate", "--type", "age", "--output", "age.key"], work, [0]);
  const [recipient = ""] = /\bage1[a-z0-9]+/.exec(told) ?? [];
  for (const [name, { release, verdictCode, more, seal }] of Object.entries(kinds)) {
    const paths = [
      ...readdirSync(join(fixtures, release))
        .toSorted()
        .map((file) => join(fixtures, release, file)),
      ...more.map((file) => join(fixtures, "stages", file)),
    ];
    const words = ["--app-name", "payments-api", "--as-of", "2026-08-25T12:00:00Z", "--run-id", "golden"];
    const inputs = paths.flatMap((path) => ["--input", path]);
    const place = ["--evidence-dir", name, ...seal(recipient)];
    run([binary, "make-decision", ...inputs, ...words, ...place], work, [verdictCode]);
  }
}

/** What is evidence, and the keys that open and verify it. */
function keep(work: string, target: string): void {
  for (const name of Object.keys(kinds)) {
    const isLasting = (path: string): boolean => !path.endsWith(".lock.db");
    cpSync(join(work, name), join(target, name), { recursive: true, filter: isLasting });
  }
  for (const [made, kept] of Object.entries(keptKeys)) {
    const path = join(target, "keys", kept);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(join(work, made), path);
  }
}

/** What the program prints. Throws an Error when it ends with another code than one of these. */
function run(command: readonly string[], cwd: string, codes: readonly number[]): string {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:FIXOPS|GITHUB|GITLAB)_/.test(name)),
  );
  const { exitCode, stdout, stderr } = Bun.spawnSync([...command], { cwd, env, stdin: "ignore", stderr: "pipe" });
  if (codes.includes(exitCode)) return stdout.toString();
  throw new Error(`${command.slice(1).join(" ")} ended with ${exitCode}: ${stderr.toString()}`);
}

process.exit(main(process.argv.slice(2)));
