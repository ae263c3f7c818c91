package dev.rigel.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rigel.contract.agent.AgentExchange;
import dev.rigel.contract.deployment.DeploymentFlowRunCreate;
import dev.rigel.contract.deployment.DeploymentUpdate;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.flowrun.FlowRunCreate;
import dev.rigel.contract.flowrun.FlowRunQuery;
import dev.rigel.contract.flowrun.FlowRunSort;
import dev.rigel.contract.flowrun.FlowRunUpdate;
import dev.rigel.contract.job.ItemCounts;
import dev.rigel.contract.job.ItemCountsBuilder;
import dev.rigel.contract.log.LogCreate;
import dev.rigel.contract.query.CountQuery;
import dev.rigel.contract.query.Operator;
import dev.rigel.contract.state.EmpiricalPolicy;
import dev.rigel.contract.state.StateProposal;
import dev.rigel.contract.state.StateType;
import dev.rigel.contract.taskrun.TaskRunCreate;
import dev.rigel.contract.workqueue.WorkQueueCreate;
import dev.rigel.contract.workqueue.WorkQueueCreateBuilder;
import dev.rigel.contract.workqueue.WorkQueueUpdate;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {
  private static final String ID = "5f0c5a52-4b6c-4d04-a6ec-8ea4a32b5a06";

  @Test
  void absent_fields_get_their_defaults() throws Exception {
    var queue = read("{\"name\":\"q\"}", WorkQueueCreate.class);

    assertThat(queue).isEqualTo(WorkQueueCreateBuilder.builder().name("q").description("").build());
  }

  @Test
  void a_long_number_is_read_to_its_last_digit() throws Exception {
    var counts = read("{\"read_count\":9007199254740993,\"write_count\":\"7\"}", ItemCounts.class);

    assertThat(counts)
        .isEqualTo(
            ItemCountsBuilder.builder().readCount(9_007_199_254_740_993L).writeCount(7).build());
    assertThat(errors("{\"read_count\":\"x\"}", ItemCounts.class))
        .extracting(FieldError::type)
        .containsExactly("type_error.integer");
  }

  @Test
  void every_error_is_told_with_its_place() {
    var errors =
        errors("{\"is_paused\":null,\"concurrency_limit\":\"x\",\"zz\":1}", WorkQueueCreate.class);

    assertThat(errors)
        .extracting(e -> e.loc() + " " + e.type())
        .containsExactlyInAnyOrder(
            "[body, name] value_error.missing",
            "[body, is_paused] type_error.none.not_allowed",
            "[body, concurrency_limit] type_error.integer",
            "[body, zz] value_error.extra");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":5}|5|false|null",
        "{\"name\":\"q\",\"is_paused\":\"yes\"}|q|true|null",
        "{\"name\":\"q\",\"is_paused\":0,\"concurrency_limit\":1.5}|q|false|1",
        "{\"name\":\"q\",\"concurrency_limit\":\"7\"}|q|false|7",
        "{\"name\":\"q\",\"concurrency_limit\":true}|q|false|1"
      })
  void values_are_coerced(String body, String name, boolean paused, String limit) throws Exception {
    var queue = read(body, WorkQueueCreate.class);

    assertThat(queue.name()).isEqualTo(name);
    assertThat(queue.isPaused()).isEqualTo(paused);
    assertThat(String.valueOf(queue.concurrencyLimit())).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'UUID'}|TaskRunResult[id=UUID]",
        "{'name':'n'}|Parameter[name=n]",
        "{'type':'t'}|Constant[type=t]",
        "{'id':'UUID','name':'n','more':1}|TaskRunResult[id=UUID]",
        "{'input_type':'parameter','id':'UUID','name':'n'}|Parameter[name=n]",
        "{'input_type':'constant','type':'t'}|Constant[type=t]"
      })
  void what_does_not_say_its_kind_is_the_first_that_fits(String input, String kind)
      throws Exception {
    var task = read(taskWith(input), TaskRunCreate.class);

    assertThat(task.taskInputs().get("x").get(0).toString()).isEqualTo(kind.replace("UUID", ID));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|[body, task_inputs, x, 0, id] value_error.missing",
        "{'input_type':'parameter'}|[body, task_inputs, x, 0, name] value_error.missing",
        "{'input_type':'result','id':'UUID'}|[body, task_inputs, x, 0, input_type] value_error.const",
        "{'input_type':null,'id':'UUID'}|[body, task_inputs, x, 0, input_type] value_error.const",
        "{'id':'no'}|[body, task_inputs, x, 0, id] type_error.uuid",
        "[]|[body, task_inputs, x, 0] type_error.dict"
      })
  void what_fits_no_kind_is_told_of_each(String input, String error) {
    assertThat(errors(taskWith(input), TaskRunCreate.class))
        .extracting(e -> e.loc() + " " + e.type())
        .contains(error);
  }

  private static String taskWith(String input) {
    return "{'flow_run_id':'UUID','task_key':'k','dynamic_key':'0','task_inputs':{'x':[INPUT]}}"
        .replace("INPUT", input)
        .replace("UUID", ID)
        .replace('\'', '"');
  }

  @Test
  void numbers_and_texts_out_of_bounds_are_refused() {
    var tag = "t".repeat(Longest.NAME + 1);

    assertThat(errors("{\"name\":\"q\",\"concurrency_limit\":-1}", WorkQueueCreate.class))
        .extracting(e -> e.loc() + " " + e.type() + " " + e.ctx())
        .containsExactly("[body, concurrency_limit] value_error.number.not_ge {limit_value=0}");
    assertThat(errors("{\"concurrency_limit\":-1}", WorkQueueUpdate.class)).hasSize(1);
    assertThat(
            errors(
                "{\"retry_backoff_factor\":0.5,\"retry_jitter_factor\":-0.1}",
                EmpiricalPolicy.class))
        .extracting(e -> e.loc() + " " + e.type())
        .containsExactly(
            "[body, retry_backoff_factor] value_error.number.not_ge",
            "[body, retry_jitter_factor] value_error.number.not_ge");
    assertThat(errors("{\"priority\":1001}", FlowRunUpdate.class))
        .extracting(e -> e.loc() + " " + e.type() + " " + e.ctx())
        .containsExactly("[body, priority] value_error.number.not_le {limit_value=1000}");
    var ids = Collections.nCopies(AgentExchange.MOST_RUNS + 1, '"' + ID + '"');
    var exchange = "{\"request_id\":\"" + ID + "\",\"flow_run_ids\":";
    assertThat(errors(exchange + ids + "}", AgentExchange.class))
        .extracting(e -> e.loc() + " " + e.type() + " " + e.ctx())
        .containsExactly("[body, flow_run_ids] value_error.list.max_items {limit_value=10000}");
    assertThat(errors("{\"priority\":-1001}", DeploymentFlowRunCreate.class)).hasSize(1);
    assertThat(errors("{\"priority\":\"high\"}", DeploymentFlowRunCreate.class)).hasSize(1);
    assertThat(errors("{\"priority\":null}", FlowRunUpdate.class)).hasSize(1);
    assertThat(errors("{\"name\":\"f\",\"tags\":[\"" + tag + "\"]}", FlowCreate.class))
        .extracting(e -> e.loc() + " " + e.type())
        .containsExactly("[body, tags] value_error.any_str.max_length");
  }

  @Test
  void what_is_just_within_bounds_is_taken() throws Exception {
    var tag = "€".repeat(Longest.NAME / 3);

    assertThat(read("{\"concurrency_limit\":0}", WorkQueueUpdate.class).concurrencyLimit().get())
        .isZero();
    assertThat(read("{\"name\":\"f\",\"tags\":[\"" + tag + "\"]}", FlowCreate.class).tags())
        .containsExactly(tag);
  }

  @Test
  void a_patch_tells_absent_from_null() throws Exception {
    var update = read("{\"concurrency_limit\":null}", WorkQueueUpdate.class);

    assertThat(update.concurrencyLimit().isPresent()).isTrue();
    assertThat(update.concurrencyLimit().get()).isNull();
    assertThat(update.description().isPresent()).isFalse();
    assertThat(Json.mapper().writeValueAsString(update)).isEqualTo("{\"concurrency_limit\":null}");
  }

  @Test
  void a_query_takes_null_for_absent_and_skips_unknown_keys_at_its_top_only() throws Exception {
    var query =
        read(
            "{\"sort\":null,\"limit\":null,\"flows\":null,\"zz\":1,\"flow_runs\":{\"tags\":{\"all_\":null}}}",
            FlowRunQuery.class);

    assertThat(query.sort()).isEqualTo(FlowRunSort.ID_DESC);
    assertThat(query.flowRuns().tags().all()).isNull();
    assertThat(errors("{\"flow_runs\":{\"zz\":1}}", FlowRunQuery.class)).hasSize(1);
    assertThat(
            read("{\"flow_runs\":{\"operator\":\"or_\"}}", FlowRunQuery.class)
                .flowRuns()
                .operator())
        .isEqualTo(Operator.or_);
  }

  @Test
  void no_body_is_an_empty_one_where_nothing_is_required() {
    assertThat(BodyReader.read(null, CountQuery.class)).isEqualTo(CountQuery.ALL);
    assertThat(errors("null", StateProposal.class))
        .extracting(FieldError::type)
        .containsExactly("value_error.missing");
  }

  @Test
  void state_details_skip_what_newer_engines_send() throws Exception {
    var proposal =
        read(
            "{\"state\":{\"type\":\"RUNNING\",\"state_details\":{\"pause_key\":1}},\"force\":\"true\"}",
            StateProposal.class);

    assertThat(proposal.force()).isTrue();
    assertThat(proposal.state().type()).isEqualTo(StateType.RUNNING);
    assertThat(errors("{\"state\":{\"type\":\"running\"}}", StateProposal.class).get(0).ctx())
        .containsKey("enum_values");
  }

  @Test
  void positions_in_a_list_are_numbers() {
    var errors =
        errors(
            "[{\"name\":\"a\",\"level\":20,\"message\":\"m\",\"timestamp\":\"2022-01-01\",\"flow_run_id\":\"x\"}]",
            listOf(LogCreate.class));

    assertThat(errors)
        .extracting(FieldError::loc)
        .containsExactly(List.of("body", 0, "flow_run_id"));
  }

  @Test
  void names_with_banned_characters_are_refused() {
    assertThat(errors("{\"name\":\"a/b\"}", WorkQueueCreate.class))
        .extracting(FieldError::type)
        .containsExactly("value_error.invalidname");
  }

  @Test
  void what_no_database_can_hold_is_refused_or_replaced() throws Exception {
    assertThat(errors("{\"name\":\"a\\u0000\"}", WorkQueueCreate.class)).hasSize(1);
    assertThat(errors("{\"name\":\"a\\ud800\"}", WorkQueueCreate.class)).hasSize(1);
    var run =
        read(
            "{\"flow_id\":\"0123456789abcdef0123456789abcdef\",\"parameters\":{\"x\":NaN,\"y\":[Infinity,1.5]}}",
            FlowRunCreate.class);
    assertThat(Json.mapper().writeValueAsString(run.parameters()))
        .isEqualTo("{\"x\":null,\"y\":[null,1.5]}");
  }

  @Test
  void a_null_clears_what_may_be_null_and_nothing_else() throws Exception {
    assertThat(read("{\"schedule\":null}", DeploymentUpdate.class).schedule().isPresent()).isTrue();
    assertThat(errors("{\"tags\":null}", DeploymentUpdate.class))
        .extracting(FieldError::type)
        .containsExactly("type_error.none.not_allowed");
  }

  private static <T> T read(String json, Class<T> type) throws Exception {
    return BodyReader.read(Json.mapper().readTree(json), type);
  }

  private static List<FieldError> errors(String json, Type type) {
    return catchThrowableOfType(
            InvalidBody.class, () -> BodyReader.read(Json.mapper().readTree(json), type))
        .errors();
  }

  private static Type listOf(Class<?> element) {
    return new ParameterizedType() {
      @Override
      public Type[] getActualTypeArguments() {
        return new Type[] {element};
      }

      @Override
      public Type getRawType() {
        return List.class;
      }

      @Override
      public Type getOwnerType() {
        return null;
      }
    };
  }
}
