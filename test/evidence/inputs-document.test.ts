import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { InputBytes } from "../../src/domain/input-file.ts";
import type { EpssTable } from "../../src/domain/intel.ts";
import { type Items, noItems } from "../../src/domain/items.ts";
import { type Resource, sensitiveValue, unknownValue } from "../../src/domain/resource.ts";
import { decisionBytes } from "../../src/evidence/bundle.ts";
import { inputsDocument } from "../../src/evidence/inputs-document.ts";
import type { InputsFacts } from "../../src/evidence/inputs-facts.ts";
import { readInputsDocument } from "../../src/evidence/read-inputs-document.ts";
import { type Facts, judge } from "../../src/pipeline/judge.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { advisory, catalogue, component, finding, observation, sourceOf, telemetry } from "../support/build.ts";
import { builtInIntel, factsOf } from "../support/facts.ts";
import { inputOf } from "../support/input.ts";
import { keyPair, provenanceOf, statementJson } from "../support/provenance.ts";
import { hasShared, shared } from "../support/shared.ts";
import { recordedStages, stageRun } from "../support/stages.ts";

const root = resolve(import.meta.dir, "../..");

function filesBelow(folder: string): readonly string[] {
  return [...new Bun.Glob("**/*").scanSync(folder)].toSorted().map((path) => `${folder}/${path}`);
}

