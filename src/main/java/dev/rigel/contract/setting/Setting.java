package dev.rigel.contract.setting;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting: an environment variable, which a profile or MicroProfile Config may give too. {@link
 * Settings} has them all.
 *
 * @param <T> what its text is read as
 */
public final class Setting<T> {
  /** What is shown of a secret. */
  public static final String HIDDEN = "********";

  private final String name;
  private final Kind<T> kind;
  private final Set<Program> readers;
  private final boolean secret;
  private final boolean inProfiles;
  private final @Nullable String usual;
  private final @Nullable String computed;
  private final String meaning;

  private Setting(Row<T> row, String meaning) {
    this.name = row.name;
    this.kind = row.kind;
    this.readers = row.readers;
    this.secret = row.secret;
    this.inProfiles = row.inProfiles;
    this.usual = row.usual;
    this.computed = row.computed;
    this.meaning = meaning;
  }

  /** The environment variable's name. */
  public String name() {
    return name;
  }

  public Kind<T> kind() {
    return kind;
  }

  /** Whether a program reads it. */
  public boolean isReadBy(Program program) {
    return readers.contains(program);
  }

  /** Whether nobody may see its value. */
  public boolean isSecret() {
    return secret;
  }

  /** Whether a profile may give it. */
  public boolean isInProfiles() {
    return inProfiles;
  }

  /** The text that holds where nobody gives one. */
  public Optional<String> usual() {
    return Optional.ofNullable(usual);
  }

  /** For people: what holds where nobody gives a text, if its reader decides that. */
  public Optional<String> computed() {
    return Optional.ofNullable(computed);
  }

  /** What it does, in a line of Markdown. */
  public String meaning() {
    return meaning;
  }

  /**
   * Its value where a source has texts by name; a blank one counts as none, and paths may hold
   * {@code ${NAME}}. Else the default, if it has one.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public Optional<T> find(Function<String, Optional<String>> texts) {
    return texts
        .apply(name)
        .filter(text -> !text.isBlank())
        .or(this::usual)
        .map(text -> kind == Kind.PATH ? new Variables(texts).in(text) : text)
        .map(this::read);
  }

  /**
   * The same for one that has a default.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public T get(Function<String, Optional<String>> texts) {
    return find(texts).orElseThrow(() -> new NoSuchElementException(name + " has no default"));
  }

  /**
   * Reads a text; spaces around it do not count.
   *
   * @throws IllegalArgumentException if it does not fit: {@code NAME must be …}, in one line and
   *     without a secret
   */
  public T read(String text) {
    try {
      return kind.read(text.strip());
    } catch (IllegalArgumentException e) {
      var told = secret ? kind.harmless(text.strip()) : Optional.of("'" + text.strip() + "'");
      throw new IllegalArgumentException(
          name + " must " + kind.demand() + told.map(words -> ", but is " + words).orElse(""), e);
    }
  }

  /** Its name. */
  @Override
  public String toString() {
    return name;
  }

  /** A row of the table that is being written; {@link #means} ends it. */
  static final class Row<T> {
    private final List<Setting<?>> table;
    private final Set<Program> readers;
    private final String name;
    private final Kind<T> kind;
    private boolean secret;
    private boolean inProfiles = true;
    private @Nullable String usual;
    private @Nullable String computed;

    Row(List<Setting<?>> table, Set<Program> readers, String name, Kind<T> kind) {
      this.table = table;
      this.readers = readers;
      this.name = name;
      this.kind = kind;
    }

    /** The default; without one there is none. */
    Row<T> usual(String text) {
      usual = text;
      return this;
    }

    /** The default, in words, where its reader decides it. */
    Row<T> computed(String words) {
      computed = words;
      return this;
    }

    Row<T> secret() {
      secret = true;
      return this;
    }

    Row<T> notInProfiles() {
      inProfiles = false;
      return this;
    }

    /** What it does, in a line of Markdown. */
    Setting<T> means(String meaning) {
      var setting = new Setting<>(this, meaning);
      table.add(setting);
      return setting;
    }
  }
}
