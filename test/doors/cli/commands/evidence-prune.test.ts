import { expect, test } from "bun:test";
import { afterGate, runOf, typed } from "./evidence-commands.ts";

test("keeps what must be kept: passed over, or refused when it is named", async () => {
  const runtime = await afterGate();
  expect(await typed("evidence prune --dry-run", runtime)).toBe(0);
  expect(runtime.stdout()).toContain("stays");
  expect(await typed(`evidence prune ${runOf(runtime)}`, runtime)).toBe(3);
  expect(await typed("evidence prune none", runtime)).toBe(4);
  expect(await typed("evidence prune --before whenever", runtime)).toBe(3);
});
