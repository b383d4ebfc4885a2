package dev.windlass.server.web;

import dev.windlass.server.http.RequestPath;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.FileCoordinates;
import dev.windlass.spec.coordinates.HuggingFaceCoordinates;
import dev.windlass.spec.coordinates.MavenCoordinates;
import dev.windlass.spec.coordinates.NpmCoordinates;
import dev.windlass.spec.coordinates.OciCoordinates;
import dev.windlass.spec.coordinates.TerraformCoordinates;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** How a client fetches an artifact: commands and snippets to copy. */
final class ClientCommands {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/@+-]+");

  private final String origin;
  private final String authority;

  /**
   * @param text what to copy
   */
  record Snippet(String title, String text) {}

  ClientCommands(String origin) {
    this.origin = origin;
    this.authority = URI.create(origin).getRawAuthority();
  }

  List<Snippet> of(Coordinates coordinates) {
    return switch (coordinates) {
      case FileCoordinates file ->
          List.of(
              new Snippet(
                  "curl", "curl -fO " + origin + "/files/" + RequestPath.encode(file.path())));
      case OciCoordinates image ->
          List.of(
              new Snippet("podman", "podman pull " + authority + "/" + image.text()),
              new Snippet("skopeo", "skopeo inspect docker://" + authority + "/" + image.text()));
      case MavenCoordinates maven -> maven(maven);
      case NpmCoordinates npm ->
          List.of(
              new Snippet(
                  "npm", "npm install " + quoted(npm.text()) + " --registry " + origin + "/npm/"));
      case TerraformCoordinates.Provider provider -> List.of(provider(provider));
      case TerraformCoordinates.Module module -> List.of(module(module));
      case HuggingFaceCoordinates.File file ->
          List.of(
              huggingFace(
                  "hf download %s %s --revision %s"
                      .formatted(file.repo(), quoted(file.path()), file.commit())));
      case HuggingFaceCoordinates.Revision revision ->
          List.of(
              huggingFace(
                  "hf download %s --revision %s".formatted(revision.repo(), revision.revision())));
    };
  }

  /** As one word of a shell, whatever an artifact is called. */
  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private Snippet huggingFace(String command) {
    return new Snippet("hf", "HF_ENDPOINT=" + origin + "/huggingface " + command);
  }

  private List<Snippet> maven(MavenCoordinates maven) {
    String classifier =
        maven.classifier().isEmpty()
            ? ""
            : "\n  <classifier>" + maven.classifier() + "</classifier>";
    String type =
        maven.extension().equals("jar") ? "" : "\n  <type>" + maven.extension() + "</type>";
    return List.of(
        new Snippet(
            "pom.xml",
            """
            <dependency>
              <groupId>%s</groupId>
              <artifactId>%s</artifactId>
              <version>%s</version>%s%s
            </dependency>\
            """
                .formatted(maven.groupId(), maven.artifactId(), maven.version(), type, classifier)),
        new Snippet("curl", "curl -fO " + origin + "/maven/" + RequestPath.encode(maven.path())));
  }

  private static Snippet provider(TerraformCoordinates.Provider provider) {
    return new Snippet(
        "required_providers",
        """
        %s = {
          source  = "%s/%s/%s"
          version = "%s"
        }\
        """
            .formatted(
                provider.type(),
                provider.host(),
                provider.namespace(),
                provider.type(),
                provider.version()));
  }

  private static Snippet module(TerraformCoordinates.Module module) {
    return new Snippet(
        "module",
        """
        module "%s" {
          source  = "%s/%s/%s/%s"
          version = "%s"
        }\
        """
            .formatted(
                module.name(),
                module.host(),
                module.namespace(),
                module.name(),
                module.system(),
                module.version()));
  }
}
