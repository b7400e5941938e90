import { describe, expect, test } from "bun:test";
import { type ImageReference, parseImageReference } from "../../src/standards/image-reference.ts";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("parseImageReference()", () => {
  test.each<[string, ImageReference]>([
    ["nginx", { repository: "nginx" }],
    ["nginx:1.29-alpine", { repository: "nginx", tag: "1.29-alpine" }],
    ["library/nginx", { repository: "library/nginx" }],
    ["team/app:v1", { repository: "team/app", tag: "v1" }],
    ["localhost/app", { registry: "localhost", repository: "app" }],
    ["localhost:5000/team/app", { registry: "localhost:5000", repository: "team/app" }],
    ["registry.example/app", { registry: "registry.example", repository: "app" }],
    ["registry.example:443/a/b/c:2", { registry: "registry.example:443", repository: "a/b/c", tag: "2" }],
    [`app@${digest}`, { repository: "app", digest }],
    [`ghcr.example/a/app:1@${digest}`, { registry: "ghcr.example", repository: "a/app", tag: "1", digest }],
    ["a__b/c-d.e", { repository: "a__b/c-d.e" }],
  ])("takes %s apart", (text, expected) => {
    expect(parseImageReference(text)).toEqual(expected);
  });

  test.each([
    "",
    "App",
    "app:",
    "app:-x",
    "app: 1",
    "/app",
    "app/",
    "registry.example/",
    "regi_stry.example/app",
    "registry.example/App",
    "app@sha256:abc",
    `app@${digest}@${digest}`,
    "https://registry.example/app",
    ["$", "{IMAGE}:1"].join(""),
  ])("takes %p for none", (text) => {
    expect(parseImageReference(text)).toBeUndefined();
  });
});
