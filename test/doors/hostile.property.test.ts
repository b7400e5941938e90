import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { cli } from "../../src/doors/cli/cli.ts";
import {
  everything,
  expectInertAnnotations,
  expectInertCsv,
  expectInertMarkdown,
  expectInertTerminal,
  hostileText,
} from "../support/hostile.ts";
import { fakeRuntime } from "../support/runtime.ts";

/**
 * Hostile text in every text field of real inputs, through the whole program: whatever is decided or refused, nothing
 * that is printed or written for people acts. The inputs are those of the golden tests, all formats, and the samples.
 */
const slow = process.env["SLOW"] === "1";

const numRuns = slow ? 20_000 : 400;

const timeout = slow ? 600_000 : 60_000;

const root = resolve(import.meta.dir, "../..");

type Seed = { readonly path: string; readonly text: string; readonly fields: readonly Field[] };

/** A text in an input: where it stands without the numbers of lists, and the input with another in its place. */
type Field = { readonly name: string; readonly put: (text: string) => string };

const seeds: readonly Seed[] = ["test/ingest/formats/*/*/*/input.*", "fixtures/*/*/*"]
  .flatMap((pattern) => [...new Bun.Glob(pattern).scanSync(root)].toSorted())
  .map((path) => {
    const text = readFileSync(resolve(root, path), "utf8");
    return { path, text, fields: fieldsOf(path, text) };
  })
  .filter(({ fields }) => fields.length > 0);

function fieldsOf(path: string, text: string): readonly Field[] {
  const value = jsonOf(text);
  return value === undefined ? wordsOf(path, text) : textsIn(value, "", (put) => put);
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every text and every name of a member in a JSON value. */
function textsIn(value: unknown, name: string, within: (part: unknown) => unknown): readonly Field[] {
  const put = (part: unknown) => JSON.stringify(within(part));
  if (typeof value === "string") return [{ name, put }];
  if (Array.isArray(value)) {
    return value.flatMap((part, at) => textsIn(part, `${name}/*`, (other) => within(value.with(at, other))));
  }
  if (typeof value !== "object" || value === null) return [];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  return entries.flatMap(([key, part]) => [
    { name: `${name}/${key}~`, put: (text) => put(renamed(entries, key, text)) },
    ...textsIn(part, `${name}/${key}`, (other) =>
      within(Object.fromEntries(entries.map(([one, old]) => [one, one === key ? other : old]))),
    ),
  ]);
}

function renamed(entries: readonly (readonly [string, unknown])[], key: string, text: string): unknown {
  return Object.fromEntries(entries.map(([one, old]) => [one === key ? text : one, old]));
}

/** Every word of a text that is no JSON, spelled as its format spells what is special there. */
function wordsOf(path: string, text: string): readonly Field[] {
  return [...text.matchAll(/[\w@./:-]{2,}/g)].map(({ 0: word, index }) => ({
    name: `${text.slice(text.lastIndexOf("\n", index) + 1, index)}${word}`,
    put: (other) => `${text.slice(0, index)}${spelled(path, text, other)}${text.slice(index + word.length)}`,
  }));
}

function spelled(path: string, text: string, other: string): string {
  if (path.endsWith(".xml")) {
    return other.replace(/[<>&"'\t\r\n]/g, (char) => `&#${char.charCodeAt(0)};`);
  }
  if (/\.ya?ml$/.test(path)) return JSON.stringify(other);
  return text.includes('"') ? other : other.replace(/[\r\n]/g, " ");
}

/** Names of files, applications and overlays come from outside as well. */
type Names = { readonly file: string; readonly app: string };

async function expectInert(content: string, names: Names): Promise<void> {
  const runtime = fakeRuntime({
    files: { [names.file]: content },
    environment: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "/s/summary.md" },
  });
  const options = ["--evidence-dir", "/e", "--out", "csv=/o/release.csv", "--out", "md=/o/release.md"];
  const code = await cli(["run", `--input=${names.file}`, `--app-name=${names.app}`, ...options], runtime);
  await cli(["inspect", "--", names.file], runtime);
  expectInertTerminal(runtime.stdout());
  expectInertAnnotations(runtime.stderr());
  const written = (path: string) => Buffer.from(runtime.disk.get(path) ?? []).toString();
  if (code !== 0) return expect(code).toBeOneOf([3, 4]);
  expectInertCsv(written("/o/release.csv"));
  expectInertMarkdown(written("/o/release.md"));
  expect(written("/s/summary.md")).toBe(written("/o/release.md"));
}

const plainNames: Names = { file: "/w/scan.json", app: "payments-api" };

test(
  "hostile text in some fields of an input does nothing",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...seeds), fc.nat(), hostileText, async ({ fields }, at, text) => {
        await expectInert(fields[at % fields.length]?.put(text) ?? "", plainNames);
      }),
      { numRuns },
    );
  },
  timeout,
);

