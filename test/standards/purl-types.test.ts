import { expect, test } from "bun:test";
import { isCaselessModel, rulesOf } from "../../src/standards/purl-types.ts";

test.each([
  ["pypi", "name", "Zope._-Interface", "zope-interface"],
  ["pypi", "version", "1.0RC1", "1.0rc1"],
  ["pub", "name", "Http-Parser", "http_parser"],
  ["github", "namespace", "Package-URL", "package-url"],
  ["rpm", "namespace", "Fedora", "fedora"],
  ["rpm", "name", "ImageMagick", "ImageMagick"],
  ["cpan", "namespace", "drolsky", "DROLSKY"],
  ["huggingface", "version", "797174552AE47F449AB70B684CABCB6603E5E85E", "797174552ae47f449ab70b684cabcb6603e5e85e"],
  ["huggingface", "version", "100B", "100B"],
  ["otp", "name", "Elixir", "elixir"],
  ["brew", "name", "Sqlite", "sqlite"],
  ["vscode-extension", "namespace", "GoLang", "golang"],
  ["yocto", "namespace", "Core", "core"],
  ["maven", "namespace", "HTTPClient", "HTTPClient"],
  ["constructor", "name", "A_b", "A_b"],
] as const)("rulesOf(%s).%s(%j) is %j", (type, part, text, expected) => {
  expect(rulesOf(type)[part](text)).toBe(expected);
});

test.each([
  ["mlflow", "https://adb-1.0.azuredatabricks.net/api/2.0/mlflow", true],
  ["mlflow", "https://westus2.api.azureml.ms/mlflow/v1.0", false],
  ["mlflow", undefined, false],
  ["npm", "https://databricks.example", false],
])("isCaselessModel(%s, %s) is %p", (type, repository, answer) => {
  expect(isCaselessModel(type, repository)).toBe(answer);
});
