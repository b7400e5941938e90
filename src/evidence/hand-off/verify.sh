#!/bin/sh
# Checks this hand-off copy of fixops evidence without fixops. Reads only; needs no network.
#
#   sh verify.sh [--key PUBLIC_KEY]... [--identity AGE_IDENTITY]
#
# --key: the signer's public key in PEM, from its owner. Without one the keys that came with the copy are taken, and it
# is told. --identity opens what is encrypted with age; FIXOPS_EVIDENCE_KEY opens Fernet (python3 with `cryptography`).
# Exit code 0: nothing failed, 5: something did, 3: wrong usage or a tool is missing. Each line is ok, FAIL, or ? for
# what was not looked at.
#
# The script is the same in each copy and holds no digest of it: read it once, keep its SHA-256, and run your own instead
# of the one that came along. What it compares with stands in manifest.json. That is canonical JSON (RFC 8785: one line, no
# spaces, sorted members), so one expression tells its whole form before anything is taken out of it.
# Done by `fixops verify` and verify.html but not here: the inputs in decision.json against those of the manifest, the
# sections in the bundle against sections_root, names in sorted order where names are free, dates.
# Tools: sha256sum, openssl 3, gzip, sed, cut, grep, cat, wc, tail, mktemp, rm; age, python3, ssh-keygen when they are there.
set -u; umask 077; LC_ALL=C; export LC_ALL; unset CDPATH
usage() { printf 'usage: sh verify.sh [--key PUBLIC_KEY]... [--identity AGE_IDENTITY]\n%s\n' "$1" >&2; exit 3; }
given=; identity=; failed=0; open=0; lf='
'
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] && [ -r "$2" ] || usage "$1 needs a file that can be read"
  case $2 in /*) path=$2 ;; *) path=$PWD/$2 ;; esac
  case $1 in --key) given=$given$path$lf ;; --identity) identity=$path ;; *) usage "$1 is not known" ;; esac
  shift 2
done
for tool in sha256sum openssl gzip sed cut grep cat wc tail mktemp rm; do command -v "$tool" > /dev/null || usage "$tool is missing"; done
case $0 in */*) cd "${0%/*}" || exit 3 ;; esac
tmp=$(mktemp -d) || exit 3
trap 'rm -rf "$tmp"' EXIT; trap 'exit 3' HUP INT TERM
mkdir "$tmp/n"; exec 2> "$tmp/errors"

# What is told may come from the copy, so nothing but plain characters gets to the terminal.
show() { case $1 in *[!\ -~]*) printf '%s\n' "$1" | sed 's/[^ -~]/?/g' ;; *) printf '%s\n' "$1" ;; esac; }
ok() { show "  ok    $1: $2"; }
fail() { show "  FAIL  $1: $2"; failed=$((failed + 1)); }
unknown() { show "  ?     $1: $2"; open=$((open + 1)); }
check() { if "$1"; then ok "$2" "$3"; else fail "$2" "$4"; fi; }        # check FUNCTION WHAT GOOD BAD
text_of() { [ ! -f "$1" ] || cat "$1"; }                               # a pipe would never end
sum() { digest=$(sha256sum); digest=${digest%% *}; }                   # sum < FILE → $digest
# The shell cannot hold every byte: a text that it took from a file must give all of the file again.
same() { sum < "$2"; wanted=$digest; digest=$(printf '%s' "$1" | sha256sum); [ "${digest%% *}" = "$wanted" ]; }
escape() { text=; for b; do text="$text\\0$((b / 64))$((b / 8 % 8))$((b % 8))"; done; printf '%b' "$text"; }
binary() { escape $(printf '%s' "$1" | sed 's/../0x& /g'); }            # hex → bytes
unbase64() { printf '%s' "$1" | openssl base64 -d -A > "$2" && [ "$(openssl base64 -A < "$2")" = "$1" ]; }

