/**
 * HTTP as the protocols see it, and the Jetty server beneath: TLS, limits, conditional and range
 * requests, access log.
 */
@NullMarked
package dev.windlass.server.http;

import org.jspecify.annotations.NullMarked;
