package dev.rigel.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rigel.client.ApiClient;
import dev.rigel.contract.flow.FlowCreate;
import dev.rigel.contract.search.Found;
import dev.rigel.contract.search.FoundKind;
import dev.rigel.contract.search.SearchApi;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The search, on the deployed server. */
@OnServer
class SearchIT {
  private final ApiClient api;
  private final Http http;

  SearchIT(Rigel rigel) {
    api = rigel.api();
    http = rigel.http();
  }

  @Test
  void things_are_found_by_their_ids() {
    var site = Site.unlimited(api);
    var run = site.dueRun();

    assertThat(found(site.flow.id().toString()))
        .containsExactly(new Found(FoundKind.flow, site.flow.id(), site.flow.name(), null));
    assertThat(found(site.deployment.id().toString()))
        .containsExactly(
            new Found(
                FoundKind.deployment,
                site.deployment.id(),
                site.deployment.name(),
                site.flow.name()));
    assertThat(found(site.queue.id().toString()))
        .containsExactly(new Found(FoundKind.work_queue, site.queue.id(), site.queue.name(), null));
    assertThat(found(run.id().toString())).extracting(Found::id).containsExactly(run.id());
  }

  @Test
  void things_are_found_by_a_part_of_their_names_whatever_its_case() {
    var site = Site.unlimited(api);
    var part = site.queue.name().substring("queue ".length() + 1).toUpperCase(Locale.ROOT);

    assertThat(found(part)).extracting(Found::id).containsExactly(site.queue.id());
    assertThat(found(site.flow.name() + "/" + site.deployment.name()))
        .extracting(Found::id)
        .containsExactly(site.deployment.id());
  }

  @Test
  void wildcards_and_letters_of_addresses_are_letters_and_a_text_is_not_endless() {
    var word = Site.unique("50 # a_b+c?");
    var flow = api.flows().create(new FlowCreate(word, List.of()));

    assertThat(found(word)).extracting(Found::id).containsExactly(flow.id());
    assertThat(found(word.replace('_', '%'))).isEmpty();
    assertThat(http.get("/ui/search").text()).isEqualTo("[]");
    assertThat(http.get("/ui/search?q=" + "x".repeat(200)).text()).isEqualTo("[]");
    var refused = http.get("/ui/search?q=" + "x".repeat(201));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("ensure this value has at most 200 characters");
  }

  @Test
  void the_answer_says_of_each_what_it_is() {
    var site = Site.unlimited(api);

    var answer = http.get("/ui/search?q=" + site.deployment.id());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).hasSize(1);
    assertThat(answer.json().at("/0/kind").asText()).isEqualTo("deployment");
    assertThat(answer.json().at("/0/id").asText()).isEqualTo(site.deployment.id().toString());
    assertThat(answer.json().at("/0/name").asText()).isEqualTo(site.deployment.name());
    assertThat(answer.json().at("/0/detail").asText()).isEqualTo(site.flow.name());
  }

  private List<Found> found(String text) {
    return api.of(SearchApi.class).find(text);
  }
}
