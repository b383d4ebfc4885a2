package dev.windlass.server.serve.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import dev.windlass.server.serve.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Routes what comes below {@code /terraform/} and {@code /.well-known/}:
 *
 * <pre>
 * terraform.json                         service discovery of this server's own host
 * providers/HOST/…                       provider network mirror, packages, checksum lists
 * modules/HOST/…                         archives of modules
 * v1/HOST/providers/…, v1/HOST/modules/… the two registry protocols
 * </pre>
 */
final class TerraformService implements Service {
  private final NetworkMirror mirror;
  private final ProviderRegistry providers;
  private final ModuleRegistry modules;

  TerraformService(TerraformIndex index, Content content) {
    this.mirror = new NetworkMirror(index, content);
    this.providers = new ProviderRegistry(index, content);
    this.modules = new ModuleRegistry(index, content);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!exchange.reads()) {
      Answers.error(exchange, 405, "only GET and HEAD are answered here");
      return;
    }
    List<String> path = Arrays.asList(exchange.path().split("/", -1));
    String host = path.size() > 1 ? path.get(1).toLowerCase(Locale.ROOT) : "";
    if (path.equals(List.of("terraform.json"))) {
      discovery(exchange);
    } else if (path.size() > 2 && path.get(0).equals("providers")) {
      mirror.handle(exchange, host, path.subList(2, path.size()));
    } else if (path.size() > 2 && path.get(0).equals("modules")) {
      modules.file(exchange, host, path.subList(2, path.size()));
    } else if (path.size() > 3 && path.get(0).equals("v1") && path.get(2).equals("providers")) {
      providers.handle(exchange, host, path.subList(3, path.size()));
    } else if (path.size() > 3 && path.get(0).equals("v1") && path.get(2).equals("modules")) {
      modules.handle(exchange, host, path.subList(3, path.size()));
    } else {
      Answers.unknown(exchange);
    }
  }

  private static void discovery(Exchange exchange) throws IOException {
    String base = TerraformProtocol.PREFIX + "v1/" + TerraformIndex.ANY_HOST;
    ObjectNode services = Answers.object();
    services.put("providers.v1", base + "/providers/");
    services.put("modules.v1", base + "/modules/");
    Answers.json(exchange, services);
  }
}
