/**
 * Terraform on the low side: providers and modules by the registry protocols. A provider's package
 * is taken only if the signed checksum list of its release names it; its {@code h1:} and {@code
 * zh:} hashes, and the same package in the form of an OCI artifact, go into the lock.
 */
@NullMarked
package dev.windlass.builder.fetch.terraform;

import org.jspecify.annotations.NullMarked;
