package dev.rigel.contract.notification;

import dev.rigel.contract.json.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.UUID;

/** Notification policies. */
@Path(FlowRunNotificationPoliciesApi.PATH)
@Consumes("application/json")
@Produces("application/json")
public interface FlowRunNotificationPoliciesApi {
  /** Below {@code /api}. */
  String PATH = "flow_run_notification_policies";

  /** Makes a policy; 409 for an unknown block. */
  @POST
  @Path("/")
  @Answers(201)
  FlowRunNotificationPolicyResponse create(FlowRunNotificationPolicyCreate policy);

  /** Reads one; 404 if unknown. */
  @GET
  @Path("{id}")
  FlowRunNotificationPolicyResponse read(@PathParam("id") UUID id);

  /** Changes the given fields; 404 if unknown, 409 for an unknown block. */
  @PATCH
  @Path("{id}")
  void update(@PathParam("id") UUID id, FlowRunNotificationPolicyUpdate update);

  /** Deletes one; 404 if unknown. */
  @DELETE
  @Path("{id}")
  void delete(@PathParam("id") UUID id);

  /**
   * Sends a message about a run that does not exist, as the policy would, at once and once; 404 if
   * unknown. Takes up to a minute.
   */
  @POST
  @Path("{id}/test")
  NotificationTest test(@PathParam("id") UUID id);

  /** Lists policies by id. */
  @POST
  @Path("filter")
  List<FlowRunNotificationPolicyResponse> filter(FlowRunNotificationPolicyQuery query);
}
