package dev.rigel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  @TempDir Path directory;

  private List<Path> existing(String... entries) {
    return new ClassPath(List.of(entries), Optional.of(directory)).existing("blue-2");
  }

  @Test
  void relative_entries_start_at_the_directory() throws IOException {
    Files.writeString(directory.resolve("a.jar"), "");

    assertThat(existing("a.jar", directory + "/a.jar"))
        .containsExactly(directory.resolve("a.jar"), directory.resolve("a.jar"));
  }

  @Test
  void all_jars_of_a_directory_are_there_if_the_directory_is() throws IOException {
    Files.createDirectories(directory.resolve("lib"));

    assertThat(existing("lib/*", "*")).hasSize(2);
    assertThatThrownBy(() -> existing("lib/*", "bil/*"))
        .hasMessageStartingWith("on blue-2 there is no " + directory + "/bil/*, which is on");
  }

  @Test
  void a_new_directory_holds_nothing() {
    var classPath = new ClassPath(List.of("src"), Optional.empty());

    assertThatThrownBy(() -> classPath.existing("blue-2"))
        .hasMessageStartingWith("on blue-2 there is no src, which is on");
  }
}
