package dev.windlass.signing.officer.cli;

import dev.windlass.signing.cms.SignatureReader;
import dev.windlass.signing.cms.Signer;
import dev.windlass.signing.keys.KeyId;
import dev.windlass.signing.keys.SignatureAlgorithm;
import dev.windlass.signing.verify.BundleVerifier;
import dev.windlass.signing.verify.MediaRoots;
import dev.windlass.signing.verify.SignedBundle;
import dev.windlass.spec.Printable;
import dev.windlass.spec.volume.BundleHeader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code bundle-verify show}: what a bundle says of itself, before anybody is believed. */
@CommandLine.Command(
    name = "show",
    description = {
      "Prints what BUNDLE says and who signed it, without any trust policy.",
      "This is no verification: whoever made the medium can have made the keys too."
    },
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  private @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  @CommandLine.Parameters(arity = "1..*", paramLabel = "DIR", description = "Directories of it.")
  private List<Path> directories;

  @Override
  public Integer call() throws IOException {
    MediaRoots media = BundleVerifier.read(directories);
    SignedBundle bundle = media.bundle();
    BundleHeader header = BundleHeader.parse(bundle.bytes());
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "NOT VERIFIED: bundle " + header.sequence() + " of stream " + header.stream() + " says");
    out.print(VerdictText.ofHeader(header));
    out.print(VerdictText.line("volumes", header.volumes() + ", here " + media.volumes().keySet()));
    out.print(VerdictText.line("BUNDLE", "sha512 " + bundle.hash()));
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      byte[] cms = bundle.signatures().get(algorithm);
      if (cms == null) {
        out.print(VerdictText.line("signed by", "nobody: " + algorithm.fileName() + " is missing"));
      } else {
        for (Signer signer : SignatureReader.read(algorithm, cms, bundle.bytes())) {
          out.print(VerdictText.line("signed by", describe(algorithm, signer)));
        }
      }
    }
    out.flush();
    return Main.OK;
  }

  private static String describe(SignatureAlgorithm algorithm, Signer signer) {
    return Printable.escape(signer.certificate().getSubjectX500Principal().getName())
        + " with "
        + algorithm
        + " at "
        + signer.signingTime()
        + ", certificate "
        + KeyId.of(signer.certificate());
  }
}
