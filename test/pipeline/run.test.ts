import { describe, expect, test } from "bun:test";
import type { InputBytes, InputKind } from "../../src/domain/input-file.ts";
import { noBasis } from "../../src/domain/trust.ts";
import { resolveOverlay } from "../../src/overlay/resolve.ts";
import { type RunRequest, run } from "../../src/pipeline/run.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { catalogue, shuffled } from "../support/build.ts";
import { faultOfLater } from "../support/code-of.ts";
import { inputOf } from "../support/input.ts";
import { envelopeText, keyPair, keysOf, releaseDigest, sealedOf, statementJson } from "../support/provenance.ts";

const lodash = "pkg:npm/lodash@4.17.20";

function json(name: string, value: unknown, kind?: InputKind): InputBytes {
  return inputOf(name, typeof value === "string" ? value : JSON.stringify(value), kind);
}

const sbom = json("sbom.json", {
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
  metadata: {
    component: { type: "application", name: "payments-api", purl: "pkg:oci/payments-api", "bom-ref": "app" },
  },
  components: [{ type: "library", name: "lodash", version: "4.17.20", purl: lodash, "bom-ref": "c1" }],
});

function grype(name: string, matches: readonly unknown[], tool = "grype"): InputBytes {
  return json(name, {
    matches,
    source: { type: "directory", target: "." },
    descriptor: { name: tool, version: "0.80" },
  });
}

function match(id: string, severity: string, over: object = {}): unknown {
  return {
    vulnerability: { id, severity, fix: { state: "fixed", versions: ["4.17.21"] } },
    artifact: { name: "lodash", version: "4.17.20", type: "npm", purl: lodash },
    ...over,
  };
}

function sarif(name: string, results: readonly unknown[]): InputBytes {
  return json(name, {
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "codeql", version: "2", rules: [{ id: "js/xss" }] } }, results, artifacts: [{}] }],
  });
}

function result(ruleId: string, over: object = {}): unknown {
  return { ruleId, level: "error", message: { text: "m" }, ...over };
}

function vex(status: string, over: object = {}): InputBytes {
  return json("vex.json", {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://example.com/vex",
    author: "us",
    timestamp: "2026-08-01T00:00:00Z",
    version: 1,
    statements: [
      {
        vulnerability: { name: "CVE-2021-0001" },
        products: [{ "@id": lodash }],
        status,
        ...(status === "not_affected" && { justification: "vulnerable_code_not_present" }),
        ...over,
      },
    ],
  });
}

function requestOf(inputs: readonly InputBytes[], over: Partial<RunRequest> = {}): RunRequest {
  const { overlay } = resolveOverlay({
    files: [{ origin: "test.yml", text: "guardrails: { maturity: scaling }\ninputs: { required: [sbom] }\n" }],
    embedded: () => "mode: demo\n",
    modeFlag: "demo",
    modeEnvironment: undefined,
    flags: [],
  });
  return {
    inputs,
    overlay,
    overlayRecord: { mode: "demo", sha256: "b".repeat(64), layers: [] },
    intel: { kev: catalogue(["CVE-2021-44228"]) },
    asOf: "2026-08-25T12:00:00Z",
    app: { name: "payments-api" },
    tool: { name: "fixops", version: "0.1.0" },
    seal: { compress: false, maxBytes: 2 ** 20 },
    limits: { maxDepth: 128, maxUnpacked: 1_000_000 },
    ...over,
  };
}

async function decided(...inputs: readonly InputBytes[]) {
  const { decision } = await run(requestOf(inputs));
  return { verdict: decision.verdict, codes: decision.reasons.map((reason) => reason.code) };
}

const clean = grype("grype.json", []);

