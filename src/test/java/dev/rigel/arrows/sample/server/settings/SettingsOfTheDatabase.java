package dev.rigel.arrows.sample.server.settings;

import dev.rigel.arrows.sample.server.database.DatabaseThatAnswers;

/** Breaks: the floor of settings looks down only. */
public record SettingsOfTheDatabase(DatabaseThatAnswers database) {}
