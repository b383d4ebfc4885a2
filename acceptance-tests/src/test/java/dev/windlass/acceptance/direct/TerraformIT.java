package dev.windlass.acceptance.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import dev.windlass.acceptance.upstream.Payload;
import dev.windlass.acceptance.upstream.ReleaseKey;
import dev.windlass.acceptance.upstream.TerraformRegistry;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.builder.fetch.terraform.TerraformFetcher;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.server.serve.oci.OciProtocol;
import dev.windlass.server.serve.terraform.TerraformProtocol;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.Coordinates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real OpenTofu with real providers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerraformIT {
  private static final String TOFU_HOST = "registry.opentofu.org";
  private static final String TERRAFORM_HOST = "registry.terraform.io";
  private static final String MODULE_HOST = "modules.example.test";

  private final TerraformRegistry upstream = new TerraformRegistry();
  private Path directory;
  private LocalFetch collector;
  private SortedMap<Coordinates, CatalogueEntry> entries;
  private DirectMirror mirror;

  @BeforeAll
  void collectAndServe(@TempDir Path temporary) throws Exception {
    directory = temporary;
    upstream.publishProvider("coder/coder", "2.19.0", packages("coder", "2.19.0"));
    upstream.publishProvider("hashicorp/time", "0.14.2", packages("time", "0.14.2"));
    upstream.publishModule(
        "demo/hello/generic",
        "1.2.0",
        Payload.of(
            TerraformRegistry.zip(
                Map.of("src/hello/main.tf", "output \"hello\" { value = \"hello\" }\n"))),
        "src/hello");
    collector = new LocalFetch(directory.resolve("low"));
    entries = collector.run(fetcher());
    mirror =
        new DirectMirror(
            directory.resolve("high"),
            entries.values(),
            collector.store(),
            List.of(new TerraformProtocol(), new OciProtocol()));
  }

  @AfterAll
  void stop() throws Exception {
    mirror.close();
    upstream.close();
  }

  private Map<String, Payload> packages(String type, String version) throws Exception {
    Path zip = directory.resolve(type + ".zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("terraform-provider-" + type + "_v" + version));
      Files.copy(Checkout.find().tools().resolve("terraform-provider-" + type), out);
    }
    byte[] other = TerraformRegistry.zip(Map.of("terraform-provider-" + type, "not for Linux"));
    return Map.of("linux_amd64", Payload.of(zip), "windows_amd64", Payload.of(other));
  }

  private TerraformFetcher fetcher() {
    List<String> both = List.of(TOFU_HOST, TERRAFORM_HOST);
    return new TerraformFetcher(
        new MirrorList.Terraform(
            List.of(provider("coder/coder", "~> 2.19", both), provider("hashicorp/time", "", both)),
            List.of(
                new MirrorList.Module(
                    MODULE_HOST + "/demo/hello/generic",
                    ">= 1.0",
                    false,
                    Optional.of(upstream.url()),
                    List.of()))),
        directory);
  }

  private MirrorList.Provider provider(String source, String versions, List<String> hosts) {
    return new MirrorList.Provider(
        source, versions, false, List.of(), Optional.of(upstream.url()), hosts, List.of());
  }

  private Command.Result tofu(Path project, String configuration, String... arguments)
      throws IOException, InterruptedException {
    Path file = Files.writeString(project.resolve("tofurc"), configuration);
    return Checkout.find()
        .tool("tofu")
        .with(arguments)
        .in(project)
        .env("TF_CLI_CONFIG_FILE", file.toString())
        .env("SSL_CERT_FILE", mirror.authorityFile().toString())
        .env("SSL_CERT_DIR", "")
        .run();
  }

  private Path project(String name, String text) throws IOException {
    Path project = Files.createDirectories(directory.resolve(name));
    Files.writeString(project.resolve("main.tf"), text);
    return project;
  }

  private static String providers(String host) {
    return """
    terraform {
      required_providers {
        coder = { source = "%1$scoder/coder" }
        time  = { source = "%1$shashicorp/time" }
      }
    }
    """
        .formatted(host);
  }

  private String networkMirror() {
    return """
    disable_checkpoint = true
    credentials "%1$s" { token = "%2$s" }
    provider_installation {
      network_mirror { url = "https://%1$s/terraform/providers/" }
    }
    """
        .formatted(mirror.authority(), DirectMirror.TOKEN);
  }

  private String hosts(String... hosts) {
    StringBuilder text = new StringBuilder("disable_checkpoint = true\n");
    for (String host : hosts) {
      text.append(
          """
          credentials "%2$s" { token = "%3$s" }
          host "%2$s" {
            services = {
              "providers.v1" = "https://%1$s/terraform/v1/%2$s/providers/"
              "modules.v1"   = "https://%1$s/terraform/v1/%2$s/modules/"
            }
          }
          """
              .formatted(mirror.authority(), host, DirectMirror.TOKEN));
    }
    return text.toString();
  }

  @Test
  void initialisesFromTheNetworkMirrorForBothDefaultHosts() throws Exception {
    for (String host : List.of("", TERRAFORM_HOST + "/")) {
      Path project = project("mirror-" + host.length(), providers(host));
      var init = tofu(project, networkMirror(), "init", "-no-color");
      assertThat(init.exit()).as(init.text()).isZero();
      String lock = Files.readString(project.resolve(".terraform.lock.hcl"));
      assertThat(lock).contains(host.isEmpty() ? TOFU_HOST : TERRAFORM_HOST).contains("zh:");
    }
  }

  @Test
  void acceptsInTheRegistryTheLockFileThatTheNetworkMirrorMade() throws Exception {
    Path project = project("both", providers(""));
    var first = tofu(project, networkMirror(), "init", "-no-color");
    assertThat(first.exit()).as(first.text()).isZero();
    Files.move(project.resolve(".terraform"), project.resolve("installed-first"));
    var second = tofu(project, hosts(TOFU_HOST), "init", "-no-color", "-lockfile=readonly");
    assertThat(second.exit()).as(second.text()).isZero();
    assertThat(second.text()).doesNotContain("unauthenticated");
  }

  @Test
  void initialisesFromTheRegistryWithThePublishersSignature() throws Exception {
    Path project = project("registry", providers(TERRAFORM_HOST + "/"));
    var init = tofu(project, hosts(TERRAFORM_HOST), "init", "-no-color");
    assertThat(init.exit()).as(init.text()).isZero();
    assertThat(init.text()).contains("signed, key ID " + upstream.key().id());
  }

  @Test
  void initialisesFromTheImageRegistryWithTheLockFileOfTheNetworkMirror() throws Exception {
    Path project = project("oci", providers(""));
    Command.Result first = tofu(project, networkMirror(), "init", "-no-color");
    assertThat(first.exit()).as(first.text()).isZero();
    Files.move(project.resolve(".terraform"), project.resolve("installed-first"));
    String configuration =
        """
        disable_checkpoint = true
        oci_default_credentials { discover_ambient_credentials = false }
        oci_credentials "%1$s" {
          username = "reader"
          password = "%2$s"
        }
        provider_installation {
          oci_mirror {
            repository_template = "%1$s/opentofu-providers/${hostname}/${namespace}/${type}"
          }
        }
        """
            .formatted(mirror.authority(), DirectMirror.TOKEN);
    Command.Result init = tofu(project, configuration, "init", "-no-color", "-lockfile=readonly");
    assertThat(init.exit()).as(init.text()).isZero();
    assertThat(init.text()).contains("Installed coder/coder v2.19.0");
  }

  @Test
  void takesModuleFromRepointedHost() throws Exception {
    Path project =
        project(
            "module",
            """
            module "hello" {
              source  = "%s/demo/hello/generic"
              version = "~> 1.2"
            }
            output "hello" { value = module.hello.hello }
            """
                .formatted(MODULE_HOST));
    var init = tofu(project, hosts(MODULE_HOST), "init", "-no-color");
    assertThat(init.exit()).as(init.text()).isZero();
    var apply = tofu(project, hosts(MODULE_HOST), "apply", "-no-color", "-auto-approve");
    assertThat(apply.text()).contains("hello = \"hello\"");
  }

  @Test
  void countsProvidersThatAreAskedForInVain() throws Exception {
    Path project = project("missing", providers("").replace("coder/coder", "acme/x"));
    var init = tofu(project, networkMirror(), "init", "-no-color");
    assertThat(init.exit()).isNotZero();
    assertThat(mirror.missing()).as(init.text()).contains(TOFU_HOST + "/acme/x");
  }

  @Test
  void downloadsNothingOnTheSecondRun() throws Exception {
    upstream.takeRequests();
    assertThat(collector.run(fetcher())).isEqualTo(entries);
    assertThat(upstream.takeRequests())
        .allMatch(request -> request.endsWith("/versions") || request.endsWith("terraform.json"));
  }

  @Test
  void refusesTamperedSignature() throws Exception {
    try (TerraformRegistry tampered = new TerraformRegistry()) {
      tampered.publishProvider(
          "coder/coder",
          "2.19.0",
          Map.of("linux_amd64", Payload.of(TerraformRegistry.zip(Map.of("a", "b")))));
      tampered.replace(
          "SHA256SUMS.sig", new ReleaseKey("Mallory").sign("x".getBytes(StandardCharsets.UTF_8)));
      var section =
          new MirrorList.Terraform(
              List.of(
                  new MirrorList.Provider(
                      "coder/coder",
                      "",
                      false,
                      List.of(),
                      Optional.of(tampered.url()),
                      List.of(),
                      List.of())),
              List.of());
      LocalFetch fresh = new LocalFetch(directory.resolve("tampered"));
      assertThatThrownBy(() -> fresh.run(new TerraformFetcher(section, directory)))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("SHA256SUMS");
    }
  }
}
