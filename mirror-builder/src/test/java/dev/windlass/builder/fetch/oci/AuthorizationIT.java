package dev.windlass.builder.fetch.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.content.Descriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizationIT {
  private static final String LOGIN = basic("ada:open sesame");

  private @TempDir Path directory;
  private LoopbackRegistry registry;
  private final AtomicInteger tokens = new AtomicInteger();

  /** Requests that one token is good for. */
  private int uses = Integer.MAX_VALUE;

  private int left;

  @BeforeEach
  void start() throws IOException {
    registry = new LoopbackRegistry();
    Descriptor config = registry.blob(MediaTypes.OCI_CONFIG, "{}".getBytes(StandardCharsets.UTF_8));
    Descriptor image =
        registry.manifest(
            MediaTypes.OCI_MANIFEST,
            "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d},\"layers\":[]}"
                .formatted(config.mediaType(), config.digest(), config.size()));
    registry.tag("1", image);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private void collect(Credentials credentials) throws IOException, InterruptedException {
    var images =
        List.of(
            new MirrorList.Image(
                registry.host() + "/team/app:1",
                Optional.of("mirror/app"),
                List.of(),
                false,
                true));
    LocalFetch run = new LocalFetch(directory.resolve("store"));
    run.run(new OciFetcher(images, directory, new Registries(credentials, Clock.systemUTC())));
    assertThat(run.entries()).hasSize(2);
  }

  private static Optional<Credentials.Login> ada(String host) {
    return Optional.of(new Credentials.Login.Password("ada", "open sesame"));
  }

  private static Optional<Credentials.Login> nobody(String host) {
    return Optional.empty();
  }

  private static Optional<String> sent(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static boolean challenge(HttpExchange exchange, String challenge) throws IOException {
    exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
    LoopbackRegistry.send(exchange, 401, "application/json", null);
    return true;
  }

  /** The token flow, for those who send this Authorization header to the token server. */
  private boolean tokenFlow(HttpExchange exchange, Optional<String> login) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/token")) {
      if (!sent(exchange).equals(login)) {
        LoopbackRegistry.send(exchange, 401, "application/json", null);
        return true;
      }
      left = uses;
      String token = "{\"token\":\"t%d\",\"expires_in\":300}".formatted(tokens.incrementAndGet());
      LoopbackRegistry.send(
          exchange, 200, "application/json", token.getBytes(StandardCharsets.UTF_8));
      return true;
    }
    boolean good = sent(exchange).equals(Optional.of("Bearer t" + tokens)) && left-- > 0;
    String challenge =
        "Bearer realm=\"http://%s/token\",service=\"registry, of ours\",scope=\"repository:team/app:pull\""
            .formatted(registry.host());
    return !good && challenge(exchange, challenge);
  }

  @Test
  void takesAnAnonymousTokenOnceForTheRepository() throws Exception {
    registry.gate = exchange -> tokenFlow(exchange, Optional.empty());
    collect(AuthorizationIT::nobody);

    assertThat(registry.requests.stream().filter(request -> request.contains("/token")))
        .containsExactly(
            "GET /token?scope=repository%3Ateam%2Fapp%3Apull&service=registry%2C+of+ours");
  }

  @Test
  void sendsTheLoginOnlyToTheTokenServer() throws Exception {
    registry.gate = exchange -> tokenFlow(exchange, Optional.of(LOGIN));
    collect(AuthorizationIT::ada);
    assertThat(tokens).hasValue(1);
  }

  @Test
  void givesAnIdentityTokenForAToken() throws Exception {
    List<String> forms = new CopyOnWriteArrayList<>();
    registry.gate =
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          }
          return tokenFlow(exchange, Optional.empty());
        };
    collect(host -> Optional.of(new Credentials.Login.RefreshToken("lasting+secret")));

    assertThat(forms)
        .containsExactly(
            "scope=repository%3Ateam%2Fapp%3Apull&service=registry%2C+of+ours"
                + "&grant_type=refresh_token&client_id=windlass&refresh_token=lasting%2Bsecret");
    assertThat(registry.requests).contains("POST /token");
  }

  @Test
  void renewsATokenThatExpires() throws Exception {
    uses = 1;
    registry.gate = exchange -> tokenFlow(exchange, Optional.of(LOGIN));
    collect(AuthorizationIT::ada);
    assertThat(tokens).hasValue(3);
  }

  @Test
  void saysWhenALoginIsWanted() {
    registry.gate = exchange -> tokenFlow(exchange, Optional.of(LOGIN));
    assertThatThrownBy(() -> collect(AuthorizationIT::nobody))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("nobody may read it without a login")
        .hasMessageContaining("docker login " + registry.host());
  }

  @Test
  void saysWhenALoginIsRefusedWithoutTellingThePassword() {
    registry.gate = exchange -> tokenFlow(exchange, Optional.of(LOGIN));
    assertThatThrownBy(
            () -> collect(host -> Optional.of(new Credentials.Login.Password("ada", "guess"))))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("its login was refused")
        .hasMessageNotContaining("guess");
  }

  @Test
  void logsInByBasicAuthentication() throws Exception {
    registry.gate =
        exchange ->
            !sent(exchange).equals(Optional.of(LOGIN))
                && challenge(exchange, "Basic realm=\"registry\"");
    collect(AuthorizationIT::ada);
  }

  @Test
  void saysWhenItMayNotReadThis() {
    registry.gate =
        exchange ->
            sent(exchange).isEmpty()
                ? challenge(exchange, "Basic realm=\"registry\"")
                : answer(exchange, 403);
    assertThatThrownBy(() -> collect(AuthorizationIT::ada))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("no permission");
  }

  private static boolean answer(HttpExchange exchange, int status) throws IOException {
    LoopbackRegistry.send(exchange, status, "application/json", null);
    return true;
  }

  @Test
  void readsTheLoginFromDockersConfiguration() throws Exception {
    registry.gate =
        exchange ->
            !sent(exchange).equals(Optional.of(LOGIN)) && challenge(exchange, "Basic realm=\"r\"");
    Path config = directory.resolve("config.json");
    String auth =
        Base64.getEncoder().encodeToString("ada:open sesame".getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        config, "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(registry.host(), auth));
    collect(new DockerCredentials(config));
  }

  /** Prints what the user's configuration holds for a host. */
  static final class ShowLogin {
    public static void main(String[] host) {
      if (DockerCredentials.ofUser().find(host[0]).orElse(null)
          instanceof Credentials.Login.Password login) {
        System.out.print(login.user() + ":" + login.password());
      }
    }
  }

  /** In a process of its own, since helpers are looked for on the PATH of the process. */
  @Test
  void asksTheCredentialHelperThatDockersConfigurationNames() throws Exception {
    Path helper = directory.resolve("docker-credential-windlass");
    Files.writeString(
        helper,
        """
        #!/bin/sh
        read -r host
        [ "$1 $host" = "get registry.example:5000" ] || exit 1
        echo '{"Username":"ada","Secret":"open sesame"}'
        """);
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(
        directory.resolve("config.json"),
        "{\"credHelpers\":{\"registry.example:5000\":\"windlass\"}}");
    ProcessBuilder show =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ShowLogin.class.getName(),
            "registry.example:5000");
    show.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    show.environment().put("DOCKER_CONFIG", directory.toString());
    show.redirectError(ProcessBuilder.Redirect.INHERIT);
    String shown = new String(show.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shown).isEqualTo("ada:open sesame");
  }

  @Test
  void hasNoLoginsWhereDockerWasNeverConfigured() {
    assertThat(new DockerCredentials(directory.resolve("none.json")).find("example.org")).isEmpty();
  }
}
