import { describe, expect, test } from "bun:test";
import { chmodSync, cpSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { binary, hasBinary } from "../support/binary.ts";
import { workspace } from "../support/workspace.ts";

/** Evidence of this and of earlier versions holds, and its verdict follows from it: test/golden/README.md. */

const golden = resolve(import.meta.dir, "../golden");
const fixtures = resolve(import.meta.dir, "../../fixtures/payments-api");

/** Evidence directory of a version → the keys that it is verified with. */
const sealed: Readonly<Record<string, readonly string[]>> = {
  plain: [],
  // The signed manifest names the log key.
  signed: ["--key", "keys/test-signing.pub"],
  fernet: ["--evidence-key-file", "keys/test-fernet.key"],
  age: [
    ...["--key", "keys/test-signing.pub", "--log-pub", "keys/test-log.pub"],
    ...["--identity", "keys/test-age-identity.txt"],
  ],
};

const versions = readdirSync(golden, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const all = versions.flatMap((version) => Object.entries(sealed).map(([kind, keys]) => ({ version, kind, keys })));

const makeDirectory = workspace();
const timeout = 60_000;

describe.skipIf(!hasBinary)("golden evidence", () => {
  test("is there, in the same forms for each version", () => {
    expect(versions.length).toBeGreaterThan(0);
    for (const version of versions) {
      expect(readdirSync(join(golden, version)).toSorted()).toEqual([...Object.keys(sealed), "keys"].toSorted());
    }
  });

  test.each(all)(
    "$version $kind holds, and is decided again to the same bytes",
    ({ version, kind, keys }) => {
      const directory = makeDirectory();
      cpSync(join(golden, version), directory, { recursive: true });
      // A checkout knows no file that its owner alone may read.
      for (const name of readdirSync(join(directory, "keys"))) chmodSync(join(directory, "keys", name), 0o600);
      const verified = run(["verify", kind, ...keys], directory);
      expect(verified).toEqual({ code: 0, text: expect.stringMatching(/^VERIFIED$/m), errors: "" });
      const replayed = run(["replay", `${kind}/demo/golden`, ...keys], directory);
      expect(replayed).toEqual({ code: 0, text: expect.stringMatching(/^REPLAYED: identical$/m), errors: "" });
    },
    timeout,
  );

  test(
    "does not hold without one of its bytes",
    () => {
      const [version = ""] = versions;
      const directory = makeDirectory();
      cpSync(join(golden, version, "plain"), directory, { recursive: true });
      Bun.spawnSync(["truncate", "-s", "-1", "demo/golden/decision.json"], { cwd: directory });
      expect([run(["verify", "."], directory).code, run(["replay", "demo/golden"], directory).code]).toEqual([5, 5]);
    },
    timeout,
  );
});

const stages = ["requirements.csv", "tfplan.json", "k8s.yaml", "telemetry.json"].map((name) => `stages/${name}`);

/** Release → how the gate ends on it. */
const releases: readonly (readonly [release: string, code: number, more: readonly string[]])[] = [
  ["go", 0, []],
  ["conditional", 2, []],
  ["no-go", 1, []],
  ["go", 0, stages],
  ["conditional", 2, stages],
  ["no-go", 1, stages],
];

describe.skipIf(!hasBinary)("a fixture release", () => {
  test.each(releases)(
    "%s is decided again to the same bytes (%d; with %p)",
    (release, code, more) => {
      const directory = makeDirectory();
      const inputs = [release, ...more].flatMap((path) => ["--input", join(fixtures, path)]);
      const clock = ["--as-of", "2026-08-25T12:00:00Z", "--run-id", "again"];
      expect(run(["make-decision", ...inputs, ...clock], directory).code).toBe(code);
      const replayed = run(["replay", "evidence/demo/again"], directory);
      expect(replayed).toEqual({ code: 0, text: expect.stringMatching(/^REPLAYED: identical$/m), errors: "" });
    },
    timeout,
  );
});

function run(words: readonly string[], cwd: string) {
  const { exitCode, stdout, stderr } = Bun.spawnSync([binary, ...words], { cwd, stdin: "ignore", stderr: "pipe" });
  return { code: exitCode, text: stdout.toString(), errors: stderr.toString() };
}
