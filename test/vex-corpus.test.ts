import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { correlate } from "../src/correlate/correlate.ts";
import type { Component, SbomDocument } from "../src/domain/component.ts";
import { type Items, noItems } from "../src/domain/items.ts";
import type { Model } from "../src/domain/model.ts";
import { defaultVexOptions, type VexProduct, type VexStatement } from "../src/domain/vex.ts";
import type { PackageRef } from "../src/domain/vulnerability.ts";
import { ingest } from "../src/ingest/ingest.ts";
import { parsePurl } from "../src/standards/purl.ts";
import { inRange } from "../src/standards/versions/range.ts";
import {
  catalogue,
  component,
  observation,
  packageRef,
  plainComponent,
  sbomDocument,
  sourceOf,
} from "./support/build.ts";
import { inputOf } from "./support/input.ts";
import { hasShared, shared } from "./support/shared.ts";

/** Real VEX of all dialects, each applied to a scan of what it speaks of, made from the statement itself. */

const folders = ["openvex", "csaf", "cyclonedx-vex"];
const files = hasShared
  ? folders
      .flatMap((folder) => readdirSync(shared(`corpus/vex/${folder}`)).map((name) => `${folder}/${name}`))
      .toSorted()
  : [];

const known = new Map<string, readonly VexStatement[]>();

function statementsOf(file: string): readonly VexStatement[] {
  const { items } = known.has(file) ? { items: undefined } : ingest([inputOf(file, bytesOf(file))], options);
  const statements = known.get(file) ?? items?.vexStatements ?? [];
  known.set(file, statements);
  return statements;
}

const options = { maxDepth: 128, maxUnpacked: 10_000_000, declared: {} };

function bytesOf(file: string): Uint8Array {
  return new Uint8Array(readFileSync(shared(`corpus/vex/${file}`)));
}

/** Scenarios of a file: a few hundred products of one statement are matched in one way. */
const most = 25;

function scenariosOf(statements: readonly VexStatement[]): readonly (readonly [VexStatement, VexProduct])[] {
  const all = statements.flatMap((statement) => statement.products.map((product) => [statement, product] as const));
  const step = Math.max(1, Math.floor(all.length / most));
  return all.filter((_, index) => index % step === 0).slice(0, most);
}

/** A release of which the product speaks, and the package in which a scan saw the vulnerability. */
type Release = {
  readonly documents: readonly SbomDocument[];
  readonly components: readonly Component[];
  readonly seen: PackageRef;
};

function releaseWith(product: VexProduct): Release {
  const [sub] = product.subcomponents;
  if (sub !== undefined) {
    const listed = componentOf(product);
    const seen = packageOf(sub.purl, sub.id, undefined);
    return { documents: [sbomDocument()], components: [listed, plainComponent(seen)], seen };
  }
  if (product.purl !== undefined) {
    return { documents: [], components: [], seen: packageOf(product.purl, product.id, product.versions) };
  }
  const part = component({ purl: "pkg:npm/part@1.0.0", name: "part" });
  const serialNumber = /^urn:cdx:([^/]+)/.exec(product.id)?.[1];
  const documents = [
    sbomDocument({
      subject: componentOf(product),
      ...(serialNumber !== undefined && { serialNumber: `urn:uuid:${serialNumber}` }),
    }),
  ];
  return { documents, components: [part], seen: packageRef("pkg:npm/part@1.0.0") };
}

function componentOf({ id, purl, versions }: VexProduct): Component {
  const ref = id.includes("#") ? id.slice(id.indexOf("#") + 1) : id;
  const version = versionIn(versions);
  const cpe = id.startsWith("cpe:") ? { cpe: id } : {};
  const base = { name: id, ref, version, source: sourceOf("sbom.json"), ...cpe };
  return purl === undefined ? plainComponent(base) : component({ ...base, purl });
}

