/**
 * Signing keys and their certificates: making a development hierarchy, and loading from PEM,
 * PKCS#12 and PKCS#11. {@link dev.windlass.signing.keys.SigningKeys} is the way in; private keys
 * leave this package only inside a {@link dev.windlass.signing.keys.SigningKey}.
 */
@NullMarked
package dev.windlass.signing.keys;

import org.jspecify.annotations.NullMarked;
