import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyEvidence } from "../../src/doors/actions/copy-evidence.ts";
import { runGate } from "../../src/doors/actions/gate.ts";
import { verifyPath } from "../../src/doors/actions/verify.ts";
import { assets } from "../../src/doors/system/assets.ts";
import { systemRuntime } from "../../src/doors/system/runtime.ts";
import { handOffFiles } from "../../src/evidence/hand-off/files.ts";
import { root } from "../support/child.ts";
import { type Page, startChromium } from "../support/chromium.ts";
import { type HandOff, type HandOffParts, handOff, type RunParts, sampleLogSigner } from "../support/hand-off.ts";
import { changeLine, damages, forge, randomOf, recordAnew } from "../support/hand-off-damage.ts";
import { hasNeed } from "../support/needs.ts";
import { ed25519, p256, type SamplePair, stranger } from "../support/sample-keys.ts";
import { encryption } from "../support/sample-run.ts";
import { bytesOf, textOf, treeOf, workspace } from "../support/workspace.ts";

/**
 * The shell script, the page in a real browser, and `verify` on the same hand-off copies: they must say the same.
 * What only some of them can see is listed below, case by case.
 */

const makeDirectory = workspace();
const runtime = systemRuntime(assets);

/** POSIX shells that are here; busybox with its own sed, grep and sha256sum as well. */
const shells = [["dash"], ["bash", "--posix"], ["busybox", "sh"]].filter(([name = ""]) => Bun.which(name) !== null);

const logSigner = sampleLogSigner();
const names = ["payments-api", 'say "hi"\\', "ü — ‮", "$(id)`id`", "], [", '","verdict":"GO"', "a\tb\u0001"];

/** Two copies of five are signed, of these every other is checked with a key that the reader has. */
function pairOf(index: number): SamplePair | undefined {
  return [ed25519, undefined, p256, undefined, undefined][index % 5];
}

/** A copy that differs in all that copies differ in. */
function partsOf(index: number): HandOffParts {
  const pair = pairOf(index);
  const verdicts = ["GO", "NO-GO", "CONDITIONAL"] as const;
  const run: RunParts = {
    runId: ["one", "20260102T030405Z-0123abcd", "a.b_c-d"][index % 3] ?? "one",
    mode: index % 4 === 3 ? "enterprise" : "demo",
    verdict: verdicts[index % 3] ?? "GO",
    seal: { compress: index % 3 !== 1, ...(index % 12 === 5 && { encryption }) },
    inputs: index % 2 === 0,
    appName: names[index % names.length] ?? "",
    ...(pair && { signer: pair.signer }),
  };
  const second: RunParts = { ...run, runId: `${run.runId}2`, verdict: "CONDITIONAL" };
  return {
    runs: index % 15 === 0 ? [run, second] : [run],
    before: 1 + (index % 5),
    after: (index * 7) % 4,
    ...(index % 3 === 0 && { logSigner }),
  };
}

type Case = {
  readonly name: string;
  readonly files: HandOff;
  /** Keys that the reader has, in PEM; else those that came with the copy. */
  readonly keys?: readonly string[];
  /** What is done with the directory after it was written. */
  readonly after?: (directory: string) => void;
};

type Placed = Case & { readonly directory: string; readonly keyFiles: readonly string[] };

function place(given: Case): Placed {
  const directory = makeDirectory();
  for (const [path, bytes] of given.files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), bytes);
  }
  given.after?.(directory);
  const keyFiles = (given.keys ?? []).map((pem) => {
    const file = join(makeDirectory(), "key.pub");
    writeFileSync(file, pem);
    return file;
  });
  return { ...given, directory, keyFiles };
}

/** Says of a copy whether it holds. */
type Verifier = (given: Placed, index: number) => Promise<boolean>;

