import { describe, expect, test } from "bun:test";
import {
  fixesOfStatus,
  prismaPackage,
  prismaScores,
} from "../../../../src/ingest/formats/vulnerabilities/prisma-words.ts";

describe("prismaPackage()", () => {
  test.each([
    [
      "org.apache.logging.log4j_log4j-core",
      "jar",
      "org.apache.logging.log4j:log4j-core",
      "pkg:maven/org.apache.logging.log4j/log4j-core@1",
    ],
    [
      "org.apache.logging.log4j_log4j-core",
      undefined,
      "org.apache.logging.log4j:log4j-core",
      "pkg:maven/org.apache.logging.log4j/log4j-core@1",
    ],
    ["com.typesafe.akka_akka-actor_2.12", "jar", "com.typesafe.akka_akka-actor_2.12", undefined],
    ["cool framework_cool-core", "jar", "cool framework_cool-core", undefined],
    ["a_b", "jar", "a_b", undefined],
    ["zope.interface_x", "python", "zope.interface_x", "pkg:pypi/zope-interface-x@1"],
    ["openssl", "os", "openssl", undefined],
  ])("%p of type %p is %p", (name, type, expected, purl) => {
    const found = prismaPackage(name, "1", type);
    expect([found.name, found.purl]).toEqual([expected, purl]);
  });
});

test.each([
  ["fixed in 2.15.0, 2.12.2", ["2.15.0", "2.12.2"]],
  ["fixed in >=0.0.1", ["0.0.1"]],
  ["fixed in the future 1.0., 2.3.45", ["2.3.45"]],
  ["open", []],
  ["needed", []],
  [undefined, []],
])("fixesOfStatus(%p) is %p", (status, expected) => {
  expect(fixesOfStatus(status)).toEqual(expected);
});

test.each([
  [9.8, "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "3.0", 9.8],
  [9.8, undefined, "3.1", 9.8],
  [0, undefined, undefined, undefined],
  [undefined, undefined, undefined, undefined],
])("prismaScores(%p, %p) is %p %p", (score, vector, version, expected) => {
  const [cvss] = prismaScores(score, vector);
  expect<unknown>([cvss?.version, cvss?.score]).toEqual([version, expected]);
});
