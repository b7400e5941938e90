import { describe, expect, test } from "bun:test";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { type Compression, nativeGzip, portableGzip, stored } from "../../src/evidence/gzip.ts";
import { seal } from "../../src/evidence/seal.ts";
import { unseal } from "../../src/evidence/unseal.ts";
import { sha256Hex } from "../../src/standards/sha256.ts";
import { plainDocument, sealing } from "../support/sample-run.ts";
import { bytesOf } from "../support/workspace.ts";

const kinds: readonly (readonly [string, () => Compression])[] = [
  ["portableGzip()", portableGzip],
  ["nativeGzip()", nativeGzip],
];

function packed(compression: Compression, pieces: readonly Uint8Array[]): Uint8Array {
  for (const piece of pieces) compression.push(piece);
  return compression.end();
}

/** Text that compresses, of so many bytes. */
function textOfSize(bytes: number): Uint8Array {
  return bytesOf("finding 0123456789 ".repeat(Math.ceil(bytes / 19))).slice(0, bytes);
}

describe.each(kinds)("%s", (_, compression) => {
  test.each([0, 1, 65_535, 65_536, 5 * 1024 * 1024])("of %d bytes in one piece gives them back", (size) => {
    const plain = textOfSize(size);
    const bytes = packed(compression(), [plain]);
    expect(gunzipSync(bytes).equals(plain)).toBe(true);
    if (size > 1000) expect(bytes.length).toBeLessThan(size / 10);
  });

  test("of no piece is the gzip of nothing", () => {
    expect(gunzipSync(packed(compression(), []))).toHaveLength(0);
  });

  test("writes one member without name and clock (RFC 1952 §2.3)", () => {
    const bytes = packed(compression(), [textOfSize(100)]);
    expect([...bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
  });

  test("gives the same bytes for the same pieces", () => {
    const pieces = [textOfSize(70_000), bytesOf("é"), textOfSize(3)];
    expect(packed(compression(), pieces)).toEqual(packed(compression(), pieces));
  });

  test("of any pieces is unsealed to all of them", async () => {
    const anyPieces = fc.array(fc.uint8Array({ maxLength: 200, size: "max" }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyPieces, async (pieces) => {
        const document = { ...plainDocument("d.json", ""), pieces, compression: compression() };
        const { bytes, record } = await seal(document, sealing({ compress: true }));
        const plain = await unseal(bytes, record);
        expect(Buffer.from(plain).equals(Buffer.concat(pieces))).toBe(true);
        expect(record.sha256).toBe(sha256Hex(plain));
      }),
    );
  });
});

test("portableGzip() and nativeGzip() hold the same", () => {
  const pieces = [textOfSize(100_000), textOfSize(77)];
  const [portable, native] = [packed(portableGzip(), pieces), packed(nativeGzip(), pieces)];
  expect(gunzipSync(portable).equals(gunzipSync(native))).toBe(true);
});

test("portableGzip() goes by the size of the first piece: above 4 MiB it is quick, and says so in XFL", () => {
  const limit = 4 * 1024 * 1024;
  expect(packed(portableGzip(), [textOfSize(limit)])[8]).toBe(0);
  expect(packed(portableGzip(), [textOfSize(limit + 1)])[8]).toBe(4);
});

test("stored() joins the pieces and changes nothing", () => {
  expect(packed(stored(), [bytesOf("a"), new Uint8Array(), bytesOf("bc")])).toEqual(bytesOf("abc"));
  expect(packed(stored(), [])).toHaveLength(0);
});
