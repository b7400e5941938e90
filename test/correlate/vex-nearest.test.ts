import { expect, test } from "bun:test";
import { nearestTo } from "../../src/correlate/vex-nearest.ts";
import { releaseOf } from "../../src/correlate/vex-release.ts";
import { component, lodash, packageRef, productOf, sbomDocument } from "../support/build.ts";

const app = sbomDocument({ subject: component({ purl: "pkg:oci/payments-api@2", name: "payments-api" }) });
const other = sbomDocument({ input: "b.json", subject: component({ purl: "pkg:oci/billing@1", name: "billing" }) });
const listed = component({ purl: "pkg:npm/express@4.0.0" });

test.each([
  ["the package in another version", [app], "pkg:npm/express@5", "pkg:npm/express@4.0.0"],
  ["the name in another place", [app, other], "pkg:docker/payments-api@1", "pkg:oci/payments-api@2"],
  ["a slip of the finger", [app, other], "pkg:oci/paymets-api", "pkg:oci/payments-api@2"],
  ["the affected package", [app, other], "pkg:npm/%40x/lodash", lodash],
  ["the only subject", [app], "pkg:oci/unheard-of", "pkg:oci/payments-api@2"],
  ["nothing among two", [app, other], "pkg:oci/unheard-of", undefined],
  ["nothing without SBOM", [], "pkg:oci/unheard-of", undefined],
])("nearestTo() is %s", (_, documents, purl, found) => {
  const product = productOf(purl);
  expect(nearestTo(product, purl, [packageRef(lodash)], releaseOf(documents, [listed]))).toBe(found as string);
});
