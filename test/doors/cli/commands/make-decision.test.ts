import { expect, test } from "bun:test";
import { canonicalJson } from "../../../../src/standards/jcs.ts";
import { afterGate, typed } from "./evidence-commands.ts";

test("the exit code is that of the verdict, the summary is on standard output", async () => {
  const runtime = await afterGate();
  expect(await typed("make-decision --sbom sbom.json --run-id again", runtime)).toBe(2);
  expect(runtime.stdout()).toStartWith("CONDITIONAL");
  expect(runtime.stderr()).toBe("");
});

test.each(["--json", "--output -"])("%s prints the decision in canonical JSON", async (flag) => {
  const runtime = await afterGate();
  expect(await typed(`make-decision --sbom sbom.json --run-id again ${flag}`, runtime)).toBe(2);
  const decision = JSON.parse(runtime.stdout());
  expect(decision).toMatchObject({ verdict: "CONDITIONAL", exit_code: 2, run_id: "again" });
  expect(runtime.stdout()).toBe(`${canonicalJson(decision)}\n`);
});

test.each([
  ["make-decision", 3],
  ["make-decision --sbom absent.json", 4],
  ["make-decision --sbom sbom.json --encrypt", 3],
  ["make-decision --sbom sbom.json --max-input-size 3", 4],
  ["make-decision --sbom sbom.json --max-input-size much", 3],
  ["make-decision --sbom sbom.json --as-of yesterday", 3],
  ["make-decision --sbom sbom.json --run-id ../x", 3],
  ["make-decision --sbom sbom.json --overlay absent.yml", 3],
])("%s ends with %i and leaves no evidence", async (line, code) => {
  const runtime = await afterGate();
  const before = runtime.disk.size;
  expect(await typed(line, runtime)).toBe(code);
  expect([runtime.stdout(), runtime.disk.size]).toEqual(["", before]);
});
