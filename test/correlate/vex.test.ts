import { describe, expect, test } from "bun:test";
import { applyVex, type VexFacts } from "../../src/correlate/vex.ts";
import { releaseOf } from "../../src/correlate/vex-release.ts";
import { defaultVexOptions, type VexStatement } from "../../src/domain/vex.ts";
import type { Vulnerability } from "../../src/domain/vulnerability.ts";
import {
  component,
  express,
  observation,
  packageRef,
  productOf,
  sbomDocument,
  sourceOf,
  statement,
  unjustified,
  vulnerability,
} from "../support/build.ts";

/** After every statement here. */
const clock = "2026-08-25T12:00:00Z";

const facts: VexFacts = {
  release: () => releaseOf([], []),
  asOf: clock,
  options: defaultVexOptions,
  recorded: new Map(),
};

/** Milliseconds: about 600 are needed on two idle cores; what is quadratic takes a minute. */
const linearTime = 6000;

const early = "2026-01-01T00:00:00Z";
const late = "2026-02-01T00:00:00Z";

function applied(one: Vulnerability, statements: readonly VexStatement[]) {
  const { vulnerabilities, statements: explained } = applyVex([one], statements, facts);
  return { state: vulnerabilities[0]?.state, vex: vulnerabilities[0]?.vex, outcomes: explained.map((s) => s.outcome) };
}

describe("applyVex() leaves an open vulnerability", () => {
  test.each<[string, Partial<VexStatement>, string]>([
    ["not_affected with a justification", {}, "not_affected"],
    ["fixed", { status: "fixed" }, "fixed"],
    ["in_triage under investigation", { status: "under_investigation" }, "in_triage"],
    ["open when affected", { status: "affected" }, "open"],
    ["open when another vulnerability is meant", { vulnerability: "CVE-2021-0002" }, "open"],
    ["open when another product is meant", { products: [productOf(express)] }, "open"],
    ["open when no product is named", { products: [] }, "open"],
    [
      "closed when an alias of the statement is meant",
      { vulnerability: "OSV-1", aliases: ["CVE-2021-0001"] },
      "not_affected",
    ],
  ])("%s", (_, over, state) => {
    expect(applied(vulnerability(), [statement(over)]).state).toBe(state as "open");
  });

  test("open when not_affected has no reason, which is doubtful", () => {
    expect(applied(vulnerability(), [unjustified()])).toMatchObject({
      state: "open",
      vex: { doubtful: true },
      outcomes: ["doubtful"],
    });
  });

  test.each(["\u200b", "\u3164", "\u2800", "-", " "])(
    "open when the impact statement is %j, which says nothing",
    (impact) => {
      expect(applied(vulnerability(), [unjustified({ impact })])).toMatchObject({
        state: "open",
        outcomes: ["doubtful"],
      });
    },
  );

  test("not_affected with an impact statement alone", () => {
    expect(applied(vulnerability(), [unjustified({ impact: "the code is not called" })]).state).toBe("not_affected");
  });

  test("closed by its GHSA", () => {
    expect(applied(vulnerability({ aliases: ["GHSA-a"] }), [statement({ vulnerability: "GHSA-a" })]).state).toBe(
      "not_affected",
    );
  });
});

describe("applyVex() on an advisory over two CVEs", () => {
  const both = vulnerability({ id: "CVE-1", aliases: ["CVE-2", "GHSA-a"] });
  test.each<[string, Partial<VexStatement>, string]>([
    ["does not close it by the first CVE", { vulnerability: "CVE-1" }, "open"],
    ["does not close it by the second CVE", { vulnerability: "CVE-2" }, "open"],
    ["does not close it by one CVE and the advisory", { vulnerability: "CVE-2", aliases: ["GHSA-a"] }, "open"],
    ["does not fix it by one CVE", { vulnerability: "CVE-1", status: "fixed" }, "open"],
    ["closes it by both", { vulnerability: "CVE-1", aliases: ["CVE-2"] }, "not_affected"],
    ["closes it by the advisory", { vulnerability: "GHSA-a" }, "not_affected"],
    ["hears an investigation of one", { vulnerability: "CVE-2", status: "under_investigation" }, "in_triage"],
  ])("%s", (_, over, state) => {
    expect(applied(both, [statement(over)]).state).toBe(state as "open");
  });
});

