package dev.rigel.server.database;

/** A part of a list: how many rows at most, after how many others. */
public record Slice(int limit, int offset) {}
