package dev.windlass.builder.fetch.maven;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * What the entries of the lock need of a POM.
 *
 * @param licences names, or addresses where a licence has no name; empty if the POM states none
 * @param parent {@code group:artifact:version}
 * @param plugin whether it is the POM of a Maven plugin
 */
record PomFacts(String licences, Optional<String> parent, boolean plugin) {
  /** Reads a POM. One that cannot be read tells nothing: Maven puts up with such POMs as well. */
  static PomFacts read(InputStream in) throws IOException {
    try {
      Model model = new MavenXpp3Reader().read(in, false);
      String licences =
          model.getLicenses().stream()
              .map(PomFacts::name)
              .filter(name -> !name.isEmpty())
              .collect(Collectors.joining("; "));
      return new PomFacts(
          licences,
          Optional.ofNullable(model.getParent()).map(PomFacts::gav),
          "maven-plugin".equals(model.getPackaging()));
    } catch (XmlPullParserException e) {
      return new PomFacts("", Optional.empty(), false);
    }
  }

  private static String gav(Parent parent) {
    return parent.getGroupId() + ":" + parent.getArtifactId() + ":" + parent.getVersion();
  }

  private static String name(License licence) {
    String name = licence.getName() == null ? licence.getUrl() : licence.getName();
    return name == null ? "" : name.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }
}
