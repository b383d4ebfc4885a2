/**
 * Terraform on the high side: the provider network mirror, the provider registry and the module
 * registry, each for every host that configurations name.
 */
@NullMarked
package dev.windlass.server.serve.terraform;

import org.jspecify.annotations.NullMarked;
