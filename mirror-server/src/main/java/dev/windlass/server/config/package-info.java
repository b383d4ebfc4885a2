/**
 * The server's settings: one table of keys with their defaults, read from flags, the environment
 * and a file, in this order of precedence. Secrets are never settings, only paths of files are.
 */
@NullMarked
package dev.windlass.server.config;

import org.jspecify.annotations.NullMarked;
