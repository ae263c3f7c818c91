package dev.rigel.server.savedsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rigel.contract.json.BodyReader;
import dev.rigel.contract.json.Json;
import dev.rigel.contract.query.Page;
import dev.rigel.contract.savedsearch.SavedSearchCreate;
import dev.rigel.contract.savedsearch.SavedSearchResponse;
import dev.rigel.server.database.Database;
import dev.rigel.server.harness.JpaProvider;
import dev.rigel.server.harness.ServerHarness;
import dev.rigel.server.platform.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedSearchesTest {

  @ParameterizedTest
  @CsvSource({"H2,ECLIPSELINK", "POSTGRESQL,HIBERNATE"})
  void searches_are_saved_replaced_listed_and_deleted(Database database, JpaProvider provider)
      throws IOException {
    try (var server = ServerHarness.on(database, provider)) {
      var searches = server.get(SavedSearches.class);
      var terms =
          "[{\"object\":\"flow\",\"property\":\"name\",\"type\":\"string\",\"operation\":\"equals\",\"value\":[1,{\"a\":null}]}]";

      var made = searches.save(search("b", terms));
      server.clock().advance(Duration.ofSeconds(1));
      var replaced = searches.save(search("b", "[]"));
      var other = searches.save(search("a", terms)).value();

      assertThat(made.isNew()).isTrue();
      assertThat(Json.mapper().valueToTree(made.value().filters()).toString())
          .isEqualTo(Json.mapper().readTree(terms).toString());
      assertThat(replaced.isNew()).isFalse();
      assertThat(replaced.value().id()).isEqualTo(made.value().id());
      assertThat(replaced.value().filters()).isEmpty();
      assertThat(replaced.value().updated()).isEqualTo(made.value().updated().plusSeconds(1));
      assertThat(searches.read(other.id())).isEqualTo(other);
      assertThat(searches.list(Page.FIRST))
          .extracting(SavedSearchResponse::name)
          .containsExactly("a", "b");
      assertThat(searches.list(new Page(1, 1)))
          .extracting(SavedSearchResponse::name)
          .containsExactly("b");

      searches.delete(other.id());
      assertUnknown(() -> searches.read(other.id()));
      assertUnknown(() -> searches.delete(UUID.randomUUID()));
    }
  }

  private static void assertUnknown(Runnable call) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(call::run)
        .withMessage("Saved search not found")
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(404));
  }

  private static SavedSearchCreate search(String name, String terms) throws IOException {
    var body = "{\"name\":\"" + name + "\",\"filters\":" + terms + "}";
    return BodyReader.read(Json.mapper().readTree(body), SavedSearchCreate.class);
  }
}
