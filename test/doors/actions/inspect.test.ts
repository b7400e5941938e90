import { expect, test } from "bun:test";
import { inspectFiles } from "../../../src/doors/actions/inspect.ts";
import { fakeRuntime } from "../../support/runtime.ts";

const sarif = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[]}]}';
const runtime = () => fakeRuntime({ files: { "a.sarif": sarif, "b.json": "{" } });

test("inspectFiles() ends with 0 when all is read, and with 4 when one file is not", async () => {
  const request = { followSymlinks: false, overlays: [] };
  expect((await inspectFiles({ ...request, paths: ["a.sarif"] }, runtime())).exitCode).toBe(0);
  const { exitCode, json, text } = await inspectFiles({ ...request, paths: ["b.json", "a.sarif"] }, runtime());
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
  expect(inspectFiles(request, runtime())).rejects.toThrow("5");
});

test("inspectFiles() tells whether a document is what its schema asks for, and refuses none for that", async () => {
  const bom = '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"libary","name":"a"}]}';
  const files = { "a.sarif": sarif, "b.json": bom, "c.csv": "component,owner\na,b\n" };
  const request = { paths: Object.keys(files), followSymlinks: false, overlays: [] };
  const { exitCode, json, text } = await inspectFiles(request, fakeRuntime({ files }));
  expect(exitCode).toBe(0);
  expect(json).toMatchObject({
    files: [
      { coverage: { schema: { status: "valid", schema: { name: "SARIF", version: "2.1.0" } } } },
      { coverage: { schema: { status: "invalid", faults: [{ pointer: "/components/0/type" }] } } },
      { coverage: { schema: { status: "not_evaluated" } } },
    ],
  });
  expect(text.match(/^ {2}schema .*?\)/gm)).toEqual([
    "  schema valid (SARIF 2.1.0)",
    "  schema invalid (CycloneDX 1.6)",
  ]);
});
