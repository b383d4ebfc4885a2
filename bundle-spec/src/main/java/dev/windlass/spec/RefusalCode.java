package dev.windlass.spec;

/**
 * Every reason for which a bundle is refused. A code never changes its meaning and is never used
 * again for another; {@code SPEC.md} lists them with their rules. The number after the letter is
 * the verification step at which the refusal happens.
 */
public enum RefusalCode {
  /** BUNDLE or a signature is absent. */
  BUNDLE_MISSING("R101"),
  /** BUNDLE or a signature is larger than its bound. */
  BUNDLE_OVERSIZE("R102"),
  /** The bundle's root holds a name that the format does not know. */
  ROOT_UNKNOWN_NAME("R103"),
  /** Two volumes carry different BUNDLE bytes or signatures. */
  BUNDLE_DIFFERS("R104"),

  /** A signature that the policy demands is absent. */
  SIGNATURE_MISSING("R201"),
  /** A signature file is no well-formed detached CMS. */
  SIGNATURE_MALFORMED("R202"),
  /** A CMS has no signer at all. */
  SIGNATURE_NO_SIGNER("R203"),
  /** A signature does not verify over the exact bytes of BUNDLE. */
  SIGNATURE_INVALID("R204"),
  /** The signer is not in the trust policy. */
  SIGNER_UNKNOWN("R205"),
  /** The signer is known, but in another role. */
  SIGNER_WRONG_ROLE("R206"),
  /** Too few distinct trusted signers. */
  THRESHOLD_NOT_MET("R207"),
  /** The signer's certificate was not valid at the attested time. */
  CERTIFICATE_EXPIRED("R208"),
  /** The signer's certificate or key is revoked. */
  CERTIFICATE_REVOKED("R209"),
  /** The signature's algorithm is not the one that its file name and the policy demand. */
  SIGNATURE_ALGORITHM("R210"),
  /** A signed attribute that the format demands is absent, doubled or wrong. */
  SIGNATURE_ATTRIBUTES("R211"),
  /** The trust policy itself is malformed. */
  POLICY_MALFORMED("R212"),
  /** One key has signed twice in one file. */
  SIGNER_DUPLICATED("R213"),
  /** The signing time lies in the future. */
  SIGNING_TIME("R214"),

  /** BUNDLE breaks its grammar. */
  HEADER_MALFORMED("R301"),
  /** The format version is not readable by this program. */
  HEADER_VERSION("R302"),
  /** The bundle is meant for another audience. */
  AUDIENCE_MISMATCH("R303"),
  /** The marking is not allowed here. */
  MARKING_NOT_ALLOWED("R304"),
  /** The stream is not known here. */
  STREAM_UNKNOWN("R305"),

  /** The sequence was already accepted: a replay or a rollback. */
  SEQUENCE_REPLAYED("R401"),
  /** An earlier bundle is missing between the last accepted one and this. */
  SEQUENCE_GAP("R402"),
  /** The previous hash is not the hash of the last accepted bundle: a fork. */
  PREVIOUS_MISMATCH("R403"),
  /** The sequence jumps further than the policy allows. */
  SEQUENCE_JUMP("R404"),
  /** The receiver's own record of its streams is malformed. */
  STATE_MALFORMED("R405"),

  /** The base release is not held, or not complete. */
  BASE_NOT_HELD("R501"),

  /** The bundle is past its fresh-until time. */
  STALE("R601"),
  /**
   * A signer's certificate had expired before the last bundle was attested: a backdated signature.
   */
  SIGNATURE_BACKDATED("R602"),

  /** A volume's FILES list is absent. */
  FILES_MISSING("R701"),
  /** A FILES list has another hash than BUNDLE says. */
  FILES_HASH("R702"),
  /** A FILES list breaks its grammar. */
  FILES_MALFORMED("R703"),
  /** A listed file is absent. */
  FILE_MISSING("R704"),
  /** A file is there that no list names. */
  FILE_UNLISTED("R705"),
  /** A file has another size than listed. */
  FILE_SIZE("R706"),
  /** A file has another SHA-512 than listed. */
  FILE_HASH("R707"),
  /** A name is outside the grammar, or a link, device or other special file stands there. */
  NAME_FORBIDDEN("R708"),
  /** Counts or totals differ from those that BUNDLE declares. */
  TOTALS_MISMATCH("R709"),
  /** A volume is absent. */
  VOLUME_MISSING("R710"),
  /** A directory is there that is no volume of this bundle. */
  VOLUME_UNKNOWN("R711"),
  /** CHANGES.txt, VERIFY.txt or a trust file is absent, or has another SHA-512 than BUNDLE says. */
  ROOT_FILE_HASH("R712"),

  /** A blob's bytes have another SHA-256 than its name. */
  BLOB_DIGEST("R801"),
  /** A blob has another size than declared. */
  BLOB_SIZE("R802"),
  /** A pack is no strict ustar archive of the form that the format fixes. */
  PACK_MALFORMED("R803"),
  /** The parts of a split blob are not complete or do not join. */
  PARTS_MALFORMED("R804"),
  /** The compressed catalogue does not decompress within its declared size. */
  CATALOGUE_COMPRESSION("R805"),
  /** A delta is malformed, exceeds its bounds or rebuilds another blob. */
  DELTA_INVALID("R806"),
  /** The bundle carries a delta, which this format version only reserves. */
  DELTA_UNSUPPORTED("R807"),

  /** The catalogue breaks its grammar. */
  CATALOGUE_MALFORMED("R901"),
  /** The catalogue's digest is not the release id that BUNDLE declares. */
  CATALOGUE_DIGEST("R902"),
  /** A digest that the catalogue or an image manifest names is neither here nor in the base. */
  BLOB_MISSING("R903"),
  /** The bundle carries a blob that the catalogue does not name. */
  BLOB_UNLISTED("R904"),
  /** A bound of the format is exceeded: line length, count, depth or declared size. */
  LIMIT_EXCEEDED("R905"),
  /** The OCI layout's files are not those that follow from the catalogue, or lie elsewhere. */
  OCI_LAYOUT_MISMATCH("R906"),
  /** An image manifest is no sound JSON, is ambiguous, or is another than its entry says. */
  MANIFEST_MALFORMED("R907");

  private final String code;

  RefusalCode(String code) {
    this.code = code;
  }

  /** The stable code: {@code R}, the step number, two digits. */
  public String code() {
    return code;
  }

  /** The verification step, 1 to 9. */
  public int step() {
    return code.charAt(1) - '0';
  }
}
