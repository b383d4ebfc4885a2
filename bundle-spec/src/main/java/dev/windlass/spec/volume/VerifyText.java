package dev.windlass.spec.volume;

/** VERIFY.txt: how to check a bundle with OpenSSL and coreutils alone. */
final class VerifyText {
  private VerifyText() {}

  static String text() {
    return """
    HOW TO CHECK THIS BUNDLE WITHOUT THE PROGRAMS THAT MADE IT

    You need a POSIX shell, GNU coreutils and findutils, and openssl.

    Trust comes from your side. Take the builder's certificates from your own records, where
    they were put before this medium arrived: p384-builder.pem and mldsa87-builder.pem below,
    each with the builders' own certificates and no others. Do not use certificates from this
    medium; trust/ is here for information only.

    Go to the folder that holds BUNDLE. Each command must end with the exit status 0.

    1. Who made it? BUNDLE is signed twice. Both signatures must hold.

       With OpenSSL 3.0 or later:

         openssl cms -verify -binary -inform DER -in BUNDLE.p384.p7s -content BUNDLE \\
           -CAfile p384-builder.pem -partial_chain -no-CApath -no-CAstore -purpose any \\
           -out /dev/null

       With OpenSSL 3.5 or later:

         openssl cms -verify -binary -inform DER -in BUNDLE.mldsa87.p7s -content BUNDLE \\
           -CAfile mldsa87-builder.pem -partial_chain -no-CApath -no-CAstore -purpose any \\
           -out /dev/null

       The options -no-CApath and -no-CAstore keep the machine's own authorities out of it.

       Then read BUNDLE. Are stream, sequence, audience, marking and fresh-until what you
       expect? Is previous the SHA-512 of the BUNDLE that you passed before this one?

    2. Are the lists those that were signed? On several media some volumes are elsewhere;
       --ignore-missing passes over their lists.

         sha512sum -c --strict --ignore-missing BUNDLE

    3. Are the files of each volume here those that its list names, and no others?

         for v in volume-*; do
           ( cd "$v" &&
             sha512sum -c --strict --quiet FILES &&
             [ -z "$(find . ! -type f ! -type d)" ] &&
             [ "$(find . -type f | wc -l)" -eq "$(( $(grep -vc '^#' FILES) + 1 ))" ] &&
             echo "$v: OK" ) || { echo "$v: REFUSED"; break; }
         done

       sha512sum alone does not see a file that was added: the counts do.

    4. With all volumes in one folder: are all there, and nothing else?

         [ "$(ls -d volume-* | wc -l)" -eq "$(sed -n 's/^# volumes: //p' BUNDLE)" ]
         [ "$(find volume-* -type f | wc -l)" -eq "$(sed -n 's/^# files: //p' BUNDLE)" ]
         [ "$(find volume-* -type f -printf '%s\\n' | awk '{ s += $1 } END { printf "%d", s }')" \\
           -eq "$(sed -n 's/^# bytes: //p' BUNDLE)" ]
         ls -A | grep -vxE 'BUNDLE(\\.p384\\.p7s|\\.mldsa87\\.p7s|\\.sigstore\\.json)?|(CHANGES|VERIFY)\\.txt|approvals|trust|volume-[0-9]{3}' \\
           && echo "REFUSED: unknown names"

    5. What is in it? CHANGES.txt says it for people. The full list is the catalogue:

         zstd -dc volume-001/catalogue.jsonl.zst | sha256sum

       The sum is the release in BUNDLE. Blobs are named by their SHA-256; packs are plain tar
       archives of blobs; NAME.part-0001, NAME.part-0002 and so on are joined with cat.
    """;
  }
}
