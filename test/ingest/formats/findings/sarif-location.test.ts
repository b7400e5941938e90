import { describe, expect, test } from "bun:test";
import { locator, pathOfUri } from "../../../../src/ingest/formats/findings/sarif-location.ts";

describe("pathOfUri()", () => {
  test.each([
    ["src/app.ts", "src/app.ts"],
    ["src/a%20b.ts", "src/a b.ts"],
    ["src/a b.ts", "src/a b.ts"],
    [".github\\workflows\\ci.yml", ".github/workflows/ci.yml"],
    ["file:///home/ci/app.ts", "/home/ci/app.ts"],
    ["FILE:///home/ci/app.ts", "/home/ci/app.ts"],
    ["file:/home/ci/app.ts", "/home/ci/app.ts"],
    ["file:///C:/code/app.ts", "C:/code/app.ts"],
    ["file:/C:/code/app.ts", "C:/code/app.ts"],
    ["file://C:/code/app.ts", "C:/code/app.ts"],
    ["file://localhost/srv/app.ts", "/srv/app.ts"],
    ["file://host/share/app.ts", "//host/share/app.ts"],
    ["file:////src/app.ts", "/src/app.ts"],
    ["file://host", "//host"],
    ["C:\\code\\app.ts", "C:/code/app.ts"],
    ["https://example.com/a%20b", "https://example.com/a%20b"],
    ["100%.ts", "100%.ts"],
    ["%E2%82%AC.ts", "€.ts"],
    ["%ff.ts", "%ff.ts"],
    [" padded.ts ", "padded.ts"],
  ])("%p is %p", (uri, path) => {
    expect(pathOfUri(uri, "")).toBe(path);
  });

  test("puts the prefix before relative URIs only", () => {
    expect(pathOfUri("a.ts", "lib/")).toBe("lib/a.ts");
    expect(pathOfUri("/a.ts", "lib/")).toBe("/a.ts");
    expect(pathOfUri("file:///a.ts", "lib/")).toBe("/a.ts");
  });
});

describe("locator()", () => {
  const locate = locator({
    artifacts: [{ location: { uri: "zero.ts" } }, { location: { uri: "one.ts", uriBaseId: "LIB" } }, null],
    originalUriBaseIds: {
      ROOT: { uri: "file:///home/ci/checkout/" },
      LIB: { uri: "lib", uriBaseId: "PACKAGES" },
      PACKAGES: { uri: "packages/", uriBaseId: "ROOT" },
      A: { uri: "a/", uriBaseId: "B" },
      B: { uri: "b/", uriBaseId: "A" },
    },
  });
  const at = (artifactLocation: unknown, region?: unknown): { [key: string]: unknown } => ({
    locations: [{ physicalLocation: { artifactLocation, region } }],
  });

  test.each([
    ["an absolute base is the directory of one machine", { uri: "x.ts", uriBaseId: "ROOT" }, "x.ts"],
    ["relative bases are kept, through all of them", { uri: "x.ts", uriBaseId: "LIB" }, "packages/lib/x.ts"],
    ["a base that nobody defines", { uri: "x.ts", uriBaseId: "%SRCROOT%" }, "x.ts"],
    ["a loop of bases is no place", { uri: "x.ts", uriBaseId: "A" }, "x.ts"],
    ["a name of Object.prototype is no base", { uri: "x.ts", uriBaseId: "__proto__" }, "x.ts"],
    ["by index", { index: 1 }, "packages/lib/one.ts"],
    ["by index when the URI is empty", { uri: "", index: 0 }, "zero.ts"],
    ["by an index that is no artifact", { index: 2 }, undefined],
    ["by index -1", { index: -1 }, undefined],
    ["nothing", {}, undefined],
  ])("%s", (_, artifactLocation, file) => {
    expect(locate(at(artifactLocation)).file).toBe(file as string);
  });

  test.each([
    [{ startLine: 7 }, 7],
    [{ startLine: 0 }, undefined],
    [{ startLine: 1.5 }, undefined],
    [{ startLine: "7" }, undefined],
    [{ startLine: 1e300 }, undefined],
    [undefined, undefined],
  ])("line of %p is %p", (region, line) => {
    expect(locate(at({ uri: "x.ts" }, region)).line).toBe(line as number);
  });

  test("a result without locations has neither file nor line", () => {
    expect([locate({}), locate({ locations: [] }), locate({ locations: [null] })]).toEqual([{}, {}, {}]);
  });

  test("one URI under two bases is two files", () => {
    expect(locate(at({ uri: "x.ts", uriBaseId: "PACKAGES" })).file).toBe("packages/x.ts");
    expect(locate(at({ uri: "x.ts" })).file).toBe("x.ts");
  });
});
