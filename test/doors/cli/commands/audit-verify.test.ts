import { expect, test } from "bun:test";
import { checkpointIn, evidence, forkedCheckpoint, loggedYears } from "../../actions/sample-audit.ts";
import { typed } from "./evidence-commands.ts";

test("ends with 0 on a whole chain, 5 on a changed line, 4 on none", async () => {
  const runtime = loggedYears([2025, 2026]);
  expect(await typed("audit verify", runtime)).toBe(0);
  expect(await typed("audit verify --evidence-dir nowhere", runtime)).toBe(4);
  const path = `${evidence}/audit/shards/2025/audit.jsonl`;
  const text = new TextDecoder().decode(runtime.disk.get(path));
  runtime.disk.set(path, new TextEncoder().encode(text.replace("run-2025-1", "run-2025-x")));
  expect(await typed("audit verify", runtime)).toBe(5);
});

test("compares with a checkpoint that was kept and a key", async () => {
  const runtime = loggedYears([2026]);
  runtime.disk.set("kept", checkpointIn(runtime));
  runtime.disk.set("forked", forkedCheckpoint(runtime));
  expect(await typed("audit verify --since kept --log-pub log.pub", runtime)).toBe(0);
  expect(await typed("audit verify --since forked", runtime)).toBe(5);
  expect(await typed("audit verify --since kept --since forked", runtime)).toBe(3);
});
