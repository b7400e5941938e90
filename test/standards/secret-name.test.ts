import { expect, test } from "bun:test";
import { isSecretName } from "../../src/standards/secret-name.ts";

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
