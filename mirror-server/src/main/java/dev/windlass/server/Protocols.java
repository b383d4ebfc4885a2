package dev.windlass.server;

import dev.windlass.server.serve.Protocol;
import dev.windlass.server.serve.files.FilesProtocol;
import dev.windlass.server.serve.huggingface.HuggingFaceProtocol;
import dev.windlass.server.serve.maven.MavenProtocol;
import dev.windlass.server.serve.npm.NpmProtocol;
import dev.windlass.server.serve.oci.OciProtocol;
import dev.windlass.server.serve.terraform.TerraformProtocol;
import java.util.List;

/** The ecosystems that this server speaks. */
final class Protocols {
  private Protocols() {}

  static List<Protocol> all() {
    return List.of(
        new FilesProtocol(),
        new HuggingFaceProtocol(),
        new MavenProtocol(),
        new NpmProtocol(),
        new OciProtocol(),
        new TerraformProtocol());
  }
}
