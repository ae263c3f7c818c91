package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rigel.contract.block.BlockDefinition;
import dev.rigel.contract.block.BlockDocumentResponse;
import dev.rigel.contract.block.BlockDocumentResponseBuilder;
import dev.rigel.contract.block.BlockSchemaResponse;
import dev.rigel.contract.block.BlockSchemaResponseBuilder;
import dev.rigel.contract.block.BlockTypeResponse;
import dev.rigel.contract.block.BlockTypeResponseBuilder;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponse;
import dev.rigel.contract.notification.FlowRunNotificationPolicyResponseBuilder;
import dev.rigel.contract.notification.NotificationTest;
import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Blocks and notifications: what they show and keep to themselves, and what is sent of changes. */
@InBrowser
class BlockPagesTest {
  private static final String STARS = "********";
  private static final String POLICIES = "/flow_run_notification_policies/";

  private final UUID id = UUID.randomUUID();
  private final Visitor visitor;
  private final FakeServer server;
  private final BlockTypeResponse type;
  private final BlockSchemaResponse schema;
  private final BlockDocumentResponse audit;
  private final FlowRunNotificationPolicyResponse policy;

  BlockPagesTest(Visitor visitor, FakeServer server) {
    this.visitor = visitor;
    this.server = server;
    var webhook = BlockDefinition.of(BlockDefinition.WEBHOOK);
    type =
        BlockTypeResponseBuilder.builder()
            .id(UUID.randomUUID())
            .created(Things.now())
            .updated(Things.now())
            .name("Webhook")
            .slug("webhook")
            .build();
    schema =
        BlockSchemaResponseBuilder.builder()
            .id(UUID.randomUUID())
            .created(Things.now())
            .updated(Things.now())
            .checksum(webhook.checksum())
            .fields(webhook.fields())
            .blockTypeId(type.id())
            .blockType(type)
            .capabilities(webhook.capabilities())
            .version(webhook.version())
            .build();
    audit = block(Map.of("url", STARS, "headers", Map.of("Authorization", STARS)));
    policy =
        FlowRunNotificationPolicyResponseBuilder.builder()
            .id(UUID.randomUUID())
            .created(Things.now())
            .updated(Things.now())
            .isActive(true)
            .stateNames(List.of("Failed", "Crashed"))
            .tags(List.of("prod"))
            .blockDocumentId(audit.id())
            .build();
    server.on("POST /block_documents/filter", call -> Reply.json(200, List.of(audit)));
    server.on("POST /block_schemas/filter", call -> Reply.json(200, List.of(schema)));
    server.on("POST /block_types/filter", call -> Reply.json(200, List.of(type)));
    server.on("GET /block_types/slug/webhook", call -> Reply.json(200, type));
    server.on("GET /block_capabilities/", call -> Reply.json(200, List.of("notify")));
    server.on("GET /block_documents/" + audit.id(), call -> Reply.json(200, audit));
    server.on("PATCH /block_documents/" + audit.id(), call -> Reply.of(204, ""));
    server.on("POST " + POLICIES + "filter", call -> Reply.json(200, List.of(policy)));
    server.on("GET " + POLICIES + policy.id(), call -> Reply.json(200, policy));
    server.on("PATCH " + POLICIES + policy.id(), call -> Reply.of(204, ""));
    server.on("POST " + POLICIES, call -> Reply.json(201, policy));
  }

  private BlockDocumentResponse block(Map<String, Object> data) {
    return BlockDocumentResponseBuilder.builder()
        .id(id)
        .created(Things.now())
        .updated(Things.now())
        .name("audit")
        .data(data)
        .blockSchemaId(schema.id())
        .blockSchema(schema)
        .blockTypeId(type.id())
        .blockType(type)
        .blockDocumentReferences(Map.of())
        .build();
  }

  @Test
  void a_block_is_listed_with_what_it_can_do_and_who_uses_it() {
    var page = visitor.open(server.at("blocks"));

    assertThat(page.getByRole(AriaRole.ROWHEADER)).containsText("audit");
    assertThat(page.getByRole(AriaRole.ROW).last()).containsText("sends notifications");
    assertThat(page.getByRole(AriaRole.ROW).last()).containsText("1 notification");
  }

  @Test
  void a_server_without_blocks_says_what_they_are() {
    server.on("POST /block_documents/filter", call -> Reply.json(200, List.of()));
    var page = visitor.open(server.at("blocks"));

    assertThat(page.getByText("A block is stored configuration with a type")).isVisible();

    page = visitor.open(server.at("blocks?capability=notify"));
    assertThat(page.getByText("No block matches.")).isVisible();
  }

  @Test
  void a_secret_is_asked_for_only_when_it_is_to_be_seen_and_goes_away_by_itself() {
    var whole = block(Map.of("url", "https://audit.example/very-secret"));
    server.on(
        "GET /block_documents/" + audit.id(),
        call -> Reply.json(200, asksForSecrets(call) ? whole : audit));
    var page = visitor.tab();
    page.clock().install();
    page.navigate(server.at("blocks/block/" + audit.id()).toString());
    assertThat(page.getByText("Stored, not shown").first()).isVisible();
    assertThat(server.calls()).noneMatch(BlockPagesTest::asksForSecrets);

    button(page, "Show url").click();
    assertThat(page.getByText("very-secret")).isVisible();
    page.clock().fastForward(31_000);

    assertThat(page.getByText("very-secret")).not().isAttached();
    assertThat(page.content()).doesNotContain("very-secret");
    assertThat(server.calls()).filteredOn(BlockPagesTest::asksForSecrets).hasSize(1);
  }

