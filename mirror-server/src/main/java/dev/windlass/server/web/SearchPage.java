package dev.windlass.server.web;

import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import dev.windlass.server.publish.CatalogueSearch;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Artifacts whose coordinate contains a text. */
public final class SearchPage implements Service {
  private static final int LIMIT = 200;
  private static final int MAX_QUERY = 200;

  private final Overview overview;
  private final CatalogueSearch search;

  public SearchPage(Overview overview, CatalogueSearch search) {
    this.overview = overview;
    this.search = search;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!exchange.reads()) {
      exchange.send(405, Map.of("Allow", "GET, HEAD"));
      return;
    }
    String text = exchange.query("q").map(String::strip).orElse("");
    if (text.length() > MAX_QUERY) {
      text = text.substring(0, MAX_QUERY);
    }
    Optional<Kind> kind = exchange.query("kind").flatMap(SearchPage::kind);
    List<CatalogueSearch.Hit> hits = search.containing(overview.releases(), kind, text, LIMIT + 1);
    Html page = Page.begin("Search", text);
    page.tag("<section>\n<h1 class=\"unseen\">Search</h1>\n");
    filters(page, text, kind);
    page.tag("<p role=\"status\">").text(summary(hits.size())).tag("</p>\n");
    if (!hits.isEmpty()) {
      table(page, hits.subList(0, Math.min(LIMIT, hits.size())));
    }
    page.tag("</section>\n");
    Page.send(exchange, 200, page);
  }

  private static Optional<Kind> kind(String text) {
    return Arrays.stream(Kind.values()).filter(one -> one.text().equals(text)).findFirst();
  }

  private static String summary(int hits) {
    return switch (hits) {
      case 0 -> "Nothing in the current releases matches.";
      case 1 -> "One artifact";
      default ->
          hits > LIMIT
              ? "The first " + LIMIT + " artifacts; type more of the name to see fewer"
              : hits + " artifacts";
    };
  }

  private static void filters(Html page, String text, Optional<Kind> chosen) {
    page.tag("<nav class=\"filters\" aria-label=\"Kind\">\n");
    filter(page, text, Optional.empty(), chosen.isEmpty());
    for (Kind kind : Kind.values()) {
      filter(page, text, Optional.of(kind), chosen.equals(Optional.of(kind)));
    }
    page.tag("</nav>\n");
  }

  private static void filter(Html page, String text, Optional<Kind> kind, boolean chosen) {
    page.tag("<a href=\"/ui/search?q=").text(Words.query(text));
    kind.ifPresent(one -> page.tag("&amp;kind=").text(one.text()));
    page.tag(chosen ? "\" aria-current=\"true\">" : "\">");
    page.text(kind.map(Words::kind).orElse("All")).tag("</a>\n");
  }

  private static void table(Html page, List<CatalogueSearch.Hit> hits) {
    page.tag("<div class=\"scroll\"><table>\n<thead><tr><th>Kind</th><th>Artifact</th>")
        .tag("<th class=\"number\">Size</th><th>Stream</th></tr></thead>\n<tbody>\n");
    for (CatalogueSearch.Hit hit : hits) {
      CatalogueEntry entry = hit.entry();
      Kind kind = entry.coordinates().kind();
      String text = entry.coordinates().text();
      page.tag("<tr>").element("td", Words.kind(kind));
      page.tag("<td class=\"name\"><a href=\"/ui/artifact?kind=")
          .text(kind.text())
          .tag("&amp;coordinate=")
          .text(Words.query(text))
          .tag("\">")
          .text(text)
          .tag("</a></td><td class=\"number\">")
          .text(Words.bytes(ArtifactPage.size(entry)))
          .tag("</td>")
          .element("td", hit.release().stream())
          .tag("</tr>\n");
    }
    page.tag("</tbody>\n</table></div>\n");
  }
}
