package dev.windlass.benchmarks.measure;

import java.util.SortedMap;

/** One side of a comparison: for people a text, for programs its numbers by name. */
public interface Reading {
  String text();

  SortedMap<String, Double> numbers();
}
