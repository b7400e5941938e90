import { describe, expect, test } from "bun:test";
import {
  adminPorts,
  coversPort,
  databasePorts,
  everyPort,
  openPort,
  portRangeOf,
} from "../../../src/assess/posture/network.ts";

describe("ports", () => {
  test("are listed once, in order, with a reason", () => {
    for (const list of [adminPorts, databasePorts]) {
      const numbers = list.map(({ port }) => port);
      expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
      expect(list.filter(({ reason }) => reason === "")).toEqual([]);
    }
  });

  test("coversPort() includes both ends", () => {
    expect([21, 22, 24, 25].map((port) => coversPort(22, 24, port))).toEqual([false, true, true, false]);
  });

  test.each([
    ["22", { from: 22, to: 22 }],
    ["8000-9000", { from: 8000, to: 9000 }],
    ["*", everyPort],
    ["ssh", undefined],
    ["", undefined],
    ["1-2-3", undefined],
  ])("portRangeOf(%p)", (text, expected) => {
    expect(portRangeOf(text)).toEqual(expected);
  });

  test("openPort() names the first port that a range holds", () => {
    expect(openPort([{ from: 20, to: 30 }], adminPorts)?.service).toBe("SSH");
    expect(openPort([{ from: 443, to: 443 }], adminPorts)).toBeUndefined();
  });
});
