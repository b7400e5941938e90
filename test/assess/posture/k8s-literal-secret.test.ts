import { expect, test } from "bun:test";
import { hasPasswordInUrl, isLiteral, isSecretName } from "../../../src/assess/posture/k8s-literal-secret.ts";

test.each([
  ["DB_PASSWORD", true],
  ["dbPassword", true],
  ["spring.datasource.password", true],
  ["API_KEY", true],
  ["apikey", true],
  ["AWS_SECRET_ACCESS_KEY", true],
  ["GITHUB_TOKEN", true],
  ["AWS_ACCESS_KEY_ID", false],
  ["DB_PASSWORD_FILE", false],
  ["TOKEN_TTL", false],
  ["TOKEN_ENDPOINT", false],
  ["MAX_TOKENS", false],
  ["PWD", false],
  ["CACHE_KEY", false],
  ["MODE", false],
  ["", false],
])("isSecretName(%p) is %p", (name, expected) => {
  expect(isSecretName(name)).toBe(expected);
});

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
