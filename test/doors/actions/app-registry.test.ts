import { describe, expect, test } from "bun:test";
import { type AppRequest, findApp, readApps, rememberApp } from "../../../src/doors/actions/app-registry.ts";
import { codeOf } from "../../support/code-of.ts";
import { type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";

const registry = "/w/artefacts";

function knownApp(folder: string, request: AppRequest, runtime: FakeRuntime) {
  return findApp(readApps(folder, runtime), request);
}

describe("rememberApp()", () => {
  test("mints an id for a name, the same in every registry, and remembers it", () => {
    const runtime = fakeRuntime();
    const first = rememberApp(registry, { appName: "payments-api" }, runtime);
    expect(first.id).toMatch(/^APP-\d{4}$/);
    expect(rememberApp(registry, { appName: "payments-api" }, runtime)).toEqual(first);
    expect(rememberApp(registry, { appName: "payments-api" }, fakeRuntime())).toEqual(first);
    expect(knownApp(registry, { appId: first.id.toLowerCase() }, runtime)).toEqual(first);
  });

  test("gives two names two ids, also when their numbers are one", () => {
    const runtime = fakeRuntime();
    const ids = Array.from(
      { length: 400 },
      (_, index) => rememberApp(registry, { appName: `app-${index}` }, runtime).id,
    );
    expect(new Set(ids).size).toBe(400);
  });

  test("takes an id as it is, and the name that is given with it", () => {
    const runtime = fakeRuntime();
    expect(rememberApp(registry, { appId: "shop" }, runtime)).toEqual({ id: "shop" });
    expect(knownApp(registry, { appName: "web" }, runtime)).toBeUndefined();
    expect(rememberApp(registry, { appId: "APP-1", appName: "web" }, runtime)).toEqual({ id: "APP-1", name: "web" });
    expect(knownApp(registry, { appName: "web" }, runtime)).toEqual({ id: "APP-1", name: "web" });
  });

  test("refuses an id and a name that are known apart", () => {
    const runtime = fakeRuntime();
    rememberApp(registry, { appId: "APP-1", appName: "web" }, runtime);
    rememberApp(registry, { appId: "APP-2", appName: "api" }, runtime);
    for (const request of [
      { appId: "APP-1", appName: "api" },
      { appId: "APP-1", appName: "new" },
      { appId: "APP-3", appName: "web" },
    ]) {
      expect(codeOf(() => rememberApp(registry, request, runtime))).toBe("USAGE_BAD_VALUE");
    }
    expect(codeOf(() => rememberApp(registry, {}, runtime))).toBe("USAGE_MISSING_VALUE");
  });

  test("refuses a registry that somebody wrote in", () => {
    const files = { [`${registry}/apps.json`]: '{"schema":"fixops.apps/v1","apps":[{"id":"../x","name":"web"}]}\n' };
    expect(codeOf(() => knownApp(registry, { appName: "web" }, fakeRuntime({ files })))).toBe("INTEGRITY_MANIFEST");
  });
});
