package dev.rigel.server.harness;

import dev.rigel.fixture.Call;
import dev.rigel.fixture.Reply;
import dev.rigel.fixture.ScriptedApi;
import dev.rigel.server.ServerApplication;
import dev.rigel.server.admin.RootResource;
import dev.rigel.server.batch.FlowRunExecutionsResource;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.plugins.server.resourcefactory.POJOResourceFactory;
import org.jboss.resteasy.spi.Dispatcher;
import org.jboss.resteasy.spi.HttpRequest;
import org.jboss.resteasy.spi.HttpResponse;
import org.jboss.resteasy.spi.ResourceFactory;
import org.jboss.resteasy.spi.ResteasyProviderFactory;
import org.jboss.resteasy.spi.metadata.ResourceBuilder;

/**
 * A harness's server as its clients see it: the resources and providers that are deployed, run by
 * the core of RESTEasy, which comes with the client. What needs more of an application server, its
 * batch runtime and its health, is left out.
 */
final class HarnessHttp implements ScriptedApi.Script {
  private static final Set<Class<?>> LEFT_OUT =
      Set.of(FlowRunExecutionsResource.class, RootResource.class);

  private final ServerHarness server;
  private final Dispatcher dispatcher;

  HarnessHttp(ServerHarness server) {
    this.server = server;
    var deployment = new ResteasyDeploymentImpl();
    var application = new ServerApplication();
    deployment.getDefaultContextObjects().put(Application.class, application);
    for (var type : application.getClasses()) {
      if (!type.isAnnotationPresent(Path.class)) {
        deployment.getProviders().add(server.resource(type));
      } else if (!LEFT_OUT.contains(type)) {
        deployment.getResourceFactories().add(resources(type));
      }
    }
    deployment.start();
    dispatcher = deployment.getDispatcher();
  }

  private ResourceFactory resources(Class<?> type) {
    return new POJOResourceFactory(new ResourceBuilder(), type) {
      @Override
      public Object createResource(
          HttpRequest request, HttpResponse response, ResteasyProviderFactory providers) {
        return server.resource(type);
      }
    };
  }

  @Override
  public Reply answer(Call call) {
    var request = request(call);
    var response = new MockHttpResponse();
    server.during(request, () -> dispatcher.invoke(request, response));
    var type = response.getOutputHeaders().getFirst("Content-Type");
    return new Reply(
        response.getStatus(),
        response.getOutput(),
        Map.of("Content-Type", type == null ? "" : type.toString()));
  }

  private static MockHttpRequest request(Call call) {
    var root = URI.create("http://127.0.0.1");
    var request =
        MockHttpRequest.create(call.method(), root.resolve(call.uri()), root.resolve("/api/"));
    call.headers().forEach((name, values) -> request.header(name, values.get(0)));
    return request.content(call.body().getBytes(StandardCharsets.UTF_8));
  }
}
