import { expect, test } from "bun:test";
import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { redactRun } from "../../src/doors/actions/redact-run.ts";
import { redactedName } from "../../src/evidence/redacted.ts";
import { sectionLeaf, sectionSalt } from "../../src/evidence/sections.ts";
import { verifyRun } from "../../src/evidence/verify.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import {
  bundle,
  canaryOf,
  guessable,
  inputsCanary,
  located,
  sealCanaries,
  sectionNames,
  visibleIn,
} from "../support/redacted.ts";
import { ed25519 } from "../support/sample-keys.ts";
import { textOf } from "../support/workspace.ts";

const run = located(await sealCanaries());
const means = { publicKeys: [ed25519.publicKey] };
const withCanary = sectionNames.filter((name) => name !== "severity_overview");

/** Every choice of sections. */
const choices = fc.subarray([...sectionNames]);

test("a redacted copy verifies, shows what it is to show and nothing of the other sections", async () => {
  await fc.assert(
    fc.asyncProperty(choices, async (only) => {
      const { files } = await redactRun(run, only, {});
      expect((await verifyRun(files, means)).filter(({ status }) => status === "fail")).toEqual([]);
      const visible = visibleIn(files.values());
      const shown = withCanary.filter((name) => visible.includes(canaryOf(name)));
      expect(shown).toEqual(withCanary.filter((name) => only.includes(name)));
      expect(visible).not.toContain(inputsCanary);
      expect(visible).not.toContain(bundle.salt);
    }),
    { numRuns: 64 },
  );
});

test("a change of any digest, salt or section in a redacted copy is told", async () => {
  const { files } = await redactRun(run, ["compliance_status", "decision"], {});
  const name = redactedName(run.mode);
  const text = textOf(files.get(name) ?? new Uint8Array());
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom(1, 2, 0x20, 0x80), async (at, mask) => {
      const bytes = Uint8Array.from(files.get(name) ?? []);
      bytes[at] = (bytes[at] ?? 0) ^ mask;
      const checks = await verifyRun(new Map([...files, [name, bytes]]), means);
      expect(checks.some(({ status }) => status === "fail")).toBe(true);
    }),
    { numRuns: 300 },
  );
});

/** What somebody may hash who guessed the section. */
function formsOf(name: string): readonly string[] {
  const text = canonicalJson(guessable);
  const { status: _, ...rest } = guessable;
  const plain = [text, JSON.stringify(guessable), canonicalJson(rest), `${canonicalJson(name)}:${text}`];
  const forms = [...plain, canonicalJson({ [name]: guessable }), canonicalJson([name, guessable]), `${name}${text}`];
  return forms.flatMap((form) => [form, `${form}\n`, `\0${form}`]);
}

/** With each value that looks like a salt, the leaf that it would give by itself, and as the bundle's salt. */
function leavesWith(name: string, secrets: readonly string[]): readonly string[] {
  const text = canonicalJson(guessable);
  return secrets.flatMap((secret) => [
    sectionLeaf(name, secret, text),
    sectionLeaf(name, sectionSalt(secret, name), text),
  ]);
}

function hashesOf(form: string, secrets: readonly string[]): readonly Buffer[] {
  const plain = ["sha1", "sha256", "sha512"].map((algorithm) => createHash(algorithm).update(form).digest());
  const keys = secrets.map((secret) => Buffer.from(secret, "hex"));
  return [...plain, ...keys.map((key) => createHmac("sha256", key).update(form).digest())];
}

test("who guesses a withheld section right finds no digest in the copy that says so", async () => {
  const name = "severity_overview";
  const { files } = await redactRun(run, ["compliance_status", "decision"], {});
  const visible = visibleIn(files.values());
  const secrets = [...new Set(visible.match(/[0-9a-f]{64}/g) ?? [])];
  expect(secrets.length).toBeGreaterThan(10);
  const hashes = formsOf(name).flatMap((form) => hashesOf(form, secrets));
  const found = [
    ...hashes.flatMap((hash) => [hash.toString("hex"), hash.toString("base64")]),
    ...leavesWith(name, secrets),
  ];
  expect(found.filter((hash) => visible.includes(hash))).toEqual([]);
  // With the bundle's own salt it is found: the search could have.
  expect(leavesWith(name, [bundle.salt]).filter((hash) => visible.includes(hash))).toHaveLength(1);
});
