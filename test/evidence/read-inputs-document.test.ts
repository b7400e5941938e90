import { describe, expect, test } from "bun:test";
import { type Items, noItems } from "../../src/domain/items.ts";
import { inputsDocument } from "../../src/evidence/inputs-document.ts";
import type { InputsFacts } from "../../src/evidence/inputs-facts.ts";
import { readInputsDocument } from "../../src/evidence/read-inputs-document.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { component, finding, observation } from "../support/build.ts";
import { codeOf } from "../support/code-of.ts";
import { builtInIntel } from "../support/facts.ts";
import { smallFacts, smallSbom } from "../support/reports.ts";
import { recordedStages, stageRun } from "../support/stages.ts";

const seen = observation({ id: "GHSA-jfh8-c2jp-5v3q", aliases: ["CVE-2020-0001"] });

function bytesOf(items: Partial<Items>, over: Partial<InputsFacts> = {}): Uint8Array {
  const { overlay: _, overlayRecord: _record, ...facts } = smallFacts([smallSbom]);
  return Buffer.concat([...inputsDocument({ ...facts, items: { ...noItems, ...items }, ...over })]);
}

test("readInputsDocument() gives back the lists in their order, and has no member that was not there", () => {
  const items = { observations: [seen, observation()], findings: [finding()] };
  const read = readInputsDocument(bytesOf(items));
  expect(read.items).toEqual({ ...noItems, ...items });
  expect(Object.keys(read).toSorted()).toEqual(["app", "asOf", "files", "intel", "items", "salt", "tool"]);
});

test("readInputsDocument() reads the frame of a stage out of its body, and refuses a body without", () => {
  const stages = recordedStages(["design", "build"]);
  const withBodies = stages.map((stage) => ({ ...stage, body: { ...stage.frame, more: 1 } }));
  const read = readInputsDocument(bytesOf({}, { stageRun: stageRun({ stages: withBodies }) }));
  expect(read.stageRun?.stages.map(({ frame }) => frame.stage)).toEqual(["design", "build"]);
  expect(codeOf(() => readInputsDocument(bytesOf({}, { stageRun: stageRun({ stages }) })))).toBe("INTEGRITY_MANIFEST");
});

describe("readInputsDocument() refuses lines of what the first one lacks:", () => {
  const [name = ""] = [...(builtInIntel.families?.byPackage.keys() ?? [])];
  const stages = recordedStages(["design"]).map((stage) => ({ ...stage, body: stage.frame }));
  const document = bytesOf(
    { components: [component({ purl: `${name}@1.0.0` })] },
    {
      baseline: {
        name: "before",
        sha256: "c".repeat(64),
        inputs: [],
        vulnerabilities: [],
        findings: [{ fingerprint: "f", title: "t", severity: "high", isOpen: false }],
      },
      stageRun: stageRun({ stages }),
    },
  );
  const [first = "", ...others] = new TextDecoder().decode(document).split("\n");
  const read = (frame: unknown) =>
    readInputsDocument(new TextEncoder().encode([canonicalJson(frame), ...others].join("\n")));

  test.each<[string, (frame: Frame) => unknown, string]>([
    ["nothing", (frame) => frame, "nothing thrown"],
    ["the baseline", ({ baseline: _, ...frame }) => frame, "INTEGRITY_MANIFEST"],
    ["stages", ({ stage_run: _, ...frame }) => frame, "INTEGRITY_MANIFEST"],
    ["families", ({ intel, ...frame }) => ({ ...frame, intel: { kev: intel.kev } }), "INTEGRITY_MANIFEST"],
  ])("%s", (_, edit, code) => {
    expect(codeOf(() => read(edit(JSON.parse(first))))).toBe(code);
  });
});

type Frame = { readonly baseline: unknown; readonly stage_run: unknown; readonly intel: { readonly kev: unknown } };

describe("readInputsDocument() refuses", () => {
  const text = new TextDecoder().decode(bytesOf({ observations: [seen, observation()], findings: [finding()] }));
  const lines = text.trimEnd().split("\n");
  const at = (start: string): number => lines.findIndex((line) => line.startsWith(start));
  const edited = (line: number, edit: (text: string) => string) =>
    `${lines.with(line, edit(lines[line]!)).join("\n")}\n`;
  const [first, observed] = [0, at('["observations"')];

  test.each<[string, string]>([
    ["no bytes", ""],
    ["no line feed at the end", text.trimEnd()],
    ["an empty line", `${text}\n`],
    ["a line more", `${text}${lines.at(-1)}\n`],
    ["a line less", `${lines.slice(0, -1).join("\n")}\n`],
    ["lines in another order", `${lines.toSpliced(observed, 0, lines.at(at('["findings"'))!).join("\n")}\n`],
    ["another schema", edited(first, (line) => line.replace("fixops.inputs/v1", "fixops.inputs/v2"))],
    ["a count that is none", edited(first, (line) => line.replace('"findings":1', '"findings":-1'))],
    ["a count beyond all", edited(first, (line) => line.replace('"findings":1', '"findings":9007199254740991'))],
    ["a list that there is not", edited(first, (line) => line.replace('"design":0', '"design":0,"designs":0'))],
    ["a list that is missing", edited(first, (line) => line.replace('"design":0,', ""))],
    ["a line of an unknown list", edited(observed, (line) => line.replace("observations", "observation"))],
    ["a member that there is not", edited(observed, (line) => line.replace('"aliases"', '"alias":1,"aliases"'))],
    ["a member of another type", edited(observed, (line) => line.replace('"high"', "7"))],
    ["a word that there is not", edited(observed, (line) => line.replace('"high"', '"huge"'))],
    ["a repeated member", edited(observed, (line) => line.replace('"aliases"', '"aliases":[],"aliases"'))],
    ["other spacing", edited(observed, (line) => line.replace('"aliases":', '"aliases": '))],
    ["a spelling that there is not", edited(observed, (line) => line.replace('"high"', '{"$":"other"}'))],
    ["deep nesting", `${"[".repeat(100_000)}\n`],
    ["a scalar", "1\n"],
  ])("%s", (_, document) => {
    expect(codeOf(() => readInputsDocument(new TextEncoder().encode(document)))).toBe("INTEGRITY_MANIFEST");
  });

  test("bytes that are no UTF-8", () => {
    expect(codeOf(() => readInputsDocument(Uint8Array.of(0xff, 0x0a)))).toBe("INTEGRITY_MANIFEST");
  });
});
