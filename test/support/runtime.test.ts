import { expect, test } from "bun:test";
import { codeOf } from "./code-of.ts";
import { fakeRuntime } from "./runtime.ts";

const limits = { maxBytes: 10, followSymlinks: false, leaveOut: [] };

test("readInputs() finds files, directories, patterns and standard input", () => {
  const { files } = fakeRuntime({ files: { "in/b.json": "b", "in/a.json": "a", "-": "stdin" } });
  const names = (path: string) => files.readInputs([{ path }], limits).map((input) => input.name);
  expect(names("./in/a.json")).toEqual(["a.json"]);
  expect(names("in/")).toEqual(["a.json", "b.json"]);
  expect(names("in/*.json")).toEqual(["a.json", "b.json"]);
  expect(names("-")).toEqual(["stdin"]);
  expect(codeOf(() => names("out"))).toBe("INPUT_NOT_FOUND");
});

test("publish() shows a directory once", () => {
  const runtime = fakeRuntime({ readOnly: ["locked"] });
  const file = { name: "a", bytes: new Uint8Array() };
  runtime.files.publish("./runs/one", [file]);
  expect(runtime.files.list("runs")).toEqual([{ name: "one", kind: "directory" }]);
  expect(codeOf(() => runtime.files.publish("runs/one", [file]))).toBe("IO_EXISTS");
  expect(codeOf(() => runtime.files.publish("locked/one", [file]))).toBe("IO_PERMISSION");
});

test("append() chains the lines of the log", () => {
  const runtime = fakeRuntime();
  const event = { event: "test", ts: "2026-01-02T03:04:05Z" };
  const first = runtime.auditLog.append("evidence", event);
  expect(runtime.auditLog.append("evidence", event).seq).toBe(1);
  const log = new TextDecoder().decode(runtime.auditLog.read("evidence")?.log);
  expect(JSON.parse(log.split("\n")[1] ?? "").prev).toBe(first.leaf);
});
