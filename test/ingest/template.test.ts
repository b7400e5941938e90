import { expect, test } from "bun:test";
import { formats } from "../../src/ingest/formats/index.ts";
import { parse } from "../../src/ingest/parse.ts";
import { templateError } from "../../src/ingest/template.ts";
import { faultOf } from "../support/code-of.ts";

test.each([
  ["kind: Pod\nname: {{ .Values.name }}", 2],
  ["{{- if .Values.on }}\nkind: Pod", 1],
  ['a: {{ include "x" . }}', 1],
  ["{{/* a comment */}}", 1],
])("templateError(%j) points at line %i", (text, line) => {
  expect(templateError(text, "t.yaml")?.where).toEqual({ file: "t.yaml", line });
});

test.each(["on: $" + "{{ if x }}", "a: '{{ steps.x }}'", "a: {b: {c: 1}}"])("templateError(%j) is none", (text) => {
  expect(templateError(text, "t.yaml")).toBeUndefined();
});

test.each([
  "{{- if .x }}\nkind: Pod\n",
  "kind: Pod\n{{- if .x }}\nname: {{ .x }}\n{{- end }}\n",
  "kind: {{ .Values.kind }}\nspec:\n{{ toYaml .x }}\n",
  "kind: Pod\nname: {{ .x }}\nspec:\n  {{- toYaml . }}\n",
])("parse() names %j a template", (text) => {
  const input = { name: "t.yaml", bytes: new TextEncoder().encode(text), sha256: "0".repeat(64) };
  const { code, where } = faultOf(() => parse(input, formats, 128));
  expect([code, where?.line !== undefined]).toEqual(["INPUT_MALFORMED", true]);
});