# --- Forms: JSON text, number, digest, file name, list; then the manifest, and the two halves of a line of the log.
T='"([^"\'$(printf '\001-\037')']|\\["\\bfnrt]|\\u00[01][0-9a-f])*"'; N='(0|[1-9][0-9]*)'; D='"[0-9a-f]{64}"'; F='"[A-Za-z0-9][A-Za-z0-9._-]*"'
list() { printf '\\[(%s(,%s)*)?\\]' "$1" "$1"; }
members() { printf '\\{(%s:%s(,%s:%s)*)?\\}' "$T" "$1" "$T" "$1"; }
SEALED="\\{\"bytes\":$N,\"encoding\":$(list '"(gzip|fernet|age)"'),(\"key_id\":\"[0-9a-f]{16}\",)?\"name\":$F,(\"recipients\":$(list '"age1[0-9a-z]+"'),)?\"sha256\":$D\\}"
MANIFEST="\\{\"app\":\\{(\"id\":$T(,\"name\":$T)?|\"name\":$T)?\\},\"as_of\":$T,\"bundle\":$SEALED,\
\"files\":$(list "\\{\"bytes\":$N,\"media_type\":\"[a-z0-9.+/-]+\",\"name\":$F,\"sha256\":$D\\}"),\
\"inputs\":$(list "\\{\"bytes\":$N,\"name\":$T,\"sha256\":$D\\}"),(\"inputs_document\":$SEALED,)?\
\"intel\":\\{\"kev\":\\{\"age_days\":-?[0-9.e+-]+,\"entries\":$N,\"origin\":\"(embedded|input)\",\"released\":$T,\"sha256\":$D,\"version\":$T\\}\\},\
(\"log_key\":\"[A-Za-z0-9+/]{43}=\",)?\"manifest_sha256\":$D,\"mode\":$F,\
\"overlay\":\\{\"layers\":$(list "\\{\"origin\":$T,\"sha256\":$D\\}"),\"mode\":$T,\"sha256\":$D\\},\
\"retention_days\":$N,\"retention_until\":$T,\"run_id\":$F,\"schema\":\"fixops.manifest/v1\",\
\"sections\":$(list "\\{\"name\":$T,\"status\":$T\\}"),\"sections_root\":$D,\
(\"signed_by\":\\{\"algorithm\":\"(ed25519|ecdsa-p256)\",\"key_id\":$D\\},)?\"tool\":\\{\"name\":$T,\"version\":$T\\},\"verdict\":\"(GO|NO-GO|CONDITIONAL)\"\\}"
FIRST="\\{(\"app\":$T,)?(\"data\":$(members "($T|-?[0-9.e+-]+|true|false)"),)?"
SECOND="\"event\":\"[a-z][a-z0-9_.]*\",\"prev\":$D,(\"run\":$T,)?\"seq\":$N,(\"subject\":$(members "$D"),)?\"ts\":\"[0-9T:.Z+-]+\",\"v\":1\\}"

# --- The log. Its lines are the leaves of a Merkle tree (RFC 6962 §2.1); one sha256sum is started for 256 of them.
flush() { [ "$k" -eq 0 ] || { sha256sum "$tmp"/n/* | cut -d ' ' -f 1; rm -f "$tmp"/n/*; k=0; }; }
make_leaves() {
  k=0
  while IFS= read -r line; do printf '\000%s' "$line" > "$tmp/n/$((1000 + k))"; printf '%s\n' "$line" >&3; k=$((k + 1)); [ "$k" -lt 256 ] || flush; done
  printf '%s' "$line" >&3; flush
}
is_chain() {
  sum < "$tmp/again"; again=$digest; sum < "$log/audit.jsonl"; [ "$again" = "$digest" ] || return 1
  sed -nE "s/^$FIRST($SECOND)\$/&/; t form
    b
    : form
    s/^.*\"prev\":\"([^\"]*)\",(\"run\":$T,)?\"seq\":([0-9]*),.*\$/\\1 \\4/p" "$log/audit.jsonl" > "$tmp/places"
  prev=$(printf '%064d' 0); seq=0
  while read -r claimed number && read -r leaf <&3; do
    [ "$claimed $number" = "$prev $seq" ] || return 1
    prev=$leaf; seq=$((seq + 1))
  done < "$tmp/places" 3< "$leaves"
  [ "$seq" -eq "$size" ]
}
# tree SIZE: $root over the first leaves, and $edge, the roots of the full subtrees from left to right.
tree() {
  [ "$leaves $1" != "${treed:-}" ] || return 0
  treed="$leaves $1"; count=$1; edge=; root=; sed "${1}q" "$leaves" > "$tmp/level"
  while [ "$count" -gt 0 ]; do
    if [ $((count % 2)) -eq 1 ]; then
      last=$(sed -n "${count}p" "$tmp/level"); edge="\"$last\"${edge:+,$edge}"
      if [ -z "$root" ]; then root=$last; else root=$(binary "01$last$root" | sha256sum); root=${root%% *}; fi
    fi
    count=$((count / 2))
    sed -n '$!N; s/\n//; t pair
      b
      : pair
      s/../0x& /g; p' "$tmp/level" | {
      k=0; while read -r pair; do escape 1 $pair > "$tmp/n/$((1000 + k))"; k=$((k + 1)); [ "$k" -lt 256 ] || flush; done; flush
    } > "$tmp/up"
    cat "$tmp/up" > "$tmp/level"
  done
}
is_head() {
  head=$(cat "$log/head"); counted=${head##*\"size\":}; counted=${counted%\}}
  same "$head$lf" "$log/head" && printf '%s' "$counted" | grep -Eqx '[1-9][0-9]{0,14}' && [ "$counted" -le "$size" ] || return 1
  tree "$counted"; bytes=$(sed "${counted}q" "$log/audit.jsonl" | wc -c)
  [ "$head" = "{\"edge\":[$edge],\"leaf\":\"$(sed -n "${counted}p" "$leaves")\",\"offset\":$((bytes)),\"size\":$counted}" ]
}
# A checkpoint (c2sp.org/tlog-checkpoint, signed-note) → $origin, $tree_size, $tree_root, $tmp/said.
is_note() {
  note=$(cat "$1"); said=${note%"$lf$lf"*}
  origin=${said%%"$lf"*}; tree_size=${said#*"$lf"}; tree_root=${tree_size#*"$lf"}; tree_size=${tree_size%%"$lf"*}; tree_root=${tree_root%%"$lf"*}
  printf '%s\n' "$said" > "$tmp/said"; printf '%s\n' "${note##*"$lf$lf"}" > "$tmp/signers"
  same "$note$lf" "$1" && printf '%s' "$tree_size" | grep -Eqx '(0|[1-9][0-9]{0,14})' && unbase64 "$tree_root" "$tmp/root" && ! grep -Evq '^— [^ +]+ [A-Za-z0-9+/]+=*$' "$tmp/signers"
}
# is_noted_by KEY: 0 when this Ed25519 key signed the note, 1 when its signature does not hold, 2 when there is none of it.
is_noted_by() {
  printf -- '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA%s\n-----END PUBLIC KEY-----\n' "$1" > "$tmp/log.pub"
  id=$({ printf '%s\n\001' "$origin"; printf '%s' "$1" | openssl base64 -d -A; } | sha256sum | cut -c 1-8); noted=2
  while read -r dash name signature; do
    [ "$name" = "$origin" ] && unbase64 "$signature" "$tmp/signed" || continue
    tail -c 64 "$tmp/signed" > "$tmp/sig"; [ "$({ binary "$id"; cat "$tmp/sig"; } | openssl base64 -A)" = "$signature" ] || continue
    holds_ed25519 "$tmp/log.pub" "$tmp/sig" "$tmp/said" || return 1
    noted=0
  done < "$tmp/signers"
  return $noted
}
is_of_log() {
  is_note "$log/checkpoint" && [ "$origin" = "$called" ] && [ "$tree_size" -le "$size" ] || return 1
  tree "$tree_size"; [ "$(binary "${root:-$empty}" | openssl base64 -A)" = "$tree_root" ]
}
# A year's log ends in the line that closes it, and the next one begins with a line that names its root.
is_linked() {
  case $(sed -n 1p "$log/audit.jsonl") in
    *',"event":"log.opened","prev":'*) [ -n "$follows" ] || return 1 ;;
    *) [ -z "$follows" ] || return 1 ;;
  esac
  [ -z "$follows" ] || case $(sed -n 1p "$log/audit.jsonl") in "{$follows"*"$names_root"*) ;; *) return 1 ;; esac
  [ "$log" != audit ] || return 0
  tree "$size"; follows="\"data\":{\"closed\":\"$called\",\"size\":$size,\"year\":\"${log##*/}\"},\"event\":\"log.opened\","
  names_root=",\"subject\":{\"leaf\":\"$(sed -n "${size}p" "$leaves")\",\"root\":\"$root\"},"
  case $(sed -n "${size}p" "$log/audit.jsonl") in *",\"year\":\"${log##*/}\"},\"event\":\"log.closed\","*) [ -z "$(tail -c 1 "$log/audit.jsonl")" ] ;; *) return 1 ;; esac
}
check_log() {
  for file in "$log/audit.jsonl" "$log/head" "$log/checkpoint"; do
    if [ -L "$file" ] || { [ -e "$file" ] && [ ! -f "$file" ]; }; then fail "$file" 'is no file'; return; fi
  done
  if [ ! -f "$log/audit.jsonl" ]; then fail "$log" 'there is no log'; return; fi
  logs="$logs$log "; leaves=$tmp/leaves.${log##*/}
  make_leaves < "$log/audit.jsonl" > "$leaves" 3> "$tmp/again"; size=$(($(wc -l < "$log/audit.jsonl")))
  called=fixops-log/$(sed -n 1p "$leaves" | cut -c 1-16)
  check is_chain "$log" "$size lines, last leaf $(tail -n 1 "$leaves")" 'a line has not the form of one, or does not follow from the one before'
  [ -z "$(tail -c 1 "$log/audit.jsonl")" ] || unknown "$log" 'an append that was cut off stands at the end'
  [ ! -e "$log/head" ] || check is_head "$log/head" 'is that of this log' 'is not that of this log'
  [ ! -e "$log/checkpoint" ] || { check is_of_log "$log/checkpoint" 'has the root of this log' 'is not of this log'; noted_logs="$noted_logs$log "; }
  is_linked || fail "$log" 'does not follow the log of the year before, or does not end as a closed one'
}

# --- One run, in its own directory. $m is the text of its manifest, whose form is known before anything is taken from it.
take() { sed -nE "s#^$1\$#\\1#p" manifest.json; }
der() { openssl pkey -pubin -in "$1" -outform DER; }
holds_ed25519() { openssl pkeyutl -verify -pubin -inkey "$1" -rawin -in "$3" -sigfile "$2" > "$tmp/out"; }   # KEY SIGNATURE DATA
holds() { if [ "$algorithm" = ed25519 ]; then holds_ed25519 "$@"; else openssl dgst -sha256 -verify "$1" -signature "$2" "$3" > "$tmp/out"; fi; }
is_manifest() {
  m=$(text_of manifest.json); case $m in *"$lf"*) return 1 ;; esac
  [ -n "$m" ] && same "$m$lf" manifest.json && printf '%s\n' "$m" | grep -Eqx "$MANIFEST" || return 1
  self=$(take '.*,"manifest_sha256":"([^"]*)".*'); rest=$(printf '%s' "$m" | sed 's/,"manifest_sha256":"[0-9a-f]*"//')
  digest=$(printf '%s' "$rest" | sha256sum); [ "${digest%% *}" = "$self" ]
}
check_files() {
  names=' '; twice=
  for record in $(take '.*,"files":\[([^]]*)\],"inputs":\[.*' | sed 's/},{/} {/g'); do
    set -- $(printf '%s' "$record" | sed -E 's/.*"bytes":([0-9]+).*"name":"([^"]*)","sha256":"([^"]*)".*/\1 \2 \3/')
    case "$names manifest.json " in *" $2 "*) twice=$2 ;; esac; names="$names$2 "
    if [ -L "$2" ] || [ ! -f "$2" ]; then fail "file $2" 'the manifest lists it, the directory lacks it'; continue; fi
    sum < "$2"; bytes=$(($(wc -c < "$2")))
    if [ "$bytes $digest" = "$1 $3" ]; then ok "file $2" "$1 bytes, SHA-256 $3"; else fail "file $2" "has $bytes bytes, SHA-256 $digest; the manifest says $1, $3"; fi
  done
  [ -z "$twice" ] || fail 'file list' "the manifest lists $twice, which it must not or has before"
  for name in decision.json $(take '.*,"bundle":\{[^}]*"name":"([^"]*)".*') $(take '.*,"inputs_document":\{[^}]*"name":"([^"]*)".*'); do
    case $names in *" $name "*) ;; *) fail 'file list' "the manifest leaves out $name" ;; esac
  done
  names="${names}manifest.json ${key_id:+manifest.json.sig manifest.json.sigstore.json manifest.json.vsa.sigstore.json }${log_key:+audit.tlog-proof }"
  for entry in * .[!.]* ..?*; do
    [ -e "$entry" ] || [ -L "$entry" ] || continue
    case $names in *" $entry "*) [ ! -f "$entry" ] || [ -L "$entry" ] || continue ;; esac
    fail 'unlisted files' "the manifest does not list $entry, or it is no file"
  done
}
is_decision() {
  [ -n "$decision" ] && same "$decision$lf" decision.json || return 1
  for part in "{$app," ",$as_of," ",\"exit_code\":$code," ",$(take '.*,("intel":\{.*\}),"(log_key|manifest_sha256)":.*')," ",\"run_id\":\"$run\"," \
    ",$(take '.*,("overlay":\{.*\}),"retention_days":.*')," ",$tool,\"warnings\":["; do
    case $decision in *"$part"*) ;; *) return 1 ;; esac
  done
}
plain() {                                                              # the text of $name, which is kept nowhere
  case $encoding in
    *fernet*) python3 -c 'import os,re,sys;from cryptography.fernet import Fernet as F,MultiFernet as M;sys.stdout.buffer.write(M([F(k) for k in re.split(r"[\s,]+",os.environ["FIXOPS_EVIDENCE_KEY"].strip())]).decrypt(open(sys.argv[1],"rb").read()))' "$name" ;;
    *age*) age -d -i "$identity" "$name" ;;
    *) cat "$name" ;;
  esac | case $encoding in *gzip*) gzip -dc ;; *) cat ;; esac
}
opens() {                                                              # opens WHAT MEMBER
  encoding=$(take ".*,\"$2\":\\{\"bytes\":[0-9]+,\"encoding\":\\[([^]]*)\\].*"); name=$(take ".*,\"$2\":\\{[^}]*\"name\":\"([^\"]*)\".*")
  listed="$(take ".*,\"$2\":\\{\"bytes\":([0-9]+),.*") bytes, SHA-256 $(take ".*,\"$2\":\\{[^}]*\"sha256\":\"([^\"]*)\".*")"
  [ -f "$name" ] || return 1
  case $encoding in
    *fernet*) [ -n "${FIXOPS_EVIDENCE_KEY:-}" ] && python3 -c 'import cryptography' ;;
    *age*) [ -n "$identity" ] && command -v age > "$tmp/out" ;;
  esac || { unknown "$1" "$name is encrypted, and no key was given or nothing is here that opens it"; return 1; }
  digest=$(plain | sha256sum); found="$(($(plain | wc -c))) bytes, SHA-256 ${digest%% *}"
  if [ "$found" = "$listed" ]; then ok "$1" "opens to $found"; else fail "$1" "opens to $found; the manifest says $listed"; return 1; fi
}
has_decision() { printf '%s' "$decision" | sed 's/,"to_go":\[/,"status":"evaluated","to_go":[/' > "$tmp/section"; plain | grep -qFf "$tmp/section"; }
find_key() {                                                           # $key of the signer, $whose it is
  key=; whose='a key that came with the copy: compare it with the one that its owner publishes'
  if [ -z "$given" ]; then [ ! -f "../../keys/$key_id.pub" ] || key=../../keys/$key_id.pub; return; fi
  whose='a key that was given'
  while IFS= read -r path; do digest=$(der "$path" | sha256sum); [ "${digest%% *}" != "$key_id" ] || key=$path; done <<END
$given
END
}
signed() { if [ -z "$key$given" ]; then unknown "$1" 'no public key is here'; else check "$2" "$1" "holds under $whose" "does not hold under $whose"; fi; }
is_enveloped() { [ -n "$key" ] && holds "$key" "$tmp/sig" "$tmp/pae"; }
check_statement() {              # FILE: a Sigstore bundle with a DSSE envelope with an in-toto statement about the manifest
  B='[A-Za-z0-9+/=]+'; file=$1; envelope=$(text_of "$file"); about=',"predicateType":"https://'
  set -- $(printf '%s' "$envelope" | sed -nE "s#^\\{\"dsseEnvelope\":\\{\"payload\":\"($B)\",\"payloadType\":\"application/vnd\\.in-toto\\+json\",\"signatures\":\\[\\{\"sig\":\"($B)\"\\}\\]\\},\
\"mediaType\":\"application/vnd\\.dev\\.sigstore\\.bundle\\.v0\\.3\\+json\",\"verificationMaterial\":\\{\"publicKey\":\\{\"hint\":\"($B)\"\\}\\}\\}\$#\\1 \\2 \\3#p")
  [ $# -eq 3 ] && same "$envelope$lf" "$file" && unbase64 "$1" "$tmp/payload" && unbase64 "$2" "$tmp/sig" || { fail "$file" 'is missing or damaged'; return; }
  [ "$(binary "$key_id" | openssl base64 -A)" = "$3" ] || fail "$file" 'is of another key than the manifest says'
  case "$file $(cat "$tmp/payload")" in
    'manifest.json.sigstore.json {"_type":"https://in-toto.io/Statement/v1","predicate":{'"$app,"*",$as_of,"*"\"run_id\":\"$run\",\"stage\":\"decision\",$tool}${about}fixops.dev/predicates/decision/v1\",\"subject\":[{\"digest\":{\"sha256\":\"$this\"},\"name\":\"manifest.json\"}]}") ;;
    'manifest.json.vsa.sigstore.json {"_type":"https://in-toto.io/Statement/v1","predicate":{'*"{\"digest\":{\"sha256\":\"$this\"},\"uri\":\"manifest.json\"}],"*"\"verificationResult\":\"$result\","*"}${about}slsa.dev/verification_summary/v1\","*) ;;
    *) fail "$file" 'its statement is not about this manifest' ;;
  esac
  { printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < "$tmp/payload")"; cat "$tmp/payload"; } > "$tmp/pae"
  signed "$file" is_enveloped
}
is_ssh_signed() {
  [ -n "$key" ] || return 1
  if [ "$algorithm" = ed25519 ]; then type=ssh-ed25519; blob=$({ printf '\000\000\000\013%s\000\000\000\040' $type; der "$key" | tail -c 32; } | openssl base64 -A)
  else type=ecdsa-sha2-nistp256; blob=$({ printf '\000\000\000\023%s\000\000\000\010nistp256\000\000\000\101' $type; der "$key" | tail -c 65; } | openssl base64 -A); fi
  printf 'signer %s %s\n' "$type" "$blob" > "$tmp/allowed"
  ssh-keygen -Y verify -f "$tmp/allowed" -I signer -n fixops-evidence -s manifest.json.sig < manifest.json > "$tmp/out"
}
# Each line about this run follows from the one before, and the last has the digests of what is here.
is_recorded() {
  before=; numbers=' '; expected="{\"bundle\":\"$bundle\",\"decision.json\":\"$decided\",\"manifest.json\":\"$this\""
  for name in manifest.json.sig manifest.json.sigstore.json manifest.json.vsa.sigstore.json; do [ ! -f $name ] || { sum < $name; expected="$expected,\"$name\":\"$digest\""; }; done
  for of in $logs; do sed -nE "s#^(.*)\"event\":\"(decision\\.made|evidence\\.rekeyed)\",\"prev\":$D,\"run\":\"$(printf '%s' "$run" | sed 's/[.]/[.]/g')\",\"seq\":([0-9]+),(\"subject\":(.*),)?\"ts\":\"[^\"]*\",\"v\":1\\}\$#$of:\\3 \\2 -\\5 \\1#p" "../../$of/audit.jsonl"; done > "$tmp/about"
  while read -r number event subject data; do
    case $data in *"\"mode\":\"$mode\""*) ;; *'"mode":'*) continue ;; esac
    case $data in *"\"verdict\":\"$verdict\""*) ;; *'"verdict":'*) return 1 ;; esac
    now=$(printf '%s' "${subject#-}" | sed -E 's/,"previous\/manifest\.json":"[0-9a-f]*"//')
    replaced=$(printf '%s' "$subject" | sed -nE 's/.*,"previous\/manifest\.json":("[0-9a-f]*").*/\1/p')
    if [ "$event" = decision.made ]; then [ -z "$before" ] || [ "$before" = "$now" ] || return 1
    else case $before in "${now%%,*},"*",\"manifest.json\":${replaced:-none}"*) ;; *) return 1 ;; esac; fi
    before=$now; [ "$now" != "$expected}" ] || numbers="$numbers$number "
  done < "$tmp/about"
  [ "$before" = "$expected}" ]
}
# audit.tlog-proof (c2sp.org/tlog-proof): the line of this run is in the tree of a signed checkpoint (RFC 9162 §2.1.3.2).
is_proved() {
  proof=$(text_of audit.tlog-proof); [ -n "$proof" ] && same "$proof$lf" audit.tlog-proof || return 1
  printf '%s\n' "${proof#*"$lf$lf"}" > "$tmp/note"; proof=${proof%%"$lf$lf"*}
  set -- $(printf '%s\n' "$proof" | sed -nE '1s#^c2sp\.org/(tlog-proof@v1)$#\1#p; 2s#^extra ([A-Za-z0-9+/=]+)$#\1#p; 3s#^index (0|[1-9][0-9]{0,14})$#\1#p; 4,$s#^([A-Za-z0-9+/]{43}=)$#\1#p')
  [ $# -ge 3 ] && [ $# -eq "$(printf '%s\n' "$proof" | wc -l)" ] && unbase64 "$2" "$tmp/line" && is_note "$tmp/note" && is_noted_by "$log_key" && [ "$3" -lt "$tree_size" ] || return 1
  leaf=$({ printf '\000'; cat "$tmp/line"; } | sha256sum); leaf=${leaf%% *}; known=
  for number in $numbers; do
    [ "${number#*:}" != "$3" ] || [ "$leaf" != "$(sed -n "$(($3 + 1))p" "$tmp/leaves.$(printf '%s' "${number%:*}" | sed 's#.*/##')")" ] || known=1
  done
  [ -n "$known" ] || return 1
  binary "$leaf" > "$tmp/r"; fn=$3; sn=$((tree_size - 1)); shift 3
  for hash; do
    unbase64 "$hash" "$tmp/p" && [ "$sn" -gt 0 ] || return 1
    if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
      set -- "$tmp/p" "$tmp/r"
      while [ $((fn % 2)) -eq 0 ] && [ "$fn" -gt 0 ]; do fn=$((fn / 2)); sn=$((sn / 2)); done
    else set -- "$tmp/r" "$tmp/p"; fi
    { printf '\001'; cat "$@"; } | openssl dgst -sha256 -binary > "$tmp/q"; cat "$tmp/q" > "$tmp/r"; fn=$((fn / 2)); sn=$((sn / 2))
  done
  [ "$sn" -eq 0 ] && [ "$(openssl base64 -A < "$tmp/r")" = "$tree_root" ]
}
check_run() {
  show "$1"; key_id=; log_key=
  if [ -L "$1" ] || ! cd "$1"; then fail place 'is no directory, and nothing else stands among runs'; return; fi
  if ! is_manifest; then fail manifest 'is missing, or has not the form or the digest of a manifest'; cd ../..; return; fi
  ok manifest "canonical, digest $self"
  mode=$(take '.*,"mode":"([^"]*)","overlay":.*'); run=$(take '.*,"run_id":"([^"]*)".*'); bundle=$(take '.*,"bundle":\{[^}]*"sha256":"([^"]*)".*')
  algorithm=$(take '.*,"signed_by":\{"algorithm":"([^"]*)".*'); key_id=$(take '.*,"signed_by":\{[^}]*"key_id":"([^"]*)".*'); log_key=$(take '.*,"log_key":"([^"]*)".*')
  app=$(take '\{("app":.*),"as_of":.*'); as_of=$(take '.*,("as_of":.*),"bundle":\{.*'); tool=$(take '.*,("tool":\{.*)\}'); verdict=$(take '.*,"verdict":"([^"]*)"\}')
  case $verdict in GO) code=0; result=PASSED ;; NO-GO) code=1; result=FAILED ;; *) code=2; result=FAILED ;; esac
  sum < manifest.json; this=$digest; decision=$(text_of decision.json); decided=; [ ! -f decision.json ] || { sum < decision.json; decided=$digest; }
  if [ "$1" = "$mode/$run" ]; then ok place "$1"; else fail place "the manifest is that of $mode/$run"; fi
  check_files
  check is_decision decision "$verdict, run $run" 'is not what is written under that name, or differs from the manifest'
  if opens bundle bundle; then check has_decision 'bundle decision' 'the section is decision.json' 'the section differs from decision.json'; fi
  case $m in *',"inputs_document":{'*) opens 'inputs document' inputs_document ;; esac
  if [ -n "$key_id" ]; then
    find_key; check_statement manifest.json.sigstore.json; check_statement manifest.json.vsa.sigstore.json
    if command -v ssh-keygen > "$tmp/out"; then signed manifest.json.sig is_ssh_signed; else unknown manifest.json.sig 'ssh-keygen is not here'; fi
  elif [ -n "$given" ]; then fail signature 'a key was given, and the run is not signed'; fi
  check is_recorded 'audit log' 'records this run' 'no line records this run, or one does with other digests or another verdict'
  [ -z "$log_key" ] || check is_proved 'log proof' "the line is in the tree of a checkpoint that is signed with the log key $log_key" 'does not hold'
  cd ../..
}

