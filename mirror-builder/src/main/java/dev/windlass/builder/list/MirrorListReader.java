package dev.windlass.builder.list;

import dev.windlass.builder.list.MirrorList.FileEntry;
import dev.windlass.builder.list.MirrorList.Image;
import dev.windlass.builder.list.MirrorList.Maven;
import dev.windlass.builder.list.MirrorList.Model;
import dev.windlass.builder.list.MirrorList.Npm;
import dev.windlass.builder.list.MirrorList.Terraform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads {@code mirror.yaml} strictly: every key is known, every value has its kind and form, and
 * all that is wrong is told at once. {@code mirror.schema.json} beside this class says the same to
 * editors.
 */
public final class MirrorListReader {
  /** A list is written by people or their scripts: this is 500,000 files. */
  private static final int MAX_CHARACTERS = 64 << 20;

  private final Path file;
  private final Path directory;
  private final Problems problems = new Problems();

  private MirrorListReader(Path file) {
    this.file = file;
    this.directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
  }

  /**
   * @throws ListException with everything that is wrong with the list
   */
  public static MirrorList read(Path file) throws IOException {
    return new MirrorListReader(file).parse(Files.readString(file, StandardCharsets.UTF_8));
  }

  /** As {@link #read}, from text that would stand in the file. */
  static MirrorList parse(Path file, String text) {
    return new MirrorListReader(file).parse(text);
  }

  private MirrorList parse(String text) {
    Optional<Node> root = compose(text);
    if (root.isEmpty()) {
      problems.add(Optional.empty(), "the list is empty; begin with: mirror-builder init");
      throw failure();
    }
    MirrorList list = list(Section.of(root.get(), "the list", problems));
    if (!problems.isEmpty()) {
      throw failure();
    }
    return list;
  }

  private Optional<Node> compose(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.toString()).setCodePointLimit(MAX_CHARACTERS).build();
    try {
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      problems.add(e.getProblemMark(), "no valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(Optional.empty(), "no valid YAML: " + e.getMessage());
    }
    throw failure();
  }

  private ListException failure() {
    return new ListException(file, problems.sorted());
  }

  private MirrorList list(Section list) {
    MirrorList read =
        new MirrorList(
            directory,
            Forms.stream(list),
            Forms.line(list, "audience"),
            Forms.line(list, "marking"),
            list.list("images", item -> entry(item, "an image", "source", this::image)),
            list.section("terraform").map(this::terraform).orElse(Terraform.NONE),
            list.section("maven").map(this::maven).orElse(Maven.NONE),
            list.section("npm").map(this::npm).orElse(Npm.NONE),
            list.list("models", item -> entry(item, "a model", "repo", this::model)),
            list.list("files", item -> Optional.of(file(mapping(item, "a file")))));
    list.end();
    return read;
  }

  /** An entry written as a mapping, or as one text that stands for its main key. */
  private <T> Optional<T> entry(Node item, String what, String mainKey, Function<Entry, T> read) {
    if (item instanceof ScalarNode) {
      return Section.text(item, what, problems)
          .map(text -> read.apply(new Entry(text, Section.empty(item, what, problems))));
    }
    Section section = mapping(item, what);
    T entry = read.apply(new Entry(section.text(mainKey), section));
    section.end();
    return Optional.of(entry);
  }

  private record Entry(String main, Section rest) {}

  private Section mapping(Node item, String what) {
    return Section.of(item, what, problems);
  }

  private Image image(Entry entry) {
    Section image = entry.rest();
    return new Image(
        entry.main(),
        image.optionalText("as"),
        Forms.all(image, "platforms", Forms.IMAGE_PLATFORM, "os/arch such as linux/amd64"),
        image.flag("referrers", true),
        image.flag("plainHttp", false));
  }

  private Terraform terraform(Section section) {
    Terraform terraform =
        new Terraform(
            section.list("providers", item -> entry(item, "a provider", "source", this::provider)),
            section.list("modules", item -> entry(item, "a module", "source", this::module)));
    section.end();
    return terraform;
  }

  private MirrorList.Provider provider(Entry entry) {
    Section provider = entry.rest();
    List<String> platforms =
        Forms.all(provider, "platforms", Forms.TERRAFORM_PLATFORM, "os_arch such as linux_amd64");
    return new MirrorList.Provider(
        entry.main(),
        provider.optionalText("versions").orElse(">= 0.0.0"),
        provider.flag("all", false),
        platforms.isEmpty() ? List.of("linux_amd64") : platforms,
        Forms.url(provider, "registry"),
        provider.texts("as"),
        provider.texts("keys"));
  }

  private MirrorList.Module module(Entry entry) {
    Section module = entry.rest();
    return new MirrorList.Module(
        entry.main(),
        module.optionalText("versions").orElse(">= 0.0.0"),
        module.flag("all", false),
        Forms.url(module, "registry"),
        module.texts("as"));
  }

  private Maven maven(Section section) {
    Maven maven =
        new Maven(
            section.list(
                "repositories", item -> Optional.of(repository(mapping(item, "a repository")))),
            section.list(
                "artifacts", item -> entry(item, "an artifact", "coordinates", this::artifact)),
            section.list("projects", item -> entry(item, "a project", "pom", this::project)));
    section.end();
    return maven;
  }

  private static Maven.Repository repository(Section repository) {
    Maven.Repository read =
        new Maven.Repository(repository.text("id"), Forms.requiredUrl(repository, "url"));
    repository.end();
    return read;
  }

  private Maven.Artifact artifact(Entry entry) {
    return new Maven.Artifact(
        entry.main(), entry.rest().flag("transitive", true), entry.rest().flag("sources", false));
  }

  private Maven.Project project(Entry entry) {
    List<String> goals = entry.rest().texts("goals");
    return new Maven.Project(
        directory.resolve(entry.main()),
        goals.isEmpty() ? List.of("verify") : goals,
        entry.rest().texts("arguments"));
  }

  private Npm npm(Section section) {
    Npm npm =
        new Npm(
            Forms.url(section, "registry"),
            section.texts("packages"),
            section.texts("lockfiles").stream().map(directory::resolve).toList(),
            Forms.all(section, "platforms", Forms.NPM_PLATFORM, "os-cpu such as linux-x64"));
    section.end();
    return npm;
  }

  private Model model(Entry entry) {
    Section model = entry.rest();
    return new Model(
        entry.main(),
        model.optionalText("revision").orElse("main"),
        model.texts("include"),
        model.texts("exclude"),
        Forms.url(model, "endpoint"));
  }

  private static FileEntry file(Section file) {
    FileEntry read = new FileEntry(Forms.fileUrl(file), Forms.digest(file), Forms.path(file, "as"));
    file.end();
    return read;
  }
}
