/** Tokens for reading: who may fetch when access is restricted. Only hashes are kept. */
@NullMarked
package dev.windlass.server.access;

import org.jspecify.annotations.NullMarked;
