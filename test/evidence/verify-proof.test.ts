import { describe, expect, test } from "bun:test";
import type { AuditLine, Manifest } from "../../src/domain/bundle.ts";
import { auditLine, firstPrev, parseAuditLine } from "../../src/evidence/audit.ts";
import type { Check } from "../../src/evidence/check.ts";
import { runSubject } from "../../src/evidence/manifest.ts";
import { checkProof } from "../../src/evidence/verify-proof.ts";
import { checkpointText } from "../../src/standards/checkpoint.ts";
import { leafHash, nodeHash, rootOfLeaves } from "../../src/standards/merkle.ts";
import { inclusionProof } from "../../src/standards/merkle-proof.ts";
import { signNote } from "../../src/standards/signed-note.ts";
import { type LogProof, parseProof, proofText } from "../../src/standards/tlog-proof.ts";
import { changedFiles, flipped, outcomeOf } from "../support/checks.ts";
import { sampleNoteSigner } from "../support/sample-note.ts";
import { type SampleRun, sampleDecision, sealSample } from "../support/sample-run.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const origin = "fixops-log/0123456789abcdef";
const signer = sampleNoteSigner(origin);
const stranger = sampleNoteSigner(origin, 2);
const proofName = "audit.tlog-proof";

/** Where the line of the run stands in a log of five. */
const place = 2;

const sample = await sealSample({ compress: true }, { logKey: signer.publicKey });
const lines = linesOf(sample, 5);
const proof: LogProof = proofIn(lines);
const whole = changedFiles(sample.files, proofName, bytesOf(proofText(proof)));

/** Lines of other runs with that of the run among them, chained. */
function linesOf({ manifest, files }: SampleRun, count: number, over: Partial<AuditLine> = {}): readonly Uint8Array[] {
  const made: Uint8Array[] = [];
  for (let seq = 0; seq < count; seq++) {
    const last = made.at(-1);
    const own = { run: sampleDecision.run_id, subject: runSubject(manifest, files), ...over };
    const event = { ts: sampleDecision.as_of, event: "decision.made", run: `run-${seq}`, ...(seq === place && own) };
    made.push(bytesOf(auditLine(event, { seq, prev: last === undefined ? firstPrev : leafHash(last) })));
  }
  return made;
}

function proofIn(log: readonly Uint8Array[], by = signer): LogProof {
  const leaves = log.map((line) => Uint8Array.fromHex(leafHash(line)));
  const at = (level: number, index: number): Uint8Array =>
    level === 0
      ? (leaves[index] ?? new Uint8Array(32))
      : nodeHash(at(level - 1, 2 * index), at(level - 1, 2 * index + 1));
  return {
    index: place,
    proof: inclusionProof(place, log.length, at),
    checkpoint: signNote(checkpointText({ origin, size: log.length, root: rootOfLeaves(leaves) }), by),
    extra: log[place] ?? new Uint8Array(),
  };
}

type Known = Parameters<typeof checkProof>[2];

function check(
  files: ReadonlyMap<string, Uint8Array>,
  known: Partial<Known> = {},
  manifest: Manifest = sample.manifest,
) {
  return checkProof(files, manifest, { lines: undefined, logKeys: [], ...known }).map(outcomeOf);
}

/** The run with a proof that is another in something. */
function withProof(change: Partial<LogProof>): Map<string, Uint8Array> {
  return changedFiles(sample.files, proofName, bytesOf(proofText({ ...proof, ...change })));
}

const sound = ["pass log proof line", "pass log inclusion", "pass checkpoint"];

/** What a log at hand says of the run. */
const inLog = lines.map((line, seq) => ({ seq, leaf: leafHash(line), line: parseAuditLine(line) }));

describe("checkProof() passes", () => {
  test("the proof beside the run", () => {
    expect(check(whole)).toEqual(sound);
  });

  test("with the log that it is from, and the key that the reader has", () => {
    const known = { lines: inLog, logKeys: [stranger.publicKey, signer.publicKey] };
    expect(check(whole, known)).toEqual(sound);
    const against = checkProof(whole, sample.manifest, { lines: inLog, logKeys: [signer.publicKey] }).map(
      (one: Check) => one.against,
    );
    expect(against).toEqual(["audit.jsonl", "checkpoint", "the given log key"]);
  });

  test("a proof in a log of one line and of many", () => {
    for (const size of [3, 4, 8, 9, 100]) {
      const grown = linesOf(sample, size);
      expect(check(changedFiles(sample.files, proofName, bytesOf(proofText(proofIn(grown)))))).toEqual(sound);
    }
  });

  test("over a run whose log has no key: there is nothing to check", async () => {
    const plain = await sealSample({ compress: true });
    expect(check(plain.files, {}, plain.manifest)).toEqual([]);
  });
});

