import { describe, expect, test } from "bun:test";
import { extendedItems, vulnerabilitiesOf } from "../../../../src/ingest/formats/sbom/cyclonedx-xml-vulnerabilities.ts";
import { list } from "../../../../src/standards/wire.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

const extension = "http://cyclonedx.org/schema/ext/vulnerability/1.0";

function ratingsOf(rating: string): readonly unknown[] {
  const root = parseXmlText(
    `<c xmlns:v="${extension}"><v:vulnerabilities><v:vulnerability><v:ratings><v:rating>${rating}</v:rating></v:ratings></v:vulnerability></v:vulnerabilities></c>`,
  );
  const extended = extendedItems(root, "/c").map((item) => ({ ...item, ref: undefined }));
  return list(vulnerabilitiesOf([], extended, new Map())[0], "ratings");
}

describe("vulnerabilitiesOf()", () => {
  test.each<[string, number | undefined]>([
    ["<v:score><v:base>9.8</v:base></v:score>", 9.8],
    ["<v:score><v:base>0</v:base></v:score>", undefined],
    ["<v:score><v:base>0</v:base></v:score><v:method>CVSSv3</v:method>", 0],
    ["<v:score><v:base>0.0</v:base></v:score><v:vector>AV:N</v:vector>", 0],
    ["<v:severity>Low</v:severity>", undefined],
  ])("of the extension, %s scores %p", (rating, score) => {
    expect(ratingsOf(rating)).toEqual([expect.objectContaining({ score })]);
  });

  test("places vulnerabilities, and each thing affected", () => {
    const element = parseXmlText(
      "<v><affects><target><ref>a</ref></target><target><ref>b</ref></target></affects></v>",
    );
    const paths = new Map<string, string>();
    const own = [{ element, path: "/bom/vulnerabilities/vulnerability[1]" }];
    const extended = [{ element: parseXmlText("<v/>"), path: "/bom/x", ref: undefined }];
    expect(vulnerabilitiesOf(own, extended, paths).length).toBe(2);
    expect([...paths]).toEqual([
      ["/vulnerabilities/0", "/bom/vulnerabilities/vulnerability[1]"],
      ["/vulnerabilities/0/affects/0", "/bom/vulnerabilities/vulnerability[1]/affects/target[1]"],
      ["/vulnerabilities/0/affects/1", "/bom/vulnerabilities/vulnerability[1]/affects/target[2]"],
      ["/vulnerabilities/1", "/bom/x"],
      ["/vulnerabilities/1/affects/0", "/bom/x"],
    ]);
  });
});

test("extendedItems() takes the extension's only", () => {
  const root = parseXmlText(
    `<c xmlns:v="${extension}"><vulnerabilities><vulnerability/></vulnerabilities><v:vulnerabilities><v:vulnerability/></v:vulnerabilities></c>`,
  );
  expect(extendedItems(root, "/c").map(({ path }) => path)).toEqual(["/c/vulnerabilities/vulnerability[1]"]);
});