function packageOf(purl: string | undefined, id: string, versions: string | undefined): PackageRef {
  if (purl === undefined) return { name: id };
  const parsed = parsePurl(purl);
  if (parsed?.version !== undefined) return packageRef(purl);
  const end = purl.search(/[?#]/);
  const at = `@${versionIn(versions)}`;
  return packageRef(end < 0 ? purl + at : purl.slice(0, end) + at + purl.slice(end));
}

/** A version of the range: one of its own bounds, or one beside it. */
function versionIn(versions: string | undefined): string {
  if (versions === undefined) return "1.0.0";
  const bounds = [...versions.matchAll(/[0-9][0-9A-Za-z.+-]*/g)].map(([bound]) => bound);
  const found = [...bounds, ...bounds.map((bound) => `${bound}.1`), "0.0.1"].find((one) =>
    inRange("generic", one, versions),
  );
  return found ?? "1.0.0";
}

function applied(statements: readonly VexStatement[], id: string, release: Release): Model {
  const source = sourceOf("scan.json");
  const items: Partial<Items> = {
    documents: release.documents,
    components: release.components,
    vexStatements: statements,
    observations: [
      observation({ id, package: release.seen, source }),
      observation({ id: "CVE-1999-0001", package: release.seen, source }),
    ],
  };
  return correlate(
    [],
    { ...noItems, ...items },
    { kev: catalogue() },
    { asOf: "2030-01-01T00:00:00Z", vex: defaultVexOptions },
  );
}

const states = { not_affected: "not_affected", fixed: "fixed", under_investigation: "in_triage", affected: "open" };

describe.skipIf(!hasShared)("VEX of the corpus", () => {
  test("is all there", () => {
    expect(files.length).toBeGreaterThanOrEqual(31);
    const silent = files.filter((file) => statementsOf(file).length === 0);
    expect(silent).toEqual([
      "csaf/csaf-2.0-doc-max-template.json",
      "cyclonedx-vex/cdx-vuln-no-severity.json",
      "cyclonedx-vex/cyclonedx-vex-no-analysis.json",
      "openvex/openvex-zero-statements.json",
    ]);
  });

  test.each(files)("%s changes the finding that it speaks of, and no other", (file) => {
    const statements = statementsOf(file);
    for (const [statement, product] of scenariosOf(statements)) {
      const { vulnerabilities, vexStatements } = applied(statements, statement.vulnerability, releaseWith(product));
      const own = vexStatements.find((one) => one.source === statement.source);
      const seen = vulnerabilities.find((one) => [one.id, ...one.aliases].includes(statement.vulnerability));
      expect([product.id, own?.nearestMiss, own?.matched.length]).toEqual([product.id, own?.nearestMiss, 1]);
      if (own?.outcome === "applied") expect(seen?.state).toBe(states[statement.status] as "open");
      if (own?.outcome === "doubtful") expect(seen?.state).toBe("open");
      expect(vulnerabilities.find((one) => one.id === "CVE-1999-0001")?.state).toBe("open");
    }
  });

  test.each(files)("%s changes nothing of another product, and says what it misses", (file) => {
    const statements = statementsOf(file);
    for (const [statement, product] of scenariosOf(statements)) {
      const release = { ...releaseWith(product), documents: [sbomDocument()], components: [] };
      const seen = packageRef("pkg:generic/something-else@0.0.7");
      const { vulnerabilities, vexStatements } = applied(statements, statement.vulnerability, { ...release, seen });
      expect(vulnerabilities.every((one) => one.state === "open")).toBe(true);
      const mute = vexStatements.filter((one) => one.outcome !== "unmatched" || (one.nearestMiss ?? "") === "");
      expect(mute).toEqual([]);
    }
  });
});

describe.skipIf(!hasShared)("VEX of the corpus, by hand:", () => {
  const state = (file: string, id: string, release: Release) =>
    applied(statementsOf(file), id, release).vulnerabilities.find((one) => one.id === id)?.state;
  const none = { documents: [], components: [] };

  test.each<[string, string, string, string]>([
    [
      "cyclonedx-vex/cdx-vex-trivy.json",
      "CVE-2021-44228",
      "pkg:maven/org.springframework.boot/spring-boot@2.6.0",
      "not_affected",
    ],
    [
      "cyclonedx-vex/cdx-vex-trivy.json",
      "CVE-2021-44228",
      "pkg:maven/org.springframework.boot/spring-boot@2.6.1",
      "open",
    ],
    // It gives no reason.
    [
      "cyclonedx-vex/cdx-vex-trivy.json",
      "CVE-2022-27943",
      "pkg:deb/ubuntu/libstdc%2B%2B6@12.3.0-1ubuntu1~22.04?arch=amd64&distro=ubuntu-22.04",
      "open",
    ],
    ["openvex/openvex-0.0.1.json", "CVE-2023-12345", "pkg:apk/wolfi/git@2.39.0-r1?arch=x86_64", "fixed"],
    ["csaf/csaf-vexctl.json", "CVE-2009-4487", "pkg:generic/component1@1.3.4", "not_affected"],
    ["csaf/csaf-vexctl.json", "CVE-2009-4487", "pkg:generic/component1@1.3.5", "open"],
  ])("%s on %s in %s: %s", (file, id, purl, expected) => {
    expect(state(file, id, { ...none, seen: packageRef(purl) })).toBe(expected as "open");
  });

  // CISA use case 8: several products, versions and ranges of versions in one document, stated twice.
  test.each<[string, string]>([
    ["2.4", "open"],
    ["2.6", "open"],
    ["3.5", "open"],
    ["4.1", "open"],
    ["2.0", "not_affected"],
    ["2.5", "not_affected"],
    ["4.2", "not_affected"],
    ["9.9", "open"],
  ])("cisa-case-8.json on version %s of product ABC: %s", (version, expected) => {
    const subject = plainComponent({ name: "ABC", ref: "product-ABC", version });
    const serialNumber = "urn:uuid:cbb2cd68-2857-43b8-a10b-e8c03d277d18";
    const part = component({ purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0", name: "log4j-core" });
    const release = { documents: [sbomDocument({ subject, serialNumber })], components: [part] };
    expect(
      state("cyclonedx-vex/cisa-case-8.json", "CVE-2021-44228", { ...release, seen: packageRef(part.purl ?? "") }),
    ).toBe(expected as "open");
  });

  test("Red Hat on a package of RHEL 6, and not on RHEL 5", () => {
    const seen = packageRef("pkg:rpm/redhat/libsmbclient@3.6.23-53.el6_10?arch=x86_64");
    const on = (version: string) => {
      const platform = plainComponent({
        name: "rhel",
        type: "operating-system",
        cpe: `cpe:2.3:o:redhat:enterprise_linux:${version}:*:*:*:*:*:*:*`,
      });
      return state("csaf/csaf-redhat-cve-2023-4154.json", "CVE-2023-4154", {
        documents: [sbomDocument()],
        components: [platform, component(seen)],
        seen,
      });
    };
    expect([on("6.10"), on("5.9")]).toEqual(["not_affected", "open"]);
  });
});
