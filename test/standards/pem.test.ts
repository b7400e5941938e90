import { expect, test } from "bun:test";
import fc from "fast-check";
import { parsePem, pemText } from "../../src/standards/pem.ts";

test("parsePem() undoes pemText()", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (der) => {
      const text = pemText({ label: "PUBLIC KEY", der });
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(64);
      expect(parsePem(text)).toEqual({ label: "PUBLIC KEY", der });
      expect(parsePem(`\r\n${text.replaceAll("\n", "\r\n")}`).der).toEqual(der);
    }),
  );
});

const text = pemText({ label: "PUBLIC KEY", der: Uint8Array.of(1, 2, 3) });

test.each([
  ["nothing", ""],
  ["other words before", `x\n${text}`],
  ["two blocks", `${text}${text}`],
  ["no end", text.slice(0, 40)],
  ["another end", text.replace("END PUBLIC", "END PRIVATE")],
  ["no base64", text.replace("AQID", "AQI!")],
  ["no padding", text.replace("AQID", "AQI")],
  ["nothing inside", text.replace("AQID", "")],
  ["headers", text.replace("AQID", "Proc-Type: 4,ENCRYPTED\n\nAQID")],
])("parsePem() refuses %s", (_, given) => {
  expect(() => parsePem(given)).toThrow(SyntaxError);
});

test("parsePem() is linear in what it is given", () => {
  expect(() => parsePem(`-----BEGIN PUBLIC KEY-----\n${"A ".repeat(500_000)}`)).toThrow(SyntaxError);
});
