/** Configuration files for clients, made for the host and scheme by which the client asked. */
@NullMarked
package dev.windlass.server.serve.setup;

import org.jspecify.annotations.NullMarked;
