package dev.rigel.contract.calendar;

import dev.rigel.contract.json.Required;
import java.time.LocalDate;

/** A day, and whether runs may start on it. */
public record CalendarDay(@Required LocalDate day, boolean open) {}
