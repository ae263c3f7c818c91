package dev.rigel.arrows;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.persistence.Entity;
import jakarta.persistence.NamedNativeQuery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select f.id from flow f, flow_run r where r.flow_id = f.id",
        "DELETE FROM flow_run",
        "delete from only flow_run",
        "truncate table flow_run",
        "delete from flow f using flow_run r where r.flow_id = f.id",
        "merge into flow_run r using x on true",
        "select * from public.flow_run",
        "select * from \"flow_run\"",
        "insert into /* in bulk */ flow_run values (1)",
        "with gone as (delete from flow_run r returning *) select * from gone",
        "select * from (flow_run r join flow f on true)",
        "lock table flow_run",
        "select f.id from flow as f, flow_run r where r.flow_id = f.id",
        "select 1 from flow f, deployment d, flow_run r",
        "select 1 from (flow f join deployment d on true), flow_run",
        "select 1 from flow join -- those of today\n flow_run on true",
        "  /* runs */ (select count(*) from flow_run)",
        "select r from FlowRun r",
        "exists (select 1 from flow_run r where r.flow_id = f.id)",
        "join flow_run on true",
        "flow_run r",
        "flow_run as r",
      })
  void mentions_flow_run(String sql) {
    assertThat(new SqlTexts(List.of(sql)).mentions()).anyMatch(m -> m.table().equals("flow_run"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "merge into flow_run r using x on true",
        "update only flow_run set name = ''",
        "truncate flow_run",
        "truncate table only flow_run",
        "delete from FlowRun r where r.id = :id",
      })
  void writes_flow_run(String sql) {
    assertThat(new SqlTexts(List.of(sql)).mentions())
        .anyMatch(m -> m.table().equals("flow_run") && m.writes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select r.flow_run from flow r where r.flow_run = :flow_run and r.name = 'of a flow_run'",
        "select flow_run_id from flow -- not flow_run",
        "flow_run",
        "the flow_run is not there",
      })
  void does_not_mention_flow_run(String text) {
    assertThat(new SqlTexts(List.of(text)).mentions()).noneMatch(m -> m.table().equals("flow_run"));
  }

  @Entity
  @NamedNativeQuery(name = "x", query = "delete from flow_run")
  static class InAnAnnotation {}

  @Test
  void a_statement_in_an_annotation_is_read() {
    assertThat(SqlTexts.of(new ClassFileImporter().importClass(InAnAnnotation.class)).mentions())
        .isNotEmpty();
  }
}
