import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("shows at most as many entries as asked for", async () => {
  const runtime = await afterGate();
  await typed("run --sbom sbom.json --run-id second --quiet", runtime);
  const before = runtime.stdout().length;
  expect(await typed("audit logs --limit 1 --json", runtime)).toBe(0);
  const entries = JSON.parse(runtime.stdout().slice(before));
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({ seq: 1, run: "second" });
});

test.each(["0", "-1", "many", "1.5"])("--limit=%s is refused", async (limit) => {
  expect(await typed(`audit logs --limit=${limit}`, await afterGate())).toBe(3);
});
