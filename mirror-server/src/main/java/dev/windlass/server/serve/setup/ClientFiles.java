package dev.windlass.server.serve.setup;

import dev.windlass.server.http.RequestPath;
import java.net.URI;
import java.util.List;

/** The texts of the client files. */
final class ClientFiles {
  private final String origin;
  private final String authority;
  private final boolean secure;
  private final SetupFacts facts;

  /**
   * @param origin scheme, host and port, checked: no character in it needs escaping
   */
  ClientFiles(String origin, SetupFacts facts) {
    this.origin = origin;
    this.authority = URI.create(origin).getRawAuthority();
    this.secure = origin.startsWith("https:");
    this.facts = facts;
  }

  String settingsXml() {
    String servers =
        facts.restricted()
            ? """
              <servers>
                <server>
                  <id>windlass</id>
                  <username>token</username>
                  <password>${env.WINDLASS_TOKEN}</password>
                </server>
              </servers>
            """
            : "";
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- Maven: save as ~/.m2/settings.xml, or pass it with mvn -s. -->
    <settings xmlns="http://maven.apache.org/SETTINGS/1.2.0">
    %s  <mirrors>
        <mirror>
          <id>windlass</id>
          <mirrorOf>*</mirrorOf>
          <url>%s/maven/</url>
        </mirror>
      </mirrors>
    </settings>
    """
        .formatted(servers, origin);
  }

  String npmrc() {
    return """
    # npm: save as ~/.npmrc or beside package.json.
    registry=%s/npm/
    replace-registry-host=always
    update-notifier=false
    fund=false
    """
            .formatted(origin)
        + (secure ? "# cafile=/path/to/ca.pem, from " + origin + "/setup/ca.pem\n" : "")
        + (facts.restricted() ? "//" + authority + "/npm/:_authToken=${WINDLASS_TOKEN}\n" : "");
  }

  String pipConf() {
    return """
    # pip: save as ~/.config/pip/pip.conf. Wheels come from the plain files of the releases.
    [global]
    no-index = true
    find-links = %s/setup/wheels.html
    disable-pip-version-check = true
    """
            .formatted(origin)
        + (secure ? "# cert = /path/to/ca.pem, from " + origin + "/setup/ca.pem\n" : "");
  }

  String wheels() {
    StringBuilder page = new StringBuilder("<!doctype html>\n<title>Wheels</title>\n");
    for (String path : facts.wheels().get()) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      page.append("<a href=\"/files/").append(RequestPath.encode(path)).append("\">");
      page.append(html(name)).append("</a><br>\n");
    }
    return page.toString();
  }

  String terraformrc() {
    StringBuilder file = new StringBuilder();
    file.append("# OpenTofu and Terraform: save as ~/.tofurc or ~/.terraformrc, or name it in\n");
    file.append("# TF_CLI_CONFIG_FILE. Both demand HTTPS; trust the authority by SSL_CERT_FILE.\n");
    file.append("disable_checkpoint = true\n");
    file.append("provider_installation {\n  network_mirror {\n    url = \"");
    file.append(origin).append("/terraform/providers/\"\n  }\n}\n");
    for (String host : facts.terraform()) {
      file.append("host \"").append(host).append("\" {\n  services = {\n");
      for (String service : List.of("providers", "modules")) {
        file.append("    \"").append(service).append(".v1\" = \"").append(origin);
        file.append("/terraform/v1/").append(host).append('/').append(service).append("/\"\n");
      }
      file.append("  }\n}\n");
    }
    if (facts.restricted()) {
      file.append("# Your token, for the server itself and for each host above:\n");
      file.append("# credentials \"").append(authority).append("\" { token = \"…\" }\n");
    }
    return file.toString();
  }

  String registriesConf() {
    StringBuilder file = new StringBuilder();
    file.append("# podman, skopeo, buildah: save under /etc/containers/registries.conf.d/.\n");
    if (secure) {
      file.append("# Save ").append(origin).append("/setup/ca.pem as\n");
      file.append("# /etc/containers/certs.d/").append(authority).append("/ca.crt.\n");
    }
    if (facts.restricted()) {
      file.append("# podman login -u token ").append(authority).append("\n");
    }
    if (facts.registries().contains("docker.io")) {
      file.append("unqualified-search-registries = [\"docker.io\"]\n");
    }
    for (String host : facts.registries()) {
      file.append("\n[[registry]]\nprefix = \"").append(host).append("\"\n");
      file.append("location = \"").append(authority).append('/').append(host).append("\"\n");
      if (!secure) {
        file.append("insecure = true\n");
      }
    }
    return file.toString();
  }

  String hfEnv() {
    return """
    # Hugging Face: . ./hf.env
    export HF_ENDPOINT=%s/huggingface
    export HF_HUB_DISABLE_XET=1
    export HF_HUB_DISABLE_TELEMETRY=1
    """
            .formatted(origin)
        + (secure ? "# export SSL_CERT_FILE=/path/to/ca.pem\n" : "")
        + (facts.restricted() ? "export HF_TOKEN=$WINDLASS_TOKEN\n" : "");
  }

  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
