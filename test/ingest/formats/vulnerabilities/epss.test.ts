import { expect, test } from "bun:test";
import { epssOf } from "../../../../src/ingest/formats/vulnerabilities/epss.ts";

test.each([
  [undefined, undefined, false],
  [null, undefined, false],
  [[], undefined, false],
  [[{ epss: 0.5 }], 0.5, false],
  [[{ epss: 0 }], 0, false],
  [[{ epss: 0.1 }, { epss: 0.9 }, { epss: 0.2 }], 0.9, false],
  [{ epss: 0.4 }, 0.4, false],
  [[{ epss: "0.97" }], 0.97, false],
  [[{ epss: "1.0" }], 1, false],
  [[{ epss: 1.5 }], undefined, true],
  [[{ epss: "97" }], undefined, true],
  [[{ epss: "0,9" }], undefined, true],
  [[{ epss: -0.1 }, { epss: 0.3 }], 0.3, true],
  [[{}], undefined, true],
  [0.9, undefined, true],
])("epssOf() %j: highest %p, odd %p", (epss, highest, isOdd) => {
  expect(epssOf({ epss })).toEqual({ highest, isOdd });
});
