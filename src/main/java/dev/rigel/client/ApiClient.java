package dev.rigel.client;

import static dev.rigel.contract.setting.Settings.API_URL;

import dev.rigel.contract.block.BlockDocumentsApi;
import dev.rigel.contract.block.BlockSchemasApi;
import dev.rigel.contract.block.BlockTypesApi;
import dev.rigel.contract.calendar.CalendarsApi;
import dev.rigel.contract.deployment.DeploymentsApi;
import dev.rigel.contract.flow.FlowsApi;
import dev.rigel.contract.flowrun.FlowRunStatesApi;
import dev.rigel.contract.flowrun.FlowRunsApi;
import dev.rigel.contract.log.LogsApi;
import dev.rigel.contract.taskrun.TaskRunsApi;
import dev.rigel.contract.workqueue.WorkQueuesApi;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API of one server, as typed clients made from the contract's interfaces. Each is made when it
 * is first asked for. Calls throw {@link ApiException} and nothing else. Safe for use by many
 * threads.
 */
public final class ApiClient implements AutoCloseable {
  /** The version of the REST API that is spoken; sent with every call. */
  public static final String API_VERSION = "0.8.3";

  private final ClientSettings settings;
  private final Transport transport;
  private final Patience.Pause pause;
  private final Connections connections;
  private final Optional<String> key;
  private final Map<Class<?>, Object> clients = new ConcurrentHashMap<>();

  /** A client for the server that the settings name. Nothing is connected yet. */
  public ApiClient(ClientSettings settings, Transport transport) {
    this(settings, transport, Patience.Pause.SLEEP);
  }

  ApiClient(ClientSettings settings, Transport transport, Patience.Pause pause) {
    this(settings, transport, pause, transport.to(Route.usual(settings)), Optional.empty());
  }

  private ApiClient(
      ClientSettings settings,
      Transport transport,
      Patience.Pause pause,
      Connections connections,
      Optional<String> key) {
    this.settings = settings;
    this.transport = transport;
    this.pause = pause;
    this.connections = connections;
    this.key = key;
  }

  /**
   * The same API over the same connections, where a call that is tried again waits in another way:
   * for who may have to stop waiting. Closed with this one.
   */
  public ApiClient waiting(Patience.Pause other) {
    return new ApiClient(settings, transport, other, connections, key);
  }

  /**
   * The same API over the same connections, with another key than that of the settings: for who
   * speaks for one run. Closed with this one.
   */
  public ApiClient withKey(String other) {
    return new ApiClient(settings, transport, pause, connections, Optional.of(other));
  }

  /**
   * The same API over connections of its own, for calls whose answers may take longer than others
   * by a time. No call is tried again. To be closed by itself.
   *
   * @param patience what a connection may take at most, and an answer beyond {@code longer}; less
   *     if the settings say so
   */
  public ApiClient answeredLater(Duration longer, Duration patience) {
    var others = transport.to(Route.waiting(settings, longer, patience));
    return new ApiClient(settings, transport, Patience.Pause.NONE, others, key);
  }

  /** The address, {@code /api} included. */
  public URI url() {
    return settings.get(API_URL);
  }

  public WorkQueuesApi workQueues() {
    return of(WorkQueuesApi.class);
  }

  public FlowRunsApi flowRuns() {
    return of(FlowRunsApi.class);
  }

  public FlowRunStatesApi flowRunStates() {
    return of(FlowRunStatesApi.class);
  }

  public TaskRunsApi taskRuns() {
    return of(TaskRunsApi.class);
  }

  public FlowsApi flows() {
    return of(FlowsApi.class);
  }

  public DeploymentsApi deployments() {
    return of(DeploymentsApi.class);
  }

  /** Business calendars. */
  public CalendarsApi calendars() {
    return of(CalendarsApi.class);
  }

  public BlockTypesApi blockTypes() {
    return of(BlockTypesApi.class);
  }

  public BlockSchemasApi blockSchemas() {
    return of(BlockSchemasApi.class);
  }

  public BlockDocumentsApi blockDocuments() {
    return of(BlockDocumentsApi.class);
  }

  public LogsApi logs() {
    return of(LogsApi.class);
  }

  /** The client of any interface of the contract. */
  public <T> T of(Class<T> api) {
    return api.cast(clients.computeIfAbsent(api, this::patient));
  }

  private Object patient(Class<?> api) {
    var calls = new PatientCalls(connections.of(api), key, settings.get(API_URL), pause);
    return Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, calls);
  }

  /** Closes all connections. */
  @Override
  public void close() {
    connections.close();
  }
}
