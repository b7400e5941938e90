import { expect, test } from "bun:test";
import { hasPasswordInUrl, isLiteral } from "../../../src/assess/posture/k8s-literal-secret.ts";

test.each([
  ["hunter", true],
  ["", false],
  [" ", false],
  ["true", false],
  ["No", false],
  ["/run/secrets/db", false],
  ["$(DB_PASSWORD)", false],
  ["{{ .Values.password }}", false],
  ["vault:secret/data/db#password", false],
  ["arn:aws:secretsmanager:eu-west-1:1:secret:db", false],
])("isLiteral(%p) is %p", (value, expected) => {
  expect(isLiteral(value)).toBe(expected);
});

test.each([
  ["postgres://app:not-a-real-one@db:5432/app", true],
  ["redis://:not-a-real-one@cache", true],
  ["postgres://app@db/app", false],
  ["postgres://app:$(PASSWORD)@db/app", false],
  ["https://example.com/a:b@c", false],
  ["no address", false],
  ["://a:b@c", false],
])("hasPasswordInUrl(%p) is %p", (value, expected) => {
  expect(hasPasswordInUrl(value)).toBe(expected);
});
