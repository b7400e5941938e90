import { stringify } from "yaml";
import { pointer } from "../standards/json-pointer.ts";
import { visibleText } from "../standards/visible.ts";
import { leavesOf } from "./merge.ts";
import type { ResolvedOverlay } from "./resolve.ts";
import type { Overlay } from "./schema.ts";
import { pathText } from "./wording.ts";

/** Settings longer than this do not push the origins of all others to the right. */
const maxAligned = 60;

/** One line a setting, for `overlay show --explain`: `guardrails.fail_on = high   (team.yml:12)`. */
export function explainOverlay(resolved: Pick<ResolvedOverlay, "overlay" | "origins">): readonly string[] {
  const rows = leavesOf(resolved.overlay).map(({ path, value }) => ({
    setting: `${pathText(path)} = ${settingText(value)}`,
    origin: visibleText(resolved.origins.get(pointer(...path)) ?? ""),
  }));
  const lengths = rows.map((row) => row.setting.length).filter((length) => length <= maxAligned);
  const width = Math.max(0, ...lengths);
  return rows.map((row) => `${row.setting.padEnd(width)}   (${row.origin})`);
}

/** The effective overlay as YAML that is itself an overlay, for `overlay show`. */
export function overlayYaml(overlay: Overlay): string {
  // Words that YAML 1.1 would read otherwise (no, on) are quoted for the sake of other tools.
  return stringify(overlay, { aliasDuplicateObjects: false, compat: "yaml-1.1", lineWidth: 0 });
}

/** Plain words bare, everything else as JSON. */
function settingText(value: unknown): string {
  if (typeof value === "string" && /^[\w./-]+$/.test(value)) return value;
  return visibleText(JSON.stringify(value));
}
