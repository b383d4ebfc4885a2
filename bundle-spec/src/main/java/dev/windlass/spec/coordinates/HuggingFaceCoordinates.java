package dev.windlass.spec.coordinates;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Hugging Face hub repository's file at a commit, or one of its revisions.
 *
 * <p>Texts: {@code models/<repo>@<commit>/<path>} and {@code models/<repo>@<revision>}, where a
 * repo is {@code name} or {@code owner/name}.
 */
public sealed interface HuggingFaceCoordinates extends Coordinates {
  /** The one repository type that is carried today. */
  String MODELS = "models/";

  /** {@code name} or {@code owner/name}. */
  String repo();

  @Override
  default Kind kind() {
    return Kind.HUGGINGFACE;
  }

  /**
   * One file at one commit.
   *
   * @param commit 40 lower-case hex digits
   * @param path path in the repository
   */
  record File(String repo, String commit, String path) implements HuggingFaceCoordinates {
    public File {
      Grammar.require(Patterns.REPO, "repo", repo);
      Grammar.require(Patterns.COMMIT, "commit", commit);
      Grammar.requirePath("path", path);
    }

    @Override
    public String text() {
      return MODELS + repo + "@" + commit + "/" + path;
    }
  }

  /**
   * A revision as users name it: a branch or tag such as {@code main}, or a commit. Its blob is the
   * hub's description of the repository at that revision, as JSON.
   */
  record Revision(String repo, String revision) implements HuggingFaceCoordinates {
    public Revision {
      Grammar.require(Patterns.REPO, "repo", repo);
      Grammar.require(Patterns.REVISION, "revision", revision);
    }

    @Override
    public String text() {
      return MODELS + repo + "@" + revision;
    }
  }

  static HuggingFaceCoordinates parse(String text) {
    Matcher file = Patterns.FILE_TEXT.matcher(text);
    if (file.matches()) {
      return new File(file.group(1), file.group(2), file.group(3));
    }
    Matcher revision = Patterns.REVISION_TEXT.matcher(text);
    if (revision.matches()) {
      return new Revision(revision.group(1), revision.group(2));
    }
    throw new IllegalArgumentException("Hugging Face coordinate outside its grammar: " + text);
  }

  /** The grammar. */
  final class Patterns {
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._-]{0,95}";
    static final Pattern REPO = Pattern.compile(NAME + "(?:/" + NAME + ")?");
    static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    static final Pattern FILE_TEXT = Pattern.compile("models/([^@]+)@([0-9a-f]{40})/(.+)");
    static final Pattern REVISION_TEXT = Pattern.compile("models/([^@]+)@([^@/]+)");

    private Patterns() {}
  }
}