# --- All of it: the log, the keys that came along, the runs, the checkpoint under the log keys that the manifests name.
printf 'audit log\n'; log_keys=; logs=; noted_logs=; follows=; runs=0; empty=$(printf '' | sha256sum); empty=${empty%% *}
for log in audit/shards/[0-9][0-9][0-9][0-9] audit; do
  if [ -L "$log" ] || [ -L audit/shards ] || { [ "$log" = audit ] && [ ! -d "$log" ]; }; then fail "$log" 'there is no audit log, and runs are recorded in one'
  elif [ -d "$log" ]; then check_log; fi
done
for file in keys/*.pub; do
  [ -z "$given" ] && [ -f "$file" ] || continue
  digest=$(der "$file" | sha256sum); [ "$file" = "keys/${digest%% *}.pub" ] && same "$(openssl pkey -pubin -in "$file")$lf" "$file" || fail "$file" 'is not the key that its name says'
done
for directory in demo/* demo/.[!.]* enterprise/* enterprise/.[!.]*; do
  case $directory in */.tmp-*) continue ;; esac
  [ -e "$directory" ] || [ -L "$directory" ] || continue
  runs=$((runs + 1)); check_run "$directory"
  case " $log_keys" in *" $log_key "*) ;; *) log_keys="$log_keys${log_key:+$log_key }" ;; esac
