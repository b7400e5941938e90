import { describe, expect, test } from "bun:test";
import { readStageDocument, stageDocumentBytes } from "../../src/evidence/stage-document.ts";
import { codeOf } from "../support/code-of.ts";
import { stageFrame } from "../support/stages.ts";

const document = { ...stageFrame(), components: [{ name: "web" }] };

test("a stage document reads as it was written", () => {
  const { frame, body } = readStageDocument(stageDocumentBytes(document), "design.manifest.json");
  expect(body).toEqual(document);
  expect(frame).toMatchObject(stageFrame());
});

describe("is refused", () => {
  const text = new TextDecoder().decode(stageDocumentBytes(document));

  test.each([
    ["without its line feed", text.trimEnd()],
    ["with other spacing", JSON.stringify(document, null, 2)],
    ["of another schema", text.replace("fixops.stage/v1", "fixops.stage/v2")],
    ["of a stage that there is not", text.replace('"design"', '"launch"')],
    ["with a run id that leads elsewhere", text.replace('"r1"', '"../r1"')],
    ["empty", ""],
  ])("%s", (_, changed) => {
    const bytes = new TextEncoder().encode(changed);
    expect(codeOf(() => readStageDocument(bytes, "x.json"))).toBe("INTEGRITY_MANIFEST");
  });
});
