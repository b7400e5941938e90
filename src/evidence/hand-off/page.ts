import { sha256Hex } from "../../standards/sha256.ts";
import bytes from "./bytes.js" with { type: "text" };
import copy from "./copy.js" with { type: "text" };
import log from "./log.js" with { type: "text" };
import record from "./record.js" with { type: "text" };
import results from "./results.js" with { type: "text" };
import run from "./run.js" with { type: "text" };
import sealed from "./sealed.js" with { type: "text" };
import shapes from "./shapes.js" with { type: "text" };
import show from "./show.js" with { type: "text" };
import signatures from "./signatures.js" with { type: "text" };
import signed from "./signed.js" with { type: "text" };
import style from "./style.css" with { type: "text" };
import trees from "./trees.js" with { type: "text" };

/** The script in its parts, each after those that it needs. */
const modules = [bytes, signatures, trees, results, shapes, log, run, sealed, signed, record, copy, show];

/**
 * verify.html: one file that runs where it lies. Its policy lets nothing be fetched, sent, framed or run but the one
 * script and the one style in it, which it names by their digests (CSP 3 §2.3.1), so that nothing that a copy holds can
 * become part of the page.
 */
export function verifyPage(): string {
  const script = `"use strict";\n${modules.map(withoutModules).join("\n")}`;
  const policy = `default-src 'none'; script-src ${sourceOf(script)}; style-src ${sourceOf(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Verify evidence</title>
<style>${style}</style>
</head>
<body data-verdict="none">
<main>
<h1>Verify evidence</h1>
<p>This page checks a hand-off copy of fixops evidence in this browser. It needs no network and sends nothing. It is the
same in each copy and knows none of their digests; a page from somebody else than the author of the copy is better.</p>
<label for="keys">Public keys of the signers, in PEM (else those that came with the copy)</label>
<textarea id="keys" rows="3" spellcheck="false" autocomplete="off"></textarea>
<label for="fernet">Key of the encryption, when it is Fernet</label>
<input id="fernet" type="password" autocomplete="off">
<label for="folder">The folder of the copy, the one that holds VERIFY.txt; or drop it here</label>
<input id="folder" type="file" webkitdirectory multiple>
<p id="verdict" role="status" aria-live="polite">Nothing was looked at yet</p>
<div id="groups"></div>
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** The sources are modules for those who read and check them; one script from the disk cannot be. */
function withoutModules(source: string): string {
  return source.replaceAll(/^import \{[^}]*\} from .*;\n|^export (?=\w)/gm, "");
}

/** A hash source: only a text of this digest. */
function sourceOf(text: string): string {
  return `'sha256-${Uint8Array.fromHex(sha256Hex(text)).toBase64()}'`;
}
