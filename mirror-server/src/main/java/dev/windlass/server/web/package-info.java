/**
 * Pages for people: what the releases hold and how to reach it. Rendered here, without scripts and
 * without anything from elsewhere; every text from a bundle is escaped.
 */
@NullMarked
package dev.windlass.server.web;

import org.jspecify.annotations.NullMarked;
