import { FixopsError } from "../domain/error.ts";

/** An action of Go's templates, as Helm charts have them: `{{ .Values.x }}`, `{{- if …`, a comment. */
const action = /(?:^|[^$])\{\{-?\s{0,8}(?:\.|\$|\/\*|(?:if|with|range|else|end|include|template|define|toYaml|tpl)\b)/;

/**
 * The error for a text that is a template before it was rendered; undefined for any other. For texts that have been
 * found to be no JSON and no YAML: where they are, `{{` is what the file means.
 */
export function templateError(text: string, file: string): FixopsError | undefined {
  const found = action.exec(text);
  if (found === null) return undefined;
  const line = text.slice(0, found.index + 1).split("\n").length;
  return new FixopsError("INPUT_MALFORMED", "the file is a template that was not rendered: it holds {{ actions", {
    where: { file, line },
    hint: "render the chart with helm template and give what that writes",
  });
}
