import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Runtime } from "../../src/domain/runtime.ts";
import { auditExport } from "../../src/doors/actions/audit-export.ts";
import { auditProve } from "../../src/doors/actions/audit-prove.ts";
import { auditFile } from "../../src/doors/system/audit-file.ts";
import { files } from "../../src/doors/system/files.ts";
import { openCheckpoint } from "../../src/evidence/log-checkpoint.ts";
import { leafHash } from "../../src/standards/merkle.ts";
import { verifierKey } from "../../src/standards/signed-note.ts";
import { parseProof } from "../../src/standards/tlog-proof.ts";
import { buildGoLog } from "../support/go-log.ts";
import { makeLogKey } from "../support/log-keys.ts";
import { hasNeed } from "../support/needs.ts";
import { fakeRuntime } from "../support/runtime.ts";
import { bytesOf, workspace } from "../support/workspace.ts";

const fresh = workspace();
const logKey = makeLogKey();

/** A log on disk: so many lines, the last of them signed. */
function logged(count: number): { readonly evidence: string; readonly runtime: Runtime; readonly proof: string } {
  const evidence = fresh();
  const event = { event: "decision.made", ts: "2026-01-02T03:04:05Z", run: "r" };
  auditFile.appendAll(
    evidence,
    Array.from({ length: count - 1 }, () => event),
  );
  let proof = "";
  const commit = (text: string | undefined) => {
    proof = text ?? "";
  };
  auditFile.append(evidence, { ...event, run: "last" }, { logKey, commit });
  return { evidence, runtime: { ...fakeRuntime(), auditLog: auditFile, files }, proof };
}

describe.skipIf(!hasNeed("go-sumdb"))("Go's checksum database library", () => {
  let go: ReturnType<typeof buildGoLog> | undefined;
  afterAll(() => go?.remove());

  test("opens the checkpoint of a log, and accepts the proof that a run gets", () => {
    go ??= buildGoLog();
    for (const count of [2, 3, 255, 256, 257, 600]) {
      const { proof } = logged(count);
      const { index, proof: hashes, checkpoint, extra } = parseProof(proof);
      const { origin, size, root } = openCheckpoint(bytesOf(checkpoint));
      const [opened] = go.ask({ open: [{ note: checkpoint, keys: [verifierKey(origin, logKey.publicKey)] }] }).open;
      expect([opened?.fault, opened?.names, size]).toEqual(["", [origin], count]);
      const leaf = Uint8Array.fromHex(leafHash(extra!)).toBase64();
      const record = { index, size, leaf, root: root.toBase64(), proof: hashes.map((hash) => hash.toBase64()) };
      expect(go.ask({ records: [record] }).records).toEqual([""]);
    }
  }, 60_000);

  test("reads the tiles of an export, and has the leaves of its lines", () => {
    go ??= buildGoLog();
    const { evidence, runtime } = logged(600);
    const folder = fresh();
    auditExport({ evidenceDir: evidence, format: "tiles", target: folder }, runtime);
    const { size, root } = openCheckpoint(new Uint8Array(readFileSync(join(folder, "checkpoint"))));
    const indices = [0, 1, 255, 256, 511, 599];
    const [told] = go.ask({ tiles: [{ folder, size, root: root.toBase64(), indices }] }).tiles;
    const lines = readFileSync(join(evidence, "audit/audit.jsonl"), "utf8").split("\n");
    expect(told?.fault).toBe("");
    const leaves = indices.map((index) => Uint8Array.fromHex(leafHash(bytesOf(lines[index]!))).toBase64());
    expect([...(told?.leaves ?? [])]).toEqual(leaves);
  }, 60_000);

  test("accepts what audit prove says of a run and of a checkpoint that was kept", () => {
    go ??= buildGoLog();
    const { evidence, runtime } = logged(300);
    const kept = join(fresh(), "kept");
    files.writeFile(kept, readFileSync(join(evidence, "audit/checkpoint")));
    for (let count = 0; count < 5; count++) {
      auditFile.append(evidence, { event: "a.b", ts: "2026-02-02T00:00:00Z" }, { logKey });
    }
    const run = parseProof(auditProve({ evidenceDir: evidence, of: { run: "last" } }, runtime).text);
    const { size, root } = openCheckpoint(bytesOf(run.checkpoint));
    const leaf = Uint8Array.fromHex(leafHash(run.extra!)).toBase64();
    const record = {
      index: run.index,
      size,
      leaf,
      root: root.toBase64(),
      proof: run.proof.map((hash) => hash.toBase64()),
    };
    expect(go.ask({ records: [record] }).records).toEqual([""]);
    const { text } = auditProve({ evidenceDir: evidence, of: { kept } }, runtime);
    const [, ...proof] = text.slice(0, text.indexOf("\n\n")).split("\n");
    const old = openCheckpoint(new Uint8Array(readFileSync(kept)));
    const grown = { oldSize: old.size, size, oldRoot: old.root.toBase64(), root: root.toBase64(), proof };
    expect(go.ask({ grown: [grown] }).grown).toEqual([""]);
  }, 60_000);
});
