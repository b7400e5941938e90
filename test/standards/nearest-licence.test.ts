import { expect, test } from "bun:test";
import { isLicenceName, nearestLicence } from "../../src/standards/nearest-licence.ts";

test.each([
  ["GPLv3", "GPL-3.0-only"],
  ["GPL-3", "GPL-3.0-only"],
  ["GNU GPL v3", "GPL-3.0-only"],
  ["AGPLv3+", "AGPL-3.0-or-later"],
  ["LGPLv2.1", "LGPL-2.1-only"],
  ["Apache 2", "Apache-2.0"],
  ["Apache License 2.0", "Apache-2.0"],
  ["BSD-3", "BSD-3-Clause"],
  ["MIT License", "MIT"],
  ["MTI", "MIT"],
  ["MPL2", "MPL-2.0"],
  ["House rules of ours", undefined],
  ["", undefined],
])("nearestLicence() of %j is %j", (text, expected) => {
  expect(nearestLicence(text)).toBe(expected);
});

test.each([
  ["MIT", true],
  ["gpl-2.0", true],
  ["GPL-2.0+", true],
  ["GPL-2.0-only WITH Classpath-exception-2.0", true],
  ["LicenseRef-House", true],
  ["GPLv3", false],
  ["MIT OR ISC", false],
  ["House licence", false],
  ["", false],
])("isLicenceName() of %j is %j", (text, expected) => {
  expect(isLicenceName(text)).toBe(expected);
});
