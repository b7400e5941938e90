import { describe, expect, test } from "bun:test";
import type { AuditEvent } from "../../src/domain/runtime.ts";
import { checkFamily } from "../../src/evidence/log-family.ts";
import { runSubject } from "../../src/evidence/manifest.ts";
import { previousManifest, rekeyEvent, runLines } from "../../src/evidence/run-lines.ts";
import type { TrustEntry } from "../../src/evidence/trust-list.ts";
import { trustInLog } from "../../src/evidence/trust-order.ts";
import { verifyRun } from "../../src/evidence/verify.ts";
import { checkLogTrust } from "../../src/evidence/verify-trust.ts";
import { publicKeyOfRaw } from "../../src/standards/raw-key.ts";
import { sampleFamily } from "../support/log-family.ts";
import { makeLogKey } from "../support/log-keys.ts";
import { ed25519, stranger } from "../support/sample-keys.ts";
import { sampleDecision, sealSample } from "../support/sample-run.ts";
import { loggedLines, trustEntry, trustList } from "../support/trust.ts";

const signed = await sealSample({ compress: true }, { signer: ed25519.signer });
const plain = await sealSample({ compress: true });
const { as_of: asOf, run_id: run } = sampleDecision;
const record = { event: "decision.made", ts: asOf, run, subject: runSubject(signed.manifest, signed.files) };
const later = { event: "decision.made", ts: "2026-03-01T00:00:00Z", run: "later" };

type Case = { readonly events?: readonly AuditEvent[]; readonly isSigned?: boolean };

async function validity(entries: readonly TrustEntry[], { events, isSigned = true }: Case = {}): Promise<string> {
  const lines = events && loggedLines(events);
  const means = {
    publicKeys: entries.map(({ key }) => key),
    trust: trustInLog(trustList(...entries), lines),
    ...(lines && { log: runLines(lines) }),
  };
  const { files } = isSigned ? signed : plain;
  const check = (await verifyRun(files, means)).find(({ what }) => what === "key validity");
  return `${check?.status} ${check?.detail}`;
}

describe("verifyRun() with a trust list", () => {
  test.each([
    ["a key in use", {}, {}, /^pass [0-9a-f]{64}, valid from 2026-01-01T00:00:00Z; the run is of 2026-01-02/],
    ["a key that began with the run", { validFrom: asOf }, {}, /^pass/],
    [
      "a key that ended with the run",
      { validTo: asOf },
      {},
      /^fail .* to 2026-01-02T03:04:05Z: .* when it was not valid$/,
    ],
    ["a key that began later", { validFrom: "2026-01-02T03:04:06Z" }, {}, /^fail .* when it was not valid$/],
    ["a key for checkpoints", { usage: ["log"] }, {}, /^fail .* listed for log, not for evidence$/],
    ["a revoked key without a log", { revokedAt: later.ts }, {}, /^fail .* no log is at hand/],
    [
      "a run recorded before",
      { revokedAt: later.ts, reason: "lost" },
      { events: [record, later] },
      /^pass .* \(lost\)/,
    ],
    [
      "a run recorded after, with an older time",
      { revokedAt: later.ts },
      { events: [later, record] },
      /^fail .* line 2, .* from line 1 on$/,
    ],
    [
      "a run of the moment of the revocation",
      { revokedAt: asOf },
      { events: [record, later] },
      /^fail .* line 1, .* from line 1 on$/,
    ],
    ["a run that the log lacks", { revokedAt: later.ts }, { events: [later] }, /^fail .* does not record the run/],
    ["a run that is not signed", {}, { isSigned: false }, /^fail nobody signed the run$/],
  ] as const)("judges %s", async (_, over, given, expected) => {
    expect(await validity([trustEntry(over)], given)).toMatch(expected);
  });

  test("refuses a key that is not listed, and takes one that was given by itself", async () => {
    expect(await validity([trustEntry({ key: stranger.publicKey })])).toMatch(/^fail .* is not listed$/);
    const means = { publicKeys: [ed25519.publicKey], trust: { list: trustList() } };
    const check = (await verifyRun(signed.files, means)).find(({ what }) => what === "key validity");
    expect(check).toMatchObject({ status: "pass", detail: expect.stringContaining("for all times") });
  });

  test("a key given by itself does not outweigh the list", async () => {
    const trust = { list: trustList(trustEntry({ validTo: asOf })) };
    const checks = await verifyRun(signed.files, { publicKeys: [ed25519.publicKey], trust });
    expect(checks.find(({ what }) => what === "key validity")?.status).toBe("fail");
  });

  test("goes by the time of the line for a run that was sealed anew", async () => {
    const before = { ...record, subject: { ...record.subject, "manifest.json": "ab".repeat(32) } };
    const subject = { ...record.subject, [previousManifest]: "ab".repeat(32) };
    const events = [before, { ...record, event: rekeyEvent, ts: later.ts, subject }];
    const entry = trustEntry({ validFrom: "2026-02-01T00:00:00Z" });
    expect(await validity([entry], { events })).toMatch(/^pass .* the run is of 2026-03-01T00:00:00Z$/);
    expect(await validity([entry], { events: [record] })).toMatch(/^fail/);
  });

  test("says nothing without a list", async () => {
    const checks = await verifyRun(signed.files, { publicKeys: [ed25519.publicKey] });
    expect(checks.map(({ what }) => what)).not.toContain("key validity");
  });
});

describe("checkLogTrust()", () => {
  const logKey = makeLogKey();
  const key = publicKeyOfRaw("ed25519", logKey.publicKey);
  const family = checkFamily(sampleFamily([2025, 2026], 2, logKey));

  const judged = (over: Partial<TrustEntry>) =>
    checkLogTrust(family, trustInLog(trustList(trustEntry({ key, usage: ["log"], ...over })), family.lines)).map(
      ({ status, what }) => `${status} ${what}`,
    );

  const checkName = "checkpoint key validity";

  test.each([
    ["valid all the time", { validFrom: "2025-01-01T00:00:00Z" }, ["pass", "pass"]],
    [
      "ended before the last line",
      { validFrom: "2025-01-01T00:00:00Z", validTo: "2026-02-01T00:00:00Z" },
      ["pass", "fail"],
    ],
    ["began after the first year", { validFrom: "2026-02-01T00:00:00Z" }, ["fail", "pass"]],
    [
      "revoked in the second year",
      { validFrom: "2025-01-01T00:00:00Z", revokedAt: "2026-02-01T00:00:00Z" },
      ["pass", "fail"],
    ],
    ["for evidence", { validFrom: "2025-01-01T00:00:00Z", usage: ["evidence"] }, ["fail", "fail"]],
  ] as const)("judges the checkpoint of each year by a key that was %s", (_, over, expected) => {
    expect(judged(over)).toEqual(expected.map((status) => `${status} ${checkName}`));
  });

  test("says nothing of other keys, and without a list", () => {
    expect(judged({ key: stranger.publicKey })).toEqual([]);
    expect(checkLogTrust(family, undefined)).toEqual([]);
  });
});
