import { describe, expect, test } from "bun:test";
import { designView, strictest } from "../../../src/assess/design/facts.ts";
import { context, design } from "../../support/build.ts";

const own = (name: string, facts: object = {}) => ({ name, dataSensitivity: [], regulations: [], ...facts });

describe("designView()", () => {
  test("joins what several designs say of one name, the stricter word winning", () => {
    const { components } = designView({
      design: [
        design({ name: "b" }),
        design({ name: "a", exposure: "internal", authentication: "yes", dataClasses: ["pii"], owner: "team" }),
        design({ name: "a", exposure: "partner", authentication: "no", dataClasses: ["pci"], trustBoundary: "edge" }),
      ],
      contexts: [],
    });
    expect(components.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(components[0]).toMatchObject({
      id: "C-a",
      exposure: "partner",
      authentication: "no",
      dataClasses: ["pci", "pii"],
      owner: "team",
      trustBoundary: "edge",
    });
    expect(Object.hasOwn(components[1]!, "exposure")).toBe(false);
  });

  test("takes a business context of the component for stricter, never for milder", () => {
    const contexts = [
      context({
        components: [
          own("a", { internetExposed: "yes", dataSensitivity: ["phi"], criticality: "high" }),
          own("b", { internetExposed: "no", criticality: "low" }),
        ],
      }),
    ];
    const { components } = designView({
      design: [
        design({ name: "a", exposure: "none" }),
        design({ name: "b", exposure: "internet", criticality: "high" }),
      ],
      contexts,
    });
    expect(components.map(({ exposure, criticality }) => [exposure, criticality])).toEqual([
      ["internet", "high"],
      ["internet", "high"],
    ]);
    expect(components[0]?.dataClasses).toEqual(["phi"]);
  });

  test("keeps other columns by their plain names, the first value of each", () => {
    const extra = [
      ["Encryption At-Rest", " AES "],
      ["encryption_at_rest", "none"],
    ] as const;
    const { components } = designView({ design: [design({ extra })], contexts: [] });
    expect([...components[0]!.flags]).toEqual([["encryptionatrest", "aes"]]);
  });

  test("counts the stores of sensitive data in each trust boundary", () => {
    const inside = (name: string, over: object) => design({ name, trustBoundary: "core", ...over });
    const { storesByBoundary } = designView({
      design: [
        inside("db", { componentType: "database", dataClasses: ["pii"] }),
        inside("cache", { componentType: "cache" }),
        inside("api", { componentType: "service", dataClasses: ["pii"] }),
        design({ name: "nowhere", componentType: "database", dataClasses: ["pii"] }),
      ],
      contexts: [],
    });
    expect([...storesByBoundary]).toEqual([["core", { yes: 1, unknown: 1 }]]);
  });

  test("tells which ids collided", () => {
    const { collided, collisions } = designView({
      design: [design({ name: "a b" }), design({ name: "a-b" }), design({ name: "c" })],
      contexts: [],
    });
    expect(collisions).toHaveLength(1);
    expect([...collided]).toHaveLength(2);
  });
});

test("strictest() goes by the order and leaves out what is not said", () => {
  expect(strictest(["x", "y"], [undefined, "y", "x"])).toBe("x");
  expect(strictest(["x", "y"], [undefined])).toBeUndefined();
});
