import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("ends with 0 on a whole chain, 5 on a changed line, 4 on none", async () => {
  const runtime = await afterGate();
  expect(await typed("audit verify", runtime)).toBe(0);
  expect(await typed("audit verify --evidence-dir nowhere", runtime)).toBe(4);
  const path = "evidence/audit/audit.jsonl";
  const text = new TextDecoder().decode(runtime.disk.get(path));
  runtime.disk.set(path, new TextEncoder().encode(text.replace("CONDITIONAL", "GO")));
  expect(await typed("audit verify", runtime)).toBe(5);
});
