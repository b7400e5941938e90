import { expect, test } from "bun:test";
import { joinsOf } from "../../../src/correlate/exposure/joins.ts";
import type { CrosswalkRow } from "../../../src/domain/crosswalk.ts";
import type { ExposureFact, ExposureTarget } from "../../../src/domain/exposure.ts";
import { design, plainComponent, sbomDocument } from "../../support/build.ts";

function fact(target: Partial<ExposureTarget>, basis: ExposureFact["basis"] = "deployment"): ExposureFact {
  const whole = { kind: "workload", name: "Deployment/web", images: [], labels: [], ...target } as const;
  return { target: whole, exposed: "yes", path: [], why: "", basis };
}

const sbom = (input: string, name: string, version?: string) =>
  sbomDocument({ input, subject: plainComponent({ name, ...(version !== undefined && { version }) }) });

const row = (name: string, image?: string, sboms: readonly string[] = []): CrosswalkRow => ({
  design: design({ name, ...(image !== undefined && { image }) }),
  sboms,
  components: [],
  vulnerabilities: [],
  findings: [],
});

const told = (
  one: ExposureFact,
  documents = [sbom("a.json", "acme/web", "1.2")],
  crosswalk: readonly CrosswalkRow[] = [],
) => joinsOf([one], { documents, crosswalk }).map(({ of, to, by }) => `${of} ${to} by ${by}`);

test.each([
  ["an image", fact({ images: ["ghcr.io/acme/web:1.2"] }), ["sbom a.json by image"]],
  ["an image of another version", fact({ images: ["ghcr.io/acme/web:1.3"] }), []],
  ["a label", fact({ labels: ["ACME/web"] }), ["sbom a.json by label"]],
  ["a part of a label", fact({ labels: ["web"] }), []],
  ["both, by the image", fact({ images: ["acme/web:1.2"], labels: ["acme/web"] }), ["sbom a.json by image"]],
  ["no image at all", fact({ images: ["{{ image }}"] }), []],
])("joinsOf() %s", (_, one, expected) => {
  expect(told(one)).toEqual(expected);
});

test("a design component is joined by image and name, and to the SBOM that it is the subject of", () => {
  const rows = [row("shop", "ghcr.io/acme/web:1.2", ["a.json"]), row("other")];
  expect(told(fact({ images: ["acme/web:1.2"] }), [], rows)).toEqual(["design shop by image"]);
  const documents = [sbom("a.json", "com.acme.shop")];
  expect(told(fact({ kind: "design", name: "shop", labels: ["shop"] }, "design"), documents, rows)).toEqual([
    "sbom a.json by name",
    "design shop by name",
  ]);
});

test("what is said of the application speaks for its only SBOM", () => {
  const application = fact({ kind: "application", name: "the application" }, "context");
  expect(told(application)).toEqual(["sbom a.json by name"]);
  expect(told(application, [sbom("a.json", "a"), sbom("b.json", "b")])).toEqual([]);
});