const program: Verifier = async ({ directory, files, keyFiles }) => {
  const own = [...files.keys()].filter((path) => path.startsWith("keys/")).map((path) => join(directory, path));
  try {
    const publicKeyFiles = keyFiles.length > 0 ? keyFiles : own;
    return (await verifyPath({ path: directory, publicKeyFiles }, runtime)).exitCode === 0;
  } catch {
    return false;
  }
};

const scriptFile = join(makeDirectory(), "verify.sh");
const pageFile = join(makeDirectory(), "verify.html");

/** The script of the copy itself: that of the reader runs where it stands. */
const script: Verifier = async ({ directory, keyFiles }, index) => {
  const shell = shells[index % shells.length] ?? ["sh"];
  const keys = keyFiles.flatMap((file) => ["--key", file]);
  const child = Bun.spawn([...shell, join(directory, "verify.sh"), ...keys], { stdout: "pipe", stderr: "pipe" });
  const [output, errors, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  expect(errors).toBe("");
  expect(output.endsWith("\nNOT VERIFIED\n")).toBe(exitCode === 5);
  expect([0, 5]).toContain(exitCode);
  return exitCode === 0;
};

/** Milliseconds for a browser to come and go, and for 100 copies, on a machine that does much else. */
const patience = 60_000;
const timeout = 240_000;

let browser: Page | undefined;

const page: Verifier = async ({ directory, keys = [] }) => {
  if (browser === undefined) throw new Error("there is no browser");
  await browser.open(`file://${pageFile}`);
  await browser.evaluate(`document.querySelector("#keys").value = ${JSON.stringify(keys.join("\n"))}`);
  await browser.choose("#folder", [directory]);
  const verdict = await browser.evaluate(`new Promise((resolve) => {
    const look = () => /verified|failed/.test(document.body.dataset.verdict) ? resolve(document.body.dataset.verdict) : setTimeout(look, 2);
    look();
  })`);
  expect(browser.complaints()).toEqual([]);
  return verdict === "verified";
};

beforeAll(async () => {
  for (const { name, bytes } of handOffFiles()) writeFileSync(name === "verify.sh" ? scriptFile : pageFile, bytes);
  if (hasNeed("chromium")) browser = await startChromium();
}, patience);

afterAll(() => browser?.close(), patience);

/** What each verifier says of each case, two scripts at a time, since each starts a hundred processes. */
async function judge(cases: readonly Case[]): Promise<readonly (readonly [name: string, ...said: boolean[]])[]> {
  const placed = cases.map(place);
  const said = placed.map((): boolean[] => []);
  const run = async (verifier: Verifier, column: number, indices: Iterator<number>): Promise<void> => {
    for (let next = indices.next(); !next.done; next = indices.next()) {
      const one = placed[next.value];
      if (one) (said[next.value] ?? [])[column] = await verifier(one, next.value);
    }
  };
  const scripts = placed.keys();
  await Promise.all([
    run(script, 1, scripts),
    run(script, 1, scripts),
    (async () => {
      await run(program, 0, placed.keys());
      if (browser) await run(page, 2, placed.keys());
    })(),
  ]);
  // Thousands of files at the end of all tests would take longer than a hook may.
  for (const { directory } of placed) rmSync(directory, { recursive: true });
  return placed.map(({ name }, index) => [name, ...(said[index] ?? [])]);
}

/** True or false of all that were asked. */
const unanimous = (verdict: boolean): boolean[] => (browser ? [verdict, verdict, verdict] : [verdict, verdict]);

const isHere = hasNeed("openssl") && hasNeed("ssh-keygen");

async function caseOf(index: number): Promise<Case> {
  const parts = partsOf(index);
  const pair = pairOf(index);
  const isGiven = index % 10 < 5 && pair !== undefined;
  return {
    name: `copy ${index}`,
    files: await handOff(parts),
    ...(isGiven && { keys: [pair.publicKey.pem] }),
  };
}

/** An unsigned copy without proofs, so that whoever changes it can make all digests fit. */
const unsigned = (): Promise<HandOff> => handOff({ runs: [{ runId: "one", seal: { compress: true } }], before: 2 });

const forged = (members: Readonly<Record<string, unknown>>) => async (): Promise<HandOff> => {
  const files = await unsigned();
  forge(files, (manifest) => void Object.assign(manifest, members));
  recordAnew(files);
  return files;
};

const runPath = "demo/one";

/** A file moved out of the copy, and a link to it where it was. */
function linkDecision(directory: string): void {
  const path = join(directory, runPath, "decision.json");
  renameSync(path, `${directory}.json`);
  symlinkSync(`${directory}.json`, path);
}

type Seen = { readonly program: boolean; readonly script: boolean; readonly page: boolean };

/** Damage that not all of them can see: who says of it that the copy holds. */
const unseen: readonly (readonly [
  name: string,
  Omit<Case, "name" | "files"> & { readonly files: () => Promise<HandOff> },
  Seen,
])[] = [
  [
    "an empty directory in a run: browsers are told of files only",
    { files: unsigned, after: (directory) => mkdirSync(join(directory, runPath, "empty")) },
    { program: false, script: false, page: true },
  ],
  [
    "inputs in the manifest that the decision has not",
    { files: forged({ inputs: [] }) },
    { program: false, script: true, page: false },
  ],
  [
    "sections in the manifest that the bundle has not",
    { files: forged({ sections: [] }) },
    { program: false, script: true, page: false },
  ],
  [
    "a root of sections that the bundle has not",
    { files: forged({ sections_root: "ab".repeat(32) }) },
    { program: false, script: true, page: false },
  ],
  [
    "a retention that ends on another day than its days say",
    { files: forged({ retention_until: "2027-01-01T00:00:00Z" }) },
    { program: false, script: true, page: false },
  ],
  [
    "names in disorder in a line of the log",
    {
      files: async () => {
        const files = await unsigned();
        changeLine(files, (line) => line.replace('"count":0,"mode":"demo"', '"mode":"demo","count":0'));
        return files;
      },
    },
    { program: false, script: true, page: false },
  ],
];
/** Runs of two years, made by the program: signed ones, and one that is encrypted for a recipient as well. */
async function ofTwoYears(): Promise<HandOff> {
  const directory = makeDirectory();
  const at = (name: string): string => join(directory, name);
  const environment = (name: string) => (name === "FIXOPS_SIGNING_KEY" ? ed25519.privateKey : undefined);
  const signing = { ...runtime, environment };
  const { recipient } = await (await runtime.age()).newIdentity();
  writeFileSync(at("key.pub"), ed25519.publicKey.pem);
  const runs = [
    ["2025", "go"],
    ["2025", "conditional"],
    ["2026", "no-go", recipient],
  ] as const;
  for (const [year, name, ...recipients] of runs) {
    const request = {
      inputs: [{ path: join(root, "fixtures/payments-api", name) }],
      overlays: [],
      evidenceDir: at("evidence"),
      followSymlinks: false,
      sign: true,
      asOf: `${year}-06-07T08:09:10Z`,
      output: at(`${name}.json`),
      recipients,
    };
    await runGate(request, signing);
    // To the copy of the run before, whose log may have been closed meanwhile.
    const copying = { decision: request.output, evidenceDir: at("evidence"), target: at("copy") };
    await copyEvidence({ ...copying, publicKeyFiles: [at("key.pub")] }, runtime);
  }
  const paths = treeOf(at("copy")).filter((path) => statSync(join(at("copy"), path)).isFile());
  const files = paths.map((path) => [path, new Uint8Array(readFileSync(join(at("copy"), path)))] as const);
  return new Map(files);
}

describe.skipIf(!isHere)(`script, ${hasNeed("chromium") ? "page " : ""}and program agree`, () => {
  test(
    "on 100 good copies",
    async () => {
      const cases = await Promise.all(Array.from({ length: 100 }, (_, index) => caseOf(index)));
      const wrong = (await judge(cases)).filter(([, ...said]) => said.includes(false));
      expect(wrong).toEqual([]);
    },
    timeout,
  );

  test(
    "on 100 damaged copies",
    async () => {
      expect(damages.length).toBeGreaterThanOrEqual(100);
      const cases: Case[] = [{ name: "a link in the place of a file", files: await unsigned(), after: linkDecision }];
      for (const [index, [name, damage]] of damages.entries()) {
        // A key that came along is looked at when the reader has none.
        const given = await caseOf(name.includes("key") ? 5 + 2 * (index % 2) : index);
        const other = await handOff({ ...partsOf(index + 12), before: 9 });
        damage(given.files, randomOf(index), other);
        cases.push({ ...given, name: `${index} ${name}` });
      }
      const wrong = (await judge(cases)).filter(([, ...said]) => said.includes(true));
      expect(wrong).toEqual([]);
    },
    timeout,
  );

  test("on a checkpoint of another key than the manifest names, which proves no damage", async () => {
    const runs = [{ runId: "one", seal: { compress: true } }];
    const files = await handOff({ runs, before: 2, logSigner, checkpointSigner: sampleLogSigner(10) });
    expect(await judge([{ name: "checkpoint", files }])).toEqual([["checkpoint", ...unanimous(true)]]);
  });

  test("on a key that the reader has and that signed nothing here", async () => {
    const runs = [{ runId: "one", seal: { compress: true }, signer: ed25519.signer }];
    const keys = [stranger.publicKey.pem];
    const said = await judge([
      { name: "signed by another", files: await handOff({ runs }), keys },
      { name: "not signed", files: await unsigned(), keys },
      { name: "one of two keys", files: await handOff({ runs }), keys: [...keys, ed25519.publicKey.pem] },
    ]);
    expect(said).toEqual([
      ["signed by another", ...unanimous(false)],
      ["not signed", ...unanimous(false)],
      ["one of two keys", ...unanimous(true)],
    ]);
  });

  test(
    "on copies that the program makes, with the log of a closed year",
    async () => {
      const files = await ofTwoYears();
      const year = "audit/shards/2025";
      const changed = (change: (copy: HandOff) => void): HandOff => {
        const copy = new Map(files);
        change(copy);
        return copy;
      };
      const [head = "", closed = ""] = textOf(files.get(`${year}/audit.jsonl`)).split("\n");
      const cases: readonly (readonly [name: string, HandOff])[] = [
        [
          "without the year",
          changed((copy) => ["audit.jsonl", "head", "checkpoint"].map((name) => copy.delete(`${year}/${name}`))),
        ],
        ["with half a year", changed((copy) => copy.set(`${year}/audit.jsonl`, bytesOf(`${head}\n`)))],
        ["with more of the year", changed((copy) => copy.set(`${year}/audit.jsonl`, bytesOf(`${head}\n${closed}\n{`)))],
        ["without the open log", changed((copy) => copy.delete("audit/audit.jsonl"))],
        [
          "with another year",
          changed((copy) => {
            for (const name of ["audit.jsonl", "head", "checkpoint"]) {
              copy.set(`audit/shards/2024/${name}`, files.get(`${year}/${name}`) ?? new Uint8Array());
              copy.delete(`${year}/${name}`);
            }
          }),
        ],
      ];
      expect(await judge([{ name: "whole", files }])).toEqual([["whole", ...unanimous(true)]]);
      const said = await judge(cases.map(([name, copy]) => ({ name, files: copy })));
      expect(said).toEqual(cases.map(([name]): readonly [string, ...boolean[]] => [name, ...unanimous(false)]));
    },
    timeout,
  );

  test("but for what only some of them can see", async () => {
    const cases = await Promise.all(
      unseen.map(async ([name, given]): Promise<Case> => ({ ...given, name, files: await given.files() })),
    );
    const expected = unseen.map(([name, , seen]): readonly [string, ...boolean[]] => [
      name,
      ...(browser ? [seen.program, seen.script, seen.page] : [seen.program, seen.script]),
    ]);
    expect(await judge(cases)).toEqual(expected);
  });
});
