import { expect, test } from "bun:test";
import { checkpointIn, loggedYears } from "../../actions/sample-audit.ts";
import { typed } from "./evidence-commands.ts";

test("puts the checkpoint where it is told", async () => {
  const runtime = loggedYears([2026]);
  expect(await typed("audit anchor --file away", runtime)).toBe(0);
  expect(runtime.disk.get("away")).toEqual(checkpointIn(runtime));
  expect(await typed("audit anchor --git-note .", runtime)).toBe(0);
  expect(await typed("audit anchor --timestamp missing.tsr", runtime)).toBe(4);
});

test.each(["audit anchor", "audit anchor --file a --git-note ."])("%s ends with 3", async (line) => {
  expect(await typed(line, loggedYears([2026]))).toBe(3);
});

test("says in its help what an anchor does not protect", async () => {
  const runtime = loggedYears([2026]);
  expect(await typed("audit anchor --help", runtime)).toBe(0);
  expect(runtime.stdout()).toContain("protects nothing");
});
