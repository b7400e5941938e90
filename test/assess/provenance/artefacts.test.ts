import { describe, expect, test } from "bun:test";
import { artefactsOf, subjectKeys } from "../../../src/assess/provenance/artefacts.ts";
import type { Resource } from "../../../src/domain/resource.ts";
import { component, model, plainComponent, sbomDocument, sourceOf } from "../../support/build.ts";
import { basis } from "../../support/provenance.ts";

const [a, b, c, d] = ["a", "b", "c", "d"].map((digit) => digit.repeat(64));
const sha512 = "e".repeat(128);

function pod(image: string, actions?: readonly string[]): Resource {
  return {
    address: "Pod/default/app",
    type: "v1/Pod",
    platform: "kubernetes",
    ...(actions !== undefined && { actions }),
    values: { spec: { containers: [{ image }] } },
    references: new Map(),
    source: sourceOf("k8s.yaml"),
  };
}

const given = (over: Parameters<typeof model>[0]) =>
  artefactsOf(model(over)).map(({ name, algorithm, digest, origin }) => `${origin} ${name} ${algorithm}:${digest}`);

describe("artefactsOf()", () => {
  test("takes what is named on the command line", () => {
    const artefacts = [{ name: "app.tar", sha256: a ?? "" }];
    expect(given({ provenanceBasis: basis({ artefacts }) })).toEqual([`named app.tar sha256:${a}`]);
  });

  test("takes images by digest that are deployed", () => {
    const resources = [
      pod(`reg.example/app:1@sha256:${b}`),
      pod("reg.example/app:1"),
      pod(`x@sha256:${c}`, ["delete"]),
    ];
    expect(given({ resources })).toEqual([`image reg.example/app:1 sha256:${b}`]);
  });

  test("takes the hashes of what the SBOM describes, and of its components", () => {
    const subject = plainComponent({ name: "app", hashes: [`SHA-256:${a?.toUpperCase()}`, `SHA-512:${sha512}`] });
    const part = component({ name: "part", hashes: [`SHA256:${b}`] });
    expect(given({ documents: [sbomDocument({ subject })], components: [part] })).toEqual([
      `subject app sha256:${a}`,
      `subject app sha512:${sha512}`,
      `component part sha256:${b}`,
    ]);
  });

  test("takes the version of a container, which is its digest", () => {
    const subject = plainComponent({ name: "app", version: `sha256:${c}`, purl: `pkg:oci/app@sha256%3A${d}` });
    expect(given({ documents: [sbomDocument({ subject })] })).toEqual([
      `subject app sha256:${c}`,
      `subject app sha256:${d}`,
    ]);
  });

  test.each([["MD5:0123"], [`SHA-1:${"a".repeat(40)}`], ["SHA-256:short"], [`SHA-256:${"z".repeat(64)}`], ["sha256"]])(
    "leaves out %s, which identifies nothing",
    (hash) => {
      expect(given({ components: [component({ hashes: [hash] })] })).toEqual([]);
    },
  );

  test("counts one digest once, as what says most", () => {
    const part = component({ hashes: [`SHA-256:${a}`] });
    const artefacts = [{ name: "app.tar", sha256: a ?? "" }];
    expect(given({ components: [part], provenanceBasis: basis({ artefacts }) })).toEqual([`named app.tar sha256:${a}`]);
  });
});

test("subjectKeys() keeps the digests that identify", () => {
  const digests = [
    ["sha256", a?.toUpperCase()],
    ["sha1", "00"],
    ["sha3_256", b],
    ["gitCommit", "c0"],
  ] as [string, string][];
  expect(subjectKeys({ digests })).toEqual([`sha256:${a}`, `sha3256:${b}`]);
});