describe("applyVex() on what a public record joined", () => {
  const seen = (id: string, ...aliases: string[]) => observation({ id, aliases });
  const joined = vulnerability({
    id: "CVE-1",
    aliases: ["GHSA-a", "OSV-1"],
    observations: [seen("CVE-1"), seen("GHSA-a")],
  });
  const bySbom = () =>
    applyVex([vulnerability({ id: "GHSA-a" })], [statement({ vulnerability: "CVE-1", aliases: ["GHSA-a"] })], {
      ...facts,
      release: () => releaseOf([sbomDocument({ input: "vex.json" })], [component({ source: sourceOf("vex.json") })]),
    });

  test.each<[string, Partial<VexStatement>, string]>([
    ["clears nothing by one of the names", { vulnerability: "CVE-1" }, "open"],
    ["clears nothing by the other", { vulnerability: "GHSA-a" }, "open"],
    ["clears nothing by the record's own", { vulnerability: "OSV-1" }, "open"],
    ["clears it by both", { vulnerability: "CVE-1", aliases: ["GHSA-a"] }, "not_affected"],
    ["hears a warning by one", { vulnerability: "GHSA-a", status: "under_investigation" }, "in_triage"],
  ])("%s", (_, over, state) => {
    expect(applied(joined, [statement(over)]).state).toBe(state as "open");
  });

  test("clears by an alias that the scanner gave itself", () => {
    const one = vulnerability({ ...joined, observations: [seen("CVE-1"), seen("GHSA-a", "CVE-1")] });
    expect(applied(one, [statement({ vulnerability: "CVE-1" })]).state).toBe("not_affected");
  });

  test("says which name is missing", () => {
    const { statements } = applyVex([joined], [statement({ vulnerability: "CVE-1" })], facts);
    expect(statements[0]?.nearestMiss).toBe("it names CVE-1, and what was reported is GHSA-a as well");
  });

  test("clears nothing by the references of an SBOM", () => {
    expect(bySbom().vulnerabilities[0]?.state).toBe("open");
  });
});

describe("applyVex() of two statements", () => {
  test.each<[string, VexStatement, VexStatement, string]>([
    [
      "lets the later count",
      statement({ timestamp: early }),
      statement({ timestamp: late, status: "affected" }),
      "open",
    ],
    [
      "lets the later count that clears",
      statement({ timestamp: early, status: "affected" }),
      statement({ timestamp: late }),
      "not_affected",
    ],
    ["lets a dated one count", statement({ status: "affected" }), statement({ timestamp: early }), "not_affected"],
    [
      "compares moments, not texts",
      statement({ timestamp: "2026-01-01T01:00:00+02:00" }),
      statement({ timestamp: early, status: "affected" }),
      "open",
    ],
    [
      "prefers affected of equally old ones",
      statement({ timestamp: early }),
      statement({ timestamp: early, status: "affected" }),
      "open",
    ],
    [
      "prefers investigation to fixed",
      statement({ status: "fixed" }),
      statement({ status: "under_investigation" }),
      "in_triage",
    ],
    ["prefers the doubtful of equally old ones", statement(), unjustified(), "open"],
    ["lets a later doubtful one take back", statement({ timestamp: early }), unjustified({ timestamp: late }), "open"],
  ])("%s", (_, a, b, state) => {
    const given = [a, b];
    expect([applied(vulnerability(), given).state, applied(vulnerability(), given.toReversed()).state]).toEqual([
      state as "open",
      state as "open",
    ]);
  });

  test("calls the one that does not count superseded", () => {
    const given = [statement({ timestamp: early }), statement({ timestamp: late })];
    expect(applied(vulnerability(), given).outcomes).toEqual(["superseded", "applied"]);
  });
});

describe("applyVex() on a vulnerability that a scanner set aside", () => {
  const aside = vulnerability({ state: "suppressed", suppression: { kind: "tool" } });
  test.each<[string, VexStatement, string]>([
    ["opens it when affected", statement({ status: "affected" }), "open"],
    ["opens it under investigation", statement({ status: "under_investigation" }), "in_triage"],
    ["leaves it when doubtful", unjustified(), "suppressed"],
    ["says not_affected", statement(), "not_affected"],
  ])("%s", (_, given, state) => {
    expect(applied(aside, [given]).state).toBe(state as "open");
  });
});

describe("applyVex() on what scanners saw in two variants of a package", () => {
  const seen = (purl: string) => observation({ package: packageRef(purl) });
  const [amd64, arm64] = ["pkg:deb/debian/openssl@1.1?arch=amd64", "pkg:deb/debian/openssl@1.1?arch=arm64"];
  const both = vulnerability({ package: packageRef(amd64), observations: [seen(amd64), seen(arm64)] });

  test.each<[string, readonly string[], Partial<VexStatement>, string]>([
    ["is not closed by a statement on one", [amd64], {}, "open"],
    ["is closed by one on both", [amd64, arm64], {}, "not_affected"],
    ["is closed by one on the package", ["pkg:deb/debian/openssl"], {}, "not_affected"],
    ["is looked into for one on one", [amd64], { status: "under_investigation" }, "in_triage"],
  ])("%s", (_, purls, over, state) => {
    expect(applied(both, [statement({ products: purls.map((purl) => productOf(purl)), ...over })]).state).toBe(
      state as "open",
    );
  });

  test.each<[string, string | undefined, readonly string[], string]>([
    ["that says the same ecosystem speaks of the package that it was joined to", "Debian:12", [amd64], "not_affected"],
    ["may mean another of the same name", undefined, [amd64], "open"],
    ["that says another means another", "binary", [amd64], "open"],
    ["is answered by its name", "binary", [amd64, "openssl@1.1"], "not_affected"],
  ])("a scanner without purls %s", (_, ecosystem, ids, state) => {
    const bare = { name: "openssl", version: "1.1", ...(ecosystem !== undefined && { ecosystem }) };
    const one = vulnerability({
      package: packageRef(amd64),
      observations: [seen(amd64), observation({ package: bare })],
    });
    const products = ids.map((id) => (id.startsWith("pkg:") ? productOf(id) : { id, subcomponents: [] }));
    expect(applied(one, [statement({ products })]).state).toBe(state as "open");
  });
});

