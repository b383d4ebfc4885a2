package dev.windlass.benchmarks.measure;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of the results.
 *
 * @param ratio above 1 is better than the peer
 * @param cpuRatio the same of processor time, which a busy machine disturbs less
 * @param target what the design asks of the ratio, or of the figure itself; may be empty
 */
public record Figure(
    String what,
    Reading product,
    Optional<Reading> peer,
    OptionalDouble ratio,
    OptionalDouble cpuRatio,
    String target) {

  /** The floor's time divided by the product's. */
  public static Figure against(Series floor, String what, Series product, String target) {
    return new Figure(
        what,
        product,
        Optional.of(floor),
        OptionalDouble.of(floor.seconds() / product.seconds()),
        OptionalDouble.of(floor.cpuSeconds() / product.cpuSeconds()),
        target);
  }

  /** A figure that stands alone. */
  public static Figure alone(String what, Reading product, String target) {
    return new Figure(
        what, product, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), target);
  }
}
