import { expect, test } from "bun:test";
import type { InputBytes } from "../../../src/domain/input-file.ts";
import { afterInput } from "../../../src/doors/actions/progress.ts";
import { fakeRuntime } from "../../support/runtime.ts";

const long = inputsOf(33 * 1024 * 1024);

function inputsOf(size: number): readonly InputBytes[] {
  return [
    { name: "a.json", bytes: new Uint8Array(size), sha256: "" },
    { name: "b\u001b[2J\r.json", bytes: new Uint8Array(1), sha256: "" },
  ];
}

function progress(inputs: readonly InputBytes[], isWanted: boolean, isTerminal: boolean): string {
  const runtime = fakeRuntime({ isTerminal: { out: false, err: isTerminal } });
  const onInput = afterInput(inputs, isWanted, runtime);
  for (const [index, input] of inputs.entries()) onInput(input, index, inputs.length);
  return runtime.stderr();
}

test("afterInput() tells of each input and of the decision, on lines without control characters", () => {
  expect(progress(long, true, true)).toBe(
    "fixops: read 1 of 2: a.json\nfixops: read 2 of 2: b\\u{1b}[2J\\u{d}.json\nfixops: deciding\n",
  );
});

test.each([
  ["when nobody wants it", long, false, true],
  ["off a terminal", long, true, false],
  ["of short work", inputsOf(1000), true, true],
])("afterInput() is silent %s", (_, inputs, isWanted, isTerminal) => {
  expect(progress(inputs, isWanted, isTerminal)).toBe("");
});

test("afterInput() gives the bytes back", () => {
  const given: Uint8Array[] = [];
  const inputs = inputsOf(1000);
  const onInput = afterInput(inputs, false, { ...fakeRuntime(), giveBack: (bytes) => void given.push(bytes) });
  for (const [index, input] of inputs.entries()) onInput(input, index, inputs.length);
  expect(given).toEqual(inputs.map(({ bytes }) => bytes));
});
