import { describe, expect, test } from "bun:test";
import type { ErrorCode } from "../../../src/domain/error.ts";
import {
  loadOverlay,
  overlayRecord,
  overlaySchema,
  overlayShow,
  overlayValidate,
} from "../../../src/doors/actions/overlay.ts";
import { faultOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";

const strict = "guardrails: { fail_on: low }\n";
const files = { "/w/a.yml": strict, "/w/b.yml": "guardrails: { fail_on: medium }\n" };

describe("loadOverlay()", () => {
  test.each<[string, readonly string[], Record<string, string>, string | undefined]>([
    ["takes the flag's file", ["/w/a.yml"], {}, "low"],
    ["lets the later file count", ["/w/a.yml", "/w/b.yml"], {}, "medium"],
    ["takes the environment's file", [], { FIXOPS_OVERLAY_PATH: "/w/b.yml" }, "medium"],
    ["takes the flag before the environment", ["/w/a.yml"], { FIXOPS_OVERLAY_PATH: "/w/b.yml" }, "low"],
    ["takes the built-in one alone", [], {}, undefined],
  ])("%s", (...row) => {
    const [, overlays, environment, limit] = row;
    const { overlay } = loadOverlay({ overlays }, fakeRuntime({ files, environment }));
    expect(overlay.guardrails.fail_on).toBe(limit as undefined);
  });

  test("takes the mode of the flag before that of the environment", () => {
    const runtime = fakeRuntime({ environment: { FIXOPS_MODE: "demo" } });
    expect(loadOverlay({ overlays: [], mode: "enterprise" }, runtime).mode).toBe("enterprise");
    expect(loadOverlay({ overlays: [] }, runtime).mode).toBe("demo");
  });

  test.each<[string, string | Uint8Array | undefined, ErrorCode]>([
    ["that is not there", undefined, "USAGE_OVERLAY_NOT_FOUND"],
    ["that is no text", new Uint8Array([0xc3, 0x28]), "USAGE_OVERLAY_SYNTAX"],
    ["with half of a surrogate pair", 'vex: { trusted_authors: ["\\ud800"] }\n', "USAGE_OVERLAY_VALUE"],
    ["with a misspelt key", "gardrails: {}\n", "USAGE_OVERLAY_KEY"],
    ["with a value that is not allowed", "guardrails: { fail_on: severe }\n", "USAGE_OVERLAY_VALUE"],
    ["that is larger than an overlay", "#".repeat(1024 * 1024 + 1), "INPUT_TOO_LARGE"],
  ])("refuses a file %s", (_, content, code) => {
    const runtime = fakeRuntime({ files: content === undefined ? {} : { "/w/x.yml": content } });
    expect(faultOf(() => loadOverlay({ overlays: ["/w/x.yml"] }, runtime)).code).toBe(code);
  });
});

test("overlayRecord() names files without their folder, and the same digests wherever they lie", () => {
  const record = (folder: string) => {
    const runtime = fakeRuntime({ files: { [`${folder}/a.yml`]: strict } });
    const request = { overlays: [`${folder}/a.yml`] };
    return overlayRecord(loadOverlay(request, runtime), request, runtime);
  };
  expect(record("/w")).toEqual(record("/elsewhere/deep"));
  expect(JSON.stringify(record("/w"))).not.toContain("/w/");
});

describe("overlayShow()", () => {
  const runtime = fakeRuntime({ files });
  test("prints the effective overlay", () => {
    expect(overlayShow({ overlays: ["/w/a.yml"], explain: false }, runtime)).toMatchObject({
      exitCode: 0,
      json: { guardrails: { fail_on: "low" } },
    });
  });

  test("explains where a value was set", () => {
    expect(overlayShow({ overlays: ["/w/a.yml"], explain: true }, runtime).text).toContain("/w/a.yml");
  });
});

test("overlayValidate() names the files that are valid", () => {
  const runtime = fakeRuntime({ files });
  expect(overlayValidate({ overlays: ["/w/a.yml"] }, runtime).text).toBe("/w/a.yml: valid\nmode demo\n");
  expect(overlayValidate({ overlays: [] }, runtime).json).toMatchObject({ files: ["overlays/demo.yml"] });
});

test("overlaySchema() is a JSON Schema", () => {
  expect(JSON.parse(overlaySchema().text)).toMatchObject({ type: "object" });
});