done
[ -z "$log_keys" ] || [ -n "$noted_logs" ] || fail checkpoint 'is missing, and a manifest names a log key'
for log in $noted_logs; do
  is_note "$log/checkpoint" || continue
  signer=; for log_key in $log_keys; do is_noted_by "$log_key"; case $? in 0) signer=$log_key ;; 1) fail "$log/checkpoint" "the signature of the log key $log_key does not hold" ;; esac; done
  if [ -n "$signer" ]; then ok "$log/checkpoint" "is signed with the log key $signer"; else unknown "$log/checkpoint" 'is signed with no log key that a manifest here names'; fi
done
for found in * */manifest.json */*/manifest.json; do
  case $found in demo|enterprise|audit) [ -L "$found" ] || [ ! -d "$found" ] || continue ;; demo/*/*|enterprise/*/*) continue ;; */manifest.json) [ -e "$found" ] || continue ;; *) continue ;; esac
  fail place "$found does not belong here"
done
[ "$runs" -gt 0 ] || fail runs 'there is none'
if [ "$failed" -gt 0 ]; then printf '\nNOT VERIFIED\n'; exit 5; fi
if [ "$open" -gt 0 ]; then printf '\nVERIFIED, but %d could not be checked\n' "$open"; else printf '\nVERIFIED\n'; fi
