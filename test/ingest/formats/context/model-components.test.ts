import { describe, expect, test } from "bun:test";
import { addElement, modelReading, modelSink } from "../../../../src/ingest/formats/context/model-components.ts";
import { sift, unreadable } from "../../../../src/ingest/formats/findings/finding-sieve.ts";
import { finding } from "../../../support/build.ts";

const close = { formatVersion: "1", coverage: {}, items: { elements: "elements", threats: "threats" } } as const;

describe("addElement()", () => {
  test("makes one component of all elements of a name", () => {
    const sink = modelSink("a");
    addElement({ name: "api", place: "/0", exposure: "internet", dataClasses: ["pci"] }, sink);
    addElement({ name: " api ", place: "/1", internetFacing: "yes", texts: [["owner", "team"]] }, sink);
    const { items, accounts } = modelReading(sink, close);
    expect(items.design).toHaveLength(1);
    expect(items.design?.[0]).toMatchObject({ name: "api", exposure: "internet", dataClasses: ["pci"], owner: "team" });
    expect(accounts[0]).toMatchObject({ items: "elements", raw: 2, kept: 1 });
  });

  test("keeps what else the model tells, each once", () => {
    const sink = modelSink("a");
    const element = {
      name: "api",
      place: "/0",
      extra: [
        ["id", "x"],
        ["tags", undefined],
      ],
    } as const;
    addElement(element, sink);
    addElement(element, sink);
    expect(modelReading(sink, close).items.design?.[0]?.extra).toEqual([["id", "x"]]);
  });
});

describe("modelReading()", () => {
  test("of nothing has a doubt, and a notice that no threat is named", () => {
    const { coverage, notices } = modelReading(modelSink("a"), close);
    expect([coverage.doubts.length, notices.length]).toEqual([1, 1]);
  });

  test("counts threats that cannot be read", () => {
    const sink = modelSink("a");
    addElement({ name: "api", place: "/0" }, sink);
    sift(sink.threats, finding());
    sift(sink.threats, unreadable);
    const { items, accounts, coverage } = modelReading(sink, close);
    expect(items.findings).toHaveLength(1);
    expect(accounts[1]).toMatchObject({ items: "threats", raw: 2, kept: 1 });
    expect(coverage.doubts).toHaveLength(1);
  });
});