  private static boolean asksForSecrets(Call call) {
    return call.uri().contains("include_secrets=true");
  }

  @Test
  void only_what_was_changed_is_sent() {
    var page = visitor.open(server.at("blocks/block/" + audit.id() + "/edit"));

    button(page, "Replace Authorization").click();
    field(page, "Authorization").fill("Bearer new");
    button(page, "Save").click();

    assertThat(heading(page, "audit")).isVisible();
    var body = server.bodies("PATCH /block_documents/" + audit.id()).get(0);
    assertThat(body.toString())
        .isEqualTo(
            "{\"data\":{\"headers\":{\"Authorization\":\"Bearer new\"}},"
                + "\"merge_existing_data\":true}");
  }

  @Test
  void a_name_that_is_taken_is_told_beside_it() {
    visitor.expects("status of 409");
    server.on("POST /block_documents/", call -> Reply.refusal(409, "Block already exists"));
    var page = visitor.open(server.at("blocks/catalog/webhook/create"));

    button(page, "Make Webhook").click();
    assertThat(page.getByText("A block has a name.")).isVisible();
    assertThat(page.getByText("This is required.")).isVisible();
    field(page, "Name").fill("audit");
    field(page, "URL required").fill("https://audit.example");
    button(page, "Make Webhook").click();

    assertThat(page.getByText("with this name already")).isVisible();
    assertThat(field(page, "Name")).isFocused();
  }

  @Test
  void who_uses_a_block_is_said_before_it_is_deleted() {
    server.on("DELETE /block_documents/" + audit.id(), call -> Reply.of(204, ""));
    var page = visitor.open(server.at("blocks/block/" + audit.id()));

    button(page, "Delete block").click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("Used by 1 notification.");
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete block"))
        .click();

    assertThat(heading(page, "Blocks")).isVisible();
    assertThat(server.calls("DELETE /block_documents/" + audit.id())).isEqualTo(1);
  }

  @Test
  void a_notification_is_a_sentence_with_a_switch() {
    var page = visitor.open(server.at("notifications"));

    assertThat(page.getByRole(AriaRole.ROWHEADER))
        .containsText("When a run with the tag prod enters Failed or Crashed");
    assertThat(page.getByRole(AriaRole.ROWHEADER)).containsText("tell Webhook audit");
    page.getByRole(AriaRole.SWITCH).last().click();
    assertThat(page.getByText("It tells no more.")).isVisible();
    button(page, "Undo").click();
    assertThat(page.getByText("It tells no more.")).not().isVisible();

    var bodies = server.bodies("PATCH " + POLICIES + policy.id());
    assertThat(bodies.get(0).toString()).isEqualTo("{\"is_active\":false}");
  }

  @Test
  void a_test_of_a_notification_says_whether_it_arrived() {
    visitor.expects("status of 404");
    var call = "POST " + POLICIES + policy.id() + "/test";
    server.on(call, one -> Reply.json(200, new NotificationTest(true, null)));
    var page = visitor.open(server.at("notifications"));
    var test = page.getByText("Test", new Page.GetByTextOptions().setExact(true));

    test.click();
    assertThat(Seen.said(page)).containsText("The test has arrived at Webhook audit");

    server.on(
        call, one -> Reply.json(200, new NotificationTest(false, "the receiver answered 503")));
    test.click();
    assertThat(Seen.said(page))
        .containsText("The test has not arrived: the receiver answered 503.");

    server.on(call, one -> Reply.refusal(404, "flow run notification policy not found"));
    test.click();
    assertThat(Seen.said(page)).containsText("flow run notification policy not found");
    assertThat(server.calls(call)).isEqualTo(3);
  }

  @Test
  void a_notification_is_made_of_states_tags_a_block_and_a_message() {
    var page = visitor.open(server.at("notifications/new"));

    button(page, "Make notification").click();
    assertThat(page.getByText("Somebody has to be told.")).isVisible();
    field(page, "Tell").selectOption(audit.id().toString());
    button(page, "Late").click();
    field(page, "Tags").fill("prod, eu");
    field(page, "Message").fill("{nothing}");
    button(page, "Make notification").click();
    assertThat(page.getByText("{nothing} stands for nothing")).isVisible();
    field(page, "Message").fill("Look: ");
    button(page, "{flow_run_url}").click();
    button(page, "Make notification").click();

    assertThat(heading(page, "Notifications")).isVisible();
    var body = server.bodies("POST " + POLICIES).get(0);
    assertThat(body.get("state_names").toString()).isEqualTo("[\"Failed\",\"Crashed\",\"Late\"]");
    assertThat(body.get("tags").toString()).isEqualTo("[\"prod\",\"eu\"]");
    assertThat(body.get("block_document_id").asText()).isEqualTo(audit.id().toString());
    assertThat(body.get("message_template").asText()).isEqualTo("Look: {flow_run_url}");
  }

  @Test
  void who_leaves_a_form_of_a_block_or_of_a_notification_is_asked() {
    var page = visitor.open(server.at("blocks/catalog/webhook/create"));
    page.locator("#block-name").fill("audit");
    Seen.link(page, "Back").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Leave without saving?");
    Seen.button(page, "Leave").click();
    assertThat(page).hasURL(server.at("blocks/catalog/webhook").toString());

    page.navigate(server.at("notifications/edit/" + policy.id()).toString());
    Seen.button(page, "Cancelled").click();
    Seen.link(page, "Back").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Leave without saving?");
    Seen.button(page, "Stay").click();
    Seen.button(page, "Save").click();
    assertThat(Seen.title(page)).hasText("Notifications");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, named(name).setLevel(1));
  }

  private static Locator field(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, named(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
