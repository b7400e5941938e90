/** Tools and rights that some tests need and not every machine has: name → a command that tells. */
const probes: ReadonlyMap<string, readonly string[]> = new Map([
  ["python3-cryptography", ["/usr/bin/python3", "-c", "import cryptography"]],
  // Version 3: older ones cannot verify Ed25519 over a whole file.
  ["openssl", ["sh", "-c", "openssl version | grep -Eq '^OpenSSL ([3-9]|[1-9][0-9])'"]],
  ["strace", ["strace", "-f", "true"]],
  ["git", ["git", "--version"]],
  ["age", ["sh", "-c", "age --version && command -v age-keygen"]],
  ["chromium", ["sh", "-c", "command -v chromium"]],
  ["ssh-keygen", ["sh", "-c", "command -v ssh-keygen"]],
  ["go-sumdb", ["sh", "-c", "GO111MODULE=off GOPATH=/usr/share/gocode /usr/bin/go list golang.org/x/mod/sumdb/tlog"]],
  ["net-namespace", ["unshare", "-rn", "true"]],
  ["mount-namespace", ["unshare", "-m", "sh", "-c", "mount --make-rprivate / && mount -t tmpfs -o size=64k t /tmp"]],
  // An ext4 in a file, mounted: loop devices, mkfs and the right to mount.
  [
    "loop-mount",
    [
      ...["unshare", "-m", "sh", "-ec"],
      "d=$(mktemp -d); trap 'rm -r $d' EXIT; truncate -s 1M $d/i; mkfs.ext4 -qF $d/i; mkdir $d/m; mount -o loop $d/i $d/m; umount $d/m",
    ],
  ],
  ["setpriv", ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true"]],
]);

const known = new Map<string, boolean>();

/** True when the machine has the tool or right. Throws for a name that is not known: a slip would skip for ever. */
export function hasNeed(need: string): boolean {
  const probe = probes.get(need);
  if (probe === undefined) throw new SyntaxError(`skip-unless does not know ${need}`);
  const found = known.get(need) ?? succeeds(probe);
  known.set(need, found);
  return found;
}

function succeeds(command: readonly string[]): boolean {
  try {
    return Bun.spawnSync([...command], { stdout: "ignore", stderr: "ignore" }).exitCode === 0;
  } catch {
    return false;
  }
}
