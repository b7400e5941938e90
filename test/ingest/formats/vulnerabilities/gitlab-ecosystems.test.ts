import { expect, test } from "bun:test";
import { ecosystemsOf, purlTypeOf } from "../../../../src/ingest/formats/vulnerabilities/gitlab-ecosystems.ts";

test.each([
  ["go", "", "golang"],
  ["Gradle", "", "maven"],
  [undefined, "web/yarn.lock", "npm"],
  [undefined, "go.sum", "golang"],
  [undefined, "build.gradle.custom", undefined],
  ["homebrew", "Brewfile", undefined],
])("purlTypeOf(%p, %p) is %p", (manager, file, type) => {
  expect(purlTypeOf(manager, file)).toBe(type as string);
});

test("ecosystemsOf() reads what is told of the lock files", () => {
  const files = [{ path: "go.sum", package_manager: "go" }, { path: "x" }, null];
  expect([...ecosystemsOf({ dependency_files: files })]).toEqual([["go.sum", "go"]]);
});