test("applyVex() takes no statement of a time that has not come", () => {
  const given = statement({ timestamp: "2099-01-01T00:00:00Z" });
  expect(applied(vulnerability(), [given])).toMatchObject({ state: "open", outcomes: ["doubtful"] });
});

describe("applyVex() explains", () => {
  const whyOf = (given: VexStatement) => applyVex([vulnerability()], [given], facts).statements[0];

  test.each<[string, Partial<VexStatement>]>([
    ["what no scan reported", { vulnerability: "CVE-2021-9999" }],
    ["a product that is not here", { products: [productOf(express)] }],
  ])("%s as unmatched", (_, over) => {
    expect(whyOf(statement(over))).toMatchObject({ outcome: "unmatched", matched: [] });
  });

  test("the nearest of many products", () => {
    const products = Array.from({ length: 600 }, (_, i) => productOf(`pkg:npm/p${i}@1`));
    expect(whyOf(statement({ products }))?.why).toEndWith("(the nearest of 600 products)");
  });

  test("what it counts for, not what it matches", () => {
    const two = [vulnerability(), vulnerability({ package: packageRef(express) })];
    const broad = statement({
      products: [productOf("pkg:npm/lodash"), productOf("pkg:npm/express")],
      timestamp: early,
    });
    const narrow = statement({ products: [productOf(express)], timestamp: late });
    const [first] = applyVex(two, [broad, narrow], facts).statements;
    expect(first).toMatchObject({ outcome: "applied", why: "not_affected for 1 of the vulnerabilities" });
    expect(first?.matched).toHaveLength(2);
  });
});

test("applyVex() without statements does not ask for a matcher", () => {
  const refuse = () => {
    throw new Error("asked");
  };
  expect(applyVex([vulnerability()], [], { ...facts, release: refuse }).statements).toEqual([]);
});

test("applyVex() takes 1,600 statements with 600 products on 20,000 vulnerabilities without hanging", () => {
  const vulnerabilities = Array.from({ length: 20_000 }, (_, i) =>
    vulnerability({ id: `CVE-2021-${i % 1600}`, package: packageRef(`pkg:npm/p${i}@1`), observations: [] }),
  );
  const products = Array.from({ length: 600 }, (_, i) => productOf(`pkg:npm/p${i}@1`));
  const statements = Array.from({ length: 1600 }, (_, i) => statement({ vulnerability: `CVE-2021-${i}`, products }));
  const start = performance.now();
  const { vulnerabilities: after } = applyVex(vulnerabilities, statements, facts);
  expect(after.filter((one) => one.state === "not_affected")).toHaveLength(600);
  expect(performance.now() - start).toBeLessThan(linearTime);
});

test("applyVex() takes 3,000 statements on one CVE in 3,000 packages without hanging", () => {
  const purls = Array.from({ length: 3000 }, (_, i) => `pkg:npm/p${i}@1`);
  const vulnerabilities = purls.map((purl) => vulnerability({ package: packageRef(purl) }));
  const statements = purls.map(() => statement({ products: purls.slice(0, 3).map(productOf) }));
  const start = performance.now();
  const { vulnerabilities: after } = applyVex(vulnerabilities, statements, facts);
  expect(after.filter((one) => one.state === "not_affected")).toHaveLength(3);
  expect(performance.now() - start).toBeLessThan(linearTime);
});

test("applyVex() takes 20,000 statements on one vulnerability without hanging", () => {
  const statements = Array.from({ length: 20_000 }, () => statement());
  const start = performance.now();
  expect(applied(vulnerability(), statements).state).toBe("not_affected");
  expect(performance.now() - start).toBeLessThan(linearTime);
});