describe("run() decides", () => {
  test.each<[string, readonly InputBytes[], string, readonly string[]]>([
    ["GO on a clean scan with an SBOM", [sbom, clean], "GO", []],
    ["CONDITIONAL without an SBOM", [clean], "CONDITIONAL", ["INPUT_MISSING"]],
    ["CONDITIONAL without a scan", [sbom], "CONDITIONAL", ["NO_SCAN"]],
    ["NO-GO on what is high", [sbom, grype("g.json", [match("CVE-2021-0001", "High")])], "NO-GO", ["SEVERITY_FAIL_ON"]],
    [
      "CONDITIONAL on what is medium",
      [sbom, grype("g.json", [match("CVE-2021-0001", "Medium")])],
      "CONDITIONAL",
      ["SEVERITY_WARN_ON"],
    ],
    [
      "CONDITIONAL on what is unknown",
      [sbom, grype("g.json", [match("CVE-2021-0001", "Unknown")])],
      "CONDITIONAL",
      ["SEVERITY_UNKNOWN"],
    ],
    [
      "NO-GO on a low one that is exploited",
      [sbom, grype("g.json", [match("CVE-2021-44228", "Low")])],
      "NO-GO",
      ["KNOWN_EXPLOITED"],
    ],
    [
      "NO-GO on a finding that names an exploited one",
      [sbom, sarif("a.sarif", [result("CVE-2021-44228", { level: "note" })])],
      "NO-GO",
      ["KNOWN_EXPLOITED"],
    ],
  ])("%s", async (...row) => {
    const [, inputs, verdict, codes] = row;
    expect(await decided(...inputs)).toEqual({ verdict: verdict as "GO", codes: [...codes] });
  });
});

describe("run() with VEX", () => {
  const found = grype("g.json", [match("CVE-2021-0001", "High")]);
  test.each<[string, InputBytes, string]>([
    ["not_affected with a justification is GO", vex("not_affected"), "GO"],
    ["not_affected without one is not", vex("not_affected", { justification: undefined }), "NO-GO"],
    ["fixed is GO", vex("fixed"), "GO"],
    ["under investigation is not", vex("under_investigation"), "NO-GO"],
    ["on another product is not", vex("not_affected", { products: [{ "@id": "pkg:npm/other" }] }), "NO-GO"],
    ["on another version is not", vex("not_affected", { products: [{ "@id": "pkg:npm/lodash@4.17.19" }] }), "NO-GO"],
    ["on the release is GO", vex("not_affected", { products: [{ "@id": "pkg:oci/payments-api" }] }), "GO"],
    [
      "on a part of the release is GO",
      vex("not_affected", { products: [{ "@id": "pkg:oci/payments-api", subcomponents: [{ "@id": lodash }] }] }),
      "GO",
    ],
    [
      "on a part of another release is not",
      vex("not_affected", { products: [{ "@id": "pkg:oci/other", subcomponents: [{ "@id": lodash }] }] }),
      "NO-GO",
    ],
  ])("%s", async (_, statement, verdict) => {
    expect((await decided(sbom, found, statement)).verdict).toBe(verdict as "GO");
  });

  test("limited to another version of the subject clears nothing", async () => {
    const limited = json("vex.json", {
      bomFormat: "CycloneDX",
      specVersion: "1.5",
      metadata: { component: { type: "application", name: "payments-api", version: "1", "bom-ref": "app" } },
      vulnerabilities: [
        {
          id: "CVE-2021-0001",
          analysis: { state: "not_affected", justification: "code_not_reachable" },
          affects: [{ ref: "app", versions: [{ version: "9" }] }],
        },
      ],
    });
    expect((await decided(sbom, found, limited)).verdict).toBe("NO-GO");
  });

  test("does not close what another tool's SARIF says of the same CVE", async () => {
    const named = sarif("trivy.sarif", [result("CVE-2021-0001")]);
    expect(await decided(sbom, found, named, vex("not_affected"))).toEqual({
      verdict: "NO-GO",
      codes: ["SEVERITY_FAIL_ON"],
    });
  });
});

