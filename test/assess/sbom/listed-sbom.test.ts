import { expect, test } from "bun:test";
import { listedSboms } from "../../../src/assess/sbom/listed-sbom.ts";
import { model, sbomDocument } from "../../support/build.ts";
import { graphOf } from "../../support/edges.ts";
import { documentOf, part } from "../../support/sboms.ts";

test("listedSboms() puts the subject first and looks each part up", () => {
  const subject = part("app");
  const document = documentOf(["app → a"], { subject, contains: graphOf("b → a") });
  const other = sbomDocument({ input: "other.json" });
  const listings = [part("a"), part("b"), part("c"), { ...part("a"), source: { input: "other.json", pointer: "/0" } }];
  const [first, second] = listedSboms(model({ documents: [document, other], listings }));
  expect(first?.parts.map(({ ref }) => ref)).toEqual(["app", "a", "b", "c"]);
  expect([...(first?.dependencyNodes ?? [])]).toEqual([0, 1, -1, -1]);
  expect([...(first?.containsNodes ?? [])]).toEqual([-1, 1, 0, -1]);
  expect(first?.subjectAt).toBe(0);
  expect(second?.parts.map(({ ref }) => ref)).toEqual(["a"]);
  expect(second?.subjectAt).toBe(-1);
});

test("listedSboms() takes a subject that is listed for the one that it is, also as a copy", () => {
  const subject = part("app");
  const [sbom] = listedSboms(
    model({ documents: [documentOf([], { subject: { ...subject } })], listings: [part("a"), subject] }),
  );
  expect([sbom?.parts.length, sbom?.subjectAt]).toEqual([2, 1]);
});
