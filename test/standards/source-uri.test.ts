import { describe, expect, test } from "bun:test";
import { repositoryOf, revisionOf } from "../../src/standards/source-uri.ts";

describe("a source URI", () => {
  test.each([
    ["git+https://github.com/acme/app@refs/tags/v1", "https://github.com/acme/app", "refs/tags/v1"],
    ["https://github.com/acme/app.git", "https://github.com/acme/app", undefined],
    [`https://github.com/acme/app/commit/${"a".repeat(40)}`, "https://github.com/acme/app", undefined],
    ["https://github.com/acme/app/", "https://github.com/acme/app", undefined],
    ["git+ssh://git@github.com/acme/app.git@main", "ssh://git@github.com/acme/app", "main"],
    ["https://github.com/acme/app@", "https://github.com/acme/app", undefined],
    ["pkg:docker/node@18", "pkg:docker/node", "18"],
    ["git@github.com", "git@github.com", undefined],
    ["", "", undefined],
  ])("%s is of %s at %s", (uri, repository, revision) => {
    expect([repositoryOf(uri), revisionOf(uri)]).toEqual([repository, revision]);
  });
});
