package dev.rigel.client;

import static dev.rigel.contract.setting.Settings.API_KEY;
import static dev.rigel.contract.setting.Settings.API_REQUEST_TIMEOUT;
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
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/**
 * The API of one server, as typed clients made from the contract's interfaces. Each is made when it
 * is first asked for. Calls throw {@link ApiException} and nothing else. Safe for use by many
 * threads.
 */
public final class ApiClient implements AutoCloseable {
  /** The version of the REST API that is spoken; sent with every call. */
  public static final String API_VERSION = "0.8.3";

  private final ClientSettings settings;
  private final Patience.Pause pause;
  private final Map<Class<?>, Object> connected;
  private final Map<Class<?>, Object> clients = new ConcurrentHashMap<>();

  /** A client for the server that the settings name. Nothing is connected yet. */
  public ApiClient(ClientSettings settings) {
    this(settings, Patience.Pause.SLEEP);
  }

  ApiClient(ClientSettings settings, Patience.Pause pause) {
    this(settings, pause, new ConcurrentHashMap<>());
  }

  private ApiClient(
      ClientSettings settings, Patience.Pause pause, Map<Class<?>, Object> connected) {
    this.settings = settings;
    this.pause = pause;
    this.connected = connected;
  }

  /**
   * The same API over the same connections, where a call that is tried again waits in another way:
   * for who may have to stop waiting. Closed with this one.
   */
  public ApiClient waiting(Patience.Pause other) {
    return new ApiClient(settings, other, connected);
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
    return Proxy.newProxyInstance(
        api.getClassLoader(),
        new Class<?>[] {api, Closeable.class},
        new PatientCalls(connected.computeIfAbsent(api, this::plain), settings, pause));
  }

  private Object plain(Class<?> api) {
    var timeout = settings.get(API_REQUEST_TIMEOUT).toMillis();
    return RestClientBuilder.newBuilder()
        .baseUri(settings.get(API_URL))
        .connectTimeout(timeout, TimeUnit.MILLISECONDS)
        .readTimeout(timeout, TimeUnit.MILLISECONDS)
        .register(new JsonBodies())
        .register(new JsonTexts())
        .register(new RefusedCall(settings.get(API_URL)))
        .register(new PathNames())
        .register(new CallHeaders(settings.find(API_KEY)))
        .build(api);
  }

  /** Closes all connections. */
  @Override
  public void close() {
    for (var client : connected.values()) {
      try {
        ((Closeable) client).close();
      } catch (IOException e) {
        // the connection is gone either way
      }
    }
  }
}
