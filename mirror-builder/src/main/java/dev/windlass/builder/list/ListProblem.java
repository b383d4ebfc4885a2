package dev.windlass.builder.list;

/**
 * One thing that is wrong with a mirror list.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record ListProblem(int line, int column, String message) {}
