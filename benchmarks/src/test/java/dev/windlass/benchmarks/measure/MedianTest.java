package dev.windlass.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MedianTest {
  @Test
  void isTheMiddleOfAnOddNumber() {
    assertThat(Median.of(9, 1, 2)).isEqualTo(2);
  }

  @Test
  void isTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Median.of(4, 1, 2, 9)).isEqualTo(3);
  }

  @Test
  void isNothingOfNothing() {
    assertThat(Median.of()).isZero();
  }
}
