import { expect, test } from "bun:test";
import { fileLayer, locate, originText, sublayer } from "../../src/overlay/layer.ts";

const layer = fileLayer(
  "team.yml",
  "shared: &s { deep: 1 }\ninputs:\n  required: [sbom]\nprofiles:\n  demo: { mode: x }\n",
);

test("locate() finds the key and the value, and gives their pointer", () => {
  expect(locate(layer, ["inputs", "required"], "key")).toEqual({
    file: "team.yml",
    line: 3,
    column: 3,
    pointer: "/inputs/required",
  });
  expect(locate(layer, ["inputs", "required", 0], "value")).toEqual({
    file: "team.yml",
    line: 3,
    column: 14,
    pointer: "/inputs/required/0",
  });
});

test("locate() falls back to the nearest thing above", () => {
  expect(locate(layer, ["inputs", "absent", "deep"], "value")).toEqual({
    file: "team.yml",
    line: 3,
    column: 3,
    pointer: "/inputs/absent/deep",
  });
  expect(locate(layer, ["absent"], "value")).toEqual({ file: "team.yml", line: 1, column: 1, pointer: "/absent" });
});

test("locate() points from inside an alias at the alias", () => {
  const aliased = fileLayer("team.yml", "a: &s { deep: 1 }\nb: *s\n");
  expect(locate(aliased, ["b", "deep"], "value")).toEqual({ file: "team.yml", line: 2, column: 4, pointer: "/b/deep" });
});

test("locate() of a layer without a file gives the pointer alone", () => {
  expect(locate({ origin: "flag --x", value: {} }, ["a", "b"], "key")).toEqual({ pointer: "/a/b" });
});

test("sublayer() keeps the places of the file", () => {
  const demo = sublayer(layer, ["profiles", "demo"]);
  expect(demo?.origin).toBe("team.yml profiles.demo");
  expect(demo?.value).toEqual({ mode: "x" });
  expect(demo && locate(demo, ["mode"], "value")).toEqual({
    file: "team.yml",
    line: 5,
    column: 17,
    pointer: "/profiles/demo/mode",
  });
});

test("sublayer() is undefined where there is no mapping", () => {
  expect(sublayer(layer, ["profiles", "enterprise"])).toBeUndefined();
  expect(sublayer(layer, ["inputs", "required"])).toBeUndefined();
});

test("originText() names file and line, else the layer", () => {
  expect(originText(layer, ["inputs", "required"])).toBe("team.yml:3");
  expect(originText({ origin: "flag --x", value: {} }, ["a"])).toBe("flag --x");
});
