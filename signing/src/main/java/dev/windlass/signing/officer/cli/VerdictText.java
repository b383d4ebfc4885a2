package dev.windlass.signing.officer.cli;

import dev.windlass.signing.keys.KeyId;
import dev.windlass.signing.verify.TrustedSigner;
import dev.windlass.signing.verify.Verdict;
import dev.windlass.signing.verify.VerifiedBundle;
import dev.windlass.spec.Printable;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.volume.BundleHeader;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A verdict for people. */
final class VerdictText {
  private static final int WIDTH = 13;

  private final StringBuilder out = new StringBuilder(1024);

  private VerdictText() {}

  static String of(Verdict verdict) {
    VerdictText text = new VerdictText();
    switch (verdict) {
      case Verdict.Accepted accepted -> text.accepted(accepted);
      case Verdict.Incomplete incomplete -> text.incomplete(incomplete);
      case Verdict.Refused refused -> text.refused(refused);
    }
    return text.out.toString();
  }

  private void accepted(Verdict.Accepted accepted) {
    head("ACCEPTED", accepted.bundle());
    if (accepted.bundle().repeated()) {
      row("note", "this very bundle was accepted before");
    }
    row("volumes", accepted.bundle().header().volumes() + ", all there and good");
    Verdict.Content content = accepted.content();
    row(
        "content",
        content.entries()
            + " catalogue entries; "
            + content.blobs()
            + " blobs of "
            + Sizes.text(content.blobBytes()));
    if (content.fromBase() > 0) {
      row(
          "from base",
          content.fromBase()
              + (content.baseChecked()
                  ? " blobs, which are held"
                  : " blobs that the high side must hold already; not checked here"));
    }
  }

  private void incomplete(Verdict.Incomplete incomplete) {
    head("INCOMPLETE", incomplete.bundle());
    int volumes = incomplete.bundle().header().volumes();
    row(
        "volumes",
        (incomplete.present().isEmpty()
                ? "none of " + volumes + " is there"
                : numbers(incomplete.present())
                    + " of "
                    + volumes
                    + (incomplete.present().size() == 1 ? " is good" : " are good"))
            + "; missing: "
            + numbers(incomplete.missing()));
    row("next", "verify again with all volumes; name all of their directories");
  }

  private void refused(Verdict.Refused refused) {
    out.append("REFUSED ").append(refused.code().code());
    out.append(" at step ").append(refused.code().step()).append('\n');
    row("where", Printable.escape(refused.place()));
    row("why", refused.reason().replaceAll("\\p{Cntrl}", "?"));
    row("next", "set the media aside with this report; nothing of them may be used");
  }

  private void head(String verdict, VerifiedBundle bundle) {
    BundleHeader header = bundle.header();
    out.append(verdict).append(" bundle ").append(header.sequence());
    out.append(" of stream ").append(header.stream()).append('\n');
    header(header);
    row("BUNDLE", "sha512 " + bundle.hash());
    for (TrustedSigner signer : bundle.signers()) {
      row(
          "signed by",
          Printable.escape(signer.subject())
              + " with "
              + signer.algorithm()
              + " at "
              + signer.signingTime()
              + ", certificate "
              + KeyId.of(signer.certificate()));
    }
  }

  /** The rows of a header. */
  static String ofHeader(BundleHeader header) {
    VerdictText text = new VerdictText();
    text.header(header);
    return text.out.toString();
  }

  private void header(BundleHeader header) {
    row("audience", header.audience());
    row("marking", header.marking());
    row("created", header.created() + " by " + header.builder());
    row("fresh until", header.freshUntil().map(Instant::toString).orElse("no date is set"));
    row("release", header.release().toString());
    row("base", header.base().map(ReleaseId::toString).orElse("none: a full bundle"));
  }

  private void row(String name, String value) {
    out.append(line(name, value));
  }

  static String line(String name, String value) {
    return "  " + name + " ".repeat(Math.max(1, WIDTH - name.length())) + value + "\n";
  }

  private static String numbers(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