/** One field of each name in a format: what a reader does with one, it does with the others. */
const everyField: readonly (readonly [string, Field])[] = [
  ...new Map(
    seeds.flatMap(({ path, fields }) => {
      const format = path.split("/").slice(0, -2).join("/");
      return fields.map((field) => [`${format}#${field.name}`, field] as const);
    }),
  ),
];

test.skipIf(!slow)(
  "all attacks in each field of each format do nothing",
  async () => {
    expect(everyField.length).toBeGreaterThan(4000);
    const failures: string[] = [];
    for (const [name, { put }] of everyField) {
      await expectInert(put(everything), plainNames).catch((error: unknown) => failures.push(`${name}: ${error}`));
    }
    expect(failures).toEqual([]);
  },
  timeout,
);

const grype = readFileSync(resolve(root, "fixtures/payments-api/no-go/grype.json"), "utf8");

test(
  "hostile names of files and of the application do nothing, whether the file is read or refused",
  async () => {
    const content = fc.oneof(fc.constant(grype), fc.constant('{"a":'), hostileText);
    await fc.assert(
      fc.asyncProperty(content, hostileText, hostileText, async (text, name, app) => {
        await expectInert(text, { file: `/w/${name.toWellFormed()}`, app });
      }),
      { numRuns },
    );
  },
  timeout,
);

const house = JSON.stringify({ scanner: "house", found: [{ rule: "r1", text: "a fault", level: "bad" }] });

/** Every text and name in an overlay, those of a declared format among them. */
const overlayFields = textsIn(
  {
    vex: { trusted_authors: ["AUTHOR"], expiry: [{ vulnerability: "CVE-2021-0001", until: "2026-12-31" }] },
    formats: {
      "house-scanner": {
        title: "House scanner",
        gives: "findings",
        when: { "/scanner": "house" },
        items: "/found",
        fields: { rule: "/rule", message: "/text", severity: "/level" },
        severities: { bad: "high" },
      },
    },
  },
  "",
  (part) => part,
).map(({ name, put }): Field => ({ name, put }));

test(
  "hostile texts of an overlay, and names of it, do nothing",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...overlayFields), hostileText, hostileText, async ({ put }, text, name) => {
        const file = `/w/${name}.yml`;
        const runtime = fakeRuntime({
          files: { [file]: put(text), "/w/scan.json": grype, "/w/house.json": house },
          environment: { GITHUB_ACTIONS: "true" },
        });
        const overlay = `--overlay=${file}`;
        for (const words of [
          ["overlay", "show"],
          ["overlay", "show", "--explain"],
          ["overlay", "validate"],
          ["formats"],
        ]) {
          expect(await cli([...words, overlay], runtime)).toBeOneOf([0, 3]);
        }
        const inputs = ["--input=/w/scan.json", "--input=/w/house.json"];
        expect(await cli(["run", ...inputs, "--evidence-dir=/e", overlay], runtime)).toBeOneOf([0, 3, 4]);
        expectInertTerminal(runtime.stdout());
        expectInertAnnotations(runtime.stderr());
      }),
      { numRuns },
    );
  },
  timeout,
);

test(
  "hostile words of a command line do nothing",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 3 }), fc.boolean(), async (words, json) => {
        const runtime = fakeRuntime({ environment: { GITHUB_ACTIONS: "true", FIXOPS_MODE: words[0] ?? "" } });
        const look = json ? ["--json"] : [];
        for (const start of [
          [],
          ["run"],
          ["run", "--run-id"],
          ["make-decision", "--out"],
          ["verify"],
          ["overlay"],
          ["help"],
        ]) {
          const code = await cli([...start, ...words, ...look], runtime);
          expect(code === 0 || (code >= 3 && code <= 6)).toBe(true);
        }
        expectInertTerminal(runtime.stdout());
        expectInertAnnotations(runtime.stderr());
      }),
      { numRuns },
    );
  },
  timeout,
);
