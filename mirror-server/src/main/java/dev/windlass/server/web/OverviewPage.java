package dev.windlass.server.web;

import dev.windlass.server.demand.Demand;
import dev.windlass.server.http.Exchange;
import dev.windlass.server.http.Service;
import dev.windlass.server.store.HeldRelease;
import dev.windlass.spec.coordinates.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The first page: releases, contents, client set-up, missing demand. */
public final class OverviewPage implements Service {
  private static final int DEMAND_SHOWN = 20;

  private final Overview overview;
  private final Clock clock;

  public OverviewPage(Overview overview, Clock clock) {
    this.overview = overview;
    this.clock = clock;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    if (!exchange.reads()) {
      exchange.send(405, Map.of("Allow", "GET, HEAD"));
      return;
    }
    Html page = Page.begin("Overview", "");
    page.tag("<h1 class=\"unseen\">Overview</h1>\n");
    overview
        .trouble()
        .ifPresent(
            text -> page.tag("<p class=\"trouble\" role=\"alert\">").text(text).tag("</p>\n"));
    List<HeldRelease> releases = overview.releases();
    waiting(page);
    contents(page, releases);
    releases(page, releases);
    setup(page, exchange.origin());
    demand(page);
    Page.send(exchange, 200, page);
  }

  private void waiting(Html page) {
    for (Overview.Waiting one : overview.waiting()) {
      String age = Words.ago(Duration.between(one.since(), clock.instant()));
      page.tag("<p class=\"waiting\">Bundle <strong>")
          .text(one.stream() + " " + one.sequence())
          .tag("</strong> is incomplete for ")
          .text(age + ": " + one.missing())
          .tag("</p>\n");
    }
  }

  private static void contents(Html page, List<HeldRelease> releases) {
    SortedMap<Kind, HeldRelease.Totals> sums = new TreeMap<>();
    for (HeldRelease release : releases) {
      release
          .kinds()
          .forEach((kind, totals) ->
              sums.merge(
                  kind,
                  totals,
                  (a, b) ->
                      new HeldRelease.Totals(a.entries() + b.entries(), a.bytes() + b.bytes())));
    }
    page.tag("<section aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n");
    if (sums.isEmpty()) {
      page.tag("<p class=\"empty\">Nothing has been imported yet. ")
          .tag("An administrator imports a bundle with <code>mirror-server import DIR</code>.")
          .tag("</p>\n</section>\n");
      return;
    }
    page.tag("<ul class=\"tiles\">\n");
    sums.forEach((kind, totals) ->
        page.tag("<li><a href=\"/ui/search?kind=")
            .text(kind.text())
            .tag("\"><span class=\"kind\">")
            .text(Words.kind(kind))
            .tag("</span><span class=\"count\">")
            .text(Words.count(totals.entries()))
            .tag("</span><span class=\"size\">")
            .text(Words.bytes(totals.bytes()))
            .tag("</span></a></li>\n"));
    page.tag("</ul>\n</section>\n");
  }

  private static void releases(Html page, List<HeldRelease> releases) {
    if (releases.isEmpty()) {
      return;
    }
    page.tag("<section aria-labelledby=\"releases\">\n<h2 id=\"releases\">Releases</h2>\n")
        .tag("<div class=\"scroll\"><table>\n<thead><tr><th>Stream</th>")
        .tag("<th class=\"number\">Release</th><th>Marking</th><th>Made</th><th>Imported</th>")
        .tag("<th class=\"number\">Artifacts</th><th class=\"number\">Size</th>")
        .tag("<th>Catalogue</th></tr></thead>\n<tbody>\n");
    for (HeldRelease release : releases) {
      page.tag("<tr><th scope=\"row\">").text(release.stream()).tag("</th>");
      number(page, Words.count(release.sequence()));
      page.element("td", release.marking())
          .element("td", Words.time(release.created()))
          .element("td", Words.time(release.imported()));
      number(page, Words.count(release.entries()));
      number(page, Words.bytes(release.bytes()));
      String id = release.release().digest().hex();
      page.tag("<td><code title=\"sha256:").text(id).tag("\">");
      page.text(id.substring(0, 12)).tag("</code></td></tr>\n");
    }
    page.tag("</tbody>\n</table></div>\n</section>\n");
  }

  private static void number(Html page, String text) {
    page.tag("<td class=\"number\">").text(text).tag("</td>");
  }

  private void setup(Html page, String origin) {
    String authority = URI.create(origin).getRawAuthority();
    boolean secure = origin.startsWith("https:");
    String get = "curl -f" + (secure ? " --cacert ca.pem" : "") + " " + origin + "/setup/";
    page.tag("<section aria-labelledby=\"setup\">\n<h2 id=\"setup\">Set up a client</h2>\n");
    if (overview.restricted()) {
      page.tag("<p>Reading needs a token, as <code>WINDLASS_TOKEN</code> in what follows.</p>\n");
    }
    page.tag("<div class=\"snippets\">\n");
    if (secure) {
      Page.snippet(
          page,
          "The server's authority; compare its fingerprint with your administrator's",
          "curl -fko ca.pem "
              + origin
              + "/setup/ca.pem\nopenssl x509 -in ca.pem -noout"
              + " -fingerprint -sha256");
    }
    Page.snippet(
        page,
        "podman, skopeo, buildah",
        (secure ? "sudo install -D ca.pem /etc/containers/certs.d/" + authority + "/ca.crt\n" : "")
            + get
            + "registries.conf |\n  sudo tee /etc/containers/registries.conf.d/windlass.conf");
    Page.snippet(page, "Maven", get + "settings.xml -o settings.xml\nmvn -s settings.xml verify");
    Page.snippet(page, "npm", get + "npmrc -o .npmrc\nnpm ci");
    Page.snippet(
        page,
        "OpenTofu, Terraform",
        get
            + "terraformrc -o windlass.tfrc\nexport TF_CLI_CONFIG_FILE=$PWD/windlass.tfrc"
            + (secure ? " SSL_CERT_FILE=$PWD/ca.pem" : "")
            + "\ntofu init");
    Page.snippet(
        page,
        "Hugging Face",
        get
            + "hf.env -o hf.env\n. ./hf.env"
            + (secure ? " && export SSL_CERT_FILE=$PWD/ca.pem" : "")
            + "\nhf download OWNER/MODEL");
    page.tag("</div>\n</section>\n");
  }

  private void demand(Html page) {
    List<Demand> demand =
        overview.demand().stream()
            .sorted(Comparator.comparingLong(Demand::count).reversed())
            .limit(DEMAND_SHOWN)
            .toList();
    if (demand.isEmpty()) {
      return;
    }
    page.tag("<section aria-labelledby=\"demand\">\n<h2 id=\"demand\">Asked for, not here</h2>\n")
        .tag("<p>Exported with <code>mirror-server requests</code> for the next bundle.</p>\n")
        .tag("<div class=\"scroll\"><table>\n<thead><tr><th>Kind</th><th>Wanted</th>")
        .tag("<th class=\"number\">Times</th><th>Last</th></tr></thead>\n<tbody>\n");
    for (Demand one : demand) {
      page.tag("<tr>").element("td", Words.kind(one.kind()));
      page.tag("<td class=\"name\">").text(one.wanted()).tag("</td>");
      number(page, Words.count(one.count()));
      page.element("td", Words.time(one.last())).tag("</tr>\n");
    }
    page.tag("</tbody>\n</table></div>\n</section>\n");
  }
}
