package dev.windlass.benchmarks;

import dev.windlass.acceptance.process.Command;
import dev.windlass.benchmarks.input.LowSide;
import dev.windlass.benchmarks.input.SampleContent;
import dev.windlass.benchmarks.measure.Figure;
import dev.windlass.benchmarks.serving.Certificate;
import dev.windlass.benchmarks.serving.Loads;
import dev.windlass.benchmarks.serving.MirrorServer;
import dev.windlass.benchmarks.serving.Nginx;
import dev.windlass.benchmarks.serving.ServerProcess;
import dev.windlass.benchmarks.serving.Wrk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The server and nginx under the same load, with the same bytes, certificate and logging. */
final class ServeBenchmark implements Benchmark {
  private static final int SMALL_CONNECTIONS = 16;
  private static final int LARGE_CONNECTIONS = 2;
  private static final String SMALL_TARGET = "≥ 1.5";
  private static final String LARGE_TARGET = "≥ 1.0";

  /**
   * One thing to fetch.
   *
   * @param path on the server
   */
  private record Subject(
      String what, String path, Loads.Unit unit, int connections, String target) {
    /** On nginx: below a directory of its own, since one path may be the folder of another. */
    String copy() {
      return "/" + what.replace(' ', '-') + path;
    }
  }

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public List<Figure> run(Workshop workshop) throws IOException, InterruptedException {
    LowSide side = workshop.lowSide();
    SampleContent content = SampleContent.addTo(side, 8 * workshop.scale().largeSize());
    Path data = workshop.directory("data");
    workshop.trust(data, side);
    workshop.programs().mirrorServer(data, "import", side.bundle().toString()).run().orThrow();
    Path directory = workshop.directory("nginx");
    Optional<Certificate> certificate = Optional.of(Certificate.create(directory));
    List<Subject> subjects = subjects(content);
    try (MirrorServer server = MirrorServer.start(workshop.programs(), data, certificate)) {
      Path files = workshop.directory("files");
      for (Subject subject : subjects) {
        copy(server.origin() + subject.path(), files.resolve(subject.copy().substring(1)));
      }
      try (Nginx nginx = Nginx.start(directory, files, certificate)) {
        return new Comparison(workshop.scale(), new Wrk(directory), server, nginx).of(subjects);
      }
    }
  }

  private static List<Subject> subjects(SampleContent content) {
    Loads.Unit requests = Loads.Unit.REQUESTS;
    return List.of(
        new Subject(
            "image manifest", content.manifest(), requests, SMALL_CONNECTIONS, SMALL_TARGET),
        new Subject("packument", content.packument(), requests, SMALL_CONNECTIONS, SMALL_TARGET),
        new Subject("npm tarball", content.tarball(), requests, SMALL_CONNECTIONS, SMALL_TARGET),
        new Subject(
            "large blob", content.layer(), Loads.Unit.BYTES, LARGE_CONNECTIONS, LARGE_TARGET));
  }

  /** What the server answers is what nginx will send. */
  private static void copy(String url, Path file) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    Command.of("curl", "--silent", "--fail", "--output", file.toString(), url).run().orThrow();
  }

  private record Comparison(Scale scale, Wrk wrk, MirrorServer server, Nginx nginx) {
    List<Figure> of(List<Subject> subjects) throws IOException, InterruptedException {
      List<Figure> figures = new ArrayList<>();
      for (Subject subject : subjects) {
        figures.add(compare(subject, "plain", server.origin(), nginx.origin()));
      }
      for (Subject subject : subjects) {
        figures.add(compare(subject, "TLS", server.tlsOrigin(), nginx.tlsOrigin()));
      }
      return figures;
    }

    private Figure compare(Subject subject, String how, String ours, String theirs)
        throws IOException, InterruptedException {
      List<Wrk.Load> of = new ArrayList<>();
      List<Wrk.Load> peer = new ArrayList<>();
      for (int round = 0; round <= scale.rounds(); round++) {
        Wrk.Load first = load(server.process(), ours + subject.path(), subject);
        Wrk.Load second = load(nginx.process(), theirs + subject.copy(), subject);
        if (round > 0) {
          of.add(first);
          peer.add(second);
        }
      }
      Loads product = new Loads("server", subject.unit(), of);
      Loads other = new Loads("nginx", subject.unit(), peer);
      return new Figure(
          "serve " + subject.what() + ", " + how,
          product,
          Optional.of(other),
          OptionalDouble.of(product.rate() / other.rate()),
          OptionalDouble.of(other.cpu() / product.cpu()),
          subject.target());
    }

    private Wrk.Load load(ServerProcess process, String url, Subject subject)
        throws IOException, InterruptedException {
      return wrk.run(process, url, subject.connections(), scale.serveSeconds());
    }
  }
}
