import { expect, test } from "bun:test";
import { hasPolicy, judgeLicences, textOf } from "../../../src/assess/sbom/licence-policy.ts";
import { component } from "../../support/build.ts";

const gpl = { deny: ["GPL-2.0-only", "AGPL-3.0-or-later"], allow: [] };
const mit = { deny: [], allow: ["MIT", "GPL-2.0-only WITH Classpath-exception-2.0", "text: House licence"] };
const both = { deny: ["GPL-2.0-only"], allow: ["MIT", "GPL-2.0-only WITH Classpath-exception-2.0"] };

test.each([
  ["MIT", gpl, "permitted"],
  ["GPL-2.0-only", gpl, "forbidden"],
  ["gpl-2.0-ONLY", gpl, "forbidden"],
  ["GPL-2.0", gpl, "forbidden"],
  ["GPL-2.0+", gpl, "permitted"],
  ["AGPL-3.0+", gpl, "forbidden"],
  ["GPL-2.0-only OR MIT", gpl, "permitted"],
  ["GPL-2.0-only AND MIT", gpl, "forbidden"],
  ["(GPL-2.0-only OR MIT) AND ISC", gpl, "permitted"],
  ["GPL-2.0-only WITH Classpath-exception-2.0", gpl, "forbidden"],
  ["Some licence", gpl, "unknown"],
  ["NoSuch-1.0 OR MIT", gpl, "permitted"],
  ["NoSuch-1.0 AND MIT", gpl, "unknown"],
  ["LicenseRef-own", gpl, "permitted"],
  ["MIT", mit, "permitted"],
  ["ISC", mit, "forbidden"],
  ["ISC OR MIT", mit, "permitted"],
  ["House licence", mit, "permitted"],
  ["Other licence", mit, "unknown"],
  ["LicenseRef-own", mit, "forbidden"],
  ["GPL-2.0-only WITH Classpath-exception-2.0", mit, "permitted"],
  ["GPL-2.0 WITH Classpath-exception-2.0", mit, "permitted"],
  ["GPL-2.0-only", mit, "forbidden"],
  ["GPL-2.0-only WITH Classpath-exception-2.0", both, "permitted"],
  ["GPL-2.0-only", both, "forbidden"],
] as const)("judgeLicences() of %s under %j is %s", (text, policy, expected) => {
  const [judged] = judgeLicences([component({ licenses: [text] })], policy);
  expect(judged?.verdict).toBe(expected);
});

test("judgeLicences() asks each licence of a list, and does not know of none", () => {
  const verdicts = judgeLicences([component({ licenses: ["MIT", "GPL-2.0-only"] }), component()], gpl);
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(["forbidden", "unknown"]);
});

test("judgeLicences() asks no licence of files and operating systems, but judges one that is given", () => {
  const components = [
    component({ type: "file" }),
    component({ type: "operating-system" }),
    component({ type: "application" }),
    component({ type: "file", licenses: ["GPL-2.0-only"] }),
  ];
  const verdicts = judgeLicences(components, gpl).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(["not_applicable", "not_applicable", "unknown", "forbidden"]);
});

test("textOf() gives what stands after text:", () => {
  expect([textOf("text:House"), textOf("text: House licence"), textOf("text:"), textOf("MIT")]).toEqual([
    "House",
    "House licence",
    undefined,
    undefined,
  ]);
});

test("hasPolicy() is off without a list", () => {
  expect([hasPolicy({ deny: [], allow: [] }), hasPolicy(gpl), hasPolicy(mit)]).toEqual([false, true, true]);
});
