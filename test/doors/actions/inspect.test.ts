import { expect, test } from "bun:test";
import { inspectFiles } from "../../../src/doors/actions/inspect.ts";
import { fakeRuntime } from "../../support/runtime.ts";

const sarif = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[]}]}';
const runtime = () => fakeRuntime({ files: { "a.sarif": sarif, "b.json": "{" } });

test("inspectFiles() ends with 0 when all is read, and with 4 when one file is not", () => {
  const request = { followSymlinks: false, overlays: [] };
  expect(inspectFiles({ ...request, paths: ["a.sarif"] }, runtime()).exitCode).toBe(0);
  const { exitCode, json, text } = inspectFiles({ ...request, paths: ["b.json", "a.sarif"] }, runtime());
  expect(exitCode).toBe(4);
  expect(json).toMatchObject({
    files: [
      { name: "b.json", outcome: "refused", error: { code: "INPUT_TRUNCATED" } },
      { name: "a.sarif", outcome: "read", format: "sarif", format_version: "2.1.0", accounts: [{ raw: 0 }] },
    ],
  });
  expect(text).toContain("2 files: 1 read");
});

test("inspectFiles() keeps to the limit of an input", () => {
  const request = { paths: ["a.sarif"], followSymlinks: false, overlays: [], maxInputBytes: 5 };
  expect(() => inspectFiles(request, runtime())).toThrow("5");
});
