import { expect, test } from "bun:test";
import { subjectOf } from "../../../../src/ingest/formats/sbom/syft-source.ts";

const place = { input: "syft.json", pointer: "/source" };

test.each<[unknown, unknown]>([
  [{ type: "image", target: { userInput: "a:1", manifestDigest: "sha256:1" } }, ["a:1", "sha256:1", "container"]],
  [{ type: "image", name: "a", version: "1", metadata: { userInput: "a:1" } }, ["a", "1", "container"]],
  [{ type: "image", metadata: { userInput: "a:1" } }, ["a:1", undefined, "container"]],
  [{ type: "directory", target: "/src" }, ["/src", undefined, undefined]],
  [{ type: "directory", metadata: { path: "/src" } }, ["/src", undefined, undefined]],
  [{ type: "file", target: "a.jar" }, ["a.jar", undefined, "file"]],
  [{ type: "image", target: null }, undefined],
  ["image", undefined],
  [undefined, undefined],
])("subjectOf(%j)", (source, expected) => {
  const subject = subjectOf(source, place);
  expect(subject && [subject.name, subject.version, subject.type]).toEqual(expected as undefined);
});
