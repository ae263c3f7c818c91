package dev.rigel.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.fixture.FileUser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
  @TempDir Path directory;
  private final AtomicLong nanos = new AtomicLong();
  private Path file;
  private Users users;

  @BeforeEach
  void open() throws Exception {
    file = directory.resolve("users");
    users = new Users(file, Duration.ofSeconds(5), nanos::get);
  }

  @AfterEach
  void close() throws Exception {
    users.close();
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void a_file_without_a_lock_for_the_whole_time_has_no_users() throws Exception {
    assertThat(users.haveGone()).isFalse();
    pass(4);
    assertThat(users.haveGone()).isFalse();
    pass(1);
    assertThat(users.haveGone()).isTrue();
  }

  @Test
  void a_process_that_has_a_lock_is_a_user_until_it_is_killed() throws Exception {
    try (var user = FileUser.of(file)) {
      assertThat(users.haveGone()).isFalse();
      pass(60);
      assertThat(users.haveGone()).isFalse();

      user.kill();

      assertThat(users.haveGone()).as("has just gone").isFalse();
      pass(5);
      assertThat(users.haveGone()).isTrue();
    }
  }

  @Test
  void a_new_user_waits_when_the_others_have_gone_until_the_server_has_ended() throws Exception {
    users.haveGone();
    pass(5);
    assertThat(users.haveGone()).isTrue();

    try (var late = FileUser.thatWaits(file)) {
      assertThat(late.has()).isFalse();
      users.close();
      late.awaitLock();
    }
  }
}
