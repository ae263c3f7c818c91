package dev.rigel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TableTest {

  private static String plain(Table table, int width) {
    return table.lines(width).stream().map(Text::plain).collect(Collectors.joining("\n", "", "\n"));
  }

  private static Table fleet() {
    return new Table("Fleet", Text.of("all of it"))
        .column("Name", Style.GREEN)
        .rightColumn("Crew", Style.BLUE)
        .row("Calypso", "28")
        .row("帆", "1");
  }

  @Test
  void columns_are_as_wide_as_their_widest_cell() {
    assertThat(plain(fleet(), 80))
        .isEqualTo(
            """
                  Fleet      \s
            ┏━━━━━━━━━┳━━━━━━┓
            ┃ Name    ┃ Crew ┃
            ┡━━━━━━━━━╇━━━━━━┩
            │ Calypso │   28 │
            │ 帆      │    1 │
            └─────────┴──────┘
                all of it    \s
            """);
  }

  /** The widths are those that the reference chose for the same cells at 100 columns. */
  @Test
  void when_space_is_short_every_column_gives_up_the_same() {
    var id = "981d11f7-a9b7-4ab3-97ca-57be5f170bf0";
    var table =
        Table.titled("")
            .column("Scheduled Start Time", Style.PLAIN)
            .column("Run ID", Style.PLAIN)
            .column("Name", Style.PLAIN)
            .column("Deployment ID", Style.PLAIN)
            .row("2026-11-23T18:29:30.897289+00:00 (**)", id, "funny-coucal", id);

    assertThat(plain(table, 100))
        .contains(
            "│ 2026-11-23T18:29:30.897289+0… │ 981d11f7-a9b7-4ab3-97ca-57… │ fun… │"
                + " 981d11f7-a9b7-4ab3-97ca-57… │\n");
  }

  @Test
  void a_table_too_narrow_for_its_caption_breaks_the_caption() {
    var table = new Table("", Text.of("one two three")).column("C", Style.PLAIN);

    assertThat(plain(table, 80)).endsWith("└───┘\n one \n two \nthree\n");
  }

  @Test
  void colours_belong_to_cells_and_leave_the_box_alone() {
    var line = fleet().lines(80).get(4);

    assertThat(line.painted(true))
        .isEqualTo("│ \u001b[32mCalypso\u001b[0m │   \u001b[34m28\u001b[0m │");
  }
}