describe("run() with provenance", () => {
  const [key, stranger] = [keyPair("release"), keyPair("stranger")];
  const artefacts = [{ name: "app.tar", sha256: releaseDigest }];
  const provenance = inputOf("p.json", envelopeText(sealedOf(statementJson(), key)));
  const inputs = [sbom, grype("scan.json", [match("CVE-2021-0001", "Low")]), provenance];
  const decisionOf = async (over: Partial<RunRequest>) => (await run(requestOf(inputs, over))).decision;

  test.each<[string, Partial<RunRequest>, string]>([
    ["that nobody asked to verify", {}, "GO"],
    ["of the right key and artefact", { provenanceBasis: { ...keysOf(key), artefacts } }, "GO"],
    ["of another key", { provenanceBasis: { ...keysOf(stranger), artefacts } }, "NO-GO"],
    [
      "of another artefact",
      { provenanceBasis: { ...keysOf(key), artefacts: [{ name: "b", sha256: "b".repeat(64) }] } },
      "NO-GO",
    ],
    ["of an artefact that is not known", { provenanceBasis: keysOf(key) }, "CONDITIONAL"],
  ])("%s: case %#", async (_, over, verdict) => {
    expect((await decisionOf(over)).verdict).toBe(verdict as "GO");
  });

  test("tells runs with other keys apart, and keeps the id of one without any", async () => {
    const idOf = async (over: Partial<RunRequest>) => (await decisionOf(over)).run_id;
    expect(await idOf({ provenanceBasis: noBasis })).toBe(await idOf({}));
    expect(await idOf({ provenanceBasis: keysOf(key) })).not.toBe(await idOf({}));
    expect(await idOf({ provenanceBasis: keysOf(key) })).not.toBe(await idOf({ provenanceBasis: keysOf(stranger) }));
  });

  test("writes signed bytes into the inputs document alone, where they are verified again from", async () => {
    const { files } = await run(requestOf(inputs, { provenanceBasis: keysOf(key) }));
    const signed = sealedOf(statementJson()).payload.toBase64().slice(0, 60);
    const texts = files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()] as const);
    const namesOf = (part: string) => texts.filter(([, text]) => text.includes(part)).map(([name]) => name);
    expect(namesOf(key.trusted.keyId)).toContain("fixops-demo-run-bundle.json");
    expect(namesOf(signed)).toEqual(["fixops-demo-run-inputs.jsonl"]);
  });
});

describe("run() accounts for every item", () => {
  test("raw is kept, merged and not applicable, with repeats across inputs", async () => {
    const inputs = [
      sbom,
      json("sbom-2.json", {
        bomFormat: "CycloneDX",
        specVersion: "1.5",
        components: [{ type: "library", name: "lodash", version: "4.17.20", purl: lodash }, {}],
      }),
      grype("a.json", [match("CVE-2021-0001", "High"), match("CVE-2021-0001", "High"), {}]),
      grype("b.json", [match("CVE-2021-0001", "Low")]),
      sarif("a.sarif", [result("js/xss", { locations: [location("a.ts", 1)] }), result("CVE-2021-0001")]),
      sarif("b.sarif", [result("js/xss", { locations: [location("a.ts", 1)] })]),
      inputOf("copy.sarif", sarif("a.sarif", [result("js/xss")]).bytes),
    ];
    const { decision } = await run(requestOf(inputs));
    const merged = new Map<string, number>();
    for (const { name, accounts } of decision.inputs) {
      for (const one of accounts) {
        const other = one.not_applicable.reduce((sum, row) => sum + row.count, 0);
        expect(one.raw).toBe(one.kept + one.merged + other);
        merged.set(`${name} ${one.items}`, one.merged);
      }
    }
    expect(Object.fromEntries(merged)).toMatchObject({
      "sbom.json components": 1,
      "sbom-2.json components": 0,
      "a.json matches": 1,
      "b.json matches": 1,
      "a.sarif results": 1,
      "b.sarif results": 1,
    });
  });
});

function location(uri: string, startLine: number): unknown {
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine } } };
}

describe("run() is deterministic:", () => {
  const inputs = [
    sbom,
    grype("a.json", [match("CVE-2021-0001", "High")]),
    grype("b.json", [match("GHSA-aaaa-bbbb-cccc", "Low", { relatedVulnerabilities: [{ id: "CVE-2021-0001" }] })]),
    vex("affected"),
  ];
  const filesOf = async (given: readonly InputBytes[]) =>
    (await run(requestOf(given))).files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]);

  test("the same bytes twice", async () => {
    expect(await filesOf(inputs)).toEqual(await filesOf(inputs));
  });

  test.each([1, 2, 3])("the order of inputs does not matter (%d)", async (seed) => {
    expect(await filesOf(shuffled(inputs, seed))).toEqual(await filesOf(inputs));
  });
});

