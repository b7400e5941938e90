import { expect, test } from "bun:test";
import { sensitiveValue, unknownValue } from "../../../../src/domain/resource.ts";
import { manifestValues } from "../../../../src/ingest/formats/iac/manifest-values.ts";

test("a Secret keeps none of its content, nor the copy of it in annotations", () => {
  const manifest = {
    kind: "Secret",
    type: "Opaque",
    metadata: { name: "s", annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{…}" } },
    data: { password: "aHVudGVyMg==" },
    stringData: { token: "x" },
  };
  expect(manifestValues(manifest, "Secret")).toEqual({
    kind: "Secret",
    type: "Opaque",
    metadata: { name: "s", annotations: sensitiveValue },
    data: sensitiveValue,
    stringData: sensitiveValue,
  });
  expect(manifestValues({ data: { a: "b" } }, "ConfigMap")).toEqual({ data: { a: "b" } });
});

/** As envsubst takes it. */
const variable = "$".concat("{IMAGE}");

test("a variable that was not filled in is unknown, a script with one is not", () => {
  const values = manifestValues(
    { image: variable, run: `echo ${variable}`, list: [variable, 1, null], odd: undefined },
    "Pod",
  );
  expect(values).toEqual({ image: unknownValue, run: `echo ${variable}`, list: [unknownValue, 1, null], odd: null });
});
