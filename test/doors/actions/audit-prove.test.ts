import { describe, expect, test } from "bun:test";
import { auditProve } from "../../../src/doors/actions/audit-prove.ts";
import { openCheckpoint } from "../../../src/evidence/log-checkpoint.ts";
import { leafHash } from "../../../src/standards/merkle.ts";
import { isConsistent, rootFromInclusion } from "../../../src/standards/merkle-proof.ts";
import { parseProof } from "../../../src/standards/tlog-proof.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { bytesOf, textOf } from "../../support/workspace.ts";
import { addRun, checkpointIn, evidence, forkedCheckpoint, loggedYears, logKey } from "./sample-audit.ts";

const prove = (of: Parameters<typeof auditProve>[0]["of"], runtime: ReturnType<typeof loggedYears>, output?: string) =>
  auditProve({ evidenceDir: evidence, of, output }, runtime);

describe("auditProve() of a run", () => {
  test.each([[[2026]], [[2025, 2026]]])("in logs of %p gives a proof that holds by itself", (years) => {
    const runtime = loggedYears(years, 5);
    for (const year of years) {
      for (let index = 0; index < 5; index++) {
        const run = `run-${year}-${index}`;
        const { extra, checkpoint, ...inclusion } = parseProof(prove({ run }, runtime).text);
        const { size, root, isVerified } = openCheckpoint(bytesOf(checkpoint), [logKey.publicKey]);
        const leaf = Uint8Array.fromHex(leafHash(extra!));
        expect([textOf(extra!).includes(`"run":"${run}"`), isVerified]).toEqual([true, true]);
        expect(rootFromInclusion({ ...inclusion, size, leaf })).toEqual(root);
      }
    }
  });

  test("proves the line that made it, the last one", () => {
    const runtime = loggedYears([2026], 2);
    addRun(runtime, "again");
    addRun(runtime, "again");
    runtime.auditLog.append(
      evidence,
      { event: "stage.recorded", ts: "2026-08-01T00:00:00Z", run: "again" },
      { logKey },
    );
    expect(parseProof(prove({ run: "again" }, runtime).text).index).toBe(3);
  });

  test("writes it to a file when asked", () => {
    const runtime = loggedYears([2026]);
    const { text } = prove({ run: "run-2026-0" }, runtime, "proof");
    expect(text).toContain("proof");
    expect(parseProof(textOf(runtime.disk.get("proof"))).index).toBe(0);
  });

  test("finds no such run, no checkpoint, none that covers it, no log", () => {
    const runtime = loggedYears([2026]);
    addRun(runtime, "later");
    runtime.auditLog.append(evidence, { event: "decision.made", ts: "2026-08-01T00:00:00Z", run: "uncovered" });
    expect(codeOf(() => prove({ run: "none" }, runtime))).toBe("INPUT_NOT_FOUND");
    expect(codeOf(() => prove({ run: "uncovered" }, runtime))).toBe("INPUT_NOT_FOUND");
    expect(codeOf(() => prove({ run: "later" }, runtime))).toBe("nothing thrown");
    expect(codeOf(() => prove({ run: "x" }, fakeRuntime()))).toBe("INPUT_NOT_FOUND");
    runtime.disk.delete(`${evidence}/audit/checkpoint`);
    expect(codeOf(() => prove({ run: "later" }, runtime))).toBe("INPUT_NOT_FOUND");
  });

  test("proves nothing of a log that is not sound, or that does not go with its checkpoint", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.set(`${evidence}/audit/checkpoint`, forkedCheckpoint(runtime));
    expect(codeOf(() => prove({ run: "run-2026-0" }, runtime))).toBe("INTEGRITY_LOG");
    const path = `${evidence}/audit/audit.jsonl`;
    const broken = loggedYears([2026]);
    broken.disk.set(path, broken.disk.get(path)!.with(40, 0x7a));
    expect(codeOf(() => prove({ run: "run-2026-0" }, broken))).toBe("INTEGRITY_LOG");
  });
});

describe("auditProve() of a checkpoint that was kept", () => {
  test("gives what a witness is sent, and it holds", () => {
    const runtime = loggedYears([2026], 5);
    const kept = checkpointIn(runtime);
    const old = openCheckpoint(kept);
    runtime.disk.set("kept", kept);
    for (let count = 0; count < 9; count++) {
      const { text } = prove({ kept: "kept" }, runtime);
      const [head = "", note = ""] = [text.slice(0, text.indexOf("\n\n")), text.slice(text.indexOf("\n\n") + 2)];
      const [first, ...hashes] = head.split("\n");
      const { size, root } = openCheckpoint(bytesOf(note), [logKey.publicKey]);
      const proof = hashes.map((hash) => new Uint8Array(Buffer.from(hash, "base64")));
      expect([first, size]).toEqual(["old 5", 5 + count]);
      expect(isConsistent({ oldSize: 5, oldRoot: old.root, size, root, proof })).toBe(true);
      addRun(runtime, `later-${count}`);
    }
  });

  test("is an integrity error for one of another history, or of more lines", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.set("forked", forkedCheckpoint(runtime));
    const longer = loggedYears([2026]);
    addRun(longer, "later");
    runtime.disk.set("longer", checkpointIn(longer));
    expect(codeOf(() => prove({ kept: "forked" }, runtime))).toBe("INTEGRITY_LOG");
    expect(codeOf(() => prove({ kept: "longer" }, runtime))).toBe("INTEGRITY_LOG");
    expect(codeOf(() => prove({ kept: "missing" }, runtime))).toBe("INPUT_NOT_FOUND");
  });
});
