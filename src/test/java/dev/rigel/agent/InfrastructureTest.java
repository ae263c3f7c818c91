package dev.rigel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a block's fields, overrides and commands, before anything is started. */
class InfrastructureTest {

  @Test
  void an_override_sets_what_its_path_names_and_leaves_the_block_alone() {
    var block = Map.<String, Object>of("name", "b", "env", Map.of("A", "1", "B", "2"));

    var changed = Overrides.apply(block, Map.of("env.A", "9", "command", List.of("ls")));

    assertThat(changed)
        .containsEntry("env", Map.of("A", "9", "B", "2"))
        .containsEntry("command", List.of("ls"))
        .containsEntry("name", "b");
    assertThat(block.get("env")).isEqualTo(Map.of("A", "1", "B", "2"));
  }

  @Test
  void an_override_may_remove_by_null() {
    var block = new HashMap<String, Object>(Map.of("working_dir", "/tmp"));

    var overrides = new HashMap<String, Object>();
    overrides.put("working_dir", null);

    assertThat(new InfrastructureBlock(Overrides.apply(block, overrides)).text("working_dir"))
        .isEmpty();
  }

  @Test
  void an_override_through_something_that_is_no_object_is_refused() {
    assertThatThrownBy(() -> Overrides.apply(Map.of("name", "b"), Map.of("name.first", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("infra override 'name.first': the block has no object 'name'");
  }

  @Test
  void fields_come_in_the_forms_that_command_lines_give_them() {
    var block = new InfrastructureBlock(Map.of("stream_output", "no", "env", Map.of("PORT", 80)));

    assertThat(block.flag("stream_output", true)).isFalse();
    assertThat(block.flag("absent", true)).isTrue();
    assertThat(block.map("env")).containsExactly(Map.entry("PORT", "80"));
    assertThat(block.texts("command")).isEmpty();
  }

  @Test
  void a_field_of_the_wrong_kind_is_named() {
    var list = new ArrayList<Object>();
    list.add(null);
    var block =
        new InfrastructureBlock(
            Map.of("command", "ls -l", "env", "A=1", "stream_output", 7, "classpath", list));

    assertThatThrownBy(() -> block.texts("command"))
        .hasMessage("infrastructure block: 'command' is not a list of texts");
    assertThatThrownBy(() -> block.texts("classpath")).hasMessageContaining("'classpath'");
    assertThatThrownBy(() -> block.map("env"))
        .hasMessage("infrastructure block: 'env' is not an object");
    assertThatThrownBy(() -> block.flag("stream_output", true))
        .hasMessage("infrastructure block: 'stream_output' is not true or false");
  }

  @Test
  void a_batch_job_runs_on_our_class_path_and_its_own() {
    var command = EngineCommands.java(List.of("lib/a.jar"), List.of("-Xmx64m"));

    assertThat(command.get(0)).endsWith(File.separator + "java");
    assertThat(command)
        .contains("-Xmx64m")
        .containsSubsequence("-cp", "dev.rigel.agent.child.Main");
    var classpath = command.get(command.indexOf("-cp") + 1);
    assertThat(classpath).startsWith(File.separator).endsWith(File.pathSeparator + "lib/a.jar");
  }

  @Test
  void a_queue_for_tags_is_named_by_them_in_order() {
    assertThat(AgentOptions.queueFor(List.of("b", "a", "b"))).isEqualTo("Agent queue a-b");
  }
}