describe("checkProof() fails for", () => {
  const otherRun = linesOf(sample, 5, { run: "other" });
  const otherDigests = linesOf(sample, 5, { subject: { "manifest.json": "00".repeat(32) } });

  test.each<[string, Map<string, Uint8Array>, string]>([
    ["no proof", changedFiles(sample.files, proofName, undefined), "fail log proof INTEGRITY_LOG"],
    ["an empty proof", changedFiles(sample.files, proofName, new Uint8Array()), "fail log proof INTEGRITY_LOG"],
    [
      "bytes that are no text",
      changedFiles(sample.files, proofName, Uint8Array.of(0xff)),
      "fail log proof INTEGRITY_LOG",
    ],
    [
      "a byte-order mark",
      changedFiles(sample.files, proofName, bytesOf(`\ufeff${proofText(proof)}`)),
      "fail log proof INTEGRITY_LOG",
    ],
    [
      "a proof without its line",
      changedFiles(sample.files, proofName, bytesOf(proofText(proof).replace(/^extra .*\n/m, ""))),
      "fail log proof INTEGRITY_LOG",
    ],
    ["a line that is none", withProof({ extra: bytesOf("{}") }), "fail log proof INTEGRITY_LOG"],
    ["the number of another entry", withProof({ index: 3 }), "fail log proof line INTEGRITY_LOG"],
    [
      "the line of another run",
      withProof({ extra: otherRun[place] ?? new Uint8Array() }),
      "fail log proof line INTEGRITY_LOG",
    ],
    [
      "a sound proof of another run",
      changedFiles(sample.files, proofName, bytesOf(proofText(proofIn(otherRun)))),
      "fail log proof line INTEGRITY_LOG",
    ],
    [
      "a sound proof of other digests",
      changedFiles(sample.files, proofName, bytesOf(proofText(proofIn(otherDigests)))),
      "fail log proof line INTEGRITY_LOG",
    ],
    ["a hash too few", withProof({ proof: proof.proof.slice(1) }), "fail log inclusion INTEGRITY_LOG"],
    ["a hash too many", withProof({ proof: [...proof.proof, new Uint8Array(32)] }), "fail log inclusion INTEGRITY_LOG"],
    ["hashes in another order", withProof({ proof: proof.proof.toReversed() }), "fail log inclusion INTEGRITY_LOG"],
    [
      "the checkpoint of another size",
      withProof({ checkpoint: proofIn(linesOf(sample, 6)).checkpoint }),
      "fail log inclusion INTEGRITY_LOG",
    ],
    [
      "a checkpoint of a stranger",
      withProof({ checkpoint: proofIn(lines, stranger).checkpoint }),
      "fail checkpoint INTEGRITY_LOG",
    ],
    [
      "a checkpoint under another name",
      withProof({
        checkpoint: proof.checkpoint.replaceAll(origin, "fixops-log/ffffffffffffffff"),
      }),
      "fail checkpoint INTEGRITY_LOG",
    ],
  ])("%s", (_, files, expected) => {
    expect(check(files)).toContain(expected);
  });

  test("a run that is another by now", () => {
    const other = { ...sample.manifest, retention_days: 1 };
    expect(check(whole, {}, other)).toContain("fail log proof line INTEGRITY_LOG");
    const signed = changedFiles(whole, "manifest.json.sig", bytesOf("x"));
    expect(check(signed)).toContain("fail log proof line INTEGRITY_LOG");
  });

  test("a log that does not have the line, or has it elsewhere", () => {
    expect(check(whole, { lines: [] })).toContain("fail log proof line INTEGRITY_LOG");
    const moved = inLog.map((one) => ({ ...one, seq: one.seq + 1 }));
    expect(check(whole, { lines: moved })).toContain("fail log proof line INTEGRITY_LOG");
  });

  test("a log key that the reader does not trust", () => {
    expect(check(whole, { logKeys: [stranger.publicKey] })).toContain("fail checkpoint INTEGRITY_LOG");
  });

  test("any changed byte of the proof", () => {
    const bytes = whole.get(proofName) ?? new Uint8Array();
    const missed: string[] = [];
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of [1, 0x20, 0x80]) {
        const found = check(changedFiles(whole, proofName, flipped(bytes, at, bit)));
        if (!found.some((one) => one.startsWith("fail"))) missed.push(`${at}/${bit}`);
      }
    }
    expect(missed).toEqual([]);
  });

  test("any cut of the proof", () => {
    const text = textOf(whole.get(proofName));
    const missed: number[] = [];
    for (let length = 0; length < text.length; length++) {
      const found = check(changedFiles(whole, proofName, bytesOf(text.slice(0, length))));
      if (!found.some((one) => one.startsWith("fail"))) missed.push(length);
    }
    expect(missed).toEqual([]);
    expect(parseProof(text)).toEqual(proof);
  });
});
