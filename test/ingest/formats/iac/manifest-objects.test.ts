import { describe, expect, test } from "bun:test";
import { completed, objectsIn } from "../../../../src/ingest/formats/iac/manifest-objects.ts";

const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" } };

function kinds(value: unknown): readonly unknown[] {
  return objectsIn({ form: "json", value }).map((placed) => [placed.pointer, Object(completed(placed)).kind]);
}

describe("objectsIn()", () => {
  test("takes lists in lists apart, and templates", () => {
    const inner = { apiVersion: "v1", kind: "List", items: [pod, { kind: "PodList", apiVersion: "v1", items: [{}] }] };
    const template = { apiVersion: "template.openshift.io/v1", kind: "Template", objects: [pod] };
    expect(kinds({ apiVersion: "v1", kind: "List", items: [inner, template] })).toEqual([
      ["/items/0/items/0", "Pod"],
      ["/items/0/items/1/items/0", "Pod"],
      ["/items/1/objects/0", "Pod"],
    ]);
  });

  test("leaves an object alone that only has a member like a list's", () => {
    expect(kinds({ ...pod, items: [] })).toEqual([["", "Pod"]]);
    expect(kinds({ apiVersion: "v1", kind: "PodList", items: null })).toEqual([]);
  });

  test("reads several documents, and a bare list", () => {
    expect(kinds([pod, pod])).toEqual([
      ["/0", "Pod"],
      ["/1", "Pod"],
    ]);
    const stream = objectsIn({ form: "stream", syntax: "yaml", values: [pod] });
    expect(stream.map(({ pointer }) => pointer)).toEqual(["/0"]);
  });
});
