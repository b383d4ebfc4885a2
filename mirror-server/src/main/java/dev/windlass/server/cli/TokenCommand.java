package dev.windlass.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.access.ReadTokens;
import java.io.IOException;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tokens for reading, where access is restricted to them. */
@Command(
    name = "token",
    description = "Makes, lists and revokes tokens for reading (access = token).",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TokenCommand {
  @Command(name = "add", description = "Makes a token and prints its secret, this once.")
  int add(@Mixin CommonOptions common, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    String secret;
    try {
      secret = tokens(common).add(name);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    ObjectNode json = CommonOptions.mapper().createObjectNode();
    json.put("name", name);
    json.put("token", secret);
    common.print(json, secret);
    return 0;
  }

  @Command(name = "list", description = "Lists the tokens by name.")
  int list(@Mixin CommonOptions common) throws IOException {
    ArrayNode json = CommonOptions.mapper().createArrayNode();
    StringBuilder text = new StringBuilder();
    for (ReadTokens.Token token : tokens(common).list()) {
      ObjectNode one = json.addObject();
      one.put("name", token.name());
      one.put("created", token.created().toString());
      text.append(token.name()).append("  ").append(token.created()).append('\n');
    }
    common.print(json, text.isEmpty() ? "no tokens" : text.toString().stripTrailing());
    return 0;
  }

  @Command(name = "revoke", description = "Revokes a token; a running server heeds it at once.")
  int revoke(@Mixin CommonOptions common, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    if (!tokens(common).revoke(name)) {
      throw new IOException("there is no token " + name);
    }
    ObjectNode json = CommonOptions.mapper().createObjectNode();
    json.put("revoked", name);
    common.print(json, "revoked " + name);
    return 0;
  }

  private static ReadTokens tokens(CommonOptions common) throws IOException {
    return new ReadTokens(common.data().tokens(), Clock.systemUTC());
  }
}
