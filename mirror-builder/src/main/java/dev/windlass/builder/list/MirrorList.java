package dev.windlass.builder.list;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A checked mirror list.
 *
 * @param directory the list's own directory, to which its relative paths refer
 * @param stream name of the release stream
 * @param audience enclave that bundles of this list are meant for
 * @param marking classification marking, free text of one line
 */
public record MirrorList(
    Path directory,
    String stream,
    String audience,
    String marking,
    List<Image> images,
    Terraform terraform,
    Maven maven,
    Npm npm,
    List<Model> models,
    List<FileEntry> files) {

  /**
   * Images of one source.
   *
   * @param source {@code host/repo:tag}, {@code host/repo@sha256:…}, {@code oci:<dir>[:tag]} or
   *     {@code docker-archive:<file>[:name:tag]}; as in Docker, no host means Docker's own registry
   * @param as repository that it is served under; absent: derived from the source
   * @param platforms {@code os/arch[/variant]} to keep; empty: all
   * @param referrers whether signatures, SBOMs and other referrers are carried along
   * @param plainHttp whether the source registry is spoken to without TLS
   */
  public record Image(
      String source,
      Optional<String> as,
      List<String> platforms,
      boolean referrers,
      boolean plainHttp) {}

  /** The Terraform section. */
  public record Terraform(List<Provider> providers, List<Module> modules) {
    public static final Terraform NONE = new Terraform(List.of(), List.of());
  }

  /**
   * A provider.
   *
   * @param source {@code [host/]namespace/type}; without host the section's default
   * @param versions constraint as Terraform writes it, for instance {@code ~> 2.19, != 2.19.1}
   * @param all true: every version that the constraint allows; false: the newest
   * @param platforms {@code os_arch}
   * @param registry base URL to speak to instead of {@code https://<host>/}, for an internal
   *     registry
   * @param as hosts that it is served under; empty: the source's own
   * @param keys files or fingerprints of the OpenPGP keys accepted; empty: those that the registry
   *     names
   */
  public record Provider(
      String source,
      String versions,
      boolean all,
      List<String> platforms,
      Optional<String> registry,
      List<String> as,
      List<String> keys) {}

  /** A registry module, {@code [host/]namespace/name/system}; the rest as for a provider. */
  public record Module(
      String source, String versions, boolean all, Optional<String> registry, List<String> as) {}

  /**
   * The Maven section.
   *
   * @param repositories searched in order; empty: the user's own settings and Maven Central
   * @param artifacts coordinates with their closures
   * @param projects builds to record
   */
  public record Maven(
      List<Repository> repositories, List<Artifact> artifacts, List<Project> projects) {
    public static final Maven NONE = new Maven(List.of(), List.of(), List.of());

    /** A remote repository of the default layout. */
    public record Repository(String id, String url) {}

    /**
     * An artifact, {@code group:artifact[:extension[:classifier]]:version}; the version may be a
     * range.
     *
     * @param transitive whether its runtime closure comes too
     * @param sources whether {@code -sources} jars come too
     */
    public record Artifact(String coordinates, boolean transitive, boolean sources) {}

    /**
     * A real build, run once with an empty local repository through a recording proxy.
     *
     * @param pom path of the {@code pom.xml}
     * @param goals what the high side will run
     * @param arguments further arguments of {@code mvn}
     */
    public record Project(Path pom, List<String> goals, List<String> arguments) {}
  }

  /**
   * The npm section.
   *
   * @param registry base URL; absent: the user's own configuration
   * @param packages {@code name@range} specs with their closures
   * @param lockfiles {@code package-lock.json} files
   * @param platforms {@code os-cpu[-libc]} of per-platform packages to keep; empty: all
   */
  public record Npm(
      Optional<String> registry,
      List<String> packages,
      List<Path> lockfiles,
      List<String> platforms) {
    public static final Npm NONE = new Npm(Optional.empty(), List.of(), List.of(), List.of());
  }

  /**
   * A model repository of a Hugging Face hub.
   *
   * @param repo {@code owner/name} or {@code name}
   * @param revision branch, tag or commit
   * @param include globs of files to take; empty: all
   * @param exclude globs of files to leave out
   * @param endpoint base URL of the hub; absent: {@code HF_ENDPOINT} or the public hub
   */
  public record Model(
      String repo,
      String revision,
      List<String> include,
      List<String> exclude,
      Optional<String> endpoint) {}

  /**
   * A file with a pinned digest.
   *
   * @param url http, https or file URL
   * @param digest {@code sha256:<hex>} or {@code sha512:<hex>}
   * @param as path that it is served under; absent: the last segment of the URL
   */
  public record FileEntry(String url, String digest, Optional<String> as) {}
}
