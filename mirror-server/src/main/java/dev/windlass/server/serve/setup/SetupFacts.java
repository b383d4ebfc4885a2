package dev.windlass.server.serve.setup;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What client configuration depends on besides the asking host.
 *
 * @param registries image registries of which something is served, for instance {@code docker.io}
 * @param terraform hosts of providers and modules of which something is served
 * @param wheels finds the paths of the served files that pip can install
 * @param authority PEM of the certificate to trust; empty without HTTPS
 * @param restricted reading needs a token
 */
public record SetupFacts(
    Set<String> registries,
    Set<String> terraform,
    Supplier<List<String>> wheels,
    Optional<String> authority,
    boolean restricted) {}
