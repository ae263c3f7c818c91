package dev.rigel.server;

import dev.rigel.server.admin.AdminResource;
import dev.rigel.server.admin.OpenApiResource;
import dev.rigel.server.admin.RootResource;
import dev.rigel.server.agent.AgentsResource;
import dev.rigel.server.attention.AttentionResource;
import dev.rigel.server.batch.FlowRunExecutionsResource;
import dev.rigel.server.block.BlockCapabilitiesResource;
import dev.rigel.server.block.BlockDocumentPaths;
import dev.rigel.server.block.BlockDocumentsResource;
import dev.rigel.server.block.BlockSchemasResource;
import dev.rigel.server.block.BlockTypesResource;
import dev.rigel.server.calendar.CalendarsResource;
import dev.rigel.server.claim.Fence;
import dev.rigel.server.concurrencylimit.ConcurrencyLimitsResource;
import dev.rigel.server.deployment.DeploymentsResource;
import dev.rigel.server.deployment.UiDeploymentsResource;
import dev.rigel.server.deployment.UiSchedulesResource;
import dev.rigel.server.flow.FlowsResource;
import dev.rigel.server.flowrun.FlowRunLogsResource;
import dev.rigel.server.flowrun.FlowRunStatesResource;
import dev.rigel.server.flowrun.FlowRunsResource;
import dev.rigel.server.flowrun.UiFlowRunsResource;
import dev.rigel.server.http.CommitErrorMapper;
import dev.rigel.server.http.Compression;
import dev.rigel.server.http.ErrorMapper;
import dev.rigel.server.http.HangUps;
import dev.rigel.server.http.JsonProvider;
import dev.rigel.server.http.ParameterForms;
import dev.rigel.server.http.RequestRules;
import dev.rigel.server.http.StatusFeature;
import dev.rigel.server.http.Tags;
import dev.rigel.server.http.TextProvider;
import dev.rigel.server.job.FlowRunJobsResource;
import dev.rigel.server.log.LogsResource;
import dev.rigel.server.notification.FlowRunNotificationPoliciesResource;
import dev.rigel.server.operation.BulkResource;
import dev.rigel.server.operation.OperationsResource;
import dev.rigel.server.savedsearch.SavedSearchesResource;
import dev.rigel.server.search.SearchResource;
import dev.rigel.server.taskrun.TaskRunStatesResource;
import dev.rigel.server.taskrun.TaskRunsResource;
import dev.rigel.server.waiting.UiWorkQueuesResource;
import dev.rigel.server.workqueue.WorkQueuesResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/**
 * The table of contents of the API. Listed by hand: a scanner would take the contract's interfaces
 * for endpoints.
 */
@ApplicationPath("/api")
public class ServerApplication extends Application {

  /** Jersey would make relative redirects absolute, by what it takes for the server's address. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.headers.location.relative.resolution.disabled", true);
  }

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        RootResource.class,
        AdminResource.class,
        OpenApiResource.class,
        FlowsResource.class,
        FlowRunsResource.class,
        FlowRunStatesResource.class,
        FlowRunExecutionsResource.class,
        FlowRunJobsResource.class,
        FlowRunLogsResource.class,
        UiFlowRunsResource.class,
        TaskRunsResource.class,
        TaskRunStatesResource.class,
        DeploymentsResource.class,
        UiSchedulesResource.class,
        UiDeploymentsResource.class,
        CalendarsResource.class,
        WorkQueuesResource.class,
        UiWorkQueuesResource.class,
        AgentsResource.class,
        AttentionResource.class,
        BulkResource.class,
        OperationsResource.class,
        LogsResource.class,
        ConcurrencyLimitsResource.class,
        BlockTypesResource.class,
        BlockSchemasResource.class,
        BlockDocumentsResource.class,
        BlockCapabilitiesResource.class,
        SavedSearchesResource.class,
        SearchResource.class,
        FlowRunNotificationPoliciesResource.class,
        JsonProvider.class,
        TextProvider.class,
        ErrorMapper.class,
        CommitErrorMapper.class,
        ParameterForms.class,
        RequestRules.class,
        Fence.class,
        BlockDocumentPaths.class,
        Compression.class,
        Tags.class,
        HangUps.class,
        StatusFeature.class);
  }
}
