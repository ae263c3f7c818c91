package dev.rigel.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "others show no environments and states of processes")
class ProcessTreeTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final ProcessTree tree = new ProcessTree();
  private final List<ProcessHandle> killed = new ArrayList<>();
  private Process root;

  @AfterEach
  void end() {
    root.descendants().forEach(ProcessHandle::destroyForcibly);
    root.destroyForcibly();
  }

  /** The one that says its pid. */
  private ProcessHandle started(String script) throws IOException {
    var builder = new ProcessBuilder("sh", "-c", script);
    tree.mark(builder.environment());
    root = builder.start();
    var said = new BufferedReader(new InputStreamReader(root.getInputStream(), UTF_8)).readLine();
    return ProcessHandle.of(Long.parseLong(said)).orElseThrow();
  }

  @Test
  void one_that_is_dead_and_that_its_parent_has_not_asked_for_holds_up_nobody() throws Exception {
    var child = started("sleep 600 > /dev/null & echo $!; exec sleep 600");
    await().atMost(SOON).until(() -> root.info().command().orElse("").endsWith("sleep"));

    tree.signal(root.toHandle(), this::killUnlessRoot);

    awaited().get(30, TimeUnit.SECONDS);
    assertThat(root.isAlive()).isTrue();
    assertThat(child.isAlive()).isTrue(); // as the JDK sees it
  }

  @Test
  void what_a_dead_parent_has_left_behind_is_found() throws Exception {
    var orphan = started("(sleep 600 > /dev/null & echo $!); exec sleep 600");
    await().atMost(SOON).until(() -> root.descendants().noneMatch(orphan::equals));

    tree.signal(root.toHandle(), this::killUnlessRoot);

    awaited().get(30, TimeUnit.SECONDS);
    assertThat(killed).contains(orphan);
    assertThat(root.isAlive()).isTrue();
  }

  private void killUnlessRoot(ProcessHandle process) {
    if (!process.equals(root.toHandle())) {
      killed.add(process);
      process.destroyForcibly();
    }
  }

  private CompletableFuture<Void> awaited() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            tree.awaitEnd(root.toHandle());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
