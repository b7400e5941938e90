import { expect, test } from "bun:test";
import { parseProof } from "../../../../src/standards/tlog-proof.ts";
import { checkpointIn, loggedYears } from "../../actions/sample-audit.ts";
import { typed } from "./evidence-commands.ts";

test("prints the proof of a run byte by byte, or writes it", async () => {
  for (const line of ["audit prove run-2026-1", "audit prove --inclusion run-2026-1"]) {
    const runtime = loggedYears([2026]);
    expect(await typed(line, runtime)).toBe(0);
    expect(parseProof(runtime.stdout()).index).toBe(1);
  }
  const runtime = loggedYears([2026]);
  expect(await typed("audit prove --inclusion run-2026-1 --output proof", runtime)).toBe(0);
  expect(parseProof(new TextDecoder().decode(runtime.disk.get("proof"))).index).toBe(1);
});

test("proves that the log continues a checkpoint", async () => {
  const runtime = loggedYears([2026]);
  runtime.disk.set("kept", checkpointIn(runtime));
  expect(await typed("audit prove --consistency kept", runtime)).toBe(0);
  expect(runtime.stdout()).toStartWith("old 3\n\nfixops-log/");
});

test.each([
  ["audit prove", 3],
  ["audit prove run-2026-1 --consistency kept", 3],
  ["audit prove --inclusion a --consistency kept", 3],
  ["audit prove --inclusion none", 4],
])("%s ends with %d", async (line, code) => {
  expect(await typed(line, loggedYears([2026]))).toBe(code);
});
