import { expect, test } from "bun:test";
import type { FakeRuntime } from "../../../support/runtime.ts";
import { afterGate, typed } from "./evidence-commands.ts";

/** The directory of the one run. */
function runOf({ disk }: FakeRuntime): string {
  const manifest = [...disk.keys()].find((path) => path.endsWith("/manifest.json")) ?? "";
  return manifest.slice(0, manifest.lastIndexOf("/"));
}

test("finds the decision identical, and changes nothing", async () => {
  const runtime = await afterGate();
  const before = new Map(runtime.disk);
  expect(await typed(`replay ${runOf(runtime)} --json`, runtime)).toBe(0);
  expect(JSON.parse(runtime.stdout())).toMatchObject({ identical: true, differences: [] });
  expect(runtime.disk).toEqual(before);
});

test("ends with 5 when a byte of the evidence does not hold", async () => {
  const runtime = await afterGate();
  const path = `${runOf(runtime)}/decision.json`;
  const bytes = Uint8Array.from(runtime.disk.get(path) ?? []);
  runtime.disk.set(path, bytes.with(10, (bytes[10] ?? 0) ^ 1));
  expect(await typed(`replay ${runOf(runtime)}`, runtime)).toBe(5);
});

test("answers with 0 what another clock or other overlays say, the last of them first", async () => {
  const asked = async (flags: string) => {
    const runtime = await afterGate();
    runtime.disk.set("go.yml", new TextEncoder().encode("inputs: { required: [sbom] }\n"));
    runtime.disk.set("no.yml", new TextEncoder().encode("inputs: { required: [sbom, design] }\n"));
    expect(await typed(`replay ${runOf(runtime)} --json ${flags}`, runtime)).toBe(0);
    return JSON.parse(runtime.stdout());
  };
  expect(await asked("--as-of 2036-01-01")).toMatchObject({ question: true, is: { as_of: "2036-01-01T00:00:00Z" } });
  expect((await asked("--overlay go.yml --overlay no.yml")).rules).toMatchObject([{ rule: "inputs/required" }]);
  expect((await asked("--overlay no.yml --overlay go.yml")).rules).toEqual([]);
});

test.each([
  ["replay", 3],
  ["replay RUN b", 3],
  ["replay ./nothing", 4],
  ["replay ./evidence", 4],
  ["replay RUN --as-of soon", 3],
  ["replay RUN --overlay none.yml", 3],
  ["replay RUN --key none.pub", 3],
])("%s ends with %i", async (line, code) => {
  const runtime = await afterGate();
  expect(await typed(line.replace("RUN", runOf(runtime)), runtime)).toBe(code);
});
