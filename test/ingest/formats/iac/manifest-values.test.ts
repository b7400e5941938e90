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

test("the words and merge keys of YAML 1.1 are what Kubernetes takes them for, but in texts of the user's own", () => {
  const manifest = {
    hostPID: "yes",
    securityContext: {
      "<<": [
        { privileged: "on", a: 1 },
        { a: 2, b: 2 },
      ],
      b: 3,
    },
    runAsUser: "0_0",
    wrong: "{{ .Values.x }}",
    env: [{ name: "on", value: "yes" }],
    labels: { enabled: "y" },
  };
  expect(manifestValues(manifest, "Pod")).toEqual({
    hostPID: true,
    securityContext: { privileged: true, a: 1, b: 3 },
    runAsUser: 0,
    wrong: unknownValue,
    env: [{ name: "on", value: "yes" }],
    labels: { enabled: "y" },
  });
});
