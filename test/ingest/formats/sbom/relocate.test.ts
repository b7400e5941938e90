import { expect, test } from "bun:test";
import type { Component } from "../../../../src/domain/component.ts";
import type { Reading } from "../../../../src/ingest/format.ts";
import { relocated } from "../../../../src/ingest/formats/sbom/relocate.ts";

const source = { input: "bom", pointer: "/a" };
const component: Component = { name: "a", licenses: [], hashes: [], source };
const reading: Reading = { coverage: { doubts: [] }, accounts: [], notices: [], items: {} };

test("relocated() moves components, observations, statements and the subject", () => {
  const items = {
    documents: [{ input: "bom", subject: component, dependencyCount: 0, serviceCount: 0 }],
    components: [component],
    observations: [
      {
        id: "x",
        aliases: [],
        package: { name: "a" },
        severity: "low",
        cvss: [],
        cwes: [],
        fixedIn: [],
        tool: "t",
        source,
      },
    ],
    vexStatements: [{ vulnerability: "x", aliases: [], products: [], status: "fixed", source }],
  } as const;
  const moved = relocated({ ...reading, items }, (pointer) => `line of ${pointer}`);
  const { documents, components, observations, vexStatements } = moved.items;
  const all = [documents?.[0]?.subject, ...(components ?? []), ...(observations ?? []), ...(vexStatements ?? [])];
  expect(all.map((item) => item?.source)).toEqual(all.map(() => ({ input: "bom", pointer: "line of /a" })));
});

test("relocated() makes no list that was not there: whoever did not look found nothing", () => {
  expect(Object.keys(relocated(reading, (pointer) => pointer).items)).toEqual(["documents"]);
});
