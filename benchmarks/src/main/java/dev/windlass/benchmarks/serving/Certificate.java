package dev.windlass.benchmarks.serving;

import dev.windlass.acceptance.process.Command;
import java.io.IOException;
import java.nio.file.Path;

/** A P-256 certificate for 127.0.0.1 that both servers use. PEM files. */
public record Certificate(Path chain, Path key) {
  public static Certificate create(Path directory) throws IOException, InterruptedException {
    Certificate made =
        new Certificate(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
    Command.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=127.0.0.1",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-out",
            made.chain.toString(),
            "-keyout",
            made.key.toString())
        .run()
        .orThrow();
    return made;
  }
}
