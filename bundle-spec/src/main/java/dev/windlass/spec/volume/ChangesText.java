package dev.windlass.spec.volume;

import dev.windlass.spec.Printable;
import dev.windlass.spec.catalogue.CatalogueDiff;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.ChangeSummary;
import dev.windlass.spec.catalogue.FamilyChanges;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.catalogue.ReleaseId;
import dev.windlass.spec.content.Descriptor;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * CHANGES.txt: what a bundle changes on the high side, for people. One line a change, ASCII; the
 * sections are written side by side while the catalogues are compared.
 */
final class ChangesText implements Closeable {
  private final Section upgraded;
  private final Section added;
  private final Section replaced;
  private final Section removed;

  private static final class Section implements Closeable {
    private final String title;
    private final Path file;
    private final BufferedWriter out;
    private long lines;

    Section(Path directory, String title) throws IOException {
      this.title = title;
      this.file = directory.resolve("changes-" + title);
      this.out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII);
    }

    void line(String text) throws IOException {
      out.write(text);
      out.write('\n');
      lines++;
    }

    void appendTo(OutputStream target) throws IOException {
      out.close();
      if (lines > 0) {
        target.write(ascii("\n" + title + " (" + lines + ")\n"));
        Files.copy(file, target);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /**
   * @param work a directory for the sections under way
   */
  ChangesText(Path work) throws IOException {
    upgraded = new Section(work, "UPGRADED");
    added = new Section(work, "ADDED");
    replaced = new Section(work, "REPLACED");
    removed = new Section(work, "REMOVED");
  }

  void add(FamilyChanges changes) throws IOException {
    if (changes.upgraded()) {
      upgraded.line(
          Printable.escape(changes.family().toString())
              + ": "
              + versions(List.copyOf(changes.oldVersions()))
              + " -> "
              + versions(List.copyOf(changes.newVersions())));
    }
    for (CatalogueDiff.Added change : changes.added()) {
      added.line(name(change.entry()) + facts(change.entry()));
    }
    for (CatalogueDiff.Replaced change : changes.replaced()) {
      String before = change.before().digest().toString();
      boolean sameBlob = change.before().digest().equals(change.entry().digest());
      replaced.line(
          name(change.entry())
              + (sameBlob ? "; same content, other facts" : "; was " + before)
              + facts(change.entry()));
    }
    for (CatalogueDiff.Removed change : changes.removed()) {
      removed.line(name(change.entry()));
    }
  }

  private static String versions(List<String> versions) {
    int shown = Math.min(5, versions.size());
    String text = String.join(", ", versions.subList(0, shown));
    return Printable.escape(
        shown == versions.size() ? text : text + " and " + (versions.size() - shown) + " more");
  }

  private static String name(CatalogueEntry entry) {
    String coordinate = entry.coordinates().kind().text() + " " + entry.coordinates().text();
    return Printable.escape(coordinate);
  }

  private static String facts(CatalogueEntry entry) {
    String evidence =
        entry.evidence().stream()
            .map(Link::rel)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return "; "
        + ByteCount.text(entry.blobs().mapToLong(Descriptor::size).sum())
        + "; "
        + entry.licence().map(Printable::escape).orElse("licence unknown")
        + "; "
        + (evidence.isEmpty() ? "no evidence" : "evidence: " + evidence)
        + entry.origin().map(url -> "; from " + Printable.escape(url)).orElse("");
  }

  /** Writes the whole text. Call once, at the end. */
  void writeTo(OutputStream out, HeaderFacts facts, BundlePlan plan) throws IOException {
    out.write(ascii(head(facts, plan)));
    upgraded.appendTo(out);
    added.appendTo(out);
    replaced.appendTo(out);
    removed.appendTo(out);
    if (!plan.summary().licences().isEmpty()) {
      out.write(ascii("\nLICENCES OF WHAT IS ADDED\n"));
      for (var licence : plan.summary().licences().entrySet()) {
        out.write(ascii(licence.getValue() + " " + Printable.escape(licence.getKey()) + "\n"));
      }
    }
  }

  private static String head(HeaderFacts facts, BundlePlan plan) {
    ChangeSummary summary = plan.summary();
    return String.format(
        Locale.ROOT,
        """
        CHANGES

        stream    %s
        sequence  %d
        release   %s
        base      %s
        carries   %d blobs, %s

        entries   %d added (%s), %d replaced, %d removed, %d unchanged
        names     %d upgraded
        evidence  %d of the added entries carry none
        """,
        facts.stream(),
        facts.sequence(),
        plan.compared().release(),
        plan.compared().base().map(ReleaseId::toString).orElse("none: this is a full bundle"),
        plan.blobCount(),
        ByteCount.text(plan.blobBytes()),
        summary.added(),
        ByteCount.text(summary.addedBytes()),
        summary.replaced(),
        summary.removed(),
        summary.unchanged(),
        summary.upgraded(),
        summary.withoutEvidence());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    upgraded.close();
    added.close();
    replaced.close();
    removed.close();
  }
}
