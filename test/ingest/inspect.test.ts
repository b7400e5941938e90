import { expect, test } from "bun:test";
import { inspect } from "../../src/ingest/inspect.ts";
import { inputOf } from "../support/input.ts";
import { zipOf } from "../support/zip.ts";

const options = { maxDepth: 16, maxUnpacked: 10_000, declared: {} };
const unchecked = () => ({ status: "not_evaluated", why: "no check" }) as const;
const sarif = '{"version":"2.1.0","runs":[]}';

function outcomes(...inputs: readonly ReturnType<typeof inputOf>[]) {
  return inspect(inputs, options, unchecked).map((one) => [
    one.name,
    "file" in one ? one.file.format : one.refusal.code,
  ]);
}

test("inspect() goes on after what it refuses, in the order given", () => {
  expect(outcomes(inputOf("b", "{"), inputOf("a", sarif), inputOf("c", "[]"))).toEqual([
    ["b", "INPUT_TRUNCATED"],
    ["a", "sarif"],
    ["c", "INPUT_NOT_RECOGNISED"],
  ]);
});

test("inspect() looks at each file of an archive, and refuses a forged one as a whole", () => {
  const archive = zipOf([
    { name: "x", text: sarif },
    { name: "y", text: "{" },
  ]);
  expect(outcomes(inputOf("r.zip", archive), inputOf("f.zip", zipOf([{ name: "../x" }])))).toEqual([
    ["r.zip!x", "sarif"],
    ["r.zip!y", "INPUT_TRUNCATED"],
    ["f.zip", "INPUT_MALFORMED"],
  ]);
});

test("inspect() hands on what the check says of the document", () => {
  const valid = { status: "valid", schema: { name: "SARIF", version: "2.1.0" } } as const;
  const [one] = inspect([inputOf("a", sarif)], options, (value, { file }) =>
    Bun.deepEquals([value, file], [JSON.parse(sarif), "sarif-schema-2.1.0.json"]) ? valid : unchecked(),
  );
  expect(one).toMatchObject({ file: { schema: valid } });
});