function inputAt(path: string): InputBytes {
  return inputOf(path.replace(/^.*\/(corpus|fixtures)\//, ""), readFileSync(path));
}

function bytesOf(facts: InputsFacts): Uint8Array {
  return Buffer.concat([...inputsDocument(facts)]);
}

/** As the pipeline writes it: with the catalogue that the run's catalogues were joined to. */
function documentOf(facts: Facts): Uint8Array {
  return bytesOf({ ...facts, intel: judge(facts).model.intel });
}

/** What judging depends on, without what the document leaves out for good reason. */
function comparable({ files, items }: Pick<InputsFacts, "files" | "items">) {
  return { files, items: { ...items, kevCatalogues: [], epss: [] } };
}

/** Decision and sections, and whether the items came back as they were. */
function expectSame(facts: Facts): void {
  const read = readInputsDocument(documentOf(facts));
  expect(comparable(read)).toEqual(comparable(facts));
  const [first, again] = [judge(facts), judge({ ...facts, ...read, provenanceBasis: facts.provenanceBasis! })];
  expect(new TextDecoder().decode(decisionBytes(again.decision))).toBe(
    new TextDecoder().decode(decisionBytes(first.decision)),
  );
  expect(canonicalJson(again.sections)).toBe(canonicalJson(first.sections));
}

const corpus = hasShared ? filesBelow(shared("corpus")) : [];
const fixtures = filesBelow(`${root}/fixtures`);

describe("inputsDocument() and back gives the same decision", () => {
  test.each([...fixtures, ...corpus])("%s", (path) => {
    const facts = factsOf([inputAt(path)]);
    if (facts !== undefined) expectSame(facts);
  });

  test("of all that can be read together", () => {
    const usable = [...fixtures, ...corpus].map(inputAt).filter((input) => factsOf([input]) !== undefined);
    expect(usable.length).toBeGreaterThan(20);
    const facts = factsOf(usable);
    expect(facts).toBeDefined();
    expectSame(facts!);
  });
});

/** With what JSON cannot hold, and names in an order of their own. */
const hiddenResource: Resource = {
  address: "aws_s3_bucket.logs",
  type: "aws_s3_bucket",
  platform: "terraform",
  actions: ["create"],
  values: { tags: { z: "1", a: "2" }, arn: unknownValue, $: [sensitiveValue, -0, Number.POSITIVE_INFINITY], "10": 1 },
  references: new Map([["bucket", ["aws_s3_bucket.other"]]]),
  source: sourceOf("plan.json"),
};

const exploited = "CVE-2021-44228";
const seen = observation({ id: "GHSA-jfh8-c2jp-5v3q", aliases: ["CVE-2020-0001"], related: ["CVE-2020-0002"] });

function someFacts(items: Partial<Items>, over: Partial<Facts> = {}): Facts {
  const facts = factsOf([inputOf("requirements.csv", "requirement_id,feature\nREQ-1,login\n", "requirements")], over);
  return { ...facts!, items: { ...noItems, ...items } };
}

describe("inputsDocument() keeps of the intelligence", () => {
  const ids = ["CVE-2020-0001", "CVE-2020-0002", "CVE-2020-0003", "CVE-2020-0004", exploited, "CVE-1999-9999"];
  const table = (scoreDate: string, score: number): EpssTable => ({
    scoreDate,
    scores: new Map([...ids.map((id) => [id, score] as const), ["CVE-1999-0001", 1]]),
  });
  const items: Partial<Items> = {
    observations: [seen],
    advisories: [advisory({ id: "GHSA-jfh8-c2jp-5v3q", aliases: ["CVE-2020-0003"] }), advisory({ id: exploited })],
    findings: [finding({ vulnerabilityIds: ["CVE-2020-0004"] })],
    epss: [table("2026-08-01", 0.2), table("2026-08-20", 0.4)],
    kevCatalogues: [catalogue(ids, { origin: "input", released: "2026-08-24T00:00:00Z" })],
  };
  const facts = someFacts(items, { intel: { ...builtInIntel, kev: catalogue([...ids.slice(0, 4), "CVE-2000-0001"]) } });
  const read = readInputsDocument(documentOf(facts));

  test("the KEV entries and EPSS scores that can be asked for, and how many there were", () => {
    expect([...read.intel.kev.entries.keys()].toSorted()).toEqual(ids.slice(0, 5));
    expect(read.intel.kev.count).toBe(7);
    expect(read.items.epss.map(({ scores }) => [...scores.keys()].toSorted())).toEqual([
      ids.slice(0, 5),
      ids.slice(0, 5),
    ]);
    expect(read.items.epss.map(({ scoreDate }) => scoreDate)).toEqual(["2026-08-01", "2026-08-20"]);
    expectSame(facts);
  });

  test("the families of the packages that are listed", () => {
    const [name = ""] = [...builtInIntel.families!.byPackage.keys()];
    const listed = someFacts({
      components: [component({ purl: `${name}@1.0.0` }), component({ purl: "pkg:npm/left-out@1" })],
    });
    const { families } = readInputsDocument(documentOf(listed)).intel;
    expect([...families!.byPackage.keys()]).toEqual([name]);
    expect(families?.count).toBe(builtInIntel.families!.count);
    expectSame(listed);
  });
});

describe("inputsDocument() keeps", () => {
  test("the user's id, baseline, basis and stages", () => {
    const key = keyPair("release.pub");
    const facts: InputsFacts = {
      ...someFacts({ provenance: [provenanceOf(statementJson(), key)], resources: [hiddenResource] }),
      runId: "release-7",
      baseline: {
        name: "before",
        sha256: "c".repeat(64),
        run: { asOf: "2026-08-01T00:00:00Z", verdict: "GO", app: { name: "payments-api" } },
        inputs: ["d".repeat(64)],
        vulnerabilities: [{ id: "CVE-1", aliases: [], package: "pkg:npm/a@1", severity: "low", isOpen: true }],
        findings: [{ fingerprint: "f", title: "t", severity: "high", isOpen: false }],
      },
      provenanceBasis: {
        keys: [key.trusted],
        roots: [{ name: "root.json", sha256: "0", text: '{"b":1}' }],
        artefacts: [{ name: "app.tar", sha256: "e".repeat(64) }],
      },
    };
    const read = readInputsDocument(bytesOf(facts));
    expect(comparable(read)).toEqual(comparable(facts));
    expect(read.runId).toBe("release-7");
    expect(read.baseline).toEqual(facts.baseline);
    expect(read.provenanceBasis?.keys).toEqual([{ name: "release.pub", pem: key.trusted.pem }]);
    expect(read.provenanceBasis?.roots).toEqual(facts.provenanceBasis!.roots);
    expect(Object.keys(read.items.resources[0]!.values)).toEqual(Object.keys(hiddenResource.values));
  });

  test("stages, each with its frame in the body, and why others are absent", () => {
    const stages = recordedStages(["design", "build"]).map((stage) => {
      const body = { ...stage.frame, summary: { z: 1, a: [{ 10: "x", 9: "y" }] } };
      return { ...stage, frame: body, body, signedBy: { document: `${stage.document}.sig`, sha256: "9".repeat(64) } };
    });
    const run = stageRun({ stages, unreadable: [{ document: "x.json", why: "no JSON" }] });
    expectSame(someFacts({}, { stageRun: run }));
    expect(readInputsDocument(bytesOf(someFacts({}, { stageRun: run }))).stageRun).toEqual(run);
    const empty = stageRun({ stages: [], absent: "none of the app" });
    expect(readInputsDocument(bytesOf(someFacts({}, { stageRun: empty }))).stageRun).toEqual(empty);
  });

  test("numbers, dates and texts that JSON has no way to write", () => {
    const facts = someFacts({
      observations: [observation({ epss: -0, title: "cut \ud83d" })],
      telemetry: [telemetry({ cpu: Number.NaN, requests: Number.POSITIVE_INFINITY })],
    });
    const { items } = readInputsDocument(bytesOf(facts));
    expect(Object.is(items.observations[0]?.epss, -0)).toBe(true);
    expect(items).toEqual({ ...facts.items, epss: [] });
  });

  test("pieces of a bounded size, together the document", () => {
    const findings = Array.from({ length: 30_000 }, (_, index) => finding({ message: `m${index}`.padEnd(400, "x") }));
    const pieces = [...inputsDocument(someFacts({ findings }))];
    expect(pieces.length).toBeGreaterThan(2);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(4.1 * 2 ** 20);
    expect(readInputsDocument(Buffer.concat(pieces)).items.findings.length).toBe(30_000);
  });
});

describe("inputsDocument() holds no secret", () => {
  const canary = "CANARY-0a1b2c";
  const leak = { RuleID: "generic-api-key", Description: "Generic API Key", File: "a.ts", StartLine: 1 };

  test.each<[string, unknown]>([
    ["that a secret scanner quotes", [{ ...leak, Secret: canary, Match: `key = ${canary}`, Fingerprint: "a.ts:x:1" }]],
    [
      "of a plan",
      {
        format_version: "1.2",
        terraform_version: "1.9.0",
        resource_changes: [
          {
            address: "aws_db_instance.main",
            type: "aws_db_instance",
            name: "main",
            provider_name: "registry.terraform.io/hashicorp/aws",
            change: { actions: ["create"], after: { password: canary }, after_sensitive: { password: true } },
          },
        ],
      },
    ],
    ["of a manifest", { apiVersion: "v1", kind: "Secret", metadata: { name: "a" }, stringData: { key: canary } }],
  ])("%s", (_, report) => {
    const facts = factsOf([inputOf("report.json", JSON.stringify(report))]);
    expect(facts!.items.findings.length + facts!.items.resources.length).toBe(1);
    expect(new TextDecoder().decode(bytesOf(facts!))).not.toContain(canary);
  });
});
