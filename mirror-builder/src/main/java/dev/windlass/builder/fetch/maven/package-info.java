/**
 * The low side of Maven: closures of coordinates through Maven Resolver, and everything that a real
 * build takes, by running it once through a recording proxy.
 */
@NullMarked
package dev.windlass.builder.fetch.maven;

import org.jspecify.annotations.NullMarked;
