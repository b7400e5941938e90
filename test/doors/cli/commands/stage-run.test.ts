import { expect, test } from "bun:test";
import { afterGate, typed } from "./evidence-commands.ts";

test("records a stage and prints its document", async () => {
  const runtime = await afterGate();
  const line = "stage-run --stage build --input sbom.json --app-id APP-1234 --run-id r1 --output -";
  expect(await typed(line, runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ stage: "build", app_id: "APP-1234", run_id: "r1" });
});

test("ends the decision stage with the verdict", async () => {
  const runtime = await afterGate();
  expect(await typed("stage-run --stage build --input sbom.json --app-id APP-1234 --run-id r1", runtime)).toBe(0);
  expect(await typed("stage-run --stage decision --app-id APP-1234 --run-id r1", runtime)).toBe(2);
});

test.each([
  ["stage-run --input sbom.json --app-id APP-1"],
  ["stage-run --stage launch --input sbom.json --app-id APP-1"],
  ["stage-run --stage build --input sbom.json"],
  ["stage-run --stage build --app-id APP-1"],
  ["stage-run --stage build --input sbom.json --app-id APP-1 --commit HEAD"],
])("refuses %s", async (line) => {
  expect(await typed(line, await afterGate())).toBe(3);
});