describe("applyVex() by a range of versions", () => {
  const limited = (versions: string, over: Partial<VexStatement> = {}) =>
    statement({ products: [{ ...productOf("pkg:npm/lodash"), versions }], ...over });

  test.each<[string, VexStatement, string, string]>([
    ["clears what is inside", limited("vers:npm/<4.17.21"), "not_affected", "applied"],
    ["clears nothing outside", limited("vers:npm/>=4.17.21"), "open", "unmatched"],
    ["clears nothing where nobody can tell", limited("before 4.17.21"), "open", "unmatched"],
    [
      "warns where nobody can tell",
      limited("before 4.17.21", { status: "under_investigation" }),
      "in_triage",
      "applied",
    ],
    ["warns of nothing outside", limited(">=5", { status: "under_investigation" }), "open", "unmatched"],
  ])("%s", (_, given, state, outcome) => {
    expect(applied(vulnerability(), [given])).toMatchObject({ state: state as "open", outcomes: [outcome] });
  });

  test("says what is outside", () => {
    const { statements } = applyVex([vulnerability()], [limited("vers:npm/>=4.17.21|<5.0.0")], facts);
    expect(statements[0]?.nearestMiss).toBe("version 4.17.20 is outside >=4.17.21, <5.0.0");
  });
});

describe("applyVex() with the overlay's options", () => {
  const later = statement({ status: "affected", timestamp: late, author: "Somebody" });
  const trusted = statement({ timestamp: early, author: "security@vendor.example" });
  const outcome = (options: Partial<VexFacts["options"]>, given: readonly VexStatement[] = [later, trusted]) => {
    const result = applyVex([vulnerability()], given, { ...facts, options: { ...defaultVexOptions, ...options } });
    return [result.vulnerabilities[0]?.state, ...result.statements.map((one) => one.outcome)];
  };

  test("trusts authors before dates, and all alike by default", () => {
    expect(outcome({})).toEqual(["open", "applied", "superseded"]);
    expect(outcome({ trusted_authors: ["security@vendor.example"] })).toEqual([
      "not_affected",
      "superseded",
      "applied",
    ]);
  });

  test("lets statements expire, which clear nothing and stand back for a valid one", () => {
    expect(outcome({ max_age_days: 30 }, [trusted])).toEqual(["open", "doubtful"]);
    expect(outcome({ max_age_days: 365 }, [trusted])).toEqual(["not_affected", "applied"]);
    const valid = statement({ products: [productOf("pkg:npm/lodash")], timestamp: "2026-08-20T00:00:00Z" });
    expect(outcome({ max_age_days: 30 }, [trusted, valid])).toEqual(["not_affected", "superseded", "applied"]);
  });

  test("ends statements on one vulnerability", () => {
    const expiry = [{ vulnerability: "CVE-2021-0001", until: "2026-08-24" }];
    expect(outcome({ expiry }, [trusted])).toEqual(["open", "doubtful"]);
  });
});

describe("applyVex() weighs", () => {
  const general = (over: Partial<VexStatement>) => statement({ products: [productOf("pkg:npm/lodash")], ...over });

  test("the exact statement more than a later general one, and lists the conflict", () => {
    const [exact, other] = [statement({ timestamp: early }), general({ status: "affected", timestamp: late })];
    const { vulnerabilities, statements, conflicts } = applyVex([vulnerability()], [other, exact], facts);
    expect(vulnerabilities[0]?.state).toBe("not_affected");
    expect(statements.map((one) => one.outcome)).toEqual(["superseded", "applied"]);
    expect(statements[0]?.nearestMiss).toContain("names the very version");
    expect(conflicts).toMatchObject([
      { statements: [{ status: "not_affected" }, { status: "affected" }], why: "it names the very version" },
    ]);
  });

  test("a warning more than a doubtful exact one", () => {
    const aside = vulnerability({ state: "suppressed", suppression: { kind: "tool" } });
    const given = [unjustified(), general({ status: "affected" })];
    const { vulnerabilities, statements } = applyVex([aside], given, facts);
    expect(vulnerabilities[0]?.state).toBe("open");
    expect(statements.map((one) => one.outcome)).toEqual(["doubtful", "applied"]);
  });

  test("a doubtful exact one so that a general one clears nothing", () => {
    expect(applied(vulnerability(), [unjustified(), general({ status: "fixed" })]).state).toBe("open");
  });

  test("agreeing statements as no conflict", () => {
    expect(applyVex([vulnerability()], [statement(), general({})], facts).conflicts).toEqual([]);
  });
});

test("applyVex() matches the alias that a public record tells, and never one CVE for another", () => {
  const seen = vulnerability({ id: "CVE-1", aliases: ["GHSA-a"] });
  const recorded = new Map([["GHSA-a", [["GHSA-a", "CVE-1"]]]]);
  const given = statement({ vulnerability: "CVE-9" });
  const { statements } = applyVex([seen], [given], { ...facts, recorded });
  expect(statements[0]).toMatchObject({
    outcome: "unmatched",
    nearestMiss: expect.stringContaining("no scan reported CVE-9"),
  });
});
