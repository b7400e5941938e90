import { expect, test } from "bun:test";
import manifest from "../../package.json" with { type: "json" };
import { toolName, toolVersion } from "../../src/domain/version.ts";

test("the constants equal package.json", () => {
  expect({ name: toolName, version: toolVersion }).toEqual({ name: manifest.name, version: manifest.version });
});
