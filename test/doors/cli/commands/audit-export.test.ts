import { expect, test } from "bun:test";
import { loggedYears } from "../../actions/sample-audit.ts";
import { typed } from "./evidence-commands.ts";

test("writes tiles or lines, and asks for a format and a target", async () => {
  const runtime = loggedYears([2026]);
  expect(await typed("audit export --format tiles --target out", runtime)).toBe(0);
  expect(runtime.disk.has("out/tile/0/000.p/3")).toBe(true);
  expect(await typed("audit export --format jsonl --target out", runtime)).toBe(0);
  expect(runtime.disk.has("out/audit.jsonl")).toBe(true);
  expect(await typed("audit export --format zip --target out", runtime)).toBe(3);
  expect(await typed("audit export --target out", runtime)).toBe(3);
});
