import { describe, expect, test } from "bun:test";
import { redactRun } from "../../src/doors/actions/redact-run.ts";
import { redactedName } from "../../src/evidence/redacted.ts";
import { type VerifyMeans, verifyRun } from "../../src/evidence/verify.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { bundle, located, sealCanaries } from "../support/redacted.ts";
import { ed25519, stranger } from "../support/sample-keys.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const sealed = await sealCanaries();
const whole = located(sealed);
const withDecision = await redactRun(whole, ["compliance_status", "decision"], {});
const without = await redactRun(whole, ["compliance_status"], {});
const name = redactedName(bundle.mode);

async function told(files: ReadonlyMap<string, Uint8Array>, status: string, means: VerifyMeans = {}) {
  return (await verifyRun(files, means)).filter((check) => check.status === status).map(({ what }) => what);
}

/** Where a member stands, and what it is to be; nothing takes it away. */
type Edit = readonly [path: string, value?: unknown];

function edited(edits: readonly Edit[]): Map<string, Uint8Array> {
  const document: unknown = JSON.parse(textOf(withDecision.files.get(name) ?? new Uint8Array()));
  for (const [path, value] of edits) set(document, path.split("."), value);
  return new Map([...withDecision.files, [name, bytesOf(`${canonicalJson(document)}\n`)]]);
}

function set(target: unknown, [member = "", ...rest]: readonly string[], value: unknown): void {
  if (typeof target !== "object" || target === null) throw new TypeError(`there is no place for ${member}`);
  if (rest.length > 0) set(Reflect.get(target, member), rest, value);
  else if (value === undefined) Reflect.deleteProperty(target, member);
  else Object.defineProperty(target, member, { value, enumerable: true, configurable: true });
}

function lacking(dropped: string, files = withDecision.files): Map<string, Uint8Array> {
  return new Map([...files].filter(([file]) => file !== dropped));
}

describe("verifyRun() of a redacted copy", () => {
  test("tells what is withheld, and that is no failure", async () => {
    expect(await told(withDecision.files, "fail")).toEqual([]);
    expect(await told(withDecision.files, "unknown", { publicKeys: [ed25519.publicKey] })).toEqual([
      "file fixops-demo-run-bundle.json.gz",
      "file fixops-demo-run-inputs.jsonl.gz",
      "audit log",
    ]);
    expect(await told(without.files, "unknown", { publicKeys: [ed25519.publicKey] })).toEqual([
      "file decision.json",
      "file fixops-demo-run-bundle.json.gz",
      "file fixops-demo-run-inputs.jsonl.gz",
      "statements",
      "audit log",
    ]);
  });

  test("of nothing at all and of everything holds as well", async () => {
    expect(await told((await redactRun(whole, [], {})).files, "fail")).toEqual([]);
    const all = await redactRun(whole, Object.keys(bundle.sections), {});
    expect(await told(all.files, "fail")).toEqual([]);
  });

  test("still tells a signature of another key, without the statements too", async () => {
    const means = { publicKeys: [stranger.publicKey] };
    expect(await told(withDecision.files, "fail", means)).not.toEqual([]);
    expect(await told(without.files, "fail", means)).toEqual(["signature"]);
  });

  const digest = "0".repeat(64);
  test.each<[string, ...Edit[]]>([
    ["a withheld digest", ["withheld.posture", digest]],
    ["a salt", ["sections.compliance_status.salt", digest]],
    ["a shown section", ["sections.compliance_status.section.text", "all is well"]],
    ["a shown status", ["sections.compliance_status.section.status", "degraded"]],
    ["the shown decision", ["sections.decision.section.verdict", "GO"]],
    ["a section taken out", ["sections.compliance_status"]],
    ["a digest taken out", ["withheld.posture"]],
    ["a digest put in", ["withheld.more", digest]],
    ["a section both shown and withheld", ["withheld.compliance_status", digest]],
    ["a renamed section", ["withheld.posture"], ["withheld.poster", digest]],
    ["the run", ["run_id", "another"]],
    ["the application", ["app", {}]],
    ["a member put in", ["note", "x"]],
    ["a member put beside a section", ["sections.decision.note", "x"]],
    ["a member that schemas pass over", ["withheld.__proto__", digest]],
  ])("fails for %s", async (_, ...edits) => {
    expect(await told(edited(edits), "fail")).not.toEqual([]);
  });

  test("fails for other spacing", async () => {
    const text = textOf(withDecision.files.get(name) ?? new Uint8Array());
    expect(await told(new Map([...withDecision.files, [name, bytesOf(` ${text}`)]]), "fail")).not.toEqual([]);
  });

  test.each([
    ["the redacted bundle", name],
    ["the decision that is shown", "decision.json"],
    ["a signed statement", "manifest.json.vsa.sigstore.json"],
    ["the SSH signature", "manifest.json.sig"],
  ])("fails without %s", async (_, dropped) => {
    expect(await told(lacking(dropped), "fail")).not.toEqual([]);
  });

  test.each([
    ["the decision", "decision.json"],
    ["the inputs", "fixops-demo-run-inputs.jsonl.gz"],
    ["the bundle", "fixops-demo-run-bundle.json.gz"],
    ["a statement", "manifest.json.sigstore.json"],
  ])("fails with %s beside what withholds it", async (_, added) => {
    const files = new Map([...without.files, [added, sealed.files.get(added) ?? new Uint8Array()]]);
    expect(await told(files, "fail")).not.toEqual([]);
  });

  test("of a whole run fails for a redacted bundle beside it", async () => {
    const files = new Map([...sealed.files, [name, without.files.get(name) ?? new Uint8Array()]]);
    expect(await told(files, "fail")).toEqual(["unlisted files"]);
  });
});
