package dev.rigel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final UUID ID = UUID.fromString("f5cbc239-7ab7-448d-8236-774c7d6b4b65");

  @Test
  void ids_are_known_in_every_spelling_and_names_are_not_ids() {
    assertThat(Ids.parse(ID.toString())).contains(ID);
    assertThat(Ids.parse("F5CBC2397AB7448D8236774C7D6B4B65")).contains(ID);
    assertThat(Ids.parse("{" + ID + "}")).contains(ID);
    assertThat(Ids.parse("urn:uuid:" + ID)).contains(ID);
    assertThat(Ids.parse("f5cbc239")).isEmpty();
    assertThat(Ids.parse("blue")).isEmpty();
  }
}
