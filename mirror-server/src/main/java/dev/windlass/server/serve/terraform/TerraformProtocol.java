package dev.windlass.server.serve.terraform;

import dev.windlass.server.serve.Indexer;
import dev.windlass.server.serve.Protocol;
import dev.windlass.spec.coordinates.Kind;
import java.util.List;

/**
 * Serves providers and modules. What a client's configuration needs, with {@code O} for the
 * server's origin:
 *
 * <pre>
 * provider_installation {
 *   network_mirror { url = "O/terraform/providers/" }   # https only, for all hosts
 * }
 * host "HOST" {                                         # instead, or for modules of HOST
 *   services = {
 *     "providers.v1" = "O/terraform/v1/HOST/providers/"
 *     "modules.v1"   = "O/terraform/v1/HOST/modules/"
 *   }
 * }
 * </pre>
 *
 * <p>A token, where reading needs one, goes into {@code credentials} blocks for the server's own
 * host and for each {@code HOST}. Sources that name the server itself as their host need no
 * configuration: {@code /.well-known/terraform.json} answers for it, with the providers and modules
 * of all hosts. OpenTofu can take the same providers from the image registry: {@code oci_mirror}
 * with {@code repository_template =
 * "AUTHORITY/opentofu-providers/${hostname}/${namespace}/${type}"}.
 */
public final class TerraformProtocol implements Protocol {
  static final String PREFIX = "/terraform/";

  @Override
  public Kind kind() {
    return Kind.TERRAFORM;
  }

  @Override
  public List<String> prefixes() {
    return List.of(PREFIX, "/.well-known/");
  }

  @Override
  public Indexer indexer() {
    return new TerraformIndexer();
  }
}
