package dev.windlass.server.web;

import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import dev.windlass.server.publish.CatalogueSearch;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.catalogue.Link;
import dev.windlass.spec.coordinates.Coordinates;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the catalogue says of one artifact, and how to fetch it. */
public final class ArtifactPage implements Service {
  private final Overview overview;
  private final CatalogueSearch search;

  public ArtifactPage(Overview overview, CatalogueSearch search) {
    this.overview = overview;
    this.search = search;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!exchange.reads()) {
      exchange.send(405, Map.of("Allow", "GET, HEAD"));
      return;
    }
    Optional<CatalogueSearch.Hit> hit = Optional.empty();
    Optional<Coordinates> coordinates = coordinates(exchange);
    if (coordinates.isPresent()) {
      hit = search.exactly(overview.releases(), coordinates.get());
    }
    if (hit.isEmpty()) {
      Html page = Page.begin("Not here", "");
      page.tag("<section><h1>Not here</h1><p>No current release holds this artifact.</p>");
      Page.send(exchange, 404, page.tag("</section>\n"));
      return;
    }
    Page.send(exchange, 200, page(hit.get(), exchange.origin()));
  }

  private static Optional<Coordinates> coordinates(Exchange exchange) {
    try {
      return Optional.of(
          Coordinates.parse(
              Kind.parse(exchange.query("kind").orElse("")),
              exchange.query("coordinate").orElse("")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Size with everything that it consists of. */
  static long size(CatalogueEntry entry) {
    return entry.blobs().mapToLong(blob -> blob.size()).sum();
  }

  private static Html page(CatalogueSearch.Hit hit, String origin) {
    CatalogueEntry entry = hit.entry();
    String name = entry.coordinates().text();
    Html page = Page.begin(name, "");
    page.tag("<section>\n<p class=\"over\">").text(Words.kind(entry.coordinates().kind()));
    page.tag("</p>\n<h1>").text(name).tag("</h1>\n<div class=\"snippets\">\n");
    for (var snippet : new ClientCommands(origin).of(entry.coordinates())) {
      Page.snippet(page, snippet.title(), snippet.text());
    }
    page.tag("</div>\n<dl>\n");
    fact(page, "Digest", entry.digest());
    fact(page, "Size", Words.bytes(size(entry)));
    fact(page, "Media type", entry.descriptor().mediaType());
    entry.origin().ifPresent(url -> fact(page, "Taken from", url));
    entry.licence().ifPresent(text -> fact(page, "Licence", text));
    fact(page, "Release", hit.release().stream() + " " + hit.release().sequence());
    entry.attributes().forEach((key, value) -> fact(page, key, value));
    page.tag("</dl>\n</section>\n");
    links(page, "Evidence", entry.evidence());
    links(page, "Consists of", entry.links());
    return page;
  }

  private static void fact(Html page, String name, Object value) {
    page.tag("<div>").element("dt", name).element("dd", value).tag("</div>\n");
  }

  private static void links(Html page, String title, List<Link> links) {
    if (links.isEmpty()) {
      return;
    }
    page.tag("<section>\n").element("h2", title);
    page.tag("<div class=\"scroll\"><table>\n<thead><tr><th>What</th><th>Name</th>")
        .tag("<th>Digest</th><th class=\"number\">Size</th></tr></thead>\n<tbody>\n");
    for (Link link : links) {
      page.tag("<tr>")
          .element("td", link.rel())
          .element("td", link.name().orElse("") + (link.present() ? "" : " (left out)"))
          .tag("<td class=\"name\"><code>")
          .text(link.descriptor().digest())
          .tag("</code></td><td class=\"number\">")
          .text(Words.bytes(link.descriptor().size()))
          .tag("</td></tr>\n");
    }
    page.tag("</tbody>\n</table></div>\n</section>\n");
  }
}
