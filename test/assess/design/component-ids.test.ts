import { describe, expect, test } from "bun:test";
import { componentIds } from "../../../src/assess/design/component-ids.ts";

const idsOf = (...names: readonly string[]): readonly (string | undefined)[] => {
  const { idOf } = componentIds(names);
  return names.map((name) => idOf.get(name));
};

describe("componentIds()", () => {
  test("keep the whole name, so that two components of one family differ", () => {
    expect(idsOf("claims-core", "claims-ui")).toEqual(["C-claims-core", "C-claims-ui"]);
  });

  test.each([
    ["Login UI", "C-login-ui"],
    ["  auth__svc (v2)  ", "C-auth-svc-v2"],
    ["Zahlungen/Prüfung", "C-zahlungen-prüfung"],
    ["支付", "C-支付"],
  ])("of %j is %s", (name, id) => {
    expect(idsOf(name)).toEqual([id]);
  });

  test("tell names that come to the same apart by a digest, whatever their order", () => {
    const names = ["claims core", "claims-core", "Claims_Core"];
    const ids = idsOf(...names);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^C-claims-core-[0-9a-f]{8}$/);
    expect(idsOf(...names.toReversed()).toReversed()).toEqual([...ids]);
    expect(componentIds(names).collisions).toEqual([{ slug: "claims-core", names }]);
  });

  test("of names without a letter are digests", () => {
    const [first, second] = idsOf("***", "---");
    expect(first).toMatch(/^C-[0-9a-f]{8}$/);
    expect(second).not.toBe(first);
  });

  test("of names that differ behind the eightieth letter are told apart", () => {
    expect(new Set(idsOf(`${"a".repeat(90)}1`, `${"a".repeat(90)}2`)).size).toBe(2);
  });

  test("count the same name once", () => {
    expect(componentIds(["a", "a"]).collisions).toEqual([]);
  });
});
