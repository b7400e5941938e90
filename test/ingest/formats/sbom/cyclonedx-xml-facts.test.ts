import { expect, test } from "bun:test";
import { factMembers, hashMembers, madeMembers } from "../../../../src/ingest/formats/sbom/cyclonedx-xml-facts.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

const element = (text: string) => parseXmlText(`<c xmlns="x">${text}</c>`);

test("factMembers() gives the shape of the JSON twin", () => {
  const component = element(
    `<manufacturer><name>Acme</name><url>https://acme.example</url><contact><email>a@acme.example</email></contact></manufacturer>
     <authors><author><name>Ann</name></author></authors><publisher>House</publisher><swid tagId="t" name="n"/>
     <properties><property name="bsi:component:filename">a.jar</property></properties>
     <externalReferences><reference type="distribution"><url>u</url><hashes><hash alg="SHA-512">00</hash></hashes></reference></externalReferences>`,
  );
  expect(factMembers(component)).toEqual({
    manufacturer: {
      name: "Acme",
      url: ["https://acme.example"],
      contact: [{ name: undefined, email: "a@acme.example" }],
    },
    authors: [{ name: "Ann", email: undefined }],
    author: undefined,
    publisher: "House",
    swid: { tagId: "t" },
    omniborId: [],
    swhid: [],
    properties: [{ name: "bsi:component:filename", value: "a.jar" }],
    externalReferences: [{ type: "distribution", hashes: [{ alg: "SHA-512", content: "00" }] }],
  });
});

test("madeMembers() gives who made the BOM and when in the software's life", () => {
  const metadata = element(
    `<lifecycles><lifecycle><phase>build</phase></lifecycle></lifecycles><manufacture><name>Old</name></manufacture>`,
  );
  expect(madeMembers(metadata)).toMatchObject({
    lifecycles: [{ phase: "build" }],
    manufacture: { name: "Old" },
    manufacturer: undefined,
    authors: [],
  });
});

test("hashMembers() of an element without hashes is empty", () => {
  expect(hashMembers(element(""))).toEqual([]);
});
