import { expect, test } from "bun:test";
import { vexStatuses } from "../../src/domain/vex.ts";

test("vexStatuses are the four of OpenVEX", () => {
  expect(vexStatuses.toSorted()).toEqual(["affected", "fixed", "not_affected", "under_investigation"]);
});
