package dev.windlass.benchmarks.measure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** A reading of its own words. */
public record Quantity(String text, SortedMap<String, Double> numbers) implements Reading {
  public Quantity {
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
  }
}
