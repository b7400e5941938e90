import { describe, expect, test } from "bun:test";
import { reportedBy } from "../../src/correlate/vex-reported.ts";
import { express, lodash, observation, packageRef, statement, vulnerability } from "../support/build.ts";

const all = [lodash, express, "pkg:npm/left@1"].map((purl) =>
  vulnerability({ aliases: ["GHSA-a"], package: packageRef(purl) }),
);
const reported = reportedBy(all, (input) => input === "sbom.json");

describe("reportedBy() finds", () => {
  test("by every name, each once", () => {
    expect(reported.of(statement({ aliases: ["GHSA-a", "X"] }))).toEqual(all);
    expect(reported.of(statement({ vulnerability: "X" }))).toEqual([]);
  });

  test.each<[readonly string[] | undefined, readonly (string | undefined)[]]>([
    [["pkg:npm/express"], [express]],
    [
      ["pkg:npm/express", "pkg:npm/lodash"],
      [lodash, express],
    ],
    [["x"], []],
    [undefined, all.map((one) => one.package.purl)],
  ])("by the keys %j", (keys, purls) => {
    const near = reported.near(statement(), keys === undefined ? undefined : new Set(keys));
    expect(near.map((one) => one.package.purl)).toEqual([...purls]);
  });
});

test("reportedBy() takes every observation's own names, and never one that a record joined", () => {
  const [first = vulnerability()] = all;
  const joined = { ...first, observations: [observation(), observation({ id: "GHSA-a" })] };
  const isMeant = (over: Parameters<typeof statement>[0]) => reported.isMeantBy(statement(over))(joined);
  expect([isMeant({}), isMeant({ aliases: ["GHSA-a"] }), isMeant({ status: "affected" })]).toEqual([false, true, true]);
  const source = { input: "sbom.json", pointer: "" };
  expect(isMeant({ aliases: ["GHSA-a"], source })).toBe(false);
});