describe("run() takes hostile text:", () => {
  test.each([
    ["half of a surrogate pair", "\\ud800"],
    ["an emoji where a message is cut", `${"x".repeat(158)}\\ud83d\\ude00${"y".repeat(20)}`],
    ["control characters", "\\u001b[31m\\u0000"],
    ["__proto__", "__proto__"],
  ])("%s in a message, a rule and a path", async (_, text) => {
    const report = `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t${text}"}},"results":[{"ruleId":"r${text}","level":"error","message":{"text":"${text}"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"${text}"}}}]}]}]}`;
    const { decision, files } = await run(requestOf([sbom, json("a.sarif", report)]));
    expect(decision.reasons.map((reason) => reason.code)).toContain("SEVERITY_FAIL_ON");
    expect(files).toHaveLength(4);
  });
});

const written = await run(requestOf([sbom, clean]));

describe("run() writes", () => {
  const { decision, manifest, files } = written;
  const fileOf = (name: string): string =>
    Buffer.from(files.find((file) => file.name === name)?.bytes ?? []).toString();

  test("bundle, inputs, decision and last the manifest", () => {
    expect(files.map((file) => file.name)).toEqual([
      "fixops-demo-run-bundle.json",
      "fixops-demo-run-inputs.jsonl",
      "decision.json",
      "manifest.json",
    ]);
    expect(manifest.verdict).toBe(decision.verdict);
  });

  test("every section of the contract, and the decision as it is in its file", () => {
    const bundle = JSON.parse(fileOf("fixops-demo-run-bundle.json"));
    expect(Object.keys(bundle.sections)).toHaveLength(26);
    const { status: _, ...section } = bundle.sections.decision;
    expect(`${canonicalJson(section)}\n`).toBe(fileOf("decision.json"));
  });

  test("the sections that the overlay asks for, and those that prove something", async () => {
    const { overlay } = requestOf([]);
    const asked = { ...overlay, evidence: { ...overlay.evidence, include_sections: ["analytics" as const] } };
    const run_ = await run(requestOf([sbom, clean], { overlay: asked }));
    expect(run_.manifest.sections.map((section) => section.name)).toEqual([
      "analytics",
      "decision",
      "inputs",
      "overlay",
    ]);
  });

  test("no inputs when the overlay does not keep them", async () => {
    const { overlay } = requestOf([]);
    const kept = { ...overlay, evidence: { ...overlay.evidence, keep_inputs: false } };
    const made = await run(requestOf([sbom, clean], { overlay: kept }));
    expect(made.files.map((file) => file.name)).not.toContain("fixops-demo-run-inputs.jsonl");
    expect(made.manifest).not.toHaveProperty("inputs_document");
  });

  test("the id that the user gave", async () => {
    const named = await run(requestOf([sbom, clean], { runId: "release-1" }));
    expect(named.decision).toMatchObject({ run_id: "release-1", evidence: { directory: "demo/release-1" } });
  });
});

test("run() throws the fault of an input", async () => {
  expect((await faultOfLater(() => run(requestOf([sbom, json("x.json", "null")])))).code).toStartWith("INPUT_");
});

test("run() tells of each step and each input, and comes to the same whether anyone listens", async () => {
  const told: string[] = [];
  const inputs = [grype("b.json", [match("CVE-2021-44228", "High")]), sbom];
  const listening = requestOf(inputs, {
    limits: {
      maxDepth: 128,
      maxUnpacked: 1_000_000,
      onInput: ({ name }, index, total) => void told.push(`${name} ${index} of ${total}`),
    },
    onStep: (step) => void told.push(step),
  });
  expect(canonicalJson((await run(listening)).manifest)).toBe(canonicalJson((await run(requestOf(inputs))).manifest));
  expect(told).toEqual([
    "b.json 0 of 2",
    "sbom.json 1 of 2",
    "ingest",
    "keep inputs",
    "correlate",
    "assess",
    "write",
    "seal",
  ]);
});
