package dev.rigel.server.concurrencylimit;

/**
 * How far a limit is used up.
 *
 * @param limit how many task runs with the tag may run at a time
 * @param usedByOthers slots that other task runs hold than the one that asks
 */
public record SlotUse(String tag, int limit, int usedByOthers) {}
